"""How a meeting ends: with a next step or an explicit none, and what was left open."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.end_sheet import EndSheet
from negdesk.desktop.meeting.meet_panel import MeetPanel
from tests.desktop.meeting.keys import ALT, CTRL, captures, rows, write
from tests.desktop.showing import cursor, press


def test_a_meeting_ends_only_with_a_next_step_or_none(
    desk: Desk, qtbot: QtBot, live: MeetPanel, window: MainWindow
) -> None:
    live.end()
    sheet = live.window().findChild(EndSheet)
    assert isinstance(sheet, EndSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    press(Qt.Key.Key_Return, CTRL)
    assert rows(desk, "SELECT ended_at FROM meeting") == [(None,)]
    write("Send the figures")
    write("27 Nov")
    write("Try a sample lot")
    press(Qt.Key.Key_4, ALT)
    press(Qt.Key.Key_Return, CTRL)
    steps = rows(desk, "SELECT side, text, due_on FROM promise ORDER BY id")
    assert steps == [("us", "Send the figures", "2026-11-27"), ("them", "Try a sample lot", None)]
    assert rows(desk, "SELECT DISTINCT kind, rapport FROM log_entry") == [("meeting", 4)]
    assert not live.line.isVisible()
    assert [each for each in window.findChildren(QPushButton) if each.text() == "Start meeting"]


def test_each_open_item_is_taken_along_or_dropped(desk: Desk, qtbot: QtBot, live: MeetPanel) -> None:
    for words in ("Ask about the truck", "Ask about the mill"):
        QTest.keyClicks(cursor(), words)
        press(Qt.Key.Key_Return, CTRL)
    live.end()
    sheet = live.window().findChild(EndSheet)
    assert isinstance(sheet, EndSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    mill = next(box for box in sheet.findChildren(QCheckBox) if box.text() == "Ask about the mill")
    while cursor() is not mill:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    sheet.none.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    asked = "SELECT meeting_id, text FROM checklist_item WHERE text LIKE 'Ask about the %' ORDER BY 1"
    assert rows(desk, asked) == [(1, "Ask about the truck"), (2, "Ask about the truck")]


def test_what_is_still_typed_at_the_end_is_captured_first(desk: Desk, window: MainWindow, live: MeetPanel) -> None:
    QTest.keyClicks(cursor(), "They will call")
    live.end()
    assert captures(desk)[-1] == ("note", "They will call")
    assert window.findChild(EndSheet) is not None
