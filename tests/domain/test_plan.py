"""A term's amounts stand in an order that can be meant; the plan's values refuse what cannot."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Alternative, Authority, IfThen, Question, Term
from negdesk.domain.refusal import Refusal


def amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("more", "opening", "target", "walk_away", "field"),
    [
        (False, "610", "640", "685", ""),
        (True, "180", "160", "140", ""),
        (False, "640", "640", "640", ""),
        (False, None, None, None, ""),
        (False, "610", None, "685", ""),
        (False, None, "640", "600", "walk_away"),
        (True, None, "640", "700", "walk_away"),
        (False, "650", "640", None, "opening"),
        (True, "150", "160", None, "opening"),
        (False, "690", None, "685", "walk_away"),
        (True, "130", None, "140", "walk_away"),
    ],
)
def test_the_order_of_a_terms_amounts(
    more: bool, opening: str | None, target: str | None, walk_away: str | None, field: str
) -> None:
    values = {"opening": amount(opening), "target": amount(target), "walk_away": amount(walk_away)}
    if not field:
        Term("Price", more_is_better=more, **values)  # type: ignore[arg-type]  # a table of cases
        return
    with pytest.raises(Refusal) as refused:
        Term("Price", more_is_better=more, **values)  # type: ignore[arg-type]  # a table of cases
    assert refused.value.field == field


def test_the_sentence_names_both_amounts_and_what_to_write() -> None:
    with pytest.raises(Refusal) as refused:
        Term("Pay", more_is_better=True, target=Decimal(640), walk_away=Decimal(700))
    assert refused.value.sentence == (
        "The walk-away (700) must not be better for us than the target (640). "
        "Write 640 or less, or change the target or the direction (⋯)."
    )


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=3))
def test_turning_the_direction_around_mirrors_the_order(numbers: list[int]) -> None:
    def accepted(sign: int, more: bool) -> bool:
        opening, target, walk_away = (Decimal(sign * number) for number in numbers)
        try:
            Term("x", more_is_better=more, opening=opening, target=target, walk_away=walk_away)
        except Refusal:
            return False
        return True

    assert accepted(1, True) == accepted(-1, False)
    assert accepted(1, False) == (sorted(numbers) == numbers)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Term(" "), "name"),
        (lambda: Term("x", weight=0), "weight"),
        (lambda: Term("x", weight=6), "weight"),
        (lambda: Term("x", currency="EURO"), "currency"),
        (lambda: Term("x", target=Decimal("NaN")), "target"),
        (lambda: Term("x", opening=Decimal("0.0000001")), "opening"),
        (lambda: Term("x", their_target=Decimal(10) ** 15), "their_target"),
        (lambda: Alternative(Side.US, ""), "text"),
        (lambda: IfThen(""), "if_text"),
        (lambda: Question("\t"), "text"),
        (lambda: Authority(Side.US, limit_amount=Decimal(-1)), "limit_amount"),
    ],
)
def test_what_cannot_be_is_refused(make: object, field: str) -> None:
    assert callable(make)
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.field == field


def test_text_is_kept_clean() -> None:
    term = Term("  Price\nper tonne ", currency=" eur")
    assert (term.name, term.currency) == ("Price per tonne", "EUR")
