"""The box that is ticked."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from negdesk.desktop.controls.press import PressButton
from negdesk.desktop.theme import tokens

_SIZE = 20


class WordedTick(QCheckBox):
    """A box with words, cut where there is no room for them; the tool-tip and screen readers have all of them."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Say this."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip("")
        self.setText(_shown(words))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        shown = metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(hint.width() - shown + metrics.horizontalAdvance(self._words), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * _SIZE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        cut = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if _shown(cut) != self.text():
            self.setText(_shown(cut))
            self.setToolTip(self._words if cut != self._words else "")


def _shown(words: str) -> str:
    """Words of a person: no letter of theirs is underlined as a key."""
    return words.replace("&", "&&")


class TickBox(PressButton):
    """A rounded box of 20 pixels; Space, Enter or a click ticks it. `clicked(bool)` tells of a person's tick only.

    `focusable` is off where the row around it has the cursor.
    """

    def __init__(self, name: str, checked: bool = False, *, focusable: bool = True) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - _SIZE) / 2, (self.height() - _SIZE) / 2)
        if self.hasFocus():
            painter.setPen(QPen(tokens().focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, _SIZE - 2, _SIZE - 2), 5, 5)
            painter.translate(_SIZE / 2, _SIZE / 2)
            painter.scale(0.66, 0.66)
            painter.translate(-_SIZE / 2, -_SIZE / 2)
        paint_tick_box(painter, self.isChecked())


def paint_tick_box(painter: QPainter, ticked: bool) -> None:
    """Paint the box with its upper left corner at the origin."""
    colours = tokens()
    if not ticked:
        painter.setPen(QPen(colours.box, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(0.6, 0.6, _SIZE - 1.2, _SIZE - 1.2), 5, 5)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent)
    painter.drawRoundedRect(QRectF(0, 0, _SIZE, _SIZE), 5, 5)
    painter.setPen(
        QPen(colours.accent_text, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline([QPointF(5.7, 10.3), QPointF(8.7, 13.1), QPointF(14.2, 7.2)])
