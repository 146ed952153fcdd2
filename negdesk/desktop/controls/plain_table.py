"""A table to read: a row at a time is chosen, nothing in it is edited, and Tab goes past it."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlainTable(QTableWidget):
    """Columns under `heads`; those `stretched` share the room, those of `numbers` stand at the right."""

    def __init__(
        self, name: str, heads: Sequence[str], stretched: Collection[int], numbers: Collection[int] = ()
    ) -> None:
        super().__init__(0, len(heads))
        self._numbers = numbers
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(_LEFT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in stretched:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in numbers:
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(_RIGHT)

    def show_row(self, number: int, cells: Sequence[str]) -> None:
        """Have a row that is there say this."""
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            if column in self._numbers:
                item.setTextAlignment(_RIGHT)
            self.setItem(number, column, item)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows and no others, each as high as its words are."""
        self.setRowCount(len(rows))
        for number, cells in enumerate(rows):
            self.show_row(number, cells)
        self.resizeRowsToContents()
