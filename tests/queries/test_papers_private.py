"""The sheets of the papers for our own eyes."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from negdesk.domain.ledger import OfferState
from negdesk.domain.negotiation import Stage
from negdesk.domain.privacy import open_fields
from negdesk.domain.promise import PromiseState
from negdesk.domain.refusal import Refusal
from negdesk.queries.counterpart import counterpart_page
from negdesk.queries.papers_find import paper_subjects
from negdesk.queries.papers_private import (
    BriefPaperSheet,
    LedgerPaperSheet,
    LogPaperSheet,
    brief_paper_sheet,
    ledger_paper_sheet,
    log_paper_sheet,
)
from negdesk.storage.database import Connection
from tests.documents.oat_flour import NOW, oat_library, put

TODAY = date(2026, 11, 23)


@pytest.fixture
def oats() -> Iterator[Connection]:
    with oat_library() as database:
        yield database.connection


def test_the_brief_has_plan_people_and_the_next_meeting(oats: Connection) -> None:
    sheet = brief_paper_sheet(oats, 1, TODAY)
    assert (sheet.meets_at, sheet.place) == (datetime.fromisoformat("2026-11-23T10:00"), "At the mill")
    assert [(person.name, person.does) for person in sheet.people] == [("Nordmill Foods", ("decides", "speaks"))]
    assert len(sheet.plan.terms) == 3 and sheet.our_name == "Harbour Bakery"
    assert brief_paper_sheet(oats, 1, date(2026, 11, 24)).meets_at is None


def test_the_ledger_holds_planned_beside_agreed(oats: Connection) -> None:
    sheet = ledger_paper_sheet(oats, 1, TODAY)
    assert [row.above_minimum for row in sheet.comparison.terms] == [Decimal(37), Decimal(20), Decimal(0)]
    assert (sheet.balance.given.count, sheet.balance.got.count) == (3, 2)
    assert [offer.state for offer in sheet.offers].count(OfferState.ACCEPTED) == 1
    assert sheet.offers[-1].values == ((0, Decimal(648)), (1, Decimal(160)), (2, Decimal(14)))


def test_the_log_holds_what_is_not_in_the_bin_newest_first(oats: Connection) -> None:
    put(
        oats,
        "log_entry",
        counterpart_id=1,
        kind="note",
        happened_on="2026-11-23",
        written_at=NOW,
        text="Gone",
        binned_at=NOW,
    )
    sheet = log_paper_sheet(oats, 1, TODAY)
    assert [line.happened_on.year for line in sheet.entries] == [2026, 2026, 2026, 2025, 2025, 2025]
    assert sheet.contact == "last spoken 16 days ago" and sheet.rapport == "Cooler over four talks"
    assert [promise.stands for promise in sheet.promises] == ["", "", "within two days"]
    assert [promise.due_on for promise in sheet.promises] == [date(2026, 11, 30), date(2026, 12, 2), None]
    assert sheet.negotiations[0][0] == "Oat flour, yearly supply"


def with_people(oats: Connection) -> None:
    """The mill with two people: one has an entry, a promise and a negotiation of her own, the other is in the bin."""
    oats.execute("UPDATE counterpart SET job_title = '' WHERE id = 1")
    ana = put(oats, "counterpart", kind="person", name="Ana", job_title="Miller", organisation_id=1, created_at=NOW)
    gone = put(oats, "counterpart", kind="person", name="Bo", organisation_id=1, created_at=NOW, binned_at=NOW)
    sacks = put(oats, "negotiation", title="Sacks", created_at=NOW, stage_changed_at=NOW, stage="agreed")
    binned = put(oats, "negotiation", title="Binned", created_at=NOW, stage_changed_at=NOW, binned_at=NOW)
    for it in (sacks, binned):
        put(oats, "party", negotiation_id=it, counterpart_id=ana, decides=1)
        put(oats, "promise", negotiation_id=it, side="us", text=f"Promise {it}", created_at=NOW)
    put(oats, "promise", counterpart_id=ana, side="them", text="Count the sacks", created_at=NOW, due_on="2026-12-24",
        due_text="before noon", parts=6, parts_kept=2)  # fmt: skip
    for who, day, text, about in ((ana, "2026-11-22", "She called", binned), (gone, "2026-11-21", "He is gone", None)):
        put(oats, "log_entry", counterpart_id=who, negotiation_id=about, kind="call", happened_on=day, written_at=NOW,
            text=text, rapport=5)  # fmt: skip


def test_the_log_of_an_organisation_is_that_of_its_page(oats: Connection) -> None:
    with_people(oats)
    sheet, page = log_paper_sheet(oats, 1, TODAY), counterpart_page(oats, 1, TODAY)
    assert page is not None and len(sheet.entries) == page.written == 7
    first = sheet.entries[0]
    assert (first.text, first.who, first.negotiation) == ("She called", "Ana", "")
    assert {line.who for line in sheet.entries[1:]} == {""}
    assert sheet.contact == "last spoken yesterday" and sheet.rapport == page.trend
    assert set(sheet.negotiations) == {("Sacks", Stage.AGREED), ("Oat flour, yearly supply", Stage.MEETING)}
    promised = [promise.text for promise in sheet.promises]
    assert "Count the sacks" in promised and "Promise 2" in promised and "Promise 3" not in promised
    assert sheet.people == (("Ana", "miller, decides"),)


def test_the_log_has_tags_own_fields_and_the_words_and_parts_of_a_promise(oats: Connection) -> None:
    with_people(oats)
    put(oats, "own_field", counterpart_id=1, name="VAT number", text="DK 123")
    tag = put(oats, "tag", name="key", folded="key")
    put(oats, "counterpart_tag", counterpart_id=1, tag_id=tag)
    sheet = log_paper_sheet(oats, 1, TODAY)
    assert (sheet.tags, sheet.own) == ("#key", (("VAT number", "DK 123"),))
    [sacks] = [promise for promise in sheet.promises if promise.text == "Count the sacks"]
    assert (sacks.due_on, sacks.stands, sacks.parts_words) == (date(2026, 12, 24), "before noon", "2 of 6")
    assert sacks.state is PromiseState.OPEN


def test_the_ledger_names_their_side_as_the_agreement_does(oats: Connection) -> None:
    other = put(oats, "counterpart", kind="person", name="Ana", created_at=NOW)
    put(oats, "party", negotiation_id=1, counterpart_id=other, position=1)
    sheet = ledger_paper_sheet(oats, 1, TODAY)
    assert (sheet.their_name, sheet.their_count) == ("Nordmill Foods and Ana", 2)
    oats.execute("DELETE FROM party")
    sheet = ledger_paper_sheet(oats, 1, TODAY)
    assert (sheet.their_name, sheet.their_count) == ("Their side", 1)


def over(oats: Connection) -> list[bool]:
    return [offer.over for offer in ledger_paper_sheet(oats, 1, TODAY).offers]


def test_an_offer_nobody_answered_is_over_once_a_later_one_that_says_as_much_is_accepted(oats: Connection) -> None:
    oats.execute("UPDATE offer SET state = 'open' WHERE id < 6")
    assert over(oats) == [True] * 5 + [False]
    term = put(oats, "term", negotiation_id=1, name="Sacks", position=9)
    put(oats, "offer_value", offer_id=5, term_id=term, value="1")
    later = put(oats, "offer", negotiation_id=1, side="us", made_at="2026-11-23T09:50:00Z")
    put(oats, "offer_value", offer_id=later, term_id=1, value="640")
    assert over(oats) == [True] * 4 + [False, False, False], "the fifth says more, and the last came later"
    oats.execute("UPDATE offer SET state = 'open'")
    assert over(oats) == [False] * 7


@pytest.mark.parametrize("stage", ["agreed", "no_deal"])
def test_nothing_is_on_the_table_where_it_has_ended(oats: Connection, stage: str) -> None:
    oats.execute("UPDATE offer SET state = 'open'")
    assert over(oats) == [False] * 6 and not ledger_paper_sheet(oats, 1, TODAY).ended
    oats.execute("UPDATE negotiation SET stage = ?", (stage,))
    assert over(oats) == [True] * 6 and ledger_paper_sheet(oats, 1, TODAY).ended


def test_what_is_gone_is_said(oats: Connection) -> None:
    for query in (brief_paper_sheet, ledger_paper_sheet, log_paper_sheet):
        with pytest.raises(Refusal, match="no longer there"):
            query(oats, 404, TODAY)


def test_nothing_of_them_is_seen_under_the_shield() -> None:
    for sheet_type in (BriefPaperSheet, LedgerPaperSheet, LogPaperSheet):
        assert not open_fields(sheet_type)


def test_names_find_the_whole_before_the_part_and_the_kept_before_the_binned(oats: Connection) -> None:
    put(oats, "negotiation", title="Oat", created_at=NOW, stage_changed_at=NOW)
    gone = put(oats, "negotiation", title="Workshop", created_at=NOW, stage_changed_at=NOW, binned_at=NOW)
    assert paper_subjects(oats, "OAT") == ((2, "Oat"),)
    assert len(paper_subjects(oats, "oa")) == 2
    assert paper_subjects(oats, "workshop") == ((gone, "Workshop"),)
    assert paper_subjects(oats, "") == () and paper_subjects(oats, "nordmill", True) == ((1, "Nordmill Foods"),)


def test_names_are_found_without_their_accents_and_however_a_terminal_writes_them(oats: Connection) -> None:
    for title in ("Ölmühle", "Ölmühle, Umbau", "Café Süd"):
        put(oats, "negotiation", title=title, created_at=NOW, stage_changed_at=NOW)
    assert paper_subjects(oats, "olmuhle") == ((2, "Ölmühle"),)
    assert paper_subjects(oats, "umbau") == paper_subjects(oats, "o\u0308lmu\u0308hle,") == ((3, "Ölmühle, Umbau"),)
    assert paper_subjects(oats, "cafe su") == ((4, "Café Süd"),)
