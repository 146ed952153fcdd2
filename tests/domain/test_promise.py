"""Promises due, late and kept, as they are said on a line."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.negotiation import Side
from negdesk.domain.promise import (
    Promise,
    PromiseCounts,
    PromiseState,
    Standing,
    count_promises,
    day_words,
    days_late,
    settled_parts,
    standing,
    when_words,
)
from negdesk.domain.refusal import Refusal

TODAY = date(2026, 11, 23)  # a Monday


def promise(due: int | None, state: PromiseState = PromiseState.OPEN, settled: int | None = None) -> Promise:
    def day(ahead: int | None) -> date | None:
        return None if ahead is None else TODAY + timedelta(days=ahead)

    return Promise(Side.US, "Send it", due_on=day(due), due_text="each lot", state=state, settled_on=day(settled))


@pytest.mark.parametrize(
    ("made", "stands", "words"),
    [
        (promise(-1), Standing.LATE, "1 day late"),
        (promise(-12), Standing.LATE, "12 days late"),
        (promise(0), Standing.DUE, "today"),
        (promise(1), Standing.DUE, "tomorrow"),
        (promise(2), Standing.DUE, "Wednesday"),
        (promise(6), Standing.DUE, "Sunday"),
        (promise(7), Standing.DUE, "30 Nov"),
        (promise(8), Standing.OPEN, "1 Dec"),
        (promise(60), Standing.OPEN, "22 Jan 2027"),
        (promise(None), Standing.OPEN, "each lot"),
        (promise(-3, PromiseState.KEPT, -3), Standing.KEPT, "kept"),
        (promise(-3, PromiseState.KEPT, -1), Standing.KEPT_LATE, "kept 2 days late"),
        (promise(-3, PromiseState.KEPT), Standing.KEPT, "kept"),
        (promise(None, PromiseState.KEPT, 0), Standing.KEPT, "kept"),
        (promise(-3, PromiseState.BROKEN, 0), Standing.BROKEN, "not kept"),
        (promise(-3, PromiseState.WITHDRAWN, 0), Standing.WITHDRAWN, "taken back"),
    ],
)
def test_how_a_promise_stands(made: Promise, stands: Standing, words: str) -> None:
    assert standing(made, TODAY) is stands
    assert when_words(made, TODAY) == words


@pytest.mark.parametrize(
    ("ahead", "words"), [(-2, "21 Nov"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "Wednesday")]
)
def test_days_near_today_are_said_in_words(ahead: int, words: str) -> None:
    assert day_words(TODAY + timedelta(days=ahead), TODAY) == words


def test_what_was_not_kept_or_was_taken_back_is_late_no_more() -> None:
    for state in (PromiseState.BROKEN, PromiseState.WITHDRAWN):
        assert days_late(promise(-3, state, 0), TODAY) == 0


def test_parts_are_told_while_the_promise_stands() -> None:
    made = Promise(Side.US, "Six deliveries", parts=6, parts_kept=2)
    assert made.parts_words == "2 of 6"
    assert replace(made, state=PromiseState.WITHDRAWN).parts_words == ""
    assert replace(made, parts=None).parts_words == "" and replace(made, parts=None).parts_kept == 0


@pytest.mark.parametrize(("kept", "now"), [(-1, (0, "open")), (5, (5, "open")), (6, (6, "kept")), (9, (6, "kept"))])
def test_the_last_part_settles_a_promise(kept: int, now: tuple[int, str]) -> None:
    assert settled_parts(Promise(Side.US, "Six deliveries", parts=6), kept) == now


days = st.none() | st.integers(-400, 400)


@given(st.lists(st.builds(promise, days, st.sampled_from(PromiseState), days)))
def test_each_promise_counts_once(promises: list[Promise]) -> None:
    counts = count_promises(promises, Side.US, TODAY)
    taken_back = sum(each.state is PromiseState.WITHDRAWN for each in promises)
    assert counts.kept + counts.open + counts.late + counts.broken == len(promises) - taken_back
    assert count_promises(promises, Side.THEM, TODAY) == PromiseCounts()
    assert all((days_late(each, TODAY) > 0) >= (standing(each, TODAY) is Standing.LATE) for each in promises)


def test_counts_in_words() -> None:
    assert PromiseCounts(kept=8, open=1).sentence == "8 kept, 1 open"
    assert PromiseCounts().sentence == ""


@pytest.mark.parametrize(("text", "due", "field"), [("", None, "text"), ("x", date(2201, 1, 1), "due_on")])
def test_what_is_refused(text: str, due: date | None, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Promise(Side.US, text, due_on=due)
    assert refused.value.field == field
