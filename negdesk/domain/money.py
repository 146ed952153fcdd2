"""Amounts, exact from the key to the page: read as people type them, written as their locale does; never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import decimal as digit_value

from negdesk.domain.checking import MOST_DIGITS, check_amount
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

SYMBOLS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "UAH": "₴", "VND": "₫",
    "TRY": "₺", "NGN": "₦", "PHP": "₱", "KZT": "₸", "GEL": "₾", "CRC": "₡",
}  # fmt: skip
"""The currencies that are written with a sign; every other is written with its code."""

_SHARED_SIGNS = {
    "$": ("AUD", "CAD", "HKD", "MXN", "NZD", "SGD"),
    "¥": ("CNY",),
    "kr": ("DKK", "ISK", "NOK", "SEK"),
    "Fr": ("CHF",),
    "zł": ("PLN",),
    "R$": ("BRL",),
}
_OTHER_CODES = ("AED", "BGN", "CZK", "HUF", "RON", "SAR", "THB", "ZAR")
_MARKS: dict[str, frozenset[str]] = {
    **{code: frozenset({code}) for code in (*SYMBOLS, *_OTHER_CODES, *(c for s in _SHARED_SIGNS.values() for c in s))},
    **{sign: frozenset({code}) for code, sign in SYMBOLS.items()},
    **{
        sign: frozenset({*codes, *(code for code, own in SYMBOLS.items() if own == sign)})
        for sign, codes in _SHARED_SIGNS.items()
    },
}
"""What may stand beside an amount of money, and the currencies it can mean."""

WHOLE_CURRENCIES = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF", "RWF"})
"""The currencies without a smaller coin: they need no decimals."""

NO_BREAK_SPACE = "\u00a0"
_MINUS = "\u2212"
_MINUSES = ("-", _MINUS, "\u2013")
_LONGEST_TYPED = 200
_SPACES = " \u00a0\u202f\u2009\u2007'\u2019"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a locale writes numbers: its decimal point, and what stands between groups of three digits (or nothing)."""

    decimal: str = "."
    group: str = ","

    def __post_init__(self) -> None:
        if not self.decimal or self.decimal == self.group:
            raise ValueError("the decimal point must differ from the group separator")


def canonical(value: Decimal) -> str:
    """`value` as it is stored: plain digits, a point, no zeros that say nothing (``610``, ``648.5``)."""
    if not value.is_finite():
        raise ValueError("only finite amounts are stored")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def parse_amount(text: str, number_format: NumberFormat, unit: str = "", currency: str = "") -> Decimal:
    """The amount that was typed: ``12,5 €``, ``1.250,00``, ``€648.50``, ``1 250``, ``-3``, ``160 t``.

    Where one point or comma could be either, `number_format` decides. The unit and the currency may be typed along.
    Raises `Refusal` saying what to write for all else: words, another currency, more than 15 digits or 6 decimals.
    """
    if len(text) > _LONGEST_TYPED:
        raise Refusal(t("This amount is too long. Write at most {n} digits.", n=MOST_DIGITS))
    match = re.fullmatch(r"([^\d.,]*)([\d.,](?:[\d., ]*[\d.,])?)(.*)", _usual_signs(text))
    if match is None:
        raise _not_an_amount(text)
    before, digits, after = match[1].strip(), match[2], match[3].strip()
    sign = "-" if before.count("-") == 1 else ""
    before = before.replace("-", "", 1).replace("+", "", 1).strip()
    for words in (before, after):
        if not _says_only(words, unit, currency):
            raise _not_an_amount(text)
    number = _with_point(digits, number_format)
    if number is None:
        raise _not_an_amount(text)
    value = Decimal(sign + number)
    check_amount(value, "")
    return abs(value) if value == 0 else value


def _not_an_amount(text: str) -> Refusal:
    shown = " ".join(text.split())[:30]
    if not shown:
        return Refusal(t("Write an amount in digits, like 1250 or 12.50."))
    return Refusal(t("“{text}” is not an amount. Write it in digits, like 1250 or 12.50.", text=shown))


