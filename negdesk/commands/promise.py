"""Promises of both sides. Each function is one gesture."""

from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session

from negdesk.commands.rows import get, make, read, revise
from negdesk.domain.negotiation import Side
from negdesk.domain.promise import Promise, PromiseState, settled_parts
from negdesk.storage.clock import now_utc, today
from negdesk.storage.tables import CounterpartRow, NegotiationRow, PromiseRow


class PromiseChanges(TypedDict, total=False):
    """What may change in a promise; what is not passed stays."""

    side: Side
    text: str
    due_on: date | None
    due_text: str
    benefit_us: str
    benefit_them: str
    parts: int | None
    remind: bool


def add_promise(
    session: Session,
    side: Side,
    text: str,
    due_on: date | None = None,
    *,
    due_text: str = "",
    negotiation_id: int | None = None,
    counterpart_id: int | None = None,
    meeting_id: int | None = None,
    next_step: bool = False,
    benefit_us: str = "",
    benefit_them: str = "",
) -> int:
    """Write down what `side` promised the other, by which day; returns its number."""
    promise = Promise(
        side=side,
        text=text,
        due_on=due_on,
        due_text=due_text,
        next_step=next_step,
        benefit_us=benefit_us,
        benefit_them=benefit_them,
    )
    row = make(
        session,
        PromiseRow,
        promise,
        negotiation_id=negotiation_id,
        counterpart_id=counterpart_id,
        meeting_id=meeting_id,
        created_at=now_utc(),
    )
    return row.row_id


def edit_promise(session: Session, promise_id: int, **changes: Unpack[PromiseChanges]) -> None:
    """Change what is passed of a promise. Of one whose day moves, the day it was promised for at first is kept."""
    row = get(session, PromiseRow, promise_id)
    revised: dict[str, object] = dict(changes)
    before = read(row, Promise)
    if "due_on" in changes and before.first_due_on is None and before.due_on not in (None, changes["due_on"]):
        revised["first_due_on"] = before.due_on
    if "due_on" in changes and changes["due_on"] == before.first_due_on:
        revised["first_due_on"] = None  # it is due again on the day it was promised for
    parts = changes.get("parts", before.parts)
    if parts is not None:
        revised["parts_kept"] = min(before.parts_kept, max(parts, 0))
    revise(row, Promise, revised)


def belongs_to(
    session: Session, promise_id: int, negotiation_id: int | None = None, counterpart_id: int | None = None
) -> None:
    """Say what a promise belongs to: a negotiation, a counterpart, or nothing in particular."""
    row = get(session, PromiseRow, promise_id)
    if negotiation_id is not None:
        get(session, NegotiationRow, negotiation_id)
    if counterpart_id is not None:
        get(session, CounterpartRow, counterpart_id)
    row.negotiation_id, row.counterpart_id = negotiation_id, counterpart_id


def keep_parts(session: Session, promise_id: int, kept: int, on: date | None = None) -> None:
    """Say how many parts of a promise are kept by now. With the last one it is kept, today unless a day is given."""
    row = get(session, PromiseRow, promise_id)
    parts_kept, state = settled_parts(read(row, Promise), kept)
    settled_on = (on or today()) if state is PromiseState.KEPT else None
    revise(row, Promise, {"parts_kept": parts_kept, "state": state, "settled_on": settled_on})


def keep(session: Session, promise_id: int, on: date | None = None) -> None:
    """Say that a promise was kept, today unless a day is given."""
    row = get(session, PromiseRow, promise_id)
    all_parts = {"parts_kept": row.parts} if row.parts is not None else {}
    revise(row, Promise, {"state": PromiseState.KEPT, "settled_on": on or today(), **all_parts})


def not_kept(session: Session, promise_id: int) -> None:
    """Say that a promise was not kept and will not be."""
    _settle(session, promise_id, PromiseState.BROKEN, today())


def withdraw(session: Session, promise_id: int) -> None:
    """Take a promise back: it no longer stands, and nobody failed at it."""
    _settle(session, promise_id, PromiseState.WITHDRAWN, today())


def reopen(session: Session, promise_id: int) -> None:
    """Have a promise stand again; of one in parts, all but the last stay kept if all were."""
    row = get(session, PromiseRow, promise_id)
    if row.parts is not None and row.parts_kept == row.parts:
        row.parts_kept -= 1
    _settle(session, promise_id, PromiseState.OPEN, None)


def remove_promise(session: Session, promise_id: int) -> None:
    """Take a promise that was never made out of the list; undo gives it back."""
    session.delete(get(session, PromiseRow, promise_id))


def _settle(session: Session, promise_id: int, state: PromiseState, on: date | None) -> None:
    revise(get(session, PromiseRow, promise_id), Promise, {"state": state, "settled_on": on})
