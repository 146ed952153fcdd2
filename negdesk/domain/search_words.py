"""What a person types into the search line: words, “phrases”, ``kind:give``, ``with:name``, ``before:``, ``#tag``."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from negdesk.domain.dates import DateOrder, read_day
from negdesk.domain.refusal import Refusal
from negdesk.domain.search_text import Sought
from negdesk.domain.wording import mark, t

KINDS = {
    "negotiation": mark("negotiation"), "counterpart": mark("counterpart"), "person": mark("person"),
    "organisation": mark("organisation"), "note": mark("note"), "call": mark("call"), "message": mark("message"),
    "meeting": mark("meeting"), "gave": mark("gave"), "got": mark("got"), "log": mark("log"), "give": mark("give"),
    "get": mark("get"), "offer": mark("offer"), "promise": mark("promise"), "term": mark("term"),
    "question": mark("question"), "ifthen": mark("if-then"), "alternative": mark("alternative"),
    "capture": mark("capture"), "checklist": mark("checklist"), "authority": mark("authority"),
    "commitment": mark("commitment"), "agreement": mark("agreement"), "lookback": mark("look-back"),
    "template": mark("template"), "file": mark("file"),
}  # fmt: skip
"""What `kind:` may name: the index's word for each, with the user's."""

MOST_WORDS = 24
"""Words of one search that are looked for; what is typed after them changes nothing."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»『』「」", '"'))
"""What begins and ends a phrase in several languages; a program that spells for people puts it in by itself."""

_PART = re.compile(r'(?:(\w[\w-]*):)?"([^"]*)("?)|(\S+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `trouble` is a sentence about a part that could not be read; the rest is looked for."""

    sought: tuple[Sought, ...] = ()
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    trouble: str = ""

    def __bool__(self) -> bool:
        return bool(self.sought or self.kinds or self.names or self.tags or self.after or self.before)


def read_search(text: str, today: date, order: DateOrder = DateOrder.DAY_FIRST) -> Wanted:
    """What a line means. Never raises: what is no known filter is looked for as words."""
    sought: list[Sought] = []
    kinds: list[str] = []
    names: list[str] = []
    tags: list[str] = []
    days: dict[str, date] = {}
    trouble = ""
    parts = [found.groups() for found in _PART.finditer(text[:1000].translate(_QUOTES))][:MOST_WORDS]
    while parts:
        key, phrase, closed, word = parts.pop(0)
        if word is not None:
            key, _, value = word.partition(":") if ":" in word else ("", "", word)
        else:
            value = phrase
        meant = _filter(key or "")
        if meant == "kind":
            named = _kind(value)
            if named:
                kinds.append(named)
            elif value:
                trouble = t("“{word}” is no kind. Try give, get, note, call or promise.", word=value[:30])
        elif meant == "with":
            names += [value] if value else []
        elif meant in ("before", "after"):
            following = [] if word is None else _plain_words(parts[:3])
            try:
                days[meant], used = _day(value, following, today, order)
                del parts[:used]
            except Refusal as refusal:
                trouble = refusal.sentence if value else trouble
        elif word is not None and word.startswith("#") and Sought(word).parts:
            tags.append(word[1:])
        else:
            each = Sought(phrase, not closed) if word is None else Sought(word)
            sought += [each] if each.parts else []
    return Wanted(
        tuple(sought), tuple(kinds), tuple(names), tuple(tags), days.get("after"), days.get("before"), trouble
    )


def kind_text(kind: str) -> str:
    """The word for a kind of thing, in the user's language."""
    return t(KINDS[kind])


def _filter(key: str) -> str:
    typed = key.casefold()
    for name in (mark("kind"), mark("with"), mark("before"), mark("after")):
        if typed and typed in (name, t(name).casefold()):
            return name
    return ""


def _kind(value: str) -> str:
    """The kind that is named in English or in the user's language, in one or in many, or by its beginning."""
    typed = re.sub(r"[\s-]", "", value.casefold())
    if not typed:
        return ""
    spelt = {name: {name, re.sub(r"[\s-]", "", t(words).casefold())} for name, words in KINDS.items()}
    for name, each in spelt.items():
        if typed in each or typed.removesuffix("s") in each:
            return name
    return next((name for name, each in spelt.items() if any(one.startswith(typed) for one in each)), "")


def _plain_words(parts: list[tuple[str, ...]]) -> list[str]:
    """The words that these parts begin with, up to a phrase or a filter."""
    words = [word or ":" for _key, _phrase, _closed, word in parts]
    return list(takewhile(lambda word: ":" not in word and not word.startswith("#"), words))


def _day(value: str, following: list[str], today: date, order: DateOrder) -> tuple[date, int]:
    """A day, and how many of the words that follow belong to it; of a year or a month alone, as ``2026`` or
    ``2026-03``, its first. Raises `Refusal` where it is none.
    """
    if not value and following:  # a blank stands before the day
        day, used = _day(following[0], following[1:], today, order)
        return day, used + 1
    short = re.fullmatch(r"((?:19|20|21)\d\d)(?:-(0[1-9]|1[0-2]))?", value)
    if short:
        return date(int(short[1]), int(short[2] or 1), 1), 0
    # A day that is one alone needs no more: “Friday 12” is a Friday and the word 12.
    for used in (0, *range(len(following), 0, -1)):
        with suppress(Refusal):
            return read_day(" ".join((value, *following[:used])), today, order), used
    return read_day(value, today, order), 0
