"""The bin gives back, and the settings are kept as they are typed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.bin_screen import BinScreen
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.desktop.shell import Place, Shell
from negdesk.queries.setting import settings_sheet
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen


@pytest.fixture
def shell(desk: Desk) -> Shell:
    return Shell(desk, now)


@pytest.fixture
def screen(qtbot: QtBot, shell: Shell) -> BinScreen:
    screen = BinScreen(shell)
    show_screen(qtbot, screen, 900, 600)
    return screen


def test_each_kind_is_given_back_by_enter(screen: BinScreen, desk: Desk) -> None:
    deal = desk.do(commands.negotiation.new_negotiation, "Lease")
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    entry = desk.do(commands.log.write_entry, ana, "Called")
    own = desk.do(commands.template.save_own_template, deal, "Mine")
    desk.do(commands.log.bin_entry, entry)
    desk.do(commands.template.bin_own_template, own)
    desk.do(commands.counterpart.bin_counterpart, ana)
    desk.do(commands.negotiation.bin_negotiation, deal)
    screen.show_place(Place("bin"))
    for left in (3, 2, 1, 0):
        row = screen.list.rows()[0]
        row.take_cursor()
        QTest.keyClick(row, Qt.Key.Key_Return)
        assert len(screen.list.rows()) == left
    assert "empty" in screen.list.empty.text()
    for table in ("negotiation", "counterpart", "log_entry", "template"):
        assert desk.ask(lambda c, table=table: c.execute(f"SELECT binned_at FROM {table}").fetchall()) == [(None,)]  # type: ignore[misc]  # binds the table
    desk.undo()
    assert len(screen.list.rows()) == 1


def test_settings_are_kept_as_they_are_typed_and_refused_in_place(
    qtbot: QtBot, screen: BinScreen, shell: Shell, desk: Desk, library: Path
) -> None:
    themes: list[str] = []
    dialog = SettingsDialog(shell, screen, "system", themes.append)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    name, currency = dialog.fields["our_name"], dialog.fields["currency"]
    name.focus_end()
    QTest.keyClicks(name.editor, "Harbour Bakery")
    currency.focus_end()
    QTest.keyClicks(currency.editor, "euros")
    QTest.keyClick(currency.editor, Qt.Key.Key_Tab)
    assert "three letters" in currency.refusal
    assert desk.ask(settings_sheet).our_name == "Harbour Bakery"
    currency.focus_end()
    QTest.keyClick(currency.editor, Qt.Key.Key_Escape)
    QTest.keyClicks(currency.editor, "dkk")
    dialog.theme.edit.setCurrentIndex(2)
    dialog.theme.edit.activated.emit(2)
    dialog.pages.edit.setCurrentIndex(1)
    dialog.pages.edit.activated.emit(1)
    dialog.reject()
    assert desk.ask(settings_sheet).currency == "DKK", "what is typed is saved when the sheet is closed"
    assert (themes, shell.page_size) == (["dark"], "Letter")
