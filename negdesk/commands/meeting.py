"""Meetings and their checklists, from the first plan to the end. Each function is one gesture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlmodel import Session, col, select

from negdesk.commands.checklist import fill_checklist, sync_checklist
from negdesk.commands.ledger import set_state
from negdesk.commands.log import write_entry
from negdesk.commands.negotiation import set_stage
from negdesk.commands.promise import add_promise
from negdesk.commands.rows import amend, columns, get, insert, make, move, next_position, read, revise, update
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.dates import long_day
from negdesk.domain.ledger import LedgerState, on_the_table
from negdesk.domain.meeting import ChecklistItem, ItemKind, Meeting, Phase
from negdesk.domain.negotiation import Lamp, LampKind, Side, Stage
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import listed
from negdesk.domain.wording import t
from negdesk.storage.clock import local_moment, now, now_utc, today
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import (
    AttendeeRow,
    ChecklistItemRow,
    LampRow,
    LedgerItemRow,
    MeetingRow,
    NegotiationRow,
    PartyRow,
    QuestionRow,
)


class MeetingChanges(TypedDict, total=False):
    """What may change in a meeting; what is not passed stays. `starts_at` is local time without a zone."""

    starts_at: datetime | None
    planned_minutes: int | None
    place: str


@dataclass(frozen=True, slots=True)
class NextStepDraft:
    """A next step as it is said at the end: what, whose, by when, and what each side has from it."""

    side: Side
    text: str
    due_on: date | None = None
    benefit_us: str = ""
    benefit_them: str = ""


def plan_meeting(
    session: Session, negotiation_id: int, *, attendees: Sequence[int] = (), **changes: Unpack[MeetingChanges]
) -> int:
    """Say when and where the next meeting is, and who comes; returns its number.

    The meeting that is being prepared is the one; where there is none, a new one is made with its checklist.
    """
    meeting = _in_preparation(session, negotiation_id)
    revise(meeting, Meeting, changes)
    for counterpart_id in attendees:
        _attend(session, meeting.row_id, counterpart_id)
    return meeting.row_id


def start_meeting(session: Session, negotiation_id: int) -> int:
    """Begin the meeting that was prepared, with everyone of the negotiation there; returns its number.

    One that is running already is the one. The negotiation is in the meeting stage from then on.
    """
    running = _running(session, negotiation_id)
    if running is not None:
        return running.row_id
    sync_checklist(session, negotiation_id)
    meeting = _in_preparation(session, negotiation_id)
    revise(meeting, Meeting, {"started_at": now()})
    if get(session, NegotiationRow, negotiation_id).stage != Stage.MEETING.value:
        set_stage(session, negotiation_id, Stage.MEETING)
    if _first_attendee(session, meeting) is None:
        _all_attend(session, meeting)
    return meeting.row_id


def pause_meeting(session: Session, meeting_id: int) -> None:
    """Have the meeting's clock stand still, as for a break."""
    row = get(session, MeetingRow, meeting_id)
    revise(row, Meeting, {"paused_at": read(row, Meeting).paused(now()).paused_at})


def resume_meeting(session: Session, meeting_id: int) -> None:
    """Have the meeting's clock go on."""
    _go_on(get(session, MeetingRow, meeting_id))


def _go_on(row: MeetingRow) -> None:
    going = read(row, Meeting).resumed(now())
    revise(row, Meeting, {"paused_at": None, "paused_seconds": going.paused_seconds})


def set_attendance(session: Session, negotiation_id: int, counterpart_id: int, there: bool) -> None:
    """Say whether a counterpart comes to the meeting that is being prepared, or is at the one that is running.

    A meeting of which nothing was said is one with everybody of the negotiation. The last one who is there is refused
    to leave it.
    """
    meeting = _running(session, negotiation_id) or _in_preparation(session, negotiation_id)
    if _first_attendee(session, meeting) is None:
        _all_attend(session, meeting)
        session.flush()
    if there:
        _attend(session, meeting.row_id, counterpart_id)
        return
    there_now = session.exec(select(AttendeeRow).where(AttendeeRow.meeting_id == meeting.row_id)).all()
    if {row.counterpart_id for row in there_now} == {counterpart_id}:
        raise Refusal(t("A meeting is with somebody. Tick who else was there first."))
    for row in there_now:
        if row.counterpart_id == counterpart_id:
            session.delete(row)


def tick_item(session: Session, item_id: int) -> None:
    """Tick an item. A give or a get that is ticked is accepted in the ledger too; a question was asked."""
    _tick(session, item_id, now_utc())


def untick_item(session: Session, item_id: int) -> None:
    """Take a tick back, and with it what it said about the ledger or the question."""
    _tick(session, item_id, None)


def add_item(session: Session, meeting_id: int, phase: Phase, text: str, after: int | None = None) -> int:
    """Add an item to a phase, after the item `after` or at the phase's end; returns its number."""
    position = next_position(session, ChecklistItemRow, meeting_id=meeting_id)
    item = ChecklistItem(phase=phase, text=text)
    item_id = insert(session, ChecklistItemRow, item, meeting_id=meeting_id, position=position)
    if after is not None:
        move_item(session, item_id, _place_in_phase(session, after) + 1)
    return item_id


