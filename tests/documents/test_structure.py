"""Papers say what their parts are, in reading order, for those who hear a page rather than see it."""

import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from negdesk.documents.agreement_paper import agreement_paper
from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.page_drawing import Frame
from negdesk.documents.paper_pdf import make_pdf
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.tables import Column, table
from negdesk.documents.text_language import language_of
from negdesk.domain.side_mark import mark_text
from negdesk.queries.papers_shareable import PaperPerson
from negdesk.storage.database import Database
from tests.documents.oat_flour import put
from tests.documents.reading import asker, flat, needs_poppler
from tests.documents.sheets import agreement_sheet
from tests.documents.structure_reading import Node, structure
from tests.documents.test_papers import many
from tests.domain.test_side_mark import png

TODAY = date(2026, 11, 23)
STYLE = PaperStyle()
FRAME = Frame("Words", "", TODAY, private=False)


def made(database: Database, kind: PaperKind) -> bytes:
    return paper_of(kind, paper_sheet(asker(database), kind, 1, TODAY), PaperStyle()).data


def of_kind(tree: Node, kind: str) -> list[Node]:
    return [node for node in tree.walk() if node.kind == kind]


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("more", [False, True])
def test_all_that_is_drawn_is_in_one_part_and_read_in_the_order_it_stands_in(
    oats: Database, kind: PaperKind, more: bool
) -> None:
    if more:
        many(oats)
    tree, drawn = structure(made(oats, kind))
    assert all(piece.artifact != (piece.mark is not None) for piece in drawn), "neither a part nor beside the text"
    assert tight(tree.drawn) == tight("".join(piece.text for piece in drawn if not piece.artifact))
    beside = "".join(piece.text for piece in drawn if piece.artifact)
    assert "Page 1 of" in beside and "Page 1 of" not in tree.drawn
    (title,) = of_kind(tree, "H1")
    assert title.said == ("Nordmill Foods" if kind is PaperKind.LOG else kind.label)
    assert len(of_kind(tree, "H2")) >= (1 if kind is PaperKind.GIVES_GETS else 3)
    assert ("PRIVATE" in tree.said) == kind.private and tree.said.count("PRIVATE") <= 1


@pytest.mark.parametrize("kind", PaperKind)
def test_tables_have_rows_of_as_many_cells_and_heads(oats: Database, kind: PaperKind) -> None:
    many(oats)
    tree, _ = structure(made(oats, kind))
    tables = of_kind(tree, "Table")
    assert tables
    heads = 0
    for each in tables:
        assert {row.kind for row in each.inside} == {"TR"}
        assert len({len(row.inside) for row in each.inside}) == 1
        assert {cell.kind for row in each.inside for cell in row.inside} <= {"TH", "TD"}
        for cell in of_kind(each, "TH"):
            heads += 1
            assert cell.scope in ("/Column", "/Row")
    assert heads


def test_the_head_of_a_table_is_read_once_though_every_page_shows_it(oats: Database) -> None:
    many(oats)
    tree, drawn = structure(made(oats, PaperKind.LOG))
    seen = [piece.page for piece in drawn if piece.text == "Day"]
    assert len(seen) > len([cell for cell in of_kind(tree, "TH") if cell.said == "Day"])
    for each in of_kind(tree, "Table"):
        assert [cell.said for row in each.inside for cell in row.inside].count("Day") <= 1


def test_a_cell_that_goes_on_over_the_next_page_is_read_in_one_go() -> None:
    words = [" ".join(f"{letter}{at}" for at in range(1_500)) for letter in "ab"]
    tree, drawn = structure(
        make_pdf(table((Column("", 0.5), Column("", 0.5)), [words], PaperStyle().width), FRAME, PaperStyle())
    )
    assert len({piece.page for piece in drawn}) > 1
    assert [tight(cell.drawn) for cell in of_kind(tree, "TD")] == [tight(text) for text in words]
    first_page = tight("".join(piece.text for piece in drawn if piece.page == 0 and not piece.artifact))
    first, second = first_page.split("b0b1", 1)
    assert tight(words[0]).startswith(first) and tight(words[1]).startswith(f"b0b1{second}")


