"""Beginning a negotiation, saying what it is, who is in it and how far it has come. Each function is one gesture."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from negdesk.commands.checklist import fill_checklist
from negdesk.commands.rows import get, make, next_position, revise
from negdesk.domain.counterpart import Counterpart, CounterpartKind
from negdesk.domain.ledger import LedgerItem, LedgerState, OfferState
from negdesk.domain.meeting import Meeting
from negdesk.domain.negotiation import Lamp, LampKind, Negotiation, Party, Side, Stage, move_to
from negdesk.domain.plan import IfThen, Question, Term
from negdesk.domain.template import Template, TemplateGet, TemplateGive, TemplateTerm
from negdesk.storage.clock import now_utc
from negdesk.storage.tables import (
    CounterpartRow,
    IfThenRow,
    LampRow,
    LedgerItemRow,
    MeetingRow,
    NegotiationRow,
    OfferRow,
    PartyRow,
    QuestionRow,
    Row,
    SettingRow,
    TermRow,
)


class NegotiationChanges(TypedDict, total=False):
    """What may change in a negotiation; what is not passed stays."""

    title: str
    context: str
    currency: str
    outcome_us: str
    outcome_them: str
    note: str


class Roles(TypedDict, total=False):
    """What a counterpart does in a negotiation."""

    decides: bool
    advises: bool
    signs: bool
    speaks: bool


def new_negotiation(
    session: Session,
    title: str,
    context: str = "",
    currency: str | None = None,
    counterpart_ids: Sequence[int] = (),
    new_counterparts: Sequence[str] = (),
) -> int:
    """Begin a negotiation with a title alone or more, and with a first meeting to prepare for; returns its number.

    Without a `currency` it is in that of the settings. Each name in `new_counterparts` becomes a person of its own.
    """
    negotiation_id = _begin(session, title, context, currency, counterpart_ids, new_counterparts)
    _prepare_meeting(session, negotiation_id, None)
    return negotiation_id


def new_negotiation_from_template(
    session: Session,
    template: Template,
    title: str,
    counterpart_ids: Sequence[int] = (),
    currency: str | None = None,
    new_counterparts: Sequence[str] = (),
) -> int:
    """Begin a negotiation with all that a template brings, its checklist on the first meeting; returns its number."""
    negotiation_id = _begin(session, title, template.context, currency, counterpart_ids, new_counterparts)
    row = get(session, NegotiationRow, negotiation_id)
    content = template.content
    row.outcome_us, row.outcome_them = content.outcome_us, content.outcome_them
    _list(session, TermRow, negotiation_id, [_term(term, row.currency) for term in content.terms])
    _list(session, LedgerItemRow, negotiation_id, [_give(give) for give in content.gives])
    _list(session, LedgerItemRow, negotiation_id, [_get(each) for each in content.gets])
    _list(session, QuestionRow, negotiation_id, [Question(text=text) for text in content.questions])
    _list(session, IfThenRow, negotiation_id, [IfThen(each.if_text, each.then_text) for each in content.if_thens])
    _prepare_meeting(session, negotiation_id, template)
    return negotiation_id


def edit_negotiation(session: Session, negotiation_id: int, **changes: Unpack[NegotiationChanges]) -> None:
    """Change what is passed: title, context, currency, a good outcome for either side, the note."""
    revise(get(session, NegotiationRow, negotiation_id), Negotiation, changes)


def set_stage(session: Session, negotiation_id: int, stage: Stage) -> None:
    """Say how far it has come; refuses a move that is not open, and *agreed* while one of the four lamps is dark.

    Where what was agreed is opened again, nobody has said yes yet to what it will be: who wants this is dark, with who
    said so kept, and who can sign stays.
    """
    row = get(session, NegotiationRow, negotiation_id)
    before = Stage(row.stage)
    move_to(before, stage, _lamps(session, negotiation_id), _anything_agreed(session, negotiation_id))
    if before is Stage.AGREED:
        _put_out(session, negotiation_id, LampKind.WANTS)
    row.stage = stage.value
    row.stage_changed_at = now_utc()


def bin_negotiation(session: Session, negotiation_id: int) -> None:
    """Put a negotiation with all that belongs to it into the bin."""
    get(session, NegotiationRow, negotiation_id).binned_at = now_utc()


def restore_negotiation(session: Session, negotiation_id: int) -> None:
    """Take a negotiation out of the bin, as it was."""
    get(session, NegotiationRow, negotiation_id).binned_at = None


def add_party(session: Session, negotiation_id: int, counterpart_id: int, **roles: Unpack[Roles]) -> None:
    """Bring a counterpart in; one who is in it already gets the roles that are passed."""
    get(session, NegotiationRow, negotiation_id)
    get(session, CounterpartRow, counterpart_id)
    row = _party(session, negotiation_id, counterpart_id)
    if row is not None:
        revise(row, Party, roles)
        return
    position = next_position(session, PartyRow, negotiation_id=negotiation_id)
    make(
        session,
        PartyRow,
        Party(**roles),
        negotiation_id=negotiation_id,
        counterpart_id=counterpart_id,
        position=position,
    )


def add_new_party(session: Session, negotiation_id: int, name: str) -> int:
    """Bring in a person who is not among the counterparts yet; returns the number of the counterpart made."""
    counterpart_id = _new_person(session, name)
    add_party(session, negotiation_id, counterpart_id)
    return counterpart_id


def set_roles(session: Session, negotiation_id: int, counterpart_id: int, **roles: Unpack[Roles]) -> None:
    """Say what a counterpart does in it: decides, advises, signs, speaks; what is not passed stays."""
    add_party(session, negotiation_id, counterpart_id, **roles)


def remove_party(session: Session, negotiation_id: int, counterpart_id: int) -> None:
    """Take a counterpart out of the negotiation; the counterpart's own page stays."""
    row = _party(session, negotiation_id, counterpart_id)
    if row is not None:
        session.delete(row)


