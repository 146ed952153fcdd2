"""A list of lines that wrap, painted by a delegate: what the checklist and the captures are made of."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from negdesk.desktop.controls.chips import ChipKind, chip_colours
from negdesk.desktop.theme import font, tokens

Index = QModelIndex | QPersistentModelIndex
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CHIP_HEIGHT = 18


class LineList(QListWidget):
    """Plain, without frame; lays its lines out anew when its width changes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


class LineDelegate(QStyledItemDelegate):
    """Knows the width there is for a line's text."""

    def view_width(self) -> int:
        """The width of a line, in logical pixels."""
        parent = self.parent()
        return parent.viewport().width() if isinstance(parent, LineList) else 300

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height_of(index))

    def height_of(self, index: Index) -> int:
        """How high this line is."""
        raise TypeError(index)


def text_height(text: str, width: int) -> int:
    """How high `text` is at 14 pixels when wrapped at `width`."""
    return _wrapped_height(text, max(width, 40))


def chip_width(text: str) -> int:
    """How wide a chip with this text is; nothing for none."""
    return _advance(text) + 14 if text else 0


# Every change of a line has Qt ask the heights of all the others again; measuring them each time made a third of what
# a gesture took. The fonts are the same for the whole run.


@lru_cache(maxsize=4096)
def _wrapped_height(text: str, width: int) -> int:
    return max(20, QFontMetrics(font(14)).boundingRect(0, 0, width, 10_000, WRAP, text).height())


@lru_cache(maxsize=1024)
def _advance(text: str) -> int:
    return QFontMetrics(font(11)).horizontalAdvance(text)


def paint_chip(painter: QPainter, x: float, middle: float, text: str, kind: ChipKind) -> None:
    """A chip from `x` on, centred on `middle`."""
    ground, ink = chip_colours(kind, tokens())
    box = QRectF(x, middle - CHIP_HEIGHT / 2, chip_width(text), CHIP_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.setFont(font(11))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
