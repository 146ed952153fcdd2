"""What the private log says about how the two get on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.counterpart import (
    Counterpart,
    CounterpartKind,
    EntryKind,
    LogEntry,
    Trend,
    days_quiet,
    last_contact,
    last_spoken,
    quiet_sentence,
    rapport_trend,
)
from negdesk.domain.refusal import Refusal

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ratings", "trend", "sentence"),
    [
        ([], Trend.TOO_FEW, "Three more ratings will show a trend"),
        ([3, 4], Trend.TOO_FEW, "One more rating will show a trend"),
        ([3, 3, 2, 3, 4, 4, 5], Trend.WARMER, "Warmer over seven meetings"),
        ([5, 4, 3], Trend.COOLER, "Cooler over three meetings"),
        ([3, 5, 3], Trend.STEADY, "Steady over three meetings"),
        ([3, 4, 3, 4], Trend.STEADY, "Steady over four meetings"),
    ],
)
def test_rapport(ratings: list[int], trend: Trend, sentence: str) -> None:
    result = rapport_trend(ratings, meetings_only=True)
    assert (result.trend, result.count, result.sentence) == (trend, len(ratings), sentence)


@given(st.lists(st.integers(1, 5), max_size=20))
def test_time_reversed_turns_the_trend(ratings: list[int]) -> None:
    mirror = {Trend.WARMER: Trend.COOLER, Trend.COOLER: Trend.WARMER}
    trend = rapport_trend(ratings).trend
    assert rapport_trend(ratings[::-1]).trend is mirror.get(trend, trend)
    assert rapport_trend([6 - rating for rating in ratings]).trend is mirror.get(trend, trend)


def entry(kind: EntryKind, day: date) -> LogEntry:
    return LogEntry(kind, day, "x")


def test_the_last_contact_is_no_note_and_not_ahead() -> None:
    entries = [
        entry(EntryKind.CALL, date(2026, 11, 14)),
        entry(EntryKind.GAVE, date(2026, 11, 2)),
        entry(EntryKind.NOTE, date(2026, 11, 20)),
        entry(EntryKind.MEETING, date(2026, 12, 1)),
    ]
    assert last_contact(entries, TODAY) == date(2026, 11, 14)
    assert last_contact([], TODAY) is None


@pytest.mark.parametrize(
    ("last", "after", "days"),
    [
        (date(2026, 8, 21), 60, 94),
        (date(2026, 9, 24), 60, None),
        (date(2026, 9, 23), 60, 61),
        (date(2020, 1, 1), None, None),
        (None, 60, None),
    ],
)
def test_going_quiet(last: date | None, after: int | None, days: int | None) -> None:
    assert days_quiet(last, after, TODAY) == days


def test_contact_in_words() -> None:
    assert quiet_sentence(94) == "Not spoken for 94 days"
    days = (None, TODAY, date(2026, 11, 22), date(2026, 11, 14))
    assert [last_spoken(day, TODAY) for day in days] == [
        "not spoken yet",
        "last spoken today",
        "last spoken yesterday",
        "last spoken 9 days ago",
    ]


def test_what_is_refused() -> None:
    for make, field in (
        (lambda: Counterpart(CounterpartKind.PERSON, ""), "name"),
        (lambda: Counterpart(CounterpartKind.PERSON, "x" * 201), "name"),
        (lambda: Counterpart(CounterpartKind.PERSON, "x", quiet_after_days=0), "quiet_after_days"),
        (lambda: LogEntry(EntryKind.CALL, TODAY, " "), "text"),
        (lambda: LogEntry(EntryKind.CALL, date(1899, 1, 1), "x"), "happened_on"),
        (lambda: LogEntry(EntryKind.CALL, TODAY, "x", rapport=0), "rapport"),
        (lambda: LogEntry(EntryKind.GAVE, TODAY, "x", value=6), "value"),
    ):
        with pytest.raises(Refusal) as refused:
            make()
        assert refused.value.field == field
