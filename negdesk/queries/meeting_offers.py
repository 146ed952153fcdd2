"""The offers of a negotiation as steps in time, one series for each term and side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from negdesk.domain.negotiation import Side
from negdesk.domain.offer_check import TermCheck, TermPosition
from negdesk.domain.packages import worth_of
from negdesk.domain.plan import Term
from negdesk.domain.privacy import Open
from negdesk.domain.wording import t
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class OfferStep:
    """One amount that a side put on the table for a term, in the order of time."""

    offer_id: Open[int]
    side: Open[Side]
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class TermSteps:
    """The steps of both sides for one term, with what they are seen against.

    `sentence` says how far the amount that stands last is from our walk-away and our target.
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
            opening=_amount(row[8]),
            weight=row[9],
            their_target=_amount(row[10]),
            their_walk_away=_amount(row[11]),
        )
        for row in connection.execute(
            "SELECT id, name, unit, currency, more_is_better, target, walk_away, authority_limit, opening, weight,"
            " their_target, their_walk_away FROM term WHERE negotiation_id = ? ORDER BY position, id",
            (negotiation_id,),
        )
    }


def steps_of(connection: Connection, negotiation_id: int) -> list[tuple[int, OfferStep]]:
    """Every amount that was put on the table with its term's number, in the order of time."""
    return [
        (term_id, OfferStep(offer_id, Side(side), Decimal(value)))
        for term_id, offer_id, side, value in connection.execute(
            "SELECT v.term_id, o.id, o.side, v.value FROM offer_value v JOIN offer o ON o.id = v.offer_id"
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
            sentence=_distances(checks[term_id]) if term_id in checks else "",
        )
        for term_id in (said or list(terms)[:1])
    )


def _distances(check: TermCheck) -> str:
    """How far an amount is from our walk-away and our target; what is beyond is said elsewhere."""
    return "" if beyond(check) else " ".join(part for part in (check.sentence, check.to_target) if part)


WHOLE = 0
"""In place of a term's number: the whole package."""


def package_series(terms: Mapping[int, Term], steps: Sequence[tuple[int, OfferStep]]) -> tuple[TermSteps, ...]:
    """What each side's package was worth to us with each offer, in percent; a term that an offer leaves out counts as
    that side said it last. Nothing where offers name fewer than two terms that have a walk-away and a best."""
    said: dict[Side, dict[int, Decimal]] = {side: {} for side in Side}
    series: dict[int, OfferStep] = {}
    for term_id, step in steps:
        if term_id in terms and step.value is not None:
            said[step.side][term_id] = step.value
            worth = worth_of(terms, said[step.side])
            if worth is not None:
                series[step.offer_id] = replace(step, value=percent(worth))
    traded = [each for each in {term_id for term_id, _ in steps} if worth_of(terms, {each: Decimal(0)}) is not None]
    if len(traded) < 2 or not series:
        return ()
    targets = {term_id: term.target for term_id, term in terms.items() if term_id in traded and term.target is not None}
    target = worth_of(terms, targets)
    return (
        TermSteps(
            term_id=WHOLE,
            name=t("Whole package"),
            unit="%",
            currency="",
            steps=tuple(series.values()),
            target=None if target is None else percent(target),
            walk_away=Decimal(0),
            sentence=t("0 % is our walk-away on every term, 100 % the best we would ask for."),
        ),
    )


def percent(share: Decimal) -> Decimal:
    """A share of one as a whole number of percent."""
    return (share * 100).to_integral_value()


def beyond(check: TermCheck) -> bool:
    """Whether an amount is past our walk-away, or more than we may sign alone."""
    return check.position is TermPosition.BEYOND_WALK_AWAY or check.beyond_authority


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
