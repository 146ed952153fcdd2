"""Readiness counts nine points, and each gap names the field that closes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.readiness import POINTS, PlanFacts, TermFacts, readiness

READY = PlanFacts(
    outcome_us="a reliable year",
    outcome_them="a predictable order book",
    terms=(TermFacts(4, "Price", True, True), TermFacts(5, "Volume", False, True)),
    our_alternatives=1,
    valued_gives=2,
    gives_first=1,
    must_gets=1,
    questions=1,
    who_signs_us="owner",
    who_signs_them="sales director",
)


def test_a_full_plan_is_ready() -> None:
    result = readiness(READY)
    assert (result.done, result.total, result.gaps) == (9, 9, ())
    assert result.sentence == "Ready for the meeting"


@pytest.mark.parametrize(
    ("change", "key", "sentence"),
    [
        ({"outcome_us": " "}, "outcome.us", "Say what a good outcome is for us"),
        ({"outcome_them": ""}, "outcome.them", "Say what a good outcome is for them"),
        ({"terms": (TermFacts(4, "Price", False, True),)}, "term:4.target", "Set a target for Price"),
        (
            {"terms": (TermFacts(4, "Price", True, True), TermFacts(5, "Volume", True, False))},
            "term:5.walk_away",
            "Set a walk-away for Volume",
        ),
        ({"our_alternatives": 0}, "alternative.us", "Write what we do if we don't agree"),
        ({"valued_gives": 0}, "gives", "Add something we can give, and what it is worth to them"),
        ({"gives_first": 0}, "give_first", "Choose what we give first"),
        ({"must_gets": 0}, "must_get", "Mark what we must get"),
        ({"questions": 0}, "questions", "Write one question about what they need"),
        ({"who_signs_us": ""}, "authority.us.who", "Name who can sign for us"),
        ({"who_signs_them": ""}, "authority.them.who", "Name who can sign for them"),
    ],
)
def test_each_point_that_is_open(change: dict[str, object], key: str, sentence: str) -> None:
    result = readiness(replace(READY, **change))  # type: ignore[arg-type]  # a table of cases
    assert result.done == 8
    assert [(gap.key, gap.sentence) for gap in result.gaps] == [(key, sentence)]
    assert result.sentence.startswith("8 of 9 ready: ")


def test_an_empty_plan_has_every_gap() -> None:
    result = readiness(PlanFacts())
    assert (result.done, len(result.gaps)) == (0, POINTS)
    assert result.sentence == "0 of 9 ready: say what a good outcome is for us"


counts = st.integers(0, 2)
texts = st.sampled_from(["", " ", "x"])
facts = st.builds(
    PlanFacts,
    outcome_us=texts, outcome_them=texts,
    terms=st.lists(st.builds(TermFacts, st.integers(1, 9), texts, st.booleans(), st.booleans()), max_size=3).map(tuple),
    our_alternatives=counts, valued_gives=counts, gives_first=counts, must_gets=counts, questions=counts,
    who_signs_us=texts, who_signs_them=texts,
)  # fmt: skip


@given(facts)
def test_done_and_gaps_add_up_and_keys_differ(plan: PlanFacts) -> None:
    result = readiness(plan)
    assert result.total == POINTS
    assert result.done + len(result.gaps) == POINTS
    assert len({gap.key for gap in result.gaps}) == len(result.gaps)
    assert all(gap.sentence for gap in result.gaps)
