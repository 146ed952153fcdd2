"""Makes backups by itself: after half an hour of changes, before a change of everything, and when the window closes.

The copying is done in a thread with a connection of its own; the window never waits for it, but on closing.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from negdesk.desktop.shell import Shell
from negdesk.domain.backup import EVERY, BackupEntry, Reason
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.wiping import wipe_as_it_is_freed

if TYPE_CHECKING:
    from negdesk.storage.backup import Access

LOOK_MS = 60_000


class LibraryBackups(Protocol):
    """The backups of one library in one folder."""

    @property
    def folder(self) -> Path: ...
    def make(self, access: "Access", reason: Reason, now: datetime, /) -> Path: ...
    def forget(self, made: Path, /) -> None: ...
    def newest(self) -> datetime | None: ...
    def holds_all(self, access: "Access", since: int, /) -> bool: ...
    def entries(self, access: "Access", /) -> list[BackupEntry]: ...
    def path_of(self, entry: BackupEntry, /) -> Path: ...
    def check(self, access: "Access", /) -> None: ...
    def code_of(self, entry: BackupEntry, access: "Access", typed: str = "", /) -> str: ...
    def seen_with(self, entry: BackupEntry, access: "Access", typed: str, /) -> BackupEntry: ...


class BackupKeeper(QObject):
    """Knows whether the library changed since the last backup, and sees to the next one."""

    said = Signal(str, bool)
    """The truth about the last backup, a few words that follow others or a sentence of bad news; and whether it is."""
    _done = Signal()

    def __init__(self, shell: Shell, find: Callable[[], LibraryBackups], parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._find = shell, find
        self._access: Access | None = shell.desk.access
        self._changed, self._saved_before = False, shell.desk.times_saved
        self._busy: Thread | None = None
        self._came_of: list[str] = []
        self._since = monotonic()
        self.trouble = ""
        """Why the last backup was not made; empty where it was."""
        shell.desk.subscribe(lambda _change: self._note_change())
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        parent.destroyed.connect(self._wait)  # a signal sent while it goes would end the program
        self.tell()

    def _note_change(self) -> None:
        self._changed = True

    @property
    def changed(self) -> bool:
        """Whether something changed since the last backup."""
        return self._changed

    def look(self) -> None:
        """Make a backup if it is time for one."""
        if self._changed and monotonic() - self._since >= EVERY.total_seconds():
            self.begin(Reason.CHANGED)
        else:
            self.tell()  # a day may have begun

    def begin(self, reason: Reason) -> None:
        """Make a backup in a thread; `said` tells what came of it. One that is being made already goes on."""
        if self._access is None:
            return
        backups, access, now = self._find(), self._access, self._shell.now()
        if self._begin(lambda: backups.make(access, reason, now)):
            self._changed, self._since = False, monotonic()

    def catch_up(self) -> None:
        """As `begin`, where the newest backup lacks what was there at the start: none was made on closing, or nobody
        closed it. What changed since then has its time.
        """
        if self._access is None:
            return
        backups, access, now = self._find(), self._access, self._shell.now()
        since = self._saved_before
        self._begin(lambda: backups.holds_all(access, since) or backups.make(access, Reason.CHANGED, now))

    def _begin(self, deed: Callable[[], object]) -> bool:
        """Have it done in a thread; false where it cannot be now."""
        if self._busy is not None or self._shell.desk.adrift:  # then another file may be where the library was
            return False

        def work() -> None:
            self._came_of.append(_trouble_of(deed))
            self._done.emit()

        wipe_as_it_is_freed(True)  # until the thread is gone, with what the C library held back for it
        self._busy = Thread(target=work, name="backup")
        self._busy.start()
        return True

    def make_now(self, reason: Reason) -> Callable[[], None]:
        """Have a backup made before this returns, while the window goes on painting. Raises `Refusal`.

        Returns what takes it away again, for when that which it was made for was not done.
        """
        from negdesk.desktop.apart import apart

        if self._access is None:
            return lambda: None
        if self._shell.desk.adrift:
            self._shell.desk.look_where_it_lies()
            raise Refusal(self._shell.desk.trouble)
        backups, access, now = self._find(), self._access, self._shell.now()
        before = self._changed, self._since
        self._changed, self._since = False, monotonic()
        made: list[Path] = []
        trouble = apart(lambda: _trouble_of(lambda: made.append(backups.make(access, reason, now))))
        self._settle(trouble)
        if trouble:
            raise Refusal(trouble)

        def forget() -> None:
            backups.forget(made[0])
            self._changed, self._since = before
            self.tell()

        return forget

    def end(self) -> None:
        """The library was closed: back up what changed, then forget what opens it."""
        self._timer.stop()
        self._on_done()  # one that is being made may fail: what changed before it is to be backed up all the same
        access, self._access = self._access, None
        if access is not None and self._changed:
            self._changed = False
            self._settle(_trouble_of(lambda: self._find().make(access, Reason.QUIT, self._shell.now())))

    def tell(self) -> None:
        """Say the truth about the last backup."""
        if self.trouble:
            self.said.emit(self.trouble, True)
            return
        newest = self._find().newest()
        if newest is None:
            self.said.emit(t("no backup yet"), False)
            return
        local = newest.astimezone()
        day = self._shell.time_text(local) if local.date() == self._shell.today() else self._shell.date_text(local)
        self.said.emit(t("backed up {when}", when=day), False)

    def _wait(self) -> None:
        if self._busy is not None:
            self._busy.join()
            self._busy = None
            wipe_as_it_is_freed(False)

    def _on_done(self) -> None:
        self._wait()
        while self._came_of:
            self._settle(self._came_of.pop())

    def _settle(self, trouble: str) -> None:
        self.trouble = trouble
        if trouble:
            self._changed = True
        self.tell()


def _trouble_of(work: Callable[[], object]) -> str:
    try:
        work()
    except Refusal as refusal:
        return refusal.sentence
    except Exception as error:  # noqa: BLE001  # in a thread nobody else would hear of it, and no backup was made
        return t("No backup was made, by a mistake of the program ({kind}).", kind=type(error).__name__)
    return ""
