"""What is at a glance in a meeting: the balance, the offers for one term, and the four lamps."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk.desktop.controls.bars import BalanceBar
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.charts import StepGraph
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.line_field import LineField
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.wording import t
from negdesk.queries.meeting import LampLine, MeetingSheet


class BalanceCard(Card):
    """Given and got, whether we gave first, and what goes beyond our plan: quietly, and only to us."""

    def __init__(self) -> None:
        super().__init__(t("Balance"))
        self._bar = BalanceBar()
        self._note = Label(kind="banner", wrap=True)
        self._warning = Label(kind="banner-private", wrap=True)
        for widget in (self._bar, self._note, self._warning):
            self.body.addWidget(widget)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the balance of this meeting's negotiation."""
        held = sheet.balance
        if held is None:
            self._bar.set_balance(None, None)
        else:
            tallies = (held.given, held.got, held.offered, held.asked)
            given, got = t("Given {n}", n=held.given.count), t("Got {n}", n=held.got.count)
            of = max(sum(tally.weight for tally in tallies), 1)
            self._bar.set_balance(held.given.weight, held.got.weight, of, given, got)
        note = sheet.nudge or sheet.first_move
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._warning.setText(sheet.warning)
        self._warning.setVisible(bool(sheet.warning))


class OffersCard(Card):
    """Both sides' steps for the term that most was said about."""

    def __init__(self, amount: Callable[[Decimal | None, str, str], str]) -> None:
        super().__init__(t("Room to agree"))
        self._amount = amount
        self._unit = ("", "")
        self._graph = StepGraph(lambda value: self._amount(value, *self._unit))
        self.body.addWidget(self._graph)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the offers of this meeting's negotiation; the card hides where there is no term."""
        term = sheet.graph
        self.setVisible(term is not None)
        if term is None:
            return
        self.set_title(t("{term}: room to agree", term=term.name))
        self._unit = (term.unit, term.currency)
        steps = list(enumerate(term.steps))
        us = [(float(number), step.value) for number, step in steps if step.side is Side.US]
        them = [(float(number), step.value) for number, step in steps if step.side is Side.THEM]
        self._graph.set_offers(us, them, term.walk_away, term.target)


class LampsCard(Card):
    """The four lamps; each is set by one key, and who and on what evidence are written beneath it."""

    def __init__(self, set_lamp: Callable[..., object]) -> None:
        super().__init__(t("Ready to close"))
        self._set = set_lamp
        self._rows: dict[tuple[Side, LampKind], _LampRow] = {}
        self.body.setSpacing(4)

    def show_lamps(self, lamps: tuple[LampLine, ...], masked: bool) -> None:
        """Show the state of each."""
        for line in lamps:
            row = self._rows.get((line.side, line.kind))
            if row is None:
                if self._rows:
                    self.body.addWidget(Rule())
                row = self._rows[line.side, line.kind] = _LampRow(line, self._set)
                self.body.addWidget(row)
            row.show_line(line, masked)

    def toggle(self, number: int) -> None:
        """Light or put out the lamp at this place, from 1 on, and write who next."""
        row = list(self._rows.values())[number - 1]
        row.lamp.click()


class _LampRow(QWidget):
    def __init__(self, line: LampLine, set_lamp: Callable[..., object]) -> None:
        super().__init__()
        self._key = (line.side, line.kind)
        self.lamp = Lamp()
        self.lamp.clicked.connect(lambda lit: set_lamp(*self._key, lit))
        self.who = LineField(t("Who"), lambda text: set_lamp(*self._key, self.lamp.isChecked(), who=text), size="small")
        self.evidence = LineField(
            t("On what evidence"), lambda text: set_lamp(*self._key, self.lamp.isChecked(), evidence=text), size="small"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lamp)
        column.addWidget(self.who)
        column.addWidget(self.evidence)

    def show_line(self, line: LampLine, masked: bool) -> None:
        """Show its state; who and evidence are there once it is lit."""
        who = "" if masked else line.who
        missing = t("who?") if line.kind is LampKind.CAN_SIGN and not line.lit and not who else ""
        words = t("{lamp}: {who}", lamp=line.label, who=who) if who or missing else line.label
        self.lamp.show_lamp(line.lit, f"{line.label}:" if missing else words, missing)
        self.lamp.setAccessibleName(line.label)
        for field, text, name in ((self.who, line.who, t("who says so")), (self.evidence, line.evidence, t("how we know"))):
            field.set_masked(masked)
            if not masked:
                field.set_value(text)
            field.set_placeholder(name)
            field.setVisible(line.lit and not masked)
