"""Stages and their moves, the four lamps, and a deal that leans to one side."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.negotiation import (
    LAMPS,
    Lamp,
    LampKind,
    LookBack,
    Negotiation,
    Party,
    Side,
    Stage,
    dark_lamps,
    lopsided,
    may_move,
    move_to,
    no_deal_sentence,
    waiting_for,
)
from negdesk.domain.refusal import Refusal

ALL_LIT = tuple(Lamp(side, kind, lit=True) for side, kind in LAMPS)
THEY_CANNOT_SIGN = ALL_LIT[:3]


def test_a_negotiation_needs_a_title_and_a_known_form_of_currency() -> None:
    made = Negotiation(title=" Oat flour ", currency="eur", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert (made.title, made.currency, made.stage) == ("Oat flour", "EUR", Stage.PLANNING)
    for values, field in (({"title": " "}, "title"), ({"title": "x", "currency": "Eu"}, "currency")):
        with pytest.raises(Refusal) as refused:
            Negotiation(**values)  # type: ignore[arg-type]  # a table of cases
        assert refused.value.field == field


def test_roles_in_words() -> None:
    assert Party(decides=True, speaks=True).roles == ("decides", "speaks")


@pytest.mark.parametrize(
    ("current", "allowed"),
    [
        (Stage.PLANNING, {Stage.MEETING, Stage.AGREED_IN_PRINCIPLE, Stage.AGREED, Stage.PAUSED, Stage.NO_DEAL}),
        (Stage.MEETING, {Stage.PLANNING, Stage.AGREED_IN_PRINCIPLE, Stage.AGREED, Stage.PAUSED, Stage.NO_DEAL}),
        (Stage.AGREED_IN_PRINCIPLE, {Stage.MEETING, Stage.AGREED, Stage.PAUSED, Stage.NO_DEAL}),
        (Stage.AGREED, {Stage.MEETING}),
        (Stage.PAUSED, {Stage.PLANNING, Stage.MEETING, Stage.NO_DEAL}),
        (Stage.NO_DEAL, {Stage.PLANNING, Stage.MEETING}),
    ],
)
def test_the_table_of_moves(current: Stage, allowed: set[Stage]) -> None:
    for to in Stage:
        assert may_move(current, to) == (to in allowed)
        if to in allowed:
            move_to(current, to, ALL_LIT)
        else:
            with pytest.raises(Refusal):
                move_to(current, to, ALL_LIT)


def test_from_every_stage_one_can_meet_again() -> None:
    assert all(may_move(stage, Stage.MEETING) for stage in Stage if stage is not Stage.MEETING)


@pytest.mark.parametrize("dark", [combo for n in range(1, 5) for combo in combinations(LAMPS, n)])
def test_agreed_takes_all_four_lamps(dark: tuple[tuple[Side, LampKind], ...]) -> None:
    lamps = [lamp for lamp in ALL_LIT if (lamp.side, lamp.kind) not in dark]
    with pytest.raises(Refusal) as refused:
        move_to(Stage.MEETING, Stage.AGREED, lamps)
    assert refused.value.offers == "agreed_in_principle"
    for lamp in ALL_LIT:
        assert (lamp.label in refused.value.sentence) == ((lamp.side, lamp.kind) in dark)
    move_to(Stage.MEETING, Stage.AGREED_IN_PRINCIPLE, lamps)
    move_to(Stage.MEETING, Stage.NO_DEAL, lamps)


def test_the_refusal_names_the_lamp_and_the_way_on() -> None:
    with pytest.raises(Refusal) as refused:
        move_to(Stage.MEETING, Stage.AGREED, THEY_CANNOT_SIGN)
    assert refused.value.sentence == (
        "Not yet: “They can sign” is not lit. Light it, or mark this as agreed in principle until then."
    )
    with pytest.raises(Refusal, match="Light it first") as again:
        move_to(Stage.AGREED_IN_PRINCIPLE, Stage.AGREED, THEY_CANNOT_SIGN)
    assert again.value.offers == ""


@pytest.mark.parametrize("to", [Stage.AGREED, Stage.AGREED_IN_PRINCIPLE])
def test_agreeing_takes_something_that_was_agreed(to: Stage) -> None:
    with pytest.raises(Refusal, match="Nothing was agreed yet"):
        move_to(Stage.MEETING, to, ALL_LIT, anything_agreed=False)


def test_what_it_waits_for() -> None:
    assert waiting_for(THEY_CANNOT_SIGN) == "Agreed in principle: waiting for someone who can sign for them"
    assert waiting_for(ALL_LIT[2:]) == "Agreed in principle: waiting for our own yes and someone who can sign for us"
    assert waiting_for(ALL_LIT) == "Both sides want this and can sign it"
    assert dark_lamps([Lamp(Side.US, LampKind.WANTS)]) == LAMPS


def test_no_deal_may_be_good() -> None:
    assert no_deal_sentence(True) != no_deal_sentence(False)


@pytest.mark.parametrize(
    ("given_value", "got_value", "points_at"),
    [
        (0, 0, ""), (4, 4, ""), (5, 3, ""), (2, 0, ""), (6, 4, ""),
        (6, 3, "We give"), (3, 0, "We give"), (3, 6, "They give"), (0, 3, "They give"),
    ],
)  # fmt: skip
def test_a_lopsided_count(given_value: int, got_value: int, points_at: str) -> None:
    sentence = lopsided(given_value, got_value)
    assert sentence.startswith(points_at)
    assert bool(sentence) == bool(points_at)


def test_feelings_weigh_more_than_counts() -> None:
    both_glad = LookBack(outcome_us=4, outcome_them=4, way_us=5, way_them=4)
    assert lopsided(9, 0, both_glad) == ""
    we_alone = LookBack(outcome_us=5, outcome_them=3, relationship_us=4, relationship_them=3)
    assert "better for us" in lopsided(0, 0, we_alone)
    one_answer = LookBack(outcome_us=5, outcome_them=1)
    assert lopsided(0, 0, one_answer) == ""
    assert lopsided(3, 0, one_answer).startswith("We give")


steps = st.none() | st.integers(1, 5)


@given(st.integers(0, 40), st.integers(0, 40), st.lists(steps, min_size=8, max_size=8))
def test_swapping_the_sides_swaps_the_sentence(given_value: int, got_value: int, answers: list[int | None]) -> None:
    a, b, c, d, e, f, g, h = answers
    here = lopsided(given_value, got_value, LookBack(a, b, c, d, e, f, g, h))
    there = lopsided(got_value, given_value, LookBack(b, a, d, c, f, e, h, g))
    assert bool(here) == bool(there)
    assert not here or here != there
    assert not any(word in here.casefold() for word in ("win", "won", "lose", "lost", "beat"))


def test_a_look_back_has_five_steps() -> None:
    with pytest.raises(Refusal) as refused:
        LookBack(way_them=6)
    assert refused.value.field == "way_them"
