"""Chips: a word or a value on a soft ground; and the caps of keys."""

from functools import cache
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from negdesk.desktop.controls.lock import LOCK_SPACE, paint_lock
from negdesk.desktop.fonts import BODY, font
from negdesk.desktop.theme import Colours, tokens
from negdesk.domain.wording import t

ChipKind = Literal["give", "get", "accent", "private", "neutral", "late"]

_LONGEST_SHOWN = 60


def chip_colours(kind: ChipKind, colours: Colours) -> tuple[QColor, QColor]:
    """Ground and text of a chip."""
    return {
        "give": (colours.give_soft, colours.give), "get": (colours.get_soft, colours.get_text),
        "accent": (colours.accent_soft, colours.accent), "private": (colours.private_soft, colours.private),
        "late": (colours.warn_soft, colours.warn), "neutral": (colours.hover, colours.muted),
    }[kind]  # fmt: skip


class _Badge(QWidget):
    """Text on a rounded ground, of its own size."""

    heard_as = "StaticText"

    _pixels = 11
    _side = 7.0
    _height = 19

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_text(text)

    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say this; an empty one takes no room."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def shown_text(self) -> str:
        """What is painted of it."""
        return self._text if len(self._text) <= _LONGEST_SHOWN else self._text[: _LONGEST_SHOWN - 1] + "…"

    def sizeHint(self) -> QSize:
        if not self._text:
            return QSize(0, self._height)
        width = QFontMetricsF(font(self._pixels)).horizontalAdvance(self.shown_text())
        return QSize(round(width + 2 * self._side + 0.5), self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Chip(_Badge):
    """A word on a soft ground: ``give get accent private neutral late``."""

    def __init__(self, text: str, kind: ChipKind = "neutral") -> None:
        self._kind: ChipKind = kind
        super().__init__(text)

    def set_kind(self, kind: ChipKind) -> None:
        """Change its colours."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        ground, ink = chip_colours(self._kind, tokens())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(ink)
        painter.setFont(font(self._pixels))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.shown_text())


class KeyCap(_Badge):
    """The name of a key: ``Ctrl K``."""

    _height = 18
    _side = 6.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._text:
            paint_key(QPainter(self), QRectF(self.rect()), self.shown_text())


def paint_key(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a key's cap into `rect`."""
    colours = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.border, 1))
    painter.setBrush(colours.key)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(colours.muted)
    painter.setFont(font(11))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


@cache
def key_width(text: str) -> int:
    """How wide a key's cap is, in logical pixels. It is asked at each paint, and there are few keys."""
    return round(QFontMetricsF(font(11)).horizontalAdvance(text) + 12.5)


class PrivateValue(_Badge):
    """A private value on its purple ground, with a lock where `lock` is set."""

    _pixels = BODY
    _height = 22

    def __init__(self, text: str, lock: bool = True) -> None:
        self._lock = lock
        super().__init__(text)

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self.setAccessibleName(t("Private: {value}", value=text) if text else "")

    def sizeHint(self) -> QSize:
        plain = super().sizeHint()
        if not self._text:
            return plain
        return QSize(plain.width() + (LOCK_SPACE if self._lock else 0), plain.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.private_soft)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        left = LOCK_SPACE if self._lock else 0
        if self._lock:
            paint_lock(painter, 6, self.height() / 2 - 6.5, colours.private)
        painter.setPen(colours.private)
        painter.setFont(font(self._pixels))
        inner = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, self.shown_text())
