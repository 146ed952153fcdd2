"""A look under the shield: it lasts for as long as a key or the mouse button is held, and never longer."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.shell import Shell
from negdesk.desktop.window_actions import keys
from negdesk.domain.wording import t

LONGEST_MS = 10_000
"""A peek ends by itself after so long: a release that the system never told of must not leave the values in sight."""

_ENDS = {
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.ApplicationDeactivate,
    QEvent.Type.Close,
}


class Peek(QObject):
    """Begins when it is made. It ends when any key or mouse button is let go, when a window of the program is no longer
    the active one or is closed, when the shield is set, and after ten seconds; then it is gone."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        shell.shield_changed.connect(self._on_shield)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one wherever a key is pressed
        QTimer.singleShot(LONGEST_MS, self, self.end)
        shell.set_peeking(True)

    def end(self) -> None:
        """Hide the private values again."""
        self._shell.set_peeking(False)
        self._gone()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        let_go = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
        if let_go or event.type() in _ENDS:
            self.end()
        return False

    def _on_shield(self, masked: bool) -> None:
        if masked or not self._shell.shield_on:
            self._gone()

    def _gone(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as above
        self.deleteLater()


def peek_by_keys(shell: Shell) -> None:
    """Begin a peek that lasts while the keys of the action are held.

    Where none is held, because the action was chosen in the menu or in the search line, only says which to hold.
    """
    if not shell.shield_on:
        shell.say(t("The shield is off: nothing is hidden."))
    elif not QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
        shell.say(t("Hold {keys} to see what is hidden.", keys=keys(BY_NAME["peek"])))
    elif not shell.peeking:
        Peek(shell)
