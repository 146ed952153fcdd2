"""The negotiation itself: its title, context and currency, and a note of one's own."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from negdesk import commands
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.negotiation import NegotiationHeader
from negdesk.queries.plan import PlanSheet

_FIRST_LINE = 4
"""How far the words stand beneath a field's upper edge to be in line with its first line, in logical pixels."""


class AboutCard(Card):
    """All of it is edited in place; the note is private."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("About"))
        self._shell = shell
        self._negotiation_id = 0
        self.title = TextField(t("Title"), self._saves("title"), single=True)
        self.context = TextField(
            t("Context"), self._saves("context"), single=True, placeholder=t("such as supplier purchase")
        )
        self.currency = LineField(
            t("Currency"), lambda text: self._save("currency", text.strip().upper()), placeholder=t("such as EUR")
        )
        self.note = TextField(t("Note"), self._saves("note"), placeholder=t("for yourself"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        fields: tuple[Field, ...] = (self.title, self.context, self.currency, self.note)
        for row, field in enumerate(fields):
            words = Small(field.called)
            words.setContentsMargins(0, _FIRST_LINE, 0, 0)
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(flush_left(field, right=True), row, 1)
        self.body.addLayout(grid)

    def show_sheet(self, sheet: PlanSheet, header: NegotiationHeader, masked: bool) -> None:
        """Show what the negotiation is."""
        self._negotiation_id = sheet.id
        for field, text in (
            (self.title, header.title),
            (self.context, header.context),
            (self.currency, header.currency),
            (self.note, sheet.note),
        ):
            field.set_masked(masked)
            field.set_value(text)

    def _saves(self, field: str) -> Callable[[str], object]:
        return lambda text: self._save(field, text)

    def _save(self, field: str, text: str) -> None:
        edit = commands.negotiation.edit_negotiation
        place = f"negotiation:{self._negotiation_id}:{field}"
        self._shell.type_into(place, edit, self._negotiation_id, **{field: text})
