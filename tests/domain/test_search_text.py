"""What a search and a filter do not tell apart."""

import pytest

from negdesk.domain.search_text import SPELLINGS, folded, folded_each, holds_all


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Jörg ÖZTÜRK", "jorg ozturk"),
        ("Straße, Łódź, Ødegård", "strasse, lodz, odegard"),
        ("Ио\u0306сиф", "иосиф"),
        ("Παπαδάκης", "παπαδακησ"),
        ("한국 李", "한국 李"),
    ],
)
def test_capitals_accents_and_spellings_are_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_many_are_folded_as_each_is() -> None:
    texts = ["Mill", "", *SPELLINGS, "e", "\u0301 begins with an accent", "Öz\nTürk"]
    assert folded_each(texts) == [folded(text) for text in texts]
    assert folded_each([]) == []


def test_each_word_is_in_what_is_found_in_any_order() -> None:
    texts = folded_each(["Öl und Mehl", "Mehl", "Oel"])
    assert holds_all((3, 1, 2), texts, " MEHL  öl") == (3,)
    assert holds_all((3, 1, 2), texts, "mehl") == (3, 1)
