"""When each field changed last: TEMP triggers write it into `field_change`, so that libraries can be merged.

A field that never changed has no entry, so writing something down for the first time costs nothing. A row that is
removed leaves one entry, which tells another library's copy of it from a row that was never here.

The triggers ask for the time by a function of the connection, which only triggers in TEMP may: a row of a TEMP table
with the time in it took every gesture a tenth of a millisecond to write.

Undo puts the entries back as they were, by the journal: what was taken back counts as never done.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from negdesk.storage.change_journal import watched
from negdesk.storage.clock import now_utc
from negdesk.storage.database import Connection

BOOKS = ("field_change", "merge_past")
"""The tables that keep accounts of the others; nobody keeps accounts of them. Said again here, as the module that says
it for the rules (`negdesk.domain.library_content`) would take its time at each start; a house rule compares the two."""


class ChangeTimes:
    """Keeps the times of what happens inside `keeping`, from `watch` on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._watching = False
        self._resting = True
        self._moment = ""

    def watch(self) -> None:
        """Begin to watch; to be called after the upgrades and before a transaction begins. Again it does nothing."""
        if self._watching:
            return
        self._connection.create_function("moment", 0, self._at)
        self._connection.create_function("rest_times", 1, self._rest)
        for table, columns in watched(self._connection):
            if table not in BOOKS:
                for statement in _triggers(table, [each for each in columns if each not in ("id", "uid")]):
                    self._connection.execute(statement)
        self._watching = True

    def keep(self) -> None:
        """Have what changes from here on bear the present moment; to be called inside each gesture's transaction."""
        self._resting, self._moment = False, ""

    def rest(self) -> None:
        """Have what changes from here on bear no time, as when undo puts the times back itself."""
        self._resting = True

    def _at(self) -> str | None:
        """The moment of this gesture, which is that of its first change; none while the times are at rest."""
        if self._resting:
            return None
        self._moment = self._moment or now_utc()
        return self._moment

    def _rest(self, on: int) -> int:
        """Have the times rest, or not; whether they did."""
        before, self._resting = self._resting, bool(on)
        return before


@contextmanager
def times_at_rest(connection: Connection) -> Iterator[None]:
    """Keep no times inside the block; for a command that writes `field_change` itself."""
    before = connection.execute("SELECT rest_times(1)").fetchone()
    try:
        yield
    finally:
        connection.execute("SELECT rest_times(?)", before or (0,)).fetchone()


def _triggers(table: str, columns: list[str]) -> tuple[str, str]:
    fields = " UNION ALL ".join(f"""SELECT '{c}' AS field WHERE old."{c}" IS NOT new."{c}\"""" for c in columns)
    kept = "ON CONFLICT (uid) DO UPDATE SET changed_at = excluded.changed_at"
    when = "WHEN moment() IS NOT NULL BEGIN"
    return (
        f'CREATE TEMP TRIGGER time_update_{table} AFTER UPDATE ON main."{table}" {when} '
        f"INSERT INTO field_change (uid, changed_at) SELECT '{table}:' || new.uid || ':' || field, moment()"
        f" FROM ({fields}) WHERE true {kept}; END",
        f'CREATE TEMP TRIGGER time_delete_{table} AFTER DELETE ON main."{table}" {when} '
        f"DELETE FROM field_change WHERE uid >= '{table}:' || old.uid || ':' AND uid < '{table}:' || old.uid || ';'; "
        f"INSERT INTO field_change (uid, changed_at) SELECT '{table}:' || old.uid || ':', moment()"
        f" WHERE true {kept}; END",
    )
