"""Very many counterparts at once, past the commands, which would take minutes for them."""

from uuid import uuid4

from negdesk.desk import Desk
from negdesk.storage.database import Connection


def add_very_many(desk: Desk, how_many: int) -> None:
    """Have the persons "Person 00000" and on, so many of them, in the desk's library."""

    def add(connection: Connection) -> None:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO counterpart (uid, kind, name, created_at) VALUES (?, 'person', ?, '2020-01-01T09:00:00Z')",
            ((uuid4().hex, f"Person {number:05}") for number in range(how_many)),
        )
        connection.execute("COMMIT")

    desk.ask(add)
