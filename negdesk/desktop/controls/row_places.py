"""Where the rows of a long list stand, from heights of which most are guessed."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class RowPlaces:
    """Rows one below the other, from 0 down, in logical pixels. A height that is set moves all that is below it."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self._all_tops()[-1]

    def height(self, row: int) -> int:
        """How high a row is."""
        return self._heights[row]

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self._all_tops()[row]

    def at(self, y: int) -> int:
        """The row that is at `y`; the first above all of them, the last beneath. There must be a row."""
        return max(0, min(bisect_right(self._all_tops(), y) - 1, len(self._heights) - 1))

    def set_height(self, row: int, height: int) -> bool:
        """Say how high a row is; whether that is another height than before."""
        if self._heights[row] == height:
            return False
        self._heights[row] = height
        self._tops = None  # adding all of them up anew takes a tenth of a millisecond for ten thousand
        return True

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops
