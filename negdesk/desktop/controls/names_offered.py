"""The list of names that opens under a line while one is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit


class NamesOffered:
    """Offers what has the typed letters anywhere in it. A line asks `takes` before a key does anything else."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self._completer: QCompleter | None = None
        self._names = QStringListModel(line)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these from now on."""
        # In the completer that is there: Qt crashes where another is put in its place while its list opens or closes,
        # and that sends the line the cursor, which is when lines ask for their names.
        if list(names) != self._names.stringList():
            self._names.setStringList(names)
        if self._completer is None:
            self._completer = QCompleter(self._names, self._line)
            self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._line.setCompleter(self._completer)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is for the list of names: Enter takes what is chosen in it, or the only name there is."""
        names = self._completer.popup() if self._completer is not None else None
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or self._completer is None or names is None or not names.isVisible():
            return False
        if self._completer.completionCount() == 1:
            self._line.setText(self._completer.currentCompletion())
        event.ignore()  # what the line ignores the list does: it takes what is chosen in it, and closes
        return True
