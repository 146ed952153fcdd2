"""What papers are built of: text, headings, tables and lines to sign, all as strips that a page flow stacks up.

A strip is a piece of a page over its whole width which is never parted. Distances are points; within a strip x runs to
the right from the left margin and y downwards from the strip's top.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negdesk.documents.font_faces import Weight
from negdesk.documents.paper_style import (
    BODY,
    CELL,
    CELL_QUIET,
    HAIRLINE,
    HEADING,
    INK,
    RULE,
    SUBTITLE,
    TITLE,
    Colour,
    TextStyle,
)
from negdesk.documents.structure import Element, part_saying
from negdesk.documents.text_lines import Line, as_read, break_lines, ended, shortened

PADDING = 4.5
"""Space left and right of what stands in a cell."""

ROW_TOP = 4.4
ROW_BOTTOM = 4.2
PAIR_GAP = 4.0
"""More space between two that stand under one another without a rule."""

HIGHEST_WHOLE = 320.0
"""Columns of text that are higher may be parted."""

MOST_HEAD_LINES = 8
"""Lines of the head of a section, or of a column, which is said again on every page; a longer one ends with an
ellipsis."""

SECTION_GAP = 15.0
_CAP_MIDDLE = 0.363
"""Half of a capital's height as a part of the size: what is centred in a line is its capitals."""


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text with its left end at `x` and its base line at `y`.

    Of this mark and every other, `part` is what it belongs to; what has none is no part of the text.
    """

    line: Line
    style: TextStyle
    x: float
    y: float
    part: Element | None = None


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A thin line from (`x`, `y`) over `width`."""

    x: float
    y: float
    width: float
    colour: Colour = HAIRLINE
    thickness: float = 0.6
    part: Element | None = None


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A filled box."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    part: Element | None = None


@dataclass(frozen=True, slots=True)
class PathMark:
    """A line through points; a dashed one is drawn with gaps."""

    points: tuple[tuple[float, float], ...]
    colour: Colour
    thickness: float = 1.2
    dashed: bool = False
    part: Element | None = None


@dataclass(frozen=True, slots=True)
class DotMark:
    """A filled dot around (`x`, `y`)."""

    x: float
    y: float
    radius: float
    colour: Colour
    part: Element | None = None


