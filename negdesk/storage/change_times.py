"""When each field changed last: TEMP triggers write it into `field_change`, so that libraries can be merged.

A field that never changed has no entry, so writing something down for the first time costs nothing. A row that is
removed leaves one entry, which tells another library's copy of it from a row that was never here.

Undo puts the entries back as they were, by the journal: what was taken back counts as never done.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from negdesk.storage.change_journal import watched
from negdesk.storage.clock import now_utc
from negdesk.storage.database import Connection

BOOKS = ("field_change", "merge_past")
"""The tables that keep accounts of the others; nobody keeps accounts of them."""


class ChangeTimes:
    """Keeps the times of what happens inside `keeping`, from `watch` on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._watching = False

    def watch(self) -> None:
        """Begin to watch; to be called after the upgrades and before a transaction begins. Again it does nothing."""
        if self._watching:
            return
        self._connection.execute("CREATE TEMP TABLE moment (id INTEGER PRIMARY KEY, at TEXT)")
        self._connection.execute("INSERT INTO temp.moment VALUES (1, NULL)")
        for table, columns in watched(self._connection):
            if table not in BOOKS:
                for statement in _triggers(table, [each for each in columns if each not in ("id", "uid")]):
                    self._connection.execute(statement)
        self._watching = True

    def keep(self) -> None:
        """Have what changes from here on bear the present moment; to be called inside each gesture's transaction."""
        self._connection.execute("UPDATE temp.moment SET at = ?", (now_utc(),))

    def rest(self) -> None:
        """Have what changes from here on bear no time, as when undo puts the times back itself."""
        self._connection.execute("UPDATE temp.moment SET at = NULL")


@contextmanager
def times_at_rest(connection: Connection) -> Iterator[None]:
    """Keep no times inside the block; for a command that writes `field_change` itself."""
    row = connection.execute("SELECT at FROM temp.moment").fetchone()
    connection.execute("UPDATE temp.moment SET at = NULL")
    try:
        yield
    finally:
        connection.execute("UPDATE temp.moment SET at = ?", (row[0] if row else None,))


def _triggers(table: str, columns: list[str]) -> tuple[str, str]:
    fields = " UNION ALL ".join(f"""SELECT '{c}' AS field WHERE old."{c}" IS NOT new."{c}\"""" for c in columns)
    kept = "ON CONFLICT (uid) DO UPDATE SET changed_at = excluded.changed_at"
    when = "WHEN (SELECT at FROM temp.moment) IS NOT NULL BEGIN"
    return (
        f'CREATE TEMP TRIGGER time_update_{table} AFTER UPDATE ON main."{table}" {when} '
        f"INSERT INTO field_change (uid, changed_at) SELECT '{table}:' || new.uid || ':' || field, moment.at"
        f" FROM ({fields}), moment WHERE true {kept}; END",
        f'CREATE TEMP TRIGGER time_delete_{table} AFTER DELETE ON main."{table}" {when} '
        f"DELETE FROM field_change WHERE uid >= '{table}:' || old.uid || ':' AND uid < '{table}:' || old.uid || ';'; "
        f"INSERT INTO field_change (uid, changed_at) SELECT '{table}:' || old.uid || ':', at FROM moment"
        f" WHERE true {kept}; END",
    )
