"""Paints the lines of a table: two lines of plain text at the left, a chip and a small text at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from negdesk.desktop.controls.line_table import LINE_ROLE
from negdesk.desktop.theme import tokens

_SIDE = 16
_LONGEST = 400
"""Eliding measures every letter: a text of many thousands would be slow, and nothing of it shows beyond this."""


@dataclass(frozen=True, slots=True)
class PaintedLine:
    """What is painted of one line, the chip in its ground and ink, the small text in its ink."""

    title: str
    below: str
    chip: str
    chip_ground: QColor
    chip_ink: QColor
    aside: str
    aside_ink: QColor


class LineDelegate(QStyledItemDelegate):
    """`aside_width` is the room of the small text at the right, so that the chips stand below each other."""

    def __init__(self, parent: QWidget, height: int, aside_width: int, weight: QFont.Weight) -> None:
        super().__init__(parent)
        self._height = height
        self._aside_width = aside_width
        self._weight = weight

    def painted(self, line: object) -> PaintedLine | None:
        """What is painted of a line that the model gave."""
        raise TypeError(line)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self.painted(index.data(LINE_ROLE))
        if line is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, rect, state)
        around = (self._height - 40) // 2
        inner = rect.adjusted(_SIDE, around, -_SIDE, -around)
        right = self._paint_right(painter, inner, line, font, bool(state & QStyle.StateFlag.State_Selected))
        self._paint_text(painter, QRect(inner.topLeft(), QPoint(right - 12, inner.bottom())), line, font)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRect, line: PaintedLine, font: QFont, selected: bool) -> int:
        """The small text and the chip; returns where they begin."""
        small = _sized(font, 12)
        painter.setFont(small)
        painter.setPen(line.aside_ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.aside)
        if not line.chip:
            return rect.right() - self._aside_width
        width = QFontMetrics(small).horizontalAdvance(line.chip) + 16
        chip = QRectF(rect.right() - self._aside_width - width, rect.center().y() - 10, width, 21)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().card if selected else line.chip_ground)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(line.chip_ink)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, line.chip)
        return int(chip.left())

    def _paint_text(self, painter: QPainter, rect: QRect, line: PaintedLine, font: QFont) -> None:
        body, small = _sized(font, 14), _sized(font, 12)
        body.setWeight(self._weight)
        top = QRect(rect.left(), rect.top(), rect.width(), 20 if line.below else rect.height())
        painter.setFont(body)
        painter.setPen(tokens().text)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, _cut(line.title, body, rect.width()))
        painter.setFont(small)
        painter.setPen(tokens().muted)
        under = QRect(rect.left(), rect.top() + 21, rect.width(), 19)
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, _cut(line.below, small, rect.width()))


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    colours = tokens()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, colours.accent_soft)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colours.hover)
    painter.setPen(colours.line)
    painter.drawLine(rect.left() + _SIDE, rect.bottom(), rect.right() - _SIDE, rect.bottom())
    if state & QStyle.StateFlag.State_HasFocus:
        pen = painter.pen()
        pen.setColor(colours.accent)
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 5, 5)


def _sized(font: QFont, pixels: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    return sized


def _cut(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text[:_LONGEST], Qt.TextElideMode.ElideRight, width)
