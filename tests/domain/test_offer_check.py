"""An offer beside our target, our walk-away and what we may sign."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.negotiation import Side
from negdesk.domain.offer_check import TermPosition, check_offer, cost_beyond_authority
from negdesk.domain.plan import Term

PRICE = Term("Price", currency="EUR", target=Decimal(640), walk_away=Decimal(685), authority_limit=Decimal(670))
VOLUME = Term("Volume", unit="t", more_is_better=True, target=Decimal(160), walk_away=Decimal(140))


@pytest.mark.parametrize(
    ("term", "value", "place", "sentence"),
    [
        (PRICE, "630", TermPosition.AT_TARGET, "Price at €\u00a0630 reaches our target."),
        (PRICE, "640", TermPosition.AT_TARGET, "Price at €\u00a0640 reaches our target."),
        (PRICE, "650", TermPosition.BETWEEN, "Price at €\u00a0650 leaves €\u00a035 to our walk-away."),
        (PRICE, "670", TermPosition.BETWEEN, "Price at €\u00a0670 leaves €\u00a015 to our walk-away."),
        (PRICE, "671", TermPosition.BEYOND_AUTHORITY, "Price at €\u00a0671 is more than we may sign alone."),
        (PRICE, "685", TermPosition.BEYOND_AUTHORITY, "Price at €\u00a0685 is more than we may sign alone."),
        (PRICE, "700", TermPosition.BEYOND_WALK_AWAY, "Price at €\u00a0700 is €\u00a015 beyond our walk-away."),
        (VOLUME, "170", TermPosition.AT_TARGET, "Volume at 170\u00a0t reaches our target."),
        (VOLUME, "140", TermPosition.BETWEEN, "Volume at 140\u00a0t leaves 0\u00a0t to our walk-away."),
        (VOLUME, "130", TermPosition.BEYOND_WALK_AWAY, "Volume at 130\u00a0t is 10\u00a0t beyond our walk-away."),
        (
            Term("Change", unit="%", target=Decimal(-2), walk_away=Decimal(3)),
            "-1",
            TermPosition.BETWEEN,
            "Change at \u22121\u00a0% leaves 4\u00a0% to our walk-away.",
        ),
        (Term("Days"), "5", TermPosition.UNKNOWN, "Days at 5: no target and no walk-away to compare with."),
        (Term("Days", target=Decimal(3)), "5", TermPosition.BETWEEN, "Days at 5 is short of our target."),
        (Term("Days", walk_away=Decimal(9)), "5", TermPosition.BETWEEN, "Days at 5 leaves 4 to our walk-away."),
    ],
)
def test_where_a_value_stands(term: Term, value: str, place: TermPosition, sentence: str) -> None:
    (check,) = check_offer({1: Decimal(value)}, {1: term})
    assert (check.position, check.sentence) == (place, sentence)


def test_order_and_strangers() -> None:
    checks = check_offer({9: Decimal(1), 2: Decimal(150), 1: Decimal(700)}, {1: PRICE, 2: VOLUME})
    assert [check.term_id for check in checks] == [1, 2]
    assert checks[0].beyond_authority


@given(st.integers(500, 800), st.integers(500, 800))
def test_a_better_value_never_stands_worse(one: int, other: int) -> None:
    rank = [TermPosition.AT_TARGET, TermPosition.BETWEEN, TermPosition.BEYOND_AUTHORITY, TermPosition.BEYOND_WALK_AWAY]
    better, lesser = sorted((one, other))
    (first,) = check_offer({1: Decimal(better)}, {1: PRICE})
    (second,) = check_offer({1: Decimal(lesser)}, {1: PRICE})
    assert rank.index(first.position) <= rank.index(second.position)


def test_the_cost_of_our_gives_against_our_authority() -> None:
    def give(amount: str | None, state: LedgerState, side: Side = Side.US) -> LedgerItem:
        return LedgerItem(side, "x", cost_amount=None if amount is None else Decimal(amount), state=state)

    items = [
        give("100.10", LedgerState.OFFERED),
        give("0.20", LedgerState.ACCEPTED),
        give("500", LedgerState.PLANNED),
        give("500", LedgerState.DECLINED),
        give("500", LedgerState.ACCEPTED, Side.THEM),
        give(None, LedgerState.ACCEPTED),
    ]
    sentence = (
        "Our gives come to €\u00a0100.30, which is €\u00a00.30 more than we may sign for. Ask before you close."
        " 1 give has no amount yet."
    )
    assert cost_beyond_authority(items, Decimal(100), "EUR") == sentence
    assert cost_beyond_authority(items[:-1], Decimal(100), "EUR") == sentence.removesuffix(" 1 give has no amount yet.")
    assert cost_beyond_authority(items, Decimal("100.3")) == "", "just what we may sign for"
    assert cost_beyond_authority(items, None) == ""
