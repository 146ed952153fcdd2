"""A library that does not open, or whose passphrase is gone: its backups to choose from, and the way to a salvage."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QDate, QEvent, QLocale
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.apart import apart
from negdesk.desktop.backups.backups_panel import BackupsPanel
from negdesk.desktop.backups.salvage_window import SalvageWindow
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label, Small, Title
from negdesk.desktop.front_window import FrontWindow
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.backing_up import Backups
    from negdesk.desktop.main_window import MainWindow


class RescueSession(Protocol):
    """What is asked of the run of the program."""

    shielded: bool

    def backups(self, library: Path) -> "Backups": ...
    def open(self, library: Path, *, typed: str) -> "MainWindow": ...
    def open_or_ask(self, library: Path, *, typed: str) -> object: ...
    def look_into(self, backup: Path, code: str, when: str) -> None: ...
    def welcome(self) -> None: ...


class RescueWindow(FrontWindow):
    """Enter looks into the backup that is chosen. Nothing is done before a button is pressed twice, or a salvage asked
    for; the library's file is kept as it is, whatever is brought back in its place.

    `sentence` says why it does not open, or nothing where it may be sound; `now` is the present moment.
    """

    def __init__(
        self, session: RescueSession, library: Path, sentence: str, typed: str, now: Callable[[], datetime]
    ) -> None:
        super().__init__(900, 620)
        self._session, self._library, self._typed, self._now = session, library, typed, now
        self._backups = session.backups(library)
        self._access = self._backups.access(typed)
        self._asked = False
        column = self.column
        column.setStretch(0, 0)  # the list has what room there is
        column.addWidget(Title(t("{name} does not open", name=library.name) if sentence else t("Backups")))
        column.addWidget(Label(sentence or t("These are the backups of {name}.", name=library.name), wrap=True))
        about = t(
            "Bring back a backup: the library becomes as it was then, and the file that is here now is kept beside "
            "the backups. Or salvage: every row that can still be read comes into a new library; this one stays as "
            "it is."
        )
        column.addWidget(Small(about, wrap=True))
        self.panel = BackupsPanel(lambda: self._backups, self._access, self._moment)
        column.addWidget(self.panel, 1)
        column.addLayout(self._buttons())
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        column.addWidget(self._refusal)
        self.panel.chosen_changed.connect(self._show_chosen)
        self.panel.activated.connect(self.look)
        shield = BY_NAME["shield"].shortcut
        QShortcut(QKeySequence(shield, QKeySequence.SequenceFormat.PortableText), self, self._toggle_shield)
        self.panel.set_masked(session.shielded)
        self.panel.refresh()
        if self.panel.chosen() is None:
            self.salvage_button.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.main = Button(t("Bring this one back"), "primary")
        self.main.clicked.connect(self.bring_back)
        self.inside = Button(t("Look inside"))
        self.inside.clicked.connect(self.look)
        self.salvage_button = Button(t("Salvage what can be read"))
        self.salvage_button.clicked.connect(self.salvage)
        other, leave = Button(t("Another library…"), "quiet"), Button(t("Quit"))
        other.clicked.connect(self._begin_anew)
        leave.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.main, self.inside, self.salvage_button):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(other)
        row.addWidget(leave)
        return row

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone()
        pattern = "d MMM" if local.year == self._now().year else "d MMM yyyy"
        day = QLocale().toString(QDate(local.year, local.month, local.day), pattern)
        return f"{day}, {local.strftime('%H:%M')}"

    def _show_chosen(self) -> None:
        sound = self.panel.chosen_sound() is not None
        self.main.set_text(t("Bring this one back"))
        self.main.setEnabled(sound)
        self.inside.setEnabled(sound)
        self._asked = False

    def _toggle_shield(self) -> None:
        self._session.shielded = not self._session.shielded
        self.panel.set_masked(self._session.shielded)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.panel.set_masked(self._session.shielded)  # the backup that was looked into has the shield's key, too

    # Doing

    def look(self) -> None:
        """Open the backup that is chosen in a window of its own, to be looked at."""
        entry = self.panel.chosen_sound()
        if entry is None:
            return
        try:
            self._session.look_into(self._backups.path_of(entry), self.panel.code_of(entry), self.panel.when(entry))
        except Refusal as refusal:
            self._refuse(refusal.sentence)

    def bring_back(self) -> None:
        """Have the library hold what the chosen backup holds, once the person has said so twice, and open it."""
        entry = self.panel.chosen_sound()
        if entry is None:
            return
        when = self.panel.when(entry)
        if not self._asked:
            self._asked = True
            self.panel.say(t("The library becomes as it was on {when}. The file that is here now is kept.", when=when))
            self.main.set_text(t("Yes, bring it back"))
            self.main.setFocus()
            return
        backups, access, now = self._backups, self._access, self._now()
        self.setEnabled(False)
        try:
            code = self.panel.code_of(entry)
            kept = apart(lambda: backups.bring_back(entry, access, now, code))
            window = self._session.open(self._library, typed=code)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            return
        finally:
            self.setEnabled(True)
        self.close()
        window.shell.say(t("The backup of {when} is back. What was here is kept: {name}", when=when, name=kept.name))

    def salvage(self) -> None:
        """Make a new library of what can be read, and show what that was."""
        backups, access = self._backups, self._access

        def open_made(made: Path) -> None:
            self._session.open_or_ask(made, typed=access.code())
            self.close()

        self._refuse("")
        window = SalvageWindow(self, self._library, lambda tell: backups.salvage(access, tell), open_made)
        window.open()
        window.begin()

    def _begin_anew(self) -> None:
        self._session.welcome()
        self.close()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        if sentence:
            self.main.setFocus()