def test_graphs_are_said_in_words_and_have_their_place(oats: Database) -> None:
    tree, _ = structure(made(oats, PaperKind.LEDGER))
    figures = of_kind(tree, "Figure")
    assert len(figures) == 3
    assert figures[0].alt == (
        "Offers on Price per tonne in their order: they €\u00a0668, we €\u00a0610, we €\u00a0625, they €\u00a0662, "
        "we €\u00a0640, they €\u00a0648. Our walk-away is €\u00a0685."
    )
    left, bottom, right, top = figures[0].box
    assert 50 < left < right < 300 and 50 < bottom < top < 800


def test_our_mark_is_a_picture_with_words(oats: Database) -> None:
    put(oats.connection, "setting", key="our_mark", value=mark_text(png(30, 10)))
    tree, _ = structure(made(oats, PaperKind.AGREEMENT))
    (figure,) = of_kind(tree, "Figure")
    assert figure.alt == "Mark of Harbour Bakery"


@pytest.mark.parametrize("words", ["מאפיית הנמל (Port) 12 בע״מ", "شركة الطحين ٤٥٦ للتجارة abc", "Ana שלום 3"])
def test_text_from_right_to_left_is_said_in_the_order_it_is_read(words: str) -> None:
    tree, _ = structure(agreement_paper(replace(agreement_sheet(), their_name=words, title=words), PaperStyle()))
    assert f"{words} gives" in [cell.said for cell in of_kind(tree, "TH")]
    assert f"{words} · 23 November 2026" in [node.said for node in of_kind(tree, "P")]


@pytest.mark.parametrize("kind", PaperKind)
def test_the_file_says_that_it_is_structured_and_in_which_language(oats: Database, kind: PaperKind) -> None:
    with pikepdf.open(BytesIO(made(oats, kind))) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Αρτοποιείο Λιμανιού", "el"),
        ("מאפיית הנמל 12", "he"),
        ("ร้านขนมปัง", "th"),
        ("항구 빵집", "ko"),
        ("港のパン屋", "ja"),
        ("オーツ", "ja"),
        ("港口面包店", "und-Hani"),
        ("مخبز الميناء", "und-Arab"),
        ("Пекарня", "und-Cyrl"),
        ("जई का आटा", "und-Deva"),
        ("Hafenbäckerei", ""),
        ("Bäckerei Λιμάνι", ""),
        ("港口 항구", ""),
        ("«2026» – €", ""),
        ("Oat mill", ""),
    ],
)
def test_a_name_in_another_script_is_said_to_be_in_its_language(words: str, language: str) -> None:
    assert language_of(words) == language
    tree, _ = structure(agreement_paper(replace(agreement_sheet(), their_parties=(PaperPerson(words, ""),)), STYLE))
    (name,) = (node for node in tree.walk() if node.said == words and not node.inside)
    assert (name.kind, name.language) == (("Span", language) if language else ("P", ""))
    assert {node.language for node in tree.walk()} == {"", language}, "the paper's own words are in its own language"


@needs_poppler
@pytest.mark.parametrize("kind", PaperKind)
def test_poppler_reads_the_same_structure(oats: Database, kind: PaperKind, tmp_path: Path) -> None:
    many(oats)
    path = tmp_path / "read.pdf"
    path.write_bytes(made(oats, kind))
    tree, _ = structure(path.read_bytes())
    done = subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True)
    said = [line.strip() for line in done.stdout.decode().splitlines()]
    read = "".join(line[1:-1] for line in said if line.startswith('"'))
    assert flat(read).replace(" ", "") == flat(tree.drawn).replace(" ", "")
    assert [line.split()[0].rstrip(":") for line in said if line[:1].isupper()] == [node.kind for node in tree.walk()]
