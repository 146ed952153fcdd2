"""A good outcome for both sides, which opens the plan."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from negdesk import commands
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.plan import PlanSheet


class OutcomeCard(Card):
    """A good outcome for both of us opens the plan."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("A good outcome for both of us"))
        self._shell = shell
        self._negotiation_id = 0
        row = QHBoxLayout()
        row.setSpacing(24)
        self.us = TextField(
            t("For us"), lambda text: self._save("outcome_us", text), placeholder=t("What would be good for us?")
        )
        self.them = TextField(
            t("For them"), lambda text: self._save("outcome_them", text), placeholder=t("What would be good for them?")
        )
        for words, field in ((t("For us"), self.us), (t("For them"), self.them)):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(Small(words))
            column.addLayout(flush_left(field))
            column.addStretch(1)
            row.addLayout(column, 1)
        self.body.addLayout(row)

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show both outcomes."""
        self._negotiation_id = sheet.id
        for field, text in ((self.us, sheet.outcome_us), (self.them, sheet.outcome_them)):
            field.set_masked(masked)
            field.set_value(text)

    def _save(self, field: str, text: str) -> None:
        edit = commands.negotiation.edit_negotiation
        place = f"negotiation:{self._negotiation_id}:{field}"
        self._shell.type_into(place, edit, self._negotiation_id, **{field: text})
