"""Has the keys of a meeting tried out when it comes into sight, between the turns of the event loop."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from negdesk import commands
from negdesk.desktop.shell import Shell

_BETWEEN_MS = 20
"""A key that is pressed meanwhile comes between two of them."""


class Rehearsing(QObject):
    """Tries each key out once for each library that is open."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._meeting_id = 0
        self._left: Iterator[Callable[..., object]] | None = None
        self._timer = QTimer(self, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._go_on)

    def begin(self, meeting_id: int) -> None:
        """Try out the keys of this meeting, if none was tried yet, once all is loaded that they need."""
        if not self._meeting_id and not self._shell.desk.read_only:
            self._meeting_id = meeting_id
            self._timer.start()

    def _go_on(self) -> None:
        desk = self._shell.desk
        if desk.closed:
            self._timer.stop()
        elif desk.warm:
            if self._left is None:
                self._left = commands.rehearsal.gestures(self._meeting_id)
            gesture = next(self._left, None)
            if gesture is None:
                self._timer.stop()
            else:
                desk.rehearse(gesture)
