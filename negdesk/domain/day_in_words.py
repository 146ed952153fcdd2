"""The day that a line speaks of: ``yesterday: called``, ``12 Nov she called``, ``called three times last Friday``.

At its beginning any day is read, and is no longer part of the line. Anywhere else only words that cannot be about
anything but a day gone by (yesterday, last Friday, 3 days ago), and they stay where they are. A day without a year is
the latest that is not after today; only ``tomorrow``, ``in 3 days`` and a day with its year say one to come.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from negdesk.domain.dates import LONG_MONTHS, MONTHS, WEEKDAYS, DateOrder, read_day
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

LOOKED_AT = 2000
"""Characters of a line in which a day is looked for."""

_GONE = (
    (mark("the day before yesterday"), -2), (mark("day before yesterday"), -2), (mark("yesterday"), -1),
    (mark("last night"), -1), (mark("a week ago"), -7), (mark("two weeks ago"), -14),
)  # fmt: skip
_NAMED = ((mark("today"), 0), (mark("this morning"), 0), (mark("tomorrow"), 1))
_COUNTED_BACK = ((mark("{n} days ago"), -1), (mark("{n} day ago"), -1), (mark("{n} weeks ago"), -7))
_COUNTED_ON = ((mark("in {n} days"), 1), (mark("in {n} day"), 1), (mark("in {n} weeks"), 7))
_BY = mark("by")
_MOST_WORDS = 6
"""So many words of what follows are looked at for a day; ``the end of the next month`` has them."""
_LAST = (mark("last {weekday}"), mark("on {weekday}"))


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day that a line speaks of: where its words stand, and whether they begin the line and are taken off it."""

    day: date
    start: int
    end: int
    leads: bool

    def rest(self, text: str) -> str:
        """`text` without the day, where that begins it; else all of it."""
        return text[self.end :] if self.leads else text

    def without(self, text: str) -> str:
        """`text` without the day, wherever that stands."""
        return text[: self.start] + text[self.end :]


def find_day(text: str, today: date, order: DateOrder = DateOrder.DAY_FIRST) -> DayRead | None:
    """The day that a line speaks of; nothing where it speaks of none, or of nothing but a day. Never raises."""
    looked = text[:LOOKED_AT]
    begins = _at_the_beginning(looked, today, order)
    if begins is not None:
        return begins if begins.rest(text).strip() else None
    found = [
        DayRead(day, match.start(1), match.end(1), False)
        for pattern, read in _gone_by(_words())
        for match in pattern.finditer(looked)
        if (day := read(match, today)) is not None and match[1] != looked.strip()
    ]
    return min(found, key=lambda each: (each.start, -each.end), default=None)


def find_due(text: str, today: date) -> DayRead | None:
    """The day by which somebody says they do something: ``samples by next Friday``; nothing where none is said.

    Read is only what can be about nothing but a day from today on, after ``by``; ``by 3.5`` and ``by half`` are not.
    """
    looked = text[:LOOKED_AT]
    said = "|".join(re.escape(word) for word in {_BY, t(_BY)})
    for found in re.finditer(rf"(?<!\w)(?:{said})\s+(?=\S)", looked, re.IGNORECASE):
        words = looked[found.end() :].split()
        for length in range(min(len(words), _MOST_WORDS), 0, -1):
            phrase = " ".join(words[:length]).strip(".,;:!?()")
            # The beginning of a weekday is one where nothing goes on: ``by Sun Microsystems`` is no day.
            short = length == len(words) == 1 and len(phrase) > 2 and phrase.casefold() in _weekday_starts()
            day = _due(phrase, today) if short or _is_due(phrase) else None
            if day is not None:
                end = re.compile(r"\s+".join(map(re.escape, words[:length]))).match(looked, found.end())
                return DayRead(day, found.start(), end.end() if end else found.end(), False)
    return None


def _is_due(phrase: str) -> bool:
    """Whether this can be no figure and no name: with a month's name or a year, or in whole words."""
    folded = phrase.casefold()
    if not any(char.isdecimal() for char in folded):
        return folded in _weekday_names() or folded not in _weekday_starts()
    if any(char.isalpha() for char in folded):
        return _is_clear(phrase)
    return re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}", folded) is not None


def _due(phrase: str, today: date) -> date | None:
    try:
        day = read_day(phrase, today)
    except Refusal:
        return None
    return day if day >= today else None


def _at_the_beginning(text: str, today: date, order: DateOrder) -> DayRead | None:
    start = len(text) - len(text.lstrip())
    for phrase in _openings(text[start:]):
        words, sign = phrase.group(1), phrase.group(2).strip()
        day = _named(words, today) or (_typed(words, today, order) if sign or _is_clear(words) else None)
        if day is not None:
            return DayRead(day, start, start + phrase.end(), True)
    return None


