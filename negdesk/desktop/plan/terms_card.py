"""The terms: opening, target, walk-away, their likely end, and the room to agree between the two."""

import dataclasses
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.bars import RangeBar
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.line_field import AmountField, LineField
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.plan.amounts import read_with_unit
from negdesk.desktop.plan.details import Details, MoreButton, RemoveButton
from negdesk.desktop.shell import Shell
from negdesk.domain.plan import check_order
from negdesk.domain.privacy import MASK
from negdesk.domain.wording import mark, t
from negdesk.queries.plan import PlanSheet, TermLine

COLUMNS = (
    ("opening", mark("Opening"), 88, 66),
    ("target", mark("Target"), 88, 66),
    ("walk_away", mark("Walk-away"), 100, 90),
    ("their_walk_away", mark("Their likely end"), 104, 94),
)
"""Each with its width, and how narrow it gets in a narrow window."""

ROOM_WIDTH = 132
_MORE_WIDTH = 30
_LOWER = 3
"""What a text of several lines begins too high beside amounts of one, in logical pixels."""


class TermsCard(Card):
    """Rows are reordered by Alt+Up and Alt+Down or a drag, and removed by Delete; undo gives back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Terms"))
        self._shell = shell
        self._negotiation_id = 0
        self._currency = ""
        self._narrow = False
        self.body.setSpacing(0)
        self._columns = _Head()
        self.body.addWidget(self._columns)
        self.body.addWidget(Rule())
        self.rows = RowList(t("What can be agreed? A price, an amount, a date…"), movable=True, removable=True)
        self.rows.moved.connect(lambda term, to: shell.do(commands.plan.move_term, int(str(term)), to))
        self.rows.removed.connect(self._remove)
        self.body.addWidget(self.rows)
        self.add = AddLine(t("+ Add a term"), self._add)
        self.body.addWidget(self.add)

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show the terms of a plan."""
        self._negotiation_id, self._currency = sheet.id, sheet.currency
        self.rows.movable = self.rows.removable = not masked
        terms = {term.id: term for term in sheet.terms}
        for row in self.rows.show_ids(list(terms), lambda term: TermRow(self._shell, int(str(term)), self._usual)):
            if isinstance(row, TermRow):
                row.show_term(terms[int(str(row.row_id))], masked)
                row.set_narrow(self._narrow)
        self.add.setVisible(not masked)

    def focus_field(self, term_id: int, field: str) -> bool:
        """Put the cursor on a term's field; whether the term is there."""
        row = self.rows.row(term_id)
        if isinstance(row, TermRow):
            row.focus_field(field)
            return True
        return False

    def set_narrow(self, on: bool) -> None:
        """In a narrow window the room to agree is left out, so that names and amounts stay whole."""
        self._narrow = on
        self._columns.set_narrow(on)
        for row in self.rows.rows():
            if isinstance(row, TermRow):
                row.set_narrow(on)

    def _usual(self) -> str:
        return self._currency

    def _add(self, name: str) -> None:
        self._shell.try_do(commands.plan.add_term, self._negotiation_id, name)

    def _remove(self, term: object) -> None:
        self._shell.do_and_say(t("Removed."), commands.plan.remove_term, int(str(term)))


class _Head(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._amounts: list[QWidget] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 4)
        row.setSpacing(6)
        row.addWidget(Label(t("Term"), kind="head"), 1)
        for _, words, width, _ in COLUMNS:
            label = Label(t(words), kind="head")
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setFixedWidth(width)
            self._amounts.append(label)
            label.setContentsMargins(0, 0, 6, 0)
            row.addWidget(label)
        self.room = Label(t("Room to agree"), kind="head")
        self.room.setFixedWidth(ROOM_WIDTH)
        row.addSpacing(8)
        row.addWidget(self.room)
        row.addSpacing(_MORE_WIDTH)

    def set_narrow(self, on: bool) -> None:
        """As the rows beneath."""
        _fit(self._amounts, self.room, on)


def _fit(amounts: Sequence[QWidget], room: QWidget, narrow: bool) -> None:
    for amount, (_, _, width, least) in zip(amounts, COLUMNS, strict=True):
        amount.setFixedWidth(least if narrow else width)
    room.setVisible(not narrow)


