"""Gives and gets: planned before, noted later, and what became of each. Each function is one gesture."""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from negdesk.commands.checklist import sync_checklist
from negdesk.commands.rows import amend, columns, get, insert, make, move, next_position, revise
from negdesk.domain.ledger import LedgerItem, LedgerState, Priority, on_the_table
from negdesk.domain.negotiation import Side
from negdesk.domain.promise import Promise, PromiseState
from negdesk.storage.clock import now, now_utc, today
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import LedgerItemRow, NegotiationRow, PartyRow, PromiseRow


class ItemValues(TypedDict, total=False):
    """What a give or a get may say besides its title: `cost` to the giver and `value` to the other, in steps 0 to 5."""

    cost: int
    value: int
    cost_amount: Decimal | None
    limit_text: str
    condition_text: str
    priority: Priority
    due_on: date | None
    due_text: str
    planned: bool


class ItemChanges(ItemValues, total=False):
    """What may change in a give or a get; what is not passed stays."""

    title: str


def add_give(
    session: Session, negotiation_id: int, title: str, *, give_first: bool = False, **values: Unpack[ItemValues]
) -> int:
    """Write down something we can give; with `give_first` it takes that mark from any other. Returns its number."""
    item_id = _add(session, negotiation_id, LedgerItem(side=Side.US, title=title, **values))
    if give_first:
        set_give_first(session, item_id)
    return item_id


def add_get(session: Session, negotiation_id: int, title: str, **values: Unpack[ItemValues]) -> int:
    """Write down something we want from them; returns its number."""
    return _add(session, negotiation_id, LedgerItem(side=Side.THEM, title=title, **values))


def put_on_the_table(session: Session, negotiation_id: int, side: Side, title: str, due_on: date | None = None) -> int:
    """Write down a give or a get that came up in a meeting and was in no plan; returns its number."""
    item = LedgerItem(
        side=side, title=title, value=1, planned=False, state=on_the_table(side), state_at=now(), due_on=due_on
    )
    return _add(session, negotiation_id, item)


def edit_item(session: Session, item_id: int, **changes: Unpack[ItemChanges]) -> None:
    """Change what is passed of a give or a get; the checklist and an open promise that come from it follow."""
    item = amend(session, LedgerItemRow, item_id, LedgerItem, changes)
    if changes.keys() & {"title", "due_on", "due_text"}:
        _follow(session, item_id, item)
    sync_checklist(session, columns(session, LedgerItemRow, item_id)["negotiation_id"])


def remove_item(session: Session, item_id: int) -> None:
    """Take a give or a get out of the ledger, off the next meeting's checklist, and withdraw its open promise."""
    row = get(session, LedgerItemRow, item_id)
    promise = _promise_of(session, item_id)
    if promise is not None:
        _withdraw(promise)
    sync_checklist(session, row.negotiation_id, without_item=item_id)
    session.delete(row)


def move_item(session: Session, item_id: int, to: int) -> None:
    """Put a give among the gives, or a get among the gets, at index `to`."""
    move(session, LedgerItemRow, item_id, to, "negotiation_id", "side")


def set_give_first(session: Session, item_id: int, on: bool = True) -> None:
    """Choose the give to begin with; a negotiation has one at most, so any other is unmarked."""
    row = get(session, LedgerItemRow, item_id)
    revise(row, LedgerItem, {"give_first": on})
    others = session.exec(
        select(LedgerItemRow).where(
            LedgerItemRow.negotiation_id == row.negotiation_id,
            col(LedgerItemRow.give_first),
            LedgerItemRow.id != item_id,
        )
    )
    for other in others if on else ():
        other.give_first = False
    sync_checklist(session, row.negotiation_id)


def set_state(session: Session, item_id: int, state: LedgerState) -> None:
    """Say what became of a give or a get.

    One that is accepted and has a day (or words for it) becomes an open promise; one that no longer is takes its
    promise back. A promise that was kept already stays kept.
    """
    row = columns(session, LedgerItemRow, item_id)
    if row["state"] == state.value:
        return
    at = None if state is LedgerState.PLANNED else now()
    item = amend(session, LedgerItemRow, item_id, LedgerItem, {"state": state, "state_at": at})
    _follow(session, item_id, item)


def _follow(session: Session, item_id: int, item: LedgerItem) -> None:
    """Its promise follows what an item says now; most have none, and are not to be one."""
    if item.due_on or item.due_text or _promise_number(session, item_id) is not None:
        _settle_promise(session, get(session, LedgerItemRow, item_id))


def _add(session: Session, negotiation_id: int, item: LedgerItem) -> int:
    columns(session, NegotiationRow, negotiation_id)
    position = next_position(session, LedgerItemRow, negotiation_id=negotiation_id, side=item.side.value)
    item_id = insert(session, LedgerItemRow, item, negotiation_id=negotiation_id, position=position)
    sync_checklist(session, negotiation_id)
    return item_id


def _settle_promise(session: Session, item: LedgerItemRow) -> None:
    """Make the promise that an accepted item stands for agree with it, or withdraw it."""
    promise = _promise_of(session, item.row_id)
    due = item.state == LedgerState.ACCEPTED.value and bool(item.due_on or item.due_text)
    if not due:
        if promise is not None:
            _withdraw(promise)
    elif promise is None:
        make(
            session,
            PromiseRow,
            Promise(
                side=Side(item.side),
                text=item.title,
                due_on=date.fromisoformat(item.due_on) if item.due_on else None,
                due_text=item.due_text,
            ),
            negotiation_id=item.negotiation_id,
            counterpart_id=_first_counterpart(session, item.negotiation_id),
            ledger_item_id=item.id,
            created_at=now_utc(),
        )
    else:
        _renew(promise, item)


def _renew(promise: PromiseRow, item: LedgerItemRow) -> None:
    """A promise in the item's present words; one that was taken back is open again, a kept or broken one is history.

    One that was put off stays so for as long as its item has the day from which it was.
    """
    if promise.state not in (PromiseState.OPEN.value, PromiseState.WITHDRAWN.value):
        return
    promise.text, promise.due_text = item.title, item.due_text
    if promise.first_due_on is None or promise.first_due_on != item.due_on:
        promise.due_on = item.due_on
    promise.state, promise.settled_on = PromiseState.OPEN.value, None


def _withdraw(promise: PromiseRow) -> None:
    if promise.state == PromiseState.OPEN.value:
        promise.state, promise.settled_on = PromiseState.WITHDRAWN.value, today().isoformat()


def _promise_of(session: Session, item_id: int) -> PromiseRow | None:
    session.flush()
    number = _promise_number(session, item_id)
    return session.get(PromiseRow, number) if number is not None else None


def _promise_number(session: Session, item_id: int) -> int | None:
    found = raw_connection(session).execute("SELECT id FROM promise WHERE ledger_item_id = ? ORDER BY id", (item_id,))
    row = found.fetchone()
    return int(row[0]) if row is not None else None


def _first_counterpart(session: Session, negotiation_id: int) -> int | None:
    return session.exec(
        select(PartyRow.counterpart_id)
        .where(PartyRow.negotiation_id == negotiation_id)
        .order_by(col(PartyRow.position), col(PartyRow.id))
    ).first()