def edit_item(session: Session, item_id: int, text: str) -> None:
    """Reword an item."""
    amend(session, ChecklistItemRow, item_id, ChecklistItem, {"text": text})


def note_item(session: Session, item_id: int, note: str) -> None:
    """Write a note on an item."""
    amend(session, ChecklistItemRow, item_id, ChecklistItem, {"note": note})


def move_item(session: Session, item_id: int, to: int, phase: Phase | None = None) -> None:
    """Put an item at index `to` within its phase, or within `phase` from now on.

    Refuses another phase to what comes from the plan, which says where it stands.
    """
    row = columns(session, ChecklistItemRow, item_id)
    if phase is not None and phase.value != row["phase"]:
        if row["ledger_item_id"] is not None or row["question_id"] is not None:
            raise Refusal(t("The plan says in which phase this is. Only the checklist's own items go to another."))
        update(session, ChecklistItemRow, item_id, phase=phase.value)
    move(session, ChecklistItemRow, item_id, to, "meeting_id", "phase")


def remove_item(session: Session, item_id: int) -> None:
    """Take an item off the list; undo gives it back."""
    session.delete(get(session, ChecklistItemRow, item_id))


def set_lamp(
    session: Session,
    negotiation_id: int,
    side: Side,
    kind: LampKind,
    lit: bool,
    who: str | None = None,
    evidence: str | None = None,
) -> None:
    """Light one of the four lamps, or put it out; who says so and on what evidence stay where they are not passed."""
    columns(session, NegotiationRow, negotiation_id)
    found = raw_connection(session).execute(
        "SELECT id, lit FROM lamp WHERE negotiation_id = ? AND side = ? AND kind = ?",
        (negotiation_id, side.value, kind.value),
    )
    lamp_id, was_lit = found.fetchone() or (None, False)
    said = {name: text for name, text in (("who", who), ("evidence", evidence)) if text is not None}
    turned: dict[str, object] = {"lit": lit, "set_at": now() if lit else None} if lit != bool(was_lit) else {}
    changes: dict[str, Any] = {**turned, **said}
    if lamp_id is None:
        insert(session, LampRow, Lamp(side, kind, **changes), negotiation_id=negotiation_id)
    else:
        amend(session, LampRow, lamp_id, Lamp, changes)


def end_meeting(
    session: Session,
    meeting_id: int,
    next_steps: Sequence[NextStepDraft] = (),
    *,
    none: bool = False,
    carried: Sequence[int] | None = None,
    next_starts_at: datetime | None = None,
    rapport: int | None = None,
) -> None:
    """End a meeting with its next steps, or with an explicit `none`; refuses an end in silence.

    The next steps become promises. `carried` are the items that were not ticked and wait on the next meeting, which is
    prepared for them; with `next_starts_at`, which is not before today, that has its day. None stands for all of them.
    The other open ones of the checklist's own are dropped: they leave it. What the plan still wants is on the next
    checklist in any case. Everyone who was there gets a log entry of the meeting, with `rapport` (1 to 5).
    """
    meeting = get(session, MeetingRow, meeting_id)
    if not next_steps and not none:
        raise Refusal(t("Name the next step and its day, or say that there is none."), "next_step")
    if meeting.ended_at is not None:
        raise Refusal(t("This meeting has ended already."))
    if next_starts_at is not None and next_starts_at.date() < today():
        raise Refusal(t("The next meeting cannot be before today. Write a day from today on, or none."), "next_day")
    if meeting.paused_at is not None:
        _go_on(meeting)
    ended = now()
    if meeting.started_at is not None:  # a clock that was set back in the middle must not hold anybody in a meeting
        ended = max(ended, local_moment(meeting.started_at))
    revise(meeting, Meeting, {"ended_at": ended, "no_next_step": not next_steps})
    first = _first_attendee(session, meeting)
    for step in next_steps:
        add_promise(
            session,
            step.side,
            step.text,
            step.due_on,
            negotiation_id=meeting.negotiation_id,
            counterpart_id=first,
            meeting_id=meeting_id,
            next_step=True,
            benefit_us=step.benefit_us,
            benefit_them=step.benefit_them,
        )
    _write_log(session, meeting, next_steps, rapport)
    left = _not_ticked(session, meeting_id)
    if carried is not None:
        for item in left:
            if item.kind == ItemKind.PLAIN.value and item.id not in carried:
                session.delete(item)
    if next_starts_at is not None or (left and (carried is None or carried)):
        session.flush()
        plan_meeting(session, meeting.negotiation_id, starts_at=next_starts_at)


def _not_ticked(session: Session, meeting_id: int) -> Sequence[ChecklistItemRow]:
    return session.exec(
        select(ChecklistItemRow).where(
            ChecklistItemRow.meeting_id == meeting_id, col(ChecklistItemRow.ticked_at).is_(None)
        )
    ).all()


def _running(session: Session, negotiation_id: int) -> MeetingRow | None:
    return session.exec(
        select(MeetingRow).where(
            MeetingRow.negotiation_id == negotiation_id,
            col(MeetingRow.started_at).is_not(None),
            col(MeetingRow.ended_at).is_(None),
        )
    ).first()


