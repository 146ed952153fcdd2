"""The two lists that a meeting is made of: its checklist by phases, and what was captured in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from negdesk.domain.ledger import LedgerState, OfferState
from negdesk.domain.meeting import CaptureKind, ItemKind, Phase
from negdesk.domain.privacy import Open, Shipped
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
    at: str
    kind: CaptureKind | None
    text: str
    state: str
    answerable: Open[bool]


Rows = frozenset[tuple[str, int]]
"""Rows by their tables and numbers, as a change names them."""

NOTHING: Rows = frozenset()


def phases_of(
    connection: Connection, meeting_id: int, known: Sequence[PhaseSheet] = (), changed: Rows = NOTHING
) -> tuple[PhaseSheet, ...]:
    """A meeting's checklist. Lines that are `known` are not made anew where nothing in their rows `changed`."""
    held: dict[Phase, list[ItemLine]] = {phase: [] for phase in Phase}
    lines = {line.id: line for phase in known for line in phase.items}
    for item_id, phase, text, kind, note, ticked, ledger_id, side, priority, from_plan in connection.execute(
        "SELECT c.id, c.phase, c.text, c.kind, c.note, c.ticked_at, l.id, l.side, l.priority,"
        " c.ledger_item_id IS NOT NULL OR c.question_id IS NOT NULL FROM checklist_item c"
        " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id"
        " WHERE c.meeting_id = ? ORDER BY c.position, c.id",
        (meeting_id,),
    ):
        line = lines.get(item_id)
        if line is None or ("checklist_item", item_id) in changed or ("ledger_item", ledger_id) in changed:
            said = bool(from_plan) and ticked is not None
            must = side == "them" and priority == "must"
            line = ItemLine(
                item_id, Phase(phase), text, text if said else "", ItemKind(kind), must, note, ticked is not None
            )
        held[line.phase].append(line)
    return tuple(PhaseSheet(phase, sum(line.ticked for line in lines), tuple(lines)) for phase, lines in held.items())


def captures_of(
    connection: Connection, meeting_id: int | None, known: Sequence[CaptureLine] = (), changed: Rows = NOTHING
) -> tuple[CaptureLine, ...]:
    """What was captured in a meeting, in the order of time; nothing without one. `known` is as for `phases_of`."""
    lines = {line.id: line for line in known}
    found = []
    for capture_id, at, kind, text, item_id, item_state, offer_id, offer_state in connection.execute(
        "SELECT c.id, c.captured_at, c.kind, c.text, l.id, l.state, o.id, o.state FROM capture c"
        " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id LEFT JOIN offer o ON o.id = c.offer_id"
        " WHERE c.meeting_id = ? ORDER BY c.captured_at, c.id",
        (meeting_id,),
    ):
        line = lines.get(capture_id)
        rows = (("capture", capture_id), ("ledger_item", item_id), ("offer", offer_id))
        if line is None or not changed.isdisjoint(rows):
            state = ""
            if item_state in ("accepted", "declined"):
                state = LedgerState(item_state).label
            elif offer_state in ("accepted", "declined"):
                state = OfferState(offer_state).label
            answerable = item_state is not None or offer_state is not None
            line = CaptureLine(capture_id, f"{local_moment(at):%H:%M}", CaptureKind(kind), text, state, answerable)
        found.append(line)
    return tuple(found)
