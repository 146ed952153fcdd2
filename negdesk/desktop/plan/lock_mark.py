"""The small lock before what is private."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

LOCK_SPACE = 14


def paint_lock(painter: QPainter, left: float, top: float, colour: QColor) -> None:
    """Draw a lock of 8 by 12 pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left + 1.2, top + 0.7, 5.6, 7), 2, 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(left, top + 4.6, 8, 7), 1.2, 1.2)
    painter.restore()
