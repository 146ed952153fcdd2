"""How to reach a counterpart, what matters to them, and to which organisation they belong; all edited in place."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.queries.counterpart import CounterpartPage, organisations

_LINES = (
    ("email", mark("Email"), False),
    ("phone", mark("Phone"), False),
    ("address", mark("Address"), True),
    ("languages", mark("Languages"), False),
    ("known_since", mark("Known since"), False),
    ("how_we_know", mark("How we met"), True),
    ("what_matters", mark("What matters to them"), True),
    ("quiet_after_days", mark("Remind after days"), False),
)
"""Field, words, and whether it may have several lines."""

_WORDS_WIDTH = 86


class DetailsCard(Card):
    """Private but for the kind and the organisation. `bin_it` puts the counterpart into the bin."""

    def __init__(self, shell: Shell, bin_it: Callable[[], object]) -> None:
        super().__init__(t("Details"), "private")
        self._shell = shell
        self._number = 0
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
        for name, words, long in _LINES:
            make = TextField if long else LineField
            self._private[name] = make(t(words), partial(self._save, name))
            self._add_line(Small(t(words), wrap=True), self._private[name])
        self._private["quiet_after_days"].editor.setToolTip(
            t("Today says when there was no contact for so many days. Leave it empty to never be reminded.")
        )
        self.body.addLayout(self._grid)
        remove = Button(t("Move to the bin"), "quiet")
        remove.setToolTip(t("The bin gives it back"))
        remove.clicked.connect(lambda: bin_it())
        self.body.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)

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
        self._number = page.id
        for name, field in self._private.items():
            field.set_masked(masked)
            held = getattr(page, name)
            field.set_value("" if held is None else str(held))
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

    def _save(self, name: str, text: str) -> None:
        place = f"counterpart:{self._number}:{name}"
        edit = commands.counterpart.edit_counterpart
        if name != "quiet_after_days":
            self._shell.type_into(place, edit, self._number, **{name: text})  # type: ignore[arg-type]  # one text field
            return
        typed = text.strip()
        if typed and not (typed.isdecimal() and len(typed) < 10):
            raise Refusal(t("Write a number of days, or leave it empty to never be reminded."), name)
        self._shell.type_into(place, edit, self._number, quiet_after_days=int(typed) if typed else None)
