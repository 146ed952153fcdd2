"""Markdown of a user's is drawn, and nothing that stands in it is ever opened."""

from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtGui import QFont, QTextDocument
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls.markdown_text import MarkdownBody, SafeDocument, markdown_document

PICTURE = Path(__file__).parents[3] / "packaging" / "pictures" / "plan-light.png"
HOSTILE = [
    f"<img src='file://{PICTURE}'>", f"![a picture](file://{PICTURE})", f"![a]({PICTURE})",
    f"[![a]({PICTURE})](http://example.org)", f"![a][b]\n\n[b]: file://{PICTURE}", "<script>alert(1)</script> **b**",
    "<b>bold</b> and *slanted*", "&lt;img src=x&gt; `code`",
]  # fmt: skip


def weights(document: QTextDocument) -> dict[str, int]:
    """The weight of each piece of a document."""
    found = {}
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            found[piece.text()] = piece.charFormat().fontWeight()
            pieces += 1
        block = block.next()
    return found


def test_bold_headings_and_lists_are_drawn_and_a_break_stays_one(qtbot: QtBot) -> None:
    document = markdown_document("# The mill\nThey **must** grow\nby spring\n\n- flour\n- bran\nThen home")
    assert document.toPlainText().splitlines() == [
        "The mill",
        "They must grow",
        "by spring",
        "flour",
        "bran",
        "Then home",
    ]
    assert document.lastBlock().textList() is None
    drawn = weights(document)
    assert drawn["must"] >= QFont.Weight.DemiBold and drawn["The mill"] >= QFont.Weight.DemiBold
    assert drawn["They "] < QFont.Weight.DemiBold


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_loaded_and_html_is_text(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    loaded: list[object] = []
    real = SafeDocument.loadResource

    def load(self: SafeDocument, kind: int, name: object) -> object:
        loaded.append(name)
        return real(self, kind, name)  # type: ignore[arg-type]  # as Qt calls it

    monkeypatch.setattr(SafeDocument, "loadResource", load)
    body = MarkdownBody()
    qtbot.addWidget(body)
    body.setText(text)
    body.resize(300, 200)
    body.grab()
    shown = markdown_document(text).toPlainText()
    assert loaded == [] and "\ufffc" not in shown, "no picture stands in it"
    if "<" in text:
        assert "<" in shown


def test_whatever_would_be_loaded_is_an_empty_picture() -> None:
    assert SafeDocument().loadResource(2, str(PICTURE)).width() == 1


@pytest.mark.parametrize("text", [">" * 9000, "- " * 9000, "[" * 9000, "*" * 9000, "`" * 9000, "1. " * 6000, "<" * 9000,
                                  "**a " * 4000, "[a](" * 4000, "_a_ " * 4000, "> a\n" * 4000])  # fmt: skip
def test_no_text_makes_the_window_wait(qtbot: QtBot, text: str) -> None:
    body = MarkdownBody()
    qtbot.addWidget(body)
    body.setText(text)
    begun = perf_counter()
    assert body.heightForWidth(400) > 0
    assert perf_counter() - begun < 5


def test_the_words_are_as_typed_for_those_who_hear_them_and_plain_ones_stay_plain(qtbot: QtBot) -> None:
    body = MarkdownBody()
    qtbot.addWidget(body)
    body.setText("a **b** 😀 #tag")
    assert body.text() == "a **b** 😀 #tag"
    marked = body.grab().toImage()
    body.setText("only words, 5 * 3")
    assert body.heightForWidth(400) > 0
    assert body.grab().toImage() != marked
