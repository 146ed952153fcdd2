"""How text is compared in a search: capitals, accents and spellings folded, some scripts by single characters.

The index folds case and Latin accents by itself (SQLite's ``unicode61`` with ``remove_diacritics 2``). What it leaves
as it is and people still type without stands in `SPELLINGS`; the index and a query are both written by it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

SPELLINGS = {
    "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae",
    "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i", "ς": "σ",
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ϋ": "υ", "ΐ": "ι", "ΰ": "υ",
    "Ά": "α", "Έ": "ε", "Ή": "η", "Ί": "ι", "Ό": "ο", "Ύ": "υ", "Ώ": "ω",
    "ё": "е", "Ё": "е", "й": "и", "Й": "и", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه",
}  # fmt: skip
"""Letters that are no Latin letter with an accent, each with what it is searched as."""

SINGLES = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""The scripts written without spaces (Thai, Lao, Burmese, Khmer, kana, Han): ranges for a set of characters."""

_SINGLE = re.compile(f"([{SINGLES}])")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_SPELLED = re.compile(f"[{''.join(SPELLINGS)}]")
MOST_LOOKED_AT = 20_000
"""Characters at the beginning of a text in which marks are looked for."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A word or a phrase that a text must hold; with `open_end` its last word may go on."""

    text: str
    open_end: bool = True

    @property
    def parts(self) -> tuple[str, ...]:
        """The single words (or characters) of it, written as the index writes them; none where there is no letter."""
        if self.text.isascii():
            return tuple(_ASCII_WORD.findall(self.text))
        spread = _SINGLE.sub(r" \1 ", _respelled(self.text))
        return tuple("".join(char if _in_word(char) else " " for char in spread).split())


def _respelled(text: str) -> str:
    # Ten times quicker than `str.translate`, for hardly any letter is one of these.
    return _SPELLED.sub(lambda letter: SPELLINGS[letter[0]], normalize("NFC", text))


def _in_word(char: str) -> bool:
    return category(char)[0] in "LNM"


def folded(text: str) -> str:
    """`text` without capitals, accents and spellings that a search does not tell apart."""
    if text.isascii():
        return text.lower()
    plain = normalize("NFD", _respelled(text).casefold())
    return normalize("NFC", re.sub("[\u0300-\u036f]", "", plain))


def folded_each(texts: Sequence[str]) -> list[str]:
    """Each of very many texts, none with the character NUL in it, `folded`: together, which takes half the time."""
    return folded("\0".join(texts)).split("\0") if texts else []


def holds_all(ids: Sequence[int], texts: Sequence[str], words: str) -> tuple[int, ...]:
    """Those of `ids` whose text, which is folded, holds each of the words anywhere; in their order."""
    first, *others = folded(words).split() or [""]
    found = [(number, text) for number, text in zip(ids, texts, strict=True) if first in text]
    for word in others:
        found = [(number, text) for number, text in found if word in text]
    return tuple(number for number, _text in found)


def marks(text: str, sought: Sequence[Sought]) -> tuple[tuple[int, int], ...]:
    """Where in a text the words stand, as starts and ends in order; none overlap.

    Of long texts only the first `MOST_LOOKED_AT` characters are looked at.
    """
    patterns = [pattern for each in sought if (pattern := _pattern(each))]
    if not patterns:
        return ()
    shown, places = _folded_with_places(text[:MOST_LOOKED_AT])
    found = sorted(
        (places[hit.start()], places[hit.end() - 1] + 1)
        for hit in re.finditer("|".join(patterns), shown)
        if hit.end() > hit.start()
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _pattern(sought: Sought) -> str:
    parts = [folded(part) for part in sought.parts]
    if not all(parts) or not parts:
        return ""
    begin = "" if _SINGLE.match(parts[0]) else r"(?<![^\W_])"
    end = "" if sought.open_end or _SINGLE.match(parts[-1]) else r"(?![^\W_])"
    return begin + r"[\W_]*".join(re.escape(part) for part in parts) + end


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each character of that where it stood in `text`."""
    whole = folded(text)
    if len(whole) == len(text) and normalize("NFC", text) == text:
        return whole, range(len(text))
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for each in folded(char):
            if not "\u0300" <= each <= "\u036f":
                chars.append(each)
                places.append(place)
    return "".join(chars), places


def passage(text: str, sought: Sequence[Sought], length: int = 160) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text around the first of the words, on one line, with where in it they stand."""
    first = next(iter(marks(text, sought)), (0, 0))[0]
    start = 0 if first < length // 3 else text.rfind(" ", 0, first - length // 5) + 1
    start = start if first - start < length // 2 else first - length // 5
    part = " ".join(text[start : start + length].split())
    part = f"… {part}" if start else part
    part = f"{part} …" if start + length < len(text) else part
    return part, marks(part, sought)
