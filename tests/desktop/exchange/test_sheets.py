"""Importing and exporting in the window, by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.exchange.export_formats import ExportFormats
from negdesk.desktop.exchange.import_sheet import ImportSheet
from negdesk.desktop.shell import Place
from negdesk.exchange.library_json import library_json
from negdesk.queries.contact import known_contacts
from tests.desktop.showing import window_at
from tests.exchange import cards
from tests.exchange.libraries import content
from tests.whole_content import whole_content


def seen(sheet: ImportSheet) -> list[str]:
    table = sheet.findChild(QTableWidget)
    assert table is not None
    items = (table.item(row, column) for row in range(table.rowCount()) for column in range(table.columnCount()))
    return [item.text() for item in items if item is not None]


def test_cards_come_in_by_keyboard_and_undo_takes_them_back(
    qtbot: QtBot, desk: Desk, library: Path, tmp_path: Path
) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    desk.forget_steps()
    before = desk.ask(whole_content)
    file = tmp_path / "all.vcf"
    file.write_text(cards.ALL, encoding="utf-8")
    with window_at(qtbot, desk, library, Place("counterparts")) as window:
        window.handlers()["import_file"]()
        sheet = window.findChild(ImportSheet)
        assert sheet is not None
        QTest.keyClicks(sheet.path, str(tmp_path / "missing.vcf"))
        QTest.keyClick(sheet.path, Qt.Key.Key_Return)
        assert "cannot be read" in sheet.path.accessibleDescription()
        sheet.path.clear()
        QTest.keyClicks(sheet.path, str(file))
        QTest.keyClick(sheet.path, Qt.Key.Key_Return)
        assert desk.ask(whole_content) == before, "reading changes nothing"
        assert "Aiko Tanaka" in seen(sheet)
        window.shell.set_shield(True)
        assert "Aiko Tanaka" not in seen(sheet), "a preview that is open already is masked too"
        window.shell.set_shield(False)
        assert "Aiko Tanaka" in seen(sheet)
        button = QApplication.focusWidget()
        assert button is not None
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert len([each for each in desk.ask(known_contacts) if each.name == "Mara Lindqvist"]) == 1
        assert {"Aiko Tanaka", "Northmill AB"} <= {each.name for each in desk.ask(known_contacts)}
        window.undo()
        assert desk.ask(whole_content) == before


def test_the_library_goes_out_with_a_word_that_it_is_private(
    qtbot: QtBot, desk: Desk, library: Path, tmp_path: Path
) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    with window_at(qtbot, desk, library, Place("counterparts")) as window:
        window.handlers()["export_formats"]()
        sheet = window.findChild(ExportFormats)
        assert sheet is not None
        assert "PRIVATE" in sheet.path.text()
        sheet.path.setText(str(tmp_path / "out.json"))
        QTest.keyClick(sheet.path, Qt.Key.Key_Return)
        assert (tmp_path / "out.json").read_bytes() == library_json(content(desk))
