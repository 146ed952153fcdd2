"""Tables, which repeat their head on every page and never tear a row badly."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from negdesk.documents.paper_style import ACCENT, CELL, CELL_QUIET, HEAD
from negdesk.documents.structure import Element
from negdesk.documents.text_direction import from_right_to_left
from negdesk.documents.text_lines import longest_word
from negdesk.documents.typesetting import (
    PADDING,
    ROW_BOTTOM,
    ROW_TOP,
    BoxMark,
    Cell,
    RuleMark,
    Strip,
    Text,
    TextMark,
    bottom_of,
    broken,
    cell_marks,
    head_lines,
    texts_in,
)
from negdesk.domain.money import NO_BREAK_SPACE

LONGEST_WHOLE_ROW = 150.0
"""A row that is higher may go on over the next page."""

FEWEST_ROWS = 4
"""A table of so many rows or fewer is not parted unless one of them is very high."""

AFTER_RIGHT = 12.0
"""More space before a column that is set to the left beside one that is set to the right."""

HIGH_ENOUGH_ALONE = 56.0
"""A table's last row of this height may stand alone on a page."""

LINES_SAID_AGAIN = 2
"""Lines of a cell, at most, that is said again where its row goes on over the next page."""

FEW_LINES = 3
"""A text of so many lines or fewer is not parted, as one of many under one another in a cell."""

WIDEST_AMOUNT = 0.3
NARROWEST_TEXT = 0.18
"""Parts of the width: the most that a column of amounts grows to, and what is left to a column of text by that."""

LONGEST_AMOUNT = 80
"""Characters of an amount with its unit, at most, that a column grows for."""

_BEFORE_UNIT = re.compile(rf"(?<=\d){NO_BREAK_SPACE}(?=[^\W\d]{{4}})")
"""The space before a unit that may stand on the next line where there is no room beside the amount."""


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

    A row stays whole unless it is very high; then it goes on over the next page between two lines of its text, with its
    short cells said again beside it. Where no column has a head there is none. The first two rows stay with the head,
    and the last two together unless the last is high enough to stand alone. A column in which most is written from
    right to left is set to the right, its head with it. A column of amounts is as wide as the longest of them, up to a
    third of the width.
    """
    rows = [tuple(row) for row in rows]
    headed = any(column.head for column in columns)
    sides = [
        column.align == "right" or (headed and _mostly_right_to_left(row[at] for row in rows))
        for at, column in enumerate(columns)
    ]
    places = _places(columns, rows, sides, width)
    whole = Element("Table")
    head = tuple(_head(columns, places, sides, whole)) if headed else ()
    bodies = [
        list(_row(columns, row, places, sides, whole, width if headed or at else None)) for at, row in enumerate(rows)
    ]
    last = len(bodies) - 1
    strips: list[Strip] = list(head)
    for at, body in enumerate(bodies):
        if len(body) == 1:
            alone = at == last - 1 and sum(strip.height for strip in bodies[last]) >= HIGH_ENOUGH_ALONE
            keep = at < last and (at == 0 or last < FEWEST_ROWS or (at == last - 1 and not alone))
            body = [replace(body[0], keep=keep)]
        if at in marked:
            body = [with_bar(strip) for strip in body]
        strips.extend(replace(strip, head=(*head, *strip.head)) for strip in body)
    return strips


def _mostly_right_to_left(cells: Iterable[Cell]) -> bool:
    written = [from_right_to_left(text.text) for cell in cells for text in texts_in(cell) if text.text.strip()]
    return sum(written) * 2 > len(written)


def with_bar(strip: Strip) -> Strip:
    """A strip with the bar in the margin that says: new, or otherwise than before."""
    return replace(strip, marks=(*strip.marks, BoxMark(-9.0, 1.5, 1.8, strip.height - 3.0, ACCENT)))


def _places(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], sides: Sequence[bool], width: float
) -> list[tuple[float, float]]:
    """The left edge and the width of each column's text."""
    places, x = [], 0.0
    for at, wide in enumerate(_widths(columns, rows, width)):
        apart = AFTER_RIGHT if at and sides[at - 1] and not sides[at] else 0.0
        places.append((x + PADDING + apart, wide - 2 * PADDING - apart))
        x += wide
    return places


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: float) -> list[float]:
    """How wide each column is: its share, or what the longest amount in it takes, which the others have to spare."""
    total = sum(column.share for column in columns)
    widths = [width * column.share / total for column in columns]
    needed = [
        min(max((_longest(row[at]) for row in rows), default=0.0) + 2 * PADDING, width * WIDEST_AMOUNT)
        if column.align == "right"
        else 0.0
        for at, column in enumerate(columns)
    ]
    lacking = [max(least - wide, 0.0) for least, wide in zip(needed, widths, strict=True)]
    spare = [max(wide - (least or width * NARROWEST_TEXT), 0.0) for least, wide in zip(needed, widths, strict=True)]
    given = min(sum(lacking), sum(spare))
    if not given:
        return widths
    return [
        wide + more * given / sum(lacking) - less * given / sum(spare)
        for wide, more, less in zip(widths, lacking, spare, strict=True)
    ]


