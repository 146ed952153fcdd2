"""Will and authority on both sides: four lamps, each with who says so and on what evidence."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.line_field import LineField
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.wording import t
from negdesk.queries.meeting import LampLine


class LampsTable(Card):
    """A row for wanting and one for signing, a column for each side. Space or a click sets a lamp."""

    def __init__(self, set_lamp: Callable[..., object]) -> None:
        super().__init__(t("Will and authority, on both sides"))
        self._cells: dict[tuple[Side, LampKind], _LampCell] = {}
        grid = QGridLayout()
        grid.setContentsMargins(8, 0, 8, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        for column, side in enumerate(Side, start=1):
            grid.addWidget(Small(side.label), 0, column)
        for place, kind in enumerate(LampKind):
            grid.addWidget(Rule(), 2 * place + 1, 0, 1, 3)
            grid.addWidget(Body(kind.label), 2 * place + 2, 0, Qt.AlignmentFlag.AlignTop)
            for column, side in enumerate(Side, start=1):
                cell = _LampCell(side, kind, set_lamp)
                self._cells[side, kind] = cell
                grid.addWidget(cell, 2 * place + 2, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, 90)
        self.body.addLayout(grid)

    def show_lamps(self, lamps: tuple[LampLine, ...], masked: bool) -> None:
        """Show the state of the four."""
        for line in lamps:
            self._cells[line.side, line.kind].show_line(line, masked)

    def focus_first_dark(self) -> None:
        """Put the cursor on the first lamp that is dark."""
        dark = next((cell for cell in self._cells.values() if not cell.lamp.isChecked()), None)
        if dark is not None:
            dark.lamp.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self, number: int) -> None:
        """Light or put out a lamp, by its place from 1 on."""
        order = ((Side.US, LampKind.WANTS), (Side.US, LampKind.CAN_SIGN), (Side.THEM, LampKind.WANTS),
                 (Side.THEM, LampKind.CAN_SIGN))  # fmt: skip
        self._cells[order[number - 1]].lamp.click()


class _LampCell(QWidget):
    def __init__(self, side: Side, kind: LampKind, set_lamp: Callable[..., object]) -> None:
        super().__init__()
        self.lamp = Lamp()
        self.lamp.clicked.connect(lambda lit: set_lamp(side, kind, lit))
        self.who = LineField(
            t("Who"), lambda text: set_lamp(side, kind, self.lamp.isChecked(), who=text), size="small",
            placeholder=t("who says so"),
        )  # fmt: skip
        self.evidence = LineField(
            t("On what evidence"), lambda text: set_lamp(side, kind, self.lamp.isChecked(), evidence=text),
            size="small", placeholder=t("how we know"),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.lamp, self.who, self.evidence):
            column.addWidget(widget)

    def show_line(self, line: LampLine, masked: bool) -> None:
        """Show a lamp; who and evidence can be written once it is lit."""
        self.lamp.show_lamp(line.lit, (t("yes") if line.lit else t("not yet")))
        self.lamp.setAccessibleName(line.label)
        for field, text in ((self.who, line.who), (self.evidence, line.evidence)):
            field.set_masked(masked)
            field.set_value(text)
            field.setVisible(line.lit and not masked)
