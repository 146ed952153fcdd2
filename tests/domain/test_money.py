"""Amounts are read as people type them and come back exactly as they were."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.checking import check_amount
from negdesk.domain.money import NumberFormat, canonical, format_amount, parse_amount
from negdesk.domain.refusal import Refusal

ENGLISH = NumberFormat(".", ",")
GERMAN = NumberFormat(",", ".")
FRENCH = NumberFormat(",", "\u202f")
SWISS = NumberFormat(".", "\u2019")
PLAIN = NumberFormat(".", "")


@pytest.mark.parametrize(
    ("typed", "numbers", "amount"),
    [
        ("12,5 €", GERMAN, "12.5"),
        ("12,5 €", ENGLISH, "12.5"),
        ("1.250,00", GERMAN, "1250.00"),
        ("1.250,00", ENGLISH, "1250.00"),
        ("1,250.00", GERMAN, "1250.00"),
        ("€648.50", ENGLISH, "648.50"),
        ("€ 648.50", GERMAN, "648.50"),
        ("1 250", ENGLISH, "1250"),
        ("1\u00a0250\u202f000", FRENCH, "1250000"),
        ("1'250.50", SWISS, "1250.50"),
        ("-3", ENGLISH, "-3"),
        ("\u22123", ENGLISH, "-3"),
        ("+3", ENGLISH, "3"),
        ("-€ 3", ENGLISH, "-3"),
        ("160 t", ENGLISH, "160"),
        ("160t", ENGLISH, "160"),
        ("650 €/t", ENGLISH, "650"),
        ("1.250", GERMAN, "1250"),
        ("1.250", ENGLISH, "1.250"),
        ("1,250", ENGLISH, "1250"),
        ("1,250", GERMAN, "1.250"),
        ("1.250", FRENCH, "1.250"),
        ("0.125", GERMAN, "0.125"),
        (".5", ENGLISH, "0.5"),
        ("5.", ENGLISH, "5"),
        ("12,34,567", ENGLISH, "1234567"),
        ("١٢٣", ENGLISH, "123"),
        ("-0", ENGLISH, "0"),
        ("EUR 5", ENGLISH, "5"),
    ],
)
def test_amounts_as_people_type_them(typed: str, numbers: NumberFormat, amount: str) -> None:
    assert parse_amount(typed, numbers, unit="t", currency="EUR") == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("14 days", "days"),
        ("1 day", "days"),
        ("14 d", "days"),
        ("160 t", "t a year"),
        ("5%", "%"),
        ("2 Months", "month"),
    ],
)
def test_the_unit_may_be_typed_along(typed: str, unit: str) -> None:
    assert parse_amount(typed, ENGLISH, unit=unit) > 0


@pytest.mark.parametrize(
    "typed",
    ["abc", "", "  ", "NaN", "Infinity", "1e5", "0x10", "12 abc", "1.2.3", "1,2,3", "12..5", "--5", "5-", "1 2", "€",
     "1234567890123456", "0.1234567", "5 t 3", "½", "1_000", "9" * 300, "1.250.00,5,5"],
)  # fmt: skip
def test_everything_else_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(Refusal, match="Write"):
        parse_amount(typed, ENGLISH, unit="t")


def test_another_currency_is_refused() -> None:
    with pytest.raises(Refusal, match="Amounts are in EUR here"):
        parse_amount("$650", ENGLISH, currency="EUR")
    assert parse_amount("$650", ENGLISH, currency="CAD") == 650
    assert parse_amount("650 kr", ENGLISH, currency="SEK") == 650


@pytest.mark.parametrize(
    ("value", "kwargs", "written"),
    [
        ("610", {"currency": "EUR"}, "€\u00a0610"),
        ("160", {"unit": "t"}, "160\u00a0t"),
        ("648.5", {}, "648.5"),
        ("648.5", {"currency": "EUR"}, "€\u00a0648.50"),
        ("648", {"currency": "EUR", "decimals": 2}, "€\u00a0648.00"),
        ("648.123", {"currency": "EUR", "decimals": 2}, "€\u00a0648.123"),
        ("1250", {"currency": "CHF"}, "1,250\u00a0CHF"),
        ("-5", {"currency": "EUR"}, "\u2212€\u00a05"),
        ("1200.5", {"currency": "JPY"}, "¥\u00a01,200.5"),
        ("120000", {"currency": "EUR", "unit": "a year"}, "€\u00a0120,000\u00a0a year"),
        ("0", {}, "0"),
    ],
)
def test_amounts_as_they_are_written(value: str, kwargs: dict[str, str], written: str) -> None:
    assert format_amount(Decimal(value), ENGLISH, **kwargs) == written  # type: ignore[arg-type]  # mixed table of cases


def exact_amounts() -> st.SearchStrategy[Decimal]:
    return st.builds(
        lambda digits, places: Decimal(digits).scaleb(-places),
        st.integers(-(10**15) + 1, 10**15 - 1),
        st.integers(0, 6),
    )


@given(
    exact_amounts(),
    st.sampled_from([ENGLISH, GERMAN, FRENCH, SWISS, PLAIN]),
    st.sampled_from(["", "EUR", "CHF", "JPY", "USD"]),
    st.sampled_from(["", "t", "days", "%"]),
    st.sampled_from([None, 0, 2]),
)
def test_what_is_written_reads_back_as_the_same_amount(
    value: Decimal, numbers: NumberFormat, currency: str, unit: str, decimals: int | None
) -> None:
    written = format_amount(value, numbers, unit=unit, currency=currency, decimals=decimals)
    # Exactly three decimals after at most three digits look like thousands only where the point is the group's sign.
    assert parse_amount(written, numbers, unit=unit, currency=currency) == value


@given(exact_amounts())
def test_canonical_text_is_exact_and_short(value: Decimal) -> None:
    text = canonical(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert text != "-0"
    assert not ("." in text and text.endswith(("0", ".")))
    check_amount(Decimal(text), "value")


@given(st.text(max_size=30))
def test_reading_any_text_gives_an_amount_or_a_refusal(text: str) -> None:
    try:
        check_amount(parse_amount(text, GERMAN, unit="t", currency="EUR"), "")
    except Refusal:
        return
