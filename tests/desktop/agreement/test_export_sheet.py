"""Saving papers by keys alone: which one, where, and never over another file without a word."""

from errno import ENOSPC
from hashlib import sha256
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread, Timer, current_thread, main_thread
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from negdesk import documents
from negdesk.commands import ledger, meeting, negotiation
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.agreement.export_sheet import ExportSheet
from negdesk.desktop.main_window import MainWindow
from negdesk.domain.ledger import LedgerState
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
    qtbot.waitUntil(lambda: sheet.view.has_page)
    return sheet


def saved(qtbot: QtBot, papers: Path, sheet: ExportSheet) -> Path:
    """The one file that is there when the sheet has saved, which is done beside the window."""
    qtbot.waitUntil(lambda: not isValid(sheet) or not sheet.isVisible())
    (path,) = (each for each in papers.iterdir() if each.is_file())
    return path


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
    path = saved(qtbot, papers, sheet)
    assert path.name == "2026-11-23 Oat flour - Summary of agreement.pdf"
    assert told.args is not None and str(path) in told.args[0] and told.args[1] == "Open folder"
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "648" in text and "Two-month forecast" in text
    assert "canary" not in text and "685" not in text and "640" not in text


def test_the_folder_of_the_saved_paper_is_one_key_away(
    qtbot: QtBot, papers: Path, window: MainWindow, sheet: ExportSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "open_paper_folder" not in window.handlers()
    press(Qt.Key.Key_Return)
    saved(qtbot, papers, sheet)
    shown_folders: list[str] = []

    def show(url: QUrl) -> bool:
        shown_folders.append(url.toLocalFile())
        return False

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", show)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.shell.said) as told:
        QTest.keyClick(window, Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert shown_folders == [str(papers)] and told.args is not None and str(papers) in told.args[0]


def test_down_chooses_a_private_paper_which_says_so_before_and_on_it(
    qtbot: QtBot, papers: Path, sheet: ExportSheet
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert said(sheet).count("For your eyes only") == 1
    assert "PRIVATE" in sheet.path.text()
    press(Qt.Key.Key_Return)
    path = saved(qtbot, papers, sheet)
    assert path.name == "2026-11-23 PRIVATE Oat flour - Brief.pdf"
    assert "private" in PdfReader(path).pages[0].extract_text().lower()


def test_a_file_that_is_there_is_replaced_by_a_second_enter_only(
    qtbot: QtBot, papers: Path, sheet: ExportSheet
) -> None:
    there = Path(sheet.path.text())
    there.write_bytes(b"signed")
    press(Qt.Key.Key_Return)
    assert there.read_bytes() == b"signed" and "Save again to replace it" in said(sheet)
    assert any(button.text() == "Replace it" for button in sheet.findChildren(QPushButton))
    press(Qt.Key.Key_Return)
    assert saved(qtbot, papers, sheet).read_bytes().startswith(b"%PDF")


def test_another_name_takes_the_leave_to_replace_back(papers: Path, sheet: ExportSheet) -> None:
    for name in ("one.pdf", "two.pdf"):
        (papers / name).write_bytes(b"signed")
    sheet.path.setFocus()
    for name in ("one", "two"):
        press(Qt.Key.Key_A, CTRL)
        write(str(papers / name))
    assert [path.read_bytes() for path in sorted(papers.iterdir())] == [b"signed", b"signed"]


def test_a_bare_name_goes_beside_the_proposed_one_and_gets_its_ending(
    qtbot: QtBot, papers: Path, sheet: ExportSheet
) -> None:
    sheet.path.setFocus()
    press(Qt.Key.Key_A, CTRL)
    write("For Nordmill")
    assert saved(qtbot, papers, sheet).name == "For Nordmill.pdf"


@pytest.mark.parametrize("name", ["Signed/", "{papers}/Signed", ".."])
def test_a_folder_s_name_is_no_file_s(qtbot: QtBot, papers: Path, sheet: ExportSheet, name: str) -> None:
    """A paper beside the folder, called as it is, is not where one looks for it."""
    (papers / "Signed").mkdir()
    sheet.path.setFocus()
    press(Qt.Key.Key_A, CTRL)
    write(name.format(papers=papers))
    assert "is a folder. Write a file name after it." in said(sheet)
    assert [each.name for each in papers.iterdir()] == ["Signed"]
    press(Qt.Key.Key_A, CTRL)
    write("Signed")
    assert saved(qtbot, papers, sheet).name == "Signed.pdf"


@pytest.mark.parametrize("name", ["", "   ", "/", "no such folder/paper", "x" * 300])
def test_what_cannot_be_saved_is_said_here_and_nothing_is_lost(
    qtbot: QtBot, papers: Path, sheet: ExportSheet, name: str
) -> None:
    sheet.path.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    write(name)
    qtbot.waitUntil(lambda: "Write a file name" in said(sheet) or "cannot be saved" in said(sheet))
    assert sheet.isVisible() and sheet.path.text() == name
    assert list(papers.iterdir()) == []
    QTest.keyClicks(sheet.path, "x")
    assert "cannot be saved" not in said(sheet)


def test_the_page_size_is_kept_for_the_next_paper(
    qtbot: QtBot, papers: Path, sheet: ExportSheet, window: MainWindow
) -> None:
    letter = next(each for each in sheet.findChildren(QRadioButton) if each.text() == "Letter")
    letter.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert round(float(PdfReader(saved(qtbot, papers, sheet)).pages[0].mediabox.width)) == 612
    assert window.shell.page_size == "Letter"


def test_the_log_of_a_counterpart_is_private(qtbot: QtBot, desk: Desk, papers: Path, window: MainWindow) -> None:
    ExportSheet(window.shell, window, counterpart_id=1).open()
    sheet = opened(qtbot, window)
    assert "For your eyes only" in shown(sheet)
    press(Qt.Key.Key_Return)
    assert saved(qtbot, papers, sheet).name == "2026-11-23 PRIVATE Nordmill Foods - Log.pdf"


def test_escape_saves_nothing(papers: Path, sheet: ExportSheet) -> None:
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible() and list(papers.iterdir()) == []


def test_the_log_of_the_counterpart_can_be_exported_from_a_negotiation(
    qtbot: QtBot, papers: Path, sheet: ExportSheet
) -> None:
    sheet.choose_kind("log")
    assert "For your eyes only" in said(sheet)
    press(Qt.Key.Key_Return)
    assert saved(qtbot, papers, sheet).name == "2026-11-23 PRIVATE Nordmill Foods - Log.pdf"


def test_what_cannot_be_printed_is_named_before_it_is_saved(
    papers: Path, window: MainWindow, desk: Desk, oats: int
) -> None:
    desk.do(negotiation.edit_negotiation, oats, title="Oat \U000f0000 flour")
    sheet = ExportSheet(window.shell, window, negotiation_id=oats)
    sheet.open()
    assert "U+F0000" in said(sheet) and list(papers.iterdir()) == []


def test_an_agreed_version_says_that_it_is_the_very_paper(
    qtbot: QtBot, papers: Path, window: MainWindow, desk: Desk, oats: int
) -> None:
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, oats, side, kind, True)
    panel = window.findChild(AgreePanel)
    assert isinstance(panel, AgreePanel)
    panel.mark_agreed()
    window.flush()
    sheet = ExportSheet(window.shell, window, negotiation_id=oats)
    sheet.open()
    assert "version 1 as it was agreed" in said(sheet)
    sheet.save()
    path = saved(qtbot, papers, sheet)
    kept = desk.ask(lambda c: c.execute("SELECT paper, fingerprint FROM agreement_version").fetchone())
    assert kept == (path.read_bytes(), sha256(path.read_bytes()).hexdigest())


class Slow:
    """Makes papers only when it may, and knows in which thread."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.may = Event(), Event()
        self.threads: list[Thread] = []
        self._really = documents.export.paper_of
        monkeypatch.setattr(documents.export, "paper_of", self._make)

    def _make(self, *asked: Any) -> Any:
        self.threads.append(current_thread())
        self.begun.set()
        assert self.may.wait(20)
        return self._really(*asked)


def test_a_short_paper_is_made_beside_the_window(
    qtbot: QtBot, papers: Path, sheet: ExportSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(slow.begun.is_set)
    assert slow.threads[-1] is not main_thread()
    sheet.path.setFocus()
    QTest.keyClicks(sheet.path, "x")
    assert sheet.path.text().endswith("x"), "the window goes on"
    press(Qt.Key.Key_Return)
    assert len(slow.threads) == 1 and list(papers.iterdir()) == [], "a second Enter makes no second one"
    slow.may.set()
    assert saved(qtbot, papers, sheet).name == "2026-11-23 Oat flour - Summary of agreement.pdf"


def test_closing_while_a_short_one_is_made_saves_it_whole(
    papers: Path, window: MainWindow, sheet: ExportSheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(slow.begun.is_set)
    Timer(0.2, slow.may.set).start()
    window.close()
    (path,) = (each for each in papers.iterdir() if each.is_file())
    assert len(PdfReader(path).pages) == 1


def test_closing_while_a_long_one_is_made_leaves_nothing_of_it(
    papers: Path, window: MainWindow, sheet: ExportSheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents.paper_making, "LONG_LOG", 0)
    sheet.choose_kind("log")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Setting the paper" in shown(sheet) or bool(active_children()))
    window.close()
    assert list(papers.iterdir()) == [] and active_children() == []


def test_a_full_disk_is_said_and_the_file_that_was_there_stays(
    qtbot: QtBot, papers: Path, sheet: ExportSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Path(sheet.path.text())
    there.write_bytes(b"signed")

    def full(_number: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    press(Qt.Key.Key_Return)
    with monkeypatch.context() as patch:
        patch.setattr("negdesk.documents.export.os.fsync", full)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "No space left on device" in said(sheet))
    assert [path.name for path in papers.iterdir()] == [there.name] and there.read_bytes() == b"signed"
    assert sheet.isVisible()


@pytest.fixture
def opened_again(desk: Desk, window: MainWindow, oats: int) -> Desk:
    """The oat flour, agreed on once, and another give in it since."""
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, oats, side, kind, True)
    panel = window.findChild(AgreePanel)
    assert isinstance(panel, AgreePanel)
    panel.mark_agreed()
    window.flush()
    panel.open_again()
    give = desk.do(ledger.add_give, oats, "Reference on its site")
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    return desk


def test_what_changed_is_marked_by_a_key_and_goes_out_only_then(
    qtbot: QtBot, papers: Path, window: MainWindow, opened_again: Desk
) -> None:
    press(Qt.Key.Key_E, CTRL)
    sheet = opened(qtbot, window)
    assert sheet.marks.isVisible() and not sheet.marks.isChecked()
    assert "what changed since" not in said(sheet)
    sheet.marks.setFocus()
    press(Qt.Key.Key_Space)
    assert "next step, and what changed since version 1. Everything else stays here." in said(sheet)
    press(Qt.Key.Key_Return)
    path = saved(qtbot, papers, sheet)
    assert path.name == "2026-11-23 Oat flour - Summary of agreement, changes marked.pdf"
    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "Changed since version 1" in text and "Reference on its site given by Our side not in it" in text


def test_only_the_summary_of_an_agreement_can_mark_changes(
    qtbot: QtBot, papers: Path, window: MainWindow, opened_again: Desk
) -> None:
    press(Qt.Key.Key_E, CTRL)
    sheet = opened(qtbot, window)
    sheet.choose_kind("brief")
    assert not sheet.marks.isVisible()
    sheet.reject()
