"""Days as people type and read them: ``2 Dec``, ``2.12.2026``, ``tomorrow``, ``next Friday``, ``end of month``."""

import re
from calendar import monthrange
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

_NAMED_DAYS = (
    (mark("today"), 0), (mark("tomorrow"), 1), (mark("yesterday"), -1),
    (mark("day after tomorrow"), 2), (mark("day before yesterday"), -2),
)  # fmt: skip
_THIS, _NEXT, _LAST = mark("this {weekday}"), mark("next {weekday}"), mark("last {weekday}")
_COUNTED = (
    (mark("in {n} day"), 1, 0), (mark("in {n} days"), 1, 0), (mark("in {n} week"), 7, 0), (mark("in {n} weeks"), 7, 0),
    (mark("in {n} month"), 0, 1), (mark("in {n} months"), 0, 1),
    (mark("in {n} year"), 0, 12), (mark("in {n} years"), 0, 12),
    (mark("{n} day ago"), -1, 0), (mark("{n} days ago"), -1, 0),
    (mark("{n} week ago"), -7, 0), (mark("{n} weeks ago"), -7, 0),
    (mark("{n} month ago"), 0, -1), (mark("{n} months ago"), 0, -1),
    (mark("{n} year ago"), 0, -12), (mark("{n} years ago"), 0, -12),
)  # fmt: skip
"""What is counted, with the days and the months that one of it is away."""
_COUNTS = (
    (mark("a"), 1), (mark("an"), 1), (mark("one"), 1), (mark("two"), 2), (mark("three"), 3), (mark("four"), 4),
    (mark("five"), 5), (mark("six"), 6),
)  # fmt: skip
_ENDS = (
    (mark("end of week"), 0, 0), (mark("end of this week"), 0, 0), (mark("end of next week"), 0, 1),
    (mark("end of month"), 1, 0), (mark("end of this month"), 1, 0), (mark("end of next month"), 1, 1),
    (mark("end of quarter"), 3, 0), (mark("end of this quarter"), 3, 0), (mark("end of next quarter"), 3, 1),
    (mark("end of year"), 12, 0), (mark("end of this year"), 12, 0), (mark("end of next year"), 12, 1),
)  # fmt: skip
"""What ends, with how many months it has (0 for a week), and how many of it later than the present one."""
_END_OF_MONTH = (mark("end of {month}"), mark("end {month}"))
_BEFORE_A_DAY = (mark("by"), mark("until"), mark("on"), mark("at"), mark("the"))
"""Words that stand before a day and leave it the same."""


class DateOrder(StrEnum):
    """In which order a date of three numbers is written; one that starts with the year is always year, month, day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def read_day(
    text: str, today: date, order: DateOrder = DateOrder.DAY_FIRST, field: str = "", past: bool = False
) -> date:
    """The day that was typed, seen from `today`.

    Reads ``2026-12-02``, ``2 Dec``, ``Dec 2, 2026``, ``2.12.2026`` and ``12/2/26`` by `order`, ``today``,
    ``tomorrow``, ``yesterday``, weekdays (the next one, never today), ``this Friday`` (today, if it is one), ``next
    Friday`` (that of the week after this one), ``next week`` (its Monday), ``in 3 days``, ``in two months``, ``3 weeks
    ago``, ``end of week`` (its Friday), ``end of next month``, ``end of March``; ``by`` or ``the`` may stand before.
    Without a year it is the occurrence nearest to today; with `past` the latest one not after today, and weekdays are
    the last ones. Raises `Refusal` about `field` where it is no day, or outside the years 1900 to 2200.
    """
    typed = _bare(" ".join(text.casefold().split()).strip(" .,"))
    day = (
        _written(typed, today, past) or _numeric(typed, today, order, past)
        or _named(typed, today, past) or _counted(typed, today) or _end(typed, today)
    )  # fmt: skip
    if day is None:
        shown = " ".join(text.split())[:30]
        raise Refusal(
            t("“{text}” is not a day. Write it like 2 Dec, 2026-12-02, tomorrow, Friday or end of month.", text=shown),
            field,
        )
    check_day(day, field)
    return day


def _bare(typed: str) -> str:
    """What was typed, without the words that may stand before a day or before what ends."""
    said = "|".join(re.escape(each) for word in _BEFORE_A_DAY for each in _said(word))
    return re.sub(rf"^(?:(?:{said}) )+", "", typed).replace(" of the ", " of ")


def _said(words: str) -> tuple[str, ...]:
    """Words of a day in English and in the user's language, folded."""
    return words.casefold(), t(words).casefold()