def _longest(cell: Cell) -> float:
    """How wide the longest amount of a cell is without a long unit; what is too long for an amount is none."""
    return max(
        (
            longest_word(_BEFORE_UNIT.sub(" ", text.text), text.style.weight) * text.style.size / 1000
            for text in texts_in(cell)
            if len(text.text) <= LONGEST_AMOUNT
        ),
        default=0.0,
    )


def _head(
    columns: Sequence[Column], places: Sequence[tuple[float, float]], sides: Sequence[bool], whole: Element
) -> Iterator[Strip]:
    row = Element("TR", whole)
    parts = tuple(Element("TH", row, scope="Column") if each.head else Element("TD", row) for each in columns)
    cells = [head_lines(column.head, HEAD, place[1]) for column, place in zip(columns, places, strict=True)]
    most = max(len(lines) for lines in cells)
    marks = [
        replace(mark, y=mark.y + ROW_TOP + (most - len(lines)) * HEAD.leading)
        for column, (x, wide), lines, right, part in zip(columns, places, cells, sides, parts, strict=True)
        for mark in cell_marks(((Text(column.head, HEAD), lines, False),), x, wide, right, part)
    ]
    yield Strip(ROW_TOP + most * HEAD.leading + ROW_BOTTOM, tuple(marks), keep=True, parts=parts)


def _row(
    columns: Sequence[Column],
    row: Sequence[Cell],
    places: Sequence[tuple[float, float]],
    sides: Sequence[bool],
    table: Element,
    rule: float | None,
) -> Iterator[Strip]:
    """A row as one strip, or a very high one as many; above it a hairline of the width `rule`."""
    of = Element("TR", table)
    parts = tuple(Element("TH", of, scope="Row") if each.names else Element("TD", of) for each in columns)
    cells = [
        list(cell_marks(broken(cell, wide), x, wide, right, part))
        for cell, (x, wide), right, part in zip(row, places, sides, parts, strict=True)
    ]
    marks = [mark for cell in cells for mark in cell]
    above = () if rule is None else (RuleMark(0.0, 0.0, rule),)
    bottom = bottom_of(marks) or CELL.leading
    if bottom + ROW_TOP + ROW_BOTTOM <= LONGEST_WHOLE_ROW:
        moved = (replace(mark, y=mark.y + ROW_TOP) for mark in marks)
        yield Strip(ROW_TOP + bottom + ROW_BOTTOM, (*above, *moved), parts=parts)
        return
    first, *others = _torn_row(cells, bottom)
    yield replace(first, marks=(*above, *first.marks), parts=parts)
    yield from others


def _torn_row(cells: Sequence[Sequence[TextMark]], bottom: float) -> Iterator[Strip]:
    """A high row as one strip for each line, so that a page may end between any two but the first and last.

    Nor does it end within a text of a few lines. Cells of a line or two are said again at the top of the next page.
    """
    count = int(-(-bottom // CELL.leading))
    marks = [mark for cell in cells for mark in cell]
    bands: list[list[TextMark]] = [[] for _ in range(count)]
    for mark in marks:
        bands[min(int(mark.y // CELL.leading), count - 1)].append(mark)
    lines = Counter(mark.part for mark in marks)
    short = tuple(mark for cell in cells if bottom_of(cell) <= LINES_SAID_AGAIN * CELL.leading for mark in cell)
    again = (Strip(0.0, short),) if short else ()
    for at, band in enumerate(bands):
        above = ROW_TOP if at == 0 else 0.0
        below = ROW_BOTTOM if at == count - 1 else 0.0
        moved = tuple(replace(mark, y=mark.y - at * CELL.leading + above) for mark in band)
        goes_on = {mark.part for mark in band} & {mark.part for mark in (bands[at + 1] if at + 1 < count else ())}
        keep = at < LINES_SAID_AGAIN or at == count - 2 or any(lines[part] <= FEW_LINES for part in goes_on)
        yield Strip(above + CELL.leading + below, moved, keep=keep and at < count - 1, head=again if at else ())


def facts(pairs: Sequence[tuple[str, Cell]], width: float, label_share: float = 0.22) -> list[Strip]:
    """Short labelled lines: the label quiet at the left, what it says at the right; pairs that say nothing left out."""
    said = [(Text(label, CELL_QUIET), cell) for label, cell in pairs if any(text.text for text in texts_in(cell))]
    return table((Column("", label_share, names=True), Column("", 1 - label_share)), said, width)
