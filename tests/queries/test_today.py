"""What the day says of promises, of which those that are not shown are counted too, and of who comes to a meeting."""

from datetime import date, datetime, timedelta

import pytest

from negdesk.commands import agreement, meeting, negotiation, promise
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side, Stage
from negdesk.queries.sidebar import sidebar_sheet
from negdesk.queries.today import MOST, today_sheet
from negdesk.storage import clock

TODAY = date(2026, 12, 30)


@pytest.mark.parametrize(
    ("days", "summary"),
    [
        ((), "No meeting today, no promise due"),
        ((8,), "No meeting today, no promise due"),
        ((0,), "No meeting today, one promise due this week"),
        ((-1,), "No meeting today, one promise late"),
        ((-400, -1, 0, 2, 7, 8), "No meeting today, 2 promises late, 3 promises due this week"),
    ],
)
def test_the_late_are_not_said_to_be_due(desk: Desk, days: tuple[int, ...], summary: str) -> None:
    for ahead in days:
        desk.do(promise.add_promise, Side.US, str(ahead), TODAY + timedelta(days=ahead))
    assert desk.ask(today_sheet, TODAY).summary == summary


def test_those_that_are_not_shown_are_counted(desk: Desk) -> None:
    for number in range(MOST):
        desk.do(promise.add_promise, Side.THEM, str(number), TODAY - timedelta(days=2))
    assert desk.ask(today_sheet, TODAY).promises_more == 0
    desk.do(promise.add_promise, Side.US, "Due today", TODAY)
    day = desk.ask(today_sheet, TODAY)
    assert (len(day.promises), day.promises_more) == (MOST, 1)
    assert day.summary == f"No meeting today, {MOST} promises late, one promise due this week"


def test_a_meeting_names_who_comes_to_it(desk: Desk) -> None:
    flour = desk.do(negotiation.new_negotiation, "Flour", new_counterparts=["Ragna Holm", "Olaf Berg"])
    desk.do(meeting.plan_meeting, flour, starts_at=datetime.fromisoformat("2026-12-30T10:00"))

    def named() -> list[str]:
        return [line.who for line in desk.ask(today_sheet, TODAY).meetings]

    assert named() == ["Ragna Holm, Olaf Berg"]
    desk.do(meeting.set_attendance, flour, 2, False)
    assert named() == ["Ragna Holm"]


def test_a_meeting_that_was_never_ended_says_since_when(desk: Desk) -> None:
    flour = desk.do(negotiation.new_negotiation, "Flour")
    with clock.frozen(datetime(2026, 12, 30, 14, 28).astimezone()):
        desk.do(meeting.start_meeting, flour)
    assert [line.at for line in desk.ask(today_sheet, TODAY).meetings] == ["14:28"]
    assert desk.ask(sidebar_sheet, TODAY).today == 1, "as many as the page has"
    assert [line.at for line in desk.ask(today_sheet, TODAY + timedelta(days=4)).meetings] == ["30 Dec 2026"]


def test_a_meeting_that_was_planned_goes_where_it_ended_without_a_deal(desk: Desk) -> None:
    flour = desk.do(negotiation.new_negotiation, "Flour")
    desk.do(meeting.plan_meeting, flour, starts_at=datetime.fromisoformat("2026-12-30T10:00"))

    def told() -> tuple[int, int]:
        return len(desk.ask(today_sheet, TODAY).meetings), desk.ask(sidebar_sheet, TODAY).today

    assert told() == (1, 1)
    desk.do(negotiation.set_stage, flour, Stage.NO_DEAL)
    assert told() == (0, 0)
    desk.do(negotiation.set_stage, flour, Stage.PLANNING)
    assert told() == (1, 1)


def test_a_look_back_is_asked_for_until_anything_of_it_is_written(desk: Desk) -> None:
    flour = desk.do(negotiation.new_negotiation, "Flour")
    desk.do(negotiation.set_stage, flour, Stage.NO_DEAL)

    def asked() -> int:
        return len(desk.ask(today_sheet, clock.today()).look_backs)

    assert asked() == 1
    desk.do(agreement.save_look_back, flour, outcome_us=4)
    assert asked() == 0
    desk.do(agreement.save_look_back, flour, outcome_us=None)
    assert asked() == 1, "the answer was taken back"
    desk.do(agreement.save_look_back, flour, learnt="Ask sooner")
    assert asked() == 0
