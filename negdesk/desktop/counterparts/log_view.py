"""The private log: the newest entries first, each edited in its place, and to the bin with Delete."""

from collections.abc import Set as AbstractSet

from PySide6.QtWidgets import QHBoxLayout

from negdesk import commands
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.long_rows import BAR, LongRows
from negdesk.desktop.controls.paged_lines import PagedLines
from negdesk.desktop.controls.rows import RING_INSET, Row
from negdesk.desktop.counterparts.entry_row import EntryRow, guessed_height
from negdesk.desktop.counterparts.log_filter import LogFilter
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.counterpart import CounterpartPage, EntryLine, NegotiationOf, entry_lines
from negdesk.queries.log_filter import tags_of_log


class LogCard(Card):
    """Scrolls through any number of entries by itself. Enter or a click on one edits it in its place."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Private log"), "private")
        self._shell = shell
        self._counterpart_id = 0
        self._masked = False
        self._negotiations: tuple[NegotiationOf, ...] = ()
        self._lines: PagedLines[EntryLine] = PagedLines(
            lambda ids: self._shell.ask(entry_lines, self._counterpart_id, ids)
        )
        self.filter = LogFilter()
        self.body.addLayout(flush_left(self.filter))
        self.empty = Small("", wrap=True)
        self.body.addWidget(self.empty)
        self.list = LongRows(lambda: EntryRow(shell, self), self._fill, guessed_height)
        self.list.setAccessibleName(t("Private log"))
        self.list.removed.connect(self.bin)
        with_bar = QHBoxLayout()
        with_bar.setSpacing(0)
        with_bar.addSpacing(-RING_INSET)
        with_bar.addWidget(self.list, 1)
        with_bar.addSpacing(-BAR)
        self.body.addLayout(with_bar, 1)

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show the log of this counterpart."""
        if page.id != self._counterpart_id:
            self.list.show_rows((), ())
        self._counterpart_id, self._masked = page.id, masked
        self._negotiations = page.negotiations
        self.filter.setVisible(not masked and page.written > 0)
        self.filter.offer(page.negotiations, () if masked else self._shell.ask(tags_of_log, page.id))
        self.empty.setText(
            t("No entry is like this. Show all to see the others.")
            if page.written
            else t("Nothing written yet. What was said, given, got or promised?")
        )
        self.empty.setVisible(not page.entry_ids)
        self._lines.show_ids(page.entry_ids)
        self.list.show_rows(page.entry_ids, page.entry_weights)

    def focus_entry(self, entry_id: int) -> bool:
        """Put the cursor on an entry; whether it is among those that are shown."""
        self.list.take_cursor(entry_id)
        return entry_id in self.list.ids

    def take_up_typed_at(self, entries: AbstractSet[int]) -> None:
        """Have these entries edited again with what they refused; the newest of them is in sight and has the cursor."""
        for number in sorted(entries & set(self.list.ids), key=self.list.ids.index, reverse=True):
            self.list.bring(number)
            row = self.list.row(number)
            if isinstance(row, EntryRow):
                row.take_up_typed()
                row.go_on()

    def focus_first(self) -> None:
        """Put the cursor on the newest entry."""
        self.list.take_cursor_at(0)

    def bin(self, number: int) -> None:
        """Put an entry into the bin."""
        self._shell.do_and_say(t("Moved to the bin."), commands.log.bin_entry, number)

    @property
    def negotiations(self) -> tuple[NegotiationOf, ...]:
        """The negotiations that an entry may be about."""
        return self._negotiations

    def _fill(self, row: Row, number: int) -> None:
        index = self._lines.row_of(number)
        entry = self._lines.line(index) if index is not None else None
        if isinstance(row, EntryRow) and entry is not None and index is not None:
            row.show_entry(entry, t("{n} of {all}", n=index + 1, all=len(self._lines.ids)), self._masked)
