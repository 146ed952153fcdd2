"""Says that the program made a mistake, what is safe, and offers a report that holds nothing private."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.unsaved import UnsavedText, unsaved_texts
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow


class CrashDialog(SheetDialog):
    """What was typed is saved first, if that can be; what cannot is shown here, to be copied. Escape goes on.

    `window` is the library's, or nothing where none is open; `parent` is what the dialog stands on.
    """

    def __init__(self, parent: QWidget, window: "MainWindow | None", report: str) -> None:
        super().__init__(parent, t("Something went wrong in NegDesk"), width=600)
        self._report = report
        texts = _saved_or_left(window)
        self.column.addWidget(Body(_what_is_safe(window, bool(texts)), wrap=True))
        self.unsaved = UnsavedText(texts, window.shell if window is not None else None)
        self.unsaved.setMaximumHeight(96)
        self.unsaved.setVisible(bool(texts))
        self.column.addWidget(self.unsaved)
        self.column.addWidget(
            Small(
                t(
                    "The report below says where in the program it happened. Nothing you wrote is in it, and it is "
                    "sent nowhere: if you pass it on, somebody can mend this."
                ),
                wrap=True,
            )
        )
        self.text = QPlainTextEdit(report)
        self.text.setAccessibleName(t("Report"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(150)
        self.column.addWidget(self.text)
        self._said = Label(wrap=True, kind="small")
        self._said.hide()
        self.column.addWidget(self._said)
        self.column.addSpacing(4)
        self.go_on, self.save = Button(t("Go on"), "primary"), Button(t("Save report…"))
        self.copy, self.copy_text = Button(t("Copy report")), Button(t("Copy what you typed"))
        self.quit = Button(t("Quit"))
        self.go_on.clicked.connect(self.accept)
        self.copy.clicked.connect(self._copy_report)
        self.copy_text.clicked.connect(self._copy_text)
        self.copy_text.setVisible(bool(texts))
        self.save.clicked.connect(self._save_report)
        self.quit.clicked.connect(self.accept)
        self.quit.clicked.connect(parent.close)
        row = QHBoxLayout()
        for button in (self.copy, self.save, self.copy_text):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.quit)
        row.addWidget(self.go_on)
        self.column.addLayout(row)
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._say(t("The report is in the clipboard."))

    def _copy_text(self) -> None:
        self.unsaved.copy_all()
        self._say(t("What you typed is in the clipboard for a minute."))

    def _save_report(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from negdesk.documents.export import save

        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = str(Path(home) / "negdesk-report.txt")
        chosen, _ = QFileDialog.getSaveFileName(self, t("Save report"), name)
        if not chosen:
            return
        try:
            save(Path(chosen), self._report.encode())
        except Refusal as refusal:
            self._say(refusal.sentence)
        else:
            self._say(t("Saved as {path}", path=chosen))

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()


def _saved_or_left(window: "MainWindow | None") -> list[str]:
    """Save what was typed; returns the texts that are not saved, as where the mistake is in the saving itself."""
    if window is None or window.shell.desk.closed:
        return []
    with suppress(Exception):  # whatever is broken: it is being told of already, and the texts are shown
        window.flush()
    return unsaved_texts(window)


def _what_is_safe(window: "MainWindow | None", left: bool) -> str:
    if window is None or window.shell.desk.closed:
        return t("The library is closed. All that was saved is in it.")
    if left:
        return t(
            "All that you see as saved is saved. What you typed last is not yet: it stays on screen, and here it is to "
            "be copied."
        )
    return t("All that you wrote is saved. You can go on; where something looks odd, leave the page and come back.")
