"""Reminds of promises on their day: a line in the window, and a notification of the system where it has them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from negdesk.desktop.shell import Place, Shell
from negdesk.domain.promise import Standing
from negdesk.domain.wording import t, tn
from negdesk.queries.promise import PromiseRow, to_remind_of

LAST_REMINDED = "reminded_on"
"""The day up to which was reminded, kept with what belongs to this computer. It says nothing of what was promised."""

SHOWN_MS = 10_000


class Notices(Protocol):
    """Where the system shows a notification; `opened` is called where the person clicks on it."""

    def show(self, title: str, text: str, opened: Callable[[], object]) -> None: ...


class SystemNotices:
    """Notifications by the system's tray, which Qt has on every platform. Without one nothing is shown."""

    def __init__(self, window: QWidget) -> None:
        self._icon = QSystemTrayIcon(QApplication.windowIcon(), window)
        self._opened: Callable[[], object] = lambda: None
        self._icon.messageClicked.connect(lambda: self._opened())

    def show(self, title: str, text: str, opened: Callable[[], object]) -> None:
        """Show one for ten seconds."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        self._opened = opened
        self._icon.show()
        self._icon.showMessage(title, text, QApplication.windowIcon(), SHOWN_MS)


class Reminders:
    """Reminds once a day of what fell due since the last time, also of days on which the program was not open."""

    def __init__(self, shell: Shell, settings: QSettings, window: QWidget, notices: Notices) -> None:
        self._shell, self._settings, self._window, self._notices = shell, settings, window, notices

    def look(self) -> None:
        """Remind, if today was not looked at yet. To be called now and then, and after midnight."""
        today = self._shell.today()
        since = _day(self._settings.value(LAST_REMINDED)) or today - timedelta(days=1)
        if since >= today:
            return
        self._settings.setValue(LAST_REMINDED, today.isoformat())
        due = self._shell.ask(to_remind_of, since, today)
        if due:
            self._remind(due)

    def _remind(self, due: tuple[PromiseRow, ...]) -> None:
        # Under the shield the texts come as neutral marks: then only how many there are is said.
        said = self._words(due)
        self._shell.say_with(said, t("Show"), self._show)
        if not self._window.isActiveWindow():
            self._notices.show(t("NegDesk"), said, self._open)
            QApplication.alert(self._window)

    def _words(self, due: tuple[PromiseRow, ...]) -> str:
        if len(due) == 1 and not self._shell.shield_on:
            said = {"when": due[0].when, "promise": due[0].text}
            late = due[0].standing is Standing.LATE  # as when the program was not open on its day
            return t("{when}: {promise}", **said) if late else t("Due {when}: {promise}", **said)
        return tn("A promise is due.", "{n} promises are due.", len(due))

    def _show(self) -> None:
        self._shell.go(Place("promises"))

    def _open(self) -> None:
        self._window.activateWindow()
        self._window.raise_()
        self._show()


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(str(kept))
    except ValueError:
        return None
