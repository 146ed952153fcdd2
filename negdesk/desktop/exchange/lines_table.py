"""A table of lines to read and to choose from, however many there are; under the shield each of them is a mark."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from negdesk.domain.privacy import MASK

LONGEST = 200
"""Characters of a cell that are shown."""

_Index = QModelIndex | QPersistentModelIndex


class _Lines(QAbstractTableModel):
    """Asks for the cells of a line only when it is shown."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self.headings = tuple(headings)
        self.count = 0
        self.cells: Callable[[int], Sequence[str]] = lambda _number: ()
        self.open: frozenset[int] = frozenset()
        self.masked = False

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self.headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in shown:
            return None
        cell = " ".join(self.cells(index.row())[index.column()][:LONGEST].split())
        return MASK if cell and self.masked and index.column() not in self.open else cell


class LinesTable(QTableView):
    """Up and Down go from line to line; Tab leaves the table. `open_columns` say nothing private.

    One in which a line is always chosen is `choosing`; in the others there is a line only once the cursor is there.
    """

    chosen = Signal(int)
    """The number of the line that the cursor came to."""

    def __init__(
        self, name: str, headings: Sequence[str], open_columns: Sequence[int] = (), choosing: bool = False
    ) -> None:
        super().__init__()
        self._choosing = choosing
        self._lines = _Lines(headings)
        self._lines.setParent(self)
        self._lines.open = frozenset(open_columns)
        self.setModel(self._lines)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def fit(self, *columns: int) -> None:
        """Have these columns be as wide as their words; the others share what is left."""
        for column in columns:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_lines(self, count: int, cells: Callable[[int], Sequence[str]]) -> None:
        """Show so many lines; `cells` answers what stands in one. The cursor stays at its number if it is there."""
        row = max(0, self.line())
        self._lines.beginResetModel()
        self._lines.count, self._lines.cells = count, cells
        self._lines.endResetModel()
        if count and (self._choosing or self.hasFocus()):
            self.go_to(min(row, count - 1))

    def set_masked(self, on: bool) -> None:
        """Show a mark in place of every cell that is private, or show the cells again."""
        self._lines.masked = on
        self.tell()

    def tell(self) -> None:
        """Cells say something else now."""
        if self._lines.count:
            last = self._lines.index(self._lines.count - 1, len(self._lines.headings) - 1)
            self._lines.dataChanged.emit(self._lines.index(0, 0), last)

    def line(self) -> int:
        """The number of the line that is chosen; -1 where there is none."""
        return self.currentIndex().row()

    def go_to(self, number: int) -> None:
        """Choose a line, and bring it into sight."""
        self.setCurrentIndex(self._lines.index(number, 0))

    def texts(self) -> list[tuple[str, ...]]:
        """What stands in each line, as it is shown."""
        columns = range(self._lines.columnCount())
        return [
            tuple(str(self._lines.index(row, column).data()) for column in columns) for row in range(self._lines.count)
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.line() < 0 and self._lines.count:
            self.go_to(0)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(now.row())
