"""What the plan has that fits what is typed, or what can be answered; the cursor stays in the line below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from negdesk.desktop.controls.chips import key_width, paint_key
from negdesk.desktop.meeting.capture_chips import CHIPS
from negdesk.desktop.meeting.line_list import chip_width, paint_chip
from negdesk.desktop.theme import font, tokens
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.wording import t, tn

_LINE = 28
_DIGITS = 9
"""So many options are shown at once, each with its digit; 0 is the digit of the others."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something that can be picked: as what it is captured, its words, and the key that picks it."""

    kind: CaptureKind | None
    text: str
    key: str = ""


class MatchList(QWidget):
    """A few lines to pick from; without any it takes no room. `current` is -1 while none is chosen."""

    heard_as = "List"

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.matches: tuple[Match, ...] = ()
        self.current = -1
        self._options: tuple[str, ...] = ()
        self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show these; none of them is chosen at first."""
        if not matches:
            self._first = 0
        if tuple(matches) == self.matches:
            return
        self.matches, self.current = tuple(matches), -1
        self.setVisible(bool(self.matches))
        self._describe()
        self.updateGeometry()
        self.update()

    def show_options(self, options: Sequence[str]) -> None:
        """Show what can be answered, a digit each; of more than nine a last line goes on to the others, and round."""
        self._options = tuple(options)
        shown = self._options[self._first : self._first + _DIGITS]
        lines = [Match(None, option, str(digit)) for digit, option in enumerate(shown, 1)]
        others = len(self._options) - len(shown)
        if others:
            lines.append(Match(None, tn("Show the other one", "Show the {n} others", others), "0"))
        self.show_matches(lines)

    def option(self, line: int) -> int | None:
        """Which option stands in this line; None where it goes on to the others, which are shown then."""
        if self.matches[line].key != "0":
            return self._first + line
        self._first = 0 if self._first + _DIGITS >= len(self._options) else self._first + _DIGITS
        self.show_options(self._options)
        return None

    def line_of(self, digit: str) -> int | None:
        """The line that this digit, in any script, picks."""
        return next((at for at, match in enumerate(self.matches) if match.key == str(int(digit))), None)

    def match(self) -> Match | None:
        """The one that is chosen."""
        return self.matches[self.current] if 0 <= self.current < len(self.matches) else None

    def step(self, by: int) -> None:
        """Choose the next or the one before, round and round; by 0 the first where none is chosen."""
        if self.matches:
            at = self.current + by if self.current >= 0 or by > 0 else (0 if by == 0 else -1)
            self.choose(at % len(self.matches))

    def choose(self, index: int) -> None:
        """Choose this one, or none by -1."""
        self.current = index
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _LINE * len(self.matches))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = int(event.position().y() // _LINE)
        if 0 <= index < len(self.matches):
            self.picked.emit(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, match in enumerate(self.matches):
            line = QRectF(0, index * _LINE, self.width(), _LINE)
            if index == self.current:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.accent_soft)
                painter.drawRoundedRect(line, 5, 5)
            left = self._paint_sign(painter, line.topLeft() + QPointF(4, _LINE / 2), match)
            painter.setFont(font(14))
            painter.setPen(colours.text)
            words = painter.fontMetrics().elidedText(
                match.text, Qt.TextElideMode.ElideRight, int(line.width() - left - 40)
            )
            painter.drawText(line.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
            first = index == max(self.current, 0)
            if first and not match.key:
                width = key_width("Tab")
                paint_key(painter, QRectF(line.right() - width - 4, line.center().y() - 9, width, 18), "Tab")

    def _paint_sign(self, painter: QPainter, at: QPointF, match: Match) -> int:
        """The key or the kind at a line's left; returns where its words begin."""
        if match.key:
            paint_key(painter, QRectF(at.x(), at.y() - 9, key_width(match.key), 18), match.key)
            return key_width(match.key) + 12
        if match.kind is None:
            return 4
        paint_chip(painter, at.x(), at.y(), match.kind.label, CHIPS.get(match.kind, "neutral"))
        return chip_width(match.kind.label) + 14

    def _describe(self) -> None:
        self.setAccessibleName(t("What fits"))
        chosen = self.match()
        self.setAccessibleDescription(chosen.text if chosen is not None else "")
