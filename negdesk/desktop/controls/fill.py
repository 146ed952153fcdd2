"""Fills a rectangle with one colour, without PySide6 making the enumerations of `Qt` for it (see `qt_numbers`)."""

from functools import cache

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette

ROLE = QPalette.ColorRole.WindowText
"""The role that `palette_of` gives its colour to."""


@cache
def _palette(rgba: int) -> QPalette:
    made = QPalette()
    made.setColor(ROLE, QColor.fromRgba(rgba))
    return made


def palette_of(colour: QColor) -> QPalette:
    """A palette that writes in this colour. Do not change the one returned."""
    return _palette(colour.rgba())


def brush(colour: QColor) -> QBrush:
    """A solid brush of this colour; `QBrush` itself would choose among overloads that take an enumeration of `Qt`."""
    return palette_of(colour).brush(ROLE)


def fill(painter: QPainter, rect: QRect | QRectF, colour: QColor) -> None:
    """Fill `rect`, edges included, and leave the painter as it was.

    Does what `QPainter.fillRect` does, without its choice among overloads: the first call of that one makes PySide6
    build the 180 names of `QGradient.Preset` as well, which the first paint would wait for (3 to 5 ms).
    """
    before = painter.background()
    painter.setBackground(brush(colour))
    painter.eraseRect(rect)
    painter.setBackground(before)
