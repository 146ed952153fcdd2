"""The pages of a paper as pictures: made in a thread of their own, from memory, nothing written to the disk."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional, normalize

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from negdesk import documents

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from negdesk.documents.export import Paper, PaperKind
    from negdesk.documents.paper_style import PaperStyle

SCREEN_DPI, PDF_DPI = 96, 72
AROUND = 3
"""Pages that are drawn before and after the one that is looked at; a long paper's others wait until they are near."""

PRINT_DPI = 300

_ASIAN = "\u0e00"
"""From here on stand the scripts whose words have no spaces between them, or that are broken between any two signs."""

_TYPED = str.maketrans("‘’“”–—", "''\"\"--")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True, slots=True)
class Blank:
    """A page that is not drawn yet, by its size in pixels."""

    wide: int
    high: int

    def width(self) -> int:
        """Pixels from left to right."""
        return self.wide

    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.high


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text that was looked for stands: its page, from 0 on, and its boxes as parts of the page's size."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper with a picture of each of its pages; `ratio` is how many pixels of them make one on the screen.

    `points` is how wide the first page is on paper.
    """

    paper: "Paper"
    images: tuple[QImage | Blank, ...]
    ratio: float
    points: float


class PagePress(QObject):
    """Makes pages one request after the other; of those that wait only the newest is made, the others are dropped.

    `made` and `failed` tell in the thread of whoever asked, in the order of asking, and never of what was forgotten.
    What is told may have been overtaken by a newer request: whoever edits on and on sees pages all the while.
    """

    made = Signal(object)
    failed = Signal()
    found = Signal(str, object)
    """The text that was looked for, and its `Hit`s in the order of the paper."""
    printed = Signal(bool)
    _done = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # pdfium does not allow two threads in it at once
        self._press = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paper")
        self._newest = 0
        self._forgotten = 0
        self._closed = False
        self._made_of: tuple[Any, ...] = ()
        self._paper: Paper | None = None
        self._done.connect(self._tell)

    def print_soon(
        self, kind: "PaperKind", sheet: Any, style: "PaperStyle", width: int, ratio: float, near: int = 0
    ) -> None:
        """Make the pages around the page `near`, `width` logical pixels wide; `made` tells when they are there."""
        self._newest += 1
        self._submit(self._work, self._newest, kind, sheet, style, width, ratio, near)

    def find_soon(self, paper: "Paper", text: str) -> None:
        """Look for a text in a paper; `found` tells where it is."""
        self._submit(lambda: self.found.emit(text, hits(paper.data, text)))

    def print_out_soon(self, paper: "Paper", printer: "QPrinter") -> None:
        """Send a paper to a printer; `printed` tells whether that was done."""
        self._submit(lambda: self.printed.emit(print_out(paper.data, printer)))

    def forget(self) -> None:
        """Drop what was asked for: nothing of it is told, though it may be half made already."""
        self._newest += 1
        self._forgotten = self._newest

    def close(self) -> None:
        """Make nothing more; what was sent to a printer is finished. Returns when all has ended."""
        self.forget()
        self._closed = True
        self._press.shutdown(wait=True)

    def _submit(self, work: Callable[..., object], *asked: Any) -> None:
        if not self._closed:
            self._press.submit(work, *asked)

    def _work(
        self, number: int, kind: "PaperKind", sheet: Any, style: "PaperStyle", width: int, ratio: float, near: int
    ) -> None:
        if number != self._newest:
            return
        try:
            paper = self._paper_of(number, kind, sheet, style)
            if paper is None:
                return
            images, points = render(paper.data, lambda points: width * ratio / points, near)
        except Exception:
            # Nobody waits for this thread's result: without a word here the page would stay the old one for ever.
            self._done.emit(number, None)
            raise
        self._done.emit(number, Pages(paper, images, ratio, points))

    def _paper_of(self, number: int, kind: "PaperKind", sheet: Any, style: "PaperStyle") -> "Paper | None":
        """The paper, the last one where it is of the same; nothing where it is no longer wanted."""
        if self._paper is None or self._made_of != (kind, sheet, style):
            making = documents.paper_making
            if making.is_long(kind, sheet):
                try:
                    self._paper = making.made_apart(kind, sheet, style, stopped=lambda: number != self._newest)
                except making.Stopped:
                    return None
            else:
                self._paper = documents.export.paper_of(kind, sheet, style)
            self._made_of = (kind, sheet, style)
        return self._paper

    def _tell(self, number: int, pages: Pages | None) -> None:
        # Looked at here, in the asker's thread: since it was made a private page may have been forgotten.
        if number <= self._forgotten:
            return
        if pages is not None:
            self.made.emit(pages)
        elif number == self._newest:
            self.failed.emit()


def render(data: bytes, scale_for: Callable[[float], float], near: int = 0) -> tuple[tuple[QImage | Blank, ...], float]:
    """Each page around `near` as a picture, the others blank; and how many points wide the first is.

    `scale_for` gives pixels a point for a page's width in points.
    """
    import pypdfium2

    pages: list[QImage | Blank] = []
    first = 0.0
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            wide, high = document.get_page_size(number)
            first = first or wide
            scale = scale_for(wide)
            if abs(number - near) > AROUND:
                pages.append(Blank(ceil(wide * scale), ceil(high * scale)))
            else:
                pages.append(_picture(document[number], scale))
    return tuple(pages), first


def _picture(page: Any, scale: float) -> QImage:
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    copy = image.copy()  # the picture must outlive pdfium's own memory
    bitmap.close()
    page.close()
    return copy


def hits(data: bytes, text: str) -> tuple[Hit, ...]:
    """Where a text stands in a paper, capitals or not, over the ends of lines as well; nowhere where it is empty."""
    import pypdfium2

    # pdfium's own search finds no sign beyond the first 65,536, as emoji are; what it says a page says has them.
    wanted = _wanted(_plain(text).split())
    found: list[Hit] = []
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document) if wanted.pattern else 0):
            page = document[number]
            said = page.get_textpage()
            for place in wanted.finditer(_plain(said.get_text_range())):
                boxes = tuple(_boxes(page, said, place))
                if boxes:
                    found.append(Hit(number, boxes))
            said.close()
            page.close()
    return tuple(found)


def _wanted(words: Sequence[str]) -> re.Pattern[str]:
    """Finds these words, also where a line ends between them, or within one in a script that is broken anywhere.

    Where a line has text of both directions pdfium leaves words from right to left, and brackets, as they stand.
    """
    orders = [words]
    if any(bidirectional(char) in ("R", "AL") for word in words for char in word):
        turned = words[::-1]
        orders += [turned, [word.translate(_MIRRORED) for word in turned]]
    return re.compile("|".join(r"\s+".join(map(_broken_anywhere, order)) for order in orders))


def _broken_anywhere(word: str) -> str:
    return "".join(
        f"(?:\r\n)?{re.escape(char)}" if at and char >= _ASIAN else re.escape(char) for at, char in enumerate(word)
    )


def _plain(text: str) -> str:
    """`text` in small letters, with its marks in order and quotes as they are typed; each sign stays where it was."""
    text = text.translate(_TYPED)
    for change in (str.lower, partial(normalize, "NFC")):
        changed = change(text)
        if len(changed) == len(text):
            text = changed
    return text


def _boxes(page: Any, said: Any, place: re.Match[str]) -> Iterator[tuple[float, float, float, float]]:
    """Where a part of what a page says stands on it, as parts of its size."""
    from pypdfium2.raw import FPDFText_GetCharIndexFromTextIndex as sign_at

    wide, high = page.get_size()
    begin, end = (_in_units(place.string[:at]) for at in place.span())
    first, last = sign_at(said, begin), sign_at(said, end - 1)
    for at in range(said.count_rects(first, last - first + 1) if 0 <= first <= last else 0):
        left, bottom, right, top = said.get_rect(at)
        yield left / wide, 1 - top / high, (right - left) / wide, (top - bottom) / high


def _in_units(text: str) -> int:
    """How long pdfium takes a text to be: in characters, and on Windows in those of UTF-16."""
    return len(text.encode("utf-16-le")) // 2 if sys.platform == "win32" else len(text)


def print_out(data: bytes, printer: "QPrinter") -> bool:
    """Every page on a page of the printer, as sharp as it prints, at most 300 dots an inch; whether it took them."""
    import pypdfium2

    painter = QPainter()
    if not painter.begin(printer):
        return False
    with pypdfium2.PdfDocument(data) as document:
        chosen = range(len(document))
        if printer.fromPage():
            chosen = range(printer.fromPage() - 1, min(printer.toPage(), len(document)))
        for at, number in enumerate(chosen):
            if at and not printer.newPage():
                break
            image = _picture(document[number], min(printer.resolution(), PRINT_DPI) / PDF_DPI)
            room = printer.paperRect(printer.Unit.DevicePixel)
            offset = printer.pageRect(printer.Unit.DevicePixel).topLeft()
            size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(-offset, size), image)
    return painter.end()
