"""The day that a line of the log speaks of."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.dates import DateOrder, long_day, short_day, weekday_name
from negdesk.domain.day_in_words import find_day, find_due
from negdesk.domain.wording import use_catalogue

TODAY = date(2026, 11, 23)
"""A Monday."""
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def read(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> tuple[str, str] | None:
    found = find_day(text, TODAY, order)
    return None if found is None else (found.day.isoformat(), found.rest(text))


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("yesterday she called", "2026-11-22", "she called"),
        ("Yesterday: she called", "2026-11-22", "she called"),
        ("the day before yesterday, a call", "2026-11-21", "a call"),
        ("last Friday they wrote", "2026-11-20", "they wrote"),
        ("Friday they wrote", "2026-11-20", "they wrote"),
        ("on Monday – a visit", "2026-11-16", "a visit"),
        ("fri: wrote", "2026-11-20", "wrote"),
        ("12 Nov she called", "2026-11-12", "she called"),
        ("12 Dec she called", "2025-12-12", "she called"),
        ("Nov 12, 2024 she called", "2024-11-12", "she called"),
        ("12.11. Preise besprochen", "2026-11-12", "Preise besprochen"),
        ("12.11.2025 Preise", "2025-11-12", "Preise"),
        ("2026-11-01 a walk", "2026-11-01", "a walk"),
        ("12/11/2025 a walk", "2025-11-12", "a walk"),
        ("3 days ago: a walk", "2026-11-20", "a walk"),
        ("2 weeks ago we met", "2026-11-09", "we met"),
        ("today a walk", "2026-11-23", "a walk"),
        ("tomorrow we meet", "2026-11-24", "we meet"),
        ("in 3 days they decide", "2026-11-26", "they decide"),
    ],
)
def test_a_day_that_begins_the_line_is_taken_off_it(text: str, day: str, rest: str) -> None:
    assert read(text) == (day, rest)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("She called yesterday about the price", "2026-11-22"),
        ("Wrote last Thursday", "2026-11-19"),
        ("Met 10 days ago, at theirs", "2026-11-13"),
    ],
)
def test_a_day_gone_by_is_read_anywhere_and_stays(text: str, day: str) -> None:
    assert read(text) == (day, text)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "12 Nov", "We agreed", "Sat down with them", "So it goes", "May I ask", "Marc called",
        "12 Marc said so", "They deliver on Friday", "They pay on 12 Dec", "1/2 of the order", "10.5 % off",
        "12 tonnes more", "tomorrow", "He is back in 3 days", "yesterdays news", "650, 160 t, 14 days", "2026 is open",
        "99999 days ago", "31.2. nothing", "Mo came by",
    ],
)  # fmt: skip
def test_what_is_no_day_or_nothing_but_one_is_left(text: str) -> None:
    assert read(text) is None


def test_the_order_is_the_users() -> None:
    assert read("12/2/2025 a walk", DateOrder.MONTH_FIRST) == ("2025-12-02", "a walk")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They send samples by Friday", "2026-11-27"),
        ("samples BY next Friday, please", "2026-12-04"),
        ("samples by fri", "2026-11-27"),
        ("by the end of the month", "2026-11-30"),
        ("We pay by the end of next quarter", "2027-03-31"),
        ("Report by 12 Jan.", "2027-01-12"),
        ("Report by January 5th, on paper", "2027-01-05"),
        ("signed by Ragna by tomorrow", "2026-11-24"),
        ("by 31.12.2026 at the latest", "2026-12-31"),
        ("by 2026-12-31: the order", "2026-12-31"),
        ("by today", "2026-11-23"),
    ],
)
def test_the_day_by_which_something_is_done(text: str, day: str) -> None:
    found = find_due(text, TODAY)
    assert found is not None and found.day.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "", "by", "They send samples", "made by Sun Microsystems", "made by Mo", "written by May", "raise it by 3.5",
        "cut by 1/2", "cut by 5 %", "down by 3.5.", "by half", "by a week", "by two", "by 12 Nov", "by yesterday",
        "by last Friday", "Stand by. Monday we talk", "nearby Friday", "on Friday", "a" * 5000 + " by Friday",
    ],
)  # fmt: skip
def test_what_is_no_day_by_which_anything_is_done(text: str) -> None:
    assert find_due(text, TODAY) is None


@given(st.text(alphabet="by until friday end of month 12.Nov,: -3/", max_size=60), DAYS)
def test_a_day_by_which_something_is_done_is_never_gone(text: str, today: date) -> None:
    found = find_due(text, today)
    assert found is None or found.day >= today


def test_what_is_done_is_told_without_its_day() -> None:
    found = find_due("Samples by next  Friday at noon", TODAY)
    assert found is not None and found.without("Samples by next  Friday at noon") == "Samples  at noon"


class _German:
    """Some words in another language, as a catalogue has them."""

    WORDS: ClassVar = {
        "yesterday": "gestern", "last {weekday}": "letzten {weekday}", "Friday": "Freitag", "Dec": "Dez",
        "{n} days ago": "vor {n} Tagen", "December": "Dezember",
    }  # fmt: skip

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if n == 1 else msgid2


class _English(_German):
    """The sentences as they stand."""

    WORDS: ClassVar = {}


@pytest.fixture
def german() -> Iterator[None]:
    use_catalogue(_German())
    yield
    use_catalogue(_English())


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("gestern: angerufen", "2026-11-22", "angerufen"),
        ("letzten Freitag kam Post", "2026-11-20", "kam Post"),
        ("Freitag kam Post", "2026-11-20", "kam Post"),
        ("vor 3 Tagen: Post", "2026-11-20", "Post"),
        ("Post kam vor 3 Tagen", "2026-11-20", "Post kam vor 3 Tagen"),
        ("1. Dez. 2025 Post", "2025-12-01", "Post"),
        ("yesterday: a call", "2026-11-22", "a call"),
    ],
)
@pytest.mark.usefixtures("german")
def test_in_the_users_language_and_in_english(text: str, day: str, rest: str) -> None:
    assert read(text) == (day, rest)


@given(DAYS, st.integers(0, 300))
def test_a_day_as_it_is_written_reads_back(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    for written in (short_day(day, today), long_day(day), day.isoformat()):
        found = find_day(f"{written} she called", today)
        assert found is not None
        assert (found.day, found.rest(f"{written} she called")) == (day, "she called")


@given(DAYS, st.sampled_from(["last {}", "on {}", "{}", "{}:"]), st.integers(0, 6))
def test_a_weekday_is_the_last_one(today: date, said: str, ago: int) -> None:
    name = weekday_name(today - timedelta(days=ago))
    found = find_day(f"{said.format(name)} she called", today)
    assert found is not None
    assert 1 <= (today - found.day).days <= 7
    assert weekday_name(found.day) == name


@given(st.text(alphabet="yesterday last friday on in 3 days ago 12.Nov,: -today/", max_size=40), DAYS)
def test_no_text_raises_and_none_is_in_the_future_unless_it_says_so(text: str, today: date) -> None:
    found = find_day(text, today)
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(text)
    assert text.endswith(found.rest(text))
    said = text[found.start : found.end].casefold()
    assert (
        found.day <= today or said.startswith("in ") or any(len(run) >= 2 for run in said.split(".") if run.isdigit())
    )
