"""The people of a file before they come in: how its table is read, who they are, and who is here already."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.backups.before_change import backed_up
from negdesk.desktop.controls.tabs import StepTabs
from negdesk.desktop.exchange.columns_panel import ColumnsPanel
from negdesk.desktop.exchange.duplicates_panel import DuplicatesPanel
from negdesk.desktop.exchange.lines_table import LinesTable
from negdesk.desktop.shell import Shell
from negdesk.domain.backup import Reason
from negdesk.domain.contact import Contact, ContactsRead, Unread
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.exchange.csv_read import contacts_of, read_table
from negdesk.exchange.duplicates import Likely, arrivals, likely_duplicates
from negdesk.exchange.vcard_read import read_vcards
from negdesk.queries.contact import known_contacts

SHOWN = 200
"""So many rows of a table are read again at once when a column becomes another field; the others follow."""

_LATER = 300
"""Milliseconds without another change before all rows follow."""

Progress = Callable[[int, int], None]


class PeoplePanel(QWidget):
    """Nothing is changed before `take_in`."""

    changed = Signal()
    """What would come in is another now, or cannot be said at present."""
    look_wanted = Signal()
    """Something was said otherwise: `look` should be called, and may take a while."""

    def __init__(self, shell: Shell, data: bytes, cards: bool) -> None:
        super().__init__()
        self._shell, self._data = shell, data
        self._found: tuple[Likely, ...] | None = None
        self._contacts: tuple[Contact, ...] = ()
        self._unread: tuple[Unread, ...] = ()
        self._table = None if cards else read_table(data)
        self.refusal = ""
        """What the person must say before anybody can come in."""
        self.seen = True
        """Whether nobody is probably here already, or the person has looked at who is."""
        self.columns = None if self._table is None else ColumnsPanel(self._table)
        self.who = LinesTable(
            t("Who comes in"),
            (t("Name"), t("Organisation"), t("Email"), t("Phone"), t("Here already")),
        )
        self.duplicates = DuplicatesPanel()
        self.unread = LinesTable(t("Not read"), (t("Where"), t("Why")), open_columns=(0, 1))
        self.duplicates.changed.connect(self.changed)
        self._later = QTimer(self, interval=_LATER, singleShot=True)
        self._later.timeout.connect(self.look_wanted)
        self._lay_out()
        if self.columns is not None:
            self.columns.reread.connect(self._read_again)
            self.columns.mapped.connect(self._map_again)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self.tabs = StepTabs(("", "", ""), t("What is shown"))
        self.tabs.chosen.connect(self._on_tab)
        whole.addWidget(self.tabs)
        self._pages = QStackedWidget()
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        if self.columns is not None:
            row.addWidget(self.columns, 3)
        row.addWidget(self.who, 5)
        for page in (first, self.duplicates, self.unread):
            self._pages.addWidget(page)
        whole.addWidget(self._pages, 1)
        self._set_tabs()

    # Reading

    def look(self, tell: Progress) -> None:
        """Read all of it, and find who is here already. Raises what `tell` raises; then it is to be done again.

        What the file does not say, such as which column is the name, stands in `refusal` afterwards.
        """
        self._later.stop()
        self._found = None
        self.refusal = ""
        try:
            read = self._read(tell)
        except Refusal as refusal:
            if self.columns is None:
                raise
            self._show_refused(refusal.sentence)
            return
        found = likely_duplicates(read.contacts, self._shell.desk.ask(known_contacts), tell)
        self._found, self._unread = found, read.unread
        self._contacts = read.contacts
        self.duplicates.show_found(found)
        self.who.show_lines(len(found), self._cells)
        self.unread.show_lines(len(read.unread), lambda n: (self._unread[n].where, self._unread[n].why))
        self.seen = self.duplicates.count == 0
        self._set_tabs()
        self.changed.emit()

    def _read(self, tell: Progress) -> ContactsRead:
        if self._table is None or self.columns is None:
            return read_vcards(self._data, tell)
        return contacts_of(self._table, self.columns.columns, tell)

    def _read_again(self) -> None:
        """Delimiter, encoding or heading were said otherwise."""
        assert self.columns is not None
        try:
            self._table = read_table(self._data, *self.columns.said)
        except Refusal as refusal:
            self._show_refused(refusal.sentence)
            return
        self.columns.show_table(self._table)
        self._map_again()

    def _map_again(self) -> None:
        """Show at once what the first rows say when they are read so; all of them follow."""
        assert self.columns is not None
        assert self._table is not None
        self._found = None
        self._later.start()
        try:
            first = contacts_of(replace(self._table, rows=self._table.rows[:SHOWN]), self.columns.columns)
        except Refusal as refusal:
            self._show_refused(refusal.sentence)
            return
        self.refusal = ""
        self._contacts, self._unread = first.contacts, first.unread
        self.who.show_lines(len(first.contacts), self._cells)
        self.changed.emit()

    def _show_refused(self, sentence: str) -> None:
        self.refusal = sentence
        self._later.stop()
        self._found, self._contacts, self._unread = None, (), ()
        self.who.show_lines(0, self._cells)
        self.duplicates.show_found(())
        self._set_tabs()
        self.changed.emit()

    # Showing

    def _set_tabs(self) -> None:
        """Have the tabs say the numbers of now."""
        self.tabs.set_names(
            (
                t("Who comes in ({n})", n=len(self._contacts)),
                t("{words} ({n})", words=self.duplicates.words(), n=self.duplicates.count),
                t("Not read ({n})", n=len(self._unread)) if self._unread else "",
            )
        )
        if self._pages.currentIndex() == 2 and not self._unread:
            self.show_page(0)

    def show_page(self, number: int) -> None:
        """Show who comes in (0), who is here already (1), or what was not read (2)."""
        self.tabs.set_current(number)
        self._on_tab(number)

    def _on_tab(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self.seen = self.seen or number == 1

    def set_masked(self, on: bool) -> None:
        """Show marks in place of all that the file says, for most of it is on no page yet; or show it again."""
        self.who.set_masked(on)
        self.duplicates.set_masked(on)
        if self.columns is not None:
            self.columns.set_masked(on)

    def _cells(self, number: int) -> tuple[str, ...]:
        contact = self._contacts[number]
        likely = self._found[number] if self._found is not None else None
        known = f"{likely.known_name} ({likely.why})" if likely is not None and likely.known is not None else ""
        return contact.name, contact.organisation, ", ".join(contact.emails), ", ".join(contact.phones), known

    # Taking in

    @property
    def ready(self) -> bool:
        """Whether there is something that could come in."""
        return bool(self._found)

    @property
    def waiting(self) -> bool:
        """Whether `look` is still to be done."""
        return self._found is None and not self.refusal

    def summary(self) -> str:
        """What Import would do, in a sentence or two."""
        if self._found is None:
            return ""
        coming = arrivals(self._found, self.duplicates.choices)
        new = sum(each.new for each in coming)
        said = [tn("One comes in new.", "{n} come in new.", new)]
        if new < len(coming):
            said.append(tn("One is added to.", "{n} are added to.", len(coming) - new))
        if len(coming) < len(self._found):
            said.append(tn("One is left out.", "{n} are left out.", len(self._found) - len(coming)))
        return " ".join(said)

    def take_in(self, tell: Progress) -> str:
        """Take them in as one step, or nothing; returns what to say of it. Raises `Refusal`, or what `tell` raises."""
        assert self._found is not None
        coming = arrivals(self._found, self.duplicates.choices)
        with backed_up(self._shell, Reason.IMPORT):
            taken = self._shell.try_do(commands.contacts.take_in, coming, tell)
        said = [tn("One came in new.", "{n} came in new.", taken.added)]
        if taken.merged:
            said.append(tn("One was added to.", "{n} were added to.", taken.merged))
        if taken.organisations:
            said.append(tn("One organisation was made.", "{n} organisations were made.", taken.organisations))
        said += [t("Not taken in, {where}: {why}", where=where, why=why) for where, why in taken.refused[:3]]
        return " ".join(said)
