"""Zero to five dots: a value, a cost or a weight that is set by click or by keys."""

from typing import Literal

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

STEPS = 5
_PITCH = 12
_RADIUS = 3.6
_MARGIN = 4

Tone = Literal["us", "them", "neutral"]


class Dots(QWidget):
    """Keys 0 to 5, Left and Right set it; a click on the last full dot takes that one away."""

    chosen = Signal(int)

    def __init__(self, name: str, tone: Tone, least: int = 0) -> None:
        super().__init__()
        self._value: int | None = 0
        self._tone = tone
        self._least = least
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def show_value(self, value: int | None) -> None:
        """Show this many dots; with None, as under the shield, none at all."""
        if value != self._value:
            self._value = value
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(STEPS * _PITCH + 2 * _MARGIN - 2, 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        value = self._value or 0
        if event.text() in "012345" and event.text():
            self._choose(int(event.text()))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._choose(value - 1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Plus, Qt.Key.Key_Space):
            self._choose(value + 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        dot = int((event.position().x() - _MARGIN) // _PITCH) + 1
        self._choose(dot - 1 if dot == self._value else dot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._value is not None:
            colour = self._colour()
            for index in range(STEPS):
                full = index < self._value
                painter.setPen(QPen(colour, 1.2))
                painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
                at = QPointF(_MARGIN + index * _PITCH + _PITCH / 2 - 1, self.height() / 2)
                painter.drawEllipse(at, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(tokens().accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _choose(self, value: int) -> None:
        value = max(self._least, min(STEPS, value))
        if self._value is not None and value != self._value:
            self.show_value(value)
            self.chosen.emit(value)

    def _describe(self) -> None:
        said = "" if self._value is None else t("{n} of {all}", n=self._value, all=STEPS)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self.setToolTip(f"{self._name}: {said}" if said else self._name)

    def _colour(self) -> QColor:
        colours = tokens()
        return {"us": colours.us, "them": colours.them, "neutral": colours.muted}[self._tone]
