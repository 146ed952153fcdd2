"""Step 3: will and authority on both sides, planned and agreed, who does what next; and the page itself beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.agreement.agree_cards import ComparedCard, NextCard
from negdesk.desktop.agreement.agreeing import Agreeing
from negdesk.desktop.agreement.lamps_card import LampsTable
from negdesk.desktop.agreement.paper_preview import PaperPreview
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.steady_bar import BAR
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.screen import Handlers, Panel
from negdesk.desktop.shell import Shell
from negdesk.domain.negotiation import LampKind, Side, Stage
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.agreement import AgreeSheet, agree_sheet
from negdesk.queries.negotiation import negotiation_header

LEAST_LEFT = 396
"""The least width in pixels that the cards need beside the page."""

SIDE_BY_SIDE = 760
"""From which width on the page stands beside the cards; in a narrower window it stands beneath them."""


class AgreePanel(Panel):
    """What is agreed is composed from the ledger; nothing is typed twice."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._sheet: AgreeSheet | None = None
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._not_yet = _NotYet(self.agree_in_principle)
        self._lamps = LampsTable(self._set_lamp)
        self._beyond_authority = Label(kind="banner-private", wrap=True)
        self._compared = ComparedCard(shell)
        self._next = NextCard(shell, t("Who does what next"))
        self._changed = Label(kind="banner-private", wrap=True)
        self._lopsided = Label(kind="banner", wrap=True)
        self._goes_out = Label(
            t("The PDF for them leaves out walk-aways, private notes and the plan."), kind="banner", wrap=True
        )
        for widget in (self._not_yet, self._lamps, self._beyond_authority, self._compared, self._next):
            column.addWidget(widget)
        for note in (self._changed, self._lopsided, self._goes_out):
            column.addWidget(note)
        column.addStretch(1)
        self.preview = PaperPreview(shell)
        self._agreeing = Agreeing(shell, self)
        self._agreeing.agreed.connect(self._agreed)
        self._agreeing.refused.connect(self._refuse)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, BAR, 0)
        self._columns.setSpacing(18 - BAR)
        page = ScrollPage(left)
        page.setMinimumWidth(LEAST_LEFT + BAR)  # the table needs it; in a narrow window the page beside it gives way
        self._columns.addWidget(page, 430 + BAR)
        self._columns.addWidget(self.preview, 588)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = event.size().width() >= SIDE_BY_SIDE
        self._columns.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def show_negotiation(self, negotiation_id: int, focus: str = "") -> None:
        if negotiation_id != self.negotiation_id:
            self._not_yet.hide()
            self._lamps.fold()
        super().show_negotiation(negotiation_id, focus)
        self._lamps.focus_first_dark()

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(agree_sheet, self.negotiation_id, self.shell.today(), self.shell.numbers)
        self._sheet = sheet
        if sheet is None:
            return
        self._lamps.show_lamps(sheet.lamps, self.shell.shielded)
        for note, words in ((self._beyond_authority, sheet.beyond_authority), (self._lopsided, sheet.lopsided)):
            note.setText(words)
            note.setVisible(bool(words) and not self.shell.shielded)  # not even that it is
        self._compared.show_sheet(sheet)
        self._next.show_promises(self.negotiation_id, sheet.steps)
        self._changed.setText(_changed_words(sheet))
        self._changed.setVisible(bool(sheet.changed))
        if self._not_yet.isVisible() and all(line.lit for line in sheet.lamps):
            self._not_yet.hide()
        self.preview.show_subject(self.negotiation_id, sheet.counterpart_id)

    def primary_action(self) -> tuple[str, Callable[[], object]] | None:
        # Asked afresh: the page asks for it before this panel has heard of a change.
        header = self.shell.ask(negotiation_header, self.negotiation_id)
        if header is not None and header.stage is Stage.AGREED:
            return t("Open again"), self.open_again
        return t("Mark as agreed"), self.mark_agreed

    def handlers(self) -> Handlers:
        lamps: dict[str, Callable[[], object]] = {
            f"lamp_{number}": partial(self._lamps.toggle, number) for number in (1, 2, 3, 4)
        }
        mine: dict[str, Callable[[], object]] = {"edit_chosen": self._lamps.edit_chosen}
        if self.preview.has_page:
            tools = self.preview.tools
            mine |= {"find_in_paper": tools.begin_finding, "copy_paper": tools.copy_out, "print_paper": tools.print_out}
        if self.preview.can_mark_changes:
            mine["mark_changes"] = self.preview.turn_marking
        return {**lamps, **mine}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.preview.zoom_by(event):
            super().keyPressEvent(event)

    def mark_agreed(self) -> None:
        """Freeze it as agreed; with a lamp dark say which, and offer *agreed in principle*."""
        try:
            self._agreeing.begin(self.negotiation_id)
        except Refusal as refusal:
            self._refuse(self.negotiation_id, refusal)

    def _agreed(self, negotiation_id: int, version: int) -> None:
        if negotiation_id == self.negotiation_id:
            self._not_yet.hide()
        self.shell.say(t("Agreed. Version {n} is kept as it is now.", n=version), undo=True)

    def _refuse(self, negotiation_id: int, refusal: Refusal) -> None:
        if negotiation_id != self.negotiation_id:
            self.shell.say(refusal.sentence)
            return
        self._not_yet.say(refusal.sentence, bool(refusal.offers))
        self._lamps.focus_first_dark()

    def agree_in_principle(self) -> None:
        """Say that it is agreed in principle, until the dark lamps are lit."""
        try:
            self.shell.try_do(commands.agreement.agree_in_principle, self.negotiation_id)
        except Refusal as refusal:
            self._not_yet.say(refusal.sentence, False)
            return
        self._not_yet.hide()
        if self._sheet is not None:
            self.shell.say(self._sheet.waiting)

    def open_again(self) -> None:
        """Open the agreement again; its version stays."""
        self.shell.do(commands.agreement.open_again, self.negotiation_id)

    def _set_lamp(
        self, side: Side, kind: LampKind, lit: bool, who: str | None = None, evidence: str | None = None
    ) -> None:
        self.shell.try_do(commands.meeting.set_lamp, self.negotiation_id, side, kind, lit, who, evidence)


def _changed_words(sheet: AgreeSheet) -> str:
    """What changed since the last version, and while that stands how the next one is made."""
    if not sheet.changed:
        return ""
    said = t("Since version {n}: {changes}", n=sheet.version, changes=" ".join(sheet.changed))
    if sheet.stage is not Stage.AGREED:
        return said
    return t("{said} Open it again to agree on the next version.", said=said)


class _NotYet(QWidget):
    """Why it cannot be marked as agreed, and what can be done instead."""

    def __init__(self, in_principle: Callable[[], object]) -> None:
        super().__init__()
        self._words = Label(kind="banner-private", wrap=True)
        self._button = QPushButton(t("Agreed in principle"))
        self._button.setAccessibleName(self._button.text())
        self._button.setAutoDefault(False)
        self._button.clicked.connect(lambda: in_principle())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._button)
        self.hide()

    def say(self, sentence: str, offers: bool) -> None:
        """Say this; the button is there where agreeing in principle can be done."""
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        self._button.setVisible(offers)
        self.show()
