"""Packages: worth the same to us, within our walk-aways, in round values, and really different."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.packages import MOST, TOLERANCE, equal_packages, worth_of
from negdesk.domain.plan import Term
from negdesk.domain.refusal import Refusal

PRICE = Term("Price", currency="EUR", opening=Decimal(600), target=Decimal(620), walk_away=Decimal(680), weight=5,
             their_walk_away=Decimal(610), their_target=Decimal(690))  # fmt: skip
VOLUME = Term("Volume", unit="t", more_is_better=True, target=Decimal(180), walk_away=Decimal(140), weight=3)
DAYS = Term("Payment", unit="days", more_is_better=True, opening=Decimal(60), target=Decimal(45),
            walk_away=Decimal(14), weight=2, their_walk_away=Decimal(50), their_target=Decimal(10))  # fmt: skip
PLAN = {1: PRICE, 2: VOLUME, 3: DAYS}


@st.composite
def plans(draw: st.DrawFn) -> dict[int, Term]:
    amounts = st.decimals("0.01", "100000", places=2)
    terms = {}
    for number in range(draw(st.integers(2, 5))):
        worst, target, best = sorted(draw(st.lists(amounts, min_size=3, max_size=3, unique=True)))
        more = draw(st.booleans())
        if not more:
            worst, best = best, worst
        terms[number] = Term(
            f"Term {number}", more_is_better=more, walk_away=worst, target=target, opening=best,
            weight=draw(st.integers(1, 5)), their_walk_away=draw(st.none() | amounts),
            their_target=draw(st.none() | amounts),
        )  # fmt: skip
    return terms


def test_three_packages_of_the_sample_plan() -> None:
    packages = equal_packages(PLAN)
    assert len(packages) == MOST
    prices = {package.values[1] for package in packages}
    assert len(prices) > 1, "they trade price against the rest"
    shares = [package.theirs for package in packages if package.theirs is not None]
    assert len(shares) == MOST and shares == sorted(shares, reverse=True), "what suits them best comes first"
    assert [package.beyond_theirs for package in packages] == [()] * MOST


@given(plans())
def test_they_are_worth_the_same_and_never_past_a_walk_away(terms: dict[int, Term]) -> None:
    packages = equal_packages(terms)
    aim = worth_of(terms, {number: term.target for number, term in terms.items() if term.target is not None})
    assert aim is not None and len(packages) <= MOST
    for package in packages:
        assert abs(package.worth - aim) <= TOLERANCE
        assert worth_of(terms, package.values) == package.worth
        for number, value in package.values.items():
            term = terms[number]
            assert term.walk_away is not None and term.opening is not None
            assert term.at_least_as_good(value, term.walk_away)
            assert term.at_least_as_good(term.opening, value)
    assert len({tuple(package.values.values()) for package in packages}) == len(packages)


def test_they_are_worth_as_much_as_an_offer_that_is_given() -> None:
    ours = {1: Decimal(650), 2: Decimal(160), 3: Decimal(30)}
    worth = worth_of(PLAN, ours)
    assert worth is not None
    for package in equal_packages(PLAN, like=ours):
        assert abs(package.worth - worth) <= TOLERANCE


def test_what_comes_whole_in_the_plan_comes_whole_in_a_package() -> None:
    days = Term("Payment", unit="days", more_is_better=True, opening=Decimal(30), target=Decimal(20),
                walk_away=Decimal(14))  # fmt: skip
    pieces = Term("Sets", unit="sets", more_is_better=True, opening=Decimal(5), target=Decimal(4), walk_away=Decimal(2))
    packages = equal_packages({1: PRICE, 2: days, 3: pieces})
    assert len(packages) == MOST
    for package in packages:
        assert package.values[2] % 1 == 0 and package.values[3] % 1 == 0
    cheap = Term("Fee", currency="EUR", opening=Decimal(1), target=Decimal(2), walk_away=Decimal(4))
    assert any(package.values[1] % 1 for package in equal_packages({1: cheap, 2: days})), "money has its coins"


def test_parts_are_offered_where_nothing_whole_is_worth_the_same() -> None:
    one = Term("Sets", unit="sets", more_is_better=True, target=Decimal(3), walk_away=Decimal(2))
    other = Term("Days", unit="days", target=Decimal(7), opening=Decimal(6), walk_away=Decimal(9), weight=5)
    assert len(equal_packages({1: one, 2: other}, like={1: Decimal("2.4"), 2: Decimal("7.7")})) > 1


def test_what_it_means_for_them_is_said_as_far_as_it_is_known() -> None:
    assert all(package.theirs is None for package in equal_packages({1: VOLUME, 2: VOLUME}))
    stiff = Term("Price", target=Decimal(500), walk_away=Decimal(520), weight=5, their_walk_away=Decimal(600),
                 their_target=Decimal(700))  # fmt: skip
    assert {package.beyond_theirs for package in equal_packages({1: stiff, 2: VOLUME})} == {("Price",)}


@pytest.mark.parametrize(
    ("value", "theirs", "beyond"),
    [("120", "1", ()), ("60", "0.5", ()), ("20", "0", ()), ("10", "0", ("Price",))],
)
def test_what_a_value_is_worth_to_them_goes_from_their_walk_away_to_what_they_would_like(
    value: str, theirs: str, beyond: tuple[str, ...]
) -> None:
    price = Term("Price", target=Decimal(value), walk_away=Decimal(150), their_walk_away=Decimal(20),
                 their_target=Decimal(100))  # fmt: skip
    days = Term("Days", more_is_better=True, target=Decimal(30), walk_away=Decimal(14))
    at_targets = {1: Decimal(value), 2: Decimal(30)}
    package = next(each for each in equal_packages({1: price, 2: days}) if each.values == at_targets)
    assert (package.theirs, package.beyond_theirs) == (Decimal(theirs), beyond)


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {1: PRICE},
        {1: PRICE, 2: Term("Volume"), 3: Term("Pay", target=Decimal(1), walk_away=Decimal(1))},
        {1: PRICE, 2: Term("Volume", target=Decimal(1)), 3: Term("Pay", walk_away=Decimal(1))},
    ],
)
def test_a_plan_that_lacks_what_is_needed_says_what(terms: dict[int, Term]) -> None:
    with pytest.raises(Refusal, match="Two terms with a walk-away and a target"):
        equal_packages(terms)
