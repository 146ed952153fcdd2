"""What there is to say about a term besides its amounts: unit, direction, weight, what we know of theirs, authority."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negdesk.desktop.plan.cells import AmountCell, LineCell
from negdesk.desktop.plan.choice import Choice
from negdesk.desktop.plan.dots import Dots
from negdesk.desktop.plan.parts import PADDING, label
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.plan import TermLine

Edit = Callable[[str, object], None]


class TermDetails(QWidget):
    """Opened by the term's handle; Escape closes it."""

    refused = Signal(str)
    closed = Signal()

    def __init__(
        self, shell: Shell, edit: Edit, amount_saver: Callable[[str], Callable[[str], None]], remove: Callable[[], None]
    ) -> None:
        super().__init__()
        self._shell = shell
        self._edit = edit
        self.setProperty("details", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.unit = LineCell(t("Unit"), lambda text: edit("unit", text), t("none"))
        self.currency = LineCell(t("Currency"), lambda text: edit("currency", text), t("not money"))
        self.direction = Choice(
            t("Better for us"), (("less", t("Less is better for us")), ("more", t("More is better for us")))
        )
        self.weight = Dots(t("Weight"), "neutral", least=1)
        self.their_target = AmountCell(t("What they would like"), amount_saver("their_target"), t("unknown"), private=True)
        self.source = LineCell(t("How we know"), lambda text: edit("their_source", text), t("their invoice, a hint, a guess"))
        self.authority = AmountCell(t("We may sign alone up to"), amount_saver("authority_limit"), t("no limit"), private=True)
        self._remove = QPushButton(t("Remove this term"))
        self._remove.setProperty("quiet", True)
        self._remove.clicked.connect(remove)
        self.direction.chosen.connect(lambda key: self._try("more_is_better", key == "more"))
        self.weight.chosen.connect(lambda value: self._try("weight", value))
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for row, (left, right) in enumerate(
            (
                ((t("Unit"), self.unit), (t("They would like"), self.their_target)),
                ((t("Currency"), self.currency), (t("How we know"), self.source)),
                ((t("Weight"), self.weight), (t("We may sign alone up to"), self.authority)),
            )
        ):
            for column, (words, field) in enumerate((left, right)):
                grid.addWidget(label(words, "small"), row, 2 * column)
                stretchy = isinstance(field, LineCell) and not isinstance(field, AmountCell)
                grid.addWidget(field, row, 2 * column + 1, Qt.AlignmentFlag(0) if stretchy else Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        below = QHBoxLayout()
        below.addWidget(self.direction, 1)
        below.addWidget(self._remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING + 8, 6, PADDING, 10)
        whole.setSpacing(8)
        whole.addLayout(grid)
        whole.addLayout(below)
        for cell in (self.unit, self.currency, self.source, self.their_target, self.authority):
            cell.refused.connect(self.refused)

    def show_line(self, line: TermLine) -> None:
        """Show what the term says now."""
        self.unit.show_text(line.unit)
        self.currency.show_text(line.currency)
        self.source.show_text(line.their_source)
        self.their_target.show_text(self._shell.amount(line.their_target, line.unit, line.currency))
        self.authority.show_text(self._shell.amount(line.authority_limit, line.unit, line.currency))
        more = line.more_is_better
        self.direction.show_choice(None if more is None else "more" if more else "less")
        self.weight.show_value(line.weight)

    def focus_first(self) -> None:
        """Put the cursor on the first field."""
        self.unit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _try(self, field: str, value: object) -> None:
        try:
            self._edit(field, value)
        except Refusal as refusal:
            self.refused.emit(refusal.sentence)
        else:
            self.refused.emit("")
