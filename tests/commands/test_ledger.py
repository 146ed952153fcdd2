"""Gives and gets: planned, moved on, and turned into promises when they are accepted with a day."""

from datetime import date
from decimal import Decimal

import pytest

from negdesk.commands import ledger, negotiation, promise
from negdesk.desk import Desk
from negdesk.domain.ledger import LedgerState, Priority
from negdesk.domain.refusal import Refusal


@pytest.fixture
def oats(desk: Desk) -> int:
    return desk.do(
        negotiation.new_negotiation, "Oat flour, yearly supply", currency="EUR", new_counterparts=["Nordmill Foods"]
    )


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


PROMISES = "SELECT side, text, due_on, due_text, state FROM promise ORDER BY id"


def test_gives_and_gets_are_two_lists_of_one_ledger(desk: Desk, oats: int) -> None:
    desk.do(ledger.add_give, oats, "Forecast", cost=1, value=4, limit_text="two months", cost_amount=Decimal("150.50"))
    desk.do(ledger.add_get, oats, "Delivery every second week", priority=Priority.MUST, value=4)
    last = desk.do(ledger.add_give, oats, "Reference")
    desk.do(ledger.move_item, last, 0)
    assert rows(
        desk, "SELECT side, title, priority, state, planned, cost_amount FROM ledger_item ORDER BY side DESC, position"
    ) == [
        ("us", "Reference", "tradable", "planned", 1, None),
        ("us", "Forecast", "tradable", "planned", 1, "150.5"),
        ("them", "Delivery every second week", "must", "planned", 1, None),
    ]


def test_one_give_comes_first(desk: Desk, oats: int) -> None:
    forecast = desk.do(ledger.add_give, oats, "Forecast", give_first=True)
    reference = desk.do(ledger.add_give, oats, "Reference", give_first=True)
    asked = desk.do(ledger.add_get, oats, "Certificate")
    first = "SELECT title FROM ledger_item WHERE give_first"
    assert rows(desk, first) == [("Reference",)]
    desk.do(ledger.set_give_first, forecast)
    assert rows(desk, first) == [("Forecast",)]
    desk.undo()
    assert rows(desk, first) == [("Reference",)]
    desk.do(ledger.set_give_first, reference, False)
    assert rows(desk, first) == []
    with pytest.raises(Refusal):
        desk.do(ledger.set_give_first, asked)


def test_an_accepted_give_with_a_day_is_a_promise_until_it_is_taken_back(desk: Desk, oats: int) -> None:
    give = desk.do(ledger.add_give, oats, "Forecast", due_on=date(2026, 11, 27))
    desk.do(ledger.set_state, give, LedgerState.OFFERED)
    assert rows(desk, PROMISES) == []
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    assert rows(desk, PROMISES) == [("us", "Forecast", "2026-11-27", "", "open")]
    assert rows(desk, "SELECT c.name FROM promise p JOIN counterpart c ON c.id = p.counterpart_id") == [
        ("Nordmill Foods",)
    ]
    desk.do(ledger.set_state, give, LedgerState.DECLINED)
    assert rows(desk, PROMISES) == [("us", "Forecast", "2026-11-27", "", "withdrawn")]
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    assert rows(desk, PROMISES) == [("us", "Forecast", "2026-11-27", "", "open")]
    desk.undo()
    desk.undo()
    desk.undo()
    assert rows(desk, PROMISES) == []


def test_the_promise_follows_the_item(desk: Desk, oats: int) -> None:
    wanted = desk.do(ledger.add_get, oats, "Certificate")
    desk.do(ledger.set_state, wanted, LedgerState.ACCEPTED)
    assert rows(desk, PROMISES) == []
    desk.do(ledger.edit_item, wanted, due_text="each lot")
    desk.do(ledger.edit_item, wanted, title="Quality certificate")
    assert rows(desk, PROMISES) == [("them", "Quality certificate", None, "each lot", "open")]
    desk.do(ledger.edit_item, wanted, due_text="")
    assert rows(desk, PROMISES)[0][-1] == "withdrawn"
    desk.do(ledger.edit_item, wanted, due_text="each lot")
    desk.do(ledger.remove_item, wanted)
    assert rows(desk, PROMISES)[0][-1] == "withdrawn"
    desk.undo()
    assert rows(desk, PROMISES)[0][-1] == "open"


def test_states_carry_their_time_and_belong_to_their_side(desk: Desk, oats: int) -> None:
    give = desk.do(ledger.add_give, oats, "Forecast")
    with pytest.raises(Refusal):
        desk.do(ledger.set_state, give, LedgerState.ASKED)
    desk.do(ledger.set_state, give, LedgerState.OFFERED)
    assert rows(desk, "SELECT state, state_at IS NOT NULL FROM ledger_item") == [("offered", 1)]
    desk.do(ledger.set_state, give, LedgerState.PLANNED)
    assert rows(desk, "SELECT state, state_at FROM ledger_item") == [("planned", None)]


def test_bad_input_is_refused_and_nothing_changes(desk: Desk, oats: int) -> None:
    give = desk.do(ledger.add_give, oats, "Forecast", value=4)
    for changes in ({"title": " "}, {"title": "x" * 10_000}, {"value": 6}, {"cost_amount": Decimal(-1)}):
        with pytest.raises(Refusal):
            desk.do(ledger.edit_item, give, **changes)
    assert rows(desk, "SELECT title, value FROM ledger_item") == [("Forecast", 4)]


def test_a_promise_that_was_put_off_stays_so_until_its_item_has_another_day(desk: Desk, oats: int) -> None:
    promised = "SELECT text, due_on, first_due_on, state FROM promise"
    give = desk.do(ledger.add_give, oats, "Forecast", due_on=date(2026, 12, 1))
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    desk.do(promise.edit_promise, 1, due_on=date(2026, 12, 8))
    desk.do(ledger.edit_item, give, title="Two-month forecast")
    assert rows(desk, promised) == [("Two-month forecast", "2026-12-08", "2026-12-01", "open")]
    desk.do(ledger.set_state, give, LedgerState.DECLINED)
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    assert rows(desk, promised) == [("Two-month forecast", "2026-12-08", "2026-12-01", "open")]
    desk.do(ledger.edit_item, give, due_on=date(2027, 1, 15))
    assert rows(desk, promised) == [("Two-month forecast", "2027-01-15", "2026-12-01", "open")]
