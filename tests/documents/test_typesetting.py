"""Where lines stand: titles, paragraphs and names to sign by, also those from right to left."""

import pytest

from negdesk.documents.paper_style import HEADING
from negdesk.documents.text_lines import as_read
from negdesk.documents.typesetting import (
    RuleMark,
    Strip,
    TextMark,
    heading,
    lines_to_sign,
    paragraph,
    text_width,
    title_block,
)

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


def test_a_long_head_of_a_section_has_all_its_words_in_lines_over_its_rule() -> None:
    name = "Cooperative of the millers of the northern coast and its islands " * 2
    (strip,) = heading(f"{name}gives", WIDTH)
    lines = marks([strip])
    (rule,) = (mark for mark in strip.marks if isinstance(mark, RuleMark))
    assert " ".join(as_read(line.line) for line in lines).split() == f"{name}gives".split()
    assert len(lines) > 1 and all(ends(line) <= WIDTH and line.y < rule.y < strip.height for line in lines)
    assert strip.height - heading("Terms", WIDTH)[0].height == (len(lines) - 1) * HEADING.leading


def test_lines_that_were_written_as_such_stand_at_the_left() -> None:
    assert [mark.x for mark in marks(paragraph("رحوب\nتل", WIDTH))] == [0.0, 0.0]


def test_a_name_to_sign_by_stands_at_the_beginning_of_its_line_in_any_script() -> None:
    latin, hebrew = marks(lines_to_sign(["Nordmill Foods", "מאפיית הנמל"], WIDTH))
    assert hebrew.x - latin.x == WIDTH / 2


def test_a_line_to_sign_is_drawn_for_each_name_alone_and_they_stay_together() -> None:
    first, second = lines_to_sign(["Harbour Bakery", "Nordmill Foods", "", "Ana"], WIDTH)
    assert [sum(isinstance(mark, RuleMark) for mark in strip.marks) for strip in (first, second)] == [2, 1]
    (line,) = (mark for mark in second.marks if isinstance(mark, RuleMark))
    (name,) = (mark for mark in second.marks if isinstance(mark, TextMark))
    assert line.x == name.x > WIDTH / 2
    assert first.keep and not second.keep
