"""Buttons: the style sheet's three kinds, one with its key's cap, and links in a text."""

from typing import Literal

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from negdesk.desktop.controls.chips import key_width, paint_key
from negdesk.desktop.controls.press import PressButton
from negdesk.desktop.fonts import BODY, SMALL, font
from negdesk.desktop.theme import tokens

ButtonKind = Literal["primary", "plain", "quiet"]

_GAP = 7
_SIDE = 14


class Button(QPushButton):
    """A button; `key` is the cap shown after its words. Enter presses it as Space does."""

    def __init__(self, text: str, kind: ButtonKind = "plain", key: str = "") -> None:
        super().__init__(text)
        self._key = key
        self._measured: tuple[QSize, str] | None = None
        self.setProperty("kind", kind)
        self.setProperty("ring", True)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("hasKey", bool(key))

    def sizeHint(self) -> QSize:
        plain = self._plain_hint()
        return QSize(plain.width() + (_GAP + key_width(self._key) if self._key else 0), plain.height())

    def _plain_hint(self) -> QSize:
        # The ring's gap is made of padding: a button that has the cursor would ask for less room than without.
        if not self.hasFocus() or self._measured is None:
            self._measured = (super().sizeHint(), self.text())
        size, text = self._measured
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(self.text()) - metrics.horizontalAdvance(text)
        return QSize(size.width() + more, size.height())

    def set_text(self, text: str) -> None:
        """Change its words, for those who see and those who hear them."""
        self.setText(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._key:
            width = key_width(self._key)
            rect = QRectF(self.width() - _SIDE - width, self.height() / 2 - 8, width, 17)
            paint_key(QPainter(self), rect, self._key)


LINK_INSET = 3
"""How far a link's words are from its edge, in logical pixels."""


class LinkButton(PressButton):
    """Words that can be pressed, underlined like the "who?" beside a dark lamp."""

    def __init__(self, text: str, *, small: bool = False, underlined: bool = True) -> None:
        super().__init__()
        self._font = font(SMALL if small else BODY)
        self._underlined = underlined
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Change its words, for those who see and those who hear them."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance(self.text()[:200]) + 8, metrics.height() + 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        painter.setPen(colours.accent if self.underMouse() else colours.text if self._underlined else colours.muted)
        inner = self.rect().adjusted(LINK_INSET, 0, -LINK_INSET, 0)
        shown = painter.fontMetrics().elidedText(self.text()[:200], Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if self._underlined or self.underMouse():
            metrics = painter.fontMetrics()
            base = inner.center().y() + metrics.ascent() // 2 + 1
            end = QPoint(inner.left() + metrics.horizontalAdvance(shown), base)
            painter.drawLine(QPoint(inner.left(), base), end)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)


def paint_focus(painter: QPainter, rect: QRectF, radius: float = 5) -> None:
    """Paint the ring that shows where the cursor is, just inside `rect`."""
    painter.setPen(QPen(tokens().focus, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
