"""What is true of all five papers: whole files, the same bytes twice, embedded fonts, private marks, pages counted."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.paper_style import PaperStyle
from negdesk.storage.database import IN_MEMORY, Database, open_library
from tests.documents.oat_flour import NOW, fill, put
from tests.documents.reading import asker, fonts, needs_qpdf, pages

TODAY = date(2026, 11, 23)
PRIVATE = [kind for kind in PaperKind if kind.private]


@pytest.fixture
def library_in_memory() -> Iterator[Database]:
    database = open_library(IN_MEMORY)
    yield database
    database.close()


@pytest.fixture
def oats(library_in_memory: Database) -> Database:
    fill(library_in_memory.connection)
    return library_in_memory


def made(database: Database, kind: PaperKind, style: PaperStyle | None = None) -> bytes:
    return paper_of(kind, paper_sheet(asker(database), kind, 1, TODAY), style or PaperStyle()).data


def many(database: Database) -> None:
    """More of everything than a page takes."""
    connection = database.connection
    for at in range(60):
        put(connection, "term", negotiation_id=1, name=f"Term {at}", unit="kg", target="5", walk_away="3",
            more_is_better=1, their_source="x" * 300, weight=at % 5 + 1, position=at)  # fmt: skip
        put(connection, "ledger_item", negotiation_id=1, side="us" if at % 2 else "them",
            title=f"Item {at} " * (at % 7 + 1), state="accepted", position=at)  # fmt: skip
        put(connection, "question", negotiation_id=1, text=f"Question {at}?")
        put(connection, "log_entry", counterpart_id=1, kind="note",
            happened_on=(TODAY - timedelta(days=at)).isoformat(),
            written_at=NOW, text=f"Entry {at}. " * 30)  # fmt: skip


@pytest.mark.parametrize("kind", PaperKind)
def test_the_same_facts_give_the_same_bytes(oats: Database, kind: PaperKind, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(oats, kind)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert made(oats, kind) == first
    assert made(oats, kind, PaperStyle("Letter")) != first


@pytest.mark.parametrize("kind", PaperKind)
def test_every_font_is_embedded_as_a_subset_and_tells_its_text(oats: Database, kind: PaperKind) -> None:
    with pikepdf.open(BytesIO(made(oats, kind))) as file:
        found = list(fonts(file))
        assert found
        for font in found:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor and "/ToUnicode" in font
            assert re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont))
            assert len(descriptor.FontFile2.read_bytes()) < 120_000


@pytest.mark.parametrize("kind", PaperKind)
def test_metadata_says_title_name_and_day_only(oats: Database, kind: PaperKind) -> None:
    reader = pypdf.PdfReader(BytesIO(made(oats, kind)))
    said = {str(key): str(value) for key, value in (reader.metadata or {}).items()}
    assert said.keys() == {"/Title", "/Author", "/Producer", "/CreationDate", "/ModDate"}
    assert said["/Author"] == "Harbour Bakery" and said["/Producer"] == "NegDesk"
    assert said["/CreationDate"] == said["/ModDate"] == "D:20261123000000Z"
    assert str(reader.trailer["/Root"]["/Lang"]) == "en-GB"  # type: ignore[index]  # a dictionary
    assert reader.outline and not reader.attachments


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("page", ["A4", "Letter"])
def test_pages_are_counted_and_marked(oats: Database, kind: PaperKind, page: str) -> None:
    many(oats)
    paper = made(oats, kind, PaperStyle("A4" if page == "A4" else "Letter"))
    texts = pages(paper)
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert ("PRIVATE" in text) == kind.private
    size = pypdf.PdfReader(BytesIO(paper)).pages[0].mediabox
    assert (round(size.width), round(size.height)) == ((595, 842) if page == "A4" else (612, 792))


def test_tables_repeat_their_head(oats: Database) -> None:
    many(oats)
    texts = pages(made(oats, PaperKind.LOG))
    assert sum("Day" in text for text in texts) == len(texts)


@pytest.mark.parametrize("extra", [False, True])
def test_the_brief_fits_two_pages_and_says_what_it_left_out(oats: Database, extra: bool) -> None:
    if extra:
        many(oats)
    texts = pages(made(oats, PaperKind.BRIEF))
    whole = " ".join(" ".join(texts).split())
    assert len(texts) <= 2
    assert ("Left out to stay on two pages" in whole) == extra
    assert "Two-month volume forecast" in whole and "Delivery every second week" in whole
    if extra:
        left = int(re.search(r"(\d+) questions", whole)[1])  # type: ignore[index]  # found
        assert left == 62 - len(re.findall(r"Question \d+\?|Who else has|What would make", whole))


def test_a_log_of_any_length_has_every_entry_in_order(oats: Database) -> None:
    for at in range(600):
        put(oats.connection, "log_entry", counterpart_id=1, kind="call", happened_on=f"2024-01-{at % 28 + 1:02}",
            written_at=NOW, text=f"Said {at} times")  # fmt: skip
    whole = " ".join(pages(made(oats, PaperKind.LOG)))
    assert {int(n) for n in re.findall(r"Said\s+(\d+)\s+times", whole)} == set(range(600))


@pytest.mark.parametrize("kind", PaperKind)
def test_nothing_yet_reads_well(library_in_memory: Database, kind: PaperKind) -> None:
    connection = library_in_memory.connection
    put(connection, "negotiation", title="Dinner", created_at=NOW, stage_changed_at=NOW)
    put(connection, "counterpart", kind="person", name="Ana", created_at=NOW)
    (text,) = pages(made(library_in_memory, kind))
    assert "Dinner" in text or "Ana" in text
    assert "None" not in text
    if not kind.private:
        assert "Draft" in text and "agreed" in text


def test_a_day_and_words_for_it_are_both_printed(oats: Database) -> None:
    for table in ("promise", "ledger_item"):
        oats.connection.execute(f"UPDATE {table} SET due_on = '2026-12-15', due_text = 'before noon'")
    agreement, ledger = (
        " ".join(" ".join(pages(made(oats, kind))).split()) for kind in (PaperKind.AGREEMENT, PaperKind.LEDGER)
    )
    assert "by 15 December 2026, before noon." in agreement
    assert agreement.count("before noon") == 5 + 2 and ledger.count("before noon") == 7


@needs_qpdf
@pytest.mark.parametrize("kind", PaperKind)
def test_qpdf_and_pikepdf_find_nothing(oats: Database, kind: PaperKind, tmp_path: Path) -> None:
    many(oats)
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(oats, kind))
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    with pikepdf.open(path) as file:
        assert not file.check_pdf_syntax()


def test_days_of_promises_are_days_and_in_the_papers_own_way(oats: Database) -> None:
    sheet = paper_sheet(asker(oats), PaperKind.LOG, 1, date(2026, 11, 28))
    for locale, day in (("en_GB", "30 Nov"), ("en_US", "Nov 30")):
        text = " ".join(pages(paper_of(PaperKind.LOG, sheet, PaperStyle(locale=locale)).data)[0].split())
        assert f"Send the framework order Nordmill Foods {day}" in text
    late = paper_sheet(asker(oats), PaperKind.LOG, 1, date(2026, 12, 1))
    assert "1 day late" in pages(paper_of(PaperKind.LOG, late, PaperStyle()).data)[0]


def test_the_ledger_says_on_the_table_only_of_what_still_is(oats: Database) -> None:
    oats.connection.execute("UPDATE offer SET state = 'open' WHERE id = 5")
    oats.connection.execute("UPDATE ledger_item SET state = 'offered' WHERE title = 'Storing their pallets'")
    said = " ".join("".join(pages(made(oats, PaperKind.LEDGER))).split())
    assert "1 more is on the table." in said and said.count("on the table") == 1 and "not taken" in said
    oats.connection.execute("UPDATE negotiation SET stage = 'agreed'")
    said = " ".join("".join(pages(made(oats, PaperKind.LEDGER))).split())
    assert "1 more was on the table." in said and said.count("on the table") == 1


def test_what_was_never_valued_is_not_said_to_be_worth_nothing(oats: Database) -> None:
    def said() -> str:
        return " ".join("".join(pages(made(oats, PaperKind.LEDGER))).split())

    assert "What we gave is worth 9 to them and what we got 6 to us, in steps of up to five each." in said()
    oats.connection.execute("UPDATE ledger_item SET value = 0 WHERE side = 'them'")
    assert "What we gave is worth 9 to them, in steps of up to five each." in said() and "what we got" not in said()
    oats.connection.execute("UPDATE ledger_item SET value = 5 - value")
    oats.connection.execute("UPDATE ledger_item SET value = 0 WHERE side = 'us'")
    assert "What we got is worth 10 to us, in steps of up to five each." in said() and "What we gave" not in said()
    oats.connection.execute("UPDATE ledger_item SET value = 0")
    assert "worth" not in said().partition("Balance")[2].partition("Harbour Bakery gives")[0]


def test_no_graph_cuts_its_name_for_the_walk_away_beside_it(oats: Database) -> None:
    oats.connection.execute("UPDATE term SET name = 'Sacks missing a year, if any' WHERE id = 2")
    text = pages(made(oats, PaperKind.LEDGER))[0]
    assert text.count("Sacks missing a year, if any") == 2 and "walk-away 140" in text
