"""Every paper of every case is a whole PDF with all its fonts in it, and comes out the same twice, on both pages."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pikepdf
import pytest

from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.font_faces import forget_shapes
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_lines import forget_texts
from tests.campaigns import FULL
from tests.documents.paper_cases import CASES, DAY, Case, desk_of
from tests.documents.reading import needs_qpdf, pages

needs_pdffonts = pytest.mark.skipif(which("pdffonts") is None, reason="poppler's pdffonts is not installed")
STYLES = (PaperStyle(mark_changes=True), PaperStyle("Letter", "de_DE", mark_changes=True))
QUICK = [case for case in CASES if case.name != "long-log"]


def papers_of(case: Case) -> dict[str, bytes]:
    """Each paper of a case on each page, by a name."""
    with desk_of(case) as desk:
        sheets = {
            f"{kind}-{subject}": (kind, paper_sheet(desk.ask, kind, subject, DAY))
            for subject in case.subjects
            for kind in case.kinds
        }
    return {
        f"{name}-{style.page}.pdf": paper_of(kind, sheet, style).data
        for name, (kind, sheet) in sheets.items()
        for style in STYLES
    }


@needs_qpdf
@needs_pdffonts
@pytest.mark.parametrize("case", CASES if FULL else QUICK, ids=lambda case: case.name)
def test_each_paper_is_whole_with_its_fonts_and_the_same_twice(case: Case, tmp_path: Path) -> None:
    papers = papers_of(case)
    forget_texts()
    forget_shapes()
    assert papers_of(case) == papers, "the same facts give the same bytes, whatever is remembered"
    for name, data in papers.items():
        path = tmp_path / name
        path.write_bytes(data)
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
        with pikepdf.open(path) as file:
            assert not file.check_pdf_syntax()
        assert_embedded(path)


def assert_embedded(path: Path) -> None:
    """Each font of the file is embedded, as a subset, and says which characters its glyphs are.

    Fonts of pictures, of Type 3, hold nothing but what is used and are not called subsets.
    """
    said = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True)
    assert not said.stderr
    fonts = said.stdout.splitlines()[2:]
    assert fonts
    for line in fonts:
        embedded, subset, unicode = line.split()[-5:-2]
        assert (embedded, unicode) == ("yes", "yes") and (subset == "yes" or "Type 3" in line), line


def test_the_brief_of_much_is_on_two_pages_and_says_what_it_left_out() -> None:
    case = next(each for each in CASES if each.name == "many")
    with desk_of(case) as desk:
        brief = paper_of(PaperKind.BRIEF, paper_sheet(desk.ask, PaperKind.BRIEF, 1, DAY), PaperStyle()).data
    assert len(pages(brief)) == 2 and "Left out to stay on two pages" in pages(brief)[1]


@pytest.mark.parametrize("name", ["sample", "many", "empty"])
def test_nobody_signs_a_page_that_says_nothing(name: str) -> None:
    case = next(each for each in CASES if each.name == name)
    with desk_of(case) as desk:
        sheet = paper_sheet(desk.ask, PaperKind.AGREEMENT, 1, DAY)
    for style in STYLES:
        for page in pages(paper_of(PaperKind.AGREEMENT, sheet, style).data):
            before, signed, _after = page.partition("Agreed by")
            assert not signed or re.search(r"Next step|No next step|Promise \d", before), style