Mark = TextMark | RuleMark | BoxMark | PathMark | DotMark


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page.

    `gap` is the space above it, left out at the top of a page; with `keep` it stays on one page with the strip after
    it; `head` is drawn again above it where it is the first on its page; `bookmark` is its entry in the outline;
    `parts` begin with it, also those of which nothing is drawn.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    gap: float = 0.0
    keep: bool = False
    head: tuple["Strip", ...] = ()
    bookmark: str = ""
    parts: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a style."""

    text: str
    style: TextStyle = CELL


Cell = str | Text | tuple[Text, ...]
"""What stands in a cell: plain text, text in a style, or several of them under one another."""

BrokenCell = tuple[tuple[Text, tuple[Line, ...], bool], ...]
"""The same in lines, and of each text whether it is longer than its lines are wide."""


def lines_of(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """`text` in lines of at most `width`."""
    return break_lines(text, width * 1000 / style.size, style.weight)


def one_line(text: str, style: TextStyle, width: float) -> Line:
    """The first line of `text`, with an ellipsis where there is more of it than fits into `width`."""
    room = width * 1000 / style.size
    flat = " ".join(text[:2000].split())
    found = break_lines(flat, 10_000_000.0, style.weight)
    return shortened(found[0] if found else Line((), 0.0), room, break_lines("…", room, style.weight)[0])


def head_lines(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """The lines of a head of at most `width`; not more than `MOST_HEAD_LINES`."""
    lines = lines_of(text, style, width)
    if len(lines) <= MOST_HEAD_LINES:
        return lines
    room = width * 1000 / style.size
    (ellipsis,) = break_lines("…", room, style.weight)
    return (*lines[: MOST_HEAD_LINES - 1], ended(lines[MOST_HEAD_LINES - 1], room, ellipsis))


def baseline(style: TextStyle) -> float:
    """How far the base line is below the top of a line of this style."""
    return style.leading / 2 + style.size * _CAP_MIDDLE


def text_width(line: Line, style: TextStyle) -> float:
    """The width of a line set in this style."""
    return line.advance * style.size / 1000


def aligned(
    line: Line, style: TextStyle, x: float, y: float, width: float, right: bool = False, part: Element | None = None
) -> TextMark:
    """A line within `width` from `x` on, at its left or its `right`."""
    return TextMark(line, style, x + (width - text_width(line, style) if right else 0.0), y, part)


def goes_on(text: str, lines: Sequence[Line]) -> bool:
    """Whether a text is longer than its lines are wide. Only then do lines from right to left begin at the right.

    One that fits stands where everything does above and below it, for a paper's own words run from left to right.
    """
    return len(lines) > 1 + text.count("\n")


def part_for(line: Line, kind: str) -> Element:
    """A part of its own for a single line."""
    return part_saying(as_read(line), Element(kind))


def title_block(title: str, subtitle: str, width: float, corner_width: float = 120.0) -> list[Strip]:
    """The head of a paper; the corner at its right stays free."""
    strips = [
        replace(strip, bookmark=title if at == 0 else "")
        for at, strip in enumerate(paragraph(title, width - corner_width, TITLE, keep=True, kind="H1"))
    ]
    strips += paragraph(subtitle, width, SUBTITLE, gap=1.0, keep=True)
    return strips


def paragraph(
    text: str,
    width: float,
    style: TextStyle = BODY,
    gap: float = 0.0,
    keep: bool = False,
    inset: float = 0.0,
    kind: str = "P",
) -> list[Strip]:
    """Text over the width. Its first two lines stay together, and so do its last two; with `keep` all and the next."""
    part = part_saying(text, Element(kind))
    lines = lines_of(text, style, width - inset)
    last, long = len(lines) - 1, goes_on(text, lines)
    return [
        Strip(
            height=style.leading,
            marks=(aligned(line, style, inset, baseline(style), width - inset, long and line.right_to_left, part),),
            gap=gap if at == 0 else 0.0,
            keep=keep or (at in (0, last - 1) and at != last),
        )
        for at, line in enumerate(lines)
    ]


def heading(text: str, width: float, gap: float = SECTION_GAP, note: str = "") -> list[Strip]:
    """A section's name over a rule; it stays with what follows, and is a bookmark.

    One line may have a quiet note at its right.
    """
    lines, part = head_lines(text, HEADING, width), part_saying(text, Element("H2"))
    long, height = goes_on(text, lines), len(lines) * HEADING.leading + 4.6
    marks: list[Mark] = [
        aligned(line, HEADING, 0.0, at * HEADING.leading + baseline(HEADING), width, long and line.right_to_left, part)
        for at, line in enumerate(lines)
    ]
    if note:
        free = width - text_width(lines[0], HEADING) - 12
        said = one_line(note, CELL_QUIET, free)
        marks.append(
            aligned(said, CELL_QUIET, width - free, baseline(HEADING), free, right=True, part=part_for(said, "P"))
        )
    marks.append(RuleMark(0.0, height, width, RULE, 0.75))
    return [Strip(height + 4.5, tuple(marks), gap, keep=True, bookmark=text)]


def broken(cell: Cell, width: float) -> BrokenCell:
    """The lines of a cell of this width."""
    found = []
    for text in texts_in(cell):
        lines = lines_of(text.text, text.style, width)
        found.append((text, lines, goes_on(text.text, lines)))
    return tuple(found)


def cell_marks(
    cell: BrokenCell, x: float, width: float, right: bool, whole: Element | None = None
) -> Iterator[TextMark]:
    """A cell's lines one under the other. Where it is set to the left a text from right to left is as well.

    Only one that goes on over several lines is set to the right, as its lines begin there. The texts are paragraphs of
    their own where there are several, or no cell is around them.
    """
    y = 0.0
    several = sum(bool(lines) for _, lines, _ in cell) > 1
    for text, lines, long in cell:
        part = part_saying(text.text, Element("P", whole) if several or whole is None else whole)
        for line in lines:
            to_right = right or (line.right_to_left and long)
            yield aligned(line, text.style, x, y + baseline(text.style), width, to_right, part)
            y += text.style.leading


def texts_in(cell: Cell) -> tuple[Text, ...]:
    """The texts of a cell, one under another."""
    if isinstance(cell, str):
        return (Text(cell),)
    return (cell,) if isinstance(cell, Text) else cell


def bottom_of(marks: Sequence[TextMark]) -> float:
    """How far down the last of these lines reaches."""
    return max((mark.y - baseline(mark.style) + mark.style.leading for mark in marks), default=0.0)


def columns_of_text(cells: Sequence[tuple[Text, ...]], width: float, gap: float = 0.0) -> list[Strip]:
    """Texts in two columns without rules, left and right in turn, as the parties of an agreement.

    What stands in one column stands there without gaps, unless all of it is too high to stay on one page.
    """
    columns = [[broken(cell, width / 2 - 9) for cell in cells[side::2] if cell] for side in (0, 1)]
    marks: list[TextMark] = []
    for number, column in enumerate(columns):
        top = 0.0
        for cell in column:
            found = list(cell_marks(cell, number * width / 2 + PADDING, width / 2 - 9, False))
            marks += [replace(mark, y=mark.y + top + ROW_TOP) for mark in found]
            top += bottom_of(found) + ROW_TOP + PAIR_GAP
    if bottom_of(marks) <= HIGHEST_WHOLE or len(cells) <= 2:
        return [Strip(bottom_of(marks), tuple(marks), gap=gap)]
    pairs = [columns_of_text(cells[at : at + 2], width, PAIR_GAP) for at in range(0, len(cells), 2)]
    return [strip for pair in pairs for strip in pair]


def lines_to_sign(labels: Sequence[str], width: float, dated: str = "") -> list[Strip]:
    """A line to sign on for each label, two in a row; the name stands beneath, and beside it room for the day.

    An empty label is a place without a line. The rows stay together, as long as they fit on a page.
    """
    strips: list[Strip] = []
    for at in range(0, len(labels), 2):
        marks: list[Mark] = []
        bottom = 0.0
        for number, label in enumerate(labels[at : at + 2]):
            x, y = number * (width / 2) + PADDING, 36.0
            if not label:
                continue
            marks.append(RuleMark(x, y, width / 2 - 60, INK, 0.6))
            for text, style in ((label, CELL), (dated, CELL_QUIET)):
                part = part_saying(text, Element("P"))
                lines = lines_of(text, style, width / 2 - 60)
                for line in lines:
                    right = line.right_to_left and goes_on(text, lines)
                    marks.append(aligned(line, style, x, y + 3.0 + baseline(style), width / 2 - 60, right, part))
                    y += style.leading
            bottom = max(bottom, y + 6.0)
        strips.append(Strip(bottom, tuple(marks), gap=0.0 if at == 0 else 8.0, keep=at + 2 < len(labels)))
    return strips


def strong(text: str) -> Text:
    """Text that stands out in its cell."""
    return Text(text, replace(CELL, weight=Weight.SEMIBOLD))
