"""The fuzz campaign: hostile strings in every field of every paper. Each is printed as text or is on the report.

Never a crash, never over five seconds for a paper, and what poppler reads back has every character of the string that
the report does not name. Strings that run in one direction come back in their order.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import bidirectional, category, normalize

import pytest

from negdesk.documents.export import PaperKind, not_printed, paper_of, paper_sheet
from negdesk.documents.paper_style import PaperStyle
from negdesk.documents.text_lines import printable
from negdesk.storage.database import IN_MEMORY, Database, open_library
from tests.documents.oat_flour import NOW, fill, put
from tests.documents.reading import asker, needs_poppler, poppler_text
from tests.documents.test_hostile_text import HOSTILE, saying

TODAY = date(2026, 11, 23)
FULL = os.environ.get("NEGDESK_CAMPAIGN") == "full"
LONGEST_SECONDS = 5.0
"""For one paper, by the clock."""

ALPHABETS = (
    "abcdefghij ", "<>&/\"'=;:%{}()[]\\", "\x00\x01\x07\x1b\x7f\x85\u2028\u2029\t\n\r",
    "\ud800\udfff\ufffe\uffff\ufdd0",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "\u0300\u0301\u0489\u20dd\ufe0f\u200d",
    "אבגדהוז ", "ابتثجحخ ", "कखगघङ्ाि", "กขฃคฅฆี่้", "αβγδεάΏ", "жзийЂ", "漢字かなカナ한국어", "👩🌾👍🏽🇩🇰❤",
    "𝒜𝓏🜁\U0001f9ff\U000e0041\U0010ffff", "％０１２٣٤५६", "....,,,;;--––——", "\u00ad\u200b\u2060\ufeff\u034f",
)  # fmt: skip
PARTS = (*HOSTILE, "javascript:alert(1)", "%PDF-1.4", "endstream endobj", "\\u0000", "${x}", "{title}", "{0}", "%s%n")


def strings(seed: int, how_many: int) -> Iterator[str]:
    """Hostile strings, the same for the same seed: signs of every kind mixed, and known troublemakers cut anywhere."""
    chance = random.Random(seed)  # noqa: S311  # made up, not a secret
    for _ in range(how_many):
        some = [chance.choice(ALPHABETS) for _ in range(chance.randrange(1, 4))]
        text = "".join(chance.choice(chance.choice(some)) for _ in range(chance.randrange(1, 40)))
        if chance.random() < 0.2:
            text += chance.choice(PARTS)[: chance.randrange(1, 60)]
        yield text


@pytest.fixture(scope="module")
def one_of_each() -> Iterator[Database]:
    """A library with one row of each kind for each paper, so that every field of every paper is there."""
    with closing(open_library(IN_MEMORY)) as database:
        fill(database.connection)
        for table, kept in (("ledger_item", "1, 5"), ("offer", "1, 6"), ("log_entry", "1"), ("promise", "1, 3")):
            database.connection.execute(f"DELETE FROM {table} WHERE id NOT IN ({kept})")
        put(database.connection, "log_entry", counterpart_id=1, kind="gave", happened_on="2026-01-01", written_at=NOW,
            text="Sent it", value=2)  # fmt: skip
        yield database


def seen(text: str) -> Counter[str]:
    """What is to be seen of a text, by how often: letters and marks; no white space, nothing that only directs.

    Letters and their marks are counted apart: poppler takes signs beyond U+FFFF for neutral, so that in a line from
    right to left it turns such a letter and its mark around. (In the file they are in order; see `test_scripts`.)
    """
    return Counter(char for char in normalize("NFKD", text) if category(char) not in ("Cf", "Cc", "Zs", "Zl", "Zp"))


def check(paper: bytes, unprintable: str, text: str, folder: Path) -> None:
    """The text is in the paper as poppler reads it, but for what the report names."""
    read = poppler_text(paper, folder)
    # A space in the place of what the report names: an accent after it must not seem to be one of the letter before.
    wanted = "".join(" " if char in unprintable else char for char in printable(text))
    missing = seen(wanted.replace("\ufffd", "")) - seen(read)
    assert not missing, ascii((text, missing))
    if not any(bidirectional(char) in ("R", "AL", "AN", "NSM", "BN") for char in wanted) and wanted.strip():
        # A sign that Unicode has no character for comes back as U+FFFD; the report names it.
        printed = "".join(" " if char in unprintable else char for char in read)
        whole, part = ("".join(normalize("NFKC", each).replace("\ufffd", "").split()) for each in (printed, wanted))
        assert "".join(part.split()) in whole, ascii(text)


@pytest.mark.campaign
@needs_poppler
@pytest.mark.parametrize("kind", PaperKind)
def test_every_field_of_every_paper_takes_any_text(one_of_each: Database, kind: PaperKind, tmp_path: Path) -> None:
    plain = paper_sheet(asker(one_of_each), kind, 1, TODAY)
    for text in strings(2026, 10_000 if FULL else 25):
        sheet = saying(plain, text)
        begun = time.perf_counter()
        paper = paper_of(kind, sheet, PaperStyle())
        assert time.perf_counter() - begun < LONGEST_SECONDS, ascii(text)
        check(paper.data, paper.unprintable, text, tmp_path)


@pytest.mark.campaign
@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("letter", ["W", "\u0634", "字", "ก"])
def test_a_word_of_a_hundred_thousand_letters(one_of_each: Database, kind: PaperKind, letter: str) -> None:
    plain: Any = paper_sheet(asker(one_of_each), kind, 1, TODAY)
    field = "name" if kind is PaperKind.LOG else "title"
    if kind is PaperKind.LOG:
        entry = replace(plain.entries[0], text=letter * 100_000)
        sheet = replace(plain, entries=(entry,))
    else:
        sheet = replace(plain, **{field: letter * 100_000})
    begun = time.perf_counter()
    paper = paper_of(kind, sheet, PaperStyle())
    assert time.perf_counter() - begun < LONGEST_SECONDS
    assert paper.data.startswith(b"%PDF") and not_printed(sheet) == ""
