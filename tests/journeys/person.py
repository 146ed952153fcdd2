"""Somebody with a keyboard and no mouse, before the real window on a real file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Person:
    """Somebody with a keyboard and no mouse, before one window."""

    def __init__(self, qtbot: QtBot, session: Session, library: Path) -> None:
        self.qtbot = qtbot
        self.window: MainWindow = session.open(library)
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        _ = self.window.actions_table  # made right after the first paint; a person's keys wait for it in the event loop

    def focus(self) -> QWidget:
        """What has the cursor, in the sheet on top or else in the window."""
        top = QApplication.activeModalWidget()
        if top is None and QApplication.activeWindow() is None:
            top = self.window
        if top is not None and top not in (QApplication.activeWindow(), QApplication.activePopupWidget()):
            # a real desktop activates what comes to the top, by itself; a virtual screen without one does not
            top.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is top)
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the cursor"
        return widget

    def type(self, text: str) -> None:
        """Type into whatever has the cursor."""
        QTest.keyClicks(self.focus(), text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the cursor is."""
        QTest.keyClick(self.focus(), key, modifiers)
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Go by Tab to what is called `name`."""
        for _ in range(150):
            if self.focus().accessibleName().startswith(name):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name!r}")

    def write(self, name: str, text: str) -> None:
        """Go by Tab to a field, write and press Enter."""
        self.tab_to(name)
        self.press(Key.Key_A, CTRL)
        self.type(text)
        self.press(Key.Key_Return)

    def one(self, sql: str) -> object:
        """The one value that the library has for a question in SQL."""
        row = self.window.shell.desk.ask(lambda connection: connection.execute(sql).fetchone())
        return row[0] if row else None
