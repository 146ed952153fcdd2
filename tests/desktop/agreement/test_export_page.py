"""The sheet that saves a paper shows the very page beside, and it can be found in, printed and made larger there."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from negdesk.desktop.agreement.export_sheet import ExportSheet
from negdesk.desktop.main_window import MainWindow
from tests.desktop.agreement.test_agree_panel import CTRL, shown
from tests.desktop.agreement.test_export_sheet import opened, papers, saved
from tests.desktop.showing import cursor, press

__all__ = ["papers"]


@pytest.fixture
def sheet(qtbot: QtBot, window: MainWindow, papers: Path) -> ExportSheet:
    """The sheet as *Export PDF* opens it, with its page."""
    press(Qt.Key.Key_E, CTRL)
    return opened(qtbot, window)


def text(sheet: ExportSheet) -> str:
    """The page that is shown, as pypdf reads it; nothing where there is none."""
    pages = sheet.view.pages
    return "" if pages is None else PdfReader(BytesIO(pages.paper.data)).pages[0].extract_text()


def wide(sheet: ExportSheet) -> int:
    return sheet.view.pages.images[0].width() if sheet.view.pages else 0


def test_the_page_that_is_shown_is_the_one_that_is_saved(qtbot: QtBot, papers: Path, sheet: ExportSheet) -> None:
    assert "Summary of agreement" in text(sheet) and "1 of 1" in shown(sheet.view)
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Gives and gets" in text(sheet))
    letter = next(each for each in sheet.findChildren(QRadioButton) if each.text() == "Letter")
    letter.click()
    qtbot.waitUntil(
        lambda: (
            sheet.view.pages is not None
            and PdfReader(BytesIO(sheet.view.pages.paper.data)).pages[0].mediabox.width == 612
        )
    )
    assert sheet.view.pages is not None
    there = sheet.view.pages.paper.data
    press(Qt.Key.Key_Return)
    assert saved(qtbot, papers, sheet).read_bytes() == there


def test_a_private_page_is_not_shown_while_the_shield_is_on(
    qtbot: QtBot, window: MainWindow, sheet: ExportSheet
) -> None:
    sheet.choose_kind("brief")
    qtbot.waitUntil(lambda: "Walk-away" in text(sheet))
    window.shell.set_shield(True)
    assert not sheet.view.has_page and sheet.view.pages is None and "shield is on" in shown(sheet.view)
    sheet.choose_kind("agreement")
    qtbot.waitUntil(lambda: sheet.view.has_page and "Summary of agreement" in text(sheet))
    sheet.choose_kind("brief")
    assert sheet.view.pages is None
    window.shell.set_shield(False)
    qtbot.waitUntil(lambda: "Walk-away" in text(sheet))


def test_it_is_found_in_printed_and_made_larger_by_keys(qtbot: QtBot, window: MainWindow, sheet: ExportSheet) -> None:
    press(Qt.Key.Key_F, CTRL)
    assert cursor() is sheet.view.tools.line
    QTest.keyClicks(cursor(), "forecast")
    qtbot.waitUntil(lambda: "1 of 1" in shown(sheet.view.tools))
    press(Qt.Key.Key_Return)
    assert sheet.isVisible(), "Enter in the line to find in saves nothing"
    before = wide(sheet)  # it may be the one of before the sheet had its size
    for _ in range(3):
        press(Qt.Key.Key_Plus, CTRL)
    qtbot.waitUntil(lambda: wide(sheet) > before)
    assert "save" not in sheet.view.tools.buttons
    press(Qt.Key.Key_P, CTRL)
    dialog = sheet.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    dialog.reject()
    press(Qt.Key.Key_Escape)
    assert sheet.isVisible() and sheet.view.tools.line.text() == ""
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ExportSheet) is None)


def test_the_sheet_has_room_in_the_narrowest_window(qtbot: QtBot, window: MainWindow, papers: Path) -> None:
    window.resize(1024, 640)
    press(Qt.Key.Key_E, CTRL)
    sheet = opened(qtbot, window)
    assert sheet.minimumSizeHint().width() <= 1000 and sheet.minimumSizeHint().height() <= 620
    assert sheet.view.width() >= 300
