"""Finds lines of a list among very many by words, as a search folds them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from negdesk.desktop.shell import Shell
from negdesk.domain.search_text import holds_all

_AT_ONCE = 1_000
"""So many are read in one go: some milliseconds, which nobody notices between two keys."""


class WordFilter(QObject):
    """What it looks through is read in small parts once the list is shown, so that no key has to wait for all of it."""

    def __init__(self, shell: Shell, parent: QObject, texts: Callable[[Sequence[int]], Sequence[str]]) -> None:
        """`texts` asks what some lines are found by, folded, in the order of their numbers."""
        super().__init__(parent)
        self._shell, self._ask_texts = shell, texts
        self._ids: tuple[int, ...] = ()
        self._texts: list[str] = []
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._read_some)

    def look_through(self, ids: tuple[int, ...]) -> None:
        """Find among these from now on, in this order; what was read before is read again."""
        self._ids, self._texts = ids, []
        self._next.start()

    def matching(self, words: str) -> tuple[int, ...]:
        """Those whose text holds each of the words; all of them where there is no word.

        Of a library that was closed only those count that were read before.
        """
        if not words.strip():
            return self._ids
        while len(self._texts) < len(self._ids) and not self._shell.desk.closed:
            self._read_some()
        return holds_all(self._ids[: len(self._texts)], self._texts, words)

    def _read_some(self) -> None:
        begun = len(self._texts)
        if begun < len(self._ids) and not self._shell.desk.closed:
            self._texts += self._ask_texts(self._ids[begun : begun + _AT_ONCE])
        else:
            self._next.stop()