class TermRow(Row):
    """One term. An amount may be typed with its unit or currency, which the term then takes on."""

    def __init__(self, shell: Shell, number: int, usual_currency: Callable[[], str]) -> None:
        super().__init__(spacing=6)
        self._shell = shell
        self._number = number
        self._usual_currency = usual_currency
        self._term: TermLine | None = None
        self.name = TextField(t("Term"), lambda text: self._edit("name", text), single=True)
        self.name.setMinimumWidth(84)
        self.name.setContentsMargins(0, _LOWER, 0, 0)
        self.amounts = {
            field: AmountField(
                t(words),
                partial(self._save, field),
                private=field.endswith("walk_away"),
                lock=field == "walk_away",
                placeholder=t("unknown") if field == "their_walk_away" else t("set"),
            )
            for field, words, *_ in COLUMNS
        }
        self._bar = RangeBar()
        self._unknown = Small()
        self._details = self._make_details()
        self._more = MoreButton(self._details)
        self._lay_out()

    def _lay_out(self) -> None:
        self.line.setContentsMargins(0, 6, 0, 7)
        self._holders: list[QWidget] = []
        whole = QVBoxLayout()
        whole.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.name, 1)
        for field, _, width, _ in COLUMNS:
            holder = QWidget()
            holder.setFixedWidth(width)
            self._holders.append(holder)
            inside = QHBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addStretch(1)
            inside.addWidget(self.amounts[field])
            top.addWidget(holder)
        self.room = QWidget()
        self.room.setFixedWidth(ROOM_WIDTH)
        inside = QHBoxLayout(self.room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._bar)
        inside.addWidget(self._unknown)
        top.addSpacing(8)
        top.addWidget(self.room)
        kept = self._more.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the columns stay where they are under the shield
        self._more.setSizePolicy(kept)
        top.addWidget(self._more)
        whole.addLayout(top)
        for amount in self.amounts.values():
            amount.say_beneath(whole)
        whole.addWidget(self._details)
        self.line.addLayout(whole, 1)

    def _make_details(self) -> Details:
        self._unit = LineField(t("Unit"), lambda text: self._edit("unit", text), placeholder=t("t, days, %"))
        self._currency = LineField(t("Currency"), lambda text: self._edit("currency", text), placeholder=t("not money"))
        self.better = ChoiceField(
            t("Better for us"), [("0", t("less is better")), ("1", t("more is better"))],
            lambda chosen: self._edit("more_is_better", chosen == "1"),
        )  # fmt: skip
        self._weight = Dots(3, kind="give", name=t("Weight"), editable=True)
        self._weight.changed.connect(lambda steps: self._edit("weight", max(steps, 1)))
        self._their_target = AmountField(
            t("What they would like"),
            lambda text: self._save("their_target", text),
            placeholder=t("unknown"),
            align_right=False,
        )
        self._source = LineField(
            t("How we know"),
            lambda text: self._edit("their_source", text),
            placeholder=t("an invoice, a hint, a guess"),
        )
        self._authority = AmountField(
            t("We may sign up to"),
            lambda text: self._save("authority_limit", text),
            placeholder=t("no limit"),
            align_right=False,
        )
        self.remove = RemoveButton(self)
        return Details(
            (
                (t("Unit"), self._unit),
                (t("Currency"), self._currency),
                (t("Better for us"), self.better),
                (t("Weight"), self._weight),
                (t("What they would like"), self._their_target),
                (t("How we know"), self._source),
                (t("We may sign up to"), self._authority),
                (t("Not needed"), self.remove),
            )
        )

    def show_term(self, term: TermLine, masked: bool) -> None:
        """Show this term."""
        self._term = term
        self.set_name(term.name)
        texts: list[tuple[Field, str]] = [(self.name, term.name)]
        for field, cell in self.amounts.items():
            cell.set_unit(term.unit, term.currency)
            texts.append((cell, self._written(getattr(term, field))))
        texts += [
            (self._unit, term.unit),
            (self._currency, term.currency),
            (self._source, term.their_source),
            (self._their_target, self._written(term.their_target)),
            (self._authority, self._written(term.authority_limit)),
        ]
        for written, text in texts:
            written.set_masked(masked)
            written.set_value(text)
        self.better.set_value("1" if term.more_is_better else "0")
        self._weight.set_value(term.weight)
        room = term.room
        self._bar.set_room(room)
        self._bar.setVisible(room is not None and room.known)
        self._unknown.setText("" if room is None else room.sentence)
        self._unknown.setVisible(room is not None and not room.known)
        self._more.setVisible(not masked)
        for button in (self._more, self.remove):
            button.name_row(term.name)
        if masked:
            self._details.hide()

    def set_narrow(self, on: bool) -> None:
        """Leave out the room to agree, and bring the amounts nearer to each other."""
        _fit(self._holders, self.room, on)

    def focus_field(self, field: str) -> None:
        """Put the cursor on one of the amounts, or on the name."""
        self.amounts.get(field, self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, value: Decimal | None) -> str:
        if self._shell.shielded:
            return MASK
        return self._shell.amount(value, self._term.unit, self._term.currency) if self._term is not None else ""

    def _save(self, field: str, text: str) -> None:
        term = self._term
        if term is None:
            return
        read = read_with_unit(self._shell, text, term.unit, term.currency, self._usual_currency())
        changes: dict[str, object] = {field: read.value}
        if (read.unit, read.currency) != (term.unit, term.currency):
            changes |= {"unit": read.unit, "currency": read.currency}
        self._change(field, term, changes)

    def _edit(self, field: str, value: object) -> None:
        if self._term is not None:
            self._change(field, self._term, {field: value})

    def _change(self, field: str, term: TermLine, changes: dict[str, object]) -> None:
        """Change a field; amounts of this term that were refused are tried again, as they may be in order now."""
        meant = dataclasses.replace(term, **changes)  # type: ignore[arg-type]  # checked by the command
        check_order(
            bool(meant.more_is_better), meant.opening, meant.target, meant.walk_away,
            lambda value: self._shell.amount(value, meant.unit, meant.currency),
        )  # fmt: skip
        edit = commands.plan.edit_term
        self._shell.type_into(f"term:{self._number}:{field}", edit, self._number, **changes)  # type: ignore[arg-type]  # checked by the command
        for amount in self.amounts.values():
            if amount.refusal:
                amount.flush()
