"""Pages lose nothing, keep together what belongs together, and tear no row badly."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from negdesk.documents.page_flow import Placed, into_pages
from negdesk.documents.tables import Column, table
from negdesk.documents.typesetting import Strip, TextMark, heading, lines_to_sign, paragraph

HEIGHT = 400.0
WIDTH = 300.0
COLUMNS = (Column("What", 0.5), Column("Amount", 0.2, "right"), Column("Note", 0.3))


def words(strip: Strip) -> str:
    return " ".join(
        "".join(segment.text for segment in mark.line.segments) for mark in strip.marks if isinstance(mark, TextMark)
    )


def test_there_is_always_a_page() -> None:
    assert into_pages([], HEIGHT) == [[]]


def test_a_heading_is_never_alone_at_the_foot() -> None:
    for lines in range(1, 40):
        strips = [*paragraph("line\n" * lines, WIDTH), *heading("Section", WIDTH), *paragraph("text " * 30, WIDTH)]
        for page in into_pages(strips, HEIGHT):
            assert words(page[-1].strip) != "Section"


def test_a_heading_of_more_than_a_page_stays_with_its_first_and_with_what_leads_to_it() -> None:
    lines = [*lines_to_sign(["Somebody"] * 40, WIDTH)]
    for before in range(1, 40):
        above = [*paragraph("line\n" * before, WIDTH), *paragraph("step", WIDTH, keep=True)]
        pages = into_pages([*above, *heading("Agreed by", WIDTH), *lines], HEIGHT)
        [place] = [[words(each.strip) for each in page] for page in pages if "Agreed by" in map(words, map(of, page))]
        at = place.index("Agreed by")
        assert place[at - 1 : at + 2] == ["step", "Agreed by", "Somebody Somebody"]


def of(placed: Placed) -> Strip:
    return placed.strip


def test_a_table_has_its_head_on_each_page_and_a_high_row_goes_on() -> None:
    rows = [("short", "1", ""), ("long " * 400, "2", "note"), *[(f"row {n}", "3", "") for n in range(40)]]
    pages = into_pages(table(COLUMNS, rows, WIDTH), HEIGHT)
    assert len(pages) > 2
    for page in pages:
        assert words(page[0].strip) == "What Amount Note"
        assert page[-1].top + page[-1].strip.height <= HEIGHT
        assert len(page) > 2


def test_a_small_table_is_not_parted() -> None:
    small = table(COLUMNS, [("a", "1", ""), ("b", "2", ""), ("c", "3", "")], WIDTH)
    pages = into_pages([*paragraph("line\n" * 24, WIDTH), *small], HEIGHT)
    assert [words(placed.strip) for placed in pages[1]] == ["What Amount Note", "a 1", "b 2", "c 3"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(1, 500), st.floats(0, 40), st.booleans()), max_size=60))
def test_no_strip_is_lost_and_none_overlaps(given_strips: list[tuple[float, float, bool]]) -> None:
    strips = [Strip(height, (), gap, keep) for height, gap, keep in given_strips]
    pages = into_pages(strips, HEIGHT)
    assert [placed.strip for page in pages for placed in page] == strips
    for page in pages:
        for above, below in pairwise(page):
            assert below.top >= above.top + above.strip.height - 1e-9
        for placed in page[1:]:
            assert placed.top + placed.strip.height <= HEIGHT + 1e-9
