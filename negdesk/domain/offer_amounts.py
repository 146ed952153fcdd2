"""The amounts in what is typed as an offer: where they stand, and what each of them is."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from negdesk.domain.checking import check_amount
from negdesk.domain.money import NumberFormat, currencies_of, fits_unit, parse_amount
from negdesk.domain.plan import Term
from negdesk.domain.refusal import Refusal

_RANGE = re.compile(
    r"\d[kK]?\s*[-\u2013]\s*\d|\d[kK]?[^\w\n]{0,3}\bto\b[^\w\n]{0,3}\d|\bbetween\b.*\d|\d\s?[x\u00d7*]\s?\d",
    re.IGNORECASE,
)
_PLAIN = r"\d[\d.,'\u2019\u00a0\u202f\u2009\u066b\u066c]*"
_PART_OR_DAY = r"(?<!/)(?:\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?|(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?)(?![\d/])"
"""A half or a day, such as 1/2 and 12/01/2026: found as a whole, so that no amount is read out of it."""
_GROUPED = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)"
_GROUPED_FOR_SURE = r"\d{1,3}(?: \d{3})* 0\d\d(?: \d{3})*(?:[.,]\d+)?(?!\d)"
"""Groups that a blank parts, of which one begins with 0 as no amount does: ``95 000``."""


_TIMES = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})


def amounts_in(text: str, number_format: NumberFormat, units: Iterable[str]) -> list[re.Match[str]]:
    """What stands in `text` as an amount, each with all of its own signs; `amount_of` says what it is.

    A k that touches it is a thousand, unless it is how one of the `units` begins.
    """
    kilo = any(unit and fits_unit("k", unit) for unit in units)
    return list(_amounts(number_format.group.isspace(), kilo).finditer(text))


@cache
def _amounts(blanks: bool, kilo: bool) -> re.Pattern[str]:
    """What finds them, by whether blanks part thousands where the user is, and whether a k is a unit."""
    grouped = _GROUPED if blanks else _GROUPED_FOR_SURE
    thousand = "" if kilo else r"(?:[kK](?!\w))?"
    return re.compile(rf"(?<![\w.,])(?:{_PART_OR_DAY}|[-\u2212]?(?:{grouped}|{_PLAIN}){thousand})")


def amount_of(found: str, number_format: NumberFormat) -> Decimal | None:
    """The amount that one of `amounts_in` is; None where it is none."""
    thousands = found[-1:] in ("k", "K")
    try:
        value = parse_amount(found[:-1] if thousands else found, number_format)
        value = value * 1000 if thousands else value
        check_amount(value, "")
    except Refusal:
        return None
    return value


def has_amount(text: str) -> bool:
    """Whether something stands here that may be an amount, and is to be asked about where it has no term."""
    return any(char.isdigit() for char in text)


def says_a_range(text: str) -> bool:
    """Whether amounts stand here of which nobody can know which is meant: ``640-650``, ``640 to 650``, ``3 x 650``."""
    return _RANGE.search(text) is not None


def touches(behind: str) -> bool:
    """Whether what stands behind an amount touches it, as in ``160t``."""
    return bool(behind) and not behind[0].isspace() and behind[0] not in PUNCTUATION


PUNCTUATION = frozenset(".,;:!?…=·|/\\()[]{}\"'\u2018\u2019\u201c\u201d\u00ab\u00bb-\u2010\u2011\u2013\u2014\u2212")
"""Signs that only join or part what stands around them. Any other sign, such as ≈ or #, says something."""


def plain_amount(text: str, term: Term, number_format: NumberFormat) -> Decimal | None:
    """The amount of `term` that `text` plainly says, in whatever words: ``20 boxes``; None where that is not sure.

    Not sure are several amounts, a range, a day, a part, another currency, weeks for a term in days, and what touches
    the amount (``1.2m``) or is said in percent, where that is not the term's unit.
    """
    found = amounts_in(text, number_format, [term.unit])
    if len(found) != 1 or says_a_range(text):
        return None
    number = found[0][0].strip().rstrip(".,")
    before, behind = text[: found[0].start()], text[found[0].end() :]
    words = re.findall(r"[^\W\d_]+|[^\w\s]", before + " " + behind)
    money = [codes for codes in map(currencies_of, words) if codes]
    strange = re.findall(r"\w+|[^\w\s]", behind)[:1] if touches(behind) else []
    strange += [word for word in words if word == "%"]
    if (
        any(char.isnumeric() for char in before + behind)
        or any(term.currency not in codes for codes in money)
        or (_times(text) and _times(term.unit) and not _times(text) & _times(term.unit))
        or any(not currencies_of(word) and not (term.unit and fits_unit(word, term.unit)) for word in strange)
    ):
        return None
    return amount_of(number, number_format)


def _times(text: str) -> frozenset[str]:
    words = {word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold())}
    return _TIMES & words
