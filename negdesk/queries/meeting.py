"""What a meeting shows: its checklist, what was captured, the balance, the offers and the four lamps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from negdesk.domain.if_then_fit import fitting
from negdesk.domain.ledger import (
    Balance,
    LedgerItem,
    LedgerState,
    OfferState,
    balance,
    first_move_sentence,
    gave_first,
    nudge,
)
from negdesk.domain.meeting import CaptureKind, ItemKind, Phase, lasted
from negdesk.domain.money import NumberFormat
from negdesk.domain.negotiation import LAMPS, LampKind, Side, lamp_label
from negdesk.domain.offer_check import check_offer
from negdesk.domain.plan import IfThen, Term
from negdesk.domain.privacy import Open, Shipped
from negdesk.queries.meeting_offers import TermSteps, beyond, package_series, series_of, steps_of, terms_of
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of the checklist. What comes from the plan is private until it was said; then it is in `common` too.

    What the program's own checklists ask is no secret; what somebody added to them is.
    """

    id: Open[int]
    phase: Open[Phase]
    text: Shipped[str]
    common: Open[str]
    kind: Open[ItemKind]
    must: bool | None
    note: str
    ticked: Open[bool]


@dataclass(frozen=True, slots=True)
class PhaseSheet:
    """A phase with how many of its items are ticked."""

    phase: Open[Phase]
    done: Open[int]
    items: Open[tuple[ItemLine, ...]]


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """Something that was written down; `state` is what became of a give, a get or an offer in words, or empty."""

    id: Open[int]
    at: Open[str]
    kind: CaptureKind | None
    text: str
    state: str
    answerable: Open[bool]


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """A counterpart of the negotiation, and whether they come to the meeting (or came)."""

    counterpart_id: Open[int]
    name: Open[str]
    there: Open[bool]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something of the plan that may come up, and as what it is then captured."""

    kind: CaptureKind | None
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An if-then of the plan that fits what was captured last."""

    if_text: str
    then_text: str


@dataclass(frozen=True, slots=True)
class TermName:
    """A term by its number, to ask where an amount belongs."""

    id: Open[int]
    name: str


