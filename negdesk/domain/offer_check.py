"""An offer beside our own plan: target, walk-away and authority, said without alarm. Private throughout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.money import NumberFormat, format_amount
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Term
from negdesk.domain.wording import t, tn


class TermPosition(StrEnum):
    """Where an offered value stands in our plan; the first that holds, from the last to the first."""

    UNKNOWN = "unknown"
    AT_TARGET = "at_target"
    BETWEEN = "between"
    BEYOND_AUTHORITY = "beyond_authority"
    BEYOND_WALK_AWAY = "beyond_walk_away"


@dataclass(frozen=True, slots=True)
class TermCheck:
    """One term of an offer. `room` is how far it is better for us than our walk-away (below zero: beyond it).

    `to_target` says how much is missing to our target; it is empty where nothing is, or we have none.
    """

    term_id: int
    name: str
    value: Decimal
    position: TermPosition
    beyond_authority: bool
    room: Decimal | None
    sentence: str
    to_target: str


def check_offer(
    values: Mapping[int, Decimal], terms: Mapping[int, Term], number_format: NumberFormat | None = None
) -> tuple[TermCheck, ...]:
    """Each value of an offer of either side beside our plan, in the order of `terms`; values of no term are skipped.

    "Beyond" is strict: a value at the walk-away or at the limit is within it.
    """
    numbers = number_format or NumberFormat()
    return tuple(_check(key, term, values[key], numbers) for key, term in terms.items() if key in values)


def better_by(term: Term, value: Decimal, than: Decimal) -> Decimal:
    """How far `value` is better for us than `than`, in the term's own unit; below zero where it is less good."""
    return value - than if term.more_is_better else than - value


def _check(key: int, term: Term, value: Decimal, numbers: NumberFormat) -> TermCheck:
    room = None if term.walk_away is None else better_by(term, value, term.walk_away)
    signing = None if term.authority_limit is None else better_by(term, value, term.authority_limit)
    to_target = None if term.target is None else better_by(term, value, term.target)
    beyond_authority = signing is not None and signing < 0
    if room is not None and room < 0:
        place = TermPosition.BEYOND_WALK_AWAY
    elif beyond_authority:
        place = TermPosition.BEYOND_AUTHORITY
    elif to_target is not None and to_target >= 0:
        place = TermPosition.AT_TARGET
    elif to_target is None and room is None:
        place = TermPosition.UNKNOWN
    else:
        place = TermPosition.BETWEEN

    def amount(value: Decimal) -> str:
        return format_amount(value, numbers, unit=term.unit, currency=term.currency)

    sentence = _sentence(place, term, amount(value), "" if room is None else amount(abs(room)))
    short = -min(to_target or Decimal(0), Decimal(0))
    to_go = t("To our target: {distance}.", distance=amount(short)) if short else ""
    return TermCheck(key, term.name, value, place, beyond_authority, room, sentence, to_go)


def _sentence(place: TermPosition, term: Term, value: str, distance: str) -> str:
    words = {"term": term.name, "value": value, "distance": distance}
    match place:
        case TermPosition.BEYOND_WALK_AWAY:
            return t("{term} at {value} is {distance} beyond our walk-away.", **words)
        case TermPosition.BEYOND_AUTHORITY:
            return t("{term} at {value} is more than we may sign alone.", **words)
        case TermPosition.AT_TARGET:
            return t("{term} at {value} reaches our target.", **words)
        case TermPosition.BETWEEN if distance:
            return t("{term} at {value} leaves {distance} to our walk-away.", **words)
        case TermPosition.BETWEEN:
            return t("{term} at {value} is short of our target.", **words)
        case TermPosition.UNKNOWN:
            return t("{term} at {value}: no target and no walk-away to compare with.", **words)


def cost_beyond_authority(
    items: Iterable[LedgerItem], limit: Decimal | None, currency: str = "", number_format: NumberFormat | None = None
) -> str:
    """How far our offered and accepted gives together cost more than `limit`, which we may sign for; else nothing.

    Both are in `currency`. Gives without an amount are not in the sum, and that is said with it.
    """
    ours = [
        item for item in items if item.side is Side.US and item.state in (LedgerState.OFFERED, LedgerState.ACCEPTED)
    ]
    total = sum((item.cost_amount for item in ours if item.cost_amount is not None), Decimal(0))
    if limit is None or total <= limit:
        return ""
    numbers = number_format or NumberFormat()
    sentence = t(
        "Our gives come to {total}, which is {over} more than we may sign for. Ask before you close.",
        total=format_amount(total, numbers, currency=currency),
        over=format_amount(total - limit, numbers, currency=currency),
    )
    if unknown := sum(item.cost_amount is None for item in ours):
        sentence += " " + tn("{n} give has no amount yet.", "{n} gives have no amount yet.", unknown)
    return sentence
