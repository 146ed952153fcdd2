"""The list of names that opens under a line while one is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from negdesk.domain.search_text import folded_each, holds_all

MOST_OFFERED = 100
"""So many names are in the list at once; another letter leaves fewer."""


class NamesOffered:
    """Offers what has each of the typed words anywhere in it, with or without accents, as the lists are filtered.

    A line asks `takes` before a key does anything else.
    """

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self._completer: QCompleter | None = None
        self._names: list[str] = []
        self._folded: list[str] | None = None
        self._fitting = QStringListModel(line)
        line.textEdited.connect(self._narrow)  # before the line has its completer show the list

    def offer(self, names: Sequence[str]) -> None:
        """Offer these from now on."""
        if list(names) != self._names:
            self._names, self._folded = list(names), None
        # In the completer that is there: Qt crashes where another is put in its place while its list opens or closes,
        # and that sends the line the cursor, which is when lines ask for their names.
        if self._completer is None:
            self._completer = _AllThatFit(self._fitting, self._line)
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

    def _narrow(self, typed: str) -> None:
        """Have the list hold only what fits: Qt would compare the names as they are written, and with each key all."""
        if self._folded is None:
            self._folded = folded_each(self._names)
        fitting = holds_all(range(len(self._names)), self._folded, typed)[:MOST_OFFERED]
        self._fitting.setStringList([self._names[place] for place in fitting])


class _AllThatFit(QCompleter):
    def splitPath(self, _path: str) -> list[str]:  # noqa: N802  # Qt's own name
        """An empty beginning, which all names have: they fit already."""
        return [""]