@dataclass(frozen=True, slots=True)
class LampLine:
    """One of the four lamps; who says so and on what evidence is private."""

    side: Open[Side]
    kind: Open[LampKind]
    label: Open[str]
    lit: Open[bool]
    who: str
    evidence: str


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A meeting: running where it has `started_at` and no `ended_at`, being prepared where it has neither.

    `meeting_id` is 0 where the negotiation has no meeting yet; `number` counts it among the negotiation's meetings,
    from 1. The captures are those of this meeting; while it is being prepared, the last one's, of `last_on`.
    """

    negotiation_id: Open[int]
    title: Open[str]
    meeting_id: Open[int]
    number: Open[int]
    starts_at: Open[datetime | None]
    planned_minutes: Open[int | None]
    place: str
    started_at: Open[datetime | None]
    ended_at: Open[datetime | None]
    paused_at: Open[datetime | None]
    paused_seconds: Open[int]
    last_on: Open[date | None]
    attendees: Open[tuple[AttendeeLine, ...]]
    phases: Open[tuple[PhaseSheet, ...]]
    captures: Open[tuple[CaptureLine, ...]]
    given: Open[tuple[str, ...]]
    got: Open[tuple[str, ...]]
    balance: Balance | None
    first_move: str
    nudge: str
    warning: str
    graphs: tuple[TermSteps, ...]
    terms: tuple[TermName, ...]
    lamps: Open[tuple[LampLine, ...]]
    open_musts: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    replies: tuple[Reply, ...]

    @property
    def running(self) -> bool:
        """Whether it is going on now, its clock paused or not."""
        return self.started_at is not None and self.ended_at is None

    def seconds(self, now: datetime) -> int:
        """How long it has lasted by `now`, without its pauses."""
        return lasted(self.started_at, self.paused_at or self.ended_at or now, self.paused_seconds)

    @property
    def done(self) -> int:
        """How many items are ticked."""
        return sum(phase.done for phase in self.phases)

    @property
    def total(self) -> int:
        """How many items there are."""
        return sum(len(phase.items) for phase in self.phases)


def meeting_sheet(connection: Connection, negotiation_id: int, numbers: NumberFormat | None = None) -> MeetingSheet:
    """The meeting that is running, else the one being prepared, else the last one of a negotiation."""
    meeting_id, starts_at, minutes, place, started, ended, title, number, last_id, last, paused, stood = _row(
        connection, negotiation_id
    )
    ledger = _ledger(connection, negotiation_id)
    items = [item for item, _ in ledger.values()]
    gave = [item.state_at for item in items if item.side is Side.US and item.state_at is not None]
    asked = [item.state_at for item in items if item.side is Side.THEM and item.state_at is not None]
    move = gave_first(gave, asked)
    first = next((i.title for i in items if i.give_first and i.state is LedgerState.PLANNED), "")
    terms, steps = terms_of(connection, negotiation_id), steps_of(connection, negotiation_id)
    latest = {term_id: step.value for term_id, step in steps if step.value is not None}
    checks = {check.term_id: check for check in check_offer(latest, terms, numbers or NumberFormat())}
    captures = captures_of(connection, meeting_id if started else last_id)
    replies = _replies(connection, negotiation_id)
    return MeetingSheet(
        negotiation_id=negotiation_id,
        title=title,
        meeting_id=meeting_id,
        number=number,
        starts_at=datetime.fromisoformat(starts_at) if starts_at else None,
        planned_minutes=minutes,
        place=place,
        started_at=local_moment(started) if started else None,
        ended_at=local_moment(ended) if ended else None,
        paused_at=local_moment(paused) if paused else None,
        paused_seconds=stood,
        last_on=local_moment(last).date() if last and not started else None,
        attendees=_attendees(connection, negotiation_id, meeting_id),
        phases=_phases(connection, meeting_id),
        captures=captures,
        given=_accepted(items, Side.US),
        got=_accepted(items, Side.THEM),
        balance=balance(items),
        first_move=first_move_sentence(move),
        nudge=nudge(move, bool(gave), first),
        warning=" ".join(check.sentence for check in checks.values() if beyond(check)),
        graphs=(*series_of(terms, steps, checks), *package_series(terms, steps)),
        terms=tuple(TermName(term_id, term.name) for term_id, term in terms.items()),
        lamps=lamp_lines(connection, negotiation_id),
        open_musts=tuple(item.title for item, must in ledger.values() if must),
        suggestions=_suggestions(connection, negotiation_id, items, replies),
        replies=_fitting(captures if started and not ended else (), terms, replies),
    )


def meeting_sheet_after(
    connection: Connection, sheet: MeetingSheet, tables: Collection[str], numbers: NumberFormat | None = None
) -> MeetingSheet:
    """The sheet of a running meeting as it is now, where since `sheet` only these `tables` changed.

    After a note or the tick of a plain item, which are most of what happens, only the captures or the checklist are
    asked again. `sheet` must not be masked.
    """
    if set(tables) <= {"checklist_item"}:
        return replace(sheet, phases=_phases(connection, sheet.meeting_id))
    if set(tables) <= {"capture"}:
        captures = captures_of(connection, sheet.meeting_id)
        terms, replies = terms_of(connection, sheet.negotiation_id), _replies(connection, sheet.negotiation_id)
        return replace(sheet, captures=captures, replies=_fitting(captures, terms, replies))
    return meeting_sheet(connection, sheet.negotiation_id, numbers)


def meeting_runs(connection: Connection, negotiation_id: int) -> bool:
    """Whether a meeting of this negotiation is going on now."""
    found = connection.execute(
        "SELECT 1 FROM meeting WHERE negotiation_id = ? AND started_at IS NOT NULL AND ended_at IS NULL",
        (negotiation_id,),
    ).fetchone()
    return found is not None


def draft_at(connection: Connection, place: str) -> str:
    """What is typed there and not yet entered."""
    found = connection.execute("SELECT text FROM draft WHERE place = ?", (place,)).fetchone()
    return str(found[0]) if found else ""


def _row(connection: Connection, negotiation_id: int) -> tuple[Any, ...]:
    """The columns of the meeting that a sheet is about, with the number and the day of the last one held before."""
    row = connection.execute(
        "SELECT coalesce(m.id, 0), m.starts_at, m.planned_minutes, coalesce(m.place, ''), m.started_at, m.ended_at,"
        " n.title, (SELECT count(*) FROM meeting o WHERE o.negotiation_id = n.id AND o.started_at IS NOT NULL)"
        " + (m.id IS NULL OR m.started_at IS NULL), l.id, l.started_at, m.paused_at, coalesce(m.paused_seconds, 0)"
        " FROM negotiation n"
        " LEFT JOIN meeting m ON m.id = (SELECT id FROM meeting WHERE negotiation_id = n.id"
        " ORDER BY started_at IS NOT NULL AND ended_at IS NULL DESC, started_at IS NULL DESC,"
        " CASE WHEN started_at IS NULL THEN id END, started_at DESC, id DESC LIMIT 1)"
        " LEFT JOIN meeting l ON l.id = (SELECT id FROM meeting WHERE negotiation_id = n.id AND ended_at IS NOT NULL"
        " ORDER BY started_at DESC, id DESC LIMIT 1)"
        " WHERE n.id = ?",
        (negotiation_id,),
    ).fetchone()
    return row or (0, None, None, "", None, None, "", 1, None, None, None, 0)


def lamp_lines(connection: Connection, negotiation_id: int) -> tuple[LampLine, ...]:
    """The four lamps of a negotiation, in their order; one that was never set is dark."""
    held = {
        (side, kind): (bool(lit), who, evidence)
        for side, kind, lit, who, evidence in connection.execute(
            "SELECT side, kind, lit, who, evidence FROM lamp WHERE negotiation_id = ?", (negotiation_id,)
        )
    }
    return tuple(
        LampLine(side, kind, lamp_label(side, kind), *held.get((side.value, kind.value), (False, "", "")))
        for side, kind in LAMPS
    )


def _attendees(connection: Connection, negotiation_id: int, meeting_id: int) -> tuple[AttendeeLine, ...]:
    """The negotiation's counterparts; where nothing was said about a meeting that is to come, everybody comes."""
    rows = connection.execute(
        "SELECT p.counterpart_id, c.name, a.id IS NOT NULL FROM party p JOIN counterpart c ON c.id = p.counterpart_id"
        " LEFT JOIN attendee a ON a.meeting_id = ? AND a.counterpart_id = p.counterpart_id"
        " WHERE p.negotiation_id = ? ORDER BY p.position, p.id",
        (meeting_id, negotiation_id),
    ).fetchall()
    everybody = not any(there for _, _, there in rows)
    return tuple(AttendeeLine(who, name, everybody or bool(there)) for who, name, there in rows)


