"""Zero to five dots: what something costs, or is worth."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from negdesk.desktop.controls.buttons import paint_focus
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

DotsKind = Literal["give", "get", "accent"]

_PITCH = 12
_RADIUS = 3.7
_MARGIN = 2


class Dots(QWidget):
    """Dots to look at, or where `editable` to set: by a click, the keys 0 to 5, Left and Right."""

    changed = Signal(int)

    def __init__(
        self, value: int | None = 0, of: int = 5, kind: DotsKind = "give", *, name: str = "", editable: bool = False
    ) -> None:
        super().__init__()
        self._value = value
        self._of = of
        self._kind: DotsKind = kind
        self._name = name or t("Value")
        self._editable = editable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if editable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()

    @property
    def heard_as(self) -> str:
        """See `negdesk.desktop.heard`."""
        return "Slider" if self._editable else "Graphic"

    def value(self) -> int | None:
        """How many are full; None while that is hidden."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show this many, or with None, as under the shield, none at all."""
        if value != self._value:
            self._value = value
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._of * _PITCH + _MARGIN, 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._editable or self._value is None:
            super().keyPressEvent(event)
        elif event.text().isdecimal() and int(event.text()) <= self._of:
            self._choose(int(event.text()))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._choose(self._value - 1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._choose(self._value + 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._editable and event.button() == Qt.MouseButton.LeftButton:
            dot = int((event.position().x() - _MARGIN + 1) // _PITCH) + 1
            self._choose(dot - 1 if dot == self._value else dot)
        else:
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._colour()
        for index in range(self._of if self._value is not None else 0):
            painter.setPen(QPen(colour, 1.1))
            painter.setBrush(colour if index < (self._value or 0) else Qt.BrushStyle.NoBrush)
            at = QPointF(_MARGIN + index * _PITCH + _PITCH / 2 - 1, self.height() / 2)
            painter.drawEllipse(at, _RADIUS, _RADIUS)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)

    def _choose(self, value: int) -> None:
        value = max(0, min(self._of, value))
        if self._value is not None and value != self._value:
            self.set_value(value)
            self.changed.emit(value)

    def _describe(self) -> None:
        said = "" if self._value is None else t("{n} of {all}", n=self._value, all=self._of)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self.setToolTip(f"{self._name}: {said}" if said else self._name)

    def _colour(self) -> QColor:
        colours = tokens()
        return {"give": colours.give, "get": colours.get, "accent": colours.accent}[self._kind]
