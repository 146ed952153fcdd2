"""Backups that have another key, in the list of the library and where its passphrase was forgotten."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.backups.backups_sheet import BackupsSheet
from negdesk.desktop.backups.looking_window import LookingWindow
from negdesk.desktop.backups.rescue_window import RescueWindow
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.unlock_window import UnlockWindow
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.privacy import MASK
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage import clock
from negdesk.storage.backup import make_backup

ENTRIES = 3
"""The column that says how much was written in the log."""

OLD, NEW = "harbour lantern oats violin", "gravel seventeen willow mast"


@pytest.fixture
def session(library: Path, tmp_path: Path, qtbot: QtBot, cheap_keys: None) -> Session:
    """A run of the program beside a library with two backups of an old key and one of today's."""
    encryption = Encryption(library)
    encryption.make(Chosen(OLD))
    for passphrase, people in ((OLD, ("Mara", "Ben")), (NEW, ("Jonas",))):
        desk = open_desk(library, passphrase)
        for name in people:
            desk.do(commands.counterpart.add_counterpart, name)
            make_backup(desk.access, library.with_name("backups"), Reason.BY_HAND, clock.now())
        desk.close()
        if passphrase == OLD:
            encryption.lock_anew(OLD, Chosen(NEW))
    return Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def counted(panel: QWidget, column: int = 5) -> list[str]:
    """The number of counterparts in each backup of the list, or what else stands in a column of it."""
    table = panel.table  # type: ignore[attr-defined]  # a sheet and a window both have a panel
    return [table.item(row, column).text() for row in range(table.rowCount())]


def people(window: MainWindow) -> list[str]:
    found = window.shell.desk.ask(lambda each: each.execute("SELECT name FROM counterpart ORDER BY id").fetchall())
    return [str(name) for (name,) in found]


def open_window(session: Session) -> MainWindow | None:
    """The window that is open just now; asked for anew, since it comes and goes."""
    return session.window


def test_one_that_has_another_key_asks_for_its_passphrase_and_is_brought_back(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    window = session.open(library, typed=NEW)
    window.handlers()["backups"]()
    sheet = window.findChild(BackupsSheet)
    assert sheet is not None
    panel = sheet.panel
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    assert counted(panel) == ["3", "–", "–"] and not panel.line.isVisible()
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.line.isVisible() and not sheet.inside.isEnabled() and not sheet.main.isEnabled()
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.line
    for wrong, why in (("", "Write the passphrase"), ("not these words at all", "does not open")):
        panel.line.clear()
        QTest.keyClicks(panel.line, wrong)
        QTest.keyClick(panel.line, Qt.Key.Key_Return)
        assert why in panel.line.accessibleDescription() and QApplication.focusWidget() is panel.line
    panel.line.clear()
    QTest.keyClicks(panel.line, OLD)
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert counted(panel) == ["3", "2", "1"], "the same opens the other one"
    assert not panel.line.isVisible() and QApplication.focusWidget() is panel.table
    assert sheet.inside.isEnabled()
    sheet.main.click()
    sheet.main.click()
    back = open_window(session)
    assert back is not None and people(back) == ["Mara", "Ben"]
    back.close()
    desk = open_desk(library, OLD)
    desk.close()


def test_where_the_passphrase_is_forgotten_a_backup_of_an_older_one_is_brought_back(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    before = library.read_bytes()
    session.open_or_ask(library)
    (asking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, UnlockWindow) and each.isVisible()]
    asking.backups.click()
    (rescue,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, RescueWindow) and each.isVisible()]
    assert counted(rescue.panel) == ["–", "–", "–"]
    rescue.salvage_button.click()
    assert any("without its passphrase" in each.text() for each in rescue.findChildren(QLabel))
    assert list(library.parent.glob("*salvaged*")) == []
    for each in QApplication.topLevelWidgets():
        if each.parentWidget() is rescue:
            each.close()
    rescue.panel.table.selectRow(1)
    rescue.panel.line.setText(OLD)
    rescue.panel.unlock()
    assert counted(rescue.panel) == ["–", "2", "1"]
    rescue.main.click()
    assert library.read_bytes() == before and "Yes" in rescue.main.text()
    rescue.main.click()
    back = open_window(session)
    assert back is not None and people(back) == ["Mara", "Ben"]
    kept = list(library.with_name("backups").glob("*.damaged.negdesk"))
    assert [each.read_bytes() for each in kept] == [before], "what nobody could open is kept as it was"
    back.close()


def rescued(qtbot: QtBot) -> RescueWindow:
    """The window that offers the backups, in front."""
    (rescue,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, RescueWindow) and each.isVisible()]
    rescue.activateWindow()
    qtbot.waitUntil(rescue.isActiveWindow)
    return rescue


def test_the_shield_stays_on_while_a_library_is_rescued_and_after(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    session.open(library, typed=NEW).shell.set_shield(True)
    session.rescue(library, "It is damaged.", NEW)
    rescue = rescued(qtbot)
    assert counted(rescue.panel) == ["3", "–", "–"]
    assert counted(rescue.panel, ENTRIES)[0] == MASK, "how much was written in the log is private"
    rescue.inside.click()
    (looking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, LookingWindow)]
    assert looking.shell.shield_on
    looking.close()
    rescue.main.click()
    rescue.main.click()
    back = open_window(session)
    assert back is not None and back.shell.shield_on
    back.close()


def test_the_shield_s_key_works_where_a_library_is_rescued_and_in_the_backup_that_is_looked_into(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    session.open(library, typed=NEW)
    session.rescue(library, "It is damaged.", NEW)
    rescue = rescued(qtbot)
    assert counted(rescue.panel, ENTRIES)[0] == "0"
    QTest.keyClick(rescue.panel.table, Qt.Key.Key_F9)
    assert counted(rescue.panel, ENTRIES)[0] == MASK
    rescue.inside.click()
    (looking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, LookingWindow)]
    assert looking.shell.shield_on
    looking.shell.set_shield(False)
    looking.close()
    rescue = rescued(qtbot)
    qtbot.waitUntil(lambda: counted(rescue.panel, ENTRIES)[0] == "0")
    rescue.close()


def test_the_shield_stays_on_where_the_backups_are_asked_for_after_a_lock(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    session.open(library, typed=NEW).shell.set_shield(True)
    session.lock()
    (asking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, UnlockWindow) and each.isVisible()]
    asking.backups.click()
    rescue = rescued(qtbot)
    rescue.panel.line.setText(NEW)
    rescue.panel.unlock()
    rescue.main.click()
    rescue.main.click()
    back = open_window(session)
    assert back is not None and back.shell.shield_on
    back.close()
