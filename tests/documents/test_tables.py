"""Tables tear no row, no amount and no short text badly, and say again whose a torn row is."""

import pytest

from negdesk.documents.page_flow import Placed, into_pages
from negdesk.documents.tables import AFTER_RIGHT, Column, table
from negdesk.documents.typesetting import PADDING, Cell, Strip, Text, TextMark, text_width

WIDTH, HEIGHT = 487.0, 300.0
AMOUNTS = (Column("Term", 0.66), Column("Target", 0.17, "right"), Column("Agreed", 0.17, "right"))


def said(mark: TextMark) -> str:
    return "".join(segment.text for segment in mark.line.segments)


def texts(strip: Strip) -> list[TextMark]:
    return [mark for mark in strip.marks if isinstance(mark, TextMark)]


def words(placed: Placed) -> list[str]:
    return [said(mark) for mark in texts(placed.strip)]


def pages(columns: tuple[Column, ...], rows: list[tuple[Cell, ...]]) -> list[list[list[str]]]:
    return [[words(each) for each in page] for page in into_pages(table(columns, rows, WIDTH), HEIGHT)]


@pytest.mark.parametrize("amount", ["123,456,789,012.125", "€\u00a0123,456,789,012.125", "-98,765,432,109,876.54321"])
def test_no_amount_is_parted_though_its_column_is_narrow(amount: str) -> None:
    row = table(AMOUNTS, [("Price per tonne", f"{amount}\u00a0kilograms a week", "5")], WIDTH)[-1]
    assert any(amount.rpartition("\u00a0")[2] in said(mark) for mark in texts(row))
    assert max(mark.x + text_width(mark.line, mark.style) for mark in texts(row)) <= WIDTH


def test_a_column_that_grows_leaves_the_others_room_for_their_words() -> None:
    plain, wide = (
        table(AMOUNTS, [("Price per tonne", amount, "5")], WIDTH)[-1] for amount in ("5", "123,456,789,012.125")
    )
    (name, *_), (name_beside, amount, _) = texts(plain), texts(wide)
    assert said(name) == said(name_beside) == "Price per tonne"
    assert amount.x >= name_beside.x + text_width(name_beside.line, name_beside.style) + 2 * PADDING
    assert [said(mark) for mark in texts(table(AMOUNTS, [("W" * 300, "1" * 90, "1" * 90)], WIDTH)[-1])]


def test_the_last_row_takes_the_one_before_along_unless_it_is_high() -> None:
    rows: list[tuple[Cell, ...]] = [(f"row {n}", "", "") for n in range(13)]
    for last, alone in (("last", False), ("several words " * 40, True)):
        found = pages(AMOUNTS, [*rows, (last, "", "")])
        assert len(found) == 2
        assert (found[1][1][0] == "row 12") is not alone


def test_a_torn_row_says_on_each_page_whose_it_is() -> None:
    columns = (Column("When", 0.2), Column("Who", 0.2), Column("Offer", 0.6))
    values = tuple(Text(f"Term {n}") for n in range(60))
    found = pages(columns, [("1 Dec", "Nordmill Foods", "first"), ("2 Dec", "Harbour Bakery", values)])
    assert len(found) > 2
    for page in found[1:]:
        assert page[:2] == [["When", "Who", "Offer"], ["2 Dec", "Harbour Bakery"]]
    flat = [each for page in found for strip in page for each in strip]
    assert [each for each in flat if each.startswith("Term")] == [f"Term {n}" for n in range(60)]


def test_a_torn_row_is_not_torn_within_one_of_its_short_texts() -> None:
    columns = (Column("Offer", 0.3), Column("State", 0.7))
    values = tuple(Text(f"Term {n} of all that is supplied, so much a week") for n in range(40))
    found = pages(columns, [(values, "on the table")])
    assert len(found) > 2
    for page in found[1:]:
        assert page[2][0].startswith("Term"), "the page begins with the beginning of a text"


def test_a_column_set_to_the_right_by_its_script_keeps_away_from_the_next() -> None:
    columns = (Column("Whose", 0.3), Column("Stands", 0.7))
    hebrew, latin = (table(columns, [(name, "30 Nov"), (name, "2 Dec")], WIDTH)[-1] for name in ("טחנות", "Mills"))
    whose, stands = texts(hebrew)
    assert stands.x - (whose.x + text_width(whose.line, whose.style)) == pytest.approx(2 * PADDING + AFTER_RIGHT)
    assert texts(latin)[0].x == PADDING < whose.x
