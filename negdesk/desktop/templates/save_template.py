"""Keeping a plan as a template of one's own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from negdesk import commands
from negdesk.desktop.coming_back import sheet_place
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.kept_sheet import KeptSheet
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t


class SaveTemplate(KeptSheet):
    """A name and Enter."""

    def __init__(self, shell: Shell, parent: QWidget, negotiation_id: int, title: str) -> None:
        super().__init__(shell, parent, t("Save as template"), sheet_place("save_template", negotiation_id))
        self._negotiation_id = negotiation_id
        self.name = QLineEdit(title)
        self.name.setAccessibleName(t("Name of the template"))
        self.name.selectAll()
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.column.addWidget(self.name)
        self.column.addWidget(self._refusal)
        self.column.addWidget(
            Small(
                t("It keeps the checklist, terms, gives, gets and questions; amounts and names stay behind."), wrap=True
            )
        )
        self.add_buttons(t("Cancel"), t("Save"), self.save)
        self.hold_line("name", self.name)
        self.take_up()
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            return
        super().keyPressEvent(event)

    def save(self) -> None:
        """Keep it under this name; what is refused is said."""
        save = commands.draft.entering(self.kept_at, commands.template.save_own_template)
        try:
            self._shell.try_do(save, self._negotiation_id, self.name.text())
        except Refusal as refusal:
            self._say(refusal.sentence)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
        self._shell.say(t("Saved among your templates."), undo=True)

    def _say(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        mark_refused(self.name, sentence)
