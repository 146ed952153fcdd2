"""The private log: the newest entries first, each edited in its place, and to the bin with Delete."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.chips import Chip, ChipKind
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.markdown_text import MarkdownBody
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.counterparts.entry_editor import EntryEditor
from negdesk.desktop.counterparts.log_filter import LogFilter
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.queries.counterpart import CounterpartPage, EntryLine, NegotiationOf
from negdesk.queries.log_filter import tags_of_log

_CHIPS: dict[EntryKind, ChipKind] = {EntryKind.GAVE: "give", EntryKind.GOT: "get"}
_LINE = 20
"""How high one line of an entry is, in logical pixels; what stands beside it is level with the first."""


class LogCard(Card):
    """Enter or a click on an entry edits it in its place; older ones come on request."""

    def __init__(self, shell: Shell, show_older: Callable[[], object]) -> None:
        super().__init__(t("Private log"), "private")
        self._shell = shell
        self._negotiations: tuple[NegotiationOf, ...] = ()
        self.filter = LogFilter()
        self.body.addLayout(flush_left(self.filter))
        self.list = RowList(t("Nothing written yet. What was said, given, got or promised?"), removable=True)
        self.list.removed.connect(lambda number: self.bin(int(str(number))))
        self.body.addWidget(self.list)
        self.older = reads(Button("", "quiet"))
        self.older.clicked.connect(lambda: show_older())
        self.body.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show the log of this counterpart."""
        self._negotiations = page.negotiations
        self.filter.setVisible(not masked and page.written > 0)
        self.filter.offer(page.negotiations, () if masked else self._shell.ask(tags_of_log, page.id))
        self.list.set_empty_text(
            t("No entry is like this. Show all to see the others.")
            if page.written
            else t("Nothing written yet. What was said, given, got or promised?")
        )
        entries = {entry.id: entry for entry in page.entries}
        with self.list.filling(entries):
            for row in self.list.show_ids(list(entries), lambda number: EntryRow(self._shell, self, int(str(number)))):
                if isinstance(row, EntryRow):
                    row.show_entry(entries[int(str(row.row_id))], masked)
        self.older.set_text(tn("Show one older entry", "Show {n} older entries", page.older))
        self.older.setVisible(page.older > 0)

    def focus_entry(self, entry_id: int) -> None:
        """Put the cursor on an entry that is shown."""
        row = self.list.row(entry_id)
        if row is not None:
            row.take_cursor()

    def focus_first(self) -> None:
        """Put the cursor on the newest entry."""
        if self.list.rows():
            self.list.rows()[0].take_cursor()

    def bin(self, number: int) -> None:
        """Put an entry into the bin."""
        try:
            self._shell.try_do(commands.log.bin_entry, number)
        except Refusal as refusal:
            self._shell.say(refusal.sentence)
        else:
            self._shell.say(t("Moved to the bin."), undo=True)

    @property
    def negotiations(self) -> tuple[NegotiationOf, ...]:
        """The negotiations that an entry may be about."""
        return self._negotiations


class EntryRow(Row):
    """One entry: words to read, and their editor while it is edited. A hundred editors would be slow to make."""

    def __init__(self, shell: Shell, card: LogCard, number: int) -> None:
        super().__init__(focusable=True)
        self._shell = shell
        self._card = card
        self._number = number
        self._masked = False
        self.editor: EntryEditor | None = None
        self._day, self._chip, self._words, self._aside = Small(), Chip("", "accent"), MarkdownBody(), Small()
        self._day.setMinimumWidth(46)
        self._shown = QWidget()
        line = QHBoxLayout(self._shown)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        for widget, stretch in ((self._day, 0), (self._chip, 0), (self._words, 1), (self._aside, 0)):
            if widget is not self._words:
                line.addLayout(_level(widget))
            else:
                line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(self._shown, 1)
        self.activated.connect(self.edit)

    def show_entry(self, entry: EntryLine, masked: bool) -> None:
        """Show this entry."""
        self._masked = masked
        if masked:
            self.close_editor()
        kind = entry.kind
        self._day.setText(self._shell.date_text(entry.happened_on))
        self._chip.set_text(kind.label if kind is not None else "")
        self._chip.set_kind(_CHIPS.get(kind, "accent") if kind is not None else "neutral")
        self._words.setText(entry.text)
        self._aside.setText(entry.who or entry.negotiation)
        rapport = t("rapport {n} of 5", n=entry.rapport) if entry.rapport else ""
        self._shown.setToolTip(rapport)
        said = (self._day.text(), self._chip.text(), entry.text[:200], rapport, self._aside.text())
        self.set_name(", ".join(part for part in said if part))
        if self.editor is not None:
            self.editor.show_entry()

    def edit(self) -> None:
        """Open the editor in place of the words."""
        if self._masked:
            self._shell.say(t("The shield is on. Put it down with F9 to edit what is private."))
            return
        if self.editor is not None:
            return
        self._shown.hide()
        self.editor = EntryEditor(
            self._shell, self._number, self._card.negotiations, lambda: self._card.bin(self._number)
        )
        self.editor.done.connect(self._done)
        self.line.addWidget(self.editor, 1)
        self.editor.text.focus_end()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def close_editor(self) -> None:
        """Save what is typed and show the words again; what is refused keeps the editor open, with its sentence."""
        editor = self.editor
        if editor is None or not editor.settled():
            return
        self.editor = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus)
        self.line.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._shown.show()

    def _done(self) -> None:
        self.close_editor()
        if self.editor is None:
            self.take_cursor()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The cursor went elsewhere: to another window, or into a menu of ours, does not count."""
        if now is None or now.window() is not self.window():
            return
        if now is not self and not self.isAncestorOf(now):
            self.close_editor()


def _level(widget: QWidget) -> QVBoxLayout:
    """A column that keeps a widget level with the first line of the words beside it."""
    column = QVBoxLayout()
    column.setContentsMargins(0, max(0, (_LINE - widget.sizeHint().height()) // 2), 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return column
