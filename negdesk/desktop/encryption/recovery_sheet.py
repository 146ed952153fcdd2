"""The recovery code, shown once: to print, to save as a private paper, or to write down."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from negdesk import documents
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label, Muted, Small, Strong
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.encryption import EncryptionState
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

_IN_A_ROW = 4
_MASK = "••••"


class RecoverySheet(SheetDialog):
    """Shows `code` in its groups; under the shield they are marks. Nothing of it is kept anywhere but on the paper."""

    def __init__(self, shell: Shell, parent: QWidget, library: Path, code: str, state: EncryptionState) -> None:
        super().__init__(parent, t("Your recovery code"), width=600)
        self._shell, self._library, self._state = shell, library, state
        self._code = code
        self.column.addWidget(
            Muted(
                t(
                    "It opens this library and its backups when nothing else does. Print it or write it down now, and "
                    "keep it away from this computer. Whoever has it and the file can read all of it."
                ),
                wrap=True,
            )
        )
        self.column.addSpacing(4)
        self._groups: list[Label] = []
        self.column.addWidget(self._card())
        self.column.addWidget(
            Small(
                t("While the library opens, Settings, Encryption can make this paper again."),
                wrap=True,
            )
        )
        self._said = Label(wrap=True)
        self._said.hide()
        self.column.addWidget(self._said)
        self.column.addSpacing(6)
        self.print_button = Button(t("Print…"), "primary")
        self.save_button = Button(t("Save as PDF…"))
        self.done_button = Button(t("Done"))
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save)
        self.done_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        self.column.addLayout(row)
        shell.shield_changed.connect(self._show_code)
        self._show_code(shell.shielded)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ask where to, and save the paper there."""
        from PySide6.QtWidgets import QFileDialog

        paper = self._paper()
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            t("Save the recovery paper"),
            str(Path(home) / paper.file_name),
            t("PDF ({pattern})", pattern="*.pdf"),
        )
        if not chosen:
            return
        path = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        try:
            documents.export.save(path, paper.data)
        except Refusal as refusal:
            self._say(refusal.sentence, "warn")
        else:
            self._say(t("Saved as {path}. Print it, or move it to a stick; then delete the file here.", path=path))

    def print_out(self) -> None:
        """Ask which printer, and print the paper."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from negdesk.desktop.agreement.paper_pages import print_out

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setDocName("NegDesk")
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            if print_out(self._paper().data, printer):
                self._say(t("Sent to the printer. Compare the page with the code here before you close this."))
            else:
                self._say(t("The printer did not take it. Save the paper and print it from there."), "warn")
        dialog.deleteLater()

    def done(self, result: int) -> None:
        self._code = ""
        for each in self._groups:
            each.clear()
        super().done(result)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at in range(len(self._code.split("-"))):
            number, group = Small(str(at + 1)), Strong(kind="page")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row, column = divmod(at, _IN_A_ROW)
            grid.addWidget(number, row, column * 2)
            grid.addWidget(group, row, column * 2 + 1)
            self._groups.append(group)
        for column in range(_IN_A_ROW):
            grid.setColumnStretch(column * 2 + 1, 1)
        return card

    def _show_code(self, masked: bool) -> None:
        for label, group in zip(self._groups, self._code.split("-"), strict=False):
            label.setText(_MASK if masked else group)
            label.setAccessibleName(_MASK if masked else " ".join(group))

    def _paper(self) -> "documents.export.Paper":
        opened = (
            t("Day by day your passphrase opens it.")
            if self._state.has_passphrase
            else t("Day by day the key store of your computer opens it. It has no passphrase.")
        )
        recovery = documents.recovery_paper
        sheet = recovery.RecoveryPaperSheet(self._library.name, self._code, self._shell.today(), opened)
        return recovery.recovery_paper(sheet, self._shell.paper_style())

    def _say(self, sentence: str, tone: str = "good") -> None:
        self._said.setText(sentence)
        self._said.set_tone(tone)
        self._said.show()
