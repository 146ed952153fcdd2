"""Strips stacked up on pages; the pages as a PDF with page x of y, bookmarks, metadata. Same strips, same bytes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from negdesk.documents.paper_style import (
    BOTTOM_MARGIN,
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
from negdesk.documents.text_direction import without_marks
from negdesk.documents.text_lines import printable
from negdesk.documents.typesetting import (
    BoxMark,
    DotMark,
    Mark,
    PathMark,
    RuleMark,
    Strip,
    TextMark,
    aligned,
    baseline,
    one_line,
    text_width,
)
from negdesk.domain.wording import t

rl_config.useA85 = 0  # Pages as bytes rather than as letters: a quarter smaller, and made in less time.

_LONGEST_BOOKMARK = 120
PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_ABOVE = 118.0, 30.0, 2.0
_CIRCLE = 0.5523


_told: ContextVar[Callable[[int, int], object]] = ContextVar("_told", default=lambda _number, _count: None)


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip with its distance from the top of the page's text."""

    strip: Strip
    top: float


def text_height(style: PaperStyle) -> float:
    """How much of a page's height is for text, in points."""
    return style.size[1] - TOP_MARGIN - BOTTOM_MARGIN


def into_pages(strips: Sequence[Strip], height: float) -> list[list[Placed]]:
    """The strips on as few pages as their order and what must stay together allow; always at least one page.

    Strips that belong together go to the next page together unless they are higher than a page.
    """
    pages: list[list[Placed]] = [[]]
    y = 0.0
    for group in _groups(strips):
        whole = sum(strip.gap + strip.height for strip in group)
        if pages[-1] and y + whole > height and whole - group[0].gap + _head_height(group[0]) <= height:
            pages.append([])
            y = 0.0
        for strip in group:
            if pages[-1] and y + strip.gap + strip.height > height:
                pages.append([])
                y = 0.0
            if not pages[-1]:
                for head in strip.head:
                    pages[-1].append(Placed(head, y))
                    y += head.height
            else:
                y += strip.gap
            pages[-1].append(Placed(strip, y))
            y += strip.height
    return pages


def _head_height(strip: Strip) -> float:
    return sum(head.height for head in strip.head)


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """The strips in runs that stay together."""
    groups: list[list[Strip]] = []
    joined = False
    for strip in strips:
        if joined:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        joined = strip.keep
    return groups


@contextmanager
def telling(tell: Callable[[int, int], object]) -> Iterator[None]:
    """Papers made within this tell which page of how many they are at."""
    token = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(token)


