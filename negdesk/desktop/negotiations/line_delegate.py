"""Paints one negotiation of the list: title, counterparts and next gap, its stage, and since when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from negdesk.desktop.negotiations.line_model import LINE_ROLE, readiness_text
from negdesk.desktop.shell import Shell
from negdesk.desktop.theme import tokens
from negdesk.domain.negotiation import Stage
from negdesk.queries.negotiation import NegotiationLine

LINE_HEIGHT = 58
_SIDE = 16
_DATE_WIDTH = 86


class NegotiationLineDelegate(QStyledItemDelegate):
    """Two lines of text at the left, stage and date at the right; all of it is plain text."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell = shell

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, LINE_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, NegotiationLine):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        inner = rect.adjusted(_SIDE, 9, -_SIDE, -9)
        right = self._paint_right(painter, inner, line, font, bool(state & QStyle.StateFlag.State_Selected))
        self._paint_text(painter, QRect(inner.topLeft(), QPoint(right - 12, inner.bottom())), line, font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
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

    def _paint_right(self, painter: QPainter, rect: QRect, line: NegotiationLine, font: QFont, selected: bool) -> int:
        """Stage and date; returns where they begin."""
        colours = tokens()
        small = _sized(font, 12)
        painter.setFont(small)
        painter.setPen(colours.muted)
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._shell.date_text(line.changed_on)
        )
        label = line.stage.label
        width = QFontMetrics(small).horizontalAdvance(label) + 16
        chip = QRectF(rect.right() - _DATE_WIDTH - width, rect.center().y() - 10, width, 21)
        ground, ink = _stage_colours(line.stage)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.card if selected else ground)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(ink)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, label)
        return int(chip.left())

    def _paint_text(self, painter: QPainter, rect: QRect, line: NegotiationLine, font: QFont) -> None:
        colours = tokens()
        body, small = _sized(font, 14), _sized(font, 12)
        body.setWeight(QFont.Weight.Medium)
        below = " · ".join(part for part in (line.counterparts, readiness_text(line)) if part)
        top = QRect(rect.left(), rect.top(), rect.width(), 20 if below else rect.height())
        painter.setFont(body)
        painter.setPen(colours.text)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, _cut(line.title, body, rect.width()))
        painter.setFont(small)
        painter.setPen(colours.muted)
        under = QRect(rect.left(), rect.top() + 21, rect.width(), 19)
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, _cut(below, small, rect.width()))


def _sized(font: QFont, pixels: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    return sized


def _cut(text: str, font: QFont, width: int) -> str:
    # Eliding measures every letter: a title of many thousands would be slow, and nothing of it shows beyond this.
    return QFontMetrics(font).elidedText(text[:400], Qt.TextElideMode.ElideRight, width)


def _stage_colours(stage: Stage) -> tuple[QColor, QColor]:
    colours = tokens()
    if stage in (Stage.MEETING, Stage.AGREED_IN_PRINCIPLE, Stage.AGREED):
        return colours.accent_soft, colours.accent
    return colours.chip, colours.muted
