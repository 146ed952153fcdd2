"""The two lists that a meeting is made of: its checklist by phases, and what was captured in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from negdesk.domain.dates import short_day
from negdesk.domain.ledger import LedgerState, OfferState
from negdesk.domain.meeting import CaptureKind, ItemKind, Phase
from negdesk.domain.privacy import Open, Shipped
from negdesk.domain.wording import t
from negdesk.storage.clock import hour_text, today
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
    """Something that was written down.

    `state` is what became of a give, a get or an offer in words, and by when that give or get is due; or empty.
    """

    id: Open[int]
    at: str
    kind: CaptureKind | None
    text: str
    state: str
    answerable: Open[bool]


Rows = frozenset[tuple[str, int]]
"""Rows by their tables and numbers, as a change names them."""

NOTHING: Rows = frozenset()


def phases_of(
    connection: Connection, meeting_id: int, known: Sequence[PhaseSheet] | None = None, changed: Rows = NOTHING
) -> tuple[PhaseSheet, ...]:
    """A meeting's checklist. Where it is `known` as it was before these rows `changed`, only they are asked.

    Those that changed are put where they stand among all, the first one first, so that what is before each is there.
    """
    if known is None:
        held: dict[Phase, list[ItemLine]] = {phase: [] for phase in Phase}
        for line, _ in _item_lines(connection, _ITEMS, meeting_id):
            held[line.phase].append(line)
        return tuple(_phase(phase, lines) for phase, lines in held.items())
    found: dict[int, tuple[ItemLine, int]] = {}
    for table, number in changed:
        if table in _ITEMS_OF:
            found |= {line.id: (line, at) for line, at in _item_lines(connection, _ITEMS_OF[table], number, meeting_id)}
    gone = found.keys() | {number for table, number in changed if table == "checklist_item"}
    held = {sheet.phase: [line for line in sheet.items if line.id not in gone] for sheet in known}
    for line, place in sorted(found.values(), key=itemgetter(1)):
        held[line.phase].insert(place, line)
    return tuple(
        sheet if _same_objects(sheet.items, held[sheet.phase]) else _phase(sheet.phase, held[sheet.phase])
        for sheet in known
    )


_ITEM = (
    "SELECT c.id, c.phase, c.text, c.kind, c.note, c.ticked_at, l.side, l.priority,"
    " c.ledger_item_id IS NOT NULL OR c.question_id IS NOT NULL, {place} FROM checklist_item c"
    " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id WHERE {which} ORDER BY c.position, c.id"
)
_ITEMS = _ITEM.format(place="0", which="c.meeting_id = ?")
_ITEM_PLACE = (
    "(SELECT count(*) FROM checklist_item b WHERE b.meeting_id = c.meeting_id AND b.phase = c.phase"
    " AND (b.position, b.id) < (c.position, c.id))"
)
_ITEMS_OF = {
    table: _ITEM.format(place=_ITEM_PLACE, which=f"c.{column} = ? AND c.meeting_id = ?")
    for table, column in (("checklist_item", "id"), ("ledger_item", "ledger_item_id"))
}
"""The lines of a meeting that a row of each of these tables is part of, each with where it stands in its phase."""


def _item_lines(connection: Connection, sql: str, *values: object) -> list[tuple[ItemLine, int]]:
    lines = []
    for item_id, phase, text, kind, note, ticked, side, priority, from_plan, place in connection.execute(sql, values):
        said = bool(from_plan) and ticked is not None
        must = side == "them" and priority == "must"
        line = ItemLine(
            item_id, Phase(phase), text, text if said else "", ItemKind(kind), must, note, ticked is not None
        )
        lines.append((line, place))
    return lines


def _phase(phase: Phase, lines: Sequence[ItemLine]) -> PhaseSheet:
    return PhaseSheet(phase, sum(line.ticked for line in lines), tuple(lines))


def captures_of(
    connection: Connection,
    meeting_id: int | None,
    known: Sequence[CaptureLine] | None = None,
    changed: Rows = NOTHING,
) -> tuple[CaptureLine, ...]:
    """What was captured in a meeting, in the order of time; nothing without one. `known` is as for `phases_of`."""
    if known is None:
        return tuple(line for line, _ in _capture_lines(connection, _CAPTURES, meeting_id))
    found: dict[int, tuple[CaptureLine, int]] = {}
    for table, number in changed:
        if table in _CAPTURES_OF:
            lines = _capture_lines(connection, _CAPTURES_OF[table], number, meeting_id)
            found |= {line.id: (line, place) for line, place in lines}
    gone = found.keys() | {number for table, number in changed if table == "capture"}
    held = [line for line in known if line.id not in gone]
    for line, place in sorted(found.values(), key=itemgetter(1)):
        held.insert(place, line)
    return tuple(held)


_CAPTURE = (
    "SELECT c.id, c.captured_at, c.kind, c.text, l.state, o.state, l.due_on, {place} FROM capture c"
    " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id LEFT JOIN offer o ON o.id = c.offer_id"
    " WHERE {which} ORDER BY c.captured_at, c.id"
)
_CAPTURES = _CAPTURE.format(place="0", which="c.meeting_id = ?")
_CAPTURE_PLACE = (
    "(SELECT count(*) FROM capture b WHERE b.meeting_id = c.meeting_id"
    " AND (b.captured_at, b.id) < (c.captured_at, c.id))"
)
_CAPTURES_OF = {
    table: _CAPTURE.format(place=_CAPTURE_PLACE, which=f"c.{column} = ? AND c.meeting_id = ?")
    for table, column in (("capture", "id"), ("ledger_item", "ledger_item_id"), ("offer", "offer_id"))
}


def _capture_lines(connection: Connection, sql: str, *values: object) -> list[tuple[CaptureLine, int]]:
    lines = []
    for capture_id, at, kind, text, item_state, offer_state, due_on, place in connection.execute(sql, values):
        state = ""
        if item_state in ("accepted", "declined"):
            state = LedgerState(item_state).label
        elif offer_state in ("accepted", "declined"):
            state = OfferState(offer_state).label
        if due_on is not None and item_state != "declined":
            due = t("by {day}", day=short_day(date.fromisoformat(due_on), today()))
            state = t(", ").join(filter(None, (state, due)))
        answerable = item_state is not None or offer_state is not None
        lines.append((CaptureLine(capture_id, hour_text(at), CaptureKind(kind), text, state, answerable), place))
    return lines


def _same_objects(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
