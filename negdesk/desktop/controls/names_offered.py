"""The list of names that opens under a line while one is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from negdesk.domain.search_text import folded_each, holds_all

MOST_OFFERED = 100
"""So many names are in the list at once; another letter leaves fewer."""


class NamesOffered:
    """Offers what has each of the typed words anywhere in it, with or without accents, as the lists are filtered.

    A line asks `takes` before a key does anything else. Where it takes `several` names, parted by commas, the last one
    is completed and those before it stay.
    """

    def __init__(self, line: QLineEdit, several: bool = False) -> None:
        self._line, self._several = line, several
        self._completer: _AllThatFit | None = None
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
        at, fitting = 0, self._that_fit(typed)
        # A name may have a comma in it: the most of the line that fits one is taken for it.
        while self._several and not fitting and "," in typed[at:]:
            at = typed.index(",", at) + 1
            fitting = self._that_fit(typed[at:]) if typed[at:].strip() else []
        if self._completer is not None:
            self._completer.before = f"{typed[:at]} " if at else ""
        self._fitting.setStringList(fitting)

    def _that_fit(self, typed: str) -> list[str]:
        if self._folded is None:
            self._folded = folded_each(self._names)
        places = holds_all(range(len(self._names)), self._folded, typed)
        return [self._names[place] for place in places[:MOST_OFFERED]]


class _AllThatFit(QCompleter):
    before = ""
    """What stands in the line before the name that is completed."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802  # Qt's own name
        """The whole line with this name in it."""
        return self.before + str(index.data())

    def splitPath(self, _path: str) -> list[str]:  # noqa: N802  # Qt's own name
        """An empty beginning, which all names have: they fit already."""
        return [""]
