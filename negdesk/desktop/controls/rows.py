"""Lists of rows with hairlines between them: moved through, reordered and removed from by keys and by mouse alike."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.buttons import paint_focus
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.heard import heard_anew
from negdesk.desktop.theme import tokens

__all__ = ["STRONG", "AddLine", "Row", "RowId", "RowList", "tab_before", "takes_tab"]

RowId = Hashable

RING_INSET = 8
"""The inset of rows that have the cursor themselves: the ring around one stands clear of its words."""

_MANY = 12
"""So many new rows are worth hiding the list while they come."""


class Row(QWidget):
    """One row: put its parts into `line`. It has the cursor itself where `focusable`, else its parts have.

    `activated` is for a click, Enter or Space on the row itself. `inset` is how far its ground reaches beyond its
    text and hairline at either side; put such a list in its place with `flush_left(list, right=True, inset=…)`.
    """

    heard_as = "ListItem"
    activated = Signal()

    def __init__(self, name: str = "", *, focusable: bool = False, spacing: int = 10, inset: int = 0) -> None:
        super().__init__()
        self.row_id: RowId = 0
        self.last = False
        self.selected = False
        self.pinned = False
        """Whether a long list has to leave the row its widget, as while something in it is being edited."""
        self._hovered = False
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.line = QHBoxLayout(self)
        self.inset = inset
        self.line.setContentsMargins(inset, 8, inset, 9)
        self.line.setSpacing(spacing)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        if focusable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def focusable(self) -> bool:
        """Whether the row itself can have the cursor."""
        return self.focusPolicy() != Qt.FocusPolicy.NoFocus

    def set_name(self, name: str) -> None:
        """What the row is called for those who hear it."""
        self.setAccessibleName(name)

    def set_selected(self, on: bool) -> None:
        """Show the row on the soft ground of what is being done now."""
        if on != self.selected:
            self.selected = on
            heard_anew(self, "selectable", "selected")
            self.update()

    def heard_states(self) -> dict[str, bool]:
        """See `negdesk.desktop.heard`; a row of a list in which none is selected says nothing of it."""
        return {"selectable": True, "selected": True} if self.selected else {}

    def heard_press(self) -> None:
        """As Enter on the row."""
        self.activated.emit()

    def has_cursor(self) -> bool:
        """Whether the row or something in it has the cursor."""
        cursor = QApplication.focusWidget()
        return cursor is not None and (cursor is self or self.isAncestorOf(cursor))

    def take_cursor(self) -> None:
        """Put the cursor on the row, or on the first thing in it that can have it."""
        target = self if self.focusable else next((each for each in self.findChildren(QWidget) if _takes(each)), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def tab_stops(self) -> list[QWidget]:
        """What Tab comes to here, hidden or not: the row where it has the cursor itself, then what stands in it.

        Among it is what hands the cursor on to another: Qt comes to that too.
        """
        inside = [each for each in self.findChildren(QWidget) if each.window() is self.window()]
        return [each for each in (self, *inside) if takes_tab(each) or each.focusProxy() is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self.hasFocus() and event.key() in keys and not event.modifiers() & STRONG:
            self.activated.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        start = self._pressed_at
        if start is None or not isinstance(self.parentWidget(), RowList):
            return
        if self._dragging or (at - start).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self._list().drag(self, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging = self._dragging, False
        pressed, self._pressed_at = self._pressed_at, None
        if dragging:
            self._list().drop(self)
        elif pressed is not None and self.focusable and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def _list(self) -> "RowList":
        return cast(RowList, self.parentWidget())  # only rows in a list are dragged, see mouseMoveEvent

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.selected or (self._hovered and self.focusable):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if self.selected else colours.hover)
            painter.drawRoundedRect(ground, 6, 6)
        if not self.last:
            painter.fillRect(self.rect().adjusted(self.inset, self.height() - 1, -self.inset, 0), colours.border)
        if self.hasFocus():
            paint_focus(painter, ground, 5)


STRONG = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)  # fmt: skip
"""A key that is pressed with one of these is not one of the list's own."""


