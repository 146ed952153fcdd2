"""What is typed somewhere and not yet entered: kept in the library until it is."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from negdesk import commands
from negdesk.desktop.controls.settling import SETTLE_MS, TRY_AGAIN_MS
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.queries.draft import draft_at


class DraftKeeping(QObject):
    """Keeps what `read` gives, at one place at a time, within half a second of typing; `say` tells why it cannot be.

    `read` gives nothing where nothing is written.
    """

    def __init__(self, shell: Shell, parent: QObject, read: Callable[[], str], say: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._shell, self._read, self._say = shell, read, say
        self._place = ""
        self._kept = ""
        self._trouble = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.keep)

    def begin(self, place: str) -> str:
        """Keep what is typed at this place from now on; returns what was typed there before."""
        self._place = place
        self._kept = self._shell.desk.ask(draft_at, place)
        return self._kept

    def typed(self) -> None:
        """Something was typed."""
        self._settling.start()

    def keep(self) -> None:
        """Keep now what is typed, where that has changed."""
        self._settling.stop()
        kept = self._read()
        if not self._place or kept == self._kept:
            return
        try:
            self._shell.try_do(commands.draft.keep_draft, self._place, kept)
        except Refusal as refusal:  # too long, or the disk is full: it stays where it was typed all the same
            self._trouble = True
            self._say(refusal.sentence)
            if refusal.offers == "try again":
                QTimer.singleShot(TRY_AGAIN_MS, self, self.keep)
            return
        self._kept = kept
        if self._trouble:
            self._trouble = False
            self._say("")

    def written(self) -> None:
        """The draft became what it was to be, which took it out of the library."""
        self._settling.stop()
        self._kept = ""

    def end(self) -> None:
        """Keep nothing any more; what is in the library stays there."""
        self._settling.stop()
        self._place = ""

    @property
    def unkept(self) -> bool:
        """Whether something is typed that the library does not have yet."""
        return bool(self._place) and self._read() != self._kept
