"""Tables, which repeat their head on every page and never tear a row badly."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from negdesk.documents.paper_style import ACCENT, CELL, CELL_QUIET, HEAD
from negdesk.documents.structure import Element
from negdesk.documents.text_lines import Line, break_lines, ended
from negdesk.documents.typesetting import (
    PADDING,
    ROW_BOTTOM,
    ROW_TOP,
    BoxMark,
    BrokenCell,
    Cell,
    RuleMark,
    Strip,
    Text,
    TextMark,
    bottom_of,
    broken,
    cell_marks,
    lines_of,
    texts_in,
)

LONGEST_WHOLE_ROW = 150.0
"""A row that is higher may go on over the next page."""

FEWEST_ROWS = 4
"""A table of so many rows or fewer is not parted unless one of them is very high."""

AFTER_RIGHT = 12.0
"""More space before a column that is set to the left beside one that is set to the right."""

MOST_HEAD_LINES = 8
"""Lines of a column's head, which is said again on every page; a longer one ends with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its part of the width, to which side its cells are set.

    Where it `names` the rows, its cells are heads of theirs.
    """

    head: str
    share: float
    align: Literal["left", "right"] = "left"
    names: bool = False


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], width: float, marked: Collection[int] = ()
) -> list[Strip]:
    """Rows under a head that is repeated on every page; hairlines between them, a bar beside the `marked` ones.

    A row stays whole unless it is very high; then it goes on over the next page between two lines of its text. Where
    no column has a head there is none. The first two rows stay with the head, and the last two together. A column in
    which most is written from right to left is set to the right, its head with it.
    """
    places = _places(columns, width)
    cells = [[broken(cell, place[1]) for cell, place in zip(row, places, strict=True)] for row in rows]
    headed = any(column.head for column in columns)
    sides = [
        column.align == "right" or (headed and _mostly_right_to_left(row[at] for row in cells))
        for at, column in enumerate(columns)
    ]
    whole = Element("Table")
    head = tuple(_head(columns, places, sides, whole)) if headed else ()
    strips: list[Strip] = list(head)
    for at, row in enumerate(cells):
        of = Element("TR", whole)
        parts = tuple(Element("TH", of, scope="Row") if each.names else Element("TD", of) for each in columns)
        marks = [
            mark
            for cell, (x, wide), right, part in zip(row, places, sides, parts, strict=True)
            for mark in cell_marks(cell, x, wide, right, part)
        ]
        body = list(_row(marks, width, headed or at > 0))
        body[0] = replace(body[0], parts=parts)
        if len(body) == 1 and (at in (0, len(cells) - 2) or at < len(cells) - 1 < FEWEST_ROWS):
            body = [replace(body[0], keep=at < len(cells) - 1)]
        if at in marked:
            body = [with_bar(strip) for strip in body]
        strips.extend(replace(strip, head=head) for strip in body)
    return strips


def _mostly_right_to_left(cells: Iterable[BrokenCell]) -> bool:
    written = [lines[0].right_to_left for cell in cells for _, lines, _ in cell if lines]
    return sum(written) * 2 > len(written)


def with_bar(strip: Strip) -> Strip:
    """A strip with the bar in the margin that says: new, or otherwise than before."""
    return replace(strip, marks=(*strip.marks, BoxMark(-9.0, 1.5, 1.8, strip.height - 3.0, ACCENT)))


def _places(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    """The left edge and the width of each column's text."""
    total = sum(column.share for column in columns)
    places, x = [], 0.0
    for at, column in enumerate(columns):
        wide = width * column.share / total
        apart = AFTER_RIGHT if at and columns[at - 1].align == "right" and column.align == "left" else 0.0
        places.append((x + PADDING + apart, wide - 2 * PADDING - apart))
        x += wide
    return places


def _head(
    columns: Sequence[Column], places: Sequence[tuple[float, float]], sides: Sequence[bool], whole: Element
) -> Iterator[Strip]:
    row = Element("TR", whole)
    parts = tuple(Element("TH", row, scope="Column") if each.head else Element("TD", row) for each in columns)
    cells = [_head_lines(column.head, place[1]) for column, place in zip(columns, places, strict=True)]
    most = max(len(lines) for lines in cells)
    marks = [
        replace(mark, y=mark.y + ROW_TOP + (most - len(lines)) * HEAD.leading)
        for column, (x, wide), lines, right, part in zip(columns, places, cells, sides, parts, strict=True)
        for mark in cell_marks(((Text(column.head, HEAD), lines, False),), x, wide, right, part)
    ]
    yield Strip(ROW_TOP + most * HEAD.leading + ROW_BOTTOM, tuple(marks), keep=True, parts=parts)


def _head_lines(text: str, width: float) -> tuple[Line, ...]:
    lines = lines_of(text, HEAD, width)
    if len(lines) <= MOST_HEAD_LINES:
        return lines
    room = width * 1000 / HEAD.size
    (ellipsis,) = break_lines("…", room, HEAD.weight)
    return (*lines[: MOST_HEAD_LINES - 1], ended(lines[MOST_HEAD_LINES - 1], room, ellipsis))


def _row(marks: list[TextMark], width: float, hairline: bool) -> Iterator[Strip]:
    bottom = bottom_of(marks) or CELL.leading
    rule = (RuleMark(0.0, 0.0, width),) if hairline else ()
    if bottom + ROW_TOP + ROW_BOTTOM <= LONGEST_WHOLE_ROW:
        yield Strip(ROW_TOP + bottom + ROW_BOTTOM, (*rule, *(replace(mark, y=mark.y + ROW_TOP) for mark in marks)))
        return
    yield from _torn_row(marks, bottom, rule)


def _torn_row(marks: list[TextMark], bottom: float, rule: tuple[RuleMark, ...]) -> Iterator[Strip]:
    """A high row as one strip for each line, so that a page may end between any two but the first and last."""
    count = int(-(-bottom // CELL.leading))
    bands: list[list[TextMark]] = [[] for _ in range(count)]
    for mark in marks:
        bands[min(int(mark.y // CELL.leading), count - 1)].append(mark)
    for at, band in enumerate(bands):
        above = ROW_TOP if at == 0 else 0.0
        below = ROW_BOTTOM if at == count - 1 else 0.0
        moved = (replace(mark, y=mark.y - at * CELL.leading + above) for mark in band)
        yield Strip(above + CELL.leading + below, (*(rule if at == 0 else ()), *moved), keep=at < 2 or at == count - 2)


def facts(pairs: Sequence[tuple[str, Cell]], width: float, label_share: float = 0.22) -> list[Strip]:
    """Short labelled lines: the label quiet at the left, what it says at the right; pairs that say nothing left out."""
    said = [(Text(label, CELL_QUIET), cell) for label, cell in pairs if any(text.text for text in texts_in(cell))]
    return table((Column("", label_share, names=True), Column("", 1 - label_share)), said, width)
