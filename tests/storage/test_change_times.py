"""Each change of a field leaves its time, undo takes the time back too, and what is removed leaves one entry."""

from datetime import UTC, datetime

import pytest

from negdesk import commands
from negdesk.desk import Change, Desk
from negdesk.domain.negotiation import Side
from negdesk.storage import clock
from negdesk.storage.database import Connection
from tests.whole_content import whole_content

NINE, TEN = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)


def times(desk: Desk) -> dict[str, str]:
    def read(connection: Connection) -> dict[str, str]:
        return dict(connection.execute("SELECT uid, changed_at FROM field_change").fetchall())

    return desk.ask(read)


def uid(desk: Desk, table: str) -> str:
    return str(desk.ask(lambda connection: connection.execute(f"SELECT uid FROM {table}").fetchall())[0][0])


@pytest.fixture
def mara(desk: Desk) -> int:
    with clock.frozen(NINE):
        return desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")


def test_writing_down_for_the_first_time_leaves_no_time(desk: Desk, mara: int) -> None:
    assert times(desk) == {}


def test_a_change_leaves_the_time_of_each_field_that_changed(desk: Desk, mara: int) -> None:
    with clock.frozen(NINE):
        desk.do(commands.counterpart.edit_counterpart, mara, phone="1", email="m@northmill.example")
    with clock.frozen(TEN):
        desk.do(commands.counterpart.edit_counterpart, mara, phone="2", email="m@northmill.example")
    row = f"counterpart:{uid(desk, 'counterpart')}"
    assert times(desk) == {f"{row}:phone": "2026-11-23T10:00:00Z", f"{row}:email": "2026-11-23T09:00:00Z"}


def test_undo_and_redo_take_the_time_along(desk: Desk, mara: int) -> None:
    states = [desk.ask(whole_content)]
    for moment, phone in ((NINE, "1"), (TEN, "2")):
        with clock.frozen(moment):
            desk.do(commands.counterpart.edit_counterpart, mara, phone=phone)
        states.append(desk.ask(whole_content))
    for state in (states[1], states[0]):
        desk.undo()
        assert desk.ask(whole_content) == state
    for state in states[1:]:
        desk.redo()
        assert desk.ask(whole_content) == state


def test_what_is_removed_leaves_one_entry_and_so_does_what_goes_with_it(desk: Desk) -> None:
    number = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    term = desk.do(commands.plan.add_term, number, "Price")
    desk.do(commands.plan.edit_term, term, unit="t")
    gone = uid(desk, "term")
    before = desk.ask(whole_content)
    with clock.frozen(TEN):
        desk.do(commands.plan.remove_term, term)
    assert times(desk) == {f"term:{gone}:": "2026-11-23T10:00:00Z"}
    desk.undo()
    assert desk.ask(whole_content) == before


def test_a_row_that_lets_go_of_what_was_removed_has_changed(desk: Desk) -> None:
    number = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    give = desk.do(commands.ledger.add_give, number, "Pay in 14 days")
    desk.do(commands.promise.add_promise, Side.US, "Pay", negotiation_id=number)
    promise = uid(desk, "promise")
    desk.do(lambda session: session.connection().exec_driver_sql(f"UPDATE promise SET ledger_item_id = {give}"))
    with clock.frozen(TEN):
        desk.do(lambda session: session.connection().exec_driver_sql("DELETE FROM ledger_item"))
    assert times(desk)[f"promise:{promise}:ledger_item_id"] == "2026-11-23T10:00:00Z"


def test_nobody_is_told_of_times(desk: Desk, mara: int) -> None:
    heard: list[Change] = []
    desk.subscribe(heard.append)
    desk.do(commands.counterpart.edit_counterpart, mara, phone="1")
    desk.undo()
    assert [change.rows for change in heard] == [{("counterpart", mara)}] * 2
