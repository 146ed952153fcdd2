"""What a meeting shows: its checklist, what was captured, the balance, the offers and the four lamps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from negdesk.domain.if_then_fit import fitting
from negdesk.domain.ledger import (
    Balance,
    LedgerItem,
    LedgerState,
    balance,
    first_move_sentence,
    gave_first,
    nudge,
)
from negdesk.domain.meeting import CaptureKind, lasted
from negdesk.domain.money import NumberFormat
from negdesk.domain.negotiation import LAMPS, LampKind, Side, lamp_label
from negdesk.domain.offer_check import check_offer
from negdesk.domain.plan import IfThen, Term
from negdesk.domain.privacy import Open
from negdesk.queries.meeting_lists import NOTHING, CaptureLine, PhaseSheet, Rows, captures_of, phases_of
from negdesk.queries.meeting_offers import TermSteps, beyond, package_series, series_of, steps_of, terms_of
from negdesk.queries.meeting_prepared import Reply, Suggestion, replies_of, suggestions_of
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """A counterpart of the negotiation, and whether they come to the meeting (or came)."""

    counterpart_id: Open[int]
    name: Open[str]
    there: Open[bool]


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
    starts_at: datetime | None
    planned_minutes: int | None
    place: str
    started_at: Open[datetime | None]
    ended_at: Open[datetime | None]
    paused_at: Open[datetime | None]
    paused_seconds: Open[int]
    last_on: date | None
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
    running = bool(started) and not ended
    reads = _Reads(connection, negotiation_id, meeting_id, meeting_id if started else last_id, running, numbers)
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
        terms=tuple(TermName(term_id, term.name) for term_id, term in reads.terms.items()),
        **{name: value for _, part in _PARTS for name, value in part(reads).items()},
    )


def changed_in_parts(sheet: MeetingSheet, changed: Rows) -> bool:
    """Whether these rows are such as change in the course of a meeting, so that `meeting_sheet_after` asks in parts."""
    return sheet.running and {table for table, _ in changed} <= _IN_PARTS


def meeting_sheet_after(
    connection: Connection,
    sheet: MeetingSheet,
    changed: Rows,
    numbers: NumberFormat | None = None,
    which: Literal["all", "changed", "following"] = "all",
) -> MeetingSheet:
    """The sheet of a meeting as it is now, where since `sheet` only these rows changed; `sheet` must not be masked.

    Only what these rows are part of is asked and worked out again; all else is the same object as in `sheet`. Where
    they are `changed_in_parts` it may be asked in two steps: first the lists and lamps, in which the rows are
    themselves (``changed``), then what follows from them (``following``).
    """
    if not changed_in_parts(sheet, changed):
        return meeting_sheet(connection, sheet.negotiation_id, numbers)
    tables = {table for table, _ in changed}
    rows = NOTHING if which == "following" else changed
    reads = _Reads(connection, sheet.negotiation_id, sheet.meeting_id, sheet.meeting_id, True, numbers, sheet, rows)
    parts = {"all": _PARTS, "changed": _LISTS, "following": _FOLLOWING}[which]
    touched = [part for of, part in parts if not tables.isdisjoint(of)]
    return replace(sheet, **{name: value for part in touched for name, value in part(reads).items()})


@dataclass
class _Reads:
    """What the parts of a sheet are made of; each thing is read when a part first asks for it."""

    connection: Connection
    negotiation_id: int
    meeting_id: int
    captures_in: int | None
    running: bool
    numbers: NumberFormat | None
    known: MeetingSheet | None = None
    changed: Rows = NOTHING

    @cached_property
    def ledger(self) -> dict[int, tuple[LedgerItem, bool]]:
        return _ledger(self.connection, self.negotiation_id)

    @cached_property
    def terms(self) -> dict[int, Term]:
        return terms_of(self.connection, self.negotiation_id)

    @cached_property
    def replies(self) -> dict[int, IfThen]:
        return replies_of(self.connection, self.negotiation_id)

    @cached_property
    def captures(self) -> tuple[CaptureLine, ...]:
        if self.known is None:
            return captures_of(self.connection, self.captures_in)
        known = self.known.captures
        return captures_of(self.connection, self.captures_in, known, self.changed) if self.changed else known


def _checklist_part(reads: _Reads) -> dict[str, Any]:
    known = reads.known.phases if reads.known is not None else None
    return {"phases": phases_of(reads.connection, reads.meeting_id, known, reads.changed)}


def _captures_part(reads: _Reads) -> dict[str, Any]:
    return {"captures": reads.captures}


def _replies_part(reads: _Reads) -> dict[str, Any]:
    return {"replies": _fitting(reads) if reads.running else ()}


def _ledger_part(reads: _Reads) -> dict[str, Any]:
    items = [item for item, _ in reads.ledger.values()]
    gave = [item.state_at for item in items if item.side is Side.US and item.state_at is not None]
    asked = [item.state_at for item in items if item.side is Side.THEM and item.state_at is not None]
    move = gave_first(gave, asked)
    first = next((i.title for i in items if i.give_first and i.state is LedgerState.PLANNED), "")
    return {
        "given": _accepted(items, Side.US),
        "got": _accepted(items, Side.THEM),
        "balance": balance(items),
        "first_move": first_move_sentence(move),
        "nudge": nudge(move, bool(gave), first),
        "open_musts": tuple(item.title for item, must in reads.ledger.values() if must),
    }


def _offers_part(reads: _Reads) -> dict[str, Any]:
    terms, steps = reads.terms, steps_of(reads.connection, reads.negotiation_id)
    latest = {term_id: step.value for term_id, step in steps if step.value is not None}
    checks = {check.term_id: check for check in check_offer(latest, terms, reads.numbers or NumberFormat())}
    return {
        "warning": " ".join(check.sentence for check in checks.values() if beyond(check)),
        "graphs": (*series_of(terms, steps, checks), *package_series(terms, steps)),
    }


def _lamps_part(reads: _Reads) -> dict[str, Any]:
    return {"lamps": lamp_lines(reads.connection, reads.negotiation_id)}


def _suggestions_part(reads: _Reads) -> dict[str, Any]:
    items = [item for item, _ in reads.ledger.values()]
    return {"suggestions": suggestions_of(reads.connection, reads.negotiation_id, items, reads.replies)}


_Parts = tuple[tuple[frozenset[str], Callable[[_Reads], dict[str, Any]]], ...]
"""Parts of a sheet that change in the course of a meeting, each with the tables that it is made of."""

_LISTS: _Parts = (
    (frozenset({"checklist_item", "ledger_item"}), _checklist_part),
    (frozenset({"capture", "ledger_item", "offer"}), _captures_part),
    (frozenset({"lamp"}), _lamps_part),
)
_FOLLOWING: _Parts = (
    (frozenset({"capture", "if_then"}), _replies_part),
    (frozenset({"ledger_item"}), _ledger_part),
    (frozenset({"offer", "offer_value"}), _offers_part),
    (frozenset({"ledger_item", "question", "if_then"}), _suggestions_part),
)
_PARTS = (*_LISTS, *_FOLLOWING)

_IN_PARTS = frozenset().union(*(of for of, _ in _PARTS))


def meeting_runs(connection: Connection, negotiation_id: int) -> bool:
    """Whether a meeting of this negotiation is going on now."""
    found = connection.execute(
        "SELECT 1 FROM meeting WHERE negotiation_id = ? AND started_at IS NOT NULL AND ended_at IS NULL",
        (negotiation_id,),
    ).fetchone()
    return found is not None


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


def _fitting(reads: _Reads) -> tuple[Reply, ...]:
    """The replies for what was captured last; an offer speaks of its terms without naming them."""
    last = reads.captures[-1] if reads.captures else None
    if last is None or last.kind in (CaptureKind.IF_THEN, CaptureKind.OUR_OFFER) or not reads.replies:
        return ()
    said = last.text
    if last.kind is CaptureKind.THEIR_OFFER:
        said = " ".join([said, *(term.name for term in reads.terms.values())])
    return tuple(
        Reply(reads.replies[key].if_text, reads.replies[key].then_text) for key in fitting(said, reads.replies, most=1)
    )