def _begin(
    session: Session,
    title: str,
    context: str,
    currency: str | None,
    counterpart_ids: Sequence[int],
    new_counterparts: Sequence[str],
) -> int:
    money = _usual_currency(session) if currency is None else currency
    negotiation = Negotiation(title=title, context=context, currency=money)
    now = now_utc()
    row = make(session, NegotiationRow, negotiation, created_at=now, stage_changed_at=now)
    made = [_new_person(session, name) for name in new_counterparts]
    for counterpart_id in dict.fromkeys([*counterpart_ids, *made]):
        add_party(session, row.row_id, counterpart_id)
    return row.row_id


def _prepare_meeting(session: Session, negotiation_id: int, template: Template | None) -> None:
    """The meeting that the checklist is kept on until it starts; its day is set when it is known."""
    meeting = make(session, MeetingRow, Meeting(), negotiation_id=negotiation_id)
    fill_checklist(session, meeting.row_id, template)


def _list(session: Session, row_type: type[Row], negotiation_id: int, values: Sequence[object]) -> None:
    for position, value in enumerate(values):
        make(session, row_type, value, negotiation_id=negotiation_id, position=position)


def _term(term: TemplateTerm, currency: str) -> Term:
    return Term(
        name=term.name,
        unit=term.unit,
        currency=currency if term.money else "",
        more_is_better=term.more_is_better,
        weight=term.weight,
    )


def _give(give: TemplateGive) -> LedgerItem:
    return LedgerItem(
        side=Side.US,
        title=give.title,
        cost=give.cost,
        value=give.value,
        limit_text=give.limit_text,
        condition_text=give.condition_text,
        give_first=give.give_first,
    )


def _get(wanted: TemplateGet) -> LedgerItem:
    return LedgerItem(side=Side.THEM, title=wanted.title, value=wanted.value, priority=wanted.priority)


def _usual_currency(session: Session) -> str:
    return session.exec(select(SettingRow.value).where(SettingRow.key == "currency")).first() or ""


def _new_person(session: Session, name: str) -> int:
    person = Counterpart(kind=CounterpartKind.PERSON, name=name)
    return make(session, CounterpartRow, person, created_at=now_utc()).row_id


def _party(session: Session, negotiation_id: int, counterpart_id: int) -> PartyRow | None:
    return session.exec(
        select(PartyRow).where(PartyRow.negotiation_id == negotiation_id, PartyRow.counterpart_id == counterpart_id)
    ).one_or_none()


def _lamps(session: Session, negotiation_id: int) -> list[Lamp]:
    rows = session.exec(select(LampRow).where(LampRow.negotiation_id == negotiation_id))
    return [Lamp(side=Side(row.side), kind=LampKind(row.kind), lit=row.lit, who=row.who) for row in rows]


def _put_out(session: Session, negotiation_id: int, kind: LampKind) -> None:
    lit = select(LampRow).where(LampRow.negotiation_id == negotiation_id, LampRow.kind == kind.value, col(LampRow.lit))
    for row in session.exec(lit).all():
        revise(row, Lamp, {"lit": False, "set_at": None})


def _anything_agreed(session: Session, negotiation_id: int) -> bool:
    """Whether both sides said yes to anything: an offer, a give or a get."""
    offer = select(OfferRow.id).where(
        OfferRow.negotiation_id == negotiation_id, OfferRow.state == OfferState.ACCEPTED.value
    )
    item = select(LedgerItemRow.id).where(
        LedgerItemRow.negotiation_id == negotiation_id, LedgerItemRow.state == LedgerState.ACCEPTED.value
    )
    return any(session.exec(each).first() is not None for each in (offer, item))
