"""The one door every visible sentence goes through, so that each can be translated.

The English sentence is the key. Placeholders are named, so that a translation may reorder them.
"""

from collections.abc import Callable
from typing import Protocol


class Catalogue(Protocol):
    """What is asked of a catalogue of translations; those of `gettext` can do it."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


class _English:
    """The sentences as they stand in the code. It spares the first paint the import of `gettext`."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


_catalogue: Catalogue = _English()
_after: Callable[[str], str] | None = None
_language = "en"


def use_catalogue(catalogue: Catalogue, after: Callable[[str], str] | None = None, language: str = "en") -> None:
    """Speak through `catalogue` from now on; `after` is applied to each translated pattern (tests mark strings so).

    `language` is that of its sentences, as ``de`` or ``pt-BR`` (BCP 47).
    """
    global _catalogue, _after, _language
    _catalogue = catalogue
    _after = after
    _language = language


def language() -> str:
    """The language of the sentences, as ``en`` (BCP 47)."""
    return _language


def t(text: str, /, **values: object) -> str:
    """`text` in the user's language, its `{placeholders}` filled with `values`."""
    pattern = _catalogue.gettext(text) if text else ""
    if _after is not None and pattern:
        pattern = _after(pattern)
    return pattern.format_map(values) if values else pattern


def tn(one: str, many: str, n: int, /, **values: object) -> str:
    """The form of the sentence that fits the count `n`, which is also the placeholder `{n}`."""
    pattern = _catalogue.ngettext(one, many, n)
    if _after is not None:
        pattern = _after(pattern)
    return pattern.format_map({"n": n, **values})


def mark(text: str) -> str:
    """`text` unchanged: marks a literal in a table as one to translate, which `t` does when it is shown."""
    return text
