"""A meeting's keys are tried out before they are pressed, and nothing of it is kept."""

from decimal import Decimal

import pytest

from negdesk.commands import ledger, meeting, negotiation, plan, rehearsal
from negdesk.desk import Change, Desk
from negdesk.domain.ledger import Priority
from tests.storage.index_content import index_content
from tests.whole_content import whole_content


@pytest.fixture
def running(desk: Desk) -> int:
    made = desk.do(negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods"])
    desk.do(plan.add_term, made, "Price", currency="EUR", target=Decimal(640))
    desk.do(ledger.add_get, made, "Delivery", priority=Priority.MUST, due_text="in May")
    desk.do(plan.add_question, made, "Why now?")
    desk.do(plan.add_if_then, made, "They can't move on the price", "We pay within 14 days")
    return desk.do(meeting.start_meeting, made)


def test_each_goes_well_and_leaves_nothing_behind(desk: Desk, running: int) -> None:
    content, words, told = desk.ask(whole_content), desk.ask(index_content), list[Change]()
    desk.subscribe(told.append)
    for gesture in rehearsal.gestures(running):
        desk.rehearse(gesture)
    assert (desk.ask(whole_content), desk.ask(index_content)) == (content, words)
    assert not told
    done = [desk.do(gesture) for gesture in rehearsal.gestures(running)]  # meant, none of them is refused
    assert len(done) == len(told)
    while desk.undo() is not None:
        pass
    assert desk.ask(whole_content)["negotiation"] == []


def test_undo_takes_back_what_was_done_before_it(desk: Desk, running: int) -> None:
    for gesture in rehearsal.gestures(running):
        desk.rehearse(gesture)
    assert desk.undo() is not None
    assert desk.ask(lambda c: c.execute("SELECT started_at FROM meeting").fetchall()) == [(None,)]


def test_one_that_fails_is_no_matter(desk: Desk, running: int) -> None:
    content = desk.ask(whole_content)
    for gesture in rehearsal.gestures(running + 1):
        desk.rehearse(gesture)
    assert desk.ask(whole_content) == content
