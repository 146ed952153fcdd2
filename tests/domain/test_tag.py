"""Tags and mentions in the words of an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.refusal import Refusal
from negdesk.domain.tag import Tag, fold, mentions_in, sign_before, tags_in

NAMES = ["Jana", "Jana Novak", "Åsa Öberg", "株式会社", "Strauß & Co"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#price first", ["price"]),
        ("About #price, #long-term and (#Lieferung).", ["price", "long-term", "Lieferung"]),
        ("#価格 and #हिंदी", ["価格", "हिंदी"]),
        ("# Heading", []),
        ("## Heading", []),
        ("the no#tag, https://a.example/#part, mail#x", []),
        ("invoice #1234", []),
        ("#4x4", ["4x4"]),
        ("#a- b", ["a"]),
        ("#" + "x" * 61, []),
    ],
)
def test_tags_as_people_write_them(text: str, tags: list[str]) -> None:
    assert [sign.word for sign in tags_in(text)] == tags


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Met @Jana Novak.", ["Jana Novak"]),
        ("Met @jana today", ["jana"]),
        ("@Janas car", []),
        ("jana@Jana Novak", []),
        ("(@Åsa Öberg) and @株式会社", ["Åsa Öberg", "株式会社"]),
        ("@STRAUSS & CO paid", ["STRAUSS & CO"]),
        ("@", []),
    ],
)
def test_mentions_are_the_longest_name_that_fits(text: str, names: list[str]) -> None:
    assert [sign.word for sign in mentions_in(text, NAMES)] == names


@given(st.text(alphabet="#@ab \n-Jana(é", max_size=40))
def test_signs_stand_where_they_say(text: str) -> None:
    for sign in tags_in(text):
        assert text[sign.start : sign.end] == f"#{sign.word}"
        assert Tag.named(sign.word).folded == fold(sign.word)
    for sign in mentions_in(text, NAMES):
        assert text[sign.start : sign.end] == f"@{sign.word}"
    ends = [sign.end for sign in tags_in(text)]
    assert ends == sorted(ends)


@pytest.mark.parametrize("word", ["", "#", "two words", "a,b", "x" * 61, "-"])
def test_what_is_no_tag_is_refused(word: str) -> None:
    with pytest.raises(Refusal) as refused:
        Tag.named(word)
    assert refused.value.field == "name"


def test_a_tag_says_what_it_has_in_common() -> None:
    assert Tag.named("#STRASSE") == Tag("STRASSE", "strasse")
    assert Tag.named("Straße").folded == "strasse"
    with pytest.raises(Refusal):
        Tag("Price", "prize")


@pytest.mark.parametrize(
    ("text", "word"),
    [("see #pri", "pri"), ("@", ""), ("@Jana No", "Jana No"), ("a@Jana", None), ("#a b", None), ("@ b", None)],
)  # fmt: skip
def test_what_is_being_typed(text: str, word: str | None) -> None:
    sign = sign_before(text, len(text))
    assert (sign.word if sign else None) == word
