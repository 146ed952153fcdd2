"""A lamp with the two lines that say who says so, and how we know."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.line_field import LineField
from negdesk.domain.wording import t


class SaidBy(QWidget):
    """Lighting the lamp opens the two lines; Enter goes from the first to the second and then to `done`.

    They close again once the cursor is in neither, but for one whose text was refused. `keep` is called with `who` or
    `evidence`, `light` with whether the lamp was lit or put out. Under the shield the lines stay closed.
    """

    def __init__(
        self, lamp: Lamp, light: Callable[[bool], object], keep: Callable[..., object], done: Callable[[], object],
        row_id: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self.lamp = lamp
        self.row_id = row_id  # which of the four it is, for what was typed here and refused
        self._light, self._done = light, done
        self._masked = False
        lamp.clicked.connect(self._lit)
        self.who = LineField(t("Who says so"), lambda text: keep(who=text), size="small", placeholder=t("who says so"))
        self.evidence = LineField(
            t("How we know"), lambda text: keep(evidence=text), size="small", placeholder=t("how we know, then Enter")
        )
        self.who.entered.connect(self.evidence.focus_end)
        self.evidence.entered.connect(self._finish)
        for field in (self.who, self.evidence):
            field.left.connect(self._fold)
            field.refused.connect(lambda _sentence: self.open(not self.who.isHidden()))
            field.edit.escaped.connect(self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (lamp, self.who, self.evidence):
            column.addWidget(widget)
        self.open(False)

    def show_said(self, who: str, evidence: str, masked: bool) -> None:
        """Show what is known; nothing of it under the shield."""
        self._masked = masked
        for field, text in ((self.who, who), (self.evidence, evidence)):
            field.set_masked(masked)
            field.set_value("" if masked else text)
        if masked:
            self.open(False)

    def open(self, on: bool) -> None:
        """Open or close the two lines; one whose text was refused stays open."""
        for field in (self.who, self.evidence):
            field.setVisible(on or bool(field.refusal))

    def edit(self) -> None:
        """Open the two lines, with the cursor in the first."""
        if not self._masked:
            self.open(True)
            self.who.focus_end()

    def _lit(self, lit: bool) -> None:
        self._light(lit)
        if lit:
            self.edit()
        else:
            self.open(False)

    def _finish(self) -> None:
        self._done()
        self.open(False)

    def _fold(self) -> None:
        """Close the lines once the cursor is in neither of them."""
        if self.window().focusWidget() not in (self.who.edit, self.evidence.edit):
            self.open(False)
