"""The ledger of gives and gets and the offers on the table: balance, and whether we gave before we asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from negdesk.domain.checking import check_amount, check_day, check_steps, keep
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import clean_line, clean_text
from negdesk.domain.wording import mark, t


class Priority(StrEnum):
    """How much we need a get."""

    MUST = "must"
    TRADABLE = "tradable"
    WISH = "wish"

    @property
    def label(self) -> str:
        """The priority's name on the screen."""
        return t({"must": mark("Must"), "tradable": mark("Tradable"), "wish": mark("Wish")}[self])


class LedgerState(StrEnum):
    """How far a give or a get has come: ours is offered, theirs is asked for."""

    PLANNED = "planned"
    OFFERED = "offered"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state's name on the screen."""
        return t(_STATE_LABELS[self])


_STATE_LABELS = {
    LedgerState.PLANNED: mark("planned"),
    LedgerState.OFFERED: mark("offered"),
    LedgerState.ASKED: mark("asked"),
    LedgerState.ACCEPTED: mark("accepted"),
    LedgerState.DECLINED: mark("declined"),
}


def on_the_table(side: Side) -> LedgerState:
    """The state of what was brought up and is not answered yet: we offer, and we ask."""
    return LedgerState.OFFERED if side is Side.US else LedgerState.ASKED


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The state's name on the screen."""
        return t({"open": mark("on the table"), "accepted": mark("accepted"), "declined": mark("declined")}[self])


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """What one side gives the other: a give where `side` is us, a get where it is them.

    `cost` is what it costs the giver and `value` what it is worth to the one who gets it, both in steps of 0 to 5;
    `cost_amount` is the cost in the negotiation's currency.
    """

    side: Side
    title: str
    cost: int = 0
    value: int = 0
    cost_amount: Decimal | None = None
    limit_text: str = ""
    condition_text: str = ""
    priority: Priority = Priority.TRADABLE
    give_first: bool = False
    state: LedgerState = LedgerState.PLANNED
    state_at: datetime | None = None
    due_on: date | None = None
    due_text: str = ""
    planned: bool = True

    def __post_init__(self) -> None:
        keep(self, title=clean_line(self.title, "title", required=True))
        for field in ("limit_text", "condition_text", "due_text"):
            keep(self, **{field: clean_line(getattr(self, field), field)})
        check_steps(self.cost, 0, 5, "cost")
        check_steps(self.value, 0, 5, "value")
        check_amount(self.cost_amount, "cost_amount", negative=False)
        check_day(self.due_on, "due_on")
        if self.give_first and self.side is Side.THEM:
            raise Refusal(t("Only a give of ours can come first. Mark one of our gives instead."), "give_first")
        if self.state is on_the_table(self.side.other):
            raise Refusal(t("We offer a give and ask for a get. Choose the other of the two."), "state")


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that one side put on the table; its amounts are one `OfferValue` for each term."""

    side: Side
    made_at: datetime
    state: OfferState = OfferState.OPEN
    text: str = ""

    def __post_init__(self) -> None:
        keep(self, text=clean_text(self.text, "text"))


@dataclass(frozen=True, slots=True)
class OfferValue:
    """What an offer says about one term."""

    value: Decimal

    def __post_init__(self) -> None:
        check_amount(self.value, "value")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gives of one side there are, and the sum of their values to the other."""

    count: int = 0
    value: int = 0

    @property
    def weight(self) -> int:
        """Their share of a drawing: by value, where an item that was never valued still counts as one."""
        return max(self.count, self.value)


@dataclass(frozen=True, slots=True)
class Balance:
    """What was given and got (accepted), and what is on the table (offered by us, asked of them)."""

    given: Tally = Tally()
    got: Tally = Tally()
    offered: Tally = Tally()
    asked: Tally = Tally()

    @property
    def shares(self) -> tuple[float, float]:
        """What was given and got as parts of all that was brought up, each 0.0 to 1.0, together at most 1.0."""
        total = sum(tally.weight for tally in (self.given, self.got, self.offered, self.asked))
        return (self.given.weight / total, self.got.weight / total) if total else (0.0, 0.0)


def balance(items: Iterable[LedgerItem]) -> Balance:
    """Gives and gets by count and by value; planned and declined ones do not count."""
    counts: dict[tuple[Side, bool], list[int]] = {}
    for item in items:
        if item.state in (LedgerState.PLANNED, LedgerState.DECLINED):
            continue
        counts.setdefault((item.side, item.state is LedgerState.ACCEPTED), []).append(item.value)

    def tally(side: Side, accepted: bool) -> Tally:
        values = counts.get((side, accepted), [])
        return Tally(len(values), sum(values))

    return Balance(
        given=tally(Side.US, True),
        got=tally(Side.THEM, True),
        offered=tally(Side.US, False),
        asked=tally(Side.THEM, False),
    )


class FirstMove(StrEnum):
    """Who got something first, as far as it depends on us."""

    NONE = "none"
    GAVE_FIRST = "gave_first"
    ASKED_FIRST = "asked_first"


def gave_first(gave_at: Iterable[datetime], asked_at: Iterable[datetime]) -> FirstMove:
    """Whether we gave before we asked, out of the times of our gives and our asks, in any order.

    A give and an ask of the same moment count as giving first: they were said in one breath.
    """
    gave, asked = min(gave_at, default=None), min(asked_at, default=None)
    if gave is None:
        return FirstMove.NONE if asked is None else FirstMove.ASKED_FIRST
    return FirstMove.GAVE_FIRST if asked is None or gave <= asked else FirstMove.ASKED_FIRST


def nudge(move: FirstMove, given_since: bool = False, give_first: str = "") -> str:
    """A gentle line where an ask came before any give, naming the planned first give; empty otherwise.

    It never blocks anything, and is silent once something was given (`given_since`).
    """
    if move is not FirstMove.ASKED_FIRST or given_since:
        return ""
    if give_first:
        return t("You asked before you gave. Your first give is ready: {title}", title=give_first)
    return t("You asked before you gave. Is there something small you can offer now?")


def first_move_sentence(move: FirstMove) -> str:
    """``You gave first.``, or nothing."""
    return t("You gave first.") if move is FirstMove.GAVE_FIRST else ""
