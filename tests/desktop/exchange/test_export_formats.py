"""Exporting in the window, by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.exchange.export_formats import ExportFormats
from negdesk.desktop.shell import Place
from negdesk.exchange.library_json import library_json
from tests.desktop.showing import window_at
from tests.exchange.libraries import content


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
