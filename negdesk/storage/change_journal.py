"""What changed: TEMP triggers write down each row's change and the statement that takes it back.

Undo, redo and the change signal come from this one journal, cascades and triggers included. It is SQLite's own recipe
for undo (its documentation, "Automatic Undo/Redo Using SQLite"). The journal lives in memory, never in the file.
"""

from dataclasses import dataclass

from negdesk.storage.database import Connection

TIMES = "field_change"
"""Where the times of changes are kept: undo covers them, yet they are no change that anybody would look at."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one gesture changed. `inverse` takes it back when run from its end to its beginning."""

    rows: frozenset[tuple[str, int]]
    inverse: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.inverse)

    def then(self, later: "Step") -> "Step":
        """Both steps as one."""
        return Step(self.rows | later.rows, self.inverse + later.inverse)


class ChangeJournal:
    """Watches every table that has an `id` and a `uid`, from `watch` on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._watching = False

    def watch(self) -> None:
        """Begin to watch; to be called after the upgrades and before a transaction begins. Again it does nothing."""
        if self._watching:
            return
        connection = self._connection
        connection.execute("CREATE TEMP TABLE change (seq INTEGER PRIMARY KEY, tbl TEXT, row INTEGER, inverse TEXT)")
        for table, columns in watched(connection):
            for statement in _triggers(table, columns):
                connection.execute(statement)
        self._watching = True

    def take(self) -> Step:
        """What has changed since the last call; to be asked inside the transaction that made the changes."""
        found = self._connection.execute("SELECT tbl, row, inverse FROM temp.change ORDER BY seq").fetchall()
        if found:
            self._connection.execute("DELETE FROM temp.change")
        rows = frozenset((table, row) for table, row, _ in found if table != TIMES)
        return Step(rows, tuple(inverse for _, _, inverse in found))

    def take_back(self, step: Step) -> Step:
        """Run the inverse of `step` inside the transaction that is open; returns what that changed, which redoes it."""
        # Rows come back in the opposite order, so a child may stand for a moment before its parent.
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        for statement in reversed(step.inverse):
            self._connection.execute(statement)
        return self.take()


def watched(connection: Connection) -> list[tuple[str, list[str]]]:
    """The tables whose rows have a number and a uid, each with its columns."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%uid TEXT NOT NULL UNIQUE%' ORDER BY name"
    ).fetchall()
    return [
        (name, [column for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))])
        for (name,) in tables
    ]


def _triggers(table: str, columns: list[str]) -> tuple[str, str, str]:
    changed = " OR ".join(f'old."{c}" IS NOT new."{c}"' for c in columns)
    back = " || ',' || ".join(f"""'"{c}"=' || quote(old."{c}")""" for c in columns)
    names = ",".join(f'"{c}"' for c in columns)
    values = " || ',' || ".join(f'quote(old."{c}")' for c in columns)
    note = "INSERT INTO change (tbl, row, inverse) VALUES"
    return (
        f'CREATE TEMP TRIGGER note_insert_{table} AFTER INSERT ON main."{table}" BEGIN '
        f"""{note} ('{table}', new.id, 'DELETE FROM "{table}" WHERE id=' || new.id); END""",
        f'CREATE TEMP TRIGGER note_update_{table} AFTER UPDATE ON main."{table}" WHEN {changed} BEGIN '
        f"""{note} ('{table}', old.id, 'UPDATE "{table}" SET ' || {back} || ' WHERE id=' || new.id); END""",
        f'CREATE TEMP TRIGGER note_delete_{table} AFTER DELETE ON main."{table}" BEGIN '
        f"""{note} ('{table}', old.id, 'INSERT INTO "{table}" ({names}) VALUES (' || {values} || ')'); END""",
    )
