"""Lines are broken where a reader would break them, and none is wider than it may be."""

from hypothesis import given, settings
from hypothesis import strategies as st

from negdesk.documents.font_faces import Weight
from negdesk.documents.text_direction import levels_of
from negdesk.documents.text_lines import Line, break_lines, isolated, printable, shortened


def said(line: Line) -> str:
    return "".join(segment.text for segment in line.segments)


def lines(text: str, width: float) -> list[str]:
    return [said(line) for line in break_lines(text, width)]


def test_words_stay_whole_where_they_fit() -> None:
    assert lines("one two three", 5_000) == ["one two", "three"]
    assert lines("  in  between ", 50_000) == ["in  between"] or lines("  in  between ", 50_000) == ["  in  between"]


def test_a_word_wider_than_a_line_is_broken_anywhere() -> None:
    broken = lines("W" * 50, 10_000)
    assert "".join(broken) == "W" * 50 and len(broken) > 4


def test_hyphens_between_letters_break_and_numbers_do_not() -> None:
    assert lines("supplier-purchase", 5_200) == ["supplier-", "purchase"]
    assert lines("x 2026-11-23", 6_100)[-1] == "2026-11-23"


def test_no_break_spaces_hold() -> None:
    assert lines("for €\u00a0648.00", 5_000) == ["for", "€\u00a0648.00"]


def test_empty_lines_stay_inside_and_go_at_the_ends() -> None:
    assert lines("\na\n\nb\n\n", 9_000) == ["a", "", "b"]
    assert lines("", 9_000) == [] and lines(" \n ", 9_000) == []


def test_what_cannot_be_printed_is_dropped_or_marked() -> None:
    assert printable("a\x00b\ud800\u202ec\td\r\ne") == "ab\ufffdc d\ne"
    assert printable("e\u0301") == "é"


def test_a_line_is_cut_with_an_ellipsis() -> None:
    (line,), (dots,) = break_lines("a long line", 100_000), break_lines("…", 100_000)
    assert said(shortened(line, 3_500, dots)).endswith("…") and shortened(line, 3_500, dots).advance <= 3_500
    assert shortened(line, 100_000, dots) is line


def test_a_line_from_right_to_left_is_cut_at_its_end() -> None:
    (line,), (dots,) = break_lines("אבג דהו (abc def) זחט", 100_000), break_lines("…", 100_000)
    cut = shortened(line, 6_000, dots)
    assert cut.right_to_left and cut.advance <= 6_000
    assert said(cut).startswith("…") and said(cut).endswith("דהו אבג")


def test_what_a_text_holds_cannot_end_its_isolation() -> None:
    assert levels_of(isolated("a\ufdd1אב\ufdd0ג") + " 12")[0] == "aאבג 12"
    assert isolated("a\ufdd1b\ufdd0") == isolated("ab")


def test_each_line_of_a_text_is_isolated() -> None:
    one, two = break_lines(isolated("אב\r\nגד") + " · 3 May", 100_000)
    assert said(one) == "אב" and said(two) == "גד · 3 May"
    assert lines(isolated("\x7f\n\nab\n") + " gives", 100_000) == ["ab gives"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.integers(2_000, 30_000))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    broken = break_lines(text, width, Weight.MEDIUM)
    for line in broken:
        assert line.advance <= width or sum(len(segment.clusters) for segment in line.segments) <= 2
    kept = sorted("".join(said(line) for line in broken).replace(" ", ""))
    spaces = " \n\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000"
    expected = sorted(char for char in printable(text) if char not in spaces and char not in "\ufdd0\ufdd1")
    assert [char for char in kept if char not in spaces] == expected
