"""Names and numbers brought to a form in which they compare."""

import re
from unicodedata import combining, normalize

_TITLES = frozenset({
    "dr", "prof", "professor", "mr", "mrs", "ms", "miss", "sir", "herr", "frau", "ing", "mag", "dipl", "phd", "mme",
    "mlle", "monsieur", "madame", "sig", "sra", "srta", "dott",
})  # fmt: skip
"""Words that one address book writes with a name and another does not."""


def plain_name(name: str) -> str:
    """A name without accents, case, signs, titles and the order of its words: ``Lindqvist, Dr. Mara`` is
    ``lindqvist mara``. Where there are not two other words left a title is taken for a part of the name.
    """
    bare = "".join(char for char in normalize("NFKD", name.casefold()) if not combining(char))
    words = sorted(re.findall(r"\w+", bare))
    untitled = [word for word in words if word not in _TITLES]
    return " ".join(untitled if len(untitled) > 1 else words)


def plain_mails(text: str) -> set[str]:
    """The mail addresses in a line."""
    return {part.casefold() for part in re.split(r"[\s,;<>()]+", text) if "@" in part[1:-1]}


def plain_phones(text: str) -> set[str]:
    """The last nine digits of each number that has at least seven, so that a country's code may be missing."""
    found = (re.sub(r"\D", "", part) for part in re.split(r"[,;\n]", text))
    return {digits[-9:] for digits in found if len(digits) >= 7}
