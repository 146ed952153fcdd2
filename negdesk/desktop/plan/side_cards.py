"""What stands beside the plan: alternatives, who can commit, questions, if-thens."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from negdesk import commands
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.field import INSET
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.controls.line_field import AmountField, LineField
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.shell import Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK
from negdesk.domain.wording import t
from negdesk.queries.plan import AuthoritySheet, PlanSheet


class TextRows(RowList):
    """Texts edited in place, one a row; one that is left empty is removed.

    `beneath` makes a second, smaller text of each row, from its number; that one may be empty.
    """

    def __init__(
        self,
        name: str,
        save: Callable[[int, str], object],
        remove: Callable[[int], object],
        move: Callable[[int, int], object] | None = None,
        beneath: Callable[[int], TextField] | None = None,
    ) -> None:
        super().__init__(movable=move is not None, removable=True)
        self._name = name
        self._save = save
        self._beneath = beneath
        self._movable = move is not None
        self.removed.connect(lambda number: remove(int(str(number))))
        if move is not None:
            self.moved.connect(lambda number, to: move(int(str(number)), to))

    def show_texts(
        self, texts: Sequence[tuple[int, str]], masked: bool, beneath: Mapping[int, str] | None = None
    ) -> None:
        """Show these numbers with their texts, and with what stands beneath them."""
        held, below = dict(texts), beneath or {}
        self.movable, self.removable = self._movable and not masked, not masked
        for row in self.show_ids(list(held), self._row):
            number = int(str(row.row_id))
            row.set_name(held[number])
            # That there is nothing beneath is private as well, so all rows look alike under the shield.
            values = (held[number], MASK if masked else below.get(number, ""))
            for field, text in zip(row.findChildren(TextField), values, strict=False):
                field.set_masked(masked)
                field.set_value(text)

    def _row(self, number: object) -> Row:
        row = Row(inset=INSET)
        field = TextField(self._name, lambda text: self._keep(int(str(number)), text), single=True)
        for signal in (field.left, field.entered):
            signal.connect(lambda: self._remove_empty(number, field))
        row.line.setContentsMargins(0, 4, 0, 5)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(field)
        if self._beneath is not None:
            column.addWidget(self._beneath(int(str(number))))
        row.line.addLayout(column)
        return row

    def _keep(self, number: int, text: str) -> None:
        # Emptied while the cursor is still there, it may be about to be written anew.
        if text.strip():
            self._save(number, text)

    def _remove_empty(self, number: object, field: TextField) -> None:
        if self.removable and not field.text().strip() and self.row(number) is not None:
            self.removed.emit(number)


class AlternativesCard(Card):
    """What we do if we don't agree, and what they do as far as we know. Private."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("If we don't agree"), "private")
        self._shell = shell
        self._negotiation_id = 0
        self._lists: dict[Side, TextRows] = {}
        self.body.setSpacing(0)
        self.adds: dict[Side, AddLine] = {}
        for side in Side:
            if side is Side.THEM:
                self.body.addSpacing(8)
                self.body.addWidget(Small(t("Theirs, as far as we know")))
            rows = TextRows(t("Alternative"), self._save, self._remove, self._move)
            add = AddLine(
                t("+ What we do instead") if side is Side.US else t("+ What they do instead"),
                partial(self._add, side),
            )
            self._lists[side], self.adds[side] = rows, add
            self.body.addLayout(flush_left(rows, right=True))
            self.body.addWidget(add)

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show the alternatives of both sides."""
        self._negotiation_id = sheet.id
        for side, lines in ((Side.US, sheet.our_alternatives), (Side.THEM, sheet.their_alternatives)):
            self._lists[side].show_texts([(line.id, line.text) for line in lines], masked)
            self.adds[side].setVisible(not masked)

    def _add(self, side: Side, text: str) -> None:
        self._shell.try_do(commands.plan.add_alternative, self._negotiation_id, side, text)

    def _save(self, number: int, text: str) -> None:
        self._shell.type_into(f"alternative:{number}", commands.plan.edit_alternative, number, text)

    def _remove(self, number: int) -> None:
        self._shell.do_and_say(t("Removed."), commands.plan.remove_alternative, number)

    def _move(self, number: int, to: int) -> None:
        self._shell.do(commands.plan.move_alternative, number, to)


class AuthorityCard(Card):
    """Who can commit for each side, and how far."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Who can commit"))
        self._shell = shell
        self._negotiation_id = 0
        self._currency = ""
        self.who: dict[Side, LineField] = {}
        self._limits: dict[Side, AmountField] = {}
        self._notes: dict[Side, LineField] = {}
        self.evidence: dict[Side, LineField] = {}
        for side in Side:
            if side is Side.THEM:
                self.body.addWidget(Rule())
            self._side(side)

    def _side(self, side: Side) -> None:
        us = side is Side.US
        self.who[side] = LineField(
            t("Who can sign for us") if us else t("Who can sign for them"),
            lambda text: self._save(side, who=text),
            placeholder=t("who?") if us else t("not known yet"),
        )
        self._limits[side] = AmountField(
            t("Our limit") if us else t("Their limit"),
            lambda text: self._save_limit(side, text),
            placeholder=t("how much?"),
            align_right=False,
        )
        self._notes[side] = LineField(
            t("What our limit is for") if us else t("What their limit is for"),
            lambda text: self._save(side, limit_note=text),
            size="small",
            placeholder=t("such as a year"),
        )
        self.evidence[side] = LineField(
            t("How we know who signs for us") if us else t("How we know who signs for them"),
            lambda text: self._save(side, evidence=text),
            size="small",
            placeholder=t("how we know"),
        )
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(Body(t("Us:") if us else t("Them:")))
        top.addWidget(self.who[side], 1)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(Small(t("up to")))
        below.addWidget(self._limits[side])
        below.addWidget(self._notes[side], 1)
        self.body.addLayout(top)
        self.body.addLayout(below)
        self._limits[side].say_beneath(self.body)
        self.body.addLayout(flush_left(self.evidence[side], right=True))

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show who can commit."""
        self._negotiation_id, self._currency = sheet.id, sheet.currency
        for side, held in ((Side.US, sheet.authority_us), (Side.THEM, sheet.authority_them)):
            self._show_side(side, held, masked)

    def _show_side(self, side: Side, held: AuthoritySheet, masked: bool) -> None:
        limit = self._shell.amount(held.limit_amount, "", self._currency)
        for field, text in (
            (self.who[side], held.who),
            (self._limits[side], limit),
            (self._notes[side], held.limit_note),
            (self.evidence[side], held.evidence),
        ):
            field.set_masked(masked)
            # That somebody or some limit is not known yet is private as well, so all look alike under the shield.
            field.set_value(MASK if masked else text)

    def _save_limit(self, side: Side, text: str) -> None:
        self._save(side, limit_amount=self._shell.read_amount(text, "", self._currency))

    def _save(self, side: Side, **values: object) -> None:
        place = f"authority:{self._negotiation_id}:{side}:{','.join(values)}"
        self._shell.type_into(place, commands.plan.set_authority, self._negotiation_id, side, **values)  # type: ignore[arg-type]  # checked by the command


class QuestionsCard(Card):
    """What to ask, and what they answered."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Questions to ask"))
        self._shell = shell
        self._negotiation_id = 0
        self.body.setSpacing(0)
        self._rows = TextRows(t("Question"), self._save, self._remove, self._move, self._answer)
        self.add = AddLine(t("+ Add a question"), self._add)
        self.body.addLayout(flush_left(self._rows, right=True))
        self.body.addWidget(self.add)

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show the questions."""
        self._negotiation_id = sheet.id
        answers = {line.id: line.answer for line in sheet.questions}
        self._rows.show_texts([(line.id, line.text) for line in sheet.questions], masked, answers)
        self.add.setVisible(not masked)

    def _answer(self, number: int) -> TextField:
        return TextField(
            t("What they answered"),
            lambda text: self._shell.type_into(
                f"question:{number}:answer", commands.plan.edit_question, number, answer=text
            ),
            size="small",
            placeholder=t("their answer …"),
        )

    def _add(self, text: str) -> None:
        self._shell.try_do(commands.plan.add_question, self._negotiation_id, text)

    def _save(self, number: int, text: str) -> None:
        self._shell.type_into(f"question:{number}", commands.plan.edit_question, number, text=text)

    def _remove(self, number: int) -> None:
        self._shell.do_and_say(t("Removed."), commands.plan.remove_question, number)

    def _move(self, number: int, to: int) -> None:
        self._shell.do(commands.plan.move_question, number, to)


class IfThensCard(Card):
    """If they …, then I …"""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("If they …, then I …"), "private")
        self._shell = shell
        self._negotiation_id = 0
        self.body.setSpacing(0)
        self._rows = RowList(movable=True, removable=True)
        self._rows.moved.connect(lambda number, to: shell.do(commands.plan.move_if_then, int(str(number)), to))
        self._rows.removed.connect(self._remove)
        self.add = AddLine(t("+ If they …"), self._add)
        self.body.addLayout(flush_left(self._rows, right=True))
        self.body.addWidget(self.add)

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show the replies thought out beforehand."""
        self._negotiation_id = sheet.id
        held = {line.id: line for line in sheet.if_thens}
        self._rows.movable = self._rows.removable = not masked
        for row in self._rows.show_ids(list(held), self._row):
            line = held[int(str(row.row_id))]
            if isinstance(row, _IfThenRow):
                row.show_texts(line.if_text, line.then_text, masked)
        self.add.setVisible(not masked)

    def _row(self, number: object) -> Row:
        row = _IfThenRow(self._shell, int(str(number)))
        row.emptied.connect(lambda: self._remove_row(number))
        return row

    def _remove_row(self, number: object) -> None:
        if self._rows.removable and self._rows.row(number) is not None:
            self._remove(number)

    def _add(self, text: str) -> None:
        self._shell.try_do(commands.plan.add_if_then, self._negotiation_id, text)

    def _remove(self, number: object) -> None:
        self._shell.do_and_say(t("Removed."), commands.plan.remove_if_then, int(str(number)))


