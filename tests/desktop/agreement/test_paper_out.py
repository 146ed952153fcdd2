"""A paper leaves the window: copied as a file, and printed."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import documents
from negdesk.desk import Desk
from negdesk.desktop.agreement.paper_pages import print_out
from negdesk.desktop.agreement.paper_preview import PaperPreview
from negdesk.desktop.main_window import MainWindow
from tests.desktop.agreement.test_agree_panel import CTRL, shown
from tests.desktop.showing import cursor, press


def test_finding_copying_and_printing_are_each_one_key(
    qtbot: QtBot, window: MainWindow, preview: PaperPreview, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog

    press(Qt.Key.Key_F, CTRL)
    assert cursor() is preview.tools.line
    QTest.keyClicks(cursor(), "forecast")
    qtbot.waitUntil(lambda: "1 of " in shown(preview.tools))
    with qtbot.waitSignal(window.shell.said) as told:
        press(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert told.args is not None and "Summary of agreement.pdf" in told.args[0]
    press(Qt.Key.Key_P, CTRL)
    dialog = window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, 1), "no page can be asked for that is not there"
    printer = dialog.printer()
    printer.setOutputFormat(printer.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(window.shell.said) as told:
        dialog.done(QPrintDialog.DialogCode.Accepted)
    assert told.args is not None and told.args[0] == "Sent to the printer."
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 1
    preview.choose("brief")
    assert "print_paper" not in window.handlers(), "there is nothing to print while there is no page"


def test_it_is_copied_as_a_file_that_only_we_may_read(preview: PaperPreview, window: MainWindow) -> None:
    QTest.mouseClick(preview.tools.buttons["copy"], Qt.MouseButton.LeftButton)
    held = QApplication.clipboard().mimeData()
    path = Path(held.urls()[0].toLocalFile())
    assert path.name == "2026-11-23 Oat flour - Summary of agreement.pdf"
    assert path.read_bytes() == bytes(held.data("application/pdf").data()) and path.stat().st_mode & 0o077 == 0
    window.shell.copies.remove_all()
    assert not path.exists()
    assert getattr(QApplication.clipboard().mimeData(), "urls", list)() == [], "what is gone is not pasted"


def test_what_others_copied_stays_when_a_paper_s_copy_goes(preview: PaperPreview, window: MainWindow) -> None:
    preview.tools.copy_out()
    QApplication.clipboard().setText("of another program")
    window.shell.copies.remove_all()
    assert QApplication.clipboard().text() == "of another program"


def test_it_prints_every_page_as_a_picture(desk: Desk, oats: int, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setFullPage(True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    paper = documents.export.make_paper(desk.ask, "ledger", str(oats))
    assert print_out(paper.data, printer)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == len(PdfReader(BytesIO(paper.data)).pages)