def tab_before(widget: QWidget) -> QWidget | None:
    """What Tab comes from to `widget` or to what is in it; nothing where there is nothing before it."""
    before = widget.previousInFocusChain()
    while before is not None and before is not widget and (widget.isAncestorOf(before) or not takes_tab(before)):
        before = before.previousInFocusChain()
    return before if before is not widget else None


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab comes to a widget."""
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus


def _takes(widget: QWidget) -> bool:
    return takes_tab(widget) and widget.isEnabled() and not widget.isHidden() and widget.focusProxy() is None


def put_behind(before: QWidget, stops: Sequence[QWidget]) -> None:
    """Have Tab come from `before` to the first of these, and from each to the next: see `Row.tab_stops`."""
    # Qt does nothing for one that Tab does not come to, and moves others than was asked for where the cursor is handed
    # on. So for that moment none does so, and Tab comes to all of them.
    held = [(each, each.focusPolicy(), each.focusProxy()) for each in (before, *stops)]
    for each, _, _ in held:
        each.setFocusProxy(None)  # type: ignore[arg-type]  # Qt's own way to have none
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for one, next_one in pairwise((before, *stops)):
        QWidget.setTabOrder(one, next_one)
    for each, policy, _ in held:
        each.setFocusPolicy(policy)
    for each, _, proxy in held:
        if proxy is not None:
            each.setFocusProxy(proxy)


class RowList(QWidget):
    """Rows one below the other, each kept by its id: rows that stay keep their widgets, so the cursor never jumps.

    Up and Down go from row to row, Home and End to the first and last; Alt+Up, Alt+Down and a drag ask by `moved` for
    another place, Delete asks by `removed`. The list itself changes nothing: it waits to be shown the new order.
    """

    heard_as = "List"
    moved = Signal(object, int)
    """A row's id, and the index it shall have."""
    removed = Signal(object)
    """The id of a row that shall go."""

    def __init__(self, empty_text: str = "", *, movable: bool = False, removable: bool = False, inset: int = 0) -> None:
        """`inset` is that of its rows, for the text of an empty list to begin where theirs would."""
        super().__init__()
        self.movable = movable
        self.removable = removable
        self.beyond: Callable[[int], bool] = lambda _step: False
        """Where Up on the first row (-1) and Down on the last one (1) go; whether they go anywhere."""
        self._rows: dict[RowId, Row] = {}
        self._drop_at: int | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.empty = Small(empty_text, wrap=True)
        self.empty.setContentsMargins(inset, 0, inset, 0)
        self._layout.addWidget(self.empty)  # first, or showing it would open a window of its own
        self.empty.setVisible(bool(empty_text))

    def rows(self) -> list[Row]:
        """The rows in their order."""
        return list(self._rows.values())

    def row(self, row_id: RowId) -> Row | None:
        """The row of this id, if it is there."""
        return self._rows.get(row_id)

    def show_ids(self, ids: Sequence[RowId], make: Callable[[RowId], Row]) -> list[Row]:
        """Have one row for each id in this order; `make` makes those that are new. Returns the rows.

        When the row with the cursor goes, the cursor goes to the one that takes its place.
        """
        before = list(self._rows)
        lost = self._take_away(set(ids))
        held, self._rows = self._rows, {}
        for row_id in ids:
            self._rows[row_id] = held.get(row_id) or self._add(row_id, make(row_id))
        if list(ids) != before:
            self._arrange(before)
        if lost is not None and self._rows:
            self.rows()[min(lost, len(self._rows) - 1)].take_cursor()
        return self.rows()

    @contextmanager
    def filling(self, ids: Collection[RowId]) -> Iterator[None]:
        """To be held around showing rows of these ids and what is in them; it is quicker where many are new.

        A row that comes into sight has all of the list laid out again, so many of them come while it is hidden.
        """
        many = sum(1 for row_id in ids if row_id not in self._rows) > _MANY
        cursor = QApplication.focusWidget()
        hidden = many and self.isVisible() and not (cursor is not None and self.isAncestorOf(cursor))
        if hidden:
            self.hide()
        try:
            yield
        finally:
            if hidden:
                self.show()

    def set_empty_text(self, text: str) -> None:
        """What is said while there are no rows."""
        self.empty.setText(text)
        self.empty.setVisible(bool(text) and not self._rows)

    def _add(self, row_id: RowId, row: Row) -> Row:
        row.row_id = row_id
        row.setParent(self)
        row.installEventFilter(self)
        return row

    def _take_away(self, staying: set[RowId]) -> int | None:
        """Take away the other rows; the index of the one that had the cursor."""
        lost = None
        for index, (row_id, row) in enumerate(list(self._rows.items())):
            if row_id not in staying:
                lost = index if row.has_cursor() else lost
                del self._rows[row_id]
                # The key that made it go is still on its way up to it, and is no longer ours.
                row.removeEventFilter(self)
                self._layout.removeWidget(row)
                row.hide()
                row.deleteLater()
        return lost

    def _arrange(self, before: Sequence[RowId]) -> None:
        cursor = QApplication.focusWidget()
        for index, row in enumerate(self._rows.values()):
            if self._layout.indexOf(row) != index:
                self._layout.removeWidget(row)
                self._layout.insertWidget(index, row)
            row.last = index == len(self._rows) - 1
            row.show()
            row.update()
        self._order(before)
        self.empty.setVisible(bool(self.empty.text()) and not self._rows)
        if cursor is not None and self.isAncestorOf(cursor) and QApplication.focusWidget() is not cursor:
            cursor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self, before: Sequence[RowId]) -> None:
        """Have Tab go through the rows and what is in them, from what is before the list: what is new has no place yet.

        Qt moves a row in its order without what is in it, so each stop is put behind the one before.
        """
        now = list(self._rows)
        same = next((at for at, (one, other) in enumerate(zip(before, now, strict=False)) if one != other), len(before))
        if now == [row_id for row_id in before if row_id in self._rows]:
            return  # some went, and the others are where they were
        rows = self.rows()
        behind = next((stop for row in rows[:same][::-1] for stop in row.tab_stops()[::-1]), tab_before(self))
        if behind is not None:
            put_behind(behind, [stop for row in rows[same:] for stop in row.tab_stops()])

    # Keys: those that nothing in the row wanted for itself

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Row) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, row: Row, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        index = self.rows().index(row)
        if step is not None and alt:
            self._ask_move(row, index + step)
            return True
        if event.modifiers() & STRONG:
            return False
        if step is not None:
            return self._go(index + step)
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and row.hasFocus():
            return self._go(0 if event.key() == Qt.Key.Key_Home else len(self._rows) - 1)
        writing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QComboBox)
        if self.removable and event.key() == Qt.Key.Key_Delete and not writing:
            self.removed.emit(row.row_id)
            return True
        return False

    def _go(self, index: int) -> bool:
        if 0 <= index < len(self._rows):
            self.rows()[index].take_cursor()
            return True
        return self.beyond(-1 if index < 0 else 1)

    def _ask_move(self, row: Row, index: int) -> None:
        if self.movable and 0 <= index < len(self._rows):
            self.moved.emit(row.row_id, index)

    # Dragging

    def drag(self, row: Row, at: QPoint) -> None:
        """A row is dragged to this place on the screen."""
        if self.movable:
            y = self.mapFromGlobal(at).y()
            others = (each for each in self._rows.values() if each is not row)
            self._drop_at = sum(1 for each in others if each.geometry().center().y() < y)
            row.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def drop(self, row: Row) -> None:
        """The row that was dragged is let go."""
        index, self._drop_at = self._drop_at, None
        row.unsetCursor()
        self.update()
        if index is not None and index != self.rows().index(row):
            self._ask_move(row, index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._drop_at is not None and self._rows:
            rows = self.rows()
            last = self._drop_at >= len(rows)
            y = rows[-1].geometry().bottom() if last else rows[self._drop_at].geometry().top()
            QPainter(self).fillRect(QRectF(0, max(0, y - 1), self.width(), 2), tokens().accent)


def go_on(lists: Sequence[RowList], at: int, step: int) -> bool:
    """Put the cursor into the next list after this one (1), or before it (-1), that has a row; whether one has."""
    for each in lists[at + 1 :] if step > 0 else lists[:at][::-1]:
        rows = each.rows()
        if rows:
            rows[0 if step > 0 else -1].take_cursor()
            return True
    return False
