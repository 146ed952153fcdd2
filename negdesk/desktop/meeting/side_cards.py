"""What is at a glance in a meeting: the balance, the offers for one term, and the four lamps."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.bars import BalanceBar
from negdesk.desktop.controls.buttons import LinkButton
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.charts import StepGraph
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.said_by import SaidBy
from negdesk.desktop.window_actions import keys, tip
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.wording import t
from negdesk.queries.meeting import LampLine, MeetingSheet
from negdesk.queries.meeting_offers import WHOLE


def show_balance(bar: BalanceBar, sheet: MeetingSheet) -> None:
    """The counts of what was accepted, which the other side knows too; by value while nothing is hidden."""
    given, got = t("Given {n}", n=len(sheet.given)), t("Got {n}", n=len(sheet.got))
    held = sheet.balance
    if held is None:
        bar.set_balance(len(sheet.given), len(sheet.got), None, given, got)
        return
    whole = sum(tally.weight for tally in (held.given, held.got, held.offered, held.asked))
    bar.set_balance(held.given.weight, held.got.weight, whole or 1, given, got)


class BalanceCard(Card):
    """Given and got, whether we gave first, and what goes beyond our plan: quietly, and only to us."""

    def __init__(self) -> None:
        super().__init__(t("Balance"))
        self._shown: object = None
        self._bar = BalanceBar()
        self._note = Label(kind="banner", wrap=True)
        self._warning = Label(kind="banner-private", wrap=True)
        for widget in (self._bar, self._note, self._warning):
            self.body.addWidget(widget)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the balance of this meeting's negotiation; what is shown already is not painted again."""
        wanted = (sheet.balance, sheet.given, sheet.got, sheet.nudge, sheet.first_move, sheet.warning)
        if wanted == self._shown:
            return
        self._shown = wanted
        show_balance(self._bar, sheet)
        hidden = sheet.balance is None
        for label, text in ((self._note, sheet.nudge or sheet.first_move), (self._warning, sheet.warning)):
            label.setText("" if hidden else text)
            label.setVisible(bool(text) and not hidden)


class OffersCard(Card):
    """Both sides' steps for one term; the others are a key or a click away."""

    def __init__(self, amount: Callable[[Decimal | None, str, str], str]) -> None:
        super().__init__(t("Room to agree"))
        self._amount = amount
        self._unit = ("", "")
        self._term = 0
        self._sheet: MeetingSheet | None = None
        self._graph = StepGraph(lambda value: self._amount(value, *self._unit))
        self._next = reads(LinkButton(t("next"), small=True, underlined=False))
        self._next.setToolTip(tip(BY_NAME["next_term"]))
        self._next.setAccessibleName(t(BY_NAME["next_term"].text))
        self._next.clicked.connect(self.next_term)
        # A term's name may be long: its card must not be wider than the others for it.
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head.setStretchFactor(self.heading, 1000)
        self._sentence = Small(wrap=True)
        beneath = QHBoxLayout()
        beneath.addWidget(self._sentence, 1)
        beneath.addWidget(self._next, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self._graph)
        self.body.addLayout(beneath)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the offers of this meeting's negotiation; the card hides where there is nothing to show."""
        before, self._sheet = self._sheet, sheet
        if before is None or before.graphs != sheet.graphs:
            self._show_graph(sheet)

    def _show_graph(self, sheet: MeetingSheet) -> None:
        self.setVisible(bool(sheet.graphs))
        self._next.setVisible(len(sheet.graphs) > 1)
        term = next((each for each in sheet.graphs if each.term_id == self._term), None)
        term = term or next(iter(sheet.graphs), None)
        if term is None:
            self._graph.set_offers((), ())
            self.set_title("")
            self._sentence.setText("")
            return
        whole = term.term_id == WHOLE
        self.set_title(term.name if whole else t("{term}: room to agree", term=term.name))
        self._unit = (term.unit, term.currency)
        steps = [(number, step.side, step.value) for number, step in enumerate(term.steps) if step.value is not None]
        us = [(float(number), value) for number, side, value in steps if side is Side.US]
        them = [(float(number), value) for number, side, value in steps if side is Side.THEM]
        self._graph.set_offers(us, them, term.walk_away, term.target)
        self._sentence.setText(term.sentence)
        self._sentence.setVisible(bool(term.sentence))

    @property
    def at_last(self) -> bool:
        """Whether there is no term after the one that is shown."""
        ids = [each.term_id for each in self._sheet.graphs] if self._sheet is not None else []
        return not ids or ids[-1] == (self._term if self._term in ids else ids[0])

    def next_term(self) -> None:
        """Go on to the next term; from the last, to the first."""
        sheet = self._sheet
        if sheet is None or not sheet.graphs:
            return
        ids = [each.term_id for each in sheet.graphs]
        at = ids.index(self._term) if self._term in ids else 0
        self._term = ids[(at + 1) % len(ids)]
        self._show_graph(sheet)


class LampsCard(Card):
    """The four lamps, each set by one key; who says so and how we know are written right after.

    `set_lamp` is called with side, kind, lit and, where they are written, `who` and `evidence`.
    """

    def __init__(self, set_lamp: Callable[..., object], leave: Callable[[], object]) -> None:
        super().__init__(t("Ready to close"))
        self._set = set_lamp
        self._leave = leave
        self._rows: dict[tuple[Side, LampKind], _LampRow] = {}
        self._shown: object = None
        self.body.setSpacing(4)

    def show_lamps(self, lamps: tuple[LampLine, ...], masked: bool) -> None:
        """Show the state of each, where it changed."""
        if (lamps, masked) == self._shown:
            return
        self._shown = (lamps, masked)
        for number, line in enumerate(lamps, start=1):
            row = self._rows.get((line.side, line.kind))
            if row is None:
                if self._rows:
                    self.body.addWidget(Rule())
                row = self._rows[line.side, line.kind] = _LampRow(line, self._set, self._leave, number)
                self.body.addWidget(row)
            row.show_line(line, masked)

    def toggle(self, number: int) -> None:
        """Light the lamp at this place, from 1 on, and ask who says so; or put it out."""
        rows = list(self._rows.values())
        if 1 <= number <= len(rows):
            rows[number - 1].lamp.click()

    def lamp(self, number: int) -> "_LampRow":
        """The row at this place, from 1 on."""
        return list(self._rows.values())[number - 1]


class _LampRow(SaidBy):
    """A lamp that its key sets, with who says so in its words."""

    def __init__(
        self, line: LampLine, set_lamp: Callable[..., object], leave: Callable[[], object], number: int
    ) -> None:
        lamp = Lamp()
        super().__init__(
            lamp,
            light=lambda lit: set_lamp(line.side, line.kind, lit),
            keep=lambda **said: set_lamp(line.side, line.kind, lamp.isChecked(), **said),
            done=leave,
            row_id=f"{line.side.value} {line.kind.value}",
        )
        lamp.setToolTip(keys(BY_NAME[f"lamp_{number}"]))

    def show_line(self, line: LampLine, masked: bool) -> None:
        """Show its state; who and evidence are private."""
        who = "" if masked else line.who
        missing = t("who?") if line.kind is LampKind.CAN_SIGN and not line.lit and not who and not masked else ""
        words = f"{line.label}:" if missing else t("{lamp}: {who}", lamp=line.label, who=who) if who else line.label
        self.lamp.show_lamp(line.lit, words, missing)
        self.lamp.setAccessibleDescription("" if masked else line.evidence)
        self.show_said(line.who, line.evidence, masked)
