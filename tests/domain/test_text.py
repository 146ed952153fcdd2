"""Typed and pasted text becomes safe to keep, and never a different text the second time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.refusal import Refusal
from negdesk.domain.text import clean_line, clean_text, in_line, listed, number_word

anything = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Oat flour \n", "Oat flour"),
        ("two\r\nlines\tand tab", "two lines and tab"),
        ("nul\x00 bell\x07", "nul bell"),
        ("Cafe\u0301", "Café"),
        ("broken \ud800 half", "broken \ufffd half"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\ufeffmark", "mark"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    ],
)
def test_a_line_is_one_clean_line(typed: str, kept: str) -> None:
    assert clean_line(typed, "title") == kept


def test_a_text_keeps_its_lines_and_tabs() -> None:
    assert clean_text(" one\r\ntwo\rthree\tfour\x00 ", "note") == "one\ntwo\nthree\tfour"


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    line, lines = clean_line(text, "x"), clean_text(text, "x")
    assert clean_line(line, "x") == line
    assert clean_text(lines, "x") == lines
    assert "\n" not in line
    line.encode()
    lines.encode()


def test_what_is_too_long_or_empty_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refusal, match="10000 characters") as too_long:
        clean_line("x" * 10_000, "title", 200)
    assert too_long.value.field == "title"
    with pytest.raises(Refusal, match="Write a title first") as empty:
        clean_line(" \n\u200b".replace("\u200b", ""), "title", required=True)
    assert empty.value.field == "title"


@pytest.mark.parametrize(
    ("sentence", "after_colon"),
    [
        ("Name who can sign", "name who can sign"),
        ("EUR is missing", "EUR is missing"),
        ("A term", "a term"),
        ("", ""),
    ],
)
def test_a_sentence_after_a_colon(sentence: str, after_colon: str) -> None:
    assert in_line(sentence) == after_colon


def test_lists_and_counts_in_words() -> None:
    assert [listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert (number_word(7), number_word(13), number_word(2, first=True)) == ("seven", "13", "Two")
