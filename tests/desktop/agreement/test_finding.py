"""What is written in a paper is found in it, in each script, as the window looks for it."""

import pytest

from negdesk.desktop.agreement.paper_pages import hits
from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.font_faces import unprintable
from negdesk.documents.paper_style import PaperStyle
from tests.documents.paper_cases import CASES, DAY, SCRIPTS, desk_of

NOT_FOUND = {"مرجع على موقعهم (NordMill 2026)"}
"""Words of both directions in brackets; pdfium has no order of them that could be told."""


def papers_in(script: str) -> list[bytes]:
    (case,) = (each for each in CASES if each.name == script)
    with desk_of(case) as desk:
        return [paper_of(kind, paper_sheet(desk.ask, kind, 1, DAY), PaperStyle()).data for kind in PaperKind]


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_text_is_found_in_a_paper(script: str) -> None:
    said = [text for held in SCRIPTS[script].values() for text in ([held] if isinstance(held, str) else held)]
    if unprintable("".join(said)):
        pytest.skip("no font of this computer has this script")
    papers = papers_in(script)
    lines = {line for text in said for line in text.split("\n") if 0 < len(line) <= 60} - NOT_FOUND
    assert {line for line in lines if not any(hits(paper, line) for paper in papers)} == set()
    for paper in papers:
        for line in lines:
            for hit in hits(paper, line):
                assert hit.boxes and all(0 <= side <= 1 for box in hit.boxes for side in box)
        assert hits(paper, "") == hits(paper, " \n") == hits(paper, "no such words") == ()


def test_capitals_spaces_and_the_ends_of_lines_do_not_matter() -> None:
    brief = papers_in("latin")[2]
    for words in (
        "€ 120,000",
        "€\u00a0120,000",
        "UP  TO €",
        "ÅNGSTRÖM",
        "qu'est-ce QUI rendrait cette année facile pour vous",
    ):
        assert hits(brief, words), words
    assert len(hits(brief, "for us")) == 1
