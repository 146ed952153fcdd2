"""A table of any number of lines, read a page at a time: opened with Enter or a click, to the bin with Delete."""

from collections.abc import Callable, Iterable
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from negdesk.desktop.controls.paged_lines import Line, PagedLines

LINE_ROLE = int(Qt.ItemDataRole.UserRole)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLES = {LINE_ROLE, int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}


class LineModel(QAbstractTableModel, Generic[Line]):
    """One column; `LINE_ROLE` gives the line that `read` gave, the display role what a screen reader says of it."""

    def __init__(
        self, read: Callable[[tuple[int, ...]], Iterable[Line]], spoken: Callable[[Line], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._lines = PagedLines(read)
        self._spoken = spoken

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of all lines, in their order."""
        return self._lines.ids

    def show_ids(self, ids: tuple[int, ...]) -> None:
        """Show these lines in this order; what was read before is read again."""
        if ids != self._lines.ids:
            self.beginResetModel()
            self._lines.show_ids(ids)
            self.endResetModel()
        elif ids:
            self._lines.show_ids(ids)
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, 0))

    def row_of(self, number: int) -> int | None:
        """The row of this number, if it is in the list."""
        return self._lines.row_of(number)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        line = self._lines.line(index.row())
        return line if line is None or role == LINE_ROLE else self._spoken(line)


class LineTable(QTableView):
    """Shows a `LineModel` in rows of one height; the cursor stays at its line whatever comes and goes."""

    opened = Signal(int)
    """The number of a line that shall be opened."""
    removed = Signal(int)
    """The number of a line that shall go."""
    typed = Signal(str)
    """A letter was typed: whoever shows the list may filter it by that."""

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self._lines: LineModel[Any] | None = None
        self.setAccessibleName(name)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.opened.emit(self.lines.ids[index.row()]))

    def show_model(self, lines: LineModel[Any]) -> None:
        """Show these lines; to be called once."""
        self._lines = lines
        self.setModel(lines)

    @property
    def lines(self) -> LineModel[Any]:
        """The lines that are shown."""
        assert self._lines is not None  # given right after it was made
        return self._lines

    def show_ids(self, ids: tuple[int, ...]) -> None:
        """Show these lines. The cursor stays at its line; where that went it is at the one that takes its place."""
        row = self.currentIndex().row()
        kept = self.lines.ids[row] if 0 <= row < len(self.lines.ids) else 0
        self.lines.show_ids(ids)
        place = self.lines.row_of(kept)
        if place is None and kept and ids:
            place = min(row, len(ids) - 1)
        if place is not None and place != self.currentIndex().row():
            self.selectRow(place)

    def take_cursor(self) -> None:
        """Have the cursor, on the first line where it was on none."""
        if self.lines.ids and not self.currentIndex().isValid():
            self.selectRow(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, ends = self.currentIndex().row(), {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.lines.ids) - 1}
        if event.key() in ends and self.lines.ids:
            self.selectRow(ends[Qt.Key(event.key())])  # Qt would go to the ends of the row
        elif row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.lines.ids[row])
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.lines.ids[row])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  # Qt's own name
        """Qt would read line after line until one begins so, which is all of them where none does."""
        self.typed.emit(search)
