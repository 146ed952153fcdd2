"""An offer as typed finds its terms, and nothing that was typed gets lost."""

from decimal import Decimal
from unicodedata import decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negdesk.domain.money import NumberFormat
from negdesk.domain.offer_amounts import plain_amount
from negdesk.domain.offer_text import read_offer
from negdesk.domain.plan import Term

ENGLISH = NumberFormat(".", ",")
GERMAN = NumberFormat(",", ".")
FRENCH = NumberFormat(",", "\u202f")
TERMS = {
    1: Term("Price per tonne", currency="EUR"),
    2: Term("Volume", unit="t", more_is_better=True),
    3: Term("Payment term", unit="days", more_is_better=True),
}


@pytest.mark.parametrize(
    ("typed", "values", "unplaced"),
    [
        ("650, 160 t, 14 days", {1: "650", 2: "160", 3: "14"}, ()),
        ("price 650; volume 160", {1: "650", 2: "160"}, ()),
        ("volume 160 price 650", {1: "650", 2: "160"}, ()),
        ("€648.50 net 14", {1: "648.50", 3: "14"}, ()),
        ("€ 668 · 150 t · 30 days", {1: "668", 2: "150", 3: "30"}, ()),
        ("14 days, 160t, 650 €", {1: "650", 2: "160", 3: "14"}, ()),
        ("650 160 14", {1: "650", 2: "160", 3: "14"}, ()),
        ("650", {1: "650"}, ()),
        ("160 t and 650", {1: "650", 2: "160"}, ()),
        ("They can do € 650 if we pay in 10 days", {1: "650", 3: "10"}, ("They can do", "if we")),
        ("650 if we pay early", {1: "650"}, ("if we pay early",)),
        ("14 weeks", {}, ("14 weeks",)),
        ("$650", {}, ("$ 650",)),
        ("650, 2-3 days", {1: "650"}, ("2-3 days",)),
        ("price 650, price 640", {1: "650"}, ("price 640",)),
        ("650, 160, 14, 9", {1: "650", 2: "160", 3: "14"}, ("9",)),
        ("640 instead of 650", {1: "640"}, ("instead of 650",)),
        ("160 t instead of 150", {2: "160"}, ("instead of 150",)),
        ("640, was 650", {1: "640"}, ("was 650",)),
        ("volume 160 (up from 150), price 650", {1: "650", 2: "160"}, ("up from 150",)),
        ("650 from January 1", {1: "650"}, ("from January 1",)),
        ("down from 660 to 648", {}, ("down from 660 to 648",)),
        ("650 or 660, 160 t", {1: "650", 2: "160"}, ("or 660",)),
        ("between 640 and 650", {}, ("between 640 and 650",)),
        ("we could do 650, 160 t", {1: "650", 2: "160"}, ("we could do",)),
        ("650/t, 160 t", {1: "650", 2: "160"}, ()),
        ("650 per tonne for 160 t", {1: "650", 2: "160"}, ()),
        ("650 €/t, 14 days", {1: "650", 3: "14"}, ()),
        ("14 days per month", {3: "14"}, ("per month",)),
        ("hello", {}, ("hello",)),
        ("", {}, ()),
    ],
)
def test_offers_as_people_type_them(typed: str, values: dict[int, str], unplaced: tuple[str, ...]) -> None:
    read = read_offer(typed, TERMS, ENGLISH)
    assert read.values == {key: Decimal(value) for key, value in values.items()}
    assert read.unplaced == unplaced


def test_an_amount_per_unit_is_none_of_that_unit_and_asked_about_where_no_money_is_meant() -> None:
    assert read_offer("650/t, 160 t", {1: TERMS[2], 2: TERMS[3]}, ENGLISH).values == {1: Decimal(160)}
    two = {1: Term("Price", currency="EUR"), 2: Term("Freight", currency="EUR"), 3: Term("Rate", unit="h/week")}
    assert read_offer("650 per t", two, ENGLISH).unplaced == ("650 per t",)
    assert read_offer("20/week", two, ENGLISH).values == {3: Decimal(20)}


