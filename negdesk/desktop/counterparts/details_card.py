"""How to reach a counterpart, what matters to them, and to which organisation they belong; all edited in place."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.counterparts.field_words import field_words, reminder_words
from negdesk.desktop.counterparts.own_fields import OwnFields
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import CounterpartPage, organisations

_LINES = {
    "email": False, "phone": False, "address": True, "languages": False, "known_since": False, "how_we_know": True,
    "what_matters": True, "tags": False, "quiet_after_days": False,
}  # fmt: skip
"""The private fields, and whether each may have several lines."""

_WORDS_WIDTH = 86


class DetailsCard(Card):
    """Private but for the kind and the organisation. `bin_it` puts the counterpart into the bin."""

    def __init__(self, shell: Shell, bin_it: Callable[[], object]) -> None:
        super().__init__(t("Details"), "private")
        self._shell = shell
        self._number, self._name, self._kind = 0, "", CounterpartKind.PERSON
        self._private: dict[str, Field] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        kinds = [(kind.value, kind.label) for kind in CounterpartKind]
        self.kind = ChoiceField(t("Kind"), kinds, self._set_kind)
        self.organisation = ChoiceField(t("Organisation"), [("", t("none"))], self._set_organisation)
        self._of = Small(t("Organisation"), wrap=True)
        self._add_line(Small(t("Kind"), wrap=True), self.kind)
        self._add_line(self._of, self.organisation)
        for name, long in _LINES.items():
            make = TextField if long else LineField
            self._private[name] = make(field_words(name), partial(self._save, name))
            self._add_line(Small(field_words(name), wrap=True), self._private[name])
        reminders = [("on", reminder_words(False)), ("off", reminder_words(True))]
        self._private["reminders_off"] = ChoiceField(field_words("reminders_off"), reminders, self._set_reminders)
        self._add_line(Small(field_words("reminders_off"), wrap=True), self._private["reminders_off"])
        self._private["quiet_after_days"].editor.setToolTip(
            t("Today says when there was no contact for so many days. Leave it empty to never be reminded.")
        )
        self.body.addLayout(self._grid)
        self.own = OwnFields(shell, _WORDS_WIDTH)
        self.body.addLayout(flush_left(self.own))
        self.before, self.same = Button(t("Said before…"), "quiet"), Button(t("Same as…"), "quiet")
        self.before.setToolTip(t("What these fields said before they became one with others"))
        self.same.setToolTip(t("Make one of this and another counterpart that is the same"))
        remove = Button(t("Move to the bin"), "quiet")
        remove.setToolTip(t("The bin gives it back"))
        self.before.clicked.connect(self._show_past)
        self.same.clicked.connect(self.choose_same)
        remove.clicked.connect(lambda: bin_it())
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addStretch(1)
        for button in (self.before, self.same, remove):
            foot.addWidget(button)
        self.body.addLayout(foot)

    def _add_line(self, words: Small, field: Field) -> None:
        row = self._grid.rowCount()
        words.setContentsMargins(0, 6, 0, 0)
        words.setFixedWidth(_WORDS_WIDTH)
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)

    def fields(self) -> tuple[Field, ...]:
        """The fields that hold what belongs to one counterpart."""
        return self.kind, self.organisation, *self._private.values()

    def field(self, name: str) -> Field:
        """The field of this name."""
        return self._private[name]

    def show_page(self, page: CounterpartPage, masked: bool) -> None:
        """Show what is known of this counterpart."""
        self._number, self._name, self._kind = page.id, page.name, page.kind
        for name, field in self._private.items():
            field.set_masked(masked)
            held = getattr(page, name)
            if name == "reminders_off":
                held = "off" if held else "on"
            field.set_value("" if held is None else str(held))
        self.own.show_fields(page.id, page.own, masked)
        self.before.setVisible(page.said_before)
        self.kind.set_value(page.kind.value)
        person = page.kind is CounterpartKind.PERSON
        for widget in (self._of, self.organisation):
            widget.setVisible(person)
        if person:
            known = self._shell.ask(organisations)
            self.organisation.set_choices([("", t("none")), *((str(each.id), each.name) for each in known)])
            self.organisation.set_value(str(page.organisation.id) if page.organisation is not None else "")

    def _set_kind(self, chosen: str) -> None:
        self._shell.try_do(commands.counterpart.edit_counterpart, self._number, kind=CounterpartKind(chosen))

    def _set_organisation(self, chosen: str) -> None:
        self._shell.try_do(commands.counterpart.set_organisation, self._number, int(chosen) if chosen else None)

    def _set_reminders(self, chosen: str) -> None:
        self._shell.try_do(commands.counterpart.edit_counterpart, self._number, reminders_off=chosen == "off")

    def _show_past(self) -> None:
        from negdesk.desktop.counterparts.past_sheet import PastSheet

        PastSheet(self._shell, self, "counterpart", self._number).open()

    def choose_same(self) -> None:
        """Ask who else here is the same one."""
        from negdesk.desktop.counterparts.same_sheet import SameCounterpartSheet

        self._shell.settling.emit()
        SameCounterpartSheet(self._shell, self, self._number, self._name, self._kind).open()

    def _save(self, name: str, text: str) -> None:
        place = f"counterpart:{self._number}:{name}"
        if name == "tags":
            self._shell.type_into(place, commands.tag.set_tags, self._number, text)
            return
        edit = commands.counterpart.edit_counterpart
        if name != "quiet_after_days":
            self._shell.type_into(place, edit, self._number, **{name: text})  # type: ignore[arg-type]  # one text field
            return
        typed = text.strip()
        if typed and not (typed.isdecimal() and len(typed) < 10):
            raise Refusal(t("Write a number of days, or leave it empty to never be reminded."), name)
        self._shell.type_into(place, edit, self._number, quiet_after_days=int(typed) if typed else None)
