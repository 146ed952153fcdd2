"""A list of lines that wrap, painted by a delegate: what the checklist and the captures are made of."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from negdesk.desktop.controls.chips import ChipKind, chip_colours
from negdesk.desktop.controls.long_words import wrappable
from negdesk.desktop.controls.steady_bar import SLIM_BAR, keep_bar
from negdesk.desktop.theme import font, tokens

Index = QModelIndex | QPersistentModelIndex
ROLE = int(Qt.ItemDataRole.UserRole)
"""Where an item of a list holds its entry."""
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CHIP_HEIGHT = 18
_LEAST_HEIGHT = 20


class LineList(QListWidget):
    """Plain, without frame; lays its lines out anew when its width changes.

    What did not change is not touched, laid out or painted again: Qt's own list does all of that with all of its lines
    whatever happened to one, which made a third of what a key took to the screen.
    """

    def __init__(self, name: str, fill: Callable[[QListWidgetItem, Any], None]) -> None:
        super().__init__()
        self._fill = fill
        self._entries: tuple[Any, ...] = ()
        self._moved_from: int | None = 0
        self._moves = True
        self.dirty = QRegion()
        """What is being painted."""
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        keep_bar(self, slim=True)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def show_entries(self, entries: Sequence[Any]) -> None:
        """Show a line for each of these, which say by `==` whether they are the same; `fill` makes the line of it."""
        before, self._entries = self._entries, tuple(entries)
        end = _same_at_end(before, self._entries)
        old, new = len(before) - end, len(self._entries) - end
        for row in range(min(old, new)):
            if not _same(before[row], self._entries[row]):
                self._change(row, self._entries[row])
        for row in reversed(range(new, old)):
            self.takeItem(row)
        for row in range(old, new):
            item = QListWidgetItem()
            self._make(item, self._entries[row])  # before it is in the list, which would hear of each of its changes
            self.insertItem(row, item)

    def _change(self, row: int, entry: object) -> None:
        """The list hears of it once, whatever of the line changed."""
        item, model = self.item(row), self.model()
        height = item.sizeHint().height()
        blocked = model.blockSignals(True)
        try:
            self._make(item, entry)
        finally:
            model.blockSignals(blocked)
        self._moves = item.sizeHint().height() != height
        model.dataChanged.emit(model.index(row, 0), model.index(row, 0), [])
        self._moves = True

    def _make(self, item: QListWidgetItem, entry: object) -> None:
        self._fill(item, entry)
        self._measure(item)

    def _measure(self, item: QListWidgetItem) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, LineDelegate):
            item.setSizeHint(QSize(100, delegate.height_of(item)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            blocked = self.model().blockSignals(True)
            for row in range(self.count()):
                self._measure(self.item(row))
            self.model().blockSignals(blocked)
            self._moved_from = 0
            self.scheduleDelayedItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        # A ground of its own, so that nothing beneath it is painted with it, and it can be scrolled by its pixels.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, not self.property("bare"))
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.dirty = event.region()
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            QPainter(self.viewport()).fillRect(event.rect(), tokens().card)
        super().paintEvent(event)

    def verticalScrollbarValueChanged(self, _value: int) -> None:  # noqa: N802  # Qt's own name
        """The line under the pointer is painted as any other: Qt would paint it, and the one before it, again."""

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:  # noqa: N802  # Qt's own name
        if self._moves or self._moved_from is not None:
            self._moved(first.row())
        if self._moves:
            super().dataChanged(first, last, roles)
        else:
            QAbstractItemView.dataChanged(self, first, last, roles)  # no line moves: this one is painted again

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802  # Qt's own name
        self._moved(start)
        super().rowsInserted(parent, start, end)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:  # noqa: N802  # Qt's own name
        self._moved(start)
        super().rowsAboutToBeRemoved(parent, start, end)

    @contextmanager
    def nothing_painted(self) -> Iterator[None]:
        """Have nothing painted for what happens inside the block."""
        # Not `setUpdatesEnabled`, which has all of it painted when it is set again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        try:
            yield
        finally:
            self.viewport().setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def _moved(self, row: int) -> None:
        self._moved_from = row if self._moved_from is None else min(row, self._moved_from)

    def doItemsLayout(self) -> None:  # noqa: N802  # Qt's own name
        moved_from, self._moved_from = self._moved_from, None
        if not moved_from:
            super().doItemsLayout()
            return
        viewport, scrolled = self.viewport(), self.verticalOffset()
        with self.nothing_painted():
            super().doItemsLayout()
        above = self.visualItemRect(self.item(moved_from - 1)).bottom() + 1 if moved_from <= self.count() else 0
        top = above if self.verticalOffset() == scrolled else 0
        viewport.update(0, top, viewport.width(), viewport.height() - top)


def _same(one: object, other: object) -> bool:
    return one is other or one == other  # mostly they are the same object, and to compare takes ten times as long


def _same_at_end(before: tuple[Any, ...], now: tuple[Any, ...]) -> int:
    """How many entries at the end are the same, of those that are not the same from the beginning on."""
    most = min(len(before), len(now))
    begin = next((row for row in range(most) if not _same(before[row], now[row])), most)
    pairs = zip(reversed(before[begin:]), reversed(now[begin:]), strict=False)
    return sum(1 for _ in takewhile(lambda pair: _same(*pair), pairs))


class LineDelegate(QStyledItemDelegate):
    """Knows the width there is for a line's text, and paints each line that is to be painted by `paint_line`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        parent = self.parent()
        # Qt asks for every line between the first and the last that is to be painted.
        if not isinstance(parent, LineList) or parent.dirty.intersects(option.rect):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_line(painter, option, index)
            painter.restore()

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint this line; the painter's state is put back afterwards."""
        raise TypeError(index)

    @staticmethod
    def box_of(option: QStyleOptionViewItem) -> QRectF:
        """The line from edge to edge of the list: the room for the scroll bar, at its right, is part of its margin."""
        return QRectF(option.rect).adjusted(0, 0, SLIM_BAR, 0)

    def view_width(self) -> int:
        """The width of a line from edge to edge of the list, in logical pixels."""
        parent = self.parent()
        return parent.viewport().width() + SLIM_BAR if isinstance(parent, LineList) else 300

    def height_of(self, item: QListWidgetItem) -> int:
        """How high this line is; asked when it is filled, and when the width has changed."""
        raise TypeError(item)


def text_height(text: str, width: int) -> int:
    """How high `text` is at 14 pixels when wrapped at `width`."""
    metrics = _metrics()
    if "\n" not in text and metrics.horizontalAdvance(text) < width:  # one line, as most are
        return max(_LEAST_HEIGHT, metrics.height())
    return max(_LEAST_HEIGHT, metrics.boundingRect(0, 0, max(width, 40), 10_000, WRAP, wrappable(text)).height())


@cache
def _metrics() -> QFontMetrics:
    return QFontMetrics(font(14))


def chip_width(text: str) -> int:
    """How wide a chip with this text is; nothing for none."""
    return _advance(text) + 14 if text else 0


@lru_cache(maxsize=1024)
def _advance(text: str) -> int:
    return QFontMetrics(font(11)).horizontalAdvance(text)


def paint_chip(painter: QPainter, x: float, middle: float, text: str, kind: ChipKind) -> None:
    """A chip from `x` on, centred on `middle`."""
    ground, ink = chip_colours(kind, tokens())
    box = QRectF(x, middle - CHIP_HEIGHT / 2, chip_width(text), CHIP_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(ink)
    painter.setFont(font(11))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
