"""Saving papers by keys alone: which one, where, and never over another file without a word."""

from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk.commands import meeting, negotiation
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.agreement.export_sheet import ExportSheet
from negdesk.desktop.main_window import MainWindow
from negdesk.domain.negotiation import LAMPS
from tests.desktop.agreement.test_agree_panel import CTRL, shown, write
from tests.desktop.showing import cursor, press


@pytest.fixture
def papers(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is proposed for papers."""
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    return folder


def opened(qtbot: QtBot, window: MainWindow) -> ExportSheet:
    qtbot.waitUntil(lambda: window.findChild(ExportSheet) is not None)
    sheet = window.findChild(ExportSheet)
    assert isinstance(sheet, ExportSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


@pytest.fixture
def sheet(qtbot: QtBot, window: MainWindow, papers: Path) -> ExportSheet:
    """The sheet as *Export PDF* opens it."""
    press(Qt.Key.Key_E, CTRL)
    return opened(qtbot, window)


def said(sheet: QWidget) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def test_enter_saves_the_summary_into_the_proposed_folder(
    papers: Path, window: MainWindow, sheet: ExportSheet, qtbot: QtBot
) -> None:
    assert isinstance(cursor(), QRadioButton)
    assert "Everything else stays here" in said(sheet)
    with qtbot.waitSignal(window.shell.said_with) as told:
        press(Qt.Key.Key_Return)
    (saved,) = papers.iterdir()
    assert saved.name == "2026-11-23 Oat flour - Summary of agreement.pdf"
    assert told.args is not None and str(saved) in told.args[0] and told.args[1] == "Open folder"
    assert not sheet.isVisible()
    text = "".join(page.extract_text() for page in PdfReader(saved).pages)
    assert "648" in text and "Two-month forecast" in text
    assert "canary" not in text and "685" not in text and "640" not in text


def test_down_chooses_a_private_paper_which_says_so_before_and_on_it(papers: Path, sheet: ExportSheet) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert said(sheet).count("For your eyes only") == 1
    assert "PRIVATE" in sheet.path.text()
    press(Qt.Key.Key_Return)
    (saved,) = papers.iterdir()
    assert saved.name == "2026-11-23 PRIVATE Oat flour - Brief.pdf"
    assert "private" in PdfReader(saved).pages[0].extract_text().lower()


def test_a_file_that_is_there_is_replaced_by_a_second_enter_only(papers: Path, sheet: ExportSheet) -> None:
    there = Path(sheet.path.text())
    there.write_bytes(b"signed")
    press(Qt.Key.Key_Return)
    assert there.read_bytes() == b"signed" and "Save again to replace it" in said(sheet)
    assert any(button.text() == "Replace it" for button in sheet.findChildren(QPushButton))
    press(Qt.Key.Key_Return)
    assert there.read_bytes().startswith(b"%PDF")


def test_another_name_takes_the_leave_to_replace_back(papers: Path, sheet: ExportSheet) -> None:
    for name in ("one.pdf", "two.pdf"):
        (papers / name).write_bytes(b"signed")
    sheet.path.setFocus()
    for name in ("one", "two"):
        press(Qt.Key.Key_A, CTRL)
        write(str(papers / name))
    assert [path.read_bytes() for path in sorted(papers.iterdir())] == [b"signed", b"signed"]


def test_a_bare_name_goes_beside_the_proposed_one_and_gets_its_ending(papers: Path, sheet: ExportSheet) -> None:
    sheet.path.setFocus()
    press(Qt.Key.Key_A, CTRL)
    write("For Nordmill")
    assert [path.name for path in papers.iterdir()] == ["For Nordmill.pdf"]


@pytest.mark.parametrize("name", ["", "   ", "/", "no such folder/paper", "x" * 300])
def test_what_cannot_be_saved_is_said_here_and_nothing_is_lost(papers: Path, sheet: ExportSheet, name: str) -> None:
    sheet.path.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    write(name)
    assert sheet.isVisible() and sheet.path.text() == name
    assert "Write a file name" in said(sheet) or "cannot be saved" in said(sheet)
    assert list(papers.iterdir()) == []
    QTest.keyClicks(sheet.path, "x")
    assert "cannot be saved" not in said(sheet)


def test_the_page_size_is_kept_for_the_next_paper(papers: Path, sheet: ExportSheet, window: MainWindow) -> None:
    letter = next(each for each in sheet.findChildren(QRadioButton) if each.text() == "Letter")
    letter.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    (saved,) = papers.iterdir()
    assert round(float(PdfReader(saved).pages[0].mediabox.width)) == 612
    assert window.shell.page_size == "Letter"


def test_the_log_of_a_counterpart_is_private(qtbot: QtBot, desk: Desk, papers: Path, window: MainWindow) -> None:
    ExportSheet(window.shell, window, counterpart_id=1).open()
    sheet = opened(qtbot, window)
    assert "For your eyes only" in shown(sheet)
    press(Qt.Key.Key_Return)
    assert [path.name for path in papers.iterdir()] == ["2026-11-23 PRIVATE Nordmill Foods - Log.pdf"]


def test_escape_saves_nothing(papers: Path, sheet: ExportSheet) -> None:
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible() and list(papers.iterdir()) == []


def test_the_log_of_the_counterpart_can_be_exported_from_a_negotiation(papers: Path, sheet: ExportSheet) -> None:
    sheet.choose_kind("log")
    assert "For your eyes only" in said(sheet)
    press(Qt.Key.Key_Return)
    assert [path.name for path in papers.iterdir()] == ["2026-11-23 PRIVATE Nordmill Foods - Log.pdf"]


def test_what_cannot_be_printed_is_named_before_it_is_saved(
    papers: Path, window: MainWindow, desk: Desk, oats: int
) -> None:
    desk.do(negotiation.edit_negotiation, oats, title="Oat \U000f0000 flour")
    sheet = ExportSheet(window.shell, window, negotiation_id=oats)
    sheet.open()
    assert "U+F0000" in said(sheet) and list(papers.iterdir()) == []


def test_an_agreed_version_says_that_it_is_the_very_paper(
    papers: Path, window: MainWindow, desk: Desk, oats: int
) -> None:
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, oats, side, kind, True)
    panel = window.findChild(AgreePanel)
    assert isinstance(panel, AgreePanel)
    panel.mark_agreed()
    sheet = ExportSheet(window.shell, window, negotiation_id=oats)
    sheet.open()
    assert "version 1 as it was agreed" in said(sheet)
    sheet.save()
    (saved,) = papers.iterdir()
    kept = desk.ask(lambda c: c.execute("SELECT paper, fingerprint FROM agreement_version").fetchone())
    assert kept == (saved.read_bytes(), sha256(saved.read_bytes()).hexdigest())