def _in_preparation(session: Session, negotiation_id: int) -> MeetingRow:
    get(session, NegotiationRow, negotiation_id)
    meeting = session.exec(
        select(MeetingRow)
        .where(MeetingRow.negotiation_id == negotiation_id, col(MeetingRow.started_at).is_(None))
        .order_by(col(MeetingRow.id))
    ).first()
    if meeting is None:
        meeting = make(session, MeetingRow, Meeting(), negotiation_id=negotiation_id)
        fill_checklist(session, meeting.row_id)
    return meeting


def _all_attend(session: Session, meeting: MeetingRow) -> None:
    for party in session.exec(select(PartyRow).where(PartyRow.negotiation_id == meeting.negotiation_id)).all():
        _attend(session, meeting.row_id, party.counterpart_id)


def _attend(session: Session, meeting_id: int, counterpart_id: int) -> None:
    there = select(AttendeeRow.id).where(
        AttendeeRow.meeting_id == meeting_id, AttendeeRow.counterpart_id == counterpart_id
    )
    if session.exec(there).first() is None:
        session.add(AttendeeRow(meeting_id=meeting_id, counterpart_id=counterpart_id))


def _tick(session: Session, item_id: int, at: str | None) -> None:
    # Without row objects: they would make the commonest gesture of a meeting half again as slow.
    row = (
        raw_connection(session)
        .execute("SELECT ledger_item_id, question_id FROM checklist_item WHERE id = ?", (item_id,))
        .fetchone()
    )
    if row is None:
        raise Refusal(t("This is no longer there. Undo gives back what was removed."))
    update(session, ChecklistItemRow, item_id, ticked_at=at)
    ledger_item_id, question_id = row
    if ledger_item_id is not None:
        _tick_ledger(session, ledger_item_id, at is not None)
    if question_id is not None:
        update(session, QuestionRow, question_id, asked_at=at)


def _tick_ledger(session: Session, ledger_item_id: int, ticked: bool) -> None:
    if ticked:
        set_state(session, ledger_item_id, LedgerState.ACCEPTED)
        return
    captured = raw_connection(session).execute("SELECT 1 FROM capture WHERE ledger_item_id = ?", (ledger_item_id,))
    side = Side(columns(session, LedgerItemRow, ledger_item_id)["side"])
    set_state(session, ledger_item_id, on_the_table(side) if captured.fetchone() else LedgerState.PLANNED)


def _place_in_phase(session: Session, item_id: int) -> int:
    row = columns(session, ChecklistItemRow, item_id)
    found = raw_connection(session).execute(
        "SELECT id FROM checklist_item WHERE meeting_id = ? AND phase = ? ORDER BY position, id",
        (row["meeting_id"], row["phase"]),
    )
    return [number for (number,) in found.fetchall()].index(item_id)


def _first_attendee(session: Session, meeting: MeetingRow) -> int | None:
    return session.exec(
        select(AttendeeRow.counterpart_id).where(AttendeeRow.meeting_id == meeting.id).order_by(col(AttendeeRow.id))
    ).first()


def _said_next(step: NextStepDraft) -> str:
    """Whose step it is, what, and by when; the day with its year, for the log is read years after."""
    ours, what = step.side is Side.US, step.text.rstrip(" .")
    if step.due_on is None:
        return t("Our next step: {step}.", step=what) if ours else t("Their next step: {step}.", step=what)
    said = {"step": what, "day": long_day(step.due_on)}
    return t("Our next step: {step}, by {day}.", **said) if ours else t("Their next step: {step}, by {day}.", **said)


def _write_log(session: Session, meeting: MeetingRow, next_steps: Sequence[NextStepDraft], rapport: int | None) -> None:
    """The log entry of each who was there, in plain words; it can be edited like any other."""
    title = get(session, NegotiationRow, meeting.negotiation_id).title
    said = [t("Met about {title}.", title=title)]
    accepted = session.exec(
        select(LedgerItemRow.side, LedgerItemRow.title)
        .where(
            LedgerItemRow.negotiation_id == meeting.negotiation_id,
            LedgerItemRow.state == LedgerState.ACCEPTED.value,
            col(LedgerItemRow.state_at) >= meeting.started_at,
        )
        .order_by(col(LedgerItemRow.state_at), col(LedgerItemRow.id))
    ).all()
    given, got = ([text for side, text in accepted if side == which.value] for which in Side)
    if given:
        said.append(t("We give: {titles}.", titles=listed(given)))
    if got:
        said.append(t("They give: {titles}.", titles=listed(got)))
    said += [_said_next(step) for step in next_steps]
    day = local_moment(meeting.started_at).date() if meeting.started_at else today()
    for counterpart_id in session.exec(select(AttendeeRow.counterpart_id).where(AttendeeRow.meeting_id == meeting.id)):
        write_entry(
            session,
            counterpart_id,
            " ".join(said),
            EntryKind.MEETING,
            happened_on=day,
            rapport=rapport,
            negotiation_id=meeting.negotiation_id,
            meeting_id=meeting.id,
        )
