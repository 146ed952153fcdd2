"""Offers in five locales' ways to write numbers: what is written is read back, and nothing typed is ever dropped."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negdesk.domain.money import NumberFormat, format_amount
from negdesk.domain.offer_text import read_offer
from negdesk.domain.plan import Term

FORMATS = {
    "en-GB": NumberFormat(".", ","),
    "de-DE": NumberFormat(",", "."),
    "fr-FR": NumberFormat(",", "\u202f"),
    "de-CH": NumberFormat(".", "\u2019"),
    "ar-EG": NumberFormat("\u066b", "\u066c"),
}
CURRENCIES = ("EUR", "USD", "CHF", "JPY", "INR")
UNITS = ("t", "days", "pieces", "%", "km")
SEPARATORS = (", ", "; ", " · ", "\n", " | ", " / ")

formats = st.sampled_from(sorted(FORMATS)).map(FORMATS.__getitem__)
amounts = st.builds(
    lambda whole, fraction: Decimal(whole) + Decimal(fraction) / 100,
    st.integers(1, 99_999_999),
    st.sampled_from([0, 5, 25, 50, 99]),
)


def terms_in(currency: str, unit: str) -> dict[int, Term]:
    """A price, a quantity, a payment: in this currency and unit."""
    return {
        1: Term("Price", currency=currency),
        2: Term("Volume", unit=unit, more_is_better=True),
        3: Term("Guarantee", unit="months", more_is_better=True),
    }


@given(
    numbers=formats,
    values=st.tuples(amounts, amounts, amounts),
    currency=st.sampled_from(CURRENCIES),
    unit=st.sampled_from(UNITS),
    order=st.permutations([1, 2, 3]),
    separator=st.sampled_from(SEPARATORS),
)
def test_amounts_with_units_come_back_in_any_order(
    numbers: NumberFormat,
    values: tuple[Decimal, ...],
    currency: str,
    unit: str,
    order: list[int],
    separator: str,
) -> None:
    terms = terms_in(currency, unit)
    written = {
        key: format_amount(value, numbers, unit=terms[key].unit, currency=terms[key].currency)
        for key, value in zip(terms, values, strict=True)
    }
    read = read_offer(separator.join(written[key] for key in order), terms, numbers)
    assert read.values == dict(zip(terms, values, strict=True))
    assert read.unplaced == ()


@given(
    numbers=formats,
    values=st.tuples(amounts, amounts, amounts),
    order=st.permutations([1, 2, 3]),
    separator=st.sampled_from(SEPARATORS),
    colon=st.sampled_from([" ", ": ", " = ", " is "]),
)
def test_named_terms_win_over_the_order(
    numbers: NumberFormat, values: tuple[Decimal, ...], order: list[int], separator: str, colon: str
) -> None:
    terms = terms_in("EUR", "t")
    written = [f"{terms[key].name.lower()}{colon}{format_amount(values[key - 1], numbers)}" for key in order]
    read = read_offer(separator.join(written), terms, numbers)
    assert read.values == dict(zip(terms, values, strict=True))
    assert read.unplaced == ()


@given(numbers=formats, value=amounts, other=amounts, separator=st.sampled_from(SEPARATORS))
def test_two_amounts_for_one_term_are_asked_about(
    numbers: NumberFormat, value: Decimal, other: Decimal, separator: str
) -> None:
    terms = terms_in("EUR", "t")
    first, second = (f"price {format_amount(each, numbers)}" for each in (value, other))
    read = read_offer(first + separator + second, terms, numbers)
    assert read.values == {1: value}
    assert read.unplaced == (second,)


@given(numbers=formats, value=amounts, currency=st.sampled_from(CURRENCIES))
def test_another_currency_is_asked_about(numbers: NumberFormat, value: Decimal, currency: str) -> None:
    terms = {1: Term("Price", currency="GBP")}
    read = read_offer(format_amount(value, numbers, currency=currency), terms, numbers)
    assert read.values == {}
    assert len(read.unplaced) == 1


WORDS = st.sampled_from(
    ["price", "volume", "650", "1.250", "1,250", "1 250", "1\u202f250,50", "1’250.50", "\u0661\u0662\u0663",
     "12,34,567", "-3", "14 days", "t", "€", "$", "CHF", "if", "we", "and", "-", "–", "/", "#4", "a@b.c", "☕",
     "(later)", "50%", "2-3", "1.2.3", "=", "≈", "№", "½", "x2", "e5", "1e5", "٪"]
)  # fmt: skip
typed_texts = st.lists(WORDS | st.text(max_size=5), max_size=9).map(" ".join) | st.text(max_size=40)


@given(typed=typed_texts, numbers=formats)
@example("650 (their last word!)", FORMATS["en-GB"])
@example("☕ 650", FORMATS["en-GB"])
@example("≈650", FORMATS["en-GB"])
@example("650?", FORMATS["en-GB"])
@example("#4", FORMATS["en-GB"])
@example("12,34,567", FORMATS["en-GB"])
def test_nothing_typed_is_ever_dropped(typed: str, numbers: NumberFormat) -> None:
    terms = terms_in("EUR", "t")
    read = read_offer(typed, terms, numbers)
    assert read.values.keys() <= terms.keys()
    kept = "".join([*read.placed, *read.unplaced])
    assert _ink(kept) == _ink(typed)


@given(numbers=formats, value=amounts, currency=st.sampled_from(CURRENCIES))
def test_an_amount_that_can_mean_two_terms_is_asked_about(numbers: NumberFormat, value: Decimal, currency: str) -> None:
    terms = {1: Term("Price of flour", currency=currency), 2: Term("Price of transport", currency=currency)}
    for written in (f"price {format_amount(value, numbers)}", format_amount(value, numbers, currency=currency)):
        read = read_offer(written, terms, numbers)
        assert read.values == {}
        assert "".join(read.unplaced).replace(" ", "") == written.replace(" ", "").replace("\u00a0", "")
    named = read_offer(f"transport {format_amount(value, numbers)}", terms, numbers)
    assert named.values == {2: value} and named.unplaced == ()


@given(numbers=formats, values=st.tuples(amounts, amounts))
def test_as_many_amounts_as_terms_go_by_their_order(numbers: NumberFormat, values: tuple[Decimal, Decimal]) -> None:
    terms = {1: Term("Flour", currency="EUR"), 2: Term("Transport", currency="EUR")}
    written = "; ".join(format_amount(value, numbers, currency="EUR") for value in values)
    assert read_offer(written, terms, numbers).values == dict(zip(terms, values, strict=True))
    named = f"transport {format_amount(values[0], numbers)}; {format_amount(values[1], numbers, currency='EUR')}"
    assert read_offer(named, terms, numbers).values == {2: values[0], 1: values[1]}


NAMES = ("Price", "Price 2027", "Tier 1, over 5 t", "A/B; 50 % less", "Base (1.5x)", "24-month rent", "Days at home")


@given(
    numbers=formats,
    names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
    kinds=st.lists(st.sampled_from([("EUR", ""), ("EUR", "t"), ("", "t"), ("", "days a week"), ("", "%"), ("", "")])
                   , min_size=4, max_size=4),
    values=st.lists(amounts, min_size=4, max_size=4),
)  # fmt: skip
def test_a_package_in_words_is_read_back_whatever_its_terms_are_called(
    numbers: NumberFormat, names: list[str], kinds: list[tuple[str, str]], values: list[Decimal]
) -> None:
    terms = {
        key: Term(name, unit=unit, currency=currency)
        for key, (name, (currency, unit)) in enumerate(zip(names, kinds, strict=False))
    }
    said = {key: format_amount(value, numbers, terms[key].unit, terms[key].currency)
            for key, value in zip(terms, values, strict=False)}  # fmt: skip
    read = read_offer("; ".join(f"{terms[key].name} {said[key]}" for key in terms), terms, numbers)
    assert read.values == dict(zip(terms, values, strict=False))


@pytest.mark.parametrize("typed", ["≈650", "#4", "<650", "1e5 t", "650x t", "2½ t", "~ 650"])
def test_what_may_mean_something_else_is_asked_about(typed: str) -> None:
    read = read_offer(typed, terms_in("EUR", "t"), FORMATS["en-GB"])
    assert read.values == {}
    assert "".join(read.unplaced).replace(" ", "") == typed.replace(" ", "")


@given(whole=st.integers(100_000, 999_999_999), cents=st.sampled_from(["", ".50"]))
def test_amounts_in_lakhs_are_read(whole: int, cents: str) -> None:
    head, tail = str(whole)[:-3], str(whole)[-3:]
    pairs = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)][::-1]
    written = f"₹{','.join([*pairs, tail])}{cents}, 160 t"
    read = read_offer(written, terms_in("INR", "t"), NumberFormat(".", ","))
    assert read.values == {1: Decimal(f"{whole}{cents}"), 2: Decimal(160)}


def _ink(text: str) -> list[str]:
    """Every character that is not a blank, in order of size: placed pieces stand before those that are not."""
    return sorted(char for char in text if not char.isspace())
