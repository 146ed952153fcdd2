"""A salvage while it goes on, and its report: table by table what came over and what could not be read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from negdesk.desktop.apart import apart
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.controls.plain_table import PlainTable
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.domain.library_content import BOOKS
from negdesk.domain.refusal import Refusal
from negdesk.domain.salvage_words import lost_words
from negdesk.domain.thing_words import many_of
from negdesk.domain.wording import t, tn

if TYPE_CHECKING:
    from negdesk.storage.salvage import TableSalvage

Tell = Callable[[int, int], object]


class SalvageWindow(SheetDialog):
    """`begin` salvages at once and shows the report; `open_made` opens the new library. No value of a row is shown."""

    _told = Signal(int, int)

    def __init__(
        self, parent: QWidget, library: Path, salvage: Callable[[Tell], "tuple[Path, list[TableSalvage]]"],
        open_made: Callable[[Path], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, t("Salvage of {name}", name=library.name), width=780)
        self._salvage, self._open_made = salvage, open_made
        self._busy = False
        self.made: Path | None = None
        """Where the new library is, once it is there."""
        self.said = Body(t("Reading every row that can be read …"), wrap=True)
        self.column.addWidget(self.said)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(t("How far it is"))
        self.column.addWidget(self._bar)
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.column.addWidget(self._refusal)
        heads = (t("What"), t("Came over"), t("What did not, as it was"))
        self.report = PlainTable(t("What came over"), heads, stretched=(2,), numbers=(1,))
        self.report.setMinimumHeight(260)
        self.report.hide()
        self.column.addWidget(self.report, 1)
        self._where = Small(wrap=True)
        self.column.addWidget(self._where)
        self.main = self.add_buttons(t("Close"), t("Open it"), self.open_it)
        self.main.setEnabled(False)
        self._told.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Salvage, while the bar shows how far it is; then show what came over, or why nothing was made."""
        salvage = self._salvage
        self._busy = True
        try:
            self.made, report = apart(lambda: salvage(self._told.emit))
        except Refusal as refusal:
            self.said.setText(t("Nothing was made."))
            self._refusal.setText(refusal.sentence)
            self._refusal.show()
            return
        finally:
            self._busy = False
            self._bar.hide()
        self._show_report(report)
        self._where.setText(str(self.made))
        self.main.setEnabled(True)
        self.main.setFocus()

    def _show_report(self, report: Sequence["TableSalvage"]) -> None:
        told = [each for each in report if (each.brought and each.table not in BOOKS) or not each.whole]
        told.sort(key=lambda each: (each.whole, many_of(each.table).casefold()))
        self.report.show()
        self.report.show_rows([(many_of(each.table), str(each.brought), lost_words(each) or "–") for each in told])
        rows = sum(each.brought for each in report if each.table not in BOOKS)
        if all(each.whole for each in report):
            self.said.setText(tn("One row was there, and it came over.", "All {n} rows came over.", rows))
        else:
            said = tn("One row came over.", "{n} rows came over.", rows)
            self.said.setText(t("{rows} Not everything could be read; the damaged file is still as it was.", rows=said))

    def _show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def open_it(self) -> None:
        """Open the new library."""
        if self.made is None:
            return
        try:
            self._open_made(self.made)
        except Refusal as refusal:
            self._refusal.setText(refusal.sentence)
            self._refusal.show()
            return
        self.accept()

    def reject(self) -> None:
        """Leave; while it salvages it stays."""
        if not self._busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
            return
        super().closeEvent(event)
