"""Text is never markup and never trouble: whatever is in a field, the paper is made, soon, and opens nothing."""

import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.paper_style import PaperStyle
from negdesk.storage.database import Database
from tests.documents.oat_flour import oat_library
from tests.documents.reading import asker, pages

TODAY = date(2026, 11, 23)
HOSTILE = [
    "<b>bold</b> & <img src='/etc/passwd'/> <a href='file:///etc'>x</a> &lt;para&gt;",
    "\x00\x07\x1b[31m\ud800 \udfff\ufffe\uffff\ufdd0\ufdd1",
    "\u202eevil\u202c \u2066iso\u2069 \u200b\u00ad\ufeff",
    ") Tj ET (\\) <</JS (app.alert)>> endstream endobj",
    "a" + "\u0301" * 500,
    "\u05d0" * 300 + "(" * 100 + "abc" + ")" * 100,
    "👩\u200d👩\u200d👧 مُحَمَّد क्ष्म्य ﷽ ถึ้",
    "-" * 400,
    "\n" * 50 + "x" + "\u2028\u2029\x0b\x0c\r\n",
    "line one\n\nline three\ttabbed",
]


@pytest.fixture(scope="module")
def oats() -> Iterator[Database]:
    """One for all tests: they change their own sheets only."""
    with oat_library() as database:
        yield database


def saying(sheet: Any, text: str) -> Any:
    """The sheet with `text` in every field of text."""
    if isinstance(sheet, str) and not isinstance(sheet, Enum):
        return text
    if isinstance(sheet, tuple):
        return tuple(saying(each, text) for each in sheet)
    if is_dataclass(sheet) and not isinstance(sheet, type):
        changes = {
            each.name: saying(getattr(sheet, each.name), text) for each in fields(sheet) if each.name != "currency"
        }
        return replace(sheet, **changes)
    return sheet


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_and_does_nothing(oats: Database, kind: PaperKind, text: str) -> None:
    sheet = saying(paper_sheet(asker(oats), kind, 1, TODAY), text)
    paper = paper_of(kind, sheet, PaperStyle())
    with pikepdf.open(BytesIO(paper.data)) as file:
        assert not file.check_pdf_syntax()
        assert "/JS" not in file.Root and "/OpenAction" not in file.Root and "/Names" not in file.Root
        assert all("/Annots" not in page for page in file.pages)
    if text == HOSTILE[0] and kind is not PaperKind.BRIEF:
        assert "<img src='/etc/passwd'/>" in " ".join(" ".join(pages(paper.data)).split())


@pytest.mark.parametrize("kind", PaperKind)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
@example(text="")
@example(text=" ")
def test_any_text_in_every_field(oats: Database, kind: PaperKind, text: str) -> None:
    sheet = saying(paper_sheet(asker(oats), kind, 1, TODAY), text)
    paper = paper_of(kind, sheet, PaperStyle("Letter", "ar"))
    assert paper.data == paper_of(kind, sheet, PaperStyle("Letter", "ar")).data


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("letter", ["W", "\u0634", "\u0915\u094d", "\u0e01", "x ", "\u5b57"])
def test_ten_thousand_letters_do_not_hang(oats: Database, kind: PaperKind, letter: str) -> None:
    sheet = paper_sheet(asker(oats), kind, 1, TODAY)
    long = letter * (10_000 // len(letter))
    sheet = saying(sheet, long) if kind is PaperKind.AGREEMENT else replace(sheet, **{_main(kind): long})
    begun = time.monotonic()
    paper = paper_of(kind, sheet, PaperStyle())
    assert time.monotonic() - begun < 20
    assert paper.data.startswith(b"%PDF") and len(paper.file_name.encode()) < 255


def _main(kind: PaperKind) -> str:
    return "name" if kind is PaperKind.LOG else "title"
