"""The list of a library's backups with what each one holds, and the line that opens one which has another key."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from negdesk.desktop.apart import apart
from negdesk.desktop.backups.backup_keeper import LibraryBackups
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Body, Label
from negdesk.desktop.controls.plain_table import PlainTable
from negdesk.domain.backup import BackupEntry
from negdesk.domain.privacy import MASK
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.storage.backup import Access


class BackupsPanel(QWidget):
    """Up and Down choose a backup, Enter emits `activated`. `moment` writes when one was made.

    What a locked one is opened with is kept as long as the panel is there, and no longer.
    """

    chosen_changed = Signal()
    activated = Signal()

    def __init__(
        self, backups: Callable[[], LibraryBackups], access: "Access", moment: Callable[[datetime], str]
    ) -> None:
        super().__init__()
        self._backups, self._access, self._moment = backups, access, moment
        self._entries: list[BackupEntry] = []
        self._codes: dict[str, str] = {}
        self._masked = False
        self.table = self._make_table()
        self._detail = Body(wrap=True)
        self._detail.setMinimumHeight(self._detail.fontMetrics().height() + 4)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(t("Passphrase or recovery code of this backup"))
        self.line.setPlaceholderText(self.line.accessibleName())
        self.line.returnPressed.connect(self.unlock)
        self._open = Button(t("Open it"))
        self._open.clicked.connect(self.unlock)
        self._refusal = Label(kind="refusal", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
        column.addLayout(row)
        column.addWidget(self._refusal)
        self._show_chosen()

    def _make_table(self) -> PlainTable:
        heads = (
            t("Made"),
            t("Why"),
            t("Latest entry"),
            t("Log entries"),
            t("Negotiations"),
            t("Counterparts"),
            t("Size"),
        )
        table = PlainTable(t("Backups"), heads, stretched=(1,), numbers=(3, 4, 5, 6))
        table.setMinimumHeight(200)
        table.itemActivated.connect(lambda _item: self._on_activated())
        table.itemSelectionChanged.connect(self._show_chosen)
        return table

    # The list

    def refresh(self) -> None:
        """Read the list anew; the newest is chosen."""
        backups, access = self._backups(), self._access
        self._entries = apart(lambda: [self._known(backups, each) for each in backups.entries(access)])
        self.table.setRowCount(len(self._entries))
        for number, entry in enumerate(self._entries):
            self._show_row(number, entry)
        if self._entries:
            self.table.selectRow(0)
            self.table.setFocus()
        self._show_chosen()

    def set_masked(self, on: bool) -> None:
        """Show marks in place of when and how much was written in the log, or show that again."""
        self._masked = on
        for number, entry in enumerate(self._entries):
            self._show_row(number, entry)

    def _known(self, backups: LibraryBackups, entry: BackupEntry) -> BackupEntry:
        code = self._codes.get(entry.file_name)
        try:
            return backups.seen_with(entry, self._access, code) if code else entry
        except Refusal:  # it went just now
            return entry

    def _show_row(self, number: int, entry: BackupEntry) -> None:
        held = entry.holding
        latest, counts = "–", ("–", "–", "–")
        if held is not None:
            latest = self._moment(datetime.fromisoformat(held.latest_entry_at)) if held.latest_entry_at else latest
            counts = (str(held.log_entries), str(held.negotiations), str(held.counterparts))
        if self._masked:
            latest, counts = MASK, (MASK, *counts[1:])
        made = self._moment(entry.name.made_at)
        self.table.show_row(number, (made, entry.name.reason.label, latest, *counts, _size(entry.size)))

    def chosen(self) -> BackupEntry | None:
        """The backup that is chosen in the list."""
        row = self.table.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def chosen_sound(self) -> BackupEntry | None:
        """The backup that is chosen, where it could be opened."""
        entry = self.chosen()
        return entry if entry is not None and entry.holding is not None else None

    def code_of(self, entry: BackupEntry) -> str:
        """What opens a backup of the list, as a recovery code; empty for a plain one. Raises `Refusal`."""
        return self._codes.get(entry.file_name) or self._backups().code_of(entry, self._access)

    def when(self, entry: BackupEntry) -> str:
        """When a backup was made, in words."""
        return self._moment(entry.name.made_at)

    def say(self, sentence: str) -> None:
        """Say something about the backup that is chosen, in place of its file's name."""
        self._detail.setText(sentence)

    def _show_chosen(self) -> None:
        entry = self.chosen()
        locked = entry is not None and entry.locked
        self.line.setVisible(locked)
        self._open.setVisible(locked)
        self.line.clear()
        self._refuse("")
        if entry is None:
            self.say(t("There is no backup of this library in this folder yet."))
        else:
            self.say(entry.trouble if entry.holding is None else entry.file_name)
        self.chosen_changed.emit()

    def _on_activated(self) -> None:
        entry = self.chosen()
        if entry is not None and entry.locked:
            self.line.setFocus()
        else:
            self.activated.emit()

    # One that has another key

    def unlock(self) -> None:
        """Open the backup that is chosen, and every other one that the same opens, with what was typed."""
        entry, typed, backups, access = self.chosen(), self.line.text(), self._backups(), self._access
        if entry is None:
            return
        try:
            if not typed:
                raise Refusal(t("Write the passphrase first."))
            code = apart(lambda: backups.code_of(entry, access, typed))
            opened = apart(lambda: _opened_with(backups, access, self._entries, code))
            if entry.file_name not in opened:
                raise Refusal(t("This does not open it, or the backup is damaged."))
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            self.line.selectAll()
            self.line.setFocus()
            return
        for number, each in enumerate(self._entries):
            if each.file_name in opened:
                self._codes[each.file_name] = code
                self._entries[number] = opened[each.file_name]
                self._show_row(number, opened[each.file_name])
        self._show_chosen()
        self.table.setFocus()

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        mark_refused(self.line, sentence)


def _opened_with(
    backups: LibraryBackups, access: "Access", entries: list[BackupEntry], code: str
) -> dict[str, BackupEntry]:
    """The locked ones that a code opens, by their files' names."""
    seen = [backups.seen_with(each, access, code) for each in entries if each.locked]
    return {each.file_name: each for each in seen if each.holding is not None}


def _size(size: int) -> str:
    return t("{n} kB", n=max(1, size // 1000)) if size < 1_000_000 else t("{n} MB", n=f"{size / 1_000_000:.1f}")
