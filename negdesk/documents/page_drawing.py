"""A page drawn: its strips, what stands above and below them, and which part of the paper each of it belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from negdesk.documents.page_flow import Placed
from negdesk.documents.paper_style import (
    CORNER,
    FOOT,
    FOOT_BASELINE,
    MARGIN,
    PRIVATE_MARK,
    PRIVATE_WASH,
    TITLE,
    TOP_MARGIN,
    Colour,
    PaperStyle,
)
from negdesk.documents.pdf_fonts import PaperFonts
from negdesk.documents.structure import ARTIFACT, END, Element, Structure
from negdesk.documents.text_direction import without_marks
from negdesk.documents.text_lines import Line, printable
from negdesk.documents.typesetting import (
    BoxMark,
    DotMark,
    Mark,
    PathMark,
    RuleMark,
    TextMark,
    aligned,
    baseline,
    one_line,
    part_for,
    text_width,
)
from negdesk.domain.wording import t

PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_ABOVE = 118.0, 30.0, 2.0
_LONGEST_BOOKMARK = 120
_CIRCLE = 0.5523


@dataclass(frozen=True, slots=True)
class Frame:
    """What is true of a whole paper: title and name for its metadata, its day, whether it is private, its corner.

    `picture` is our side's mark as PNG, or nothing; it stands above the corner of the first page.
    """

    title: str
    author: str
    day: date
    private: bool
    corner: str = ""
    picture: bytes = b""


def plain(text: str) -> str:
    """Text for where no fonts are: one line, and none of our own marks of direction."""
    return " ".join(without_marks(printable(text)).split())


class Drawing:
    """Draws the pages of one paper, one after another; knows where the margins are.

    In the file a page has first what is no part of its text, then each part as a whole, in reading order, and its foot.
    """

    def __init__(self, canvas: Canvas, style: PaperStyle, frame: Frame) -> None:
        self._canvas = canvas
        self._style = style
        self._frame = frame
        self._fonts = PaperFonts(canvas._doc)
        self._structure = Structure(canvas._doc)
        self._top = style.size[1] - TOP_MARGIN
        self._title: Line | None = None
        self._bookmarks = 0

    def page(self, placed: Sequence[Placed], number: int, count: int) -> None:
        """The next page, `number` of so many."""
        self._canvas._preamble = "1 0 0 1 0 0 cm"
        self._structure.page()
        beside: list[str] = []
        parts: dict[Element, list[str]] = {}
        tops: dict[Element, float] = {}

        def draw(marks: Iterable[Mark], top: float, again: bool) -> None:
            for mark in marks:
                operators = self._operators(mark, top)
                if mark.part is None or again:
                    beside.append(operators)
                    continue
                if mark.part not in parts:
                    self._structure.open((mark.part,))
                    parts[mark.part], tops[mark.part] = [], top
                parts[mark.part].append(operators)

        draw(self._head(number), self._top, again=number > 1)
        for each in placed:
            top = self._top - each.top
            if not each.again:
                self._structure.open(each.strip.parts)
            if each.strip.bookmark:
                self._bookmark(each.strip.bookmark, top)
            draw(each.strip.marks, top, each.again)
        self._say(ARTIFACT, *beside, END)
        if self._frame.picture and number == 1:
            self._picture(self._frame.picture)
        for part, operators in parts.items():
            self._say(self._structure.begin(part, MARGIN, tops[part]), *operators, END)
        foot = FOOT_BASELINE + baseline(FOOT)
        self._say(ARTIFACT, *(self._operators(mark, foot) for mark in self._foot(number, count)), END)
        self._canvas.showPage()

    def finish(self) -> None:
        """To be called after the last page, before the canvas is saved."""
        self._structure.finish()

    def _head(self, number: int) -> list[Mark]:
        """What stands above a page's text: that it is private, or of the first page its corner."""
        frame, width = self._frame, self._style.width
        if frame.private:
            y = 1.5 if number == 1 else -25.0  # beside the title, or above the text
            line = one_line(t("PRIVATE"), PRIVATE_MARK, 110.0)
            wide = text_width(line, PRIVATE_MARK) + 12
            below = y + 8.0 + PRIVATE_MARK.size * 0.363
            return [
                BoxMark(width - wide, y, wide, 16.0, PRIVATE_WASH),
                TextMark(line, PRIVATE_MARK, width - wide + 6, below, part_for(line, "P")),
            ]
        if frame.corner and number == 1:
            line = one_line(frame.corner, CORNER, 118.0)
            y = baseline(TITLE) - 2.6
            return [aligned(line, CORNER, width - 118.0, y, 118.0, right=True, part=part_for(line, "P"))]
        return []

    def _foot(self, number: int, count: int) -> list[Mark]:
        """What stands below a page's text; it is read last."""
        width = self._style.width
        said = one_line(_page_of(number, count), FOOT, 120.0)
        if self._title is None:
            widest = one_line(_page_of(count, count), FOOT, 120.0)
            self._title = one_line(self._frame.title, FOOT, width - text_width(widest, FOOT) - 18)
        return [
            aligned(self._title, FOOT, 0.0, baseline(FOOT), width - text_width(said, FOOT) - 18),
            aligned(said, FOOT, width - 120.0, baseline(FOOT), 120.0, right=True),
        ]

    def _picture(self, png: bytes) -> None:
        """Our side's mark as pixels alone, at the right above the text, as large as fits there."""
        picture = ImageReader(BytesIO(png))
        wide, high = picture.getSize()
        scale = min(PICTURE_WIDTH / wide, PICTURE_HEIGHT / high)
        wide, high = wide * scale, high * scale
        left, bottom = self._style.size[0] - MARGIN - wide, self._top + PICTURE_ABOVE
        alt = t("Mark of {name}", name=self._frame.author) if self._frame.author else t("Our mark")
        figure = Element("Figure", alt=alt, box=(left, -high, wide, high))
        self._say(self._structure.begin(figure, 0.0, bottom))
        self._canvas.drawImage(picture, left, bottom, wide, high, mask="auto")
        self._say(END)

    def _bookmark(self, text: str, top: float) -> None:
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 8)
        title = plain(text)[:_LONGEST_BOOKMARK]
        self._canvas.addOutlineEntry(title or " ", key, level=0 if self._bookmarks == 1 else 1, closed=False)

    def _operators(self, mark: Mark, top: float) -> str:
        """What draws a mark of a strip whose top is there."""
        match mark:
            case TextMark(line, style, x, y):
                if not line.segments:
                    return ""
                written = self._fonts.operators(line.segments, style.size, MARGIN + x, top - y)
                return f"{_fill(style.colour)}\n{written}"
            case RuleMark(x, y, width, colour, thickness):
                left, height = MARGIN + x, top - y
                path = f"{left:.3f} {height:.3f} m {left + width:.3f} {height:.3f} l S"
                return f"{_stroke(colour)} {thickness:g} w {path}"
            case BoxMark(x, y, width, height, colour):
                return f"{_fill(colour)} {MARGIN + x:.3f} {top - y - height:.3f} {width:.3f} {height:.3f} re f"
            case PathMark(points, colour, thickness, dashed):
                steps = " ".join(
                    f"{MARGIN + x:.3f} {top - y:.3f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points)
                )
                return f"q {_stroke(colour)} {thickness:g} w 1 j 1 J {'[2 3] 0 d ' if dashed else ''}{steps} S Q"
            case DotMark(x, y, radius, colour):
                return f"{_fill(colour)} {_circle(MARGIN + x, top - y, radius)} f"

    def _say(self, *operators: str) -> None:
        for each in operators:
            self._canvas.addLiteral(each)


def _page_of(number: int, count: int) -> str:
    return t("Page {n} of {all}", n=number, all=count)


def _fill(colour: Colour) -> str:
    return f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg"


def _stroke(colour: Colour) -> str:
    return f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} RG"


def _circle(x: float, y: float, r: float) -> str:
    """A circle as four curves."""
    k = r * _CIRCLE
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    return f"{x + r:.3f} {y:.3f} m " + " ".join(" ".join(f"{n:.3f}" for n in curve) + " c" for curve in curves)
