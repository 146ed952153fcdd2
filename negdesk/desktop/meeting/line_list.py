"""A list of lines that wrap, painted by a delegate: what the checklist and the captures are made of."""

from collections.abc import Callable, Sequence
from functools import lru_cache

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
from negdesk.desktop.theme import font, tokens

Index = QModelIndex | QPersistentModelIndex
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CHIP_HEIGHT = 18


class LineList(QListWidget):
    """Plain, without frame; lays its lines out anew when its width changes.

    What did not change is not painted again: Qt's own list lays out and paints all of its lines whatever happened to
    one, which made a third of what a key took to the screen.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._new_from: int | None = None
        self.dirty = QRegion()
        """What is being painted."""
        self._all_new = True
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def change(self, row: int, fill: Callable[[QListWidgetItem], None]) -> None:
        """Have `fill` change all that a line is; the list hears of it once, whatever of it changed."""
        model = self.model()
        blocked = model.blockSignals(True)
        try:
            fill(self.item(row))
        finally:
            model.blockSignals(blocked)
        model.dataChanged.emit(model.index(row, 0), model.index(row, 0), [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._all_new = True
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

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:  # noqa: N802  # Qt's own name
        delegate = self.itemDelegate()
        if (
            isinstance(delegate, LineDelegate)
            and first == last
            and self._laid_height(first) == delegate.height_of(first)
        ):
            QAbstractItemView.dataChanged(self, first, last, roles)  # no line moves: this one is painted again
        else:
            self._all_new = True
            super().dataChanged(first, last, roles)

    def _laid_height(self, index: Index) -> int:
        """The room a line was given; Qt's own rectangle of a line is as high as it would like to be by now."""
        below = index.row() + 1
        if below < self.count():
            end = self.visualItemRect(self.item(below)).top()
        else:
            end = self.contentsSize().height() - self.verticalOffset()
        return end - self.visualRect(index).top()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802  # Qt's own name
        if end == self.count() - 1 and self._new_from is None:
            self._new_from = start
        elif end != self.count() - 1:
            self._all_new = True
        super().rowsInserted(parent, start, end)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:  # noqa: N802  # Qt's own name
        self._all_new = True
        super().rowsAboutToBeRemoved(parent, start, end)

    def doItemsLayout(self) -> None:  # noqa: N802  # Qt's own name
        new_from, all_new = self._new_from, self._all_new
        self._new_from, self._all_new = None, False
        if all_new or new_from is None:
            super().doItemsLayout()
            return
        viewport = self.viewport()
        # Not `setUpdatesEnabled`, which has all of it painted when it is set again.
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        super().doItemsLayout()
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        top = self.visualItemRect(self.item(new_from)).top()
        viewport.update(0, top, viewport.width(), viewport.height() - top)


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

    def view_width(self) -> int:
        """The width of a line, in logical pixels."""
        parent = self.parent()
        return parent.viewport().width() if isinstance(parent, LineList) else 300

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height_of(index))

    def height_of(self, index: Index) -> int:
        """How high this line is."""
        raise TypeError(index)


def text_height(text: str, width: int) -> int:
    """How high `text` is at 14 pixels when wrapped at `width`."""
    return _wrapped_height(text, max(width, 40))


def chip_width(text: str) -> int:
    """How wide a chip with this text is; nothing for none."""
    return _advance(text) + 14 if text else 0


# Every change of a line has Qt ask the heights of all the others again; measuring them each time made a third of what
# a gesture took. The fonts are the same for the whole run.


@lru_cache(maxsize=4096)
def _wrapped_height(text: str, width: int) -> int:
    return max(20, QFontMetrics(font(14)).boundingRect(0, 0, width, 10_000, WRAP, text).height())


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
