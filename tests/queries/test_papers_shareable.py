"""The sheets for the other side: drafts composed of what was accepted, versions as they were frozen."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest

from negdesk.domain.agreement import AgreedTerm, AgreementContent
from negdesk.domain.agreement_text import to_json
from negdesk.domain.privacy import masked, open_fields
from negdesk.domain.refusal import Refusal
from negdesk.queries.papers_shareable import (
    AgreementPaperSheet,
    GivesGetsPaperSheet,
    agreement_paper_sheet,
    gives_gets_paper_sheet,
)
from negdesk.storage.database import Connection
from tests.documents.oat_flour import NOW, oat_library, put

TODAY = date(2026, 11, 24)


@pytest.fixture
def oats() -> Iterator[Connection]:
    with oat_library() as database:
        yield database.connection


def test_a_draft_is_composed_of_what_was_accepted(oats: Connection) -> None:
    sheet = agreement_paper_sheet(oats, 1, TODAY)
    assert (sheet.version, sheet.day, sheet.our_name, sheet.their_name) == (
        None,
        TODAY,
        "Harbour Bakery",
        "Nordmill Foods",
    )
    assert [(term.name, term.value) for term in sheet.terms] == [
        ("Price per tonne", Decimal(648)), ("Volume", Decimal(160)), ("Payment", Decimal(14)),
    ]  # fmt: skip
    assert [give.title for give in sheet.our_gives] == [
        "Two-month volume forecast",
        "Payment within 14 days",
        "Reference on its site",
    ]
    assert [give.due_text for give in sheet.their_gives] == ["from 1 Dec", "each lot"]
    assert [(step.who, step.text) for step in sheet.next_steps] == [
        ("Nordmill Foods", "Send the framework order"), ("Harbour Bakery", "Sign the framework order"),
    ]  # fmt: skip
    assert [person.role for person in (*sheet.our_signers, *sheet.their_signers)] == ["Owner", "Head of purchasing"]


def a_meeting(oats: Connection, ended_at: str | None, *steps: str) -> None:
    """A meeting that ended with these steps, or where there are none with an explicit none."""
    it = put(oats, "meeting", negotiation_id=1, starts_at="2026-11-23T10:00", started_at=NOW, ended_at=ended_at,
             no_next_step=not steps)  # fmt: skip
    for text in steps:
        put(oats, "promise", negotiation_id=1, meeting_id=it, side="us", text=text, next_step=1, created_at=NOW)


def steps_of(oats: Connection) -> list[str]:
    return [step.text for step in agreement_paper_sheet(oats, 1, TODAY).next_steps]


def test_the_next_steps_are_those_of_the_meeting_that_ended_last(oats: Connection) -> None:
    oats.execute("DELETE FROM promise")
    a_meeting(oats, "2026-11-24T12:00:00Z", "Sign it")  # planned first, held second
    a_meeting(oats, "2026-11-23T12:00:00Z", "Send a draft")
    assert steps_of(oats) == ["Sign it"]
    put(oats, "promise", negotiation_id=1, side="us", text="Added while agreeing", next_step=1, created_at=NOW)
    assert steps_of(oats) == ["Sign it", "Added while agreeing"]


def test_after_an_explicit_none_no_step_of_an_earlier_meeting_is_the_next(oats: Connection) -> None:
    oats.execute("DELETE FROM promise")
    a_meeting(oats, "2026-11-23T12:00:00Z", "Send a draft")
    a_meeting(oats, "2026-11-24T12:00:00Z")
    assert steps_of(oats) == []
    put(oats, "meeting", negotiation_id=1, starts_at="2026-11-25T10:00")  # one to come says nothing yet
    assert steps_of(oats) == []
    put(oats, "promise", negotiation_id=1, side="us", text="Added while agreeing", next_step=1, created_at=NOW)
    assert steps_of(oats) == ["Added while agreeing"]


def test_a_version_is_as_it_was_frozen(oats: Connection) -> None:
    for version, value in ((1, 650), (2, 648)):
        content = AgreementContent("Oats", terms=(AgreedTerm("Price", Decimal(value), "", "EUR"),))
        put(oats, "agreement_version", negotiation_id=1, version=version, agreed_on=f"2026-11-2{version}",
            frozen_at=NOW, content=to_json(content))  # fmt: skip
    assert agreement_paper_sheet(oats, 1, TODAY).version is None, "opened again, the next version is a draft"
    oats.execute("UPDATE negotiation SET stage = 'agreed' WHERE id = 1")
    newest, first = agreement_paper_sheet(oats, 1, TODAY), agreement_paper_sheet(oats, 1, TODAY, 1)
    assert (newest.version, newest.day, newest.terms[0].value) == (2, date(2026, 11, 22), Decimal(648))
    assert (first.version, first.terms[0].value) == (1, Decimal(650))
    assert (newest.our_name, newest.their_name) == ("Our side", "Their side")
    with pytest.raises(Refusal, match="no version 3"):
        agreement_paper_sheet(oats, 1, TODAY, 3)


def test_people_who_sign_are_named(oats: Connection) -> None:
    ragna = put(
        oats,
        "counterpart",
        kind="person",
        name="Ragna Holm",
        job_title="Sales director",
        organisation_id=1,
        created_at=NOW,
    )
    put(oats, "party", negotiation_id=1, counterpart_id=ragna, signs=1, position=1)
    for name in ("Ana", "Ben"):
        person = put(oats, "counterpart", kind="person", name=name, created_at=NOW)
        put(oats, "party", negotiation_id=1, counterpart_id=person, position=2)
    sheet = agreement_paper_sheet(oats, 1, TODAY)
    assert [(person.name, person.role) for person in sheet.their_signers] == [
        ("Ragna Holm", "Sales director, Nordmill Foods")
    ]
    assert sheet.their_name == "Nordmill Foods, Ana and 1 more", "their own person goes without saying"


def test_where_no_role_says_otherwise_each_counterpart_signs(oats: Connection) -> None:
    def signers() -> list[str]:
        return [person.name for person in agreement_paper_sheet(oats, 1, TODAY).their_signers]

    def comes(name: str, position: int, organisation: int | None = None) -> None:
        person = put(oats, "counterpart", kind="person", name=name, organisation_id=organisation, created_at=NOW)
        put(oats, "party", negotiation_id=1, counterpart_id=person, position=position)

    oats.execute("UPDATE party SET decides = 0, advises = 0, signs = 0, speaks = 0")
    comes("Ana", 1)
    assert signers() == ["Nordmill Foods", "Ana"]
    comes("Ragna Holm", 2, organisation=1)
    assert signers() == ["Ana", "Ragna Holm"], "its own person signs for an organisation"
    oats.execute("UPDATE party SET advises = 1 WHERE position = 1")
    assert signers() == ["Ragna Holm"], "the roles say that not each does the same"
    oats.execute("UPDATE party SET signs = 1 WHERE position = 1")
    assert signers() == ["Ana"]


def test_where_roles_are_known_and_nobody_signs_those_who_decide_and_the_others_may(oats: Connection) -> None:
    def signers(**roles: str) -> list[str]:
        oats.execute("UPDATE party SET decides = 0, advises = 0, signs = 0, speaks = 0")
        for name, role in roles.items():
            oats.execute(
                f"UPDATE party SET {role} = 1 WHERE counterpart_id = (SELECT id FROM counterpart WHERE name = ?)",
                (name,),
            )
        return [person.name for person in agreement_paper_sheet(oats, 1, TODAY).their_signers]

    for position, (name, organisation) in enumerate((("Ana", None), ("Ragna", 1), ("Olaf", 1)), start=1):
        person = put(oats, "counterpart", kind="person", name=name, organisation_id=organisation, created_at=NOW)
        put(oats, "party", negotiation_id=1, counterpart_id=person, position=position)
    assert signers(Ana="decides") == ["Ana", "Ragna", "Olaf"], "of the mill nobody knows who signs"
    assert signers(Ragna="decides") == ["Ana", "Ragna"], "who decides signs for the mill, and Ana for herself"
    assert signers(Olaf="speaks") == ["Ana", "Ragna"]
    assert signers(Ragna="advises", Olaf="speaks") == ["Nordmill Foods", "Ana"], "the mill has a line whoever signs it"
    oats.execute("DELETE FROM party WHERE counterpart_id = 1")
    assert signers(Ana="advises", Ragna="advises", Olaf="speaks") == ["Ana", "Ragna", "Olaf"], "somebody signs"


def test_gives_and_gets_is_the_two_columns_alone(oats: Connection) -> None:
    sheet = gives_gets_paper_sheet(oats, 1, TODAY)
    assert (len(sheet.our_gives), len(sheet.their_gives), sheet.version) == (3, 2, None)
    with pytest.raises(Refusal, match="no longer there"):
        gives_gets_paper_sheet(oats, 404, TODAY)


def test_every_field_may_be_seen_under_the_shield(oats: Connection) -> None:
    for sheet_type in (AgreementPaperSheet, GivesGetsPaperSheet):
        assert_open(sheet_type)
    sheet = agreement_paper_sheet(oats, 1, TODAY)
    assert masked(sheet) == sheet


def assert_open(sheet_type: type) -> None:
    assert open_fields(sheet_type) == {field.name for field in fields(sheet_type)}
    for hint in get_type_hints(sheet_type).values():
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner) and isinstance(inner, type):
                assert_open(inner)
