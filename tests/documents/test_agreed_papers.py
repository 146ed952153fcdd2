"""The paper that was agreed on is handed out as it was; our mark and address are on it; changes are marked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.changed_part import changed_gives, changed_steps, changed_terms
from negdesk.documents.export import PaperKind, PaperWanted, paper_of, paper_sheet, printed
from negdesk.documents.paper_style import PaperStyle
from negdesk.domain.agreement_text import to_json
from negdesk.domain.side_mark import mark_text
from negdesk.queries.papers_shareable import AgreementPaperSheet
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.database import Database
from tests.documents.oat_flour import NOW, oat_library, put
from tests.documents.paper_cases import CHANGES
from tests.documents.reading import asker, pages
from tests.domain.test_side_mark import png

TODAY = date(2026, 11, 23)
MARKED = PaperStyle(mark_changes=True)


@pytest.fixture
def oats() -> Iterator[Database]:
    with oat_library() as database:
        put(database.connection, "setting", key="our_mark", value=mark_text(png(30, 10)))
        yield database


def agree(database: Database, version: int = 1) -> bytes:
    connection = database.connection
    put(connection, "agreement_version", negotiation_id=1, version=version, agreed_on="2026-11-23", frozen_at=NOW,
        content=to_json(draft_content(connection, 1)))  # fmt: skip
    connection.execute("UPDATE negotiation SET stage = 'agreed' WHERE id = 1")
    with pytest.raises(PaperWanted) as wanted:
        printed(PaperStyle())(connection, 1, version)
    paper = agreement_paper(wanted.value.sheet, PaperStyle())
    paper, page = printed(PaperStyle(), wanted.value.sheet, paper)(connection, 1, version)
    connection.execute("UPDATE agreement_version SET paper = ?, page = ? WHERE version = ?", (paper, page, version))
    return paper


def made(database: Database, style: PaperStyle | None = None) -> bytes:
    kind = PaperKind.AGREEMENT
    return paper_of(kind, paper_sheet(asker(database), kind, 1, TODAY), style or PaperStyle()).data


def test_the_agreed_paper_is_handed_out_as_it_was_whatever_changes(oats: Database) -> None:
    paper = agree(oats)
    oats.connection.execute("UPDATE setting SET value = '' WHERE key = 'our_mark'")
    oats.connection.execute("UPDATE ledger_item SET title = 'Something else'")
    assert made(oats) == paper == made(oats, PaperStyle(locale="de_DE"))
    assert made(oats, PaperStyle("Letter")) != paper, "on another page it is made anew, of what was agreed"
    assert "Something else" not in pages(made(oats, PaperStyle("Letter")))[0]


def test_an_agreed_paper_speaks_of_nothing_that_is_yet_to_come(oats: Database) -> None:
    for table in ("offer", "ledger_item", "promise"):
        oats.connection.execute(f"DELETE FROM {table}")
    assert (
        "No terms were agreed yet." in pages(made(oats))[0] and "Nothing was agreed here yet." in pages(made(oats))[0]
    )
    agree(oats)
    said = pages(made(oats))[0]
    assert "No terms were agreed." in said and "Nothing was agreed here." in said and "No next step was agreed." in said


def test_the_next_version_can_say_what_changed(oats: Database) -> None:
    agree(oats)
    oats.connection.execute("UPDATE negotiation SET stage = 'meeting' WHERE id = 1")
    oats.connection.execute("UPDATE ledger_item SET due_text = 'each month' WHERE due_text = 'each lot'")
    (plain,), (marked,) = pages(made(oats)), pages(made(oats, MARKED))
    assert "Changed since" not in plain
    assert "Changed since version 1" in marked
    assert "Quality certificate per lot given by Nordmill Foods each lot each month" in " ".join(marked.split())
    assert "they give" not in marked, "the paper is read by both sides"


def changed(database: Database) -> AgreementPaperSheet:
    """Agreed once, opened again, and something of every kind is otherwise since."""
    agree(database)
    for change in CHANGES:
        database.connection.execute(change)
    sheet = paper_sheet(asker(database), PaperKind.AGREEMENT, 1, TODAY)
    assert isinstance(sheet, AgreementPaperSheet)
    return sheet


def test_who_signs_and_what_is_next_stand_as_they_were_written(oats: Database) -> None:
    connection = oats.connection
    ana = put(connection, "counterpart", kind="person", name="Ana", organisation_id=1, created_at=NOW)
    put(connection, "party", negotiation_id=1, counterpart_id=ana, signs=1, position=1)
    connection.execute("UPDATE setting SET value = 'Geschäftsführer' WHERE key = 'our_job_title'")
    connection.execute("UPDATE promise SET text = 'Ana sends the order.' WHERE id = 1")
    said = " ".join(pages(made(oats))[0].split())
    for words in (
        "Harbour Bakery, Geschäftsführer",
        "Ana, Nordmill Foods",
        "Nordmill Foods: Ana sends the order, by 30",
    ):
        assert words in said
    sheet = paper_sheet(asker(oats), PaperKind.BRIEF, 1, TODAY)
    assert "Ana, Nordmill Foods" in pages(paper_of(PaperKind.BRIEF, sheet, PaperStyle()).data)[0]


def test_all_that_changed_is_said_as_this_paper_writes_it(oats: Database) -> None:
    sheet = changed(oats)
    (text, *_), (german, *_) = (
        pages(paper_of(PaperKind.AGREEMENT, sheet, PaperStyle(locale=locale, mark_changes=True)).data)
        for locale in ("en_GB", "de_DE")
    )
    said = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    for words in (
        "Title Oat flour, yearly supply Oat flour, two years",
        "Between Nordmill Foods, Head of purchasing Nordmill Foods, Managing director",
        "Price per tonne € 648.00 € 655.50",
        "Reference on its site given by Harbour Bakery 15 Dec no longer in it",
        "A rebate at harvest given by Nordmill Foods not in it no day",
        "Send the framework order next step of Nordmill Foods 30 Nov 7 Dec",
    ):
        assert words in said
    assert "655,50" in german and "7. Dez." in german


def test_a_bar_stands_beside_what_is_otherwise_and_beside_nothing_else(oats: Database) -> None:
    sheet, style = changed(oats), MARKED
    assert [sheet.terms[at].name for at in changed_terms(sheet, style)] == ["Price per tonne"]
    assert [sheet.their_gives[at].title for at in sorted(changed_gives(sheet, style))] == [
        "Quality certificate per lot", "A rebate at harvest",
    ]  # fmt: skip
    assert [sheet.next_steps[at].text for at in changed_steps(sheet, style)] == ["Send the framework order"]
    for which in (changed_terms, changed_gives, changed_steps):
        assert which(sheet, PaperStyle()) == set()
    with pikepdf.open(BytesIO(paper_of(PaperKind.AGREEMENT, sheet, style).data)) as file:
        bars = [page.Contents.read_bytes().count(b" 1.800 ") for page in file.pages]
    assert sum(bars) == 4


def test_an_agreed_version_is_set_anew_to_mark_what_changed(oats: Database) -> None:
    changed(oats)
    kept = agree(oats, 2)
    marked = paper_of(PaperKind.AGREEMENT, paper_sheet(asker(oats), PaperKind.AGREEMENT, 1, TODAY), MARKED)
    assert made(oats) == kept != marked.data
    assert "Changed since version 1" in pages(marked.data)[0]
    assert marked.file_name.endswith("Summary of agreement, changes marked.pdf")


def test_a_first_version_has_nothing_to_say_of_changes(oats: Database) -> None:
    assert "Changed since" not in pages(made(oats, MARKED))[0]


@pytest.mark.parametrize("kind", PaperKind)
def test_mark_and_address_are_on_what_goes_out(oats: Database, kind: PaperKind) -> None:
    paper = paper_of(kind, paper_sheet(asker(oats), kind, 1, TODAY), PaperStyle()).data
    with pikepdf.open(BytesIO(paper)) as file:
        pictures = [
            each for each in file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
    assert len(pictures) == (0 if kind.private else 1)
    assert all((int(each.Width), int(each.Height)) == (30, 10) for each in pictures)
    assert ("Quay 4, the old granary" in pages(paper)[0]) == (kind is PaperKind.AGREEMENT)


def test_an_organisation_stands_for_its_person_who_signs(oats: Database) -> None:
    ragna = put(oats.connection, "counterpart", kind="person", name="Ragna Holm", organisation_id=1, created_at=NOW)
    put(oats.connection, "party", negotiation_id=1, counterpart_id=ragna, position=1)
    text = " ".join(pages(made(oats))[0].split())
    assert "Nordmill Foods gives" in text and "Ragna Holm gives" not in text
    assert "Ragna Holm" in text.rsplit("Agreed by", 1)[1]


def test_a_paper_of_anything_else_is_not_kept_with_a_version(oats: Database) -> None:
    paper = agree(oats)
    draft = paper_sheet(asker(oats), PaperKind.AGREEMENT, 1, TODAY)
    for of in (None, replace(draft, kept=None, kept_page="", title="Something else")):
        oats.connection.execute("UPDATE agreement_version SET paper = NULL, page = ''")
        with pytest.raises(PaperWanted) as wanted:
            printed(PaperStyle(), of, paper)(oats.connection, 1, 1)
        assert agreement_paper(wanted.value.sheet, PaperStyle()) == paper
