"""What the three papers for our own eyes show: brief, ledger and log. Every field here is private, and stays so."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from negdesk.domain.agreement import agreed_values
from negdesk.domain.counterpart import (
    CounterpartKind,
    EntryKind,
    LogEntry,
    last_contact,
    last_spoken,
    rapport_trend,
)
from negdesk.domain.ledger import Balance, LedgerItem, LedgerState, OfferState, Priority, balance
from negdesk.domain.negotiation import Party, Side, Stage
from negdesk.domain.plan import Term
from negdesk.domain.planned_agreed import Comparison, compare
from negdesk.domain.promise import Promise, PromiseState, Standing, standing, when_words
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.plan import ItemLine, PlanSheet, TermLine, plan_sheet
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
    """An offer of either side: its values by the number of the term, in the order of the terms; local time."""

    side: Side
    made_at: datetime
    state: OfferState
    text: str
    values: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class LedgerPaperSheet:
    """Planned and agreed side by side, gives and gets, the balance, and the offers, the oldest first."""

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


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the log, with the negotiation it belongs to."""

    kind: EntryKind
    happened_on: date
    text: str
    rapport: int | None
    value: int
    negotiation: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise of either side, and how it stands; `due_on` while it is open and its day is still to come."""

    side: Side
    text: str
    stands: str
    state: PromiseState
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogPaperSheet:
    """All that the log knows about a counterpart; entries newest first."""

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


def brief_paper_sheet(connection: Connection, negotiation_id: int, today: date) -> BriefPaperSheet:
    """The plan of a negotiation with who is there and when. Raises `Refusal` where there is no such negotiation."""
    plan = _plan(connection, negotiation_id)
    title, context = _head(connection, negotiation_id)
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
    title, _ = _head(connection, negotiation_id)
    items = [_ledger_item(line) for line in (*plan.gives, *plan.gets)]
    offers = _offers(connection, negotiation_id, {line.id: at for at, line in enumerate(plan.terms)})
    accepted = agreed_values(
        (offer.made_at, {plan.terms[at].id: value for at, value in offer.values})
        for offer in offers
        if offer.state is OfferState.ACCEPTED
    )
    names = [person.name for person in _people(connection, negotiation_id)]
    return LedgerPaperSheet(
        title=title,
        day=today,
        our_name=_our_name(connection),
        their_name=names[0] if names else t("Their side"),
        currency=plan.currency,
        terms=plan.terms,
        comparison=compare({line.id: _term(line) for line in plan.terms}, accepted, items),
        gives=plan.gives,
        gets=plan.gets,
        balance=balance(items),
        offers=offers,
    )


def log_paper_sheet(connection: Connection, counterpart_id: int, today: date) -> LogPaperSheet:
    """All about a counterpart, of any length. Raises `Refusal` where there is no such counterpart."""
    row = connection.execute(
        "SELECT c.name, c.kind, c.job_title, coalesce(o.name, ''), c.email, c.phone, c.address, c.known_since,"
        " c.how_we_know, c.languages, c.what_matters FROM counterpart c"
        " LEFT JOIN counterpart o ON o.id = c.organisation_id WHERE c.id = ?",
        (counterpart_id,),
    ).fetchone()
    if row is None:
        raise Refusal(t("This counterpart is no longer there."))
    name, kind, job_title, organisation, email, phone, address, known_since, how_we_know, languages, what_matters = row
    entries = _log(connection, counterpart_id)
    rated = [entry.rapport for entry in reversed(entries) if entry.rapport is not None]
    newest = {each.kind: each.happened_on for each in reversed(entries) if each.happened_on <= today}  # is all it needs
    spoken = last_contact((LogEntry(kind, day, "-") for kind, day in newest.items()), today)
    return LogPaperSheet(
        name=name,
        kind=CounterpartKind(kind),
        role=t(", ").join(part for part in (job_title, organisation) if part),
        day=today,
        our_name=_our_name(connection),
        email=email,
        phone=phone,
        address=address,
        known_since=known_since,
        how_we_know=how_we_know,
        languages=languages,
        what_matters=what_matters,
        contact=last_spoken(spoken, today),
        rapport=rapport_trend(rated).sentence,
        negotiations=tuple(
            (title, Stage(stage))
            for title, stage in connection.execute(
                "SELECT n.title, n.stage FROM party p JOIN negotiation n ON n.id = p.negotiation_id"
                " WHERE p.counterpart_id = ? AND n.binned_at IS NULL ORDER BY n.created_at DESC, n.id DESC",
                (counterpart_id,),
            )
        ),
        promises=_promises(connection, counterpart_id, today),
        entries=entries,
    )


def _plan(connection: Connection, negotiation_id: int) -> PlanSheet:
    plan = plan_sheet(connection, negotiation_id)
    if plan is None:
        raise Refusal(t("This negotiation is no longer there."))
    return plan


def _head(connection: Connection, negotiation_id: int) -> tuple[str, str]:
    row = connection.execute("SELECT title, context FROM negotiation WHERE id = ?", (negotiation_id,)).fetchone()
    return (row[0], row[1]) if row else ("", "")


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
        BriefPerson(name, t(", ").join(part for part in (job, organisation) if part), Party(*map(bool, does)).roles)
        for name, job, organisation, *does in found
    )


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
        "SELECT l.kind, l.happened_on, l.text, l.rapport, l.value, coalesce(n.title, '') FROM log_entry l"
        " LEFT JOIN negotiation n ON n.id = l.negotiation_id WHERE l.counterpart_id = ? AND l.binned_at IS NULL"
        " ORDER BY l.happened_on DESC, l.written_at DESC, l.id DESC",
        (counterpart_id,),
    )
    return tuple(
        LogLine(EntryKind(kind), date.fromisoformat(day), text, rapport, value, title)
        for kind, day, text, rapport, value, title in found
    )


def _promises(connection: Connection, counterpart_id: int, today: date) -> tuple[PromiseLine, ...]:
    """What this counterpart promised and was promised, also where only their one negotiation says with whom."""
    found = connection.execute(
        "SELECT side, text, due_on, due_text, state, settled_on FROM promise WHERE counterpart_id = ?1 OR ("
        " counterpart_id IS NULL AND negotiation_id IN (SELECT negotiation_id FROM party WHERE counterpart_id = ?1))"
        " ORDER BY state <> 'open', coalesce(due_on, '9999'), id",
        (counterpart_id,),
    )
    lines = []
    for side, text, due_on, due_text, state, settled_on in found:
        promise = Promise(Side(side), text, _day(due_on), due_text, PromiseState(state), _day(settled_on))
        ahead = promise.due_on if standing(promise, today) in (Standing.OPEN, Standing.DUE) else None
        lines.append(PromiseLine(promise.side, text, when_words(promise, today), promise.state, ahead))
    return tuple(lines)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
