"""Strips as a PDF with page x of y, bookmarks, metadata and structure. Same strips, same bytes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from hashlib import md5
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from negdesk.documents.page_drawing import Drawing, Frame, plain
from negdesk.documents.page_flow import into_pages, text_height
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.typesetting import Strip

rl_config.useA85 = 0  # Pages as bytes rather than as letters: a quarter smaller, and made in less time.

_told: ContextVar[Callable[[int, int], object]] = ContextVar("_told", default=lambda _number, _count: None)


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
    drawing = Drawing(canvas, style, frame)
    pages = into_pages(strips, text_height(style))
    for number, page in enumerate(pages, 1):
        _told.get()(number, len(pages))
        drawing.page(page, number, len(pages))
    drawing.finish()
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
    document.info = _PaperInfo(plain(frame.title), plain(frame.author), frame.day)
    # The file's identity comes of its pages alone, not of a time that reportlab takes from the environment.
    document.signature = md5(f"{frame.day}".encode(), usedforsecurity=False)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas._preamble = "1 0 0 1 0 0 cm"
