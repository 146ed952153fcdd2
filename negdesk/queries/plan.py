"""Everything the plan shows: outcomes, terms with the room to agree, gives and gets, and how ready it all is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negdesk.domain.ledger import LedgerState, Priority
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Term
from negdesk.domain.privacy import Open
from negdesk.domain.readiness import Readiness
from negdesk.domain.room import Room, room_to_agree
from negdesk.queries.readiness import readiness_of
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term; `room` is None under the shield."""

    id: Open[int]
    name: str
    unit: str
    currency: str
    more_is_better: bool | None
    opening: Decimal | None
    target: Decimal | None
    walk_away: Decimal | None
    weight: int | None
    their_target: Decimal | None
    their_walk_away: Decimal | None
    their_source: str
    authority_limit: Decimal | None
    room: Room | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One give or get of the ledger."""

    id: Open[int]
    side: Open[Side]
    title: str
    cost: int | None
    value: int | None
    cost_amount: Decimal | None
    limit_text: str
    condition_text: str
    priority: Priority | None
    give_first: bool | None
    state: LedgerState | None
    due_on: date | None
    due_text: str
    planned: bool | None


@dataclass(frozen=True, slots=True)
class AlternativeLine:
    """What a side does if there is no deal."""

    id: Open[int]
    text: str


@dataclass(frozen=True, slots=True)
class IfThenLine:
    """A reply thought out beforehand."""

    id: Open[int]
    if_text: str
    then_text: str
    used: bool | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question to ask, and what they answered."""

    id: Open[int]
    text: str
    answer: str
    asked: bool | None


@dataclass(frozen=True, slots=True)
class AuthoritySheet:
    """Who can commit for a side, and how far."""

    who: str
    limit_amount: Decimal | None
    limit_note: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A negotiation's plan; lists are in their order."""

    id: Open[int]
    currency: Open[str]
    outcome_us: str
    outcome_them: str
    note: str
    terms: Open[tuple[TermLine, ...]]
    gives: Open[tuple[ItemLine, ...]]
    gets: Open[tuple[ItemLine, ...]]
    our_alternatives: Open[tuple[AlternativeLine, ...]]
    their_alternatives: Open[tuple[AlternativeLine, ...]]
    if_thens: Open[tuple[IfThenLine, ...]]
    questions: Open[tuple[QuestionLine, ...]]
    authority_us: Open[AuthoritySheet]
    authority_them: Open[AuthoritySheet]
    readiness: Readiness | None


def plan_sheet(connection: Connection, negotiation_id: int) -> PlanSheet | None:
    """The plan of a negotiation; nothing where there is no such negotiation. Eight statements, whatever its size."""
    row = connection.execute(
        "SELECT currency, outcome_us, outcome_them, note FROM negotiation WHERE id = ?", (negotiation_id,)
    ).fetchone()
    if row is None:
        return None
    alternatives = _alternatives(connection, negotiation_id)
    authority = _authority(connection, negotiation_id)
    items = _items(connection, negotiation_id)
    return PlanSheet(
        id=negotiation_id,
        currency=row[0],
        outcome_us=row[1],
        outcome_them=row[2],
        note=row[3],
        terms=_terms(connection, negotiation_id),
        gives=tuple(item for item in items if item.side is Side.US),
        gets=tuple(item for item in items if item.side is Side.THEM),
        our_alternatives=alternatives[Side.US],
        their_alternatives=alternatives[Side.THEM],
        if_thens=tuple(
            IfThenLine(each, if_text, then_text, used is not None)
            for each, if_text, then_text, used in connection.execute(
                "SELECT id, if_text, then_text, used_at FROM if_then WHERE negotiation_id = ? ORDER BY position, id",
                (negotiation_id,),
            )
        ),
        questions=tuple(
            QuestionLine(each, text, answer, asked is not None)
            for each, text, answer, asked in connection.execute(
                "SELECT id, text, answer, asked_at FROM question WHERE negotiation_id = ? ORDER BY position, id",
                (negotiation_id,),
            )
        ),
        authority_us=authority[Side.US],
        authority_them=authority[Side.THEM],
        readiness=readiness_of(connection, (negotiation_id,))[negotiation_id],
    )


def _terms(connection: Connection, negotiation_id: int) -> tuple[TermLine, ...]:
    found = connection.execute(
        "SELECT id, name, unit, currency, more_is_better, opening, target, walk_away, weight, their_target,"
        " their_walk_away, their_source, authority_limit FROM term WHERE negotiation_id = ? ORDER BY position, id",
        (negotiation_id,),
    )
    return tuple(_term(*row) for row in found)


def _term(
    term_id: int,
    name: str,
    unit: str,
    currency: str,
    more_is_better: int,
    opening: str | None,
    target: str | None,
    walk_away: str | None,
    weight: int,
    their_target: str | None,
    their_walk_away: str | None,
    their_source: str,
    authority_limit: str | None,
) -> TermLine:
    term = Term(
        name=name,
        unit=unit,
        currency=currency,
        more_is_better=bool(more_is_better),
        opening=_amount(opening),
        target=_amount(target),
        walk_away=_amount(walk_away),
        weight=weight,
        their_target=_amount(their_target),
        their_walk_away=_amount(their_walk_away),
        their_source=their_source,
        authority_limit=_amount(authority_limit),
    )
    return TermLine(
        id=term_id,
        name=term.name,
        unit=term.unit,
        currency=term.currency,
        more_is_better=term.more_is_better,
        opening=term.opening,
        target=term.target,
        walk_away=term.walk_away,
        weight=term.weight,
        their_target=term.their_target,
        their_walk_away=term.their_walk_away,
        their_source=term.their_source,
        authority_limit=term.authority_limit,
        room=room_to_agree(term),
    )


def _items(connection: Connection, negotiation_id: int) -> tuple[ItemLine, ...]:
    found = connection.execute(
        "SELECT id, side, title, cost, value, cost_amount, limit_text, condition_text, priority, give_first, state,"
        " due_on, due_text, planned FROM ledger_item WHERE negotiation_id = ? ORDER BY position, id",
        (negotiation_id,),
    )
    return tuple(
        ItemLine(
            id=row[0],
            side=Side(row[1]),
            title=row[2],
            cost=row[3],
            value=row[4],
            cost_amount=_amount(row[5]),
            limit_text=row[6],
            condition_text=row[7],
            priority=Priority(row[8]),
            give_first=bool(row[9]),
            state=LedgerState(row[10]),
            due_on=date.fromisoformat(row[11]) if row[11] else None,
            due_text=row[12],
            planned=bool(row[13]),
        )
        for row in found
    )


def _alternatives(connection: Connection, negotiation_id: int) -> dict[Side, tuple[AlternativeLine, ...]]:
    found = connection.execute(
        "SELECT side, id, text FROM alternative WHERE negotiation_id = ? ORDER BY position, id", (negotiation_id,)
    ).fetchall()
    return {side: tuple(AlternativeLine(each, text) for of, each, text in found if of == side) for side in Side}


def _authority(connection: Connection, negotiation_id: int) -> dict[Side, AuthoritySheet]:
    found = {
        side: AuthoritySheet(who, _amount(limit), note, evidence)
        for side, who, limit, note, evidence in connection.execute(
            "SELECT side, who, limit_amount, limit_note, evidence FROM authority WHERE negotiation_id = ?",
            (negotiation_id,),
        )
    }
    return {side: found.get(side.value, AuthoritySheet("", None, "", "")) for side in Side}


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
