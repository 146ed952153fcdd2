"""Bars: the balance of gives and gets, progress, the room to agree on a term, and give and take by year."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.controls.cards import Rule
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.theme import tokens
from negdesk.domain.room import Room
from negdesk.domain.wording import t, tn

_HEADROOM = 1.16
"""How much longer than all that was given and got together the bar is where no whole is given: it may still grow."""


class _SplitBar(QWidget):
    """Two parts on a rounded track."""

    def __init__(self, height: int = 14) -> None:
        super().__init__()
        self._parts = (0.0, 0.0)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, first: float, second: float) -> None:
        """The two parts, each as a share of the whole."""
        if (first, second) != self._parts:
            self._parts = (first, second)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _track(painter, QRectF(self.rect()))
        width = self.width()
        split = round(self._parts[0] * width)
        end = round((self._parts[0] + self._parts[1]) * width)
        painter.fillRect(QRectF(0, 0, split, self.height()), colours.give)
        painter.fillRect(QRectF(split, 0, end - split, self.height()), colours.get)
        if 0 < split < end:
            painter.fillRect(QRectF(split - 0.5, 0, 2, self.height()), colours.card)


def _track(painter: QPainter, rect: QRectF) -> None:
    """Paint the track, and clip to its rounded ends what is painted next."""
    path = QPainterPath()
    path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, tokens().track)
    painter.setClipPath(path)


class BalanceBar(QWidget):
    """What was given and what was got, by value, with words beneath it."""

    heard_as = "Chart"

    def __init__(self, given: int | None = 0, got: int | None = 0, of: int | None = None) -> None:
        super().__init__()
        self._bar = _SplitBar()
        self._given, self._got = Body(tone="give"), Body(tone="get")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self._bar)
        words = QHBoxLayout()
        words.addWidget(self._given)
        words.addStretch(1)
        words.addWidget(self._got)
        layout.addLayout(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_balance(given, got, of)

    def set_balance(
        self, given: int | None, got: int | None, of: int | None = None, given_text: str = "", got_text: str = ""
    ) -> None:
        """Show these; `of` is the length of the bar in the same measure. With None, as under the shield, nothing shows.

        The words say the numbers, or `given_text` and `got_text` where they are given.
        """
        if given is None or got is None:
            self._bar.set_parts(0, 0)
            self._given.setText("")
            self._got.setText("")
            self.setAccessibleName(t("Balance of gives and gets"))
            return
        whole = max(of or 0, given + got) if of else max(1.0, (given + got) * _HEADROOM)
        self._bar.set_parts(given / whole, got / whole)
        self._given.setText(given_text or t("Given {n}", n=given))
        self._got.setText(got_text or t("Got {n}", n=got))
        self.setAccessibleName(f"{self._given.text()}, {self._got.text()}")


class ProgressBar(QWidget):
    """How much of something is done."""

    heard_as = "ProgressBar"

    def __init__(self, done: int = 0, all: int = 0) -> None:  # noqa: A002  # reads as it is said: 7 of all 9
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(done, all)

    def set_progress(self, done: int | None, of: int | None) -> None:
        """`done` things of so many; None under the shield."""
        self._share = min(1.0, done / of) if done and of else 0.0
        self.setAccessibleName(t("{n} of {all}", n=done, all=of) if done is not None and of is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _track(painter, QRectF(self.rect()))
        painter.fillRect(QRectF(0, 0, round(self._share * self.width()), self.height()), tokens().accent)


class RangeBar(QWidget):
    """The room to agree on one term: the values that suit both as a band, our target and walk-away as marks.

    Small amounts are left. Where there is no room theirs is a mark, too, and where a walk-away is not known only the
    known marks stand on the track.
    """

    heard_as = "Chart"

    def __init__(self, room: Room | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(150)
        self.setAccessibleName(t("Room to agree"))
        self.set_room(room)

    def set_room(self, room: Room | None) -> None:
        """Draw this; nothing but the track where it is hidden."""
        self._room = room
        self.setAccessibleDescription(self._description())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, room = tokens(), self._room
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.save()
        _track(painter, QRectF(0, middle - 4, self.width(), 8))
        painter.setClipping(False)
        if room is not None and room.overlap and room.low_at is not None and room.high_at is not None:
            left, right = room.low_at * self.width(), room.high_at * self.width()
            painter.setBrush(colours.room)
            painter.drawRoundedRect(QRectF(left, middle - 4, max(3.0, right - left), 8), 3, 3)
        painter.restore()
        if room is not None:
            self._mark(painter, room.target_at, colours.text)
            self._mark(painter, room.walk_away_at, colours.private)
            if not room.overlap:
                self._mark(painter, room.theirs_at, colours.get)

    def _mark(self, painter: QPainter, at: float | None, colour: QColor) -> None:
        if at is not None:
            painter.fillRect(QRectF(round(at * self.width()) - 1, self.height() / 2 - 7, 2, 14), colour)

    def _description(self) -> str:
        if self._room is None:
            return t("Not known yet")
        return self._room.sentence or t("From {low} to {high}", low=self._room.low, high=self._room.high)


class YearBars(QWidget):
    """Give and take, a line a year."""

    heard_as = "Chart"

    def __init__(self, years: Sequence[tuple[int, int, int]] = ()) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._years: tuple[tuple[int, int, int], ...] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_years(years)

    def set_years(self, years: Sequence[tuple[int, int, int]]) -> None:
        """Each is a year with the value given and the value got in it; none under the shield."""
        if tuple(years) == self._years:
            return
        self._years = tuple(years)
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it would be drawn over the others until it is deleted
                widget.deleteLater()
        longest = max((given + got for _year, given, got in years), default=0) * 1.06 or 1.0
        for year, given, got in years:
            self._layout.addWidget(_YearLine(year, given / longest, got / longest))
            self._layout.addWidget(Rule())
        self._layout.addWidget(_words())
        said = (t("{year}: given {given}, got {got}", year=y, given=given, got=got) for y, given, got in years)
        self.setAccessibleName(tn("Give and take in {n} year", "Give and take in {n} years", len(years)))
        self.setAccessibleDescription("; ".join(said))


class _YearLine(QWidget):
    def __init__(self, year: int, given: float, got: float) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(8)
        label = Small(str(year))
        label.setFixedWidth(50)
        bar = _SplitBar()
        bar.set_parts(given, got)
        line.addWidget(label)
        line.addWidget(bar, 1)


def _words() -> QWidget:
    words = QWidget()
    line = QHBoxLayout(words)
    line.setContentsMargins(0, 6, 0, 0)
    line.addWidget(Body(t("Given"), tone="give"))
    line.addStretch(1)
    line.addWidget(Body(t("Got"), tone="get"))
    return words
