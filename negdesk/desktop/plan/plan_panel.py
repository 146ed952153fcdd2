"""Step 1: the plan, edited in place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from negdesk.desk import Change
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.rows import RowList
from negdesk.desktop.files.files_card import FilesCard
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.plan.about_card import AboutCard
from negdesk.desktop.plan.items_card import ItemsCard
from negdesk.desktop.plan.outcome_card import OutcomeCard
from negdesk.desktop.plan.parties_card import PartiesCard
from negdesk.desktop.plan.readiness_card import ReadinessCard
from negdesk.desktop.plan.side_cards import (
    AlternativesCard,
    AuthorityCard,
    IfThensCard,
    QuestionsCard,
)
from negdesk.desktop.plan.terms_card import TermsCard
from negdesk.desktop.screen import Panel
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import t
from negdesk.queries.meeting import meeting_runs
from negdesk.queries.negotiation import negotiation_header
from negdesk.queries.plan import plan_sheet

_SIDE_BY_SIDE, _WITH_ROOM = 940, 660
"""From which width on cards stand beside the plan; and gives beside gets, with the room to agree in the terms."""


class PlanPanel(Panel):
    """What we would give, have to get, and could walk away with; each gap is one key from being filled."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._outcome = OutcomeCard(shell)
        self.terms = TermsCard(shell)
        self.gives, self.gets = ItemsCard(shell, Side.US), ItemsCard(shell, Side.THEM)
        self.readiness = ReadinessCard(self.fill)
        self._alternatives = AlternativesCard(shell)
        self._authority = AuthorityCard(shell)
        self._questions = QuestionsCard(shell)
        self._if_thens = IfThensCard(shell)
        self.parties, self._about = PartiesCard(shell), AboutCard(shell)
        self.files = FilesCard(shell, "negotiation")
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(18)
        self._columns.addLayout(self._left(), 748)
        self._columns.addLayout(self._right(), 270)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage(content)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        whole.addWidget(page)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        self._main = column
        column.addWidget(self._outcome)
        column.addWidget(self.terms)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(14)
        self._pair.addWidget(self.gives, 1)
        self._pair.addWidget(self.gets, 1)
        column.addLayout(self._pair)
        column.addStretch(1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(14)
        for card in (
            self.readiness, self._alternatives, self._authority, self._questions, self.parties, self._if_thens,
            self._about, self.files,
        ):  # fmt: skip
            column.addWidget(card)
        column.addStretch(1)
        self._beside = column
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, roomy = event.size().width() >= _SIDE_BY_SIDE, event.size().width() >= _WITH_ROOM
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._columns.setSpacing(18 if beside else 14)
        for number, share in enumerate((748, 270) if beside else (0, 1)):
            self._columns.setStretch(number, share)
        # Where nothing stands beside the plan, what is still open stands above it.
        home = self._beside if beside else self._main
        if home.indexOf(self.readiness) < 0:
            home.insertWidget(0, self.readiness)
        self._pair.setDirection(directions.LeftToRight if roomy else directions.TopToBottom)
        self.terms.set_narrow(not roomy)

    def show_negotiation(self, negotiation_id: int, focus: str = "") -> None:
        if negotiation_id != self.negotiation_id:
            # What was refused there must not stand in the plan of another negotiation.
            for field in self.findChildren(Field):
                field.forget()
            for line in self.findChildren(AddLine):
                line.forget()
        super().show_negotiation(negotiation_id, focus)
        if focus:
            self.fill(focus)
        else:
            self.readiness.take_cursor(self._outcome.us)

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(plan_sheet, self.negotiation_id)
        header = self.shell.ask(negotiation_header, self.negotiation_id)
        if sheet is None or header is None:
            return
        masked = self.shell.shielded
        self._outcome.show_sheet(sheet, masked)
        self.terms.show_sheet(sheet, masked)
        self.gives.show_sheet(sheet, masked)
        self.gets.show_sheet(sheet, masked)
        self.readiness.show_sheet(sheet)
        self._alternatives.show_sheet(sheet, masked)
        self._authority.show_sheet(sheet, masked)
        self._questions.show_sheet(sheet, masked)
        self._if_thens.show_sheet(sheet, masked)
        self.parties.show_header(header, masked)
        self._about.show_sheet(sheet, header, masked)
        self.files.show_of(self.negotiation_id)

    def primary_action(self) -> tuple[str, Callable[[], object]] | None:
        runs = self.shell.ask(meeting_runs, self.negotiation_id)
        place = Place("negotiation", self.negotiation_id, "meet", "" if runs else "start")
        return t("Back to the meeting") if runs else t("Start meeting"), lambda: self.shell.go(place)

    def fill(self, key: str) -> None:
        """Put the cursor where the gap of this key is filled, or on ``"TABLE:ID"``."""
        name, _, rest = key.partition(":")
        number, _, field = rest.partition(".")
        if name == "term" and number.isdecimal():
            self.terms.focus_field(int(number), field)
            return
        if name == "ledger_item" and number.isdecimal():
            self.gives.focus_item(int(number))
            self.gets.focus_item(int(number))
            return
        beside = {"alternative": self._alternatives, "question": self._questions, "if_then": self._if_thens}
        if name in beside and number.isdecimal():
            _take_cursor_in(beside[name], int(number))
            return
        places: dict[str, Callable[[], object]] = {
            "outcome.us": self._outcome.us.setFocus,
            "outcome.them": self._outcome.them.setFocus,
            "about": self._about.title.focus_end,
            "parties": self.parties.add.setFocus,
            "terms": self.terms.add.setFocus,
            "terms.walk_away": self.terms.add.setFocus,
            "alternative.us": self._alternatives.adds[Side.US].setFocus,
            "gives": self.gives.focus_first,
            "give_first": lambda: self.gives.focus_first(details=True),
            "must_get": lambda: self.gets.focus_first(details=True),
            "questions": self._questions.add.setFocus,
            "authority.us.who": self._authority.who[Side.US].setFocus,
            "authority.them.who": self._authority.who[Side.THEM].setFocus,
        }
        if key in places:
            places[key]()


def _take_cursor_in(card: QWidget, number: int) -> None:
    """Put the cursor in the first field of the row of this number."""
    for rows in card.findChildren(RowList):
        row = rows.row(number)
        field = row.findChild(Field) if row is not None else None
        if field is not None:
            field.focus_end()
