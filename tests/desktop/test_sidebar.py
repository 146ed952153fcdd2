"""The sidebar by keys: Tab goes down it as the eye does, also once something is open and the shield is on."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.shell import Place
from negdesk.desktop.sidebar_view import SidebarEntry, SidebarView
from tests.desktop.showing import cursor, press, window_at


def test_tab_goes_down_the_sidebar_as_the_eye_does(desk: Desk, library: Path, qtbot: QtBot) -> None:
    desk.do(commands.negotiation.new_negotiation, "Oats")
    with window_at(qtbot, desk, library, Place("negotiations")) as window:
        for title in ("Lease", "Barley"):
            window.shell.do(commands.negotiation.new_negotiation, title)
        window.shell.set_shield(True)
        sidebar = window.findChild(SidebarView)
        assert isinstance(sidebar, SidebarView)
        shown = sidebar.findChildren(SidebarEntry)
        qtbot.waitUntil(lambda: len(shown) == 8 and all(each.isVisible() for each in shown))
        sidebar._pages["today"].setFocus(Qt.FocusReason.TabFocusReason)
        passed = []
        while sidebar.isAncestorOf(cursor()):
            passed.append((cursor().mapTo(sidebar, QPoint(0, 0)).y(), cursor().accessibleName()))
            press(Qt.Key.Key_Tab)
        assert passed == sorted(passed)
        assert [name for _, name in passed][-2:] == ["Shield on", "Menu"] and len(passed) == 10
