"""Text as people type and paste it, made safe to keep: trimmed, one Unicode form, nothing invisible in it."""

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

TITLE_LIMIT = 200
NAME_LIMIT = 200
LINE_LIMIT = 500
TEXT_LIMIT = 100_000

_WHEN_EMPTY = {
    "title": mark("Write a title first."),
    "name": mark("Write a name first."),
    "text": mark("Write a few words first."),
    "if_text": mark("Write what they might do or say first."),
}
_JOINERS = "\u200c\u200d"
"""Invisible, yet letters of Persian and Indic words and parts of composed emoji: these stay."""


def clean_line(text: str, field: str, limit: int = LINE_LIMIT, required: bool = False) -> str:
    """`text` as one line: trimmed, NFC, breaks and tabs turned into single spaces, control characters dropped.

    Cleaning twice gives the same as cleaning once. Raises `Refusal` about `field` where more than `limit` characters
    remain, or nothing does although it is `required`.
    """
    if not text.isprintable():  # as breaks and tabs are not
        text = re.sub(r"[\s\x1c-\x1f]*[\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029][\s\x1c-\x1f]*", " ", text)
    return _checked(_visible(text, kept="").strip(), field, limit, required)


def clean_text(text: str, field: str, limit: int = TEXT_LIMIT, required: bool = False) -> str:
    """`text` of any number of lines: as `clean_line`, but line ends (as ``\\n``) and tabs are kept."""
    lines = re.sub(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    return _checked(_visible(lines, kept="\n\t").strip(), field, limit, required)


def _visible(text: str, kept: str) -> str:
    """`text` in NFC without control characters and with lone surrogates replaced."""
    if text.isascii() and text.isprintable():
        return text  # as most texts are: nothing to replace, and in NFC already
    return normalize("NFC", "".join(_shown(char, kept) for char in text))


def _shown(char: str, kept: str) -> str:
    kind = category(char)
    if kind == "Cs":
        return "\ufffd"
    if kind == "Cc" and char not in kept:
        return ""
    # Embeddings, overrides and isolates can make a line read as something it does not say.
    if kind == "Cf" and char not in _JOINERS and ("\u202a" <= char <= "\u202e" or "\u2060" <= char <= "\u206f"):
        return ""
    return "" if char == "\ufeff" else char


def _checked(text: str, field: str, limit: int, required: bool) -> str:
    if required and not text:
        raise Refusal(t(_WHEN_EMPTY.get(field, "This cannot stay empty. Write a few words.")), field)
    if len(text) > limit:
        raise Refusal(
            t(
                "This is too long: {length} characters, at most {limit} fit. Shorten it and keep the rest in a note.",
                length=len(text),
                limit=limit,
            ),
            field,
        )
    return text


def in_line(sentence: str) -> str:
    """A sentence as it reads after a colon: its first letter small, unless its first word is written in capitals."""
    first = sentence.split(" ", 1)[0]
    return sentence if len(first) > 1 and first.isupper() else sentence[:1].lower() + sentence[1:]


MOST_NAMES = 2
"""So many of several names are spelt out in a line that has little room."""


def listed(parts: tuple[str, ...] | list[str]) -> str:
    """Several phrases as one: ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return t("{first} and {last}", first=t(", ").join(parts[:-1]), last=parts[-1])


def listed_in_brief(names: Sequence[str]) -> str:
    """Several names in one line; from the third on they are counted."""
    if len(names) <= MOST_NAMES:
        return listed(tuple(names))
    return t("{names} and {n} more", names=t(", ").join(names[:MOST_NAMES]), n=len(names) - MOST_NAMES)


_NUMBERS = (
    mark("no"), mark("one"), mark("two"), mark("three"), mark("four"), mark("five"), mark("six"), mark("seven"),
    mark("eight"), mark("nine"), mark("ten"), mark("eleven"), mark("twelve"),
)  # fmt: skip


def number_word(n: int, first: bool = False) -> str:
    """Small counts as words (``seven``), larger ones as digits; with a capital where it is `first` in its sentence."""
    word = t(_NUMBERS[n]) if 0 <= n < len(_NUMBERS) else str(n)
    return word[:1].upper() + word[1:] if first else word
