"""Agreeing keeps version, paper and fingerprint in one step, while the paper is made beside the window."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from threading import Timer, main_thread

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk import documents
from negdesk.commands import ledger, meeting
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.agreement.paper_worker import PaperMaker
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.documents.export import PaperKind, paper_of, paper_sheet
from negdesk.documents.paper_style import PaperStyle
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import LAMPS
from negdesk.domain.refusal import Refusal
from negdesk.storage.database import open_library
from tests.desktop.agreement.test_agree_panel import CTRL, SHIFT, light_all, rows, shown, stage
from tests.desktop.agreement.test_export_sheet import Slow
from tests.desktop.showing import press

KEPT = "SELECT version, paper, fingerprint FROM agreement_version"


@pytest.fixture
def slow(qtbot: QtBot, desk: Desk, oats: int, panel: AgreePanel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """All four lamps are lit and *Mark as agreed* was pressed; its paper is there as soon as it `may`."""
    light_all(desk, oats)
    qtbot.waitUntil(lambda: panel.preview.has_page)
    with monkeypatch.context() as patch:
        slow = Slow(patch)
        press(Qt.Key.Key_Return, CTRL | SHIFT)
        qtbot.waitUntil(lambda: bool(panel.findChildren(PaperMaker)) and slow.begun.is_set())
        yield slow
        slow.may.set()


def kept(desk: Desk) -> bytes:
    """The paper of the one version there is, which is the paper of its fingerprint."""
    ((version, paper, fingerprint),) = rows(desk, KEPT)
    assert version == 1 and isinstance(paper, bytes) and fingerprint == sha256(paper).hexdigest()
    return paper


def said(paper: bytes) -> str:
    return " ".join(PdfReader(BytesIO(paper)).pages[0].extract_text().split())


def test_the_window_goes_on_while_the_paper_is_made_and_then_all_of_it_is_kept(
    qtbot: QtBot, desk: Desk, library: Path, oats: int, panel: AgreePanel, slow: Slow
) -> None:
    assert stage(desk) == "meeting" and rows(desk, KEPT) == [] and "Agreed. Version" not in shown(panel.window())
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert len(panel.findChildren(PaperMaker)) == 1, "a second key makes no second one"
    assert main_thread() not in slow.threads
    other = open_library(library, read_only=True)
    assert other.connection.execute("SELECT stage FROM negotiation").fetchall() == [("meeting",)]
    other.close()
    slow.may.set()
    qtbot.waitUntil(lambda: stage(desk) == "agreed")
    sheet = paper_sheet(desk.ask, PaperKind.AGREEMENT, oats, date(2026, 11, 23))
    assert sheet.version == 1 and sheet.kept == kept(desk)
    made_again = paper_of(PaperKind.AGREEMENT, sheet, PaperStyle("Letter", panel.shell.paper_style().locale))
    assert said(made_again.data) == said(kept(desk))


def test_what_changes_meanwhile_is_in_the_paper_and_in_the_version(
    qtbot: QtBot, desk: Desk, oats: int, panel: AgreePanel, slow: Slow
) -> None:
    get = desk.do(ledger.add_get, oats, "Quality certificate")
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    slow.may.set()
    qtbot.waitUntil(lambda: stage(desk) == "agreed")
    assert "Quality certificate" in said(kept(desk))
    assert "Quality certificate" in str(rows(desk, "SELECT content FROM agreement_version"))


def test_a_lamp_that_goes_dark_meanwhile_is_named_and_nothing_is_kept(
    qtbot: QtBot, desk: Desk, oats: int, panel: AgreePanel, slow: Slow
) -> None:
    side, kind = LAMPS[3]
    desk.do(meeting.set_lamp, oats, side, kind, False)
    slow.may.set()
    qtbot.waitUntil(lambda: "Not yet: “They can sign” is not lit" in shown(panel))
    assert stage(desk) == "meeting" and rows(desk, KEPT) == []


def test_leaving_the_page_undo_and_closing_finish_it_first(
    qtbot: QtBot, desk: Desk, oats: int, window: MainWindow, panel: AgreePanel, slow: Slow, library: Path
) -> None:
    Timer(0.2, slow.may.set).start()
    window.shell.go(Place("today"))
    assert stage(desk) == "agreed" and said(kept(desk))
    window.undo()
    assert stage(desk) == "meeting" and rows(desk, KEPT) == []
    window.shell.go(Place("negotiation", oats, "agree"))
    panel.mark_agreed()
    window.undo()
    assert stage(desk) == "meeting", "undo takes back the agreement, not what was done before it"
    panel.mark_agreed()
    window.close()
    other = open_library(library, read_only=True)
    assert [row[0] for row in other.connection.execute("SELECT version FROM agreement_version")] == [1]
    other.close()


def test_a_paper_that_cannot_be_made_is_said_and_nothing_is_agreed(
    qtbot: QtBot, desk: Desk, oats: int, panel: AgreePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    light_all(desk, oats)
    qtbot.waitUntil(lambda: panel.preview.has_page)

    def broken(*_asked: object) -> object:
        raise Refusal("The paper could not be made.")

    monkeypatch.setattr(documents.export, "paper_of", broken)
    QTest.keyClick(panel, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "could not be made" in shown(panel))
    assert stage(desk) == "meeting" and rows(desk, KEPT) == []
