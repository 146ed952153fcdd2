"""Saving the library in another format: which one, where, and that it is private."""

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QRadioButton, QWidget

from negdesk.desktop.controls.labels import Label
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.desktop.typed_path import answers, typed_path
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.exchange.writing import FORMATS, private_words, written


class ExportFormats(SheetDialog):
    """Up and Down choose the format, Enter saves; a file that is there is replaced by a second Enter only."""

    def __init__(self, shell: Shell, parent: QWidget, folder: Path) -> None:
        super().__init__(parent, t("Export"), width=560)
        self._shell = shell
        self._folder = folder
        self._may_replace: Path | None = None
        self._kinds = QButtonGroup(self)
        for number, each in enumerate(FORMATS):
            button = QRadioButton(each.label)
            button.setAccessibleName(each.label)
            self._kinds.addButton(button, number)
            self.column.addWidget(button)
        self._kinds.button(0).setChecked(True)
        self._kinds.idToggled.connect(lambda _number, on: self._propose() if on else None)
        private = Label(kind="banner-private", wrap=True)
        private.setText(private_words())
        self.column.addWidget(private)
        self.path = self.add_path(t("Save as"), t("Choose where to save"), self._choose)
        self.path.textEdited.connect(lambda _text: self._refuse(""))
        self._said = Label(kind="refusal", wrap=True)
        self.column.addWidget(self._said)
        self._save_button = self.add_buttons(t("Cancel"), t("Save"), self.save)
        self._save_button.setDefault(True)
        self._propose()
        self._kinds.button(0).setFocus()

    def _propose(self) -> None:
        kind = FORMATS[self._kinds.checkedId()]
        name = f"{self._shell.today().isoformat()} {t('PRIVATE')} NegDesk - {kind.name}{kind.ending}"
        self.path.setText(str(self._folder / name))
        self._refuse("")

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, t("Save as"), self.path.text())
        if chosen:
            self.path.setText(chosen)
            self._refuse("", replaces=Path(chosen))  # the system's own dialog has asked already

    def save(self) -> None:
        """Write the file whole or not at all; what is refused is said here."""
        from negdesk.documents.export import save

        path = self._folder / typed_path(self.path.text())
        try:
            if not self.path.text().strip():
                raise Refusal(t("Write a file name to save it under."), "path")
            if answers(path.is_file) and path != self._may_replace:
                self._refuse(t("There is a file of this name already. Save again to replace it."), replaces=path)
                return
            save(path, written(self._shell.desk.ask, FORMATS[self._kinds.checkedId()].name))
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            return
        self.accept()
        self._shell.say(t("Saved as {path}", path=path))

    def _refuse(self, sentence: str, replaces: Path | None = None) -> None:
        self._may_replace = replaces
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.path.setAccessibleDescription(sentence)
