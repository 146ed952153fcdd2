"""A paper's pages on the screen, one below the other, with what was found in them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from negdesk.desktop.agreement.paper_pages import Blank, Hit, Pages
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

_HIT, _HIT_HERE = QColor(255, 205, 0, 90), QColor(255, 140, 0, 130)
_ABOVE, _BETWEEN = 6.0, 18.0


class PagesView(QWidget):
    """The pages one below the other."""

    heard_as = "Document"

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
        boxes = self._boxes()
        return next((number for number, box in enumerate(boxes, 1) if y < box.bottom() + _BETWEEN), len(boxes) or 1)

    def show_hits(self, hits: tuple[Hit, ...], at: int) -> QPointF | None:
        """Mark what was found; returns where the hit `at` begins, nothing where there is none."""
        self._hits, self._at = hits, at
        self.update()
        if self.pages is None or at >= len(hits) or hits[at].page >= len(self.pages.images) or not hits[at].boxes:
            return None
        page, (left, top, *_) = self._boxes()[hits[at].page], hits[at].boxes[0]
        return QPointF(page.x() + left * page.width(), page.y() + top * page.height())

    def _boxes(self) -> list[QRectF]:
        """Where each page is."""
        boxes: list[QRectF] = []
        if self.pages is None:
            return boxes
        y, ratio = _ABOVE, self.pages.ratio
        for image in self.pages.images:
            width, height = image.width() / ratio, image.height() / ratio
            boxes.append(QRectF(max(0.0, (self.width() - width) / 2), y, width, height))
            y += height + _BETWEEN
        return boxes

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
        for number, (image, box) in enumerate(zip(self.pages.images, self._boxes(), strict=True)):
            painter.setPen(QPen(tokens().paper_shadow, 1))
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 1.5))
            if isinstance(image, Blank):
                painter.fillRect(box, Qt.GlobalColor.white)
            else:
                painter.drawImage(box, image)
            self._paint_hits(painter, number, box)

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
