"""Taking in a file of people, or a library as JSON: what was recognised, who is here already, and then all at once."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from negdesk import commands
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.backup import Reason
from negdesk.domain.contact import ContactsRead, Duplicates
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.privacy import MASK
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.exchange.duplicates import Likely, arrivals, likely_duplicates
from negdesk.exchange.plain_text import read_file
from negdesk.queries.contact import known_contacts
from negdesk.queries.library_content import library_tables, library_version

SHOWN = 200
"""Rows of the preview."""


class _Cancelled(Exception):
    """The person does not want it after all; nothing is kept."""


class ImportSheet(SheetDialog):
    """Enter in the line reads the file; nothing changes before Import is pressed, and Escape leaves all as it was."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent, t("Import"), width=720)
        self._shell = shell
        self._found: tuple[Likely, ...] = ()
        self._library: LibraryContent | None = None
        self._busy = self._cancelled = False
        about = Label(kind="small", wrap=True)
        about.setText(t("People from vCards (.vcf) or a table (.csv), or a library that was exported as JSON."))
        self.column.addWidget(about)
        self._file_row()
        self._said = Label(kind="refusal", wrap=True)
        self._recognised = Label(wrap=True)
        self.column.addWidget(self._said)
        self.column.addWidget(self._recognised)
        self._table = QTableWidget(0, 4)
        self._table.setAccessibleName(t("Who comes in"))
        self._table.setHorizontalHeaderLabels([t("Name"), t("Organisation"), t("Email"), t("Probably here already")])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.setMinimumHeight(180)
        self.column.addWidget(self._table, 1)
        self._choices = self._choice_row()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(t("How far it is"))
        self.column.addWidget(self._bar)
        self._main = self.add_buttons(t("Cancel"), t("Import"), self.take_in)
        self._show_nothing()
        shell.shield_changed.connect(self._on_shield)
        self.path.setFocus()

    def _file_row(self) -> None:
        self.path = self.add_path(t("File to read"), t("Choose a file to read"), self._choose)
        self.path.setPlaceholderText(t("Path of a file"))
        self.path.returnPressed.connect(self.read)
        self.path.textEdited.connect(lambda _text: self._show_nothing())

    def _choice_row(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        words = Label()
        words.setText(t("Those who are probably here already:"))
        row.addWidget(words)
        self._kinds = QButtonGroup(self)
        for number, choice in enumerate(Duplicates):
            button = QRadioButton(choice.label)
            button.setAccessibleName(choice.label)
            button.setChecked(choice is Duplicates.MERGE)
            self._kinds.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(whole)
        return whole

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, t("Import"), "", t("Files to read ({pattern})", pattern="*.vcf *.csv *.tsv *.txt *.json")
        )
        if chosen:
            self.path.setText(chosen)
            self.read()

    def _show_nothing(self, sentence: str = "") -> None:
        self._found, self._library = (), None
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.path.setAccessibleDescription(sentence)
        for each in (self._recognised, self._table, self._choices, self._bar):
            each.hide()
        self._main.setEnabled(False)

    # Reading

    def read(self) -> None:
        """Read the file and show what would come in; nothing is changed."""
        self._show_nothing()
        path = Path(self.path.text().strip()).expanduser()
        try:
            with _Busy(self):
                if path.suffix.lower() == ".json":
                    self._read_library(path)
                else:
                    self._read_people(path)
        except Refusal as refusal:
            self._show_nothing(refusal.sentence)
        except _Cancelled:
            return

    def _read_people(self, path: Path) -> None:
        data = read_file(path)
        read = self._people(data, path)
        self._found = likely_duplicates(read.contacts, self._shell.desk.ask(known_contacts), self._tell)
        here = sum(bool(each.known_id) for each in self._found)
        said = [tn("One contact was read.", "{n} contacts were read.", len(self._found))]
        if here:
            said.append(tn("One is probably here already.", "{n} are probably here already.", here))
        said += [t("Not read, {where}: {why}.", where=each.where, why=each.why) for each in read.unread[:3]]
        if len(read.unread) > 3:
            said.append(tn("And {n} more.", "And {n} more.", len(read.unread) - 3))
        self._show_preview(" ".join(said), bool(here))

    def _people(self, data: bytes, path: Path) -> ContactsRead:
        if path.suffix.lower() in (".vcf", ".vcard"):
            from negdesk.exchange.vcard_read import read_vcards

            return read_vcards(data, self._tell)
        from negdesk.exchange.csv_read import contacts_of, read_table

        return contacts_of(read_table(data), tell=self._tell)

    def _read_library(self, path: Path) -> None:
        from negdesk.exchange.library_json import MOST_BYTES, read_library_json

        ask = self._shell.desk.ask
        theirs = read_library_json(read_file(path, MOST_BYTES), ask(library_version), ask(library_tables))
        merged = ask(commands.library.preview_merge, theirs)
        self._library = theirs
        self._show_preview(
            t(
                "{added} come in new, {changed} are brought up to date, {removed} are removed as they were there.",
                added=merged.added,
                changed=merged.changed,
                removed=merged.removed,
            ),
            duplicates=False,
        )

    def _show_preview(self, sentence: str, duplicates: bool) -> None:
        self._recognised.setText(sentence)
        self._recognised.show()
        self._choices.setVisible(duplicates)
        self._table.setVisible(bool(self._found))
        self._fill_table()
        self._main.setEnabled(bool(self._found) or self._library is not None)
        self._main.setFocus()

    def _on_shield(self, _masked: bool) -> None:
        self._fill_table()

    def _fill_table(self) -> None:
        """Who comes in; masked under the shield, for most of it is not on any page yet."""
        self._table.setRowCount(min(len(self._found), SHOWN))
        for number, each in enumerate(self._found[:SHOWN]):
            known = f"{each.known_name} ({each.why})" if each.known_id else ""
            cells = (each.contact.name, each.contact.organisation, ", ".join(each.contact.emails), known)
            for column, cell in enumerate(cells):
                shown = MASK if cell and self._shell.shielded else cell[:200]
                self._table.setItem(number, column, QTableWidgetItem(shown))

    # Taking in

    def take_in(self) -> None:
        """Take all of it in as one step, or nothing."""
        choice = list(Duplicates)[self._kinds.checkedId()]
        try:
            with _Busy(self):
                if self._library is not None:
                    self._shell.back_up_before(Reason.MERGE)
                    self._shell.try_do(commands.library.merge_library, self._library)
                    said = t("The library was taken in.")
                else:
                    coming = arrivals(self._found, [choice] * len(self._found))
                    self._shell.back_up_before(Reason.IMPORT)
                    taken = self._shell.try_do(commands.contacts.take_in, coming, self._tell)
                    said = tn("One came in new.", "{n} came in new.", taken.added)
                    if taken.merged:
                        said += " " + tn("One was added to.", "{n} were added to.", taken.merged)
        except Refusal as refusal:
            self._show_nothing(refusal.sentence)
            return
        except _Cancelled:
            self._show_nothing(t("Nothing was taken in."))
            return
        self.accept()
        self._shell.say(said, undo=True)

    def _tell(self, done: int, of: int) -> None:
        self._bar.setRange(0, max(of, 1))
        self._bar.setValue(done)
        QCoreApplication.processEvents()
        if self._cancelled:
            raise _Cancelled

    def reject(self) -> None:
        """While something is under way stop that, and leave all as it was; else leave."""
        if self._busy:
            self._cancelled = True
        else:
            super().reject()


class _Busy:
    """Shows how far it is, and keeps a second press from beginning it again."""

    def __init__(self, sheet: ImportSheet) -> None:
        self._sheet = sheet

    def __enter__(self) -> None:
        self._sheet._busy, self._sheet._cancelled = True, False
        self._sheet._main.setEnabled(False)
        self._sheet.path.setEnabled(False)
        self._sheet._bar.show()

    def __exit__(self, *_error: object) -> None:
        self._sheet._busy = False
        self._sheet._bar.hide()
        self._sheet.path.setEnabled(True)
        ready = bool(self._sheet._found) or self._sheet._library is not None
        self._sheet._main.setEnabled(ready)
        (self._sheet._main if ready else self._sheet.path).setFocus()