def test_the_number_format_decides() -> None:
    assert read_offer("1.250, 160 t", TERMS, GERMAN).values == {1: Decimal(1250), 2: Decimal(160)}
    assert read_offer("648,50; 160", TERMS, GERMAN).values == {1: Decimal("648.50"), 2: Decimal(160)}
    assert read_offer("1 250 t", TERMS, FRENCH).values == {2: Decimal(1250)}


def test_without_terms_all_comes_back() -> None:
    assert read_offer("650, 160 t", {}, ENGLISH).unplaced == ("650", "160 t")


digits = st.text("0123456789 ,.;-€$%t days net price volume\n", max_size=40)


@given(digits | st.text(max_size=40), st.sampled_from([ENGLISH, GERMAN, FRENCH]))
@example("1.250.00, 5", ENGLISH)
@example("a1 2b", GERMAN)
@example("0a.1 _2", ENGLISH)
def test_no_digit_is_ever_dropped(typed: str, numbers: NumberFormat) -> None:
    read = read_offer(typed, TERMS, numbers)
    assert read.values.keys() <= TERMS.keys()
    held = "".join([*(format(value, "f") for value in read.values.values()), *read.unplaced])
    assert digits_of(held) == digits_of(typed)


def digits_of(text: str) -> list[int]:
    """The digits of any script, in order of size, without zeros: those may be added or left out in writing."""
    return sorted(value for char in text if (value := decimal(char, 0)))


def test_a_term_whose_whole_name_is_said_is_meant_before_one_that_has_the_word_too() -> None:
    terms = {1: Term("Price per unit", currency="EUR"), 2: Term("Volume", unit="t"), 3: Term("Price", currency="EUR")}
    assert read_offer("Price 630", terms, NumberFormat()).values == {3: Decimal(630)}
    assert read_offer("price per unit 5", terms, NumberFormat()).values == {1: Decimal(5)}


@pytest.mark.parametrize(
    ("typed", "values", "unplaced"),
    [
        ("2% discount 14 days", {3: "14"}, ("2%", "discount")),
        ("5% off 650", {}, ("5%", "off 650")),
        ("14weeks 650", {1: "650"}, ("14weeks",)),
        ("650 delivery 12/01/2026", {1: "650"}, ("delivery 12/01/2026",)),
        ("650, delivery on 1/12, 14 days", {1: "650", 3: "14"}, ("delivery on 1/12",)),
        ("650 until 2026/12/01", {1: "650"}, ("until 2026/12/01",)),
        ("1/2 t", {}, ("1/2 t",)),
        ("650/160/14", {1: "650", 2: "160", 3: "14"}, ()),
        ("650 in 2027", {1: "650"}, ("in 2027",)),
        ("2 of 160", {1: "2"}, ("of 160",)),
        ("3 x 650", {}, ("3 x 650",)),
        ("3x650, 160 t", {2: "160"}, ("3x650",)),
        ("95 000", {1: "95000"}, ()),
        ("160 t at 1 050", {1: "1050", 2: "160"}, ()),
    ],
)
def test_what_is_no_amount_of_a_term_is_never_taken_for_one(
    typed: str, values: dict[int, str], unplaced: tuple[str, ...]
) -> None:
    read = read_offer(typed, TERMS, ENGLISH)
    assert (read.values, read.unplaced) == ({key: Decimal(value) for key, value in values.items()}, unplaced)


@pytest.mark.parametrize(
    ("typed", "value"), [("95k", "95000"), ("€1.2k", "1200"), ("price 95K", "95000"), ("0.5k €/t, 14 days", "500")]
)
def test_a_k_that_touches_an_amount_is_a_thousand(typed: str, value: str) -> None:
    read = read_offer(typed, TERMS, ENGLISH)
    assert read.values[1] == Decimal(value) and read.unplaced == ()


