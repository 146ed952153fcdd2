"""Long lists: lines are read a page at a time and forgotten again, and rows stand where their heights put them."""

from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from negdesk.desktop.controls.paged_lines import KEPT, PAGE, PagedLines
from negdesk.desktop.controls.row_places import RowPlaces


@dataclass(frozen=True)
class Said:
    id: int
    words: str


class Library:
    """Answers for every number but those that are gone, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, ...]] = []
        self.gone: set[int] = set()

    def read(self, ids: tuple[int, ...]) -> Iterable[Said]:
        self.asked.append(ids)
        return [Said(number, f"no. {number}") for number in reversed(ids) if number not in self.gone]


def words(lines: PagedLines[Said], row: int) -> str:
    line = lines.line(row)
    return "" if line is None else line.words


def test_lines_are_read_a_page_at_a_time_and_once() -> None:
    library = Library()
    lines = PagedLines(library.read)
    assert lines.show_ids(tuple(range(1000, 2000)))
    assert words(lines, 50) == "no. 1050"
    assert [words(lines, row) for row in range(PAGE, 2 * PAGE)] == [
        f"no. {1000 + row}" for row in range(PAGE, 2 * PAGE)
    ]
    assert library.asked == [tuple(range(1000 + PAGE, 1000 + 2 * PAGE))]
    assert (lines.row_of(1999), lines.row_of(5)) == (999, None)


def test_those_not_shown_for_longest_are_forgotten_and_read_again() -> None:
    library = Library()
    lines = PagedLines(library.read)
    lines.show_ids(tuple(range(10 * KEPT)))
    for row in range(0, KEPT + PAGE, PAGE):
        lines.line(row)
    asked = len(library.asked)
    assert words(lines, KEPT) == f"no. {KEPT}"
    assert len(library.asked) == asked, "what was seen last is there"
    assert words(lines, 0) == "no. 0"
    assert len(library.asked) == asked + 1


def test_the_same_numbers_are_read_again_and_one_that_is_gone_says_nothing() -> None:
    library = Library()
    lines = PagedLines(library.read)
    lines.show_ids((7, 8))
    assert words(lines, 0) == "no. 7"
    library.gone.add(7)
    assert not lines.show_ids((7, 8)), "they are the same"
    assert (words(lines, 0), words(lines, 1)) == ("", "no. 8")


@given(st.lists(st.integers(1, 90), min_size=1, max_size=60))
def test_a_row_is_where_the_heights_above_it_end(heights: list[int]) -> None:
    places = RowPlaces([37] * len(heights))
    for row in reversed(range(len(heights))):
        assert places.set_height(row, heights[row]) == (heights[row] != 37)
    assert places.total == sum(heights)
    for row, height in enumerate(heights):
        assert places.top(row) == sum(heights[:row])
        assert places.at(places.top(row)) == places.at(places.top(row) + height - 1) == row
    assert (places.at(-5), places.at(places.total + 5)) == (0, len(heights) - 1)
