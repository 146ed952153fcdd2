"""Rows written and read without objects are the rows that objects would have made, and objects know of them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from negdesk.commands import negotiation
from negdesk.commands.rows import amend, get, insert, make, revise
from negdesk.commands.statements import row_columns, update_row
from negdesk.desk import Desk
from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.storage.tables import LedgerItemRow

GIVE = LedgerItem(side=Side.US, title="Samples", cost_amount=Decimal("12.50"), give_first=True, due_text="in May")


@pytest.fixture
def made(desk: Desk) -> int:
    return desk.do(negotiation.new_negotiation, "Oat flour")


def keep(desk: Desk, made: int, position: int = 0) -> int:
    return desk.do(lambda session: insert(session, LedgerItemRow, GIVE, negotiation_id=made, position=position))


def columns(desk: Desk, row_id: int) -> dict[str, Any]:
    found = desk.do(lambda session: row_columns(session, LedgerItemRow, row_id))
    assert found is not None
    return {name: value for name, value in found.items() if name not in ("id", "uid")}


def test_a_row_is_the_same_with_an_object_and_without(desk: Desk, made: int) -> None:
    with_object = desk.do(lambda session: make(session, LedgerItemRow, GIVE, negotiation_id=made, position=2).row_id)
    without = keep(desk, made, 2)
    assert columns(desk, with_object) == columns(desk, without)
    kept = "SELECT * FROM ledger_item ORDER BY id"
    one, other = desk.ask(lambda connection: connection.execute(kept).fetchall())
    assert one[2:] == other[2:] and one[1] != other[1]  # all but the number and the uid

    def read(session: Session) -> dict[str, Any]:
        row = get(session, LedgerItemRow, without)
        return {name: getattr(row, name) for name in columns_of_the_table}

    columns_of_the_table = columns(desk, without)
    assert desk.do(read) == columns_of_the_table


@pytest.mark.parametrize("change", [
    lambda session, row_id: revise(get(session, LedgerItemRow, row_id), LedgerItem, {"state": LedgerState.ACCEPTED}),
    lambda session, row_id: amend(session, LedgerItemRow, row_id, LedgerItem, {"state": LedgerState.ACCEPTED}),
])  # fmt: skip
def test_a_change_is_the_same_and_is_refused_the_same(
    desk: Desk, made: int, change: Callable[[Session, int], LedgerItem]
) -> None:
    give = keep(desk, made)
    before = columns(desk, give)
    assert desk.do(change, give).state is LedgerState.ACCEPTED
    assert columns(desk, give) == {**before, "state": "accepted"}
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(change, give + 1)


def test_objects_are_written_before_and_read_anew_after(desk: Desk, made: int) -> None:
    give = keep(desk, made)

    def both(session: Session) -> tuple[str, str]:
        row = get(session, LedgerItemRow, give)
        row.title = "Samples of both"
        held = row_columns(session, LedgerItemRow, give)
        assert held is not None and held["title"] == "Samples of both"
        row.due_text = "in June"
        update_row(session, LedgerItemRow, give, {"limit_text": "five"})
        return row.due_text, row.limit_text

    assert desk.do(both) == ("in June", "five")
    assert columns(desk, give)["due_text"] == "in June"
