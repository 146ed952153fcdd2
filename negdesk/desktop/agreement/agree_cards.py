"""Planned beside agreed, and who does what next."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from negdesk import commands
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.chips import Chip, PrivateValue
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.shell import Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import t
from negdesk.queries.agreement import AgreeSheet, ComparedLine
from negdesk.queries.promise import PromiseRow


class ComparedCard(Card):
    """Each term: target, agreed, and how far above our minimum; plain facts beneath."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Planned and agreed"))
        self._shell = shell
        self._table: QWidget | None = None
        self._facts = Small(wrap=True)
        self._shown: tuple[ComparedLine, ...] | None = None
        self.body.addWidget(self._facts)

    def show_sheet(self, sheet: AgreeSheet) -> None:
        """Show the comparison; the table is made anew only when it changed."""
        self._facts.setText(sheet.facts or ("" if sheet.terms else t("The plan has no terms yet.")))
        self._facts.setVisible(bool(self._facts.text()))
        if sheet.terms == self._shown:
            return
        self._shown = sheet.terms
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = self._made(sheet.terms)
        self.body.insertWidget(0, self._table)

    def _made(self, terms: tuple[ComparedLine, ...]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(8, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, words in enumerate((t("Term"), t("Target"), t("Agreed"), t("Above minimum"))):
            side = right if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(Label(words, kind="head"), 0, column, side)
        for place, line in enumerate(terms):
            row = 2 * place + 1
            grid.addWidget(Rule(), row, 0, 1, 4)
            grid.addWidget(Body(line.name, wrap=True), row + 1, 0)
            grid.addWidget(Body(self._shell.amount(line.target, line.unit, line.currency)), row + 1, 1, right)
            agreed = self._shell.amount(line.agreed, line.unit, line.currency) or t("not yet")
            grid.addWidget(Label(agreed, kind="" if line.agreed is not None else "small"), row + 1, 2, right)
            grid.addWidget(PrivateValue(self._above(line)), row + 1, 3, right)
        grid.setColumnStretch(0, 1)
        return table

    def _above(self, line: ComparedLine) -> str:
        above = line.above_minimum
        if above is None:
            return ""
        if above == 0:
            return t("at it")
        if above < 0:
            return t("{amount} beyond it", amount=self._shell.amount(-above, line.unit, line.currency))
        return self._shell.amount(above, line.unit, line.currency)


class PromiseLines(RowList):
    """Promises of both sides: a box that says kept, whose, what, and by when; the day is edited in place."""

    def __init__(self, shell: Shell, empty: str) -> None:
        super().__init__(empty, removable=True)
        self._shell = shell
        self.removed.connect(self._withdraw)

    def show_promises(self, promises: tuple[PromiseRow, ...]) -> None:
        """Show these."""
        held = {promise.id: promise for promise in promises}
        for row in self.show_ids(list(held), lambda number: PromiseLine(self._shell, int(str(number)))):
            if isinstance(row, PromiseLine):
                row.show_promise(held[int(str(row.row_id))])

    def _withdraw(self, number: object) -> None:
        self._shell.do(commands.promise.withdraw, int(str(number)))
        self._shell.say(t("Withdrawn: it no longer stands."), undo=True)


class PromiseLine(Row):
    """One promise. Space says that it was kept, N that it was not, Delete withdraws it, R has it stand again."""

    def __init__(self, shell: Shell, number: int) -> None:
        super().__init__(focusable=True)
        self._shell = shell
        self._number = number
        self.tick = TickBox(t("Kept"))
        self.tick.clicked.connect(self._settle)
        self._side = Chip("", "give")
        self._text, self._about, self._when = Body(wrap=True), Small(), Small()
        self.day = DateField(t("By when"), self._set_day, today=shell.today, placeholder=t("no day"), hugs=True)
        self.line.addWidget(self.tick)
        self.line.addWidget(self._side)
        self.line.addWidget(self._text, 1)
        self.line.addWidget(self._about)
        self.line.addWidget(self._when)
        self.line.addWidget(self.day)
        self.activated.connect(self.day.focus_end)

    def show_promise(self, promise: PromiseRow) -> None:
        """Show this promise."""
        self.tick.setChecked(not promise.open)
        us = promise.side is Side.US
        self._side.set_text(Side(promise.side).label)
        self._side.set_kind("give" if us else "get")
        self._text.setText(promise.text)
        late = promise.open and promise.standing.value == "late"
        self._when.setText(promise.when if late or not promise.open else "")
        self._when.set_tone("late" if late else "")
        self.day.set_day(promise.due_on)
        self.day.set_placeholder(promise.when if promise.open and not promise.due_on and promise.when else t("no day"))
        self.day.setVisible(promise.open)
        self.set_name(
            ". ".join(part for part in (self._side.text(), promise.text, promise.about, promise.when) if part)
        )

    def show_about(self, words: str) -> None:
        """Say which negotiation or counterpart it belongs to."""
        self._about.setText(words)

    def _settle(self) -> None:
        kept = self.tick.isChecked()
        self._shell.do(commands.promise.keep if kept else commands.promise.reopen, self._number)
        self._shell.say(t("Kept.") if kept else t("Open again."), undo=True)

    def _set_day(self, day: date | None) -> None:
        self._shell.try_do(commands.promise.edit_promise, self._number, due_on=day)


class NextCard(Card):
    """Who does what next, and a line to add to it."""

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(title)
        self._shell = shell
        self._negotiation_id = 0
        self._side = Side.US
        self.lines = PromiseLines(shell, t("No next step yet. A lasting deal has one that serves both."))
        self.body.addWidget(self.lines)
        row = QHBoxLayout()
        row.setSpacing(4)
        self._whose = QPushButton()
        self._whose.setProperty("choice", True)
        self._whose.setAutoDefault(False)
        self._whose.clicked.connect(self._turn)
        self.add = AddLine(t("+ Add a next step"), self._add)
        row.addWidget(self._whose)
        row.addWidget(self.add, 1)
        self.body.addLayout(row)
        self._show_side()

    def show_promises(self, negotiation_id: int, promises: tuple[PromiseRow, ...]) -> None:
        """Show these promises of a negotiation."""
        self._negotiation_id = negotiation_id
        self.lines.show_promises(promises)

    def _turn(self) -> None:
        self._side = self._side.other
        self._show_side()

    def _show_side(self) -> None:
        self._whose.setText(self._side.label)
        self._whose.setAccessibleName(t("Whose step: {side}", side=self._side.label))
        self._whose.setToolTip(t("Whose step the next one is; press to change"))

    def _add(self, text: str) -> None:
        self._shell.try_do(
            commands.promise.add_promise, self._side, text, negotiation_id=self._negotiation_id, next_step=True
        )
