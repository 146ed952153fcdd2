"""Taking in people or a whole library: which file, what is in it, and then all of it at once or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from negdesk.desktop.apart import apart, undisturbed
from negdesk.desktop.controls.dropping import local_files
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.exchange.library_panel import LibraryPanel
from negdesk.desktop.exchange.people_panel import PeoplePanel
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.desktop.typed_path import typed_path
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.exchange.file_kind import FileKind, kind_of
from negdesk.exchange.library_json import MOST_BYTES, read_library_json
from negdesk.exchange.plain_text import read_file
from negdesk.queries.library_content import library_tables, library_version

ContentOf = Callable[[Path, str], LibraryContent]
"""All that another library holds, opened with what was typed. Raises `Refusal`."""

Panel = PeoplePanel | LibraryPanel

_SIZE = (960, 590)


class _Cancelled(Exception):
    """The person does not want it after all; nothing is kept."""


class ImportSheet(SheetDialog):
    """Enter in the line reads the file; nothing changes before Import is pressed, and Escape leaves all as it was."""

    def __init__(self, shell: Shell, parent: QWidget, content_of: ContentOf, file: Path | None = None) -> None:
        super().__init__(parent, t("Import"), width=_SIZE[0])
        self._shell, self._content_of = shell, content_of
        self._busy = self._cancelled = self._again = False
        self.panel: Panel | None = None
        about = t(
            "People from vCards (.vcf) or a table (.csv), a library as JSON, or another library or a backup to merge. "
            "Nothing changes before you press Import."
        )
        self.column.addWidget(Small(about, wrap=True))
        self.path = self.add_path(t("File to read"), t("Choose a file to read"), self._choose)
        self.path.setPlaceholderText(t("Path of a file"))
        self.path.returnPressed.connect(self.read)
        self.path.textEdited.connect(lambda _text: self._begin_anew())
        self.passphrase = self._passphrase_line()
        self._said = Label(kind="refusal", wrap=True)
        self.column.addWidget(self._said)
        self._at = self.column.count()
        self._rest = QWidget()
        self.column.addWidget(self._rest, 1)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(t("How far it is"))
        self.bar.setTextVisible(False)
        self.column.addWidget(self.bar)
        self._summary = Small(wrap=True)
        self.column.addWidget(self._summary)
        self.main = self.add_buttons(t("Cancel"), t("Import"), self.take_in, "Ctrl ↵")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take_in)
        self.setAcceptDrops(True)
        self._begin_anew()
        shell.shield_changed.connect(self._on_shield)
        self.path.setFocus()
        if file is not None:
            self.path.setText(str(file))
            QTimer.singleShot(0, self, self.read)  # once the sheet is there to show how far it is

    def _passphrase_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(t("Passphrase or recovery code of that library"))
        line.setPlaceholderText(line.accessibleName())
        line.returnPressed.connect(self.read)
        self.column.addWidget(line)
        return line

    def _choose(self) -> None:
        pattern = "*.vcf *.vcard *.csv *.tsv *.txt *.json *.negdesk"
        chosen, _ = QFileDialog.getOpenFileName(
            self, t("Import"), "", t("Files to read ({pattern})", pattern=pattern) + ";;" + t("All files") + " (*)"
        )
        if chosen:
            self.path.setText(chosen)
            self._begin_anew()
            self.read()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()) and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file that is dropped is the one to read."""
        event.acceptProposedAction()
        self.path.setText(str(local_files(event.mimeData())[0]))
        self._begin_anew()
        self.read()

    def _begin_anew(self) -> None:
        """Another file: nothing is read of it yet."""
        self.passphrase.clear()
        self.passphrase.hide()
        self._show_panel(None)
        self._refuse("")

    def _show_panel(self, panel: Panel | None) -> None:
        """Have what was read fill the sheet; without it there is only the line of the file."""
        if self.panel is not None:
            self.column.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = panel
        self._rest.setVisible(panel is None)
        if panel is not None:
            self.column.insertWidget(self._at, panel, 1)
            panel.show()  # at once, so that something in it can have the cursor
            panel.set_masked(self._shell.shielded)
            self.resize(max(self.width(), _SIZE[0]), max(self.height(), _SIZE[1]))
        self._tell_state()

    def _refuse(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        for line in (self.path, self.passphrase):
            line.setAccessibleDescription(sentence)

    def _tell_state(self) -> None:
        """Say what Import would do, and offer it where there is something to do."""
        panel = self.panel
        waiting = isinstance(panel, PeoplePanel) and panel.waiting
        self.main.setEnabled(not self._busy and panel is not None and (panel.ready or waiting))
        self._summary.setText(panel.summary() if panel is not None else "")
        self._summary.setVisible(bool(self._summary.text()))
        self.bar.setVisible(self._busy)
        if isinstance(panel, PeoplePanel) and not self._busy:
            self._refuse(panel.refusal)

    def _on_shield(self, masked: bool) -> None:
        if self.panel is not None:
            self.panel.set_masked(masked)

    # Reading

    def read(self) -> None:
        """Read the file and show what would come in; nothing is changed."""
        if self._busy:
            return
        self._show_panel(None)
        self._refuse("")
        path = typed_path(self.path.text())
        try:
            with self._under_way():
                self._read(path)
        except Refusal as refusal:
            self._show_panel(None)
            self._refuse(refusal.sentence)
            self._ask_passphrase(refusal)
            return
        except _Cancelled:
            self._show_panel(None)
            self.path.setFocus()
            return
        self._take_cursor()

    def _read(self, path: Path) -> None:
        match kind_of(path):
            case FileKind.LIBRARY:
                typed = self.passphrase.text()
                self._show_panel(self._library(apart(lambda: self._content_of(path, typed))))
            case FileKind.JSON:
                ask = self._shell.desk.ask
                data = read_file(path, MOST_BYTES)
                self._show_panel(self._library(read_library_json(data, ask(library_version), ask(library_tables))))
            case kind:
                panel = PeoplePanel(self._shell, read_file(path), cards=kind is FileKind.CARDS)
                panel.changed.connect(self._tell_state)
                panel.look_wanted.connect(self._look)
                panel.look(self._tell)
                self._show_panel(panel)

    def _library(self, theirs: LibraryContent) -> LibraryPanel:
        return LibraryPanel(self._shell, theirs, self._tell)

    def _ask_passphrase(self, refusal: Refusal) -> None:
        """Where the library that is to be read is encrypted, the next thing to type is what opens it."""
        wanted = refusal.offers == "unlock" or refusal.field == "passphrase"
        self.passphrase.setVisible(wanted)
        line = self.passphrase if wanted else self.path
        line.selectAll()
        line.setFocus()

    def _take_cursor(self) -> None:
        """Put the cursor where something is to be decided next: a column, somebody who is here already, or Import."""
        panel = self.panel
        if isinstance(panel, PeoplePanel) and panel.columns is not None:
            panel.columns.take_cursor()
        elif isinstance(panel, PeoplePanel) and panel.duplicates.count:
            self._show_duplicates(panel)
        else:
            self.main.setFocus()

    def _show_duplicates(self, panel: PeoplePanel) -> None:
        panel.show_page(1)
        panel.duplicates.list.setFocus()

    def _look(self) -> None:
        """Read all rows again as they are to be read now; the cursor stays where it is."""
        panel = self.panel
        if not isinstance(panel, PeoplePanel):
            return
        if self._busy:
            self._cancelled = self._again = True
            return
        try:
            with self._under_way():
                panel.look(self._tell)
        except _Cancelled:
            if self._again:
                self._again = False
                QTimer.singleShot(0, self, self._look)

    # Taking in

    def take_in(self) -> None:
        """Take all of it in as one step, or nothing; first show who is probably here already, if nobody has looked."""
        panel = self.panel
        if panel is None or not self.main.isEnabled():
            return
        if isinstance(panel, PeoplePanel):
            if panel.waiting:
                self._look()
            if panel.ready and not panel.seen:
                self._show_duplicates(panel)
                return
        if not panel.ready:
            return
        panel.setEnabled(False)
        try:
            with self._under_way():
                said = panel.take_in(self._tell)
        except (Refusal, _Cancelled) as error:
            panel.setEnabled(True)
            self._refuse(error.sentence if isinstance(error, Refusal) else t("Nothing was taken in."))
            self.main.setFocus()
            return
        self.accept()
        self._shell.say(said, undo=True)

    def _tell(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        QCoreApplication.processEvents()
        if self._cancelled:
            raise _Cancelled

    def reject(self) -> None:
        """While something is under way stop that, and leave all as it was; else leave."""
        if self._busy:
            self._cancelled = True
        else:
            super().reject()

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        """Shows how far it is; keeps a second press from beginning it again, and a lock from closing it meanwhile."""
        with undisturbed():
            self._busy, self._cancelled = True, False
            self.bar.setRange(0, 0)
            self.path.setReadOnly(True)
            self._tell_state()
            try:
                yield
            finally:
                self._busy = False
                self.path.setReadOnly(False)
                self._tell_state()
