"""Will and authority on both sides: four lamps, each with who says so and on what evidence."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout

from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.labels import Body, Label
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.said_by import SaidBy
from negdesk.domain.negotiation import LAMPS, LampKind, Side
from negdesk.domain.wording import t
from negdesk.queries.meeting import LampLine

_DOT = 22
"""How far the dot of a lamp reaches, in logical pixels."""


class LampsTable(Card):
    """A row for wanting and one for signing, a column for each side. Space or a click sets a lamp.

    `set_lamp` is called with side, kind, lit and, where they are written, `who` and `evidence`.
    """

    def __init__(self, set_lamp: Callable[..., object]) -> None:
        super().__init__(t("Will and authority, on both sides"))
        self._cells: dict[tuple[Side, LampKind], _LampCell] = {}
        grid = QGridLayout()
        grid.setContentsMargins(8, 0, 8, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        for column, side in enumerate(Side, start=1):
            grid.addWidget(Label(side.label, kind="head"), 0, column)
        for place, kind in enumerate(LampKind):
            grid.addWidget(Rule(), 2 * place + 1, 0, 1, 3)
            words = Body(kind.label)
            words.setContentsMargins(0, 4, 0, 0)  # on the line of the lamp's words
            grid.addWidget(words, 2 * place + 2, 0, Qt.AlignmentFlag.AlignTop)
            for column, side in enumerate(Side, start=1):
                cell = _LampCell(side, kind, set_lamp)
                self._cells[side, kind] = cell
                grid.addWidget(cell, 2 * place + 2, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, 90)
        self.body.addLayout(grid)

    def show_lamps(self, lamps: tuple[LampLine, ...], masked: bool) -> None:
        """Show the state of the four."""
        for line in lamps:
            self._cells[line.side, line.kind].show_line(line, masked)

    def fold(self) -> None:
        """Close every field for who says so, as when another negotiation is shown."""
        for cell in self._cells.values():
            cell.open(False)

    def focus_first_dark(self) -> None:
        """Put the cursor on the first lamp that is dark."""
        dark = next((cell for cell in self._cells.values() if not cell.lamp.isChecked()), None)
        if dark is not None:
            dark.lamp.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_chosen(self) -> None:
        """Change who says so, and how we know, of the lamp that has the cursor."""
        for cell in self._cells.values():
            if cell.lamp.hasFocus():
                cell.edit()

    def lamp(self, number: int) -> "_LampCell":
        """The lamp at this place, from 1 on, as the keys count them."""
        return self._cells[LAMPS[number - 1]]

    def toggle(self, number: int) -> None:
        """Light or put out a lamp, by its place from 1 on."""
        self.lamp(number).lamp.click()


class _LampCell(SaidBy):
    """A lamp with what is known of it in its words; F2 or a click on them changes that."""

    def __init__(self, side: Side, kind: LampKind, set_lamp: Callable[..., object]) -> None:
        self._worded = _WordedLamp()
        super().__init__(
            self._worded,
            light=lambda lit: set_lamp(side, kind, lit),
            keep=lambda **said: set_lamp(side, kind, self._worded.isChecked(), **said),
            done=lambda: self._worded.setFocus(Qt.FocusReason.OtherFocusReason),
            row_id=f"{side.value} {kind.value}",
        )
        self._worded.words_clicked.connect(self.edit)

    def show_line(self, line: LampLine, masked: bool) -> None:
        """Show a lamp: how we know or who says so in its words, both in its tool-tip; neither under the shield."""
        said = () if masked else tuple(part for part in (line.who, line.evidence) if part)
        state = t("yes") if line.lit else t("not yet")
        first = 0 if line.kind is LampKind.CAN_SIGN else -1  # who can sign, how we know that they want it
        words = said[first] if line.lit and said else state
        self.lamp.show_lamp(line.lit, words)
        self.lamp.setAccessibleName(t("{what}: {state}", what=line.label, state=state))
        known = t(": ").join(said)
        self.lamp.setAccessibleDescription(known)
        change = t("F2 or a click on the words: who says so, and how we know.") if line.lit and not masked else ""
        self.lamp.setToolTip("\n".join(part for part in (line.label, known, change) if part))
        self.show_said(line.who, line.evidence, masked)


class _WordedLamp(Lamp):
    """A lamp; once it is lit, a click on its words changes them, and one on its dot puts it out."""

    words_clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isChecked() and event.position().x() > _DOT and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.words_clicked.emit()
            return
        super().mouseReleaseEvent(event)
