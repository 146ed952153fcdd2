"""What the script of a text says of its language, for those who hear a paper rather than see it.

A name in another script than the paper's words would be spoken as if it were one of those. Sources: BCP 47 for the
tags; ISO 15924 for the scripts in them; ISO 32000-1, 14.9.2 for where a PDF says it.
"""

from functools import cache
from unicodedata import category, name

_LANGUAGES = {
    "GREEK": "el", "HEBREW": "he", "THAI": "th", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "ARMENIAN": "hy", "GEORGIAN": "ka", "LAO": "lo", "KHMER": "km", "MYANMAR": "my", "TAMIL": "ta", "TELUGU": "te",
    "KANNADA": "kn", "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "SINHALA": "si",
    "ARABIC": "und-Arab", "CYRILLIC": "und-Cyrl", "DEVANAGARI": "und-Deva", "BENGALI": "und-Beng", "CJK": "und-Hani",
    "IDEOGRAPHIC": "und-Hani", "ETHIOPIC": "und-Ethi", "TIBETAN": "und-Tibt",
}  # fmt: skip
"""By the first word of a letter's name: the language where a script is that of one, else that it is undetermined."""


def language_of(text: str) -> str:
    """The language that all letters of a text are of, as far as their script tells; nothing where it does not.

    So it is nothing where any letter is Latin, for those may be of the paper's own words.
    """
    if text.isascii():
        return ""
    found = {_language_of(char) for char in set(text)} - {None}
    if found == {"ja", "und-Hani"}:
        return "ja"
    return str(found.pop()) if len(found) == 1 else ""


@cache
def _language_of(char: str) -> str | None:
    """The language of a letter; an empty one where its script does not tell, None of what is no letter."""
    if category(char)[0] not in "LM" or _common(char):
        return None
    return _LANGUAGES.get(name(char, "").split(" ", 1)[0].partition("-")[0], "")


def _common(char: str) -> bool:
    """Whether it is a sign of many scripts, as accents and the long sign of Japanese are."""
    return name(char, "").startswith(("COMBINING", "VARIATION", "KATAKANA-HIRAGANA", "MODIFIER"))
