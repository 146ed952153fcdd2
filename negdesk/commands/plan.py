"""Writing the plan: terms, alternatives, if-thens, questions, and who can commit. Each function is one gesture."""

from decimal import Decimal
from typing import TypedDict, Unpack

from sqlmodel import Session, select

from negdesk.commands.checklist import sync_checklist
from negdesk.commands.rows import get, make, move, next_position, revise
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Alternative, Authority, IfThen, Question, Term
from negdesk.storage.tables import AlternativeRow, AuthorityRow, IfThenRow, NegotiationRow, QuestionRow, TermRow


class TermValues(TypedDict, total=False):
    """What a term may say besides its name; amounts are exact, and None where not known."""

    unit: str
    currency: str
    more_is_better: bool
    opening: Decimal | None
    target: Decimal | None
    walk_away: Decimal | None
    weight: int
    their_target: Decimal | None
    their_walk_away: Decimal | None
    their_source: str
    authority_limit: Decimal | None


class TermChanges(TermValues, total=False):
    """What may change in a term; what is not passed stays."""

    name: str


class AuthorityValues(TypedDict, total=False):
    """Who can commit for a side, and how far."""

    who: str
    limit_amount: Decimal | None
    limit_note: str
    evidence: str


class IfThenChanges(TypedDict, total=False):
    """What may change in an if-then."""

    if_text: str
    then_text: str


class QuestionChanges(TypedDict, total=False):
    """What may change in a question."""

    text: str
    answer: str


def add_term(session: Session, negotiation_id: int, name: str, **values: Unpack[TermValues]) -> int:
    """Add a negotiable item after the others; returns its number."""
    get(session, NegotiationRow, negotiation_id)
    position = next_position(session, TermRow, negotiation_id=negotiation_id)
    term = Term(name=name, **values)
    return make(session, TermRow, term, negotiation_id=negotiation_id, position=position).row_id


def edit_term(session: Session, term_id: int, **changes: Unpack[TermChanges]) -> None:
    """Change what is passed of a term; refuses an order of amounts that cannot be meant."""
    revise(get(session, TermRow, term_id), Term, changes)


def remove_term(session: Session, term_id: int) -> None:
    """Take a term out of the plan, and out of every offer."""
    session.delete(get(session, TermRow, term_id))


def move_term(session: Session, term_id: int, to: int) -> None:
    """Put a term at index `to` of the plan's terms."""
    move(session, TermRow, term_id, to, "negotiation_id")


def add_alternative(session: Session, negotiation_id: int, side: Side, text: str) -> int:
    """Write down what a side does if there is no deal; returns its number."""
    get(session, NegotiationRow, negotiation_id)
    position = next_position(session, AlternativeRow, negotiation_id=negotiation_id, side=side.value)
    alternative = Alternative(side=side, text=text)
    return make(session, AlternativeRow, alternative, negotiation_id=negotiation_id, position=position).row_id


def edit_alternative(session: Session, alternative_id: int, text: str) -> None:
    """Say an alternative in other words."""
    revise(get(session, AlternativeRow, alternative_id), Alternative, {"text": text})


def remove_alternative(session: Session, alternative_id: int) -> None:
    """Take an alternative out of the plan."""
    session.delete(get(session, AlternativeRow, alternative_id))


def move_alternative(session: Session, alternative_id: int, to: int) -> None:
    """Put an alternative at index `to` of its side's."""
    move(session, AlternativeRow, alternative_id, to, "negotiation_id", "side")


def add_if_then(session: Session, negotiation_id: int, if_text: str, then_text: str = "") -> int:
    """Think a reply out beforehand; returns its number."""
    get(session, NegotiationRow, negotiation_id)
    position = next_position(session, IfThenRow, negotiation_id=negotiation_id)
    if_then = IfThen(if_text=if_text, then_text=then_text)
    return make(session, IfThenRow, if_then, negotiation_id=negotiation_id, position=position).row_id


def edit_if_then(session: Session, if_then_id: int, **changes: Unpack[IfThenChanges]) -> None:
    """Change what is passed of an if-then."""
    revise(get(session, IfThenRow, if_then_id), IfThen, changes)


def remove_if_then(session: Session, if_then_id: int) -> None:
    """Take an if-then out of the plan."""
    session.delete(get(session, IfThenRow, if_then_id))


def move_if_then(session: Session, if_then_id: int, to: int) -> None:
    """Put an if-then at index `to` of the plan's."""
    move(session, IfThenRow, if_then_id, to, "negotiation_id")


def add_question(session: Session, negotiation_id: int, text: str) -> int:
    """Write down a question to ask; it comes onto the next meeting's checklist. Returns its number."""
    get(session, NegotiationRow, negotiation_id)
    position = next_position(session, QuestionRow, negotiation_id=negotiation_id)
    row = make(session, QuestionRow, Question(text=text), negotiation_id=negotiation_id, position=position)
    sync_checklist(session, negotiation_id)
    return row.row_id


def edit_question(session: Session, question_id: int, **changes: Unpack[QuestionChanges]) -> None:
    """Change what is passed of a question; the next meeting's checklist says it in the same words."""
    row = get(session, QuestionRow, question_id)
    revise(row, Question, changes)
    sync_checklist(session, row.negotiation_id)


def remove_question(session: Session, question_id: int) -> None:
    """Take a question out of the plan and off the next meeting's checklist."""
    row = get(session, QuestionRow, question_id)
    sync_checklist(session, row.negotiation_id, without_question=question_id)
    session.delete(row)


def move_question(session: Session, question_id: int, to: int) -> None:
    """Put a question at index `to` of the plan's."""
    move(session, QuestionRow, question_id, to, "negotiation_id")


def set_authority(session: Session, negotiation_id: int, side: Side, **values: Unpack[AuthorityValues]) -> None:
    """Say who can commit for a side and how far; what is not passed stays."""
    get(session, NegotiationRow, negotiation_id)
    row = session.exec(
        select(AuthorityRow).where(AuthorityRow.negotiation_id == negotiation_id, AuthorityRow.side == side.value)
    ).one_or_none()
    if row is None:
        make(session, AuthorityRow, Authority(side=side, **values), negotiation_id=negotiation_id)
    else:
        revise(row, Authority, values)
