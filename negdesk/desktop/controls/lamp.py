"""The lamps of will and authority."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from negdesk.desktop.controls.buttons import paint_focus
from negdesk.desktop.controls.press import PressButton
from negdesk.desktop.fonts import BODY, SMALL, font
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

_RADIUS = 6.0
_INSET = 1

LampSize = Literal["body", "small"]


class Lamp(PressButton):
    """A dot, lit or dark, and its words. Space, Enter or a click asks for the other state by `clicked(bool)`.

    `missing` is what is underlined after the words while it is dark, such as "who?".
    """

    def __init__(self, lit: bool = False, text: str = "", missing: str = "", *, size: LampSize = "body") -> None:
        super().__init__()
        self._missing = missing
        self._font = font(SMALL if size == "small" else BODY)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _lit: self._describe())
        self.show_lamp(lit, text, missing)

    def show_lamp(self, lit: bool, text: str, missing: str = "") -> None:
        """Show this state and these words; where they are shown already nothing is painted."""
        if (lit, text, missing) == (self.isChecked(), self.text(), self._missing) and self.accessibleName():
            return
        self._missing = missing
        self.setText(text)
        self.setChecked(lit)
        self._describe()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        words = f"{self.text()} {self._missing}"[:200]
        return QSize(metrics.horizontalAdvance(words) + 2 * _INSET + 22, metrics.height() + 9)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(_INSET + _RADIUS, self.height() / 2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.good)
            painter.drawEllipse(middle, _RADIUS, _RADIUS)
        else:
            painter.setPen(QPen(colours.box, 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, _RADIUS - 0.6, _RADIUS - 0.6)
        self._paint_words(painter)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 5)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(self._font)
        painter.setPen(tokens().text)
        metrics = painter.fontMetrics()
        room = self.rect().adjusted(_INSET + 20, 0, -_INSET, 0)
        missing = f" {self._missing}" if self._missing and not self.isChecked() else ""
        left = room.width() - metrics.horizontalAdvance(missing)  # what is missing is never what is cut
        words = metrics.elidedText(self.text()[:200], Qt.TextElideMode.ElideRight, left)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, words)
        if missing:
            underlined = QFont(self._font)
            underlined.setUnderline(True)
            painter.setFont(underlined)
            painter.drawText(room.adjusted(metrics.horizontalAdvance(words + " "), 0, 0, 0), flags, self._missing)

    def _describe(self) -> None:
        state = t("yes") if self.isChecked() else t("not yet")
        self.setAccessibleName(t("{what}: {state}", what=self.text().rstrip(": "), state=state))
