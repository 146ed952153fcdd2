"""Days as people type and read them: ``2 Dec``, ``2.12.2026``, ``tomorrow``, ``Friday``, ``in 2 weeks``."""

import re
from datetime import date, timedelta
from enum import StrEnum

from negdesk.domain.checking import check_day
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
LONG_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"),
    mark("Sunday"),
)  # fmt: skip


class DateOrder(StrEnum):
    """In which order a date of three numbers is written; one that starts with the year is always year, month, day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def read_day(
    text: str, today: date, order: DateOrder = DateOrder.DAY_FIRST, field: str = "", past: bool = False
) -> date:
    """The day that was typed, seen from `today`.

    Reads ``2026-12-02``, ``2 Dec``, ``Dec 2, 2026``, ``2.12.2026`` and ``12/2/26`` by `order`, ``today``,
    ``tomorrow``, ``yesterday``, weekdays (the next one, never today), ``in 3 days``, ``3 weeks ago``. Without a year
    it is the occurrence nearest to today; with `past` the latest one not after today, and weekdays are the last ones.
    Raises `Refusal` about `field` where it is no day, or outside the years 1900 to 2200.
    """
    typed = " ".join(text.casefold().split()).strip(" .,")
    day = (
        _named(typed, today, past) or _counted(typed, today) or _written(typed, today, past)
        or _numeric(typed, today, order, past)
    )  # fmt: skip
    if day is None:
        shown = " ".join(text.split())[:30]
        raise Refusal(
            t("“{text}” is not a day. Write it like 2 Dec, 2026-12-02, tomorrow or Friday.", text=shown), field
        )
    check_day(day, field)
    return day


def _named(typed: str, today: date, past: bool) -> date | None:
    for word, days in ((mark("today"), 0), (mark("tomorrow"), 1), (mark("yesterday"), -1)):
        if typed in (word, t(word).casefold()):
            return today + timedelta(days=days)
    for number, name in enumerate(WEEKDAYS):
        if _names(typed, name, shortest=2 if len(typed) > 1 else 3):
            ahead = (number - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead - 7 if past and ahead != 7 else -7 if past else ahead)
    return None


def _names(typed: str, name: str, shortest: int = 3) -> bool:
    """Whether a typed word is the name or the beginning of it, in English or in the user's language."""
    word = typed.rstrip(".")
    return len(word) >= shortest and (name.casefold().startswith(word) or t(name).casefold().startswith(word))


def _counted(typed: str, today: date) -> date | None:
    ahead = re.fullmatch(r"in (\d{1,5}) (day|week)s?", typed)
    back = re.fullmatch(r"(\d{1,5}) (day|week)s? ago", typed)
    found = ahead or back
    if found is None:
        return None
    days = int(found[1]) * (7 if found[2] == "week" else 1)
    return _shifted(today, days if ahead else -days)


def _shifted(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _written(typed: str, today: date, past: bool) -> date | None:
    """Days with the month's name, in either order, with or without a year."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[. -]*([^\W\d_]+)\.?(?:[, -]+(\d{4}))?", typed)
    parts = (found[1], found[2], found[3]) if found else None
    if parts is None:
        found = re.fullmatch(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", typed)
        parts = (found[2], found[1], found[3]) if found else None
    if parts is None:
        return None
    number, name, year = parts
    month = next((n for n, long in enumerate(LONG_MONTHS, 1) if _names(name, long) or _names(name, MONTHS[n - 1])), 0)
    return _day(int(year) if year else None, month, int(number), today, past)


def _numeric(typed: str, today: date, order: DateOrder, past: bool) -> date | None:
    found = re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", typed)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]), today, past)
    found = re.fullmatch(r"(\d{1,2})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{4}|\d{2}))?", typed)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    # A date with points is written day first everywhere, whatever the order with slashes is.
    day_first = order is DateOrder.DAY_FIRST or "." in typed
    number, month = (first, second) if day_first else (second, first)
    year = int(found[3]) if found[3] else None
    if found[3] and len(found[3]) == 2:
        year = 2000 + int(found[3])
    return _day(year, month, number, today, past)


def _day(year: int | None, month: int, number: int, today: date, past: bool) -> date | None:
    """The day, if there is such a one; without a year the nearest, or with `past` the latest not after today."""
    if year is not None:
        return _existing(year, month, number)
    years = range(max(today.year - 8, 1), min(today.year + 9, 9999))
    near = [day for each in years if (day := _existing(each, month, number)) and (day <= today or not past)]
    return min(near, key=lambda day: (abs((day - today).days), day < today), default=None)


def _existing(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def short_day(day: date, today: date) -> str:
    """A day as ``2 Dec``, or ``2 Dec 2027`` where the year is not this one."""
    month = t(MONTHS[day.month - 1])
    if day.year == today.year:
        return t("{day} {month}", day=day.day, month=month)
    return t("{day} {month} {year}", day=day.day, month=month, year=day.year)


def long_day(day: date) -> str:
    """A day as ``23 November 2026``."""
    return t("{day} {month} {year}", day=day.day, month=t(LONG_MONTHS[day.month - 1]), year=day.year)


def weekday_name(day: date) -> str:
    """The name of a day's weekday."""
    return t(WEEKDAYS[day.weekday()])
