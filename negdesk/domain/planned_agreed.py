"""What was planned beside what was agreed, as plain facts. Private throughout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from negdesk.domain.ledger import LedgerItem, LedgerState, Priority
from negdesk.domain.negotiation import Side
from negdesk.domain.offer_check import better_by
from negdesk.domain.plan import Term
from negdesk.domain.text import listed, number_word
from negdesk.domain.wording import tn


@dataclass(frozen=True, slots=True)
class ComparedTerm:
    """One term: what we aimed for and what was agreed.

    `above_minimum` is how far the agreed value is better for us than our walk-away (0: at it; below zero: beyond it);
    None where either of the two is not known.
    """

    term_id: int
    name: str
    unit: str
    currency: str
    target: Decimal | None
    agreed: Decimal | None
    above_minimum: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each term of the plan in its order, and what differs among gives and gets in plain sentences."""

    terms: tuple[ComparedTerm, ...]
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentences in one line."""
        return " ".join(self.sentences)


def compare(terms: Mapping[int, Term], agreed: Mapping[int, Decimal], items: Iterable[LedgerItem]) -> Comparison:
    """Planned and agreed side by side: `agreed` holds the agreed value of each term that has one."""
    rows = tuple(_row(key, term, agreed.get(key)) for key, term in terms.items())
    return Comparison(rows, _sentences(tuple(items)))


def _row(key: int, term: Term, agreed: Decimal | None) -> ComparedTerm:
    least = term.walk_away
    return ComparedTerm(
        term_id=key,
        name=term.name,
        unit=term.unit,
        currency=term.currency,
        target=term.target,
        agreed=agreed,
        above_minimum=None if agreed is None or least is None else better_by(term, agreed, least),
    )


def _sentences(items: tuple[LedgerItem, ...]) -> tuple[str, ...]:
    accepted = [item for item in items if item.state is LedgerState.ACCEPTED]
    more_gives = [item.title for item in accepted if item.side is Side.US and not item.planned]
    more_gets = [item.title for item in accepted if item.side is Side.THEM and not item.planned]
    left = [item for item in items if item.planned and item.state is not LedgerState.ACCEPTED]
    kept_back = [item.title for item in left if item.side is Side.US]
    missing = [item.title for item in left if item.side is Side.THEM and item.priority is Priority.MUST]
    said: list[str] = []
    if n := len(more_gives):
        said.append(
            tn(
                "One give more than planned: {titles}.",
                "{number} gives more than planned: {titles}.",
                n,
                number=number_word(n, first=True),
                titles=listed(more_gives),
            )
        )
    if n := len(more_gets):
        said.append(
            tn(
                "One get more than planned: {titles}.",
                "{number} gets more than planned: {titles}.",
                n,
                number=number_word(n, first=True),
                titles=listed(more_gets),
            )
        )
    if n := len(kept_back):
        said.append(
            tn(
                "One planned give is not in it: {titles}.",
                "{number} planned gives are not in it: {titles}.",
                n,
                number=number_word(n, first=True),
                titles=listed(kept_back),
            )
        )
    if n := len(missing):
        said.append(
            tn(
                "One must-get is not in it: {titles}.",
                "{number} must-gets are not in it: {titles}.",
                n,
                number=number_word(n, first=True),
                titles=listed(missing),
            )
        )
    return tuple(said)
