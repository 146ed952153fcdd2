"""The pages of a paper as pictures: made in a thread of their own, from memory, nothing written to the disk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from negdesk import documents

if TYPE_CHECKING:
    from negdesk.documents.export import Paper, PaperKind
    from negdesk.documents.paper_style import PaperStyle

SCREEN_DPI, PDF_DPI = 96, 72


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper with a picture of each of its pages; `ratio` is how many pixels of them make one on the screen.

    `points` is how wide the first page is on paper.
    """

    paper: "Paper"
    images: tuple[QImage, ...]
    ratio: float
    points: float


class PagePress(QObject):
    """Makes pages one request after the other; an older request that a newer one overtook is dropped.

    What is told by `made` and `failed` is always of the newest request, in the thread of whoever asked.
    """

    made = Signal(object)
    failed = Signal()
    _done = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # pdfium does not allow two threads in it at once
        self._press = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paper")
        self._newest = 0
        self._done.connect(self._tell)

    def print_soon(self, kind: "PaperKind", sheet: Any, style: "PaperStyle", width: int, ratio: float) -> None:
        """Make the pages, `width` logical pixels wide; `made` tells when they are there."""
        self._newest += 1
        self._press.submit(self._work, self._newest, kind, sheet, style, width, ratio)

    def forget(self) -> None:
        """Drop what was asked for: nothing of it is told, though it may be half made already."""
        self._newest += 1

    def close(self) -> None:
        """Make nothing more."""
        self._newest += 1
        self._press.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, kind: "PaperKind", sheet: Any, style: "PaperStyle", width: int, ratio: float) -> None:
        if number != self._newest:
            return
        try:
            paper = documents.export.paper_of(kind, sheet, style)
            images, points = render(paper.data, lambda points: width * ratio / points)
        except Exception:
            # Nobody waits for this thread's result: without a word here the page would stay the old one for ever.
            self._done.emit(number, None)
            raise
        self._done.emit(number, Pages(paper, images, ratio, points))

    def _tell(self, number: int, pages: Pages | None) -> None:
        # Looked at again here, in the asker's thread: between the two a private page may have been forgotten.
        if number != self._newest:
            return
        if pages is None:
            self.failed.emit()
        else:
            self.made.emit(pages)


def render(data: bytes, scale_for: Callable[[float], float]) -> tuple[tuple[QImage, ...], float]:
    """Each page as a picture, and how many points wide the first is.

    `scale_for` gives pixels a point for a page's width in points.
    """
    import pypdfium2

    pages, first = [], 0.0
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            first = first or page.get_width()
            bitmap = page.render(scale=scale_for(page.get_width()), prefer_bgrx=True)
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            pages.append(image.copy())  # the picture must outlive pdfium's own memory
            bitmap.close()
            page.close()
    return tuple(pages), first
