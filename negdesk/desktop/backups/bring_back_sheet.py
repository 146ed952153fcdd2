"""Single things of a backup brought back: what is gone or says something else, then and now, and a tick for each."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from negdesk import commands
from negdesk.desktop.backups.before_change import backed_up
from negdesk.desktop.backups.row_words import (
    kind_words,
    moment_words,
    name_words,
    said_words,
    shown_fields,
    since_words,
    title_words,
)
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.controls.plain_table import PlainTable
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.backup import Reason
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.merging import Row
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.queries.since_backup import SinceLine, SincePage, SinceSheet, since_sheet

MOST = 2000
"""So many lines are listed at once; the line above the list finds the others."""

_ROLE = Qt.ItemDataRole.UserRole


class _Tree(QTreeWidget):
    """Enter ticks as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        ticks = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if ticks and item is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            on = item.checkState(0) is Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class BackWords:
    """What a sheet says of what it lists: its title, what to do, where it is from, and what where it is empty."""

    title: str
    about: str
    then: str
    nothing: str


class BackSheet(SheetDialog):
    """Up and Down choose a line, Space ticks it, a page's tick is that of all its lines; Ctrl+Enter brings back.

    One undo step. What is said now is set aside, as by a merge; all else is left alone. `content` says of what. `first`
    is what was compared already; without it the sheet does so itself, which takes a while where there is much.
    """

    def __init__(self, shell: Shell, parent: QWidget, words: BackWords, first: SinceSheet | None = None) -> None:
        super().__init__(parent, words.title, width=940)
        self._shell, self._said = shell, words
        self._from: LibraryContent | None = None
        self._ticked: set[Row] = set()
        self._pages: tuple[SincePage, ...] = ()
        self.column.addWidget(Small(words.about, wrap=True))
        self.above_list()
        self.find_line = QLineEdit()
        self.find_line.setAccessibleName(t("Find in this list"))
        self.find_line.setPlaceholderText(t("Find in this list"))
        self.find_line.textChanged.connect(lambda _text: self._fill())
        self.column.addWidget(self.find_line)
        self.tree = self._make_tree()
        self.column.addWidget(self.tree, 3)
        self._empty = Body(wrap=True)
        self.column.addWidget(self._empty)
        self.table = self._make_table()
        self.column.addWidget(self.table, 2)
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.column.addWidget(self._refusal)
        self.main = self.add_buttons(t("Cancel"), t("Bring back"), self.bring_back)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.bring_back)
        # By its own method, which Qt lets go of with the sheet: an undo after it is closed changes the library too.
        shell.shield_changed.connect(self._on_shield)
        shell.changed.connect(self._on_change)
        self.read(first)
        self.tree.setFocus()

    def above_list(self) -> None:
        """Put into the column what stands above the list."""

    def content(self) -> LibraryContent | None:
        """The library with what can be brought back; nothing where there is nothing of the kind."""
        raise TypeError(self)

    def listed(self, page_uid: str) -> bool:
        """Whether the lines of this page are listed."""
        return True

    def _make_tree(self) -> QTreeWidget:
        tree = _Tree()
        tree.setAccessibleName(t("What can be brought back"))
        tree.setHeaderLabels([t("What"), t("Kind"), t("When"), t("Here it is")])
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setUniformRowHeights(True)
        tree.setMinimumHeight(220)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 160), (2, 120), (3, 160)):
            header.resizeSection(column, width)
        tree.itemChanged.connect(self._on_tick)
        tree.currentItemChanged.connect(lambda item, _before: self._show(item))
        return tree

    def _make_table(self) -> PlainTable:
        heads = (t("Field"), self._said.then, t("Now"))
        table = PlainTable(t("What it said then and says now"), heads, stretched=(1, 2))
        table.setMinimumHeight(130)
        return table

    # What there is

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tree.scheduleDelayedItemsLayout()  # it measured its rows before they had their font

    def _on_change(self, _what: object) -> None:
        self.read()

    def _on_shield(self, _masked: bool) -> None:
        self.read(self._sheet)

    def read(self, compared: SinceSheet | None = None) -> None:
        """Compare anew, unless it was `compared` just now, and list what can be brought back."""
        self._from = self.content()
        if compared is None and self._from is not None:
            compared = self._shell.desk.ask(since_sheet, self._from)
        self._sheet = compared
        pages = self._shell.shown(compared).pages if compared is not None else ()
        self._pages = tuple(page for page in pages if self.listed(page.uid))
        self._fill()

    def _fill(self) -> None:
        """List what the line above asks for; what is ticked stays so, in sight or not."""
        wanted = self.find_line.text().casefold().split()
        kept = self._row_of(self.tree.currentItem())
        self.tree.blockSignals(True)
        self.tree.clear()
        listed, more, current = 0, 0, None
        for page in self._pages:
            lines = [line for line in page.lines if self._matches(page, line, wanted)]
            more += max(0, listed + len(lines) - MOST) if listed < MOST else len(lines)
            lines = lines[: max(0, MOST - listed)]
            listed += len(lines)
            if lines:
                head = self._head(page)
                for line in lines:
                    item = self._item(head, line)
                    current = item if current is None or (line.table, line.uid) == kept else current
                self._settle_head(head)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self.tree.setVisible(bool(self._pages))
        self.table.setVisible(bool(self._pages))
        self.find_line.setVisible(bool(self._pages))
        self._empty.setText(self._empty_words(listed, more))
        self._empty.setVisible(bool(self._empty.text()))
        if current is not None:
            self.tree.setCurrentItem(current)
        self._show(current)
        self._show_ticks()

    def _empty_words(self, listed: int, more: int) -> str:
        if not self._pages:
            return self._said.nothing
        if not listed:
            return t("Nothing in the list has these words.")
        return tn("One more is not listed: find it by its words.", "{n} more are not listed: find them by their words.",
                  more) if more else ""  # fmt: skip

    def _matches(self, page: SincePage, line: SinceLine, wanted: list[str]) -> bool:
        if not wanted:
            return True
        told = (page.name, title_words(line), kind_words(line), since_words(line.since), *(f.then for f in line.fields))
        said = " ".join(told).casefold()
        return all(word in said for word in wanted)

    def _head(self, page: SincePage) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.tree, [page.name or t("Not on a page")])
        head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        return head

    def _item(self, head: QTreeWidgetItem, line: SinceLine) -> QTreeWidgetItem:
        moment = moment_words(self._shell, line.moment)
        words = (" ".join(title_words(line).split())[:200], kind_words(line), moment, since_words(line.since))
        item = QTreeWidgetItem(head, list(words))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row = (line.table, line.uid)
        item.setData(0, _ROLE, row)
        item.setCheckState(0, Qt.CheckState.Checked if row in self._ticked else Qt.CheckState.Unchecked)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, t(", ").join(word for word in words if word))
        return item

    # Choosing

    def _on_tick(self, item: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        self.tree.blockSignals(True)
        state = item.checkState(0)
        for each in _children(item) or [item]:
            each.setCheckState(0, state)
            row = self._row_of(each)
            if row is not None:
                (self._ticked.add if state is Qt.CheckState.Checked else self._ticked.discard)(row)
        self._settle_head(item.parent() or item)
        self.tree.blockSignals(False)
        self._show_ticks()

    def _settle_head(self, head: QTreeWidgetItem) -> None:
        states = {each.checkState(0) for each in _children(head)}
        head.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)

    def _show_ticks(self) -> None:
        count = len(self._chosen())
        self.main.set_text(tn("Bring one thing back", "Bring {n} things back", count) if count else t("Bring back"))
        self.main.setEnabled(count > 0)
        self._refuse("")

    def _chosen(self) -> set[Row]:
        """What is ticked and still is to be brought back, listed just now or not."""
        return {(line.table, line.uid) for page in self._pages for line in page.lines} & self._ticked

    def _row_of(self, item: QTreeWidgetItem | None) -> Row | None:
        held = item.data(0, _ROLE) if item is not None else None
        return (str(held[0]), str(held[1])) if held is not None else None

    def _show(self, item: QTreeWidgetItem | None) -> None:
        """Show what the chosen line said then and says now."""
        row = self._row_of(item)
        found = (line for page in self._pages for line in page.lines if (line.table, line.uid) == row)
        line = next(found, None)
        fields = shown_fields(line) if line is not None else []
        self.table.setRowCount(len(fields))
        for number, each in enumerate(fields):
            assert line is not None
            then = said_words(self._shell, line, each.field, each.then)
            now = "–" if line.since == "gone" else said_words(self._shell, line, each.field, each.now)
            for column, words in enumerate((name_words(each.field), then, now)):
                self.table.setItem(number, column, QTableWidgetItem(words))
        self.table.resizeRowsToContents()

    # Doing

    def bring_back(self) -> None:
        """Bring back what is ticked, as one step; the library is backed up before."""
        chosen = self._chosen()
        if not chosen or self._from is None:
            return
        try:
            with backed_up(self._shell, Reason.RESTORE):
                self._shell.try_do(commands.library.bring_back_rows, self._from, chosen)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            return
        self.accept()
        self._shell.say(tn("One thing is back.", "{n} things are back.", len(chosen)), undo=True)

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))


class BringBackSheet(BackSheet):
    """Single things of a backup; what came after the backup is left alone."""

    def __init__(
        self, shell: Shell, parent: QWidget, backup: LibraryContent, when: str, first: SinceSheet | None = None
    ) -> None:
        self._backup = backup
        words = BackWords(
            title=t("Bring back from the backup of {when}", when=when),
            about=t(
                "This is what the backup has that is gone here or says something else now. Tick what is to come back. "
                "What is said now is kept under “Set aside”, and one undo takes it all back."
            ),
            then=t("In the backup"),
            nothing=t("Nothing is gone and nothing says anything else: the library has all that this backup has."),
        )
        super().__init__(shell, parent, words, first)

    def content(self) -> LibraryContent:
        """What the backup has."""
        return self._backup


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(number) for number in range(item.childCount()))
    return [each for each in found if each is not None]