def _phases(connection: Connection, meeting_id: int) -> tuple[PhaseSheet, ...]:
    held: dict[Phase, list[ItemLine]] = {phase: [] for phase in Phase}
    for item_id, phase, text, kind, note, ticked, side, priority, from_plan in connection.execute(
        "SELECT c.id, c.phase, c.text, c.kind, c.note, c.ticked_at, l.side, l.priority,"
        " c.ledger_item_id IS NOT NULL OR c.question_id IS NOT NULL FROM checklist_item c"
        " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id"
        " WHERE c.meeting_id = ? ORDER BY c.position, c.id",
        (meeting_id,),
    ):
        said = bool(from_plan) and ticked is not None
        must = side == "them" and priority == "must"
        line = ItemLine(
            item_id, Phase(phase), text, text if said else "", ItemKind(kind), must, note, ticked is not None
        )
        held[line.phase].append(line)
    return tuple(PhaseSheet(phase, sum(line.ticked for line in lines), tuple(lines)) for phase, lines in held.items())


def captures_of(connection: Connection, meeting_id: int | None) -> tuple[CaptureLine, ...]:
    """What was captured in a meeting, in the order of time; nothing without one."""
    lines = []
    for capture_id, at, kind, text, item_state, offer_state in connection.execute(
        "SELECT c.id, c.captured_at, c.kind, c.text, l.state, o.state FROM capture c"
        " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id LEFT JOIN offer o ON o.id = c.offer_id"
        " WHERE c.meeting_id = ? ORDER BY c.captured_at, c.id",
        (meeting_id,),
    ):
        state = ""
        if item_state in ("accepted", "declined"):
            state = LedgerState(item_state).label
        elif offer_state in ("accepted", "declined"):
            state = OfferState(offer_state).label
        answerable = item_state is not None or offer_state is not None
        lines.append(CaptureLine(capture_id, f"{local_moment(at):%H:%M}", CaptureKind(kind), text, state, answerable))
    return tuple(lines)


