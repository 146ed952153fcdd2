"""All of a backup brought back, with the window following: the session of the program does the opening."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from negdesk.desktop.apart import apart
from negdesk.desktop.encryption.waiting import WaitingWindow
from negdesk.desktop.shell import Place
from negdesk.domain.backup import BackupEntry
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.backing_up import Backups
    from negdesk.desktop.main_window import MainWindow


class RestoringSession(Protocol):
    """What is asked of the run of the program."""

    @property
    def window(self) -> "MainWindow | None": ...
    def backups(self, library: Path) -> "Backups": ...
    def reopen(self, library: Path, place: Place, typed: str) -> object: ...
    def close_window(self) -> bool: ...


def bring_back(session: RestoringSession, entry: BackupEntry, code: str) -> None:
    """Have the library that is open hold what a backup holds, which `code` opens, and opens the library then.

    It is closed meanwhile, and opened again whatever came of it, with the shield as it was; what is to be said is said
    there.
    """
    window = session.window
    if window is None:
        return
    library, access, now = window.library, window.shell.desk.access, window.shell.now()
    backups, typed = session.backups(library), access.code()
    waiting = WaitingWindow()
    waiting.show()
    try:
        if not session.close_window():
            return
        said = t("The backup is back. What was here before is kept; it stands in the list of backups.")
        try:
            apart(lambda: backups.bring_back(entry, access, now, code))
            typed = code
        except Refusal as refusal:
            said = refusal.sentence
        session.reopen(library, Place("today"), typed)
        if session.window is not None:
            session.window.shell.say(said)
    finally:
        waiting.end()
