"""The private log: every entry can be edited in place, and goes to the bin with Delete."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from negdesk import commands
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.chips import Chip, ChipKind
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.wording import t, tn
from negdesk.queries.counterpart import CounterpartPage, EntryLine

_CHIPS: dict[EntryKind, ChipKind] = {EntryKind.GAVE: "give", EntryKind.GOT: "get"}


class LogCard(Card):
    """The newest entries first, older ones on request."""

    def __init__(self, shell: Shell, show_older: Callable[[], object]) -> None:
        super().__init__(t("Private log"), "private")
        self._shell = shell
        self.list = RowList(t("Nothing written yet. What was said, given, got or promised?"), removable=True)
        self.list.removed.connect(self._bin)
        self.body.addWidget(self.list)
        self._older = QPushButton()
        self._older.setProperty("kind", "quiet")
        self._older.clicked.connect(lambda: show_older())
        self.body.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show the log of this counterpart."""
        entries = {entry.id: entry for entry in page.entries}
        for row in self.list.show_ids(list(entries), lambda number: _EntryRow(self._shell, int(str(number)))):
            if isinstance(row, _EntryRow):
                row.show_entry(entries[int(str(row.row_id))], masked)
        self._older.setText(tn("Show one older entry", "Show {n} older entries", page.older))
        self._older.setAccessibleName(self._older.text())
        self._older.setVisible(page.older > 0)

    def focus_entry(self, entry_id: int) -> None:
        """Put the cursor on an entry."""
        row = self.list.row(entry_id)
        if row is not None:
            row.take_cursor()

    def _bin(self, number: object) -> None:
        self._shell.do(commands.log.bin_entry, int(str(number)))
        self._shell.say(t("Moved to the bin."), undo=True)


class _EntryRow(Row):
    def __init__(self, shell: Shell, number: int) -> None:
        super().__init__(focusable=True)
        self._shell = shell
        self._day = Small()
        self._day.setMinimumWidth(46)
        self._chip = Chip("", "accent")

        def save(text: str) -> None:
            shell.type_into(f"log_entry:{number}", commands.log.edit_entry, number, text=text)

        self.text = TextField(t("Entry"), save)
        self._aside = Small()
        self.line.addWidget(self._day, 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self.activated.connect(self.text.focus_end)

    def show_entry(self, entry: EntryLine, masked: bool) -> None:
        """Show this entry."""
        self._day.setText(self._shell.date_text(entry.happened_on))
        kind = entry.kind
        self._chip.set_text(kind.label if kind is not None else "")
        self._chip.set_kind(_CHIPS.get(kind, "accent") if kind is not None else "neutral")
        self.text.set_masked(masked)
        self.text.set_value(entry.text)
        self._aside.setText(entry.who or entry.negotiation)
        said = (self._day.text(), self._chip.text(), entry.text[:200])
        self.set_name(", ".join(part for part in said if part))