def make_pdf(strips: Sequence[Strip], frame: Frame, style: PaperStyle) -> bytes:
    """The paper. Holds the strips' text in their order, embedded fonts, and in its metadata what `frame` says only."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=style.size, pdfVersion=(1, 7), invariant=1, pageCompression=1, lang=style.language)
    _describe(canvas, frame)
    drawing = _Drawing(canvas, style)
    pages = into_pages(strips, text_height(style))
    for number, page in enumerate(pages, 1):
        _told.get()(number, len(pages))
        drawing.head(frame, number)
        for placed in page:
            drawing.strip(placed)
        drawing.foot(frame, number, len(pages))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class _PaperInfo(pdfdoc.PDFInfo):  # type: ignore[misc]  # reportlab has no types
    """Only what a paper is to say of itself; reportlab would add empty subjects and words of its own."""

    def __init__(self, title: str, author: str, day: date) -> None:
        super().__init__()
        self.title, self.author, self.day = title, author, day

    def format(self, document: Any) -> Any:
        stamp = pdfdoc.PDFString(f"D:{self.day:%Y%m%d}000000Z")
        said = {"Title": self.title, "Author": self.author, "Producer": "NegDesk"}
        entries = {name: pdfdoc.PDFString(text) for name, text in said.items() if text}
        return pdfdoc.PDFDictionary({**entries, "CreationDate": stamp, "ModDate": stamp}).format(document)


def _describe(canvas: Canvas, frame: Frame) -> None:
    document = canvas._doc
    document.info = _PaperInfo(_plain(frame.title), _plain(frame.author), frame.day)
    # The file's identity comes of its pages alone, not of a time that reportlab takes from the environment.
    document.signature = md5(f"{frame.day}".encode(), usedforsecurity=False)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas._preamble = "1 0 0 1 0 0 cm"


def _plain(text: str) -> str:
    """Text for where no fonts are: one line, and none of our own marks of direction."""
    return " ".join(without_marks(printable(text)).split())


class _Drawing:
    """Draws marks as operators; knows where the margins are."""

    def __init__(self, canvas: Canvas, style: PaperStyle) -> None:
        self._canvas = canvas
        self._style = style
        self._fonts = PaperFonts(canvas._doc)
        self._top = style.size[1] - TOP_MARGIN
        self._bookmarks = 0

    def head(self, frame: Frame, number: int) -> None:
        """What stands above a page's text; it is read first."""
        self._canvas._preamble = "1 0 0 1 0 0 cm"
        width = self._style.width
        if frame.private:
            self._private_mark(width, first=number == 1)
        elif frame.corner and number == 1:
            line = one_line(frame.corner, CORNER, 118.0)
            self._mark(aligned(line, CORNER, width - 118.0, baseline(TITLE) - 2.6, 118.0, True), self._top)
        if frame.picture and number == 1:
            self._picture(frame.picture)

    def foot(self, frame: Frame, number: int, count: int) -> None:
        """What stands below a page's text; it is read last."""
        width = self._style.width
        foot_top = FOOT_BASELINE + baseline(FOOT)
        said = one_line(t("Page {n} of {all}", n=number, all=count), FOOT, 120.0)
        room = width - text_width(said, FOOT) - 18
        self._mark(aligned(one_line(frame.title, FOOT, room), FOOT, 0.0, baseline(FOOT), room), foot_top)
        self._mark(aligned(said, FOOT, width - 120.0, baseline(FOOT), 120.0, True), foot_top)

    def _picture(self, png: bytes) -> None:
        """Our side's mark as pixels alone, at the right above the text, as large as fits there."""
        picture = ImageReader(BytesIO(png))
        wide, high = picture.getSize()
        scale = min(PICTURE_WIDTH / wide, PICTURE_HEIGHT / high)
        wide, high = wide * scale, high * scale
        left = self._style.size[0] - MARGIN - wide
        self._canvas.drawImage(picture, left, self._top + PICTURE_ABOVE, wide, high, mask="auto")

    def _private_mark(self, width: float, first: bool) -> None:
        """Beside the title, and above the text on later pages."""
        y = 1.5 if first else -25.0
        line = one_line(t("PRIVATE"), PRIVATE_MARK, 110.0)
        wide = text_width(line, PRIVATE_MARK) + 12
        self._mark(BoxMark(width - wide, y, wide, 16.0, PRIVATE_WASH), self._top)
        self._mark(TextMark(line, PRIVATE_MARK, width - wide + 6, y + 8.0 + PRIVATE_MARK.size * 0.363), self._top)

    def strip(self, placed: Placed) -> None:
        """One strip where it was placed."""
        top = self._top - placed.top
        if placed.strip.bookmark:
            self._bookmarks += 1
            key = f"b{self._bookmarks}"
            self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 8)
            title = _plain(placed.strip.bookmark)[:_LONGEST_BOOKMARK]
            self._canvas.addOutlineEntry(title or " ", key, level=0 if self._bookmarks == 1 else 1, closed=False)
        for mark in placed.strip.marks:
            self._mark(mark, top)

    def _mark(self, mark: Mark, top: float) -> None:
        match mark:
            case TextMark(line, style, x, y):
                if line.segments:
                    self._say(_fill(style.colour))
                    self._say(self._fonts.operators(line.segments, style.size, MARGIN + x, top - y))
            case RuleMark(x, y, width, colour, thickness):
                left, height = MARGIN + x, top - y
                path = f"{left:.3f} {height:.3f} m {left + width:.3f} {height:.3f} l S"
                self._say(f"{_stroke(colour)} {thickness:g} w {path}")
            case BoxMark(x, y, width, height, colour):
                self._say(f"{_fill(colour)} {MARGIN + x:.3f} {top - y - height:.3f} {width:.3f} {height:.3f} re f")
            case PathMark(points, colour, thickness, dashed):
                steps = " ".join(
                    f"{MARGIN + x:.3f} {top - y:.3f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points)
                )
                self._say(f"q {_stroke(colour)} {thickness:g} w 1 j 1 J {'[2 3] 0 d ' if dashed else ''}{steps} S Q")
            case DotMark(x, y, radius, colour):
                self._say(f"{_fill(colour)} {_circle(MARGIN + x, top - y, radius)} f")

    def _say(self, operators: str) -> None:
        self._canvas.addLiteral(operators)


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
