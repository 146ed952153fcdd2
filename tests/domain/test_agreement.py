"""The agreement holds the shareable facts and nothing else, exactly, version after version."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.agreement import (
    AgreedGive,
    AgreedParty,
    AgreedTerm,
    AgreementContent,
    AgreementVersion,
    NextStep,
    Signer,
    agreed_values,
    compose_agreement,
    fingerprint_of,
)
from negdesk.domain.agreement_changes import About, Change, changes, differences
from negdesk.domain.agreement_text import from_json, to_json
from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Term
from negdesk.domain.promise import Promise, PromiseState
from negdesk.domain.refusal import Refusal

HIDDEN = "SECRET"
DAY = date(2026, 11, 30)


def at(minute: int) -> datetime:
    return datetime(2026, 11, 23, 10, minute, tzinfo=UTC)


def composed() -> AgreementContent:
    return compose_agreement(
        title="Oat flour, yearly supply",
        agreed_on=date(2026, 11, 23),
        parties=[AgreedParty(Side.US, "Harbour Bakery", "Owner"), AgreedParty(Side.THEM, "Nordmill Foods")],
        terms={
            1: Term("Price per tonne", currency="EUR", walk_away=Decimal("987.65"), their_source=HIDDEN),
            2: Term("Volume", unit="t a year", more_is_better=True),
            3: Term(HIDDEN),
        },
        values={2: Decimal(160), 1: Decimal("648.00")},
        items=[
            LedgerItem(Side.US, "Forecast", state=LedgerState.ACCEPTED, limit_text=HIDDEN, condition_text=HIDDEN),
            LedgerItem(Side.US, HIDDEN, state=LedgerState.DECLINED),
            LedgerItem(Side.THEM, HIDDEN, state=LedgerState.ASKED),
            LedgerItem(Side.THEM, "Delivery", state=LedgerState.ACCEPTED, due_on=DAY, due_text="each lot"),
        ],
        promises=[
            Promise(Side.THEM, "Send the framework order", due_on=DAY, next_step=True, benefit_us=HIDDEN),
            Promise(Side.US, HIDDEN),
            Promise(Side.US, HIDDEN, next_step=True, state=PromiseState.WITHDRAWN),
        ],
        signers=[Signer(Side.US, "Harbour Bakery", "owner")],
    )


def test_the_agreement_out_of_the_ledger() -> None:
    content = composed()
    assert [(term.name, term.value) for term in content.terms] == [
        ("Price per tonne", Decimal(648)),
        ("Volume", Decimal(160)),
    ]
    assert [give.title for give in content.gives_of(Side.US)] == ["Forecast"]
    assert content.gives_of(Side.THEM) == (AgreedGive(Side.THEM, "Delivery", DAY, "each lot"),)
    assert content.next_steps == (NextStep(Side.THEM, "Send the framework order", DAY),)
    assert not content.empty
    assert AgreementContent("x").empty


def test_nothing_private_gets_in() -> None:
    assert HIDDEN not in to_json(composed())
    assert "987" not in to_json(composed())
    shareable = {
        "side",
        "name",
        "role",
        "address",
        "organisation",
        "value",
        "unit",
        "currency",
        "title",
        "due_on",
        "due_text",
        "text",
    }
    for part in (AgreedParty, AgreedTerm, AgreedGive, NextStep, Signer):
        assert {field.name for field in fields(part)} <= shareable


def test_the_last_accepted_offer_that_names_a_term_counts() -> None:
    offers = [
        (at(30), {1: Decimal(648)}),
        (at(10), {1: Decimal(668), 2: Decimal(150)}),
        (at(30), {1: Decimal(640)}),
    ]
    assert agreed_values(offers) == {1: Decimal(640), 2: Decimal(150)}
    assert agreed_values([]) == {}


def test_json_keeps_it_exactly() -> None:
    assert from_json(to_json(composed())) == composed()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", "12", '{"format": 1}', '{"format": 1, "title": 3}', "[" * 9999]
)
def test_what_is_no_agreement_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        from_json(text)


def test_a_newer_form_is_refused() -> None:
    with pytest.raises(Refusal, match="newer version"):
        from_json(to_json(composed()).replace('"format": 1', '"format": 2'))


def test_differences_in_sentences() -> None:
    old = composed()
    new = replace(
        old,
        terms=(replace(old.terms[0], value=Decimal(650)), AgreedTerm("Payment", Decimal(14), "days")),
        gives=(old.gives[0], replace(old.gives[1], due_on=None, due_text="")),
    )
    assert differences(old, old) == ()
    assert differences(old, new) == (
        "Price per tonne: €\u00a0648 before, €\u00a0650 now.",
        "No longer in it: Volume, 160\u00a0t a year.",
        "New: Payment, 14\u00a0days.",
        "Delivery (they give): 30 November 2026, each lot before, no day now.",
    )


def test_who_agrees_and_when_are_told_as_well_where_they_were_nobody_and_no_day() -> None:
    unsaid = replace(composed(), title="Oats", agreed_on=None, parties=(), signers=())
    now = replace(
        composed(),
        parties=(AgreedParty(Side.THEM, "Nordmill Foods", "Buyer", "Mill Road 1\nAarhus", "Nord Group"),),
        signers=(Signer(Side.US, "", "owner"),),
    )
    assert differences(unsaid, now) == (
        "Title: Oats before, Oat flour, yearly supply now.",
        "Agreed on: not yet before, 23 November 2026 now.",
        "Between: nobody before, Nordmill Foods, Nord Group, Mill Road 1, Aarhus (Buyer; Them) now.",
        "Agreed by: nobody before, Us (owner; Us) now.",
    )
    assert differences(now, unsaid)[1:] == (
        "Agreed on: 23 November 2026 before, not yet now.",
        "Between: Nordmill Foods, Nord Group, Mill Road 1, Aarhus (Buyer; Them) before, nobody now.",
        "Agreed by: Us (owner; Us) before, nobody now.",
    )


def test_a_version_keeps_the_very_paper_that_was_agreed_on() -> None:
    paper = b"%PDF-1.4"
    version = AgreementVersion(1, DAY, at(0), composed(), paper, fingerprint_of(paper), "A4")
    assert AgreementVersion(1, DAY, at(0), composed()).paper is None
    with pytest.raises(Refusal, match="not the one it was"):
        replace(version, paper=paper + b" ")
    with pytest.raises(Refusal, match="not the one it was"):
        replace(version, paper=None, page="")
    for wrong in ({"page": "A5"}, {"page": ""}, {"version": 0}):
        with pytest.raises(ValueError, match=r"page|versions"):
            replace(version, **wrong)


def test_a_change_holds_what_was_and_what_is() -> None:
    old = composed()
    dearer = replace(old.terms[0], value=Decimal(650))
    new = replace(old, terms=(dearer,), gives=(*old.gives, AgreedGive(Side.US, "Sacks")))
    assert changes(old, new) == (
        Change(About.TERM, old.terms[0], dearer),
        Change(About.TERM, old.terms[1], None),
        Change(About.GIVE, None, new.gives[-1]),
    )


names = st.sampled_from(["Price", "Volume", "{name} & <b>", "価格", "a"])
sides = st.sampled_from(Side)
due = st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31))
amounts = st.builds(lambda n, places: Decimal(n).scaleb(-places), st.integers(-(10**9), 10**9), st.integers(0, 6))
contents = st.builds(
    AgreementContent,
    title=names,
    agreed_on=due,
    parties=st.lists(st.builds(AgreedParty, sides, names, names), max_size=3).map(tuple),
    terms=st.lists(st.builds(AgreedTerm, names, amounts, names), max_size=4).map(tuple),
    gives=st.lists(st.builds(AgreedGive, sides, names, due, names), max_size=4).map(tuple),
    next_steps=st.lists(st.builds(NextStep, sides, names, due), max_size=2).map(tuple),
    signers=st.lists(st.builds(Signer, sides, names), max_size=2).map(tuple),
)


@given(contents)
def test_any_agreement_survives_json(content: AgreementContent) -> None:
    assert from_json(to_json(content)) == content
    assert to_json(from_json(to_json(content))) == to_json(content)


@given(contents, contents)
def test_differences_are_silent_only_where_nothing_but_order_changed(
    old: AgreementContent, new: AgreementContent
) -> None:
    def unordered(content: AgreementContent) -> list[object]:
        parts = (content.parties, content.terms, content.gives, content.next_steps, content.signers)
        return [content.title, content.agreed_on, *(sorted(map(repr, _canonical(part))) for part in parts)]

    assert (differences(old, new) == ()) == (unordered(old) == unordered(new))
    assert differences(old, old) == ()


def _canonical(parts: tuple[object, ...]) -> list[object]:
    """Equal amounts look equal: 1.0 and 1 are the same value but not the same text."""
    return [replace(part, value=part.value.normalize()) if isinstance(part, AgreedTerm) else part for part in parts]
