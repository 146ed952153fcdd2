"""Cards: bordered sheets that a page is made of."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.controls.labels import ElidedLabel, Small, Steady
from negdesk.desktop.controls.lock import LockMark
from negdesk.desktop.theme import current_theme, tokens

TitleKind = Literal["plain", "give", "get", "private"]


class Card(QWidget):
    """A bordered sheet. Put its content into `body`; `corner` holds what stands at the right of the title.

    A private one has a lock before its title.
    """

    heard_as = "Grouping"

    def __init__(self, title: str = "", title_kind: TitleKind = "plain", corner: str | QWidget | None = None) -> None:
        super().__init__()
        theme = current_theme()
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        border = 1
        outer.setContentsMargins(*(theme.padding + border,) * 4)
        outer.setSpacing(9)
        self.heading = ElidedLabel(title, kind="title", tone=title_kind if title_kind in ("give", "get") else "")
        self._head = QHBoxLayout()
        self._head.setSpacing(5)
        self.lock = LockMark()
        self.lock.setParent(self)  # before it is shown, or it would be a window of its own
        self.lock.setVisible(title_kind == "private")
        self._head.addWidget(self.lock)
        self._head.addWidget(self.heading, 1)
        self.corner = corner if isinstance(corner, Steady) else Small()
        self._head.addWidget(self.corner)
        if isinstance(corner, str):
            self.corner.setText(corner)
        elif corner is not None and corner is not self.corner:
            self._head.addWidget(corner)
        if title or corner is not None:
            outer.addLayout(self._head)
        else:
            for unused in (self.lock, self.heading, self.corner):
                unused.setParent(self)  # or they would be windows of their own
                unused.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        outer.addLayout(self.body)
        outer.addStretch(0)  # content stays at the top of a card that is higher than it
        self._outer = outer

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.heading.setText(title)
        self.setAccessibleName(title)

    def set_corner(self, text: str) -> None:
        """Change the words at the right of the title."""
        self.corner.setText(text)

    def add_corner(self, widget: QWidget) -> None:
        """Put a widget at the right of the title."""
        self._head.addWidget(widget)

    def grow(self) -> "Card":
        """Take all the height there is, as the page's main card does; returns the card."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._outer.setStretchFactor(self.body, 1)
        return self

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()))


def paint_card(painter: QPainter, rect: QRectF, focused: bool = False) -> None:
    """Paint a card's ground, border and the line of shadow beneath it into `rect`."""
    theme, colours = current_theme(), tokens()
    sheet = rect.adjusted(0.5, 0.5, -0.5, -1.5)
    painter.setPen(QPen(colours.shadow, 1))
    painter.setBrush(colours.shadow)
    painter.drawRoundedRect(sheet.translated(0, 1), theme.radius, theme.radius)
    painter.setPen(QPen(colours.focus if focused else colours.border, 1.4 if focused else 1))
    painter.setBrush(colours.card)
    painter.drawRoundedRect(sheet, theme.radius, theme.radius)


class Rule(QWidget):
    """A hairline between two things."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(40, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens().border)


def spread(left: QWidget, right: QWidget) -> QHBoxLayout:
    """A line with one thing at either end."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(left, 1)
    line.addWidget(right, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return line
