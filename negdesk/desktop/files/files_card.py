"""The card of the files kept with a negotiation or a counterpart: dropped or chosen, opened, saved, thrown away."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QMenu

from negdesk import commands, documents
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.dropping import local_files
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import ElidedLabel, Small
from negdesk.desktop.controls.rows import RING_INSET, Row, RowList
from negdesk.desktop.files.attaching import attach
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.attached_file import FileLine, file_bytes, files_of_counterpart, files_of_negotiation


class FilesCard(Card):
    """Files are dropped on it, or chosen. Enter opens one, S saves it, Delete puts it into the bin."""

    def __init__(self, shell: Shell, owner: str) -> None:
        """`owner` is ``negotiation`` or ``counterpart``."""
        super().__init__(t("Files"))
        self._shell, self._owner, self._number = shell, owner, 0
        self.setAcceptDrops(True)
        self.list = RowList(t("Drop a file here: an offer letter, a price list. It is kept inside the library."),
                            removable=True, inset=RING_INSET)  # fmt: skip
        self.list.removed.connect(self._bin)
        self.body.addLayout(flush_left(self.list, right=True, inset=RING_INSET))
        self.add_button = Button(t("+ Add a file"), "quiet")
        self.add_button.clicked.connect(self._choose)
        foot = flush_left(self.add_button)
        foot.setStretchFactor(self.add_button, 0)  # or its words stand in the middle
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_of(self, number: int) -> None:
        """Show the files of the negotiation or counterpart with this number."""
        self._number = number
        query = files_of_negotiation if self._owner == "negotiation" else files_of_counterpart
        lines = {line.id: line for line in self._shell.ask(query, number)}
        for row in self.list.show_ids(list(lines), lambda _number: FileRow(self)):
            if isinstance(row, FileRow):
                line = lines[int(str(row.row_id))]
                row.show_line(line, self._shell.date_text(line.added_on))

    # Adding

    def add(self, paths: Sequence[Path]) -> None:
        """Keep these files; each that cannot be is named with the reason, and the others are kept."""
        attach(self._shell, self._owner, self._number, paths)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), t("Add files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(local_files(event.mimeData()))
        event.acceptProposedAction()

    # What is done with one

    def open_file(self, line: FileLine) -> None:
        """Show a private copy in the system's program for it."""
        self._with_bytes(line, lambda data: self._shell.copies.open(line.name, data))

    def save_as(self, line: FileLine) -> None:
        """Ask where to, and save a copy there."""
        if self._hidden():
            return
        dialog = QFileDialog(self.window(), t("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(line.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda name: self._with_bytes(line, lambda data: documents.export.save(Path(name), data))
        )
        dialog.open()

    def _with_bytes(self, line: FileLine, deed: Callable[[bytes], object]) -> None:
        if self._hidden():
            return
        try:
            deed(self._shell.desk.ask(file_bytes, line.id))
        except Refusal as refusal:
            self._shell.say(refusal.sentence)

    def _hidden(self) -> bool:
        if self._shell.shielded:
            self._shell.say(t("The shield is on. Put it down with F9 to open what is private."))
        return self._shell.shielded

    def _bin(self, number: object) -> None:
        self._shell.do_and_say(t("Put into the bin."), commands.attached_file.bin_file, int(str(number)))


class FileRow(Row):
    """One file: its name, and when it came and how large it is."""

    def __init__(self, card: FilesCard) -> None:
        super().__init__(focusable=True, inset=RING_INSET)
        self._card = card
        self._line: FileLine | None = None
        self._name, self._about = ElidedLabel(), Small()
        self.line.addWidget(self._name, 1)
        self.line.addWidget(self._about)
        self.activated.connect(self._open)

    def show_line(self, line: FileLine, came: str) -> None:
        """Show this file, and the day it came."""
        self._line = line
        how_large, form = line.size, QLocale.DataSizeFormat.DataSizeSIFormat
        size = "" if how_large is None else QLocale().formattedDataSize(how_large, 0, form)
        self._name.setText(line.name)
        self._about.setText(" · ".join(part for part in (came, size) if part))
        self._about.setToolTip(line.note)
        self.set_name(". ".join(part for part in (line.name, came, size, line.note) if part))

    def _open(self) -> None:
        if self._line is not None:
            self._card.open_file(self._line)

    def _save(self) -> None:
        if self._line is not None:
            self._card.save_as(self._line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() and event.key() == Qt.Key.Key_S and not event.modifiers():
            self._save()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._popup(event.globalPos())

    def _popup(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = self.row_id
        for words, deed in (
            (t("Open") + "\t" + t("Enter"), self._open),
            (t("Save a copy …") + "\tS", self._save),
            (t("Put into the bin") + "\t" + t("Delete"), lambda: self._card.list.removed.emit(number)),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.popup(at)