def test_a_k_is_a_unit_where_a_term_has_one_that_begins_so() -> None:
    terms = {1: Term("Price", currency="EUR"), 2: Term("Amount", unit="kg")}
    assert read_offer("5k", terms, ENGLISH).values == {2: Decimal(5)}
    assert read_offer("base 95k bonus 10k", {1: Term("Base", currency="EUR"), 2: Term("Bonus", currency="EUR")},
                      ENGLISH).values == {1: Decimal(95000), 2: Decimal(10000)}  # fmt: skip


def test_a_number_or_a_sign_in_the_name_of_a_term_is_of_its_name() -> None:
    terms = {
        1: Term("Price 2027", currency="EUR"),
        2: Term("Price 2028", currency="EUR"),
        3: Term("Tier 1, volume", unit="t"),
        4: Term("A/B; 50 % less", unit="days"),
    }
    typed = "Price 2027 € 650; Price 2028 € 670; Tier 1, volume 160 t; a/b; 50 % less 14 days"
    read = read_offer(typed, terms, ENGLISH)
    assert read.values == {1: Decimal(650), 2: Decimal(670), 3: Decimal(160), 4: Decimal(14)}
    assert read.unplaced == ()
    assert read_offer("price 2028: 640", terms, ENGLISH).values == {2: Decimal(640)}
    assert read_offer("price 20285", terms, ENGLISH).values == {}, "it is another number, of either"


@pytest.mark.parametrize(
    ("typed", "term", "amount"),
    [
        ("10 days", 3, "10"), ("20 boxes", 2, "20"), ("€ 650", 1, "650"), ("1,250", 1, "1250"), ("-5", 1, "-5"),
        ("95k", 1, "95000"), ("160t", 2, "160"), ("instead of 650", 1, "650"),
        ("650-700", 1, None), ("640 to 650", 1, None), ("2%", 1, None), ("1.2m", 1, None), ("$ 650", 1, None),
        ("delivery 12/01/2026", 1, None), ("1/2 t", 2, None), ("650.50.1", 1, None), ("from Q1 2027", 1, None),
        ("2½ t", 2, None), ("words", 1, None), ("2 weeks", 3, None), ("2 days a week", 3, "2"),
    ],
)  # fmt: skip
def test_what_is_plainly_one_amount_of_a_term_and_what_is_not(typed: str, term: int, amount: str | None) -> None:
    assert plain_amount(typed, TERMS[term], ENGLISH) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("unit", ["t", "per t", "/t"])
def test_an_amount_of_what_is_priced_is_no_price(unit: str) -> None:
    terms = {1: Term("Price", unit=unit, currency="EUR"), 2: Term("Volume", unit="t")}
    assert read_offer("160 t, 650", terms, ENGLISH).values == {1: Decimal(650), 2: Decimal(160)}
    assert read_offer("650 €/t for 160 t", terms, ENGLISH).values == {1: Decimal(650), 2: Decimal(160)}


@pytest.mark.parametrize(
    "typed",
    ["10,000 EUR bonus, 95,000 EUR base", "10k€ bonus; 95k€ base", "bonus 10k, 95k base", "€10k bonus and €95k base",
     "10k bonus 95k base", "10k bonus plus € 95k base", "bonus of 10k and base of 95k", "bonus €10k base €95k"]
)  # fmt: skip
def test_a_name_behind_the_currency_says_the_term(typed: str) -> None:
    terms = {1: Term("Base salary", currency="EUR"), 2: Term("Bonus", currency="EUR")}
    assert read_offer(typed, terms, ENGLISH).values == {1: Decimal(95000), 2: Decimal(10000)}


def test_a_name_behind_the_unit_says_the_term() -> None:
    terms = {1: Term("Leave", unit="days"), 2: Term("Days at home a week", unit="days")}
    for typed in ("2 days at home, 30 days leave", "2 days home and 30 days of leave", "30 days leave 2 days home"):
        assert read_offer(typed, terms, ENGLISH).values == {1: Decimal(30), 2: Decimal(2)}
    assert read_offer("30 days", terms, ENGLISH).unplaced == ("30 days",)
    assert read_offer("650 for payment in 10 days", TERMS, ENGLISH).values == {1: Decimal(650), 3: Decimal(10)}
