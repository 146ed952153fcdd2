"""A short list of rows that are edited in place: each can be opened, moved and removed, by mouse and by keys alike."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget

from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

HANDLE_WIDTH = 14


class Line(Protocol):
    """What a row shows; its number is that of the row in the library."""

    @property
    def id(self) -> int: ...


L = TypeVar("L", bound=Line)


class RowHandle(QToolButton):
    """Three pairs of dots before a row, seen while the row has the pointer or the cursor.

    Enter or a click opens the row's details, a drag moves it, Alt+Up and Alt+Down move it, Delete removes it.
    """

    dragged = Signal(int)
    """The pointer's height on the screen while the row is dragged."""
    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(HANDLE_WIDTH, 24)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(t("Enter opens the details, Alt+Up and Alt+Down move the row, Delete removes it"))
        self._pressed_at = QPoint()
        self._dragging = False
        self._near = False

    def name_row(self, title: str) -> None:
        """Say which row it belongs to, for those who hear it."""
        self.setAccessibleName(t("Details of {title}", title=title) if title else t("Details"))

    def set_near(self, near: bool) -> None:
        """Whether the pointer or the cursor is in the row."""
        if near != self._near:
            self._near = near
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and (self._dragging or far):
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(at.y())
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self.hasFocus()
        if not (self._near or focused or self.underMouse()):
            return
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if focused:
            painter.setPen(colours.accent)
            painter.drawRoundedRect(QRect(0, 0, self.width() - 1, self.height() - 1), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.muted)
        middle = self.rect().center()
        for column in (-2, 3):
            for line in (-5, 0, 5):
                painter.drawEllipse(QPoint(middle.x() + column, middle.y() + line), 1, 1)


class Row(QWidget, Generic[L]):
    """One row. A subclass shows its line in `show_line`, and may open details in `toggle_details`."""

    def __init__(self) -> None:
        super().__init__()
        self.row_id = 0
        self.handle = RowHandle(self)
        self.handle.clicked.connect(self.toggle_details)

    def show_line(self, line: L) -> None:
        """Show what the row says now; a field with unsettled text keeps it."""

    def toggle_details(self) -> None:
        """Open or close what does not fit the line."""

    def focus_first(self) -> None:
        """Put the cursor on the row's first field."""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.handle.set_near(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.handle.set_near(self.isAncestorOf(QApplication.focusWidget() or self))
        super().leaveEvent(event)


R = TypeVar("R", bound="Row[L]")  # type: ignore[valid-type, misc]  # a bound cannot name its own variable


class RowList(QWidget, Generic[L]):
    """Rows one below the other, kept by their numbers: only new ones are made, only gone ones are taken away."""

    moved = Signal(int, int)
    """A row's number, and the index it shall have."""
    removed = Signal(int)
    """The number of a row that shall go."""

    def __init__(self, make_row: Callable[[], Row[L]]) -> None:
        super().__init__()
        self._make_row = make_row
        self._rows: dict[int, Row[L]] = {}
        self._drop_at: int | None = None
        self.movable = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._layout = layout

    def rows(self) -> list[Row[L]]:
        """The rows in their order."""
        return list(self._rows.values())

    def row(self, row_id: int) -> Row[L] | None:
        """The row of this number, if it is there."""
        return self._rows.get(row_id)

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show these lines in this order. The cursor stays in its row, or goes to the next one when its row is gone."""
        wanted = [line.id for line in lines]
        lost = self._drop_gone(set(wanted))
        before = list(self._rows)
        held, self._rows = self._rows, {}
        for line in lines:
            row = held.get(line.id) or self._new_row(line.id)
            self._rows[line.id] = row
            row.show_line(line)
        if wanted != before:
            self._arrange()
        if lost is not None and self._rows:
            self.rows()[min(lost, len(self._rows) - 1)].handle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _new_row(self, row_id: int) -> Row[L]:
        row = self._make_row()
        row.row_id = row_id
        row.setParent(self)
        row.installEventFilter(self)
        row.handle.dragged.connect(lambda y, row=row: self._drag(row, y))
        row.handle.dropped.connect(lambda row=row: self._drop(row))
        return row

    def _drop_gone(self, wanted: set[int]) -> int | None:
        """Take away the rows that are gone; the index of the one that had the cursor."""
        lost = None
        for index, (row_id, row) in enumerate(list(self._rows.items())):
            if row_id in wanted:
                continue
            if row.isAncestorOf(QApplication.focusWidget() or self):
                lost = index
            del self._rows[row_id]
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        return lost

    def _arrange(self) -> None:
        cursor = QApplication.focusWidget()
        for index, row in enumerate(self._rows.values()):
            if self._layout.indexOf(row) != index:
                self._layout.removeWidget(row)
                self._layout.insertWidget(index, row)
            row.show()
            row.setProperty("last", index == len(self._rows) - 1)
        if cursor is not None and self.isAncestorOf(cursor):
            cursor.setFocus(Qt.FocusReason.OtherFocusReason)

    # Moving and removing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Row) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, row: "Row[L]", event: QKeyEvent) -> bool:
        """Keys that no field in the row wanted for itself."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(row, -1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        if event.key() == Qt.Key.Key_Delete and row.handle.hasFocus():
            self.removed.emit(row.row_id)
            return True
        return False

    def _step(self, row: "Row[L]", by: int) -> None:
        to = list(self._rows).index(row.row_id) + by
        if self.movable and 0 <= to < len(self._rows):
            self.moved.emit(row.row_id, to)

    def _drag(self, row: "Row[L]", y: int) -> None:
        if not self.movable:
            return
        here = self.mapFromGlobal(QPoint(0, y)).y()
        others = [each for each in self._rows.values() if each is not row]
        self._drop_at = sum(1 for each in others if each.geometry().center().y() < here)
        self.update()

    def _drop(self, row: "Row[L]") -> None:
        to, self._drop_at = self._drop_at, None
        self.update()
        if to is not None and to != list(self._rows).index(row.row_id):
            self.moved.emit(row.row_id, to)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._drop_at is None or not self._rows:
            return
        rows = self.rows()
        last = self._drop_at >= len(rows)
        y = rows[-1].geometry().bottom() if last else rows[self._drop_at].geometry().top()
        painter = QPainter(self)
        painter.fillRect(QRect(QPoint(0, max(0, y - 1)), QSize(self.width(), 2)), tokens().accent)
