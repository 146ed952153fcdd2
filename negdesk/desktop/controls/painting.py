"""Painting in a colour without PySide6 making the enumerations of `Qt` for it (see `qt_numbers`).

`QPainter.setPen` and `setBrush` take one of those enumerations among others, and PySide6 makes all of them to find out
whether it was meant. A palette's brushes and the style's own text do without.
"""

from unicodedata import combining

from PySide6.QtCore import QLineF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStylePainter

from negdesk.desktop.controls.fill import ROLE, brush, palette_of

_ELLIPSIS = "…"
_JOINERS = "\u200d\ufe0e\ufe0f"
"""Characters that belong to the one before them, and the first of them to the one after it as well."""


def fill_round(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """Fill `rect` with rounded corners."""
    painter.fillPath(_round(rect, radius), brush(colour))


def stroke_round(painter: QPainter, rect: QRectF, radius: float, colour: QColor, width: float = 1) -> None:
    """Draw the edge of `rect` with rounded corners; the line's middle lies on the edge."""
    painter.strokePath(_round(rect, radius), _pen(colour, width))


def stroke(painter: QPainter, line: QLineF, colour: QColor, width: float = 1) -> None:
    """Draw a line."""
    path = QPainterPath(line.p1())
    path.lineTo(line.p2())
    painter.strokePath(path, _pen(colour, width))


def write(painter: QStylePainter, within: QRect, where: int, text: str, face: QFont, colour: QColor) -> None:
    """Write plain text in this font; `where` is made of the numbers of `qt_numbers`."""
    painter.setFont(face)
    painter.drawItemText(within, where, palette_of(colour), True, text, ROLE)


def cut(metrics: QFontMetrics, text: str, width: int) -> str:
    """`text` where it fits into `width`, else its beginning with an ellipsis, as `QFontMetrics.elidedText` cuts it."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if metrics.horizontalAdvance(text[:middle] + _ELLIPSIS) <= width:
            fits = middle
        else:
            too_long = middle
    while fits and (combining(text[fits]) or text[fits] in _JOINERS or text[fits - 1] == _JOINERS[0]):
        fits -= 1  # never between a letter and what stands on it
    return text[:fits] + _ELLIPSIS


def _round(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen()
    pen.setColor(colour)
    pen.setWidthF(width)
    return pen