class _IfThenRow(Row):
    emptied = Signal()
    """What they do was left with nothing in it."""

    def __init__(self, shell: Shell, number: int) -> None:
        super().__init__(inset=INSET)
        self._shell, self._number = shell, number
        edit = commands.plan.edit_if_then
        self._if = TextField(t("If they"), self._keep_if, single=True)
        for signal in (self._if.left, self._if.entered):
            signal.connect(self._tell_emptied)
        self._then = TextField(
            t("Then I"),
            lambda text: shell.type_into(f"if_then:{number}:then", edit, number, then_text=text),
            single=True,
            size="small",
            placeholder=t("then I …"),
        )
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._if)
        column.addWidget(self._then)
        self.line.setContentsMargins(0, 4, 0, 5)
        self.line.addLayout(column)

    def _keep_if(self, text: str) -> None:
        # Emptied while the cursor is still there, it may be about to be written anew.
        if text.strip():
            edit = commands.plan.edit_if_then
            self._shell.type_into(f"if_then:{self._number}:if", edit, self._number, if_text=text)

    def _tell_emptied(self) -> None:
        if not self._if.text().strip():
            self.emptied.emit()

    def show_texts(self, if_text: str, then_text: str, masked: bool) -> None:
        """Show this reply."""
        self.set_name(if_text)
        for field, text in ((self._if, if_text), (self._then, then_text)):
            field.set_masked(masked)
            field.set_value(text)
