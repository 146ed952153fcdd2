"""Promises: made, put off, kept on a day, not kept, taken back, standing again."""

from datetime import date, datetime

import pytest

from negdesk.commands import counterpart, negotiation, promise
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.storage import clock

NOW = datetime(2026, 11, 23, 10, 0).astimezone()


@pytest.fixture
def plan(desk: Desk) -> int:
    return desk.do(promise.add_promise, Side.US, "Send the floor plan", date(2026, 11, 22))


def row(desk: Desk, number: int, columns: str) -> tuple[object, ...]:
    found = desk.ask(lambda c: c.execute(f"SELECT {columns} FROM promise WHERE id = ?", (number,)).fetchone())
    assert found is not None
    return found


def test_a_promise_may_belong_to_a_negotiation_or_to_somebody_or_to_neither(desk: Desk, plan: int) -> None:
    deal = desk.do(negotiation.new_negotiation, "Lease")
    ana = desk.do(counterpart.add_counterpart, "Ana")
    theirs = desk.do(promise.add_promise, Side.THEM, "Reply", due_text="soon", negotiation_id=deal)
    hers = desk.do(promise.add_promise, Side.THEM, "Recipe", counterpart_id=ana)
    columns = "side, due_on, due_text, state, negotiation_id, counterpart_id"
    assert row(desk, plan, columns) == ("us", "2026-11-22", "", "open", None, None)
    assert row(desk, theirs, columns) == ("them", None, "soon", "open", deal, None)
    assert row(desk, hers, columns) == ("them", None, "", "open", None, ana)


@pytest.mark.parametrize("text", ["", " \t ", "x" * 10_000])
def test_words_that_cannot_be_are_refused(desk: Desk, plan: int, text: str) -> None:
    with pytest.raises(Refusal) as made:
        desk.do(promise.add_promise, Side.US, text)
    with pytest.raises(Refusal) as changed:
        desk.do(promise.edit_promise, plan, text=text)
    assert made.value.field == changed.value.field == "text"
    assert row(desk, plan, "text") == ("Send the floor plan",)


def test_a_day_out_of_range_is_refused(desk: Desk, plan: int) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(promise.edit_promise, plan, due_on=date(9999, 1, 1))
    assert refused.value.field == "due_on"


def test_it_is_put_off_and_undo_has_the_old_day(desk: Desk, plan: int) -> None:
    desk.do(promise.edit_promise, plan, due_on=date(2026, 12, 1))
    assert row(desk, plan, "due_on, text") == ("2026-12-01", "Send the floor plan")
    desk.undo()
    assert row(desk, plan, "due_on") == ("2026-11-22",)


def test_what_becomes_of_it_has_a_day(desk: Desk, plan: int) -> None:
    with clock.frozen(NOW):
        desk.do(promise.keep, plan)
        assert row(desk, plan, "state, settled_on") == ("kept", "2026-11-23")
        desk.do(promise.keep, plan, date(2026, 11, 20))
        assert row(desk, plan, "state, settled_on") == ("kept", "2026-11-20")
        desk.do(promise.not_kept, plan)
        assert row(desk, plan, "state, settled_on") == ("broken", "2026-11-23")
        desk.do(promise.withdraw, plan)
        assert row(desk, plan, "state, settled_on") == ("withdrawn", "2026-11-23")
        desk.do(promise.reopen, plan)
        assert row(desk, plan, "state, settled_on") == ("open", None)


def test_one_that_was_never_made_is_taken_out_and_undo_gives_it_back(desk: Desk, plan: int) -> None:
    desk.do(promise.remove_promise, plan)
    with pytest.raises(Refusal):
        desk.do(promise.keep, plan)
    desk.undo()
    assert row(desk, plan, "text") == ("Send the floor plan",)


def test_the_day_it_was_promised_for_at_first_is_kept_until_it_is_due_then_again(desk: Desk, plan: int) -> None:
    for day, first in (
        (date(2026, 12, 1), "2026-11-22"),
        (date(2026, 12, 9), "2026-11-22"),
        (None, "2026-11-22"),
        (date(2026, 11, 22), None),
    ):
        desk.do(promise.edit_promise, plan, due_on=day)
        assert row(desk, plan, "due_on, first_due_on") == (day and day.isoformat(), first)


def test_a_first_day_is_no_move(desk: Desk) -> None:
    number = desk.do(promise.add_promise, Side.THEM, "Reply")
    desk.do(promise.edit_promise, number, due_on=date(2026, 12, 1))
    assert row(desk, number, "first_due_on") == (None,)


def test_it_is_kept_part_by_part_and_the_last_one_settles_it(desk: Desk, plan: int) -> None:
    desk.do(promise.edit_promise, plan, parts=6)
    desk.do(promise.keep_parts, plan, 2)
    assert row(desk, plan, "parts, parts_kept, state, settled_on") == (6, 2, "open", None)
    with clock.frozen(NOW):
        desk.do(promise.keep_parts, plan, 6)
    assert row(desk, plan, "parts_kept, state, settled_on") == (6, "kept", "2026-11-23")
    desk.do(promise.reopen, plan)
    assert row(desk, plan, "parts_kept, state, settled_on") == (5, "open", None)


def test_kept_as_a_whole_has_all_its_parts_kept(desk: Desk, plan: int) -> None:
    desk.do(promise.edit_promise, plan, parts=3)
    desk.do(promise.keep, plan, date(2026, 11, 20))
    assert row(desk, plan, "parts_kept, state") == (3, "kept")


def test_fewer_parts_than_were_kept_keeps_what_fits_and_none_forgets_them(desk: Desk, plan: int) -> None:
    desk.do(promise.edit_promise, plan, parts=6)
    desk.do(promise.keep_parts, plan, 4)
    desk.do(promise.edit_promise, plan, parts=3)
    assert row(desk, plan, "parts, parts_kept, state") == (3, 3, "open")
    desk.do(promise.edit_promise, plan, parts=None)
    assert row(desk, plan, "parts, parts_kept") == (None, 0)


@pytest.mark.parametrize("parts", [-1, 0, 1, 1000])
def test_a_number_of_parts_that_cannot_be_is_refused(desk: Desk, plan: int, parts: int) -> None:
    with pytest.raises(Refusal, match="from 2 to 999"):
        desk.do(promise.edit_promise, plan, parts=parts)


def test_parts_of_one_without_parts_are_refused(desk: Desk, plan: int) -> None:
    with pytest.raises(Refusal, match="no parts"):
        desk.do(promise.keep_parts, plan, 1)


def test_what_it_belongs_to_can_change(desk: Desk, plan: int) -> None:
    deal = desk.do(negotiation.new_negotiation, "Lease")
    ana = desk.do(counterpart.add_counterpart, "Ana")
    for where in ({"negotiation_id": deal}, {"counterpart_id": ana}, {}):
        desk.do(promise.belongs_to, plan, **where)
        columns = row(desk, plan, "negotiation_id, counterpart_id")
        assert columns == (where.get("negotiation_id"), where.get("counterpart_id"))
    with pytest.raises(Refusal):
        desk.do(promise.belongs_to, plan, negotiation_id=99)
