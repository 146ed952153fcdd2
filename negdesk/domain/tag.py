"""Tags and mentions: what ``#price`` and ``@Jana Novak`` in the words of a log entry stand for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category, normalize

from negdesk.domain.checking import keep
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT, clean_line
from negdesk.domain.wording import t

TAG_LIMIT = 60
"""Characters of a tag; what is longer is no tag."""

_BEFORE = "([{\"'\u201c\u2018\u00ab,;\u201e"
"""Signs that a tag or a mention may follow without a space."""

_WITHIN = "_-\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Tag:
    """One word without spaces; `folded` is what it has in common with the same word in other capitals."""

    name: str
    folded: str

    def __post_init__(self) -> None:
        name = clean_line(self.name, "name", NAME_LIMIT)
        if not name or _word(name, 0) != name or len(name) > TAG_LIMIT or self.folded != fold(name):
            raise Refusal(t("A tag is one word of letters and digits, like price or long-term."), "name")
        keep(self, name=name)

    @classmethod
    def named(cls, word: str) -> "Tag":
        """The tag that a person means by a word, with or without its sign. Raises `Refusal` where it is none."""
        name = clean_line(word, "name", NAME_LIMIT).removeprefix("#")
        return cls(name, fold(name))


@dataclass(frozen=True, slots=True)
class Mention:
    """A counterpart who is named in an entry, by the name that stands in its text after the @."""

    name: str

    def __post_init__(self) -> None:
        keep(self, name=clean_line(self.name, "name", NAME_LIMIT, required=True))


@dataclass(frozen=True, slots=True)
class Sign:
    """A tag or a mention in a text: from where to where, its sign included, and the word without it."""

    start: int
    end: int
    word: str


def fold(name: str) -> str:
    """What two names have in common that differ only in their capitals."""
    return normalize("NFC", name.casefold())


def tags_in(text: str) -> tuple[Sign, ...]:
    """The tags of a text in their order. A sign inside a word, an address, or before a number alone is none."""
    signs = (Sign(at, at + 1 + len(word), word) for at in _signs(text, "#") if (word := _word(text, at + 1)))
    return tuple(sign for sign in signs if len(sign.word) <= TAG_LIMIT and not sign.word.isdecimal())


def mentions_in(text: str, names: Iterable[str]) -> tuple[Sign, ...]:
    """Where the text mentions one of `names`, each by the longest that fits, whatever its capitals."""
    known = sorted({fold(name): None for name in names if name}, key=len, reverse=True)
    found = []
    for at in _signs(text, "@"):
        rest = fold(text[at + 1 : at + 1 + 2 * NAME_LIMIT])
        name = next((each for each in known if rest.startswith(each) and not _goes_on(rest, len(each))), "")
        length = _length(text, at + 1, name)
        if name and length:
            found.append(Sign(at, at + 1 + length, text[at + 1 : at + 1 + length]))
    return tuple(found)


def sign_before(text: str, cursor: int) -> Sign | None:
    """The tag or mention that is being typed before the cursor; its word may be empty, and a name have one space."""
    start = max(text.rfind("#", 0, cursor), text.rfind("@", 0, cursor))
    if start < 0 or start not in tuple(_signs(text, text[start])):
        return None
    word = text[start + 1 : cursor]
    spaces = word.count(" ")
    if "\n" in word or len(word) > TAG_LIMIT or word[:1] == " " or spaces > (3 if text[start] == "@" else 0):
        return None
    return Sign(start, cursor, word) if text[start] == "@" or _word(word, 0) == word else None


def _signs(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        if at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE:
            yield at
        at = text.find(sign, at + 1)


def _word(text: str, start: int) -> str:
    """The letters, digits and hyphens that begin here; a hyphen at the end is none of them."""
    end = start
    while end < len(text) and (text[end] in _WITHIN or category(text[end])[0] in "LNM"):
        end += 1
    return text[start:end].rstrip("-\u200c\u200d")


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and category(text[at])[0] in "LNM"


def _length(text: str, start: int, folded: str) -> int:
    """How many characters of the text from here on fold to this; folding can make a text longer."""
    return next((n for n in range(1, len(folded) + 1) if fold(text[start : start + n]) == folded), 0)
