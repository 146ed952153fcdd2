"""What a meeting shows: its checklist, what was captured, the balance, the offers and the four lamps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

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
from negdesk.domain.meeting import CaptureKind, ItemKind, Phase
from negdesk.domain.money import NumberFormat
from negdesk.domain.negotiation import LAMPS, LampKind, Side, lamp_label
from negdesk.domain.offer_check import TermPosition, check_offer
from negdesk.domain.plan import Term
from negdesk.domain.privacy import Open
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of the checklist. What comes from the plan is private until it was said; the rest is in `common` too."""

    id: Open[int]
    phase: Open[Phase]
    text: str
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
    """Something that was written down; `state` is what became of a give, a get or an offer."""

    id: Open[int]
    at: Open[str]
    kind: CaptureKind | None
    text: str
    state: str
    answerable: Open[bool]


@dataclass(frozen=True, slots=True)
class OfferStep:
    """One amount that a side put on the table for a term, in the order of time."""

    side: Side
    value: Decimal
    at: str


@dataclass(frozen=True, slots=True)
class TermSteps:
    """The steps of both sides for one term, with what they are seen against."""

    term_id: Open[int]
    name: str
    unit: str
    currency: str
    steps: tuple[OfferStep, ...]
    target: Decimal | None
    walk_away: Decimal | None


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

    `meeting_id` is 0 where the negotiation has no meeting yet.
    """

    negotiation_id: Open[int]
    meeting_id: Open[int]
    number: Open[int]
    starts_at: Open[datetime | None]
    planned_minutes: Open[int | None]
    place: Open[str]
    started_at: Open[datetime | None]
    ended_at: Open[datetime | None]
    phases: Open[tuple[PhaseSheet, ...]]
    captures: Open[tuple[CaptureLine, ...]]
    balance: Balance | None
    first_move: str
    nudge: str
    warning: str
    graph: Open[TermSteps | None]
    lamps: Open[tuple[LampLine, ...]]
    open_musts: tuple[str, ...]
    suggestions: tuple[str, ...]

    @property
    def running(self) -> bool:
        """Whether it is going on now."""
        return self.started_at is not None and self.ended_at is None

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
    row = connection.execute(
        "SELECT id, starts_at, planned_minutes, place, started_at, ended_at FROM meeting WHERE negotiation_id = ?"
        " ORDER BY started_at IS NOT NULL AND ended_at IS NULL DESC, started_at IS NULL DESC, started_at DESC, id DESC"
        " LIMIT 1",
        (negotiation_id,),
    ).fetchone() or (0, None, None, "", None, None)
    meeting_id = int(row[0])
    ledger = _ledger(connection, negotiation_id)
    items = [item for item, _ in ledger.values()]
    gave = [item.state_at for item in items if item.side is Side.US and item.state_at is not None]
    asked = [item.state_at for item in items if item.side is Side.THEM and item.state_at is not None]
    move = gave_first(gave, asked)
    first = next((i.title for i in items if i.give_first and i.state is LedgerState.PLANNED), "")
    terms = _terms(connection, negotiation_id)
    steps = _steps(connection, negotiation_id)
    return MeetingSheet(
        negotiation_id=negotiation_id,
        meeting_id=meeting_id,
        number=_count(connection, negotiation_id),
        starts_at=datetime.fromisoformat(row[1]) if row[1] else None,
        planned_minutes=row[2],
        place=row[3],
        started_at=local_moment(row[4]) if row[4] else None,
        ended_at=local_moment(row[5]) if row[5] else None,
        phases=_phases(connection, meeting_id),
        captures=_captures(connection, meeting_id),
        balance=balance(items),
        first_move=first_move_sentence(move),
        nudge=nudge(move, bool(gave), first),
        warning=_warning(terms, steps, numbers or NumberFormat()),
        graph=_graph(terms, steps),
        lamps=lamp_lines(connection, negotiation_id),
        open_musts=tuple(item.title for item, must in ledger.values() if must),
        suggestions=tuple(item.title for item in items if item.state is LedgerState.PLANNED),
    )


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


def _count(connection: Connection, negotiation_id: int) -> int:
    row = connection.execute(
        "SELECT count(*) FROM meeting WHERE negotiation_id = ? AND started_at IS NOT NULL", (negotiation_id,)
    ).fetchone()
    return int(row[0]) if row else 0


def _phases(connection: Connection, meeting_id: int) -> tuple[PhaseSheet, ...]:
    held: dict[Phase, list[ItemLine]] = {phase: [] for phase in Phase}
    for item_id, phase, text, kind, note, ticked, side, priority in connection.execute(
        "SELECT c.id, c.phase, c.text, c.kind, c.note, c.ticked_at, l.side, l.priority FROM checklist_item c"
        " LEFT JOIN ledger_item l ON l.id = c.ledger_item_id"
        " WHERE c.meeting_id = ? ORDER BY c.position, c.id",
        (meeting_id,),
    ):
        said = side is None or ticked is not None
        must = side == "them" and priority == "must"
        line = ItemLine(
            item_id, Phase(phase), text, text if said else "", ItemKind(kind), must, note, ticked is not None
        )
        held[line.phase].append(line)
    return tuple(
        PhaseSheet(phase, sum(line.ticked for line in lines), tuple(lines)) for phase, lines in held.items()
    )


def _captures(connection: Connection, meeting_id: int) -> tuple[CaptureLine, ...]:
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
        lines.append(
            CaptureLine(capture_id, f"{local_moment(at):%H:%M}", CaptureKind(kind), text, state, answerable)
        )
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


def _terms(connection: Connection, negotiation_id: int) -> dict[int, Term]:
    return {
        row[0]: Term(
            name=row[1],
            unit=row[2],
            currency=row[3],
            more_is_better=bool(row[4]),
            target=_amount(row[5]),
            walk_away=_amount(row[6]),
            authority_limit=_amount(row[7]),
        )
        for row in connection.execute(
            "SELECT id, name, unit, currency, more_is_better, target, walk_away, authority_limit FROM term"
            " WHERE negotiation_id = ? ORDER BY position, id",
            (negotiation_id,),
        )
    }


def _steps(connection: Connection, negotiation_id: int) -> list[tuple[int, OfferStep]]:
    return [
        (term_id, OfferStep(Side(side), Decimal(value), f"{local_moment(at):%H:%M}"))
        for term_id, side, value, at in connection.execute(
            "SELECT v.term_id, o.side, v.value, o.made_at FROM offer_value v JOIN offer o ON o.id = v.offer_id"
            " WHERE o.negotiation_id = ? ORDER BY o.made_at, o.id, v.id",
            (negotiation_id,),
        )
    ]


def _graph(terms: dict[int, Term], steps: Sequence[tuple[int, OfferStep]]) -> TermSteps | None:
    """The term that most was said about; of equals the first of the plan."""
    if not terms:
        return None
    counts = {term_id: sum(1 for each, _ in steps if each == term_id) for term_id in terms}
    term_id = max(terms, key=lambda each: counts[each])
    term = terms[term_id]
    return TermSteps(
        term_id=term_id,
        name=term.name,
        unit=term.unit,
        currency=term.currency,
        steps=tuple(step for each, step in steps if each == term_id),
        target=term.target,
        walk_away=term.walk_away,
    )


def _warning(terms: dict[int, Term], steps: Sequence[tuple[int, OfferStep]], numbers: NumberFormat) -> str:
    """What the latest amounts on the table mean beside our walk-aways and our authority; calm, and only if beyond."""
    latest = {term_id: step.value for term_id, step in steps}
    checks = check_offer(latest, terms, numbers)
    beyond = [
        check.sentence for check in checks if check.position is TermPosition.BEYOND_WALK_AWAY or check.beyond_authority
    ]
    return " ".join(beyond)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
