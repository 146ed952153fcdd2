"""Shareable papers hold nothing private: every private field of a real library is a canary, and none may be found.

The list below is what may be shared. Any column that is not on it, and one that is added to a table tomorrow, is made a
canary by itself.
"""

import re
import zlib
from datetime import date
from pathlib import Path

import pytest

from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.paper_style import PaperStyle
from negdesk.domain.agreement_text import to_json
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.database import Connection, open_library
from tests.documents.oat_flour import NOW, fill, put
from tests.documents.reading import asker, everything, needs_poppler, pages, poppler_text

TODAY = date(2026, 11, 23)
SHAREABLE = {
    "counterpart": {"name", "job_title"},
    "negotiation": {"title"},
    "term": {"name", "unit", "currency"},
    "ledger_item": {"title", "due_text", "due_on"},
    "offer_value": {"value"},
    "promise": {"text", "due_text", "due_on"},
    "agreement_version": {"content", "agreed_on"},
    "setting": {"value"},
}
"""The columns that may be on a shareable paper, where their row is agreed, accepted, or a next step."""

NOT_AGREED = {
    "ledger_item": "state <> 'accepted'",
    "offer_value": "offer_id IN (SELECT id FROM offer WHERE state <> 'accepted')",
    "promise": "next_step = 0 OR state NOT IN ('open', 'kept')",
    "setting": "key NOT IN ('our_name', 'our_job_title', 'our_address')",
}
"""The rows of which nothing at all may be shared."""

KEYS = {"id", "uid", "key", "name_of_key"}
AMOUNTS = {
    ("term", "opening"), ("term", "target"), ("term", "walk_away"), ("term", "their_target"),
    ("term", "their_walk_away"), ("term", "authority_limit"), ("authority", "limit_amount"),
    ("ledger_item", "cost_amount"), ("offer_value", "value"),
}  # fmt: skip
_AMOUNT = "98765.4321"


def let_canaries_in(connection: Connection) -> None:
    """Every private text becomes a canary of its own, every private amount the same odd number."""
    for (table,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
    ).fetchall():
        checked = set(re.findall(r"(\w+) TEXT[^,]*CHECK", _definition(connection, table)))
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if kind != "TEXT" or column in KEYS | checked or column.endswith(("_at", "_on")):
                continue
            canary = _AMOUNT if (table, column) in AMOUNTS else f"CANARY{table}{column}"
            if column not in SHAREABLE.get(table, ()):
                connection.execute(f"UPDATE {table} SET {column} = ?", (canary,))
            elif table in NOT_AGREED:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {NOT_AGREED[table]}", (canary,))


def _definition(connection: Connection, table: str) -> str:
    row = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    assert row is not None
    return str(row[0])


def private_words_in(paper: bytes, file_name: str, folder: Path) -> set[str]:
    """The canaries that two readers, or a look at every object of the file, find."""
    seen = [file_name, " ".join(pages(paper)), everything(paper).decode("latin-1")]
    seen += [seen[2].replace("\x00", "")]
    seen.append(
        "".join(bytes.fromhex(found).decode("utf-16-be", "ignore") for found in re.findall(r"feff([0-9a-f]+)", seen[2]))
    )
    if needs_poppler.args[0] is False:
        seen.append(poppler_text(paper, folder))
    found = set()
    for text in seen:
        joined = re.sub(r"\s+", "", text)
        found |= set(re.findall(r"CANARY\w*", joined)) | set(re.findall(r"98[,.\u202f]?765[.,]43", joined))
    return found


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("kind", [PaperKind.AGREEMENT, PaperKind.GIVES_GETS])
def test_no_private_word_is_in_a_shareable_paper(library: Path, tmp_path: Path, kind: PaperKind, frozen: bool) -> None:
    database = open_library(library)
    fill(database.connection)
    let_canaries_in(database.connection)
    if frozen:
        content = to_json(draft_content(database.connection, 1))
        put(database.connection, "agreement_version", negotiation_id=1, version=1, agreed_on="2026-11-23",
            frozen_at=NOW, content=content)  # fmt: skip
        database.connection.execute("UPDATE negotiation SET stage = 'agreed' WHERE id = 1")
    paper = paper_of(kind, paper_sheet(asker(database), kind, 1, TODAY), PaperStyle())
    database.close()
    assert private_words_in(paper.data, paper.file_name, tmp_path) == set()
    whole = " ".join(pages(paper.data))
    for shared in ("Harbour Bakery", "Nordmill Foods", "Two-month volume forecast", "each lot", "15 Dec"):
        assert shared in whole
    if kind is PaperKind.AGREEMENT:
        for shared in ("648.00", "160", "14", "framework order", "30 November", "Head of purchasing"):
            assert shared in whole


@pytest.mark.parametrize("kind", [PaperKind.BRIEF, PaperKind.LEDGER, PaperKind.LOG])
def test_the_search_finds_private_words_where_they_are(library: Path, tmp_path: Path, kind: PaperKind) -> None:
    database = open_library(library)
    fill(database.connection)
    let_canaries_in(database.connection)
    paper = paper_of(kind, paper_sheet(asker(database), kind, 1, TODAY), PaperStyle())
    database.close()
    assert private_words_in(paper.data, paper.file_name, tmp_path)


def test_the_search_looks_into_packed_streams() -> None:
    packed = zlib.compress(b"CANARYinside")
    stream = b"4 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    paper = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X 4 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\n"
        b"endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
        + stream
        + b"trailer\n<</Root 1 0 R/Size 5>>\n"
    )
    assert b"CANARYinside" in everything(paper)
