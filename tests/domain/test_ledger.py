"""Gives and gets: their values, the balance, and whether we gave before we asked."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.ledger import (
    Balance,
    FirstMove,
    LedgerItem,
    LedgerState,
    OfferValue,
    Tally,
    balance,
    first_move_sentence,
    gave_first,
    nudge,
    on_the_table,
)
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"cost": 6}, "cost"),
        ({"value": -1}, "value"),
        ({"cost_amount": Decimal(-1)}, "cost_amount"),
        ({"side": Side.THEM, "give_first": True}, "give_first"),
        ({"state": LedgerState.ASKED}, "state"),
        ({"side": Side.THEM, "state": LedgerState.OFFERED}, "state"),
    ],
)
def test_what_a_give_or_get_refuses(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        LedgerItem(**({"side": Side.US, "title": "x"} | values))  # type: ignore[arg-type]  # a table of cases
    assert refused.value.field == field


def test_an_offered_amount_must_be_one() -> None:
    with pytest.raises(Refusal):
        OfferValue(Decimal("Infinity"))


def item(side: Side, state: LedgerState, value: int) -> LedgerItem:
    return LedgerItem(side, "x", value=value, state=state)


def test_the_balance_counts_what_was_accepted_and_what_is_on_the_table() -> None:
    result = balance(
        [
            item(Side.US, LedgerState.ACCEPTED, 4),
            item(Side.US, LedgerState.ACCEPTED, 0),
            item(Side.US, LedgerState.OFFERED, 3),
            item(Side.US, LedgerState.DECLINED, 5),
            item(Side.US, LedgerState.PLANNED, 5),
            item(Side.THEM, LedgerState.ACCEPTED, 2),
            item(Side.THEM, LedgerState.ASKED, 1),
        ]
    )
    assert result == Balance(Tally(2, 4), Tally(1, 2), Tally(1, 3), Tally(1, 1))
    assert result.shares == (0.4, 0.2)
    assert balance([]).shares == (0.0, 0.0)


sides = st.sampled_from(Side)
items = st.lists(
    sides.flatmap(
        lambda side: st.builds(
            item,
            st.just(side),
            st.sampled_from([state for state in LedgerState if state is not on_the_table(side.other)]),
            st.integers(0, 5),
        )
    )
)


@given(items)
def test_swapping_the_sides_swaps_the_balance(ledger: list[LedgerItem]) -> None:
    def swapped(each: LedgerItem) -> LedgerItem:
        other = each.side.other
        state = on_the_table(other) if each.state is on_the_table(each.side) else each.state
        return item(other, state, each.value)

    here, there = balance(ledger), balance(map(swapped, ledger))
    assert (here.given, here.got, here.offered, here.asked) == (there.got, there.given, there.asked, there.offered)
    assert 0 <= sum(here.shares) <= 1.000001


@pytest.mark.parametrize(
    ("gave", "asked", "move"),
    [
        ([], [], FirstMove.NONE),
        ([5], [], FirstMove.GAVE_FIRST),
        ([5, 1], [3], FirstMove.GAVE_FIRST),
        ([3], [3], FirstMove.GAVE_FIRST),
        ([], [2], FirstMove.ASKED_FIRST),
        ([3], [9, 2], FirstMove.ASKED_FIRST),
    ],
)
def test_who_moved_first(gave: list[int], asked: list[int], move: FirstMove) -> None:
    def times(minutes: list[int]) -> list[datetime]:
        return [TEN + timedelta(minutes=minute) for minute in minutes]

    assert gave_first(times(gave), times(asked)) is move


def test_the_nudge_comes_only_where_an_ask_came_before_any_give() -> None:
    assert nudge(FirstMove.NONE) == nudge(FirstMove.GAVE_FIRST) == ""
    assert nudge(FirstMove.ASKED_FIRST) == "You asked before you gave. Is there something small you can offer now?"
    assert nudge(FirstMove.ASKED_FIRST, give_first="A forecast").endswith("ready: A forecast")
    assert nudge(FirstMove.ASKED_FIRST, given_since=True) == ""
    assert first_move_sentence(FirstMove.GAVE_FIRST) == "You gave first."
    assert first_move_sentence(FirstMove.ASKED_FIRST) == ""
