"""A backup in a window of its own, to be looked at: all pages are there, and nothing in it can be changed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.library_session import LibrarySession
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.screen import Handlers
from negdesk.desktop.shell import Shell
from negdesk.desktop.still import Stillness
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.desk import Desk

READS = frozenset(
    (
        "about", "earlier_meeting", "export_formats", "export_paper", "fold_phase", "go_anywhere", "go_back", "go_bin",
        "go_counterparts", "go_negotiations", "go_promises", "go_templates", "go_today", "menu", "next_term", "peek",
        "quit", "shield", "shortcuts", "step_agree", "step_follow", "step_meet", "step_plan", "theme_dark",
        "theme_light", "theme_system", "unfold_phases",
    )
)  # fmt: skip
"""The actions that change nothing in a library."""


CLOSE = "Ctrl+W"
_NATIVE = QKeySequence.SequenceFormat.NativeText


class LookingSession(LibrarySession, Protocol):
    """What is asked of the run of the program, besides what every window asks."""

    @property
    def settings(self) -> QSettings: ...
    @property
    def window(self) -> MainWindow | None: ...

    shielded: bool


def look_into(
    session: LookingSession, desk: "Desk", end: Callable[[], object], backup: Path, when: str
) -> "LookingWindow":
    """Show a backup beside the library that is open, or alone where none is; the window goes when it is closed."""
    looking = LookingWindow(session, session.window, desk, backup, when)
    looking.closed.connect(end)
    looking.show()
    looking.activateWindow()
    return looking


class LookingWindow(MainWindow):
    """Goes with the window it stands beside, where there is one, and has the shield on while that has.

    Alone it has the shield on as the last window had, and so has the next one as this has.
    """

    geometry_key = "looking/geometry"

    def __init__(
        self, session: LookingSession, beside: MainWindow | None, desk: "Desk", backup: Path, when: str
    ) -> None:
        self._when = when
        shell = Shell(desk, beside.shell.now if beside is not None else _now)
        shell.only_looked_at = t("This is a backup, opened to look. Nothing in it can be changed.")
        # Before the first page is made, which is masked as it is filled.
        shell.set_shield(beside.shell.shield_on if beside is not None else session.shielded)
        super().__init__(shell, session.settings, backup, session)
        shell.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._day_timer.stop()  # nobody is to be reminded of what a backup says
        if beside is not None:
            if not session.settings.contains(self.geometry_key):
                self.resize(beside.size())
            self.setParent(beside, Qt.WindowType.Window)
            for one, other in ((beside.shell, shell), (shell, beside.shell)):
                one.shield_set.connect(other.set_shield)
        else:
            shell.shield_set.connect(lambda on: setattr(session, "shielded", on))
        self._put_banner_above()
        self._still = Stillness(self._stack)
        QShortcut(QKeySequence(CLOSE), self, self.close)

    def _put_banner_above(self) -> None:
        pages = self.takeCentralWidget()
        assert pages is not None
        banner = QFrame()
        banner.setProperty("banner", True)
        sentence = t("Backup of {when}, opened to look. Nothing in it can be changed.", when=self._when)
        self.leave = Button(t("Close the backup"), key=QKeySequence(CLOSE).toString(_NATIVE).replace("+", " "))
        self.leave.clicked.connect(self.close)
        row = QHBoxLayout(banner)
        row.setContentsMargins(18, 7, 12, 7)
        row.addWidget(Label(sentence, kind="looking"), 1)
        row.addWidget(self.leave)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(banner)
        column.addWidget(pages, 1)
        self.setCentralWidget(whole)

    def handlers(self) -> Handlers:
        """Who does what at this moment, of what changes nothing."""
        return {name: do for name, do in super().handlers().items() if name in READS}

    def window_title(self, _name: str) -> str:
        """The title while the shield is down."""
        return t("Backup of {when}, to look – NegDesk", when=self._when)


def _now() -> datetime:
    return datetime.now().astimezone()