def _openings(text: str) -> Iterator[re.Match[str]]:
    """The words that a line begins with, five of them at first and then fewer, each with the sign that follows."""
    for length in range(5, 0, -1):
        found = re.match(
            rf"((?:[^\s:,;]+[ ,]+){{{length - 1}}}[^\s:,;]+)(\s*[:,;]\s+|\s+[-\u2013\u2014]\s+|\s+|$)", text
        )
        if found and len(found[1]) <= 60:
            yield found


def _is_clear(words: str) -> bool:
    """Whether these words are a day even with no colon or comma after them."""
    folded = words.casefold()
    if re.fullmatch(
        r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})?|\d{1,2}[/-]\d{1,2}[/-](\d{2}|\d{4})", folded
    ):
        return True
    parts = [part.strip(".,") for part in folded.split()]
    if any(part in _month_names() for part in parts):
        return any(part[:1].isdecimal() for part in parts)
    return not any(part[:1].isdecimal() for part in parts) and folded in _weekday_names()


def _named(words: str, today: date) -> date | None:
    """The day of words that a table has."""
    folded = " ".join(words.casefold().split())
    for text, days in (*_GONE, *_NAMED):
        if folded in (text, t(text).casefold()):
            return today + timedelta(days=days)
    for pattern, unit in (*_COUNTED_BACK, *_COUNTED_ON):
        for said in {pattern, t(pattern)}:
            found = re.fullmatch(_counted(said), folded)
            if found:
                return _shifted(today, unit * int(found[1]))
    for pattern in _LAST:
        for said in {pattern, t(pattern)}:
            found = re.fullmatch(_of_weekday(said), folded)
            if found:
                return _last(_weekday_names()[found[1]], today)
    return None


def _typed(words: str, today: date, order: DateOrder) -> date | None:
    if any(char.isalpha() for char in words) and not any(char.isdecimal() for char in words):
        weekday = _weekday_names().get(
            words.casefold().strip(" ."), _weekday_starts().get(words.casefold().strip(" ."))
        )
        return None if weekday is None else _last(weekday, today)
    if not any(char.isdecimal() for char in words):
        return None
    parts = [part.strip(".,") for part in words.casefold().split()]
    if any(part.isalpha() and part not in _month_names() for part in parts):
        return None
    try:
        return read_day(words, today, order, past=True)
    except Refusal:
        return None


def _last(weekday: int, today: date) -> date:
    """The latest day before today of this weekday, 0 for Monday."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _shifted(today: date, days: int) -> date | None:
    try:
        day = today + timedelta(days=days)
    except OverflowError:
        return None
    return day if 1900 <= day.year <= 2200 else None


class _Reader:
    """Reads the day out of a match of one pattern."""

    def __init__(self, days: int | None = None, unit: int = 0) -> None:
        self._days, self._unit = days, unit

    def __call__(self, match: re.Match[str], today: date) -> date | None:
        if self._days is not None:
            return today + timedelta(days=self._days)
        if self._unit:
            return _shifted(today, self._unit * int(match[2]))
        return _last(_weekday_names()[match[2].casefold()], today)


def _words() -> tuple[str, ...]:
    """The words of the language that is spoken now, by which what is made of them is kept."""
    said = (*(text for text, _ in _GONE), *(text for text, _ in _COUNTED_BACK), _LAST[0], *WEEKDAYS)
    return tuple(t(text) for text in said)


@lru_cache(maxsize=4)
def _gone_by(_spoken: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """What says a day gone by wherever it stands, in English and in the user's language."""
    patterns: list[tuple[str, _Reader]] = []
    for text, days in _GONE:
        patterns += [(f"({re.escape(said)})", _Reader(days)) for said in {text, t(text)}]
    for text, unit in _COUNTED_BACK:
        patterns += [(f"({_counted(said)})", _Reader(unit=unit)) for said in {text, t(text)}]
    patterns += [(f"({_of_weekday(said)})", _Reader()) for said in {_LAST[0], t(_LAST[0])}]
    return tuple((re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE), read) for pattern, read in patterns)


def _counted(said: str) -> str:
    return re.escape(said.casefold()).replace(r"\{n\}", r"(\d{1,4})")


def _of_weekday(said: str) -> str:
    names = "|".join(re.escape(name) for name in _weekday_names())
    return re.escape(said.casefold()).replace(r"\{weekday\}", f"({names})")


def _weekday_names() -> dict[str, int]:
    return {said.casefold(): number for number, name in enumerate(WEEKDAYS) for said in (name, t(name))}


def _weekday_starts() -> dict[str, int]:
    """The first two or three letters of each weekday, where no other begins with them."""
    starts: dict[str, list[int]] = {}
    for name, number in _weekday_names().items():
        for length in (2, 3):
            starts.setdefault(name[:length], []).append(number)
    return {start: numbers[0] for start, numbers in starts.items() if len(set(numbers)) == 1}


def _month_names() -> frozenset[str]:
    return frozenset(said.casefold().strip(".") for name in (*MONTHS, *LONG_MONTHS) for said in (name, t(name)))
