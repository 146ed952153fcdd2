"""What papers are built of: text, headings, tables and lines to sign, all as strips that a page flow stacks up.

A strip is a piece of a page over its whole width which is never parted. Distances are points; within a strip x runs to
the right from the left margin and y downwards from the strip's top.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from negdesk.documents.font_faces import Weight
from negdesk.documents.paper_style import (
    BODY,
    CELL,
    CELL_QUIET,
    HAIRLINE,
    HEAD,
    HEADING,
    INK,
    RULE,
    SUBTITLE,
    TITLE,
    Colour,
    TextStyle,
)
from negdesk.documents.text_lines import Line, break_lines, shortened

PADDING = 4.5
"""Space left and right of what stands in a cell."""

ROW_TOP = 4.4
ROW_BOTTOM = 4.2
LONGEST_WHOLE_ROW = 150.0
"""A row that is higher may go on over the next page."""

FEWEST_ROWS = 4
"""A table of so many rows or fewer is not parted unless one of them is very high."""

AFTER_RIGHT = 12.0
"""More space before a column that is set to the left beside one that is set to the right."""

SECTION_GAP = 15.0
_CAP_MIDDLE = 0.363
"""Half of a capital's height as a part of the size: what is centred in a line is its capitals."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text with its left end at `x` and its base line at `y`."""

    line: Line
    style: TextStyle
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A thin line from (`x`, `y`) over `width`."""

    x: float
    y: float
    width: float
    colour: Colour = HAIRLINE
    thickness: float = 0.6


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A filled box."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class PathMark:
    """A line through points; a dashed one is drawn with gaps."""

    points: tuple[tuple[float, float], ...]
    colour: Colour
    thickness: float = 1.2
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class DotMark:
    """A filled dot around (`x`, `y`)."""

    x: float
    y: float
    radius: float
    colour: Colour


Mark = TextMark | RuleMark | BoxMark | PathMark | DotMark


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page.

    `gap` is the space above it, left out at the top of a page; with `keep` it stays on one page with the strip after
    it; `head` is drawn again above it where it is the first on its page; `bookmark` is its entry in the outline.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    gap: float = 0.0
    keep: bool = False
    head: tuple["Strip", ...] = ()
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a style."""

    text: str
    style: TextStyle = CELL


Cell = str | Text | tuple[Text, ...]
"""What stands in a cell: plain text, text in a style, or several of them under one another."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its part of the width, and to which side its cells are set."""

    head: str
    share: float
    align: Literal["left", "right"] = "left"


def lines_of(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """`text` in lines of at most `width`."""
    return break_lines(text, width * 1000 / style.size, style.weight)


def one_line(text: str, style: TextStyle, width: float) -> Line:
    """The first line of `text`, with an ellipsis where there is more of it than fits into `width`."""
    room = width * 1000 / style.size
    flat = " ".join(text[:2000].split())
    found = break_lines(flat, 10_000_000.0, style.weight)
    return shortened(found[0] if found else Line((), 0.0), room, break_lines("…", room, style.weight)[0])


def baseline(style: TextStyle) -> float:
    """How far the base line is below the top of a line of this style."""
    return style.leading / 2 + style.size * _CAP_MIDDLE


def text_width(line: Line, style: TextStyle) -> float:
    """The width of a line set in this style."""
    return line.advance * style.size / 1000


def aligned(line: Line, style: TextStyle, x: float, y: float, width: float, right: bool = False) -> TextMark:
    """A line within `width` from `x` on; text from right to left is set to the right by itself."""
    to_right = right or line.right_to_left
    return TextMark(line, style, x + (width - text_width(line, style) if to_right else 0.0), y)


def title_block(title: str, subtitle: str, width: float, corner_width: float = 120.0) -> list[Strip]:
    """The head of a paper; the corner at its right stays free."""
    strips = [
        replace(strip, bookmark=title if at == 0 else "")
        for at, strip in enumerate(paragraph(title, width - corner_width, TITLE, keep=True))
    ]
    strips += paragraph(subtitle, width, SUBTITLE, gap=1.0, keep=True)
    return strips


def paragraph(
    text: str, width: float, style: TextStyle = BODY, gap: float = 0.0, keep: bool = False, inset: float = 0.0
) -> list[Strip]:
    """Text over the width. Its first two lines stay together, and so do its last two; with `keep` all and the next."""
    lines = lines_of(text, style, width - inset)
    last = len(lines) - 1
    return [
        Strip(
            height=style.leading,
            marks=(aligned(line, style, inset, baseline(style), width - inset),),
            gap=gap if at == 0 else 0.0,
            keep=keep or (at in (0, last - 1) and at != last),
        )
        for at, line in enumerate(lines)
    ]


def heading(text: str, width: float, gap: float = SECTION_GAP, note: str = "") -> list[Strip]:
    """A section's name over a rule, with a quiet note at its right; it stays with what follows, and is a bookmark."""
    height = HEADING.leading + 4.6
    marks: list[Mark] = [TextMark(one_line(text, HEADING, width), HEADING, 0.0, baseline(HEADING))]
    if note:
        free = width - text_width(one_line(text, HEADING, width), HEADING) - 12
        marks.append(aligned(one_line(note, CELL_QUIET, free), CELL_QUIET, width - free, baseline(HEADING), free, True))
    marks.append(RuleMark(0.0, height, width, RULE, 0.75))
    return [Strip(height + 4.5, tuple(marks), gap, keep=True, bookmark=text)]


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], width: float) -> list[Strip]:
    """Rows under a head that is repeated on every page; hairlines between them.

    A row stays whole unless it is very high; then it goes on over the next page between two lines of its text. Where
    no column has a head there is none. The first row stays with the head, and the last two rows together.
    """
    places = _places(columns, width)
    head = tuple(_head(columns, places))
    strips: list[Strip] = list(head)
    bodies = [list(_row(row, columns, places, width, bool(head) or at > 0)) for at, row in enumerate(rows)]
    for at, body in enumerate(bodies):
        together = at == len(bodies) - 2 or (at < len(bodies) - 1 <= FEWEST_ROWS - 1)
        if together and len(body) == 1:
            body = [replace(body[0], keep=True)]
        strips.extend(replace(strip, head=head) for strip in body)
    return strips


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


