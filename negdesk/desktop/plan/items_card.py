"""What we can give, and what we have to get."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from negdesk import commands
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.chips import Chip
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.field import INSET
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.controls.line_field import AmountField, LineField
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.plan.details import Details, MoreButton, RemoveButton
from negdesk.desktop.shell import Shell
from negdesk.domain.ledger import Priority
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import t
from negdesk.queries.plan import ItemLine, PlanSheet

_BESIDE = 32
"""Letters that a title and its limit may have together to stand in one line."""


class ItemsCard(Card):
    """The gives of ours, or the gets. Dots say what a give is worth to them, and a get to us."""

    def __init__(self, shell: Shell, side: Side) -> None:
        ours = side is Side.US
        super().__init__(t("We can give") if ours else t("We have to get"), "give" if ours else "get")
        self._shell = shell
        self._side = side
        self._negotiation_id = 0
        self.body.setSpacing(0)
        empty = (
            t("What costs us little and is worth much to them?")
            if ours
            else t("What do we need, and what would be nice?")
        )
        self.rows = RowList(empty, movable=True, removable=True, inset=INSET)
        self.rows.moved.connect(lambda item, to: shell.do(commands.ledger.move_item, int(str(item)), to))
        self.rows.removed.connect(self._remove)
        self.body.addLayout(flush_left(self.rows, right=True))
        self.add = AddLine(t("+ Add a give") if ours else t("+ Add a get"), self._add)
        self.body.addWidget(self.add)
        self.body.addStretch(1)

    def show_sheet(self, sheet: PlanSheet, masked: bool) -> None:
        """Show the gives or gets of a plan."""
        self._negotiation_id = sheet.id
        self.rows.movable = self.rows.removable = not masked
        items = {item.id: item for item in (sheet.gives if self._side is Side.US else sheet.gets)}
        for row in self.rows.show_ids(list(items), self._row):
            if isinstance(row, ItemRow):
                row.show_item(items[int(str(row.row_id))], sheet.currency, masked)
        self.add.setVisible(not masked)

    def _row(self, item: object) -> "ItemRow":
        return ItemRow(self._shell, int(str(item)), self._side)

    def focus_first(self, details: bool = False) -> None:
        """Put the cursor on the first row, in its details if asked, or on the line that adds one."""
        rows = self.rows.rows()
        if not rows:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        elif details and isinstance(rows[0], ItemRow):
            rows[0].open_details()
        else:
            rows[0].take_cursor()

    def focus_item(self, item_id: int) -> None:
        """Put the cursor on a give or a get."""
        row = self.rows.row(item_id)
        if row is not None:
            row.take_cursor()

    def _add(self, title: str) -> None:
        add = commands.ledger.add_give if self._side is Side.US else commands.ledger.add_get
        self._shell.try_do(add, self._negotiation_id, title, value=1)

    def _remove(self, item: object) -> None:
        self._shell.do_and_say(t("Removed."), commands.ledger.remove_item, int(str(item)))


class ItemRow(Row):
    """One give or get: its chip, title, limit and value; the rest in details beneath."""

    def __init__(self, shell: Shell, number: int, side: Side) -> None:
        super().__init__(inset=INSET)
        self._shell = shell
        self._number = number
        ours = side is Side.US
        self._chip = Chip("", "accent" if ours else "get")
        self.title = TextField(t("Give") if ours else t("Get"), lambda text: self._edit("title", text), single=True)
        self._limit_words = Small()
        worth = t("Worth to them") if ours else t("Worth to us")
        self.value = Dots(0, kind="give" if ours else "get", name=worth, editable=True)
        self.value.changed.connect(lambda steps: self._set("value", steps))
        self._ours = ours
        self._details = self._make_details()
        self._more = MoreButton(self._details)
        whole = QVBoxLayout()
        whole.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._chip)
        top.addWidget(self.title, 1)
        top.addWidget(self._limit_words)
        self._limit_below = Small(wrap=True)
        top.addWidget(self.value)
        top.addWidget(self._more)
        whole.addLayout(top)
        self._limit_below.setContentsMargins(INSET, 0, 0, 0)
        whole.addWidget(self._limit_below)
        whole.addWidget(self._details)
        self.line.addLayout(whole, 1)

    def _make_details(self) -> Details:
        self.cost = Dots(0, kind="give" if self._ours else "get", name=t("Cost"), editable=True)
        self.cost.changed.connect(lambda steps: self._set("cost", steps))
        self._limit = LineField(t("Limit"), lambda text: self._edit("limit_text", text), placeholder=t("up to"))
        self._condition = LineField(
            t("Only if"), lambda text: self._edit("condition_text", text), placeholder=t("on condition that")
        )
        self._due_text = LineField(
            t("When, in words"), lambda text: self._edit("due_text", text), placeholder=t("each invoice")
        )
        self._due = DateField(
            t("By when"), lambda day: self._edit("due_on", day), today=self._shell.today, placeholder=t("no day")
        )
        cost_words = t("Costs us") if self._ours else t("Costs them")
        pairs = [(cost_words, self.cost), (t("Limit"), self._limit), (t("Only if"), self._condition)]
        if self._ours:
            self._first = TickBox(t("Give this first"))
            self._first.clicked.connect(lambda on: self._shell.do(commands.ledger.set_give_first, self._number, on))
            self._amount = AmountField(t("Cost in money"), self._save_amount, align_right=False)
            pairs += [(t("Cost in money"), self._amount), (t("Give first"), self._first)]
        else:
            self.priority = ChoiceField(
                t("How much we need it"), [(each.value, each.label) for each in Priority],
                lambda chosen: self._edit("priority", Priority(chosen)),
            )  # fmt: skip
            pairs += [(t("Need"), self.priority)]
        self.remove = RemoveButton(self)
        pairs += [(t("By when"), self._due), (t("In words"), self._due_text), (t("Not needed"), self.remove)]
        return Details(pairs, columns=1)

    def show_item(self, item: ItemLine, currency: str, masked: bool) -> None:
        """Show this give or get."""
        self.set_name(item.title)
        self._currency = currency
        for field, text in (
            (self.title, item.title),
            (self._limit, item.limit_text),
            (self._condition, item.condition_text),
            (self._due_text, item.due_text),
        ):
            field.set_masked(masked)
            field.set_value(text)
        self.value.set_value(item.value)
        self.cost.set_value(item.cost)
        self._due.set_day(item.due_on)
        self._show_limit(item.title, "" if masked else item.limit_text)
        self._more.setVisible(not masked)
        for button in (self._more, self.remove):
            button.name_row(item.title)
        if self._ours:
            self._chip.set_text(t("Give first") if item.give_first else "")
            self._first.setChecked(bool(item.give_first))
            self._amount.set_masked(masked)
            self._amount.set_value(self._shell.amount(item.cost_amount, "", currency))
        else:
            self._chip.set_text(t("Must") if item.priority is Priority.MUST else "")
            self.priority.set_value(item.priority.value if item.priority is not None else Priority.TRADABLE.value)
        chip = bool(self._chip.text())
        self._chip.setVisible(chip)
        self.line.setContentsMargins(INSET if chip else 0, 5, INSET, 6)
        if masked:
            self._details.hide()

    def _show_limit(self, title: str, limit: str) -> None:
        """A short limit stands beside its title, a long one beneath, so that the title keeps its room."""
        beside = len(title) + len(limit) <= _BESIDE
        for label, here in ((self._limit_words, beside), (self._limit_below, not beside)):
            label.setText(f"· {limit}" if beside else limit)
            label.setVisible(here and bool(limit))

    def open_details(self) -> None:
        """Show the details, with the cursor on what makes it the first give, or a must."""
        if self._details.isHidden():
            self._details.toggle()
        (self._first if self._ours else self.priority).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_amount(self, text: str) -> None:
        amount: Decimal | None = self._shell.read_amount(text, "", self._currency)
        self._edit("cost_amount", amount)

    def _set(self, field: str, value: object) -> None:
        self._shell.do(commands.ledger.edit_item, self._number, **{field: value})  # type: ignore[arg-type]  # checked by the command

    def _edit(self, field: str, value: object) -> None:
        edit = commands.ledger.edit_item
        self._shell.type_into(f"ledger_item:{self._number}:{field}", edit, self._number, **{field: value})  # type: ignore[arg-type]  # checked by the command
