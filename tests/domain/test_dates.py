"""Days are read as people type them, seen from today."""

from datetime import date, timedelta
from gettext import NullTranslations
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.dates import DateOrder, long_day, read_day, short_day, weekday_name
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import use_catalogue

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
        ("by Friday", date(2026, 11, 27)),
        ("on 2 Dec", date(2026, 12, 2)),
        ("this Friday", date(2026, 11, 27)),
        ("this Monday", TODAY),
        ("next Friday", date(2026, 12, 4)),
        ("next mon", date(2026, 11, 30)),
        ("by next Fri.", date(2026, 12, 4)),
        ("last Friday", date(2026, 11, 20)),
        ("next week", date(2026, 11, 30)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("in a week", date(2026, 11, 30)),
        ("in two weeks", date(2026, 12, 7)),
        ("in 1 month", date(2026, 12, 23)),
        ("in 3 months", date(2027, 2, 23)),
        ("in a year", date(2027, 11, 23)),
        ("two months ago", date(2026, 9, 23)),
        ("end of week", date(2026, 11, 27)),
        ("end of next week", date(2026, 12, 4)),
        ("end of month", date(2026, 11, 30)),
        ("By the end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("end of quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("end of the year", date(2026, 12, 31)),
        ("end of next year", date(2027, 12, 31)),
        ("end of February", date(2027, 2, 28)),
        ("end of Nov.", date(2026, 11, 30)),
        ("end Feb 2028", date(2028, 2, 29)),
    ],
)
def test_days_as_people_type_them(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2 Dec", date(2025, 12, 2)),
        ("Friday", date(2026, 11, 20)),
        ("Monday", date(2026, 11, 16)),
        ("last Friday", date(2026, 11, 20)),
        ("this Monday", TODAY),
    ],
)
def test_a_day_in_the_past(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, past=True) == day


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2026, 12, 31), "in 1 month", date(2027, 1, 31)),
        (date(2027, 1, 31), "in a month", date(2027, 2, 28)),
        (date(2028, 2, 29), "in 1 year", date(2029, 2, 28)),
        (date(2026, 12, 31), "end of month", date(2026, 12, 31)),
        (date(2026, 12, 31), "end of next month", date(2027, 1, 31)),
        (date(2026, 12, 31), "next Friday", date(2027, 1, 8)),
        (date(2026, 11, 29), "next Friday", date(2026, 12, 4)),  # a Sunday: its week ends today
        (date(2026, 11, 27), "end of week", date(2026, 11, 27)),
        (date(2026, 11, 28), "end of week", date(2026, 12, 4)),
        (date(2026, 3, 1), "end of February", date(2027, 2, 28)),
    ],
)
def test_over_the_end_of_a_week_a_month_and_a_year(today: date, typed: str, day: date) -> None:
    assert read_day(typed, today) == day


def test_the_order_decides_only_with_slashes() -> None:
    assert read_day("12/2/2026", TODAY, DateOrder.MONTH_FIRST) == date(2026, 12, 2)
    assert read_day("12/2/2026", TODAY, DateOrder.DAY_FIRST) == date(2026, 2, 12)
    assert read_day("12.2.2026", TODAY, DateOrder.MONTH_FIRST) == date(2026, 2, 12)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31 Feb 2026",
        "32.1.2026",
        "2026-13-01",
        "1 2 3 4",
        "in 99999 weeks ago",
        "next",
        "next soon",
        "by",
        "end",
        "end of days",
        "end feb 0000",
        "in many days",
        "a days",
        "the 32nd",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="is not a day") as refused:
        read_day(typed, TODAY, field="due_on")
    assert refused.value.field == "due_on"


@pytest.mark.parametrize(
    "typed", ["1899-12-31", "2201-01-01", "1.1.0001", "in 99999 weeks", "in 9999 months", "300 years ago"]
)
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


class _German:
    """Some words in another language, as a catalogue has them."""

    WORDS: ClassVar = {
        "next {weekday}": "nächsten {weekday}", "Friday": "Freitag", "by": "bis", "in {n} weeks": "in {n} Wochen",
        "two": "zwei", "end of month": "Monatsende", "end of {month}": "Ende {month}", "December": "Dezember",
    }  # fmt: skip

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("nächsten Freitag", date(2026, 12, 4)),
        ("bis nächsten Fr.", date(2026, 12, 4)),
        ("in zwei Wochen", date(2026, 12, 7)),
        ("bis Monatsende", date(2026, 11, 30)),
        ("Ende Dezember", date(2026, 12, 31)),
        ("next Friday", date(2026, 12, 4)),
    ],
)
def test_words_of_the_users_language(typed: str, day: date) -> None:
    use_catalogue(_German())
    try:
        assert read_day(typed, TODAY) == day
    finally:
        use_catalogue(NullTranslations())