def _head(columns: Sequence[Column], places: Sequence[tuple[float, float]]) -> Iterator[Strip]:
    if not any(column.head for column in columns):
        return
    cells = [lines_of(column.head, HEAD, place[1])[:3] for column, place in zip(columns, places, strict=True)]
    most = max(len(lines) for lines in cells)
    marks = [
        aligned(
            line,
            HEAD,
            x,
            ROW_TOP + (most - len(lines) + at) * HEAD.leading + baseline(HEAD),
            wide,
            column.align == "right",
        )
        for column, (x, wide), lines in zip(columns, places, cells, strict=True)
        for at, line in enumerate(lines)
    ]
    yield Strip(ROW_TOP + most * HEAD.leading + ROW_BOTTOM, tuple(marks), keep=True)


def _row(
    row: Sequence[Cell],
    columns: Sequence[Column],
    places: Sequence[tuple[float, float]],
    width: float,
    hairline: bool,
) -> Iterator[Strip]:
    marks = [
        mark
        for cell, column, (x, wide) in zip(row, columns, places, strict=True)
        for mark in _cell(cell, x, wide, column.align == "right")
    ]
    bottom = max((mark.y - baseline(mark.style) + mark.style.leading for mark in marks), default=CELL.leading)
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


def _cell(cell: Cell, x: float, width: float, right: bool) -> Iterator[TextMark]:
    y = 0.0
    for text in texts_in(cell):
        for line in lines_of(text.text, text.style, width):
            yield aligned(line, text.style, x, y + baseline(text.style), width, right)
            y += text.style.leading


def texts_in(cell: Cell) -> tuple[Text, ...]:
    """The texts of a cell, one under another."""
    if isinstance(cell, str):
        return (Text(cell),)
    return (cell,) if isinstance(cell, Text) else cell


def columns_of_text(cells: Sequence[tuple[Text, ...]], width: float, gap: float = 0.0) -> list[Strip]:
    """Texts side by side without rules, two in a row, as the parties of an agreement."""
    strips: list[Strip] = []
    for at in range(0, len(cells), 2):
        pair = [*cells[at : at + 2], ()][:2]
        marks = [
            mark
            for number, cell in enumerate(pair)
            for mark in _cell(cell, number * width / 2 + PADDING, width / 2 - 9, False)
        ]
        bottom = max((mark.y - baseline(mark.style) + mark.style.leading for mark in marks), default=0.0)
        moved = tuple(replace(mark, y=mark.y + ROW_TOP) for mark in marks)
        strips.append(Strip(bottom + ROW_TOP, moved, gap=gap if at == 0 else 4.0))
    return strips


def lines_to_sign(labels: Sequence[str], width: float, dated: str = "") -> list[Strip]:
    """A line to sign on for each label, two in a row; the name stands beneath, and beside it room for the day."""
    strips: list[Strip] = []
    for at in range(0, len(labels), 2):
        marks: list[Mark] = []
        bottom = 0.0
        for number, label in enumerate(labels[at : at + 2]):
            x, y = number * (width / 2) + PADDING, 36.0
            marks.append(RuleMark(x, y, width / 2 - 60, INK, 0.6))
            for text, style in ((label, CELL), (dated, CELL_QUIET)):
                for line in lines_of(text, style, width / 2 - 60):
                    marks.append(aligned(line, style, x, y + 3.0 + baseline(style), width / 2 - 60))
                    y += style.leading
            bottom = max(bottom, y + 6.0)
        strips.append(Strip(bottom, tuple(marks), gap=0.0 if at == 0 else 8.0))
    return strips


def facts(pairs: Sequence[tuple[str, Cell]], width: float, label_share: float = 0.22) -> list[Strip]:
    """Short labelled lines: the label quiet at the left, what it says at the right; pairs that say nothing left out."""
    said = [(Text(label, CELL_QUIET), cell) for label, cell in pairs if any(text.text for text in texts_in(cell))]
    return table((Column("", label_share), Column("", 1 - label_share)), said, width)


def strong(text: str) -> Text:
    """Text that stands out in its cell."""
    return Text(text, replace(CELL, weight=Weight.SEMIBOLD))
