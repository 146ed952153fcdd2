"""By keyboard alone: work, back up, spoil the work, and bring the backup back; plain and encrypted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.application import make_application
from negdesk.desktop.backups.backups_sheet import BackupsSheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.search.palette import Palette
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.storage.backup import backups_in

WORDS = "harbour lantern oats violin"
CTRL = Qt.KeyboardModifier.ControlModifier


def titles(window: MainWindow) -> list[str]:
    found = window.shell.desk.ask(lambda each: each.execute("SELECT title FROM negotiation ORDER BY id").fetchall())
    return [str(title) for (title,) in found]


class Keys:
    """Somebody with a keyboard before whatever window the program shows."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    def arrive(self) -> None:
        """Wait until the window is there, its actions made, and its backups looked after."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.qtbot.waitUntil(lambda: self.window.backup_keeper is not None)

    def focus(self) -> QWidget:
        # a real desktop activates what is on top; a virtual screen without one does not
        top = QApplication.activeModalWidget() or self.window
        top.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is top)
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifiers)

    def _wait_for_sheet(self) -> None:
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is QApplication.activeModalWidget() is not None)

    def bring_all_back(self, sheet: BackupsSheet) -> None:
        """Tab to the button, press it, and once more to say yes."""
        for _ in range(20):
            if self.focus() is sheet.main:
                break
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Space)
        self.press(Qt.Key.Key_Space)
        self.arrive()

    def leave(self) -> None:
        """Escape from the sheet, back to the window."""
        self.press(Qt.Key.Key_Escape)
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)

    def negotiate(self, title: str) -> None:
        self.press(Qt.Key.Key_N, CTRL)
        self._wait_for_sheet()
        QTest.keyClicks(self.focus(), title)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: title in titles(self.window))

    def backups(self) -> BackupsSheet:
        self.press(Qt.Key.Key_K, CTRL)
        self.qtbot.waitUntil(lambda: self.window.findChild(Palette) is not None)
        palette = self.window.findChild(Palette)
        assert palette is not None
        QTest.keyClicks(palette.line, "Backups")
        self.qtbot.wait(400)
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BackupsSheet))
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, BackupsSheet)
        return sheet


@pytest.mark.parametrize("encrypted", [False, True])
def test_the_work_comes_back(library: Path, tmp_path: Path, qtbot: QtBot, cheap_keys: None, encrypted: bool) -> None:
    Encryption(library).make(Chosen(WORDS if encrypted else ""))
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    session.open(library, typed=WORDS if encrypted else "")
    keys = Keys(qtbot, session)
    try:
        keys.arrive()
        keys.negotiate("Oat flour")
        sheet = keys.backups()
        sheet.now.setFocus()
        keys.press(Qt.Key.Key_Space)
        keys.leave()
        keys.negotiate("Written by mistake")
        sheet = keys.backups()
        assert keys.focus() is sheet.table
        keys.bring_all_back(sheet)
        assert titles(keys.window) == ["Oat flour"]
        folder = library.with_name("backups")
        found = [name.reason for name, _ in backups_in(folder, library)]
        assert {Reason.RESTORE, Reason.BY_HAND} <= set(found)
        keys.bring_all_back(keys.backups())  # and back again: nothing is lost by bringing back
        assert titles(keys.window) == ["Oat flour", "Written by mistake"]
    finally:
        keys.window.close()
