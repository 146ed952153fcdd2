"""Promises of both sides. Each function is one gesture."""

from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session

from negdesk.commands.rows import get, make, revise
from negdesk.domain.negotiation import Side
from negdesk.domain.promise import Promise, PromiseState
from negdesk.storage.clock import now_utc, today
from negdesk.storage.tables import PromiseRow


class PromiseChanges(TypedDict, total=False):
    """What may change in a promise; what is not passed stays."""

    side: Side
    text: str
    due_on: date | None
    due_text: str
    benefit_us: str
    benefit_them: str


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
    """Change what is passed of a promise, such as the day it is due."""
    revise(get(session, PromiseRow, promise_id), Promise, changes)


def keep(session: Session, promise_id: int, on: date | None = None) -> None:
    """Say that a promise was kept, today unless a day is given."""
    _settle(session, promise_id, PromiseState.KEPT, on or today())


def not_kept(session: Session, promise_id: int) -> None:
    """Say that a promise was not kept and will not be."""
    _settle(session, promise_id, PromiseState.BROKEN, today())


def withdraw(session: Session, promise_id: int) -> None:
    """Take a promise back: it no longer stands, and nobody failed at it."""
    _settle(session, promise_id, PromiseState.WITHDRAWN, today())


def reopen(session: Session, promise_id: int) -> None:
    """Have a promise stand again."""
    _settle(session, promise_id, PromiseState.OPEN, None)


def remove_promise(session: Session, promise_id: int) -> None:
    """Take a promise that was never made out of the list; undo gives it back."""
    session.delete(get(session, PromiseRow, promise_id))


def _settle(session: Session, promise_id: int, state: PromiseState, on: date | None) -> None:
    revise(get(session, PromiseRow, promise_id), Promise, {"state": state, "settled_on": on})
