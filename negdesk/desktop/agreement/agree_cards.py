"""Planned beside agreed, and who does what next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from negdesk import commands
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.chips import PrivateValue
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.controls.rows import RING_INSET
from negdesk.desktop.promises.promise_lines import PromiseLines
from negdesk.desktop.shell import Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK
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
        self._shown: tuple[tuple[ComparedLine, ...], bool] | None = None
        self.body.addWidget(self._facts)

    def show_sheet(self, sheet: AgreeSheet) -> None:
        """Show the comparison; the table is made anew only when it changed."""
        self._facts.setText(sheet.facts or ("" if sheet.terms else t("The plan has no terms yet.")))
        self._facts.setVisible(bool(self._facts.text()))
        if (sheet.terms, self._shell.shielded) == self._shown:
            return
        self._shown = (sheet.terms, self._shell.shielded)
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = self._made(sheet.terms)
        self.body.insertWidget(0, self._table)
        self._table.show()  # at once: else there would be a moment without any table

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
            target = MASK if self._shell.shielded else self._shell.amount(line.target, line.unit, line.currency)
            grid.addWidget(Body(target), row + 1, 1, right)
            agreed = self._shell.amount(line.agreed, line.unit, line.currency) or t("not yet")
            grid.addWidget(Label(agreed, kind="" if line.agreed is not None else "small"), row + 1, 2, right)
            grid.addWidget(PrivateValue(self._above(line)), row + 1, 3, right)
        grid.setColumnStretch(0, 1)
        return table

    def _above(self, line: ComparedLine) -> str:
        if self._shell.shielded:  # the same for all, so that it does not even tell which are known
            return MASK
        above = line.above_minimum
        if above is None:
            return ""
        if above == 0:
            return t("at it")
        if above < 0:
            return t("{amount} beyond it", amount=self._shell.amount(-above, line.unit, line.currency))
        return self._shell.amount(above, line.unit, line.currency)


class NextCard(Card):
    """Who does what next, and a line to add to it: a next step, or where not `next_steps` any promise."""

    def __init__(self, shell: Shell, title: str, *, next_steps: bool = True) -> None:
        super().__init__(title)
        self._next_steps = next_steps
        self._shell = shell
        self._negotiation_id = 0
        self._side = Side.US
        self.lines = PromiseLines(shell, t("No next step yet. A lasting deal has one that serves both."))
        self.body.addLayout(flush_left(self.lines, right=True, inset=RING_INSET))
        row = QHBoxLayout()
        row.setSpacing(4)
        self._whose = QPushButton()
        self._whose.setProperty("choice", True)
        self._whose.setAutoDefault(False)
        self._whose.clicked.connect(self._turn)
        self.add = AddLine(t("+ Add a next step") if next_steps else t("+ Add a promise"), self._add)
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
        self._whose.setAccessibleName(self._whose_words().format(side=self._side.label))
        self._whose.setToolTip(t("Whose the next one is; press to change"))

    def _whose_words(self) -> str:
        return t("Whose step: {side}") if self._next_steps else t("Whose promise: {side}")

    def _add(self, text: str) -> None:
        self._shell.try_do(
            commands.promise.add_promise,
            self._side,
            text,
            negotiation_id=self._negotiation_id,
            next_step=self._next_steps,
        )
