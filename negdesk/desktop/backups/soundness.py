"""Reads all of a library soon after it was opened, so that damage is known before it is met, or backed up."""

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from negdesk.desktop.backups.backup_keeper import BackupKeeper, LibraryBackups
from negdesk.domain.refusal import Refusal
from negdesk.wiping import wiped_as_it_is_freed

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow

AFTER_MS = 2500
"""So long after the first paint: what a person does first must not wait for the disk."""


def look_after(window: "MainWindow", find: Callable[[], LibraryBackups]) -> None:
    """Have a window's library backed up as long as it is there, and read once to see whether it is whole."""
    keeper = BackupKeeper(window.shell, find, window)
    window.keep_backups(keeper)
    if not window.shell.desk.missing:  # else a backup may hold more, and the newest shall not be one of what is left
        QTimer.singleShot(AFTER_MS, keeper, keeper.catch_up)
    backups, access = find(), window.shell.desk.access
    soundness = Soundness(lambda: backups.check(access), window.refuse, window)
    window.closed.connect(soundness.end)


class Soundness(QObject):
    """Calls `found` in the window's thread, with what is wrong, where `check` raises it in a thread of its own."""

    _done = Signal(object)

    def __init__(self, check: Callable[[], object], found: Callable[[Refusal], object], parent: QObject) -> None:
        super().__init__(parent)
        self._check = check
        self._thread: Thread | None = None
        self._done.connect(found, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.begin)
        self._timer.start()
        parent.destroyed.connect(self.end)  # a signal sent while it goes would end the program

    def begin(self) -> None:
        """Read it now."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="check")
            self._thread.start()

    def end(self) -> None:
        """The library was closed: wait for the thread, which has a connection to it."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        try:
            with wiped_as_it_is_freed():
                self._check()
        except Refusal as refusal:
            self._done.emit(refusal)