def _usual_signs(text: str) -> str:
    """Digits of any script as 0 to 9, any minus as ``-``, any space or apostrophe between groups as a space."""
    return "".join(map(_usual_sign, text)).strip()


def _usual_sign(char: str) -> str:
    value = digit_value(char, None)
    if value is not None:
        return str(int(value))
    if char in _MINUSES:
        return "-"
    if char in _SPACES:
        return " "
    return {"\u066b": ".", "\u066c": " "}.get(char, char)


def _says_only(words: str, unit: str, currency: str) -> bool:
    """Whether what stands beside the digits is nothing but the currency, the unit, or both (``€/t``)."""
    rest = words
    for mark_of, codes in _MARKS.items():
        if rest[: len(mark_of)].casefold() == mark_of.casefold() and not rest[len(mark_of) :][:1].isalpha():
            if currency and currency not in codes:
                raise Refusal(
                    t("Amounts are in {currency} here. Write it without another currency.", currency=currency)
                )
            rest = rest[len(mark_of) :]
            break
    rest = re.sub(r"^\s*(?:/|per\b)\s*", "", rest) if rest != words else rest
    return fits_unit(rest.strip(" ."), unit)


def currencies_of(word: str) -> frozenset[str]:
    """The currencies that a sign or code can mean; none where it is neither."""
    return _MARKS.get(word) or _MARKS.get(word.upper(), frozenset())


def fits_unit(word: str, unit: str) -> bool:
    """Whether a typed word means the unit: itself, its first word, a shortened form or the other number; or nothing."""
    typed, known = word.casefold(), unit.casefold()
    return not typed or (bool(known) and (known.startswith(typed) or typed in (known + "s", known.split(" ")[0] + "s")))


def _with_point(digits: str, number_format: NumberFormat) -> str | None:
    """Digits as typed with a point for decimals and nothing between groups; nothing where they are no number."""
    marks = [char for char in digits if char in ".,"]
    decimal = ""
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) == 1 and not _groups_by(marks[0], digits, number_format):
        decimal = marks[0]
    if decimal and marks.count(decimal) > 1:
        return None
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    if not re.fullmatch(r"\d*|\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})*,\d{3}", whole):
        return None
    if not re.fullmatch(r"\d*", fraction) or not (whole or fraction):
        return None
    return re.sub(r"\D", "", whole) + ("." + fraction if fraction else "")


def _groups_by(mark: str, digits: str, number_format: NumberFormat) -> bool:
    """Whether the only point or comma in `digits` stands between thousands rather than before decimals."""
    looks_grouped = re.fullmatch(rf"[1-9]\d{{0,2}}{re.escape(mark)}\d{{3}}", digits) is not None
    return looks_grouped and mark == number_format.group


def format_amount(
    value: Decimal, number_format: NumberFormat, unit: str = "", currency: str = "", decimals: int | None = None
) -> str:
    """`value` as it is written: ``€ 610``, ``160 t``, ``648.50``, ``CHF`` after its number, a no-break space between.

    Money which is not whole gets the decimals of its coins; `decimals` asks for at least so many. Nothing is rounded
    away: what is written, `parse_amount` reads back as the same amount.
    """
    whole, _, fraction = canonical(abs(value)).partition(".")
    least = decimals or 0
    if decimals is None and fraction and currency and currency not in WHOLE_CURRENCIES:
        least = 2
    fraction = fraction.ljust(least, "0")
    text = _grouped(whole, number_format.group) + (number_format.decimal + fraction if fraction else "")
    if currency:
        symbol = SYMBOLS.get(currency)
        text = f"{symbol}{NO_BREAK_SPACE}{text}" if symbol else f"{text}{NO_BREAK_SPACE}{currency}"
    if unit:
        text = f"{text}{NO_BREAK_SPACE}{unit}"
    return _MINUS + text if value < 0 else text


def _grouped(whole: str, group: str) -> str:
    """Digits in groups of three."""
    if not group or len(whole) < 4:
        return whole
    start = len(whole) % 3
    parts = [whole[:start]] if start else []
    return group.join(parts + [whole[at : at + 3] for at in range(start, len(whole), 3)])
