"""The list of negotiations as a table model: an array of numbers, with the lines read a page at a time when shown."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.negotiation import NegotiationLine, negotiation_lines

PAGE = 48
KEPT = 20 * PAGE
LINE_ROLE = int(Qt.ItemDataRole.UserRole)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class NegotiationLineModel(QAbstractTableModel):
    """One column; `LINE_ROLE` gives the `NegotiationLine`, the display role what a screen reader says."""

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._ids: tuple[int, ...] = ()
        self._lines: OrderedDict[int, NegotiationLine] = OrderedDict()

    def show_ids(self, ids: tuple[int, ...]) -> None:
        """Show these negotiations in this order; lines read before are read again."""
        self._lines.clear()
        if ids == self._ids:
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, 0))
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def id_at(self, row: int) -> int:
        """The number of the negotiation in this row."""
        return self._ids[row]

    def row_of(self, negotiation_id: int) -> int | None:
        """The row of this negotiation, if it is in the list."""
        return self._ids.index(negotiation_id) if negotiation_id in self._ids else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            LINE_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self._line(index.row())
        if line is None or role == LINE_ROLE:
            return line
        return _spoken(line)

    def _line(self, row: int) -> NegotiationLine | None:
        negotiation_id = self._ids[row]
        if negotiation_id not in self._lines:
            self._read_page(row)
        line = self._lines.get(negotiation_id)
        if line is not None:
            self._lines.move_to_end(negotiation_id)
        return line

    def _read_page(self, row: int) -> None:
        start = row - row % PAGE
        for line in self._shell.ask(negotiation_lines, self._ids[start : start + PAGE]).lines:
            self._lines[line.id] = line
        while len(self._lines) > KEPT:
            self._lines.popitem(last=False)


def readiness_text(line: NegotiationLine) -> str:
    """``7 of 9 ready: Name who can sign for them``; nothing where there is nothing left to prepare."""
    if line.done is None or line.total is None:
        return line.next_gap
    if not line.next_gap:
        return t("Ready for the meeting")
    return t("{done} of {total} ready: {gap}", done=line.done, total=line.total, gap=line.next_gap)


def _spoken(line: NegotiationLine) -> str:
    parts = (line.title, line.stage.label, line.counterparts, readiness_text(line))
    return ", ".join(part for part in parts if part)
