"""An offer as typed finds its terms, and nothing that was typed gets lost."""

from decimal import Decimal
from unicodedata import decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negdesk.domain.money import NumberFormat
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
