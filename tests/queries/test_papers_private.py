"""The sheets of the papers for our own eyes."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from negdesk.domain.ledger import OfferState
from negdesk.domain.privacy import open_fields
from negdesk.domain.refusal import Refusal
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
    assert [promise.stands for promise in sheet.promises] == ["30 Nov", "2 Dec", "within two days"]
    assert [promise.due_on for promise in sheet.promises] == [date(2026, 11, 30), date(2026, 12, 2), None]
    assert sheet.negotiations[0][0] == "Oat flour, yearly supply"


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
