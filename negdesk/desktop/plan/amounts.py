"""Reading what was typed into a term's amount, together with the unit or the currency it was typed with."""

import re
from dataclasses import dataclass
from decimal import Decimal

from negdesk.desktop.shell import Shell
from negdesk.domain.money import SYMBOLS
from negdesk.domain.refusal import Refusal

_WITH_UNIT = re.compile(r"^(?P<number>.*\d)\s*(?P<unit>[^\W\d_][^\d]{0,38}|%)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """An amount (None for an empty text) with the unit and currency that the term has from now on."""

    value: Decimal | None
    unit: str
    currency: str


def read_with_unit(shell: Shell, text: str, unit: str, currency: str, usual_currency: str) -> Reading:
    """The amount in `text`. A term without unit and currency takes on those it is typed with: ``€ 610``, ``45 days``.

    Raises `Refusal` saying what to write.
    """
    if unit or currency or not text.strip():
        return Reading(shell.read_amount(text, unit, currency), unit, currency)
    with_currency = _with_currency(shell, text, usual_currency)
    if with_currency is not None:
        return with_currency
    try:
        return Reading(shell.read_amount(text), "", "")
    except Refusal as refusal:
        found = _with_unit(shell, text)
        if found is None:
            raise refusal from None
        return found


def _with_currency(shell: Shell, text: str, usual_currency: str) -> Reading | None:
    codes = [usual_currency, *SYMBOLS, *re.findall(r"\b[A-Z]{3}\b", text)]
    for code in codes:
        if code and (code in text.upper() or SYMBOLS.get(code, "\0") in text):
            value = _try_reading(shell, text, "", code)
            if value is not None:
                return Reading(value, "", code)
    return None


def _with_unit(shell: Shell, text: str) -> Reading | None:
    found = _WITH_UNIT.match(text.strip())
    if found is None:
        return None
    value = _try_reading(shell, found["number"], "", "")
    return None if value is None else Reading(value, found["unit"].strip(), "")


def _try_reading(shell: Shell, text: str, unit: str, currency: str) -> Decimal | None:
    try:
        return shell.read_amount(text, unit, currency)
    except Refusal:
        return None
