"""One term of the plan: its amounts in a line, all else about it in details beneath."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.plan.amounts import read_with_unit
from negdesk.desktop.plan.cells import AmountCell, LineCell
from negdesk.desktop.plan.parts import PADDING, Sentence, label
from negdesk.desktop.plan.room_bar import RoomBar
from negdesk.desktop.plan.row_list import HANDLE_WIDTH, Row
from negdesk.desktop.plan.term_details import TermDetails
from negdesk.desktop.shell import Shell
from negdesk.domain.privacy import MASK
from negdesk.domain.wording import t
from negdesk.queries.plan import TermLine

AMOUNTS = ("opening", "target", "walk_away", "their_walk_away")


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in pixels of the table's columns after the first, which takes what is left."""

    opening: int
    target: int
    walk_away: int
    their_walk_away: int
    room: int

    @classmethod
    def fitting(cls, width: int) -> "Columns":
        """The columns of a table so wide: the drawing gives way first, then the amounts move together."""
        if width >= 640:
            return cls(80, 80, 109, 119, 150 + PADDING)
        if width >= 520:
            return cls(76, 76, 92, 96, 84)
        return cls(66, 66, 82, 82, 64)

    def of(self, name: str) -> int:
        """The width of the column of this name."""
        width: int = getattr(self, name)
        return width


class TermRow(Row[TermLine]):
    """Amounts may be typed with their unit or currency, which the term then takes on."""

    def __init__(self, shell: Shell, usual_currency: Callable[[], str]) -> None:
        super().__init__()
        self._shell = shell
        self._usual_currency = usual_currency
        self._line: TermLine | None = None
        self.name = LineCell(t("Term"), lambda text: self._edit("name", text))
        self.amounts = {
            "opening": AmountCell(t("Opening"), self._amount_saver("opening"), "–"),
            "target": AmountCell(t("Target"), self._amount_saver("target"), "–"),
            "walk_away": AmountCell(t("Walk-away"), self._amount_saver("walk_away"), t("set"), private=True, lock=True),
            "their_walk_away": AmountCell(
                t("Their likely end"), self._amount_saver("their_walk_away"), t("unknown"), private=True
            ),
        }
        self._bar = RoomBar()
        self._sentence = Sentence()
        self._details: TermDetails | None = None
        self._cells: dict[str, QWidget] = {}
        self._build()

    def _build(self) -> None:
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, PADDING, 6)
        line.setSpacing(0)
        line.addWidget(self.handle)
        line.addSpacing(PADDING - HANDLE_WIDTH)
        line.addWidget(self.name, 1)
        for field, cell in self.amounts.items():
            holder = QWidget()
            inside = QHBoxLayout(holder)
            inside.setContentsMargins(2, 0, 0, 0)
            inside.addWidget(cell, 0, Qt.AlignmentFlag.AlignRight)
            line.addWidget(holder)
            self._cells[field] = holder
        room = QWidget()
        inside = QHBoxLayout(room)
        inside.setContentsMargins(PADDING, 0, 0, 0)
        inside.addWidget(self._bar)
        line.addWidget(room)
        self._cells["room"] = room
        self._whole.addLayout(line)
        self._whole.addWidget(self._sentence)
        self._rule = QFrame()
        self._rule.setProperty("rule", True)
        self._rule.setFixedHeight(1)
        rule = QHBoxLayout()
        rule.setContentsMargins(PADDING, 0, PADDING, 0)
        rule.addWidget(self._rule)
        self._whole.addLayout(rule)
        for cell in (self.name, *self.amounts.values()):
            cell.refused.connect(self._sentence.say)

    def set_columns(self, columns: Columns) -> None:
        """Keep to these widths."""
        for field, holder in self._cells.items():
            holder.setFixedWidth(columns.of(field))

    def show_line(self, line: TermLine) -> None:
        self._line = line
        hidden = self._shell.shielded
        self.name.show_text(line.name)
        for field, cell in self.amounts.items():
            cell.show_text(MASK if hidden else self._written(getattr(line, field)))
            cell.setAccessibleName(t("{what} of {term}", what=_column_name(field), term=line.name))
        self.name.setAccessibleName(t("Term"))
        self.handle.name_row(line.name)
        self._bar.show_room(line.room, line.name)
        for each in (self.name, *self.amounts.values()):
            each.setReadOnly(hidden)
        self.handle.setEnabled(not hidden)
        if self._details is not None:
            self._details.show_line(line)
            self._details.setVisible(not hidden and self._details.isVisibleTo(self))

    def toggle_details(self) -> None:
        if self._details is None:
            self._details = TermDetails(self._shell, self._edit, self._amount_saver, self._remove)
            self._details.refused.connect(self._sentence.say)
            self._details.closed.connect(self._close_details)
            self._whole.insertWidget(1, self._details)
            if self._line is not None:
                self._details.show_line(self._line)
            self._details.show()
            self._details.focus_first()
        elif self._details.isVisible():
            self._close_details()
        else:
            self._details.show()
            self._details.focus_first()

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, field: str) -> None:
        """Put the cursor on this field."""
        cell = self.amounts.get(field, self.name)
        cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_last(self, last: bool) -> None:
        """The last row has no line beneath it."""
        self._rule.setVisible(not last)

    def _close_details(self) -> None:
        if self._details is not None:
            self._details.hide()
        self.handle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        self._shell.do(commands.plan.remove_term, self.row_id)

    def _written(self, value: Decimal | None) -> str:
        return self._shell.amount(value, self._line.unit, self._line.currency) if self._line else ""

    def _amount_saver(self, field: str) -> Callable[[str], None]:
        return lambda text: self._save_amount(field, text)

    def _save_amount(self, field: str, text: str) -> None:
        line = self._line
        if line is None or self._shell.shielded:
            return
        read = read_with_unit(self._shell, text, line.unit, line.currency, self._usual_currency())
        changes: dict[str, object] = {field: read.value}
        if (read.unit, read.currency) != (line.unit, line.currency):
            changes |= {"unit": read.unit, "currency": read.currency}
        self._shell.type_into(f"term:{self.row_id}:{field}", commands.plan.edit_term, self.row_id, **changes)

    def _edit(self, field: str, value: object) -> None:
        if not self._shell.shielded:
            self._shell.type_into(f"term:{self.row_id}:{field}", commands.plan.edit_term, self.row_id, **{field: value})


def _column_name(field: str) -> str:
    return {
        "opening": t("Opening"),
        "target": t("Target"),
        "walk_away": t("Walk-away"),
        "their_walk_away": t("Their likely end"),
    }[field]


def heading(text: str, right: bool = False) -> QWidget:
    """A column's heading."""
    made = label(text, "heading")
    if right:
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
