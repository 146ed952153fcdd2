"""Where lines stand: titles, paragraphs and names to sign by, also those from right to left."""

import pytest

from negdesk.documents.typesetting import Strip, TextMark, lines_to_sign, paragraph, text_width, title_block

WIDTH, CORNER = 487.0, 120.0


def marks(strips: list[Strip]) -> list[TextMark]:
    return [mark for strip in strips for mark in strip.marks if isinstance(mark, TextMark)]


def ends(mark: TextMark) -> float:
    return mark.x + text_width(mark.line, mark.style)


@pytest.mark.parametrize("name", ["Nordmill Foods", "מאפיית הנמל", "مطاحن الشمال"])
def test_a_title_stands_at_the_left_above_what_belongs_to_it_in_any_script(name: str) -> None:
    title, below = marks(title_block(name, "Head of purchasing · 23 November 2026", WIDTH, CORNER))
    assert title.x == below.x == 0.0


def test_a_title_of_several_lines_from_right_to_left_begins_each_at_the_right_beside_the_corner() -> None:
    lines = marks(title_block("مطاحن الشمال " * 8, "", WIDTH, CORNER))
    assert len(lines) > 1
    assert all(ends(line) == pytest.approx(WIDTH - CORNER) for line in lines)


def test_lines_that_were_written_as_such_stand_at_the_left() -> None:
    assert [mark.x for mark in marks(paragraph("رحوب\nتل", WIDTH))] == [0.0, 0.0]


def test_a_name_to_sign_by_stands_at_the_beginning_of_its_line_in_any_script() -> None:
    latin, hebrew = marks(lines_to_sign(["Nordmill Foods", "מאפיית הנמל"], WIDTH))
    assert hebrew.x - latin.x == WIDTH / 2
