"""The compact window: the same keys, the shield by itself, and the way back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.meeting.meet_panel import MeetPanel


def test_it_stands_in_place_of_the_window_with_the_shield_on(
    qtbot: QtBot, desk: Desk, window: MainWindow, live: MeetPanel
) -> None:
    QTest.keyClick(live.line.edit, Qt.Key.Key_F8)
    compact = window.findChild(CompactWindow)
    assert isinstance(compact, CompactWindow)
    compact.activateWindow()
    qtbot.waitUntil(compact.isActiveWindow)
    assert compact.isVisible() and not window.isVisible()
    assert live.shell.shielded
    assert bool(compact.windowFlags() & Qt.WindowType.WindowStaysOnTopHint)
    line = compact.line.edit
    QTest.keyClick(line, Qt.Key.Key_Space)
    QTest.keyClicks(line, "A tour")
    QTest.keyClick(line, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    ticks = "SELECT count(*) FROM checklist_item WHERE ticked_at <> ''"
    counts = f"SELECT ({ticks}), (SELECT count(*) FROM capture), (SELECT lit FROM lamp)"
    assert desk.ask(lambda connection: connection.execute(counts).fetchall()) == [(1, 1, 1)]
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.ask(lambda connection: connection.execute("SELECT count(*) FROM lamp WHERE lit").fetchall()) == [(0,)]
    QTest.keyClick(line, Qt.Key.Key_F8)
    assert window.isVisible()
    assert not live.shell.shielded
