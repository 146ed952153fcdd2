"""In which direction each character of a text runs: the Unicode bidirectional algorithm, on top of python-bidi.

python-bidi works out explicit, weak and neutral types and levels; added here are pairs of brackets (rule N0) and texts
that are set into others with a direction of their own (isolates), which papers do with every name and title.
"""

import re
from typing import Any
from unicodedata import bidirectional, mirrored

from bidi import algorithm as bidi

ISOLATE, ISOLATE_END = "\ufdd0", "\ufdd1"
"""Mark a text within a text. Not characters of Unicode, and in no text that is printed."""

_LONGEST_ORDERED = 4_000
"""Characters whose directions are worked out at once."""

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKS = re.compile(f"[{ISOLATE}{ISOLATE_END}]")
_ISOLATED = re.compile(f"{ISOLATE}([^{ISOLATE}{ISOLATE_END}]*){ISOLATE_END}")
_KNOWN_TYPES = frozenset(
    ("L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE", "LRO", "RLE", "RLO", "PDF")
)
_FROM_LEFT_TO_RIGHT = frozenset(("L", "EN", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
"""Types that run from left to right in a text from right to left, or may have something do so."""

_STANDS_FOR_ISOLATED = "\ufffc"
_CLOSING = {"(": ")", "[": "]", "{": "}", "\u2039": "\u203a", "\u00ab": "\u00bb"}


def levels_of(text: str) -> tuple[str, int, list[int] | None]:
    """The text without isolate marks, its base level (1: from right to left), and the level of each character.

    The levels are None where all of it runs from left to right.
    """
    if not has_right_to_left(text):
        return without_marks(text), 0, None
    inner = _ISOLATED.findall(text)
    outer = _without_isolated(text)
    base = base_level(outer)
    levels = _levels(outer, base)
    if not inner:
        return outer, base, levels
    parts: list[str] = []
    joined: list[int] = []
    remaining = iter(inner)
    for char, level in zip(outer, levels, strict=True):
        if char != _STANDS_FOR_ISOLATED:
            parts.append(char)
            joined.append(level)
            continue
        held = next(remaining, char)
        own = base_level(held)
        above = level + (level % 2 != own)
        parts.append(held)
        joined += [above - own + each for each in _levels(held, own)]
    return "".join(parts), base, joined


def from_right_to_left(text: str) -> bool:
    """Whether a text as a whole runs from right to left, whatever is set into it."""
    return has_right_to_left(text) and base_level(_without_isolated(text)) == 1


def _without_isolated(text: str) -> str:
    return without_marks(_ISOLATED.sub(_STANDS_FOR_ISOLATED, text))


def has_right_to_left(text: str) -> bool:
    """Whether any character runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def without_marks(text: str) -> str:
    """`text` without isolate marks."""
    return _MARKS.sub("", text)


def base_level(text: str) -> int:
    """1 where the first letter with a direction runs from right to left, else 0."""
    return next((int(kind != "L") for char in text if (kind := bidirectional(char)) in ("L", "R", "AL")), 0)


def _levels(text: str, base: int) -> list[int]:
    if base and _FROM_LEFT_TO_RIGHT.isdisjoint(map(bidirectional, set(text))):
        return [1] * len(text)  # the algorithm comes to nothing else where nothing in it runs the other way
    levels: list[int] = []
    for at in range(0, len(text), _LONGEST_ORDERED):
        levels += _embedding_levels(text[at : at + _LONGEST_ORDERED], base)
    return levels


def _embedding_levels(text: str, base: int) -> list[int]:
    storage = bidi.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    bidi.get_embedding_levels(text, storage)
    for at, held in enumerate(storage["chars"]):
        held["at"] = at
        if held["type"] not in _KNOWN_TYPES:
            held["type"] = held["orig"] = _unknown_type(held["ch"])
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "LR"[base])
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    known = {held["at"]: int(held["level"]) for held in storage["chars"]}
    levels: list[int] = []
    for at in range(len(text)):
        levels.append(known.get(at, levels[-1] if levels else base))
    return levels


def _unknown_type(char: str) -> str:
    """The type of a character that is newer than what is known here, or never will be one: Unicode's defaults."""
    code = ord(char)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "BN"
    return "ON" if bidirectional(char) else "L"


def _resolve_brackets(chars: list[dict[str, Any]], direction: str) -> None:
    """Rule N0: a pair of brackets runs as what is in it, where that fits what is around it."""
    for begin, end in _pairs(chars):
        inside = {_strong(held["type"]) for held in chars[begin + 1 : end]}
        if direction in inside:
            kind = direction
        elif inside - {""}:
            before = next((found for held in reversed(chars[:begin]) if (found := _strong(held["type"]))), direction)
            kind = before
        else:
            continue
        chars[begin]["type"] = chars[end]["type"] = kind


def _pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where brackets that belong together stand, by the opening one; as Unicode has it, at most 63 are open at once."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, held in enumerate(chars):
        if held["type"] != "ON" or not mirrored(held["ch"]):
            continue
        closing = _CLOSING.get(held["ch"])
        if closing and len(waiting) < 63:
            waiting.append((closing, at))
        else:
            depth = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == held["ch"]), None)
            if depth is not None:
                found.append((waiting[depth][1], at))
                del waiting[depth:]
    return sorted(found)


def _strong(kind: str) -> str:
    """The direction a type stands for here: numbers run from right to left with what is around them."""
    return {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}.get(kind, "")
