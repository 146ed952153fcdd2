"""Names and numbers brought to a form in which they compare."""

import re
from unicodedata import combining, normalize


def plain_name(name: str) -> str:
    """A name without accents, case, signs and the order of its words: ``Lindqvist, Mara`` is ``lindqvist mara``."""
    bare = "".join(char for char in normalize("NFKD", name.casefold()) if not combining(char))
    return " ".join(sorted(re.findall(r"\w+", bare)))


def plain_mails(text: str) -> set[str]:
    """The mail addresses in a line."""
    return {found.casefold() for found in re.findall(r"[^\s,;<>()]+@[^\s,;<>()]+", text)}


def plain_phones(text: str) -> set[str]:
    """The last nine digits of each number that has at least seven, so that a country's code may be missing."""
    found = (re.sub(r"\D", "", part) for part in re.split(r"[,;\n]", text))
    return {digits[-9:] for digits in found if len(digits) >= 7}
