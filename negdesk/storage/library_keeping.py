"""Brings a library from what it holds to what a merge says it shall hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from negdesk.domain.library_content import BOOKS, LibraryContent, Record, Shape, Value, parents_first
from negdesk.storage.database import Connection

_TOLD = 500
"""So many rows are written in between two words on how far it is."""

Tell = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows came in, changed and went, accounts left out, and how many values were set aside."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    set_aside: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.set_aside)


class ContentKeeping:
    """Writes the difference by plain SQL, inside the transaction that is open; the journal sees each row."""

    def __init__(self, connection: Connection, ours: LibraryContent, merged: LibraryContent) -> None:
        self._connection = connection
        self._shapes = parents_first(ours.shapes)
        self._before = {shape.table: _by_uid(ours.rows[shape.table]) for shape in self._shapes}
        self._after = {shape.table: _by_uid(merged.rows[shape.table]) for shape in self._shapes}

    def count(self) -> Merged:
        """What would come in, change and go."""
        written = [shape.table for shape in self._shapes if shape.table not in BOOKS]
        before, after = self._before, self._after
        return Merged(
            added=sum(len(after[table].keys() - before[table].keys()) for table in written),
            changed=sum(
                before[table][uid] != row
                for table in written
                for uid, row in after[table].items()
                if uid in before[table]
            ),
            removed=sum(len(before[table].keys() - after[table].keys()) for table in written),
            set_aside=len(after["merge_past"].keys() - before["merge_past"].keys()),
        )

    def keep(self, tell: Tell = lambda _done, _of: None) -> Merged:
        """Do it; returns what was done. `tell` hears how many of how many rows were written; if it raises, it ends."""
        self._tell, self._done, self._of = tell, 0, self._rows_to_write()
        numbers = {shape.table: self._numbers(shape.table) for shape in self._shapes}
        # From the leaves up: whoever named a row that goes has let go of it before it goes.
        for shape in reversed(self._shapes):
            self._remove(shape, numbers[shape.table])
            self._change(shape, numbers)
        for shape in self._shapes:
            self._add(shape, numbers)
        return self.count()

    def _rows_to_write(self) -> int:
        before, after = self._before, self._after
        return sum(
            len(before[table].keys() - after[table].keys())
            + sum(before[table].get(uid) != row for uid, row in after[table].items())
            for table in after
        )

    def _wrote_one(self) -> None:
        self._done += 1
        if self._done % _TOLD == 0:
            self._tell(self._done, self._of)

    def _numbers(self, table: str) -> dict[str, int]:
        """The number of each row that is there or will be."""
        found = self._connection.execute(f'SELECT uid, id FROM main."{table}"').fetchall()
        numbers = {str(uid): int(number) for uid, number in found}
        new = max(numbers.values(), default=0) + 1
        for uid in self._after[table]:
            if uid not in numbers:
                numbers[uid] = new
                new += 1
        return numbers

    def _remove(self, shape: Shape, numbers: dict[str, int]) -> None:
        gone = self._before[shape.table].keys() - self._after[shape.table].keys()
        for uid in sorted(gone):
            self._connection.execute(f'DELETE FROM "{shape.table}" WHERE id = ?', (numbers[uid],))
            self._wrote_one()

    def _change(self, shape: Shape, numbers: dict[str, dict[str, int]]) -> None:
        before = self._before[shape.table]
        for uid, row in self._after[shape.table].items():
            if uid in before and before[uid] != row:
                names = [column for column in shape.columns if before[uid][column.name] != row[column.name]]
                values = [_kept(row[column.name], numbers.get(column.references)) for column in names]
                sets = ", ".join(f'"{column.name}" = ?' for column in names)
                self._connection.execute(
                    f'UPDATE "{shape.table}" SET {sets} WHERE id = ?', (*values, numbers[shape.table][uid])
                )
                self._wrote_one()

    def _add(self, shape: Shape, numbers: dict[str, dict[str, int]]) -> None:
        names = ", ".join(f'"{column.name}"' for column in shape.columns)
        marks = ", ".join("?" * (len(shape.columns) + 2))
        for uid, row in self._after[shape.table].items():
            if uid in self._before[shape.table]:
                continue
            values = (_kept(row[column.name], numbers.get(column.references)) for column in shape.columns)
            self._connection.execute(
                f'INSERT INTO "{shape.table}" (id, uid, {names}) VALUES ({marks})',
                (numbers[shape.table][uid], uid, *values),
            )
            self._wrote_one()


def _kept(value: Value, numbers: dict[str, int] | None) -> Value:
    return value if value is None or numbers is None else numbers[str(value)]


def _by_uid(rows: Iterable[Record]) -> dict[str, Record]:
    return {str(row["uid"]): row for row in rows}
