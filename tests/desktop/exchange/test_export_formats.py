"""Exporting in the window, by keyboard."""

from pathlib import Path

import pytest
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


@pytest.mark.parametrize("typed", ["long" * 100, "~nobody-of-this-name/out.json", "no such folder/out.json"])
def test_where_it_cannot_be_saved_is_said_and_nothing_is(
    qtbot: QtBot, desk: Desk, library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    with window_at(qtbot, desk, library, Place("counterparts")) as window:
        window.handlers()["export_formats"]()
        sheet = window.findChild(ExportFormats)
        assert sheet is not None
        sheet.path.setText(typed)
        QTest.keyClick(sheet.path, Qt.Key.Key_Return)
        assert "cannot be saved" in sheet.path.accessibleDescription() and sheet.isVisible()
        sheet.path.setText("~/out.json")
        QTest.keyClick(sheet.path, Qt.Key.Key_Return)
    assert [each.name for each in home.iterdir()] == ["out.json"], "that is one's own folder"
