"""Checks which the values of every noun share; each raises `Refusal` with a sentence about one field."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from decimal import Decimal  # nothing here makes one, and the first paint shows none

FIRST_YEAR = 1900
LAST_YEAR = 2200
MOST_DIGITS = 15
MOST_DECIMALS = 6


def keep(value: object, **fields: object) -> None:
    """Set fields of a frozen value while it is being made, so that it holds the cleaned form of what it was given."""
    for name, held in fields.items():
        object.__setattr__(value, name, held)


def check_day(day: date | datetime | None, field: str) -> None:
    """The years 1900 to 2200 are known here; one that is not known (None) is well."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(t("Write a date between the years {first} and {last}.", first=FIRST_YEAR, last=LAST_YEAR), field)


def check_steps(number: int | None, low: int, high: int, field: str) -> None:
    """A whole number from `low` to `high`, or not known."""
    if number is not None and not low <= number <= high:
        raise Refusal(t("Choose a whole number from {low} to {high}.", low=low, high=high), field)


def check_amount(amount: "Decimal | None", field: str, negative: bool = True) -> None:
    """A finite amount of at most 15 digits and 6 decimals, or not known; below zero only where `negative` allows it."""
    if amount is None:
        return
    if not amount.is_finite():
        raise Refusal(t("Write an amount in digits, like 1250 or 12.50."), field)
    digits, exponent = _digits_and_exponent(amount)
    if digits + max(exponent, 0) > MOST_DIGITS:
        raise Refusal(t("This amount is too long. Write at most {n} digits.", n=MOST_DIGITS), field)
    if -exponent > MOST_DECIMALS:
        raise Refusal(t("Write at most {n} digits after the decimal point.", n=MOST_DECIMALS), field)
    if not negative and amount < 0:
        raise Refusal(t("Write an amount of zero or more, without a minus."), field)


def _digits_and_exponent(amount: "Decimal") -> tuple[int, int]:
    """Count of digits that matter and the power of ten of the last one; zeros at the end do not matter."""
    _, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)
    while digits and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    return (len(digits), exponent) if digits else (0, 0)


def check_currency(code: str, field: str = "currency") -> str:
    """`code` in capitals: three letters as in ``EUR``, or empty for what is not money."""
    code = code.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise Refusal(t("Write the currency as three letters, like EUR or USD, or leave it empty."), field)
    return code