def _named(typed: str, today: date, past: bool) -> date | None:
    for words, days in _NAMED_DAYS:
        if typed in _said(words):
            return _shifted(today, days)
    if typed in _said(mark("next week")):
        return _shifted(today, 7 - today.weekday())
    ahead = _weekday(typed, "{weekday}")
    if ahead is not None:
        return _on_weekday(ahead, today, past)
    coming, following, gone = (_weekday(typed, words) for words in (_THIS, _NEXT, _LAST))
    if coming is not None:
        return today if coming == today.weekday() else _on_weekday(coming, today, past)
    if following is not None:
        return _shifted(today, 7 - today.weekday() + following)
    return None if gone is None else _on_weekday(gone, today, past=True)


def _weekday(typed: str, words: str) -> int | None:
    """Which weekday stands in `typed` where `words` have it, 0 for Monday."""
    for said in _said(words):
        found = re.fullmatch(re.escape(said).replace(r"\{weekday\}", r"([^\W\d_]+\.?)"), typed)
        for number, name in enumerate(WEEKDAYS) if found else ():
            if found and _names(found[1], name, shortest=2):
                return number
    return None


def _on_weekday(weekday: int, today: date, past: bool) -> date | None:
    """The next such weekday, with `past` the last one; never today."""
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return _shifted(today, (ahead - 7 or -7) if past else ahead)


def _names(typed: str, name: str, shortest: int = 3) -> bool:
    """Whether a typed word is the name or the beginning of it, in English or in the user's language."""
    word = typed.rstrip(".")
    return len(word) >= shortest and any(said.startswith(word) for said in _said(name))


def _counted(typed: str, today: date) -> date | None:
    for words, days, months in _COUNTED:
        for said in _said(words):
            found = re.fullmatch(re.escape(said).replace(r"\{n\}", r"(\w{1,10})"), typed)
            count = _count(found[1]) if found else None
            if count is not None:
                return _shifted(today, days * count) if days else _months_on(today, months * count)
    return None


def _count(typed: str) -> int | None:
    if re.fullmatch(r"\d{1,5}", typed):
        return int(typed)
    return next((count for word, count in _COUNTS if typed in _said(word)), None)


def _shifted(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _months_on(today: date, months: int) -> date | None:
    """The same day so many months later, or the last one of a month that has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _end(typed: str, today: date) -> date | None:
    """The last day of a month, a quarter or a year; of a week the Friday, which is ahead on a weekend."""
    for words, months, later in _ENDS:
        if typed not in _said(words):
            continue
        if not months:
            return _shifted(today, (4 - today.weekday()) % 7 + 7 * later)
        first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
        return _before(_months_on(first, months * (later + 1)))
    for words in _END_OF_MONTH:
        for said in _said(words):
            found = re.fullmatch(re.escape(said).replace(r"\{month\}", r"([^\W\d_]+)\.?(?: (\d{4}))?"), typed)
            begins = _existing(int(found[2] or today.year), _month(found[1]), 1) if found else None
            if found and begins is not None:
                end = _before(_months_on(begins, 1))
                return _before(_months_on(begins, 13)) if end and end < today and not found[2] else end
    return None


def _before(day: date | None) -> date | None:
    return None if day is None else _shifted(day, -1)


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
    return _day(int(year) if year else None, _month(name), int(number), today, past)


def _month(typed: str) -> int:
    """The number of the month of this name or beginning; 0 where there is none."""
    return next((n for n, long in enumerate(LONG_MONTHS, 1) if _names(typed, long) or _names(typed, MONTHS[n - 1])), 0)


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
