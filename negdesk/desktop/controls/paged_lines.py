"""The lines of a long list: an array of numbers, with what the lines say read a page at a time when it is shown."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

PAGE = 48
KEPT = 20 * PAGE


class Numbered(Protocol):
    """Has the number of the row that it is about."""

    @property
    def id(self) -> int: ...


Line = TypeVar("Line", bound=Numbered)


class PagedLines(Generic[Line]):
    """Asks `read` for the lines of at most `PAGE` numbers at once, and forgets those not shown for longest."""

    def __init__(self, read: Callable[[tuple[int, ...]], Iterable[Line]]) -> None:
        self._read = read
        self._ids: tuple[int, ...] = ()
        self._rows: dict[int, int] = {}
        self._lines: OrderedDict[int, Line] = OrderedDict()

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of all lines, in their order."""
        return self._ids

    def show_ids(self, ids: tuple[int, ...]) -> bool:
        """Have these lines in this order, and read again what was read before. Whether they are others than before."""
        self._lines.clear()
        if ids == self._ids:
            return False
        self._ids = ids
        self._rows = {number: row for row, number in enumerate(ids)}
        return True

    def row_of(self, number: int) -> int | None:
        """The row of this number, if it is in the list."""
        return self._rows.get(number)

    def line(self, row: int) -> Line | None:
        """What the line in this row says; nothing where it is gone since the numbers were asked for."""
        number = self._ids[row]
        if number not in self._lines:
            start = row - row % PAGE
            for line in self._read(self._ids[start : start + PAGE]):
                self._lines[line.id] = line
            while len(self._lines) > KEPT:
                self._lines.popitem(last=False)
        held = self._lines.get(number)
        if held is not None:
            self._lines.move_to_end(number)
        return held
