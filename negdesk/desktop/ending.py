"""Polite requests to end, as at a log-out: the window closes as by its own button, and what was typed is saved."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier

from negdesk.desktop.apart import when_undisturbed

_REQUESTS = ("SIGTERM", "SIGHUP", "SIGINT")


class PoliteEnd(QObject):
    """Calls `close`, in the window's thread, when one of the signals comes that ask a program to end; right after where
    the window just waits for work such as a backup.

    Python looks at signals only while Python runs. So each writes into a pipe of this process, which wakes the event
    loop up. Not for Windows, which has no such signals.
    """

    def __init__(self, parent: QObject, close: Callable[[], object]) -> None:
        super().__init__(parent)
        self._ours, self._theirs = os.pipe()
        for each in (self._ours, self._theirs):
            os.set_blocking(each, False)
        self._notifier = QSocketNotifier(self._ours, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._before_fd = signal.set_wakeup_fd(self._theirs, warn_on_full_buffer=False)
        self._before = {}
        for name in _REQUESTS:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, lambda *_told: when_undisturbed(self, close))

    def remove(self) -> None:
        """Have signals do what they did before."""
        for number, before in self._before.items():
            signal.signal(number, before)
        signal.set_wakeup_fd(self._before_fd)
        self._notifier.setEnabled(False)
        for each in (self._ours, self._theirs):
            os.close(each)

    def _read(self) -> None:
        with suppress(OSError):
            os.read(self._ours, 64)
