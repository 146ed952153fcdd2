"""The offers of a negotiation as steps in time, one series for each term and side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negdesk.domain.negotiation import Side
from negdesk.domain.offer_check import TermCheck, TermPosition
from negdesk.domain.plan import Term
from negdesk.domain.privacy import Open
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class OfferStep:
    """One amount that a side put on the table for a term, in the order of time."""

    side: Open[Side]
    value: Decimal | None
    at: str


@dataclass(frozen=True, slots=True)
class TermSteps:
    """The steps of both sides for one term, with what they are seen against.

    `sentence` says how far the amount that stands last is from our target or our walk-away.
    """

    term_id: Open[int]
    name: str
    unit: str
    currency: str
    steps: tuple[OfferStep, ...]
    target: Decimal | None
    walk_away: Decimal | None
    sentence: str


def terms_of(connection: Connection, negotiation_id: int) -> dict[int, Term]:
    """The terms of the plan by their numbers, with what an offer is held against."""
    return {
        row[0]: Term(
            name=row[1],
            unit=row[2],
            currency=row[3],
            more_is_better=bool(row[4]),
            target=_amount(row[5]),
            walk_away=_amount(row[6]),
            authority_limit=_amount(row[7]),
        )
        for row in connection.execute(
            "SELECT id, name, unit, currency, more_is_better, target, walk_away, authority_limit FROM term"
            " WHERE negotiation_id = ? ORDER BY position, id",
            (negotiation_id,),
        )
    }


def steps_of(connection: Connection, negotiation_id: int) -> list[tuple[int, OfferStep]]:
    """Every amount that was put on the table with its term's number, in the order of time."""
    return [
        (term_id, OfferStep(Side(side), Decimal(value), f"{local_moment(at):%H:%M}"))
        for term_id, side, value, at in connection.execute(
            "SELECT v.term_id, o.side, v.value, o.made_at FROM offer_value v JOIN offer o ON o.id = v.offer_id"
            " WHERE o.negotiation_id = ? ORDER BY o.made_at, o.id, v.id",
            (negotiation_id,),
        )
    ]


def series_of(
    terms: Mapping[int, Term], steps: Sequence[tuple[int, OfferStep]], checks: Mapping[int, TermCheck]
) -> tuple[TermSteps, ...]:
    """Each term that something was said about, the one with most steps first; before that the plan's first term."""
    series: dict[int, list[OfferStep]] = {term_id: [] for term_id in terms}
    for term_id, step in steps:
        series[term_id].append(step)
    said = sorted((term_id for term_id in terms if series[term_id]), key=lambda term_id: -len(series[term_id]))
    return tuple(
        TermSteps(
            term_id=term_id,
            name=terms[term_id].name,
            unit=terms[term_id].unit,
            currency=terms[term_id].currency,
            steps=tuple(series[term_id]),
            target=terms[term_id].target,
            walk_away=terms[term_id].walk_away,
            sentence=checks[term_id].sentence if term_id in checks and not beyond(checks[term_id]) else "",
        )
        for term_id in (said or list(terms)[:1])
    )


def beyond(check: TermCheck) -> bool:
    """Whether an amount is past our walk-away, or more than we may sign alone."""
    return check.position is TermPosition.BEYOND_WALK_AWAY or check.beyond_authority


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
