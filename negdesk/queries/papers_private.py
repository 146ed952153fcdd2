"""What the three papers for our own eyes show: brief, ledger and log. Every field here is private, and stays so."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from negdesk.domain.agreement import agreed_values
from negdesk.domain.counterpart import (
    CounterpartKind,
    EntryKind,
    LogEntry,
    last_contact,
    last_spoken,
)
from negdesk.domain.ledger import Balance, LedgerItem, LedgerState, OfferState, Priority, balance
from negdesk.domain.negotiation import Party, Side, Stage
from negdesk.domain.plan import Term
from negdesk.domain.planned_agreed import Comparison, compare
from negdesk.domain.promise import Promise, PromiseState, Standing, standing, when_words
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import PROMISED, counterpart_page
from negdesk.queries.log_filter import about
from negdesk.queries.papers_shareable import side_name
from negdesk.queries.plan import ItemLine, PlanSheet, TermLine, plan_sheet
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class BriefPerson:
    """Who is across the table, and what they do there."""

    name: str
    role: str
    does: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefPaperSheet:
    """The plan, to take into the room. `meets_at` is the next meeting that is not over, local time."""

    title: str
    context: str
    day: date
    our_name: str
    people: tuple[BriefPerson, ...]
    meets_at: datetime | None
    place: str
    plan: PlanSheet


@dataclass(frozen=True, slots=True)
class LedgerOffer:
    """An offer of either side: its values by the number of the term, in the order of the terms; local time.

    One that nobody answered is `over` where the negotiation has ended, or a later one that names as much is accepted.
    """

    side: Side
    made_at: datetime
    state: OfferState
    text: str
    values: tuple[tuple[int, Decimal], ...]
    over: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPaperSheet:
    """Planned and agreed side by side, gives and gets, the balance, and the offers, the oldest first.

    `their_count` says for how many names theirs stands. Once it has `ended` nothing is on the table any more.
    """

    title: str
    day: date
    our_name: str
    their_name: str
    currency: str
    terms: tuple[TermLine, ...]
    comparison: Comparison
    gives: tuple[ItemLine, ...]
    gets: tuple[ItemLine, ...]
    balance: Balance
    offers: tuple[LedgerOffer, ...]
    their_count: int = 1
    ended: bool = False


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log, with the negotiation it belongs to; in an organisation's with the person it is about."""

    kind: EntryKind
    happened_on: date
    text: str
    rapport: int | None
    value: int
    negotiation: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise of either side, and how it stands: while it is open its day ahead, and words for it."""

    side: Side
    text: str
    stands: str
    state: PromiseState
    due_on: date | None = None
    parts_words: str = ""


@dataclass(frozen=True, slots=True)
class LogPaperSheet:
    """All that the log knows about a counterpart, an organisation's people included; entries newest first.

    `people` are those of an organisation with what each does; `own` are the fields of the user's own.
    """

    name: str
    kind: CounterpartKind
    role: str
    day: date
    our_name: str
    email: str
    phone: str
    address: str
    known_since: str
    how_we_know: str
    languages: str
    what_matters: str
    contact: str
    rapport: str
    negotiations: tuple[tuple[str, Stage], ...]
    promises: tuple[PromiseLine, ...]
    entries: tuple[LogLine, ...]
    tags: str = ""
    own: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()


def brief_paper_sheet(connection: Connection, negotiation_id: int, today: date) -> BriefPaperSheet:
    """The plan of a negotiation with who is there and when. Raises `Refusal` where there is no such negotiation."""
    plan = _plan(connection, negotiation_id)
    title, context, _ = _head(connection, negotiation_id)
    meeting = connection.execute(
        "SELECT starts_at, place FROM meeting WHERE negotiation_id = ? AND ended_at IS NULL AND starts_at >= ?"
        " ORDER BY starts_at LIMIT 1",
        (negotiation_id, today.isoformat()),
    ).fetchone()
    return BriefPaperSheet(
        title=title,
        context=context,
        day=today,
        our_name=_our_name(connection),
        people=_people(connection, negotiation_id),
        meets_at=datetime.fromisoformat(meeting[0]) if meeting else None,
        place=meeting[1] if meeting else "",
        plan=plan,
    )


def ledger_paper_sheet(connection: Connection, negotiation_id: int, today: date) -> LedgerPaperSheet:
    """The whole ledger of a negotiation. Raises `Refusal` where there is no such negotiation."""
    plan = _plan(connection, negotiation_id)
    title, _, stage = _head(connection, negotiation_id)
    ended = stage in (Stage.AGREED, Stage.NO_DEAL)
    items = [_ledger_item(line) for line in (*plan.gives, *plan.gets)]
    offers = _offers(connection, negotiation_id, {line.id: at for at, line in enumerate(plan.terms)})
    accepted = agreed_values(
        (offer.made_at, {plan.terms[at].id: value for at, value in offer.values})
        for offer in offers
        if offer.state is OfferState.ACCEPTED
    )
    names = draft_content(connection, negotiation_id).names_of(Side.THEM)
    return LedgerPaperSheet(
        title=title,
        day=today,
        our_name=_our_name(connection),
        their_name=side_name(names, Side.THEM),
        currency=plan.currency,
        terms=plan.terms,
        comparison=compare({line.id: _term(line) for line in plan.terms}, accepted, items),
        gives=plan.gives,
        gets=plan.gets,
        balance=balance(items),
        offers=tuple(replace(offer, over=_over(offer, offers, ended)) for offer in offers),
        their_count=max(1, len(names)),
        ended=ended,
    )


def log_paper_sheet(connection: Connection, counterpart_id: int, today: date) -> LogPaperSheet:
    """All about a counterpart, as their page has it, of any length. Raises `Refusal` where there is none."""
    page = counterpart_page(connection, counterpart_id, today)
    if page is None:
        raise Refusal(t("This counterpart is no longer there."))
    entries = _log(connection, counterpart_id)
    newest = {each.kind: each.happened_on for each in reversed(entries) if each.happened_on <= today}  # is all it needs
    spoken = last_contact((LogEntry(kind, day, "-") for kind, day in newest.items()), today)
    organisation = page.organisation.name if page.organisation else ""
    return LogPaperSheet(
        name=page.name,
        kind=page.kind,
        role=_listed(page.job_title, organisation),
        day=today,
        our_name=_our_name(connection),
        email=page.email,
        phone=page.phone,
        address=page.address,
        known_since=page.known_since,
        how_we_know=page.how_we_know,
        languages=page.languages,
        what_matters=page.what_matters,
        contact=last_spoken(spoken, today),
        rapport=page.trend,
        negotiations=tuple((each.title, each.stage) for each in page.negotiations),
        promises=_promises(connection, counterpart_id, today),
        entries=entries,
        tags=page.tags,
        own=tuple((field.name, field.text) for field in page.own),
        people=tuple((person.name, _listed(person.job_title, person.roles)) for person in page.people),
    )


def _plan(connection: Connection, negotiation_id: int) -> PlanSheet:
    plan = plan_sheet(connection, negotiation_id)
    if plan is None:
        raise Refusal(t("This negotiation is no longer there."))
    return plan


def _head(connection: Connection, negotiation_id: int) -> tuple[str, str, Stage]:
    found = connection.execute("SELECT title, context, stage FROM negotiation WHERE id = ?", (negotiation_id,))
    [(title, context, stage)] = found  # its plan was there
    return title, context, Stage(stage)


def _our_name(connection: Connection) -> str:
    row = connection.execute("SELECT value FROM setting WHERE key = 'our_name'").fetchone()
    return (row[0] if row else "") or t("Our side")


def _people(connection: Connection, negotiation_id: int) -> tuple[BriefPerson, ...]:
    found = connection.execute(
        "SELECT c.name, c.job_title, coalesce(o.name, ''), p.decides, p.advises, p.signs, p.speaks FROM party p"
        " JOIN counterpart c ON c.id = p.counterpart_id LEFT JOIN counterpart o ON o.id = c.organisation_id"
        " WHERE p.negotiation_id = ? ORDER BY p.position, p.id",
        (negotiation_id,),
    )
    return tuple(
        BriefPerson(name, _listed(job, organisation), Party(*map(bool, does)).roles)
        for name, job, organisation, *does in found
    )


def _listed(*parts: str) -> str:
    return t(", ").join(part for part in parts if part)


def _offers(connection: Connection, negotiation_id: int, places: dict[int, int]) -> tuple[LedgerOffer, ...]:
    values: dict[int, list[tuple[int, Decimal]]] = {}
    for offer_id, term_id, value in connection.execute(
        "SELECT v.offer_id, v.term_id, v.value FROM offer_value v JOIN offer o ON o.id = v.offer_id"
        " WHERE o.negotiation_id = ?",
        (negotiation_id,),
    ):
        values.setdefault(offer_id, []).append((places[term_id], Decimal(value)))
    return tuple(
        LedgerOffer(Side(side), local_moment(made_at), OfferState(state), text, tuple(sorted(values.get(offer_id, []))))
        for offer_id, side, made_at, state, text in connection.execute(
            "SELECT id, side, made_at, state, text FROM offer WHERE negotiation_id = ? ORDER BY made_at, id",
            (negotiation_id,),
        )
    )


def _over(offer: LedgerOffer, offers: tuple[LedgerOffer, ...], ended: bool) -> bool:
    def named(offer: LedgerOffer) -> set[int]:
        return {at for at, _ in offer.values}

    accepted = (each for each in offers if each.state is OfferState.ACCEPTED and each.made_at >= offer.made_at)
    return offer.state is OfferState.OPEN and (ended or any(named(offer) <= named(each) for each in accepted))


def _ledger_item(line: ItemLine) -> LedgerItem:
    return LedgerItem(
        side=line.side,
        title=line.title,
        cost=line.cost or 0,
        value=line.value or 0,
        cost_amount=line.cost_amount,
        priority=line.priority or Priority.TRADABLE,
        state=line.state or LedgerState.PLANNED,
        planned=bool(line.planned),
    )


def _term(line: TermLine) -> Term:
    return Term(
        name=line.name,
        unit=line.unit,
        currency=line.currency,
        more_is_better=bool(line.more_is_better),
        opening=line.opening,
        target=line.target,
        walk_away=line.walk_away,
    )


def _log(connection: Connection, counterpart_id: int) -> tuple[LogLine, ...]:
    found = connection.execute(
        "SELECT e.kind, e.happened_on, e.text, e.rapport, e.value, coalesce(n.title, ''),"
        " CASE WHEN e.counterpart_id = ?1 THEN '' ELSE c.name END FROM log_entry e"
        " JOIN counterpart c ON c.id = e.counterpart_id"
        " LEFT JOIN negotiation n ON n.id = e.negotiation_id AND n.binned_at IS NULL"
        f" WHERE {about('?1')} AND e.binned_at IS NULL ORDER BY e.happened_on DESC, e.written_at DESC, e.id DESC",
        (counterpart_id,),
    )
    return tuple(
        LogLine(EntryKind(kind), date.fromisoformat(day), text, rapport, value, title, who)
        for kind, day, text, rapport, value, title, who in found
    )


def _promises(connection: Connection, counterpart_id: int, today: date) -> tuple[PromiseLine, ...]:
    found = connection.execute(
        "SELECT e.side, e.text, e.due_on, e.due_text, e.state, e.settled_on, e.parts, e.parts_kept"
        f" {PROMISED} ORDER BY e.state <> 'open', coalesce(e.due_on, '9999'), e.id",
        (counterpart_id,),
    )
    return tuple(_promise(row, today) for row in found)


def _promise(row: tuple[Any, ...], today: date) -> PromiseLine:
    side, text, due_on, due_text, state, settled_on, parts, kept = row
    promise = Promise(
        Side(side), text, _day(due_on), due_text, PromiseState(state), _day(settled_on), parts=parts, parts_kept=kept
    )
    ahead = promise.due_on if standing(promise, today) in (Standing.OPEN, Standing.DUE) else None
    stands = when_words(promise, today) if ahead is None else due_text
    return PromiseLine(promise.side, text, stands, promise.state, ahead, promise.parts_words)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
