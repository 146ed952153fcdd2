"""The small lock that marks what is private."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

LOCK_WIDTH, LOCK_HEIGHT = 8, 12
LOCK_SPACE = 13
"""The lock and the gap after it, in logical pixels."""


def paint_lock(painter: QPainter, left: float, top: float, colour: QColor) -> None:
    """Draw a lock of 8 by 12 pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bow = QColor(colour)
    bow.setAlphaF(0.55)
    painter.setPen(QPen(bow, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left + 0.9, top + 0.7, 6.2, 6), 1.2, 1.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(left, top + 4.4, 8, 7.4), 1.3, 1.3)
    painter.restore()


class LockMark(QWidget):
    """The lock by itself."""

    heard_as = "Graphic"

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(LOCK_WIDTH, LOCK_HEIGHT))
        self.setAccessibleName(t("Private"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_lock(QPainter(self), 0, 0, tokens().private)
