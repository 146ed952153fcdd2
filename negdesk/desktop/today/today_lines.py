"""The cards of the day and the lines in them, painted: a label for each of their words would be half of the start."""

from collections.abc import Callable, Sequence

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QStylePainter, QVBoxLayout, QWidget

from negdesk.desktop.controls.fill import fill
from negdesk.desktop.controls.long_words import wrappable
from negdesk.desktop.controls.painting import fill_round, stroke_round, write
from negdesk.desktop.controls.pointing import point
from negdesk.desktop.qt_numbers import CENTRE, LEFT, MIDDLE, RIGHT, STRONG_FOCUS, WRAP
from negdesk.desktop.theme import font, tokens
from negdesk.domain.negotiation import Side

_SIDE, _ABOVE, _GAP = 16, 8, 10
"""Room at a line's ends, over and under it, and between its parts, in logical pixels."""

_CHIP_SIDE, _CHIP_HEIGHT = 7, 18
_TIME_WIDTH = 56
_NARROWEST = 80
"""So much is kept for the words of a line, however narrow the window is."""

_HIGHEST = 10_000


class Line(QWidget):
    """One line of a card. Enter or a click does `open_it`, Space ticks it, Up and Down go from line to line.

    From left to right: a box to tick or a time, whose it is, the title with what stands below it, what stands at the
    end, and buttons. Title and words below wrap.
    """

    heard_as = "ListItem"

    def __init__(
        self,
        key: str,
        title: str,
        below: str,
        open_it: Callable[[], object],
        *,
        tick: QCheckBox | None = None,
        time: str = "",
        side: Side | None = None,
        end: str = "",
        late: bool = False,
        buttons: Sequence[QPushButton] = (),
        strong: bool = False,
    ) -> None:
        super().__init__()
        self.key = key
        self.ruled = False
        self._title, self._below, self._time, self._end = wrappable(title), wrappable(below), time, end
        self._open, self._tick, self._whose, self._late, self._buttons = open_it, tick, side, late, buttons
        self._face = font(14, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        self._end_face = font(14 if late else 12)
        self._beside: tuple[int, int, int] | None = None
        self._measured: dict[int, tuple[int, int]] = {}
        for child in (*([] if tick is None else [tick]), *buttons):
            child.setParent(self)
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.setAccessibleName(". ".join(filter(None, (time, side.label if side else "", title, below, end))))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Where everything is. Asked of Qt once: a layout asks each line some twenty times, a tenth of the start.

    def _ends(self) -> tuple[int, int, int]:
        """Where the words begin, the room that is kept at their right, and how high the highest of the rest is."""
        if self._beside is None:
            boxes = [self._tick.sizeHint()] if self._tick is not None else []
            buttons = [button.sizeHint() for button in self._buttons]
            left = _SIDE + sum(box.width() + _GAP for box in boxes)
            if self._time:
                left += max(_TIME_WIDTH, QFontMetrics(font(12)).horizontalAdvance(self._time)) + _GAP
            if self._whose:
                left += _chip_width() + _GAP
            right = _SIDE + sum(button.width() + _GAP for button in buttons)
            if self._end:
                right += QFontMetrics(self._end_face).horizontalAdvance(self._end) + _GAP
            self._beside = left, right, max((each.height() for each in (*boxes, *buttons)), default=0)
        return self._beside

    def _text_left(self) -> int:
        return self._ends()[0]

    def _text_right(self, width: int) -> int:
        """Where the words end; what stands at the end and the buttons come after it."""
        return width - self._ends()[1]

    def _heights(self, width: int) -> tuple[int, int]:
        """Of the title and of what is below it, in a line of this width."""
        room = max(_NARROWEST, self._text_right(width) - self._text_left())
        if room not in self._measured:
            below = _height(font(12), self._below, room) if self._below else 0
            self._measured[room] = _height(self._face, self._title, room), below
        return self._measured[room]

    def changeEvent(self, event: QEvent) -> None:
        self._beside = None  # what comes with another theme or style may have another size
        self._measured.clear()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 2 * _ABOVE + max(sum(self._heights(width)), self._ends()[2])

    def sizeHint(self) -> QSize:
        words = max(
            QFontMetrics(face).horizontalAdvance(text)
            for face, text in ((self._face, self._title), (font(12), self._below))
        )
        width = self._text_left() + words - self._text_right(0)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self._text_left() + _NARROWEST - self._text_right(0)
        return QSize(width, 2 * _ABOVE + QFontMetrics(self._face).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._tick is not None:
            self._place(self._tick, _SIDE)
        right = self.width() - _SIDE
        for button in reversed(self._buttons):
            right -= button.sizeHint().width()
            self._place(button, right)
            right -= _GAP
        super().resizeEvent(event)

    def _place(self, child: QWidget, left: int) -> None:
        size = child.sizeHint()
        child.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    # What is painted

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QStylePainter(self)
        if self.ruled:
            fill(painter, QRect(_SIDE, 0, self.width() - 2 * _SIDE, 1), colours.border)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, height = self._text_left(), self._text_right(self.width()), self.height()
        if self._time:
            write(painter, QRect(_SIDE, 0, left, height), LEFT | MIDDLE, self._time, font(12), colours.muted)
        if self._whose:
            self._paint_chip(painter, left - _GAP - _chip_width(), self._whose)
        title, below = self._heights(self.width())
        top, room = (height - title - below) // 2, max(_NARROWEST, right - left)
        write(painter, QRect(left, top, room, title), LEFT | WRAP, self._title, self._face, colours.text)
        if self._below:
            write(painter, QRect(left, top + title, room, below), LEFT | WRAP, self._below, font(12), colours.muted)
        if self._end:
            ink = colours.warn if self._late else colours.muted
            width = QFontMetrics(self._end_face).horizontalAdvance(self._end)
            write(painter, QRect(right + _GAP, 0, width, height), RIGHT | MIDDLE, self._end, self._end_face, ink)
        if self.hasFocus():
            stroke_round(painter, QRectF(self.rect()).adjusted(5, 3, -5, -2), 6, colours.focus, 2)

    def _paint_chip(self, painter: QStylePainter, left: int, side: Side) -> None:
        colours = tokens()
        ground, ink = (
            (colours.give_soft, colours.give) if side is Side.US else (colours.get_soft, colours.get_text)
        )  # fmt: skip
        width = QFontMetrics(font(11)).horizontalAdvance(side.label) + 2 * _CHIP_SIDE
        chip = QRect(left, (self.height() - _CHIP_HEIGHT) // 2, width, _CHIP_HEIGHT)
        fill_round(painter, QRectF(chip), 4, ground)
        write(painter, chip, CENTRE, side.label, font(11), ink)

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self._open()
        elif key in (QtCore.Qt.Key.Key_Down, QtCore.Qt.Key.Key_Up):
            lines = [line for line in self.window().findChildren(Line) if line.isVisible()]
            at = lines.index(self) + (1 if key == QtCore.Qt.Key.Key_Down else -1)
            if 0 <= at < len(lines):
                lines[at].setFocus()
        elif key == QtCore.Qt.Key.Key_Space and self._tick is not None:
            self._tick.click()
        else:
            super().keyPressEvent(event)

    def heard_press(self) -> None:
        """As Enter; see `negdesk.desktop.heard`."""
        self._open()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() == QtCore.Qt.MouseButton.LeftButton
        if left and self.rect().contains(event.position().toPoint()):
            self._open()

    def enterEvent(self, event: QEnterEvent) -> None:
        point(self, "PointingHandCursor")
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)


def _chip_width() -> int:
    """One width for both sides' chips, so that the words after them stand in one column."""
    metrics = QFontMetrics(font(11))
    return max(metrics.horizontalAdvance(side.label) for side in Side) + 2 * _CHIP_SIDE


def _height(face: QFont, text: str, width: int) -> int:
    return QFontMetrics(face).boundingRect(QRect(0, 0, width, _HIGHEST), LEFT | WRAP, text).height()


class LinesCard(QWidget):
    """A card with a title and lines, with hairlines between them."""

    heard_as = "List"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(1, 40, 1, 13)
        self._lines.setSpacing(0)

    def set_title(self, title: str) -> None:
        """Have this title."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of those before; the card hides where there is none."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines):
            line.ruled = number > 0
            self._lines.addWidget(line)
            line.show()  # at once, not with the next event, so that it can have the cursor
        self.setVisible(bool(lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill_round(painter, edge, 8, colours.card)
        stroke_round(painter, edge, 8, colours.border)
        title = QRect(_SIDE + 1, 15, self.width() - 2 * _SIDE, 17)
        write(painter, title, LEFT | MIDDLE, self._title, font(14, QFont.Weight.DemiBold), colours.text)
