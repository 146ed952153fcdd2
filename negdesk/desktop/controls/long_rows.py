"""A list of any number of rows that scrolls by itself: only rows in sight, and a little beyond, have widgets."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from negdesk.desktop.controls.row_places import RowPlaces
from negdesk.desktop.controls.rows import STRONG, Row, tab_before

BEYOND = 300
"""So far above and below what is in sight rows have their widgets already, in logical pixels."""

BAR = 12
"""Room at the right where the scroll bar comes, in logical pixels: rows do not get narrower by it."""

_TRIES = 4
_SEEN_WITH = 16
"""So much of what is above and below is shown with a row that the list scrolls to."""

_KEYS = {
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip


class LongRows(QAbstractScrollArea):
    """Rows by their numbers. `make` makes an empty row and `fill` shows in a row what has a number, again and again.

    A row that has the cursor, or is `pinned`, keeps its widget wherever it is; all others go from number to number.
    A height is guessed by `guess` from a row's weight (what that is, `show_rows` is told) and the list's width until
    the row is measured; what is in sight stays where it is when the two differ. For Tab all rows are one place; Up and
    Down, Page Up and Page Down, Home and End go through them, and Delete asks by `removed`.
    """

    heard_as = "List"

    removed = Signal(int)
    """The number of a row that shall go."""

    def __init__(
        self, make: Callable[[], Row], fill: Callable[[Row, int], object], guess: Callable[[int, int], int]
    ) -> None:
        super().__init__()
        self._make, self._fill, self._guess = make, fill, guess
        self._ids: tuple[int, ...] = ()
        self._weights: tuple[int, ...] = ()
        self._index: dict[int, int] = {}
        self._live: dict[int, Row] = {}
        self._spare: list[Row] = []
        self._measured: dict[int, int] = {}
        self._unsure: set[int] = set()
        self._places = RowPlaces()
        self._current = 0
        self._to_show = 0
        self._laying = self._asked = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        ground = QWidget()
        ground.setAutoFillBackground(False)
        self.setViewport(ground)

    # What is in it

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of all rows, in their order."""
        return self._ids

    def rows(self) -> list[Row]:
        """The rows that have widgets now, in their order."""
        return [self._live[number] for number in sorted(self._live, key=self._index.__getitem__)]

    def row(self, number: int) -> Row | None:
        """The row of this number, if it has a widget now."""
        return self._live.get(number)

    def show_rows(self, ids: tuple[int, ...], weights: Sequence[int]) -> None:
        """Have these rows in this order, and show them anew. Without any weights all are guessed alike.

        Who was reading goes on at the same row; when the row with the cursor goes, the cursor goes to the one that
        takes its place.
        """
        anchor, staying = self._anchor(), set(ids)
        lost = next((self._index[n] for n, row in self._live.items() if row.has_cursor() and n not in staying), None)
        if tuple(weights) != self._weights:
            self._measured.clear()  # also under the shield: heights would tell how much somebody wrote
        self._ids, self._weights = ids, tuple(weights)
        self._index = {number: index for index, number in enumerate(ids)}
        gone = [self._live.pop(number) for number in list(self._live) if number not in self._index]
        for number, row in self._live.items():
            self._fill(row, number)
            self._unsure.add(number)
        self._guess_places()
        self._set_range()
        if anchor is not None and anchor[0] in self._index:
            self.verticalScrollBar().setValue(self._places.top(self._index[anchor[0]]) - anchor[1])
        self._lay_out()
        if lost is not None and ids:
            self.take_cursor(ids[min(lost, len(ids) - 1)])
        for row in (*gone, *self._spare):
            row.removeEventFilter(self)
            row.hide()
            row.deleteLater()
        self._spare.clear()

    def take_cursor(self, number: int) -> None:
        """Bring a row into sight and put the cursor on it."""
        if number in self._index:
            self.bring(number)
            self._live[number].take_cursor()
            self._to_show = number  # once more, where the list has not its size yet

    def take_cursor_at(self, index: int) -> bool:
        """Put the cursor on the row at this index; whether there is one."""
        if not 0 <= index < len(self._ids):
            return False
        self.take_cursor(self._ids[index])
        return True

    def bring(self, number: int) -> None:
        """Scroll until a row is in sight; where it is higher than the list, until its beginning is."""
        self._unsure.add(number)
        for _ in range(_TRIES):
            self._lay_out()
            index = self._index[number]
            if not self._to(self._places.top(index), self._places.height(index)) and number in self._live:
                return

    def bring_part(self, within: QWidget, part: QRect) -> None:
        """Scroll until a part of something in a row is in sight, such as the line that is being typed in."""
        top = within.mapTo(self.viewport(), part.topLeft()).y() + self.verticalScrollBar().value()
        self._to(top, part.height())

    def scroll_by_page(self, pages: int) -> None:
        """Scroll without the cursor: a page down, or up where it is less than none."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    # Where things are

    def _width(self) -> int:
        return max(1, self.width() - BAR)

    def _anchor(self) -> tuple[int, int] | None:
        """The first row in sight and how far its top is below that of the list; nothing at the top of everything."""
        value = self.verticalScrollBar().value()
        if not self._ids or value == 0:
            return None
        first = self._places.at(value)
        return self._ids[first], self._places.top(first) - value

    def _guess_places(self) -> None:
        width, weights = self._width(), self._weights or (0,) * len(self._ids)
        guesses = {weight: self._guess(weight, width) for weight in set(weights)}
        known = self._measured
        self._places = RowPlaces(
            known.get(number) or guesses[weight] for number, weight in zip(self._ids, weights, strict=True)
        )

    def _set_range(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, height - 40))
        bar.setRange(0, max(0, self._places.total - height))

    def _lay_out(self) -> None:
        """Have widgets for what is in sight, measure them, and put each in its place."""
        if self._laying:
            return
        self._laying = True
        try:
            if self._ids:
                for _ in range(_TRIES):
                    if not self._measure_in_sight():
                        break
            self._put_away(self._out_of_sight(self._in_sight()))
            self._place()
        finally:
            self._laying = False

    def _in_sight(self) -> range:
        if not self._ids:
            return range(0)
        value = self.verticalScrollBar().value()
        return range(self._places.at(value - BEYOND), self._places.at(value + self.viewport().height() + BEYOND) + 1)

    def _measure_in_sight(self) -> bool:
        """Whether any row turned out to have another height; then the list is scrolled so that nothing moved."""
        bar = self.verticalScrollBar()
        value, at_end = bar.value(), bar.value() >= bar.maximum() > 0
        first = self._places.at(value)
        below = self._places.top(first) - value
        seen = self._in_sight()
        self._fill_rows(seen)
        moved, width = False, self._width()
        for number in [n for n in self._unsure if n in self._live]:
            row = self._live[number]
            height = row.heightForWidth(width) if row.hasHeightForWidth() else row.sizeHint().height()
            self._measured[number] = height
            moved = self._places.set_height(self._index[number], height) or moved
        self._unsure.clear()
        if moved:
            self._set_range()
            bar.setValue(bar.maximum() if at_end else self._places.top(first) - below)
        return moved

    def _fill_rows(self, seen: range) -> None:
        missing = [number for number in (self._ids[index] for index in seen) if number not in self._live]
        free = self._out_of_sight(seen) if missing else []
        for number in missing:
            # First those that are still shown: to hide a row and show it again takes a millisecond.
            row = self._live.pop(free.pop()) if free else self._spare.pop() if self._spare else self._new_row()
            row.row_id = number
            self._live[number] = row
            self._fill(row, number)
            row.show()
            self._unsure.add(number)

    def _out_of_sight(self, seen: range) -> list[int]:
        """The numbers of the rows whose widgets others may have."""
        return [
            number
            for number, row in self._live.items()
            if self._index[number] not in seen and number != self._current and not row.pinned and not row.has_cursor()
        ]

    def _new_row(self) -> Row:
        row = self._make()
        row.setParent(self.viewport())
        row.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row.installEventFilter(self)
        return row

    def _put_away(self, numbers: Sequence[int]) -> None:
        """Take rows off their numbers, to be used for others some time."""
        for number in numbers:
            row = self._live.pop(number)
            row.hide()
            self._spare.append(row)

    def _place(self) -> None:
        value, width, last = self.verticalScrollBar().value(), self._width(), len(self._ids) - 1
        for number, row in self._live.items():
            index = self._index[number]
            row.setGeometry(0, self._places.top(index) - value, width, self._places.height(index))
            if row.last != (index == last):
                row.last = index == last
                row.update()
        if self._current not in self._live:
            self._set_current(next(iter(sorted(self._live, key=self._index.__getitem__)), 0))

    def _to(self, top: int, height: int) -> bool:
        """Scroll until what is there is in sight; whether that was needed."""
        bar = self.verticalScrollBar()
        value, room = bar.value(), self.viewport().height()
        if top - value < 0 or height > room:
            bar.setValue(max(0, top - _SEEN_WITH))
        elif top + height > value + room:
            bar.setValue(top + height + _SEEN_WITH - room)
        return bar.value() != value

    # The one place that Tab knows

    def _set_current(self, number: int) -> None:
        """Have Tab come to this row, from what is before the list."""
        if number == self._current:
            return
        before = self._live.get(self._current)
        if before is not None:
            before.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._current = number
        row = self._live.get(number)
        if row is None:
            return
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        before_all = tab_before(self)
        if before_all is not None:
            QWidget.setTabOrder(before_all, row)

    def set_order_in(self, row: Row, fields: Sequence[QWidget]) -> None:
        """Have Tab go from a row through these things in it, and then on to what is after the list."""
        for one, next_one in pairwise([row, *fields]):
            QWidget.setTabOrder(one, next_one)

    # What Qt calls

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802  # Qt's own name
        self._to_show = 0
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._begin_anew(event.oldSize().width() != event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin_anew(True)  # only now do the rows have their fonts

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._begin_anew(True)

    def _begin_anew(self, other_heights: bool) -> None:
        anchor = self._anchor()
        if other_heights:
            self._measured.clear()
            self._unsure.update(self._live)
            self._guess_places()
        to_show = self._live.get(self._to_show)
        self._set_range()
        if anchor is not None:
            self.verticalScrollBar().setValue(self._places.top(self._index[anchor[0]]) - anchor[1])
        self._lay_out()
        if to_show is not None and to_show.hasFocus():
            self.take_cursor(cast(int, to_show.row_id))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._asked:
            self._asked = False
            self._lay_out()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Row):
            kind, number = event.type(), cast(int, watched.row_id)
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(watched, number, event)
            if kind == QEvent.Type.FocusIn:
                self._set_current(number)
            elif kind == QEvent.Type.LayoutRequest and number in self._live:
                self._unsure.add(number)
                if not self._asked:
                    self._asked = True
                    QApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))  # after those of the other rows
        return super().eventFilter(watched, event)

    def _key(self, row: Row, number: int, event: QKeyEvent) -> bool:
        if event.modifiers() & STRONG or number not in self._index:
            return False
        key, index = Qt.Key(event.key()), self._index[number]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self.take_cursor_at(index + (1 if key == Qt.Key.Key_Down else -1))
        if key == Qt.Key.Key_Delete and row.hasFocus():
            self.removed.emit(number)
            return True
        if key not in _KEYS or not row.hasFocus():
            return False
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self.take_cursor_at(0 if key == Qt.Key.Key_Home else len(self._ids) - 1)
        by = self.verticalScrollBar().pageStep() * (1 if key == Qt.Key.Key_PageDown else -1)
        there = self._places.at(self._places.top(index) + by)
        step = 1 if by > 0 else -1
        return self.take_cursor_at(there if there != index else max(0, min(index + step, len(self._ids) - 1)))