def _ledger(connection: Connection, negotiation_id: int) -> dict[int, tuple[LedgerItem, bool]]:
    """The gives and gets, each with whether it is a must-get that is still open."""
    held = {}
    for item_id, side, title, value, state, state_at, give_first, priority in connection.execute(
        "SELECT id, side, title, value, state, state_at, give_first, priority FROM ledger_item"
        " WHERE negotiation_id = ? ORDER BY position, id",
        (negotiation_id,),
    ):
        item = LedgerItem(
            side=Side(side),
            title=title,
            value=value,
            state=LedgerState(state),
            state_at=local_moment(state_at) if state_at else None,
            give_first=bool(give_first),
        )
        must = side == "them" and priority == "must" and item.state is not LedgerState.ACCEPTED
        held[item_id] = (item, must)
    return held


def _accepted(items: Sequence[LedgerItem], side: Side) -> tuple[str, ...]:
    return tuple(item.title for item in items if item.side is side and item.state is LedgerState.ACCEPTED)


def _replies(connection: Connection, negotiation_id: int) -> dict[int, IfThen]:
    return {
        reply_id: IfThen(if_text, then_text, local_moment(used_at) if used_at else None)
        for reply_id, if_text, then_text, used_at in connection.execute(
            "SELECT id, if_text, then_text, used_at FROM if_then WHERE negotiation_id = ? ORDER BY position, id",
            (negotiation_id,),
        )
    }


def _fitting(
    captures: Sequence[CaptureLine], terms: Mapping[int, Term], replies: Mapping[int, IfThen]
) -> tuple[Reply, ...]:
    """The replies for what was captured last; an offer speaks of its terms without naming them."""
    if not captures or not replies or captures[-1].kind in (CaptureKind.IF_THEN, CaptureKind.OUR_OFFER):
        return ()
    said = captures[-1].text
    if captures[-1].kind is CaptureKind.THEIR_OFFER:
        said = " ".join([said, *(term.name for term in terms.values())])
    return tuple(Reply(replies[key].if_text, replies[key].then_text) for key in fitting(said, replies, most=1))


def _suggestions(
    connection: Connection, negotiation_id: int, items: Sequence[LedgerItem], replies: Mapping[int, IfThen]
) -> tuple[Suggestion, ...]:
    """What the plan still has to bring up, in the order of gives, gets, questions and if-thens."""
    kinds = {Side.US: CaptureKind.GIVE, Side.THEM: CaptureKind.GET}
    open_items = [item for item in items if item.state in (LedgerState.PLANNED, LedgerState.DECLINED)]
    open_items.sort(key=lambda item: item.side is Side.THEM)
    questions = connection.execute(
        "SELECT text FROM question WHERE negotiation_id = ? AND asked_at IS NULL ORDER BY position, id",
        (negotiation_id,),
    )
    return (
        *(Suggestion(kinds[item.side], item.title) for item in open_items),
        *(Suggestion(CaptureKind.QUESTION, text) for (text,) in questions),
        *(Suggestion(CaptureKind.IF_THEN, reply.if_text) for reply in replies.values() if reply.used_at is None),
    )
