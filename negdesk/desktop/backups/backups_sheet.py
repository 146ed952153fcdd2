"""The backups of the library that is open: where they are kept, a new one, a look into one, and bringing back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from negdesk.desktop.apart import apart
from negdesk.desktop.backups.backup_keeper import BackupKeeper, LibraryBackups
from negdesk.desktop.backups.backups_panel import BackupsPanel
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.desktop.typed_path import answers, typed_path
from negdesk.domain.backup import BackupEntry, Reason
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.domain.library_content import LibraryContent
    from negdesk.queries.since_backup import SinceSheet


class BackupsSession(Protocol):
    """What is asked of the run of the program. A `code` is a recovery code, empty for a plain backup."""

    def keep_backups_in(self, folder: Path) -> None: ...
    def bring_back(self, entry: BackupEntry, code: str) -> None: ...
    def look_into(self, backup: Path, code: str, when: str) -> None: ...
    def compared(self, backup: Path, code: str) -> "tuple[LibraryContent, SinceSheet]": ...


class BackupsSheet(SheetDialog):
    """Enter looks into the backup that is chosen; bringing all of it back asks once more, and backs up first."""

    def __init__(
        self, shell: Shell, parent: QWidget, backups: Callable[[], LibraryBackups], keeper: BackupKeeper | None,
        session: BackupsSession,
    ) -> None:  # fmt: skip
        super().__init__(parent, t("Backups"), width=900)
        self._shell, self._window, self._backups, self._keeper = shell, parent, backups, keeper
        self._session = session
        self._asked = False
        about = t(
            "A backup is made every half hour of changes, on closing, and before an import or a new key. It is "
            "encrypted as the library is. A folder on another disk, or one that is synced, is a good place."
        )
        self.column.addWidget(Small(about, wrap=True))
        self.folder = self.add_path(t("Folder for backups"), t("Choose a folder for backups"), self._choose)
        self.folder.setText(str(backups().folder))
        self.folder.returnPressed.connect(self._take_folder)
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        self.column.addWidget(self._said)
        self.panel = BackupsPanel(backups, shell.desk.access, self._moment)
        self.table = self.panel.table
        self.column.addWidget(self.panel, 1)
        self._add_foot()
        self.panel.chosen_changed.connect(self._show_chosen)
        self.panel.activated.connect(self.look)
        shell.shield_changed.connect(self.panel.set_masked)
        self.panel.set_masked(shell.shielded)
        self.panel.refresh()

    def _add_foot(self) -> None:
        self.now = Button(t("Back up now"))
        self.now.clicked.connect(self.back_up)
        self.now.setVisible(self._keeper is not None)
        self.inside = Button(t("Look inside"))
        self.inside.clicked.connect(self.look)
        self.single = Button(t("Bring back single things…"))
        self.single.clicked.connect(self.choose_things)
        row = QHBoxLayout()
        row.addWidget(self.now)
        row.addStretch(1)
        row.addWidget(self.inside)
        row.addWidget(self.single)
        self.column.addLayout(row)
        self.main = self.add_buttons(t("Close"), t("Bring back all of it…"), self.ask)

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone()
        return f"{self._shell.date_text(local.date())}, {self._shell.time_text(local)}"

    def _show_chosen(self) -> None:
        sound = self.panel.chosen_sound() is not None
        writable = not self._shell.desk.read_only
        self.main.set_text(t("Bring back all of it…"))
        self.inside.setEnabled(sound)
        self.single.setEnabled(sound and writable)
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))  # where a passphrase is asked for
        self.main.setEnabled(sound and writable)
        self._asked = False

    # Doing

    def look(self) -> None:
        """Open the chosen one in a window of its own, to be looked at."""
        entry = self.panel.chosen_sound()
        if entry is None:
            return
        try:
            self._session.look_into(self._backups().path_of(entry), self.panel.code_of(entry), self.panel.when(entry))
        except Refusal as refusal:
            self.panel.say(refusal.sentence)
            return
        self.accept()

    def choose_things(self) -> None:
        """Read the chosen one, and show what of it is gone or says something else now."""
        from negdesk.desktop.backups.bring_back_sheet import BringBackSheet

        entry = self.panel.chosen_sound()
        if entry is None:
            return
        self.panel.say(t("Reading the backup …"))
        try:
            path, code = self._backups().path_of(entry), self.panel.code_of(entry)
            content, sheet = apart(lambda: self._session.compared(path, code))
        except Refusal as refusal:
            self.panel.say(refusal.sentence)
            return
        self.accept()
        BringBackSheet(self._shell, self._window, content, self.panel.when(entry), sheet).open()

    def ask(self) -> None:
        """Bring the chosen one back, once the person has said so twice."""
        entry = self.panel.chosen_sound()
        if entry is None or not self.main.isEnabled():
            return
        if not self._asked:
            self._asked = True
            self.panel.say(
                t(
                    "All of the library becomes as it was on {when}. What is here now is backed up first, so this can "
                    "be taken back from this list.",
                    when=self.panel.when(entry),
                )
            )
            self.main.set_text(t("Yes, bring it back"))
            self.main.setFocus()
            return
        try:
            code = self.panel.code_of(entry)
        except Refusal as refusal:
            self.panel.say(refusal.sentence)
            return
        self.accept()
        self._session.bring_back(entry, code)

    def back_up(self) -> None:
        """Make one now, and show it in the list."""
        if self._keeper is None:
            return
        self._refuse("")
        try:
            self._keeper.make_now(Reason.BY_HAND)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            return
        self.panel.refresh()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, t("Folder for backups"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self._take_folder()

    def _take_folder(self) -> None:
        folder = typed_path(self.folder.text())
        if not folder.is_absolute() or not answers(lambda: folder.is_dir() or not folder.exists()):
            typed = self.folder.text().strip()
            self._refuse(
                t("{path} is not a folder. Choose one, or write its whole path.", path=folder)
                if typed
                else t("Write the whole path of a folder, or choose one.")
            )
            return
        self._refuse("")
        self._session.keep_backups_in(folder)
        self.panel.refresh()

    def _refuse(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.folder.setAccessibleDescription(sentence)
