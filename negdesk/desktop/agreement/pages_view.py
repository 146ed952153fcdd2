"""A paper's pages on the screen, one below the other, with what was found in them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from negdesk.desktop.agreement.paper_pages import Blank, Hit, Pages
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

_HIT, _HIT_HERE = QColor(255, 205, 0, 90), QColor(255, 140, 0, 130)
_ABOVE, _BETWEEN = 6.0, 18.0


class PagesView(QWidget):
    """The pages one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: Pages | None = None
        self._hits: tuple[Hit, ...] = ()
        self._at = 0

    def clear(self) -> None:
        """Show nothing."""
        self.pages = None
        self._hits = ()
        self.setMinimumSize(0, 0)
        self.setAccessibleDescription("")
        self.update()

    def page_at(self, y: float) -> int:
        """Which page is at this height, from 1 on; the nearest one where there is none."""
        if self.pages is None:
            return 1
        bottom = _ABOVE
        for number, image in enumerate(self.pages.images, start=1):
            bottom += image.height() / self.pages.ratio + _BETWEEN
            if y < bottom:
                return number
        return len(self.pages.images)

    def show_hits(self, hits: tuple[Hit, ...], at: int) -> float | None:
        """Mark what was found; returns how far down the hit `at` is, nothing where there is none."""
        self._hits, self._at = hits, at
        self.update()
        if self.pages is None or at >= len(hits) or hits[at].page >= len(self.pages.images) or not hits[at].boxes:
            return None
        above = sum(image.height() / self.pages.ratio + _BETWEEN for image in self.pages.images[: hits[at].page])
        return _ABOVE + above + hits[at].boxes[0][1] * self.pages.images[hits[at].page].height() / self.pages.ratio

    def show_pages(self, pages: Pages) -> None:
        """Show these in place of those before."""
        self.pages = pages
        size = self.sizeHint()
        self.setMinimumSize(size)
        self.setAccessibleDescription(t("{n} pages", n=len(pages.images)))
        self.update()

    def sizeHint(self) -> QSize:
        if self.pages is None or not self.pages.images:
            return QSize(200, 200)
        ratio = self.pages.ratio
        height = sum(image.height() / ratio + _BETWEEN for image in self.pages.images)
        return QSize(int(max(image.width() for image in self.pages.images) / ratio), int(height) + 2 * int(_ABOVE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.pages is None:
            return
        painter = QPainter(self)
        y = _ABOVE
        for number, image in enumerate(self.pages.images):
            width, height = image.width() / self.pages.ratio, image.height() / self.pages.ratio
            box = QRectF(max(0.0, (self.width() - width) / 2), y, width, height)
            painter.setPen(QPen(tokens().paper_shadow, 1))
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 1.5))
            if isinstance(image, Blank):
                painter.fillRect(box, Qt.GlobalColor.white)
            else:
                painter.drawImage(box, image)
            self._paint_hits(painter, number, box)
            y += height + _BETWEEN

    def _paint_hits(self, painter: QPainter, number: int, page: QRectF) -> None:
        """The hits on one page; the one that one is at stands out."""
        for at, hit in enumerate(self._hits):
            if hit.page == number:
                for x, y, wide, high in hit.boxes:
                    box = QRectF(
                        page.x() + x * page.width(),
                        page.y() + y * page.height(),
                        wide * page.width(),
                        high * page.height(),
                    )
                    painter.fillRect(box.adjusted(-1, -1, 1, 1), _HIT_HERE if at == self._at else _HIT)
