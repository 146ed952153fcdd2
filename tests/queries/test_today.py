"""What the day says of promises: all that are late or due are counted, and none that is not shown goes unsaid."""

from datetime import date, timedelta

import pytest

from negdesk.commands import promise
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side
from negdesk.queries.today import MOST, today_sheet

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
