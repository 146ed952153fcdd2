"""Days are read as people type them, seen from today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.dates import DateOrder, long_day, read_day, short_day, weekday_name
from negdesk.domain.refusal import Refusal

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-02", date(2026, 12, 2)),
        ("2 Dec", date(2026, 12, 2)),
        ("2. December", date(2026, 12, 2)),
        ("Dec 2nd, 2027", date(2027, 12, 2)),
        ("2 dec 2027", date(2027, 12, 2)),
        ("2.12.2026", date(2026, 12, 2)),
        ("2.12.", date(2026, 12, 2)),
        ("12/2/26", date(2026, 2, 12)),
        ("20 Nov", date(2026, 11, 20)),
        ("3 Jan", date(2027, 1, 3)),
        ("29 Feb", date(2028, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 22)),
        ("Friday", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("3 days ago", date(2026, 11, 20)),
    ],
)
def test_days_as_people_type_them(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2 Dec", date(2025, 12, 2)), ("Friday", date(2026, 11, 20)), ("Monday", date(2026, 11, 16))],
)
def test_a_day_in_the_past(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, past=True) == day


def test_the_order_decides_only_with_slashes() -> None:
    assert read_day("12/2/2026", TODAY, DateOrder.MONTH_FIRST) == date(2026, 12, 2)
    assert read_day("12/2/2026", TODAY, DateOrder.DAY_FIRST) == date(2026, 2, 12)
    assert read_day("12.2.2026", TODAY, DateOrder.MONTH_FIRST) == date(2026, 2, 12)


@pytest.mark.parametrize(
    "typed", ["", "soon", "31 Feb 2026", "32.1.2026", "2026-13-01", "1 2 3 4", "in 99999 weeks ago"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="is not a day") as refused:
        read_day(typed, TODAY, field="due_on")
    assert refused.value.field == "due_on"


@pytest.mark.parametrize("typed", ["1899-12-31", "2201-01-01", "1.1.0001", "in 99999 weeks"])
def test_years_out_of_range_are_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="between the years 1900 and 2200"):
        read_day(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_written_days_read_back(day: date) -> None:
    assert read_day(long_day(day), TODAY) == day
    assert read_day(day.isoformat(), TODAY) == day


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-170, 170))
def test_a_short_day_reads_back_as_the_nearest(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(short_day(day, today), today) == day


@given(st.text(max_size=25))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        assert 1900 <= read_day(text, TODAY).year <= 2200
    except Refusal:
        return


def test_the_weekday() -> None:
    assert weekday_name(TODAY) == "Monday"
