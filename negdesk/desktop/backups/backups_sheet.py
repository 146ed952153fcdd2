"""The list of backups: what each one holds, where they are kept, a new one, and all of one brought back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from negdesk.desktop.apart import apart
from negdesk.desktop.backups.backup_keeper import BackupKeeper, LibraryBackups
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.backup import BackupEntry, Reason
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

NUMBERS = (3, 4, 5, 6)
"""The columns that hold numbers."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BackupsSheet(SheetDialog):
    """Up and Down choose a backup; bringing one back asks once more, and backs up what is here first."""

    def __init__(
        self, shell: Shell, parent: QWidget, backups: Callable[[], LibraryBackups], keeper: BackupKeeper | None,
        set_folder: Callable[[Path], object], bring_back: Callable[[BackupEntry], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, t("Backups"), width=900)
        self._shell, self._backups, self._keeper = shell, backups, keeper
        self._set_folder, self._bring_back = set_folder, bring_back
        self._entries: list[BackupEntry] = []
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
        self.table = self._make_table()
        self.column.addWidget(self.table, 1)
        self._detail = Body(wrap=True)
        self.column.addWidget(self._detail)
        self._add_foot()
        self.refresh()

    def _make_table(self) -> QTableWidget:
        heads = (
            t("Made"),
            t("Why"),
            t("Latest entry"),
            t("Log entries"),
            t("Negotiations"),
            t("Counterparts"),
            t("Size"),
        )
        table = QTableWidget(0, len(heads))
        table.setAccessibleName(t("Backups"))
        table.setHorizontalHeaderLabels(heads)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in NUMBERS:
            head = table.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(RIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(220)
        table.itemActivated.connect(lambda _item: self.ask())
        table.itemSelectionChanged.connect(self._show_chosen)
        return table

    def _add_foot(self) -> None:
        self.now = Button(t("Back up now"))
        self.now.clicked.connect(self.back_up)
        self.now.setAutoDefault(False)
        self.now.setVisible(self._keeper is not None)
        row = QHBoxLayout()
        row.addWidget(self.now)
        row.addStretch(1)
        self.column.addLayout(row)
        self.main = self.add_buttons(t("Close"), t("Bring back all of it…"), self.ask)

    # The list

    def refresh(self) -> None:
        """Read the list anew; the newest is chosen."""
        access = self._shell.desk.access
        backups = self._backups()
        self._entries = apart(lambda: backups.entries(access))
        self.table.setRowCount(len(self._entries))
        for number, entry in enumerate(self._entries):
            for column, words in enumerate(self._cells(entry)):
                item = QTableWidgetItem(words)
                if column in NUMBERS:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(number, column, item)
        if self._entries:
            self.table.selectRow(0)
            self.table.setFocus()
        self._show_chosen()

    def _cells(self, entry: BackupEntry) -> tuple[str, ...]:
        held = entry.holding
        latest = held.latest_entry_at if held is not None else ""
        return (
            self._moment(entry.name.made_at),
            entry.name.reason.label,
            self._moment(datetime.fromisoformat(latest)) if latest else "–",
            *((str(held.log_entries), str(held.negotiations), str(held.counterparts)) if held else ("–", "–", "–")),
            _size(entry.size),
        )

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone()
        return f"{self._shell.date_text(local.date())}, {self._shell.time_text(local)}"

    def chosen(self) -> BackupEntry | None:
        """The backup that is chosen in the list."""
        row = self.table.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _show_chosen(self) -> None:
        entry = self.chosen()
        self.main.setText(t("Bring back all of it…"))
        self.main.setEnabled(entry is not None and entry.holding is not None and not self._shell.desk.read_only)
        if entry is None:
            self._detail.setText(t("There is no backup of this library in this folder yet."))
        elif entry.holding is None:
            self._detail.setText(entry.trouble)
        else:
            self._detail.setText(entry.file_name)
        self._asked = False

    # Doing

    def ask(self) -> None:
        """Bring the chosen one back, once the person has said so twice."""
        entry = self.chosen()
        if entry is None or not self.main.isEnabled():
            return
        if not self._asked:
            self._asked = True
            self._detail.setText(
                t(
                    "All of the library becomes as it was on {when}. What is here now is backed up first, so this can "
                    "be taken back from this list.",
                    when=self._moment(entry.name.made_at),
                )
            )
            self.main.setText(t("Yes, bring it back"))
            self.main.setFocus()
            return
        self.accept()
        self._bring_back(entry)

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
        self.refresh()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, t("Folder for backups"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self._take_folder()

    def _take_folder(self) -> None:
        folder = Path(self.folder.text().strip()).expanduser()
        if not folder.is_absolute() or (folder.exists() and not folder.is_dir()):
            self._refuse(t("{path} is not a folder. Choose one, or write its whole path.", path=folder))
            return
        self._refuse("")
        self._set_folder(folder)
        self.refresh()

    def _refuse(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.folder.setAccessibleDescription(sentence)


def _size(size: int) -> str:
    return t("{n} kB", n=max(1, size // 1000)) if size < 1_000_000 else t("{n} MB", n=f"{size / 1_000_000:.1f}")
