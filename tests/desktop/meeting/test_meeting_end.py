"""How a meeting ends: with a next step or an explicit none, and what was left open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.end_sheet import EndSheet
from negdesk.desktop.meeting.meet_panel import MeetPanel
from tests.desktop.meeting.keys import ALT, CTRL, captures, rows, words_of, write
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


@pytest.fixture
def sheet(qtbot: QtBot, live: MeetPanel) -> EndSheet:
    """The sheet that ends the meeting, with the cursor in it."""
    live.end()
    found = live.window().findChild(EndSheet)
    assert isinstance(found, EndSheet)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def noted(sheet: EndSheet) -> bool:
    return any(each.isVisible() and "Noted" in each.text() for each in sheet.findChildren(QLabel))


def test_under_the_shield_the_rapport_is_taken_by_its_key_and_not_shown(
    desk: Desk, window: MainWindow, sheet: EndSheet
) -> None:
    window.shell.set_shield(True)
    assert not noted(sheet)
    press(Qt.Key.Key_4, ALT)
    assert not any(button.isChecked() for button in sheet.rapport.buttons())
    assert noted(sheet), "that it was taken is to be seen"
    sheet.none.setChecked(True)
    press(Qt.Key.Key_Return, CTRL)
    assert rows(desk, "SELECT DISTINCT rapport FROM log_entry") == [(4,)]


def test_a_rapport_said_under_the_shield_is_there_when_it_is_down_and_after_a_crash(
    desk: Desk, window: MainWindow, sheet: EndSheet
) -> None:
    window.shell.set_shield(True)
    press(Qt.Key.Key_2, ALT)
    sheet.flush()
    assert rows(desk, "SELECT 1 FROM draft WHERE text LIKE '%\"rapport\": 2%'") == [(1,)]
    window.shell.set_shield(False)
    assert [button.isChecked() for button in sheet.rapport.buttons()] == [False, True, False, False, False]
    assert not noted(sheet)


@pytest.mark.parametrize(
    ("field", "typed", "missing"),
    [
        ("next_hour", "9:30", "day of the next meeting"),
        ("them_due", "27 Nov", "step"),
        ("benefit_us", "A calm year", "step"),
    ],
)
def test_what_belongs_to_something_that_is_not_written_does_not_go_unsaid(
    desk: Desk, sheet: EndSheet, field: str, typed: str, missing: str
) -> None:
    sheet.none.setChecked(True)
    line = getattr(sheet, field)
    line.focus_end()
    QTest.keyClicks(cursor(), typed)
    press(Qt.Key.Key_Return, CTRL)
    assert rows(desk, "SELECT ended_at FROM meeting") == [(None,)]
    assert missing in words_of(sheet)
    assert line.text() == typed
    line.focus_end()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return, CTRL)
    assert rows(desk, "SELECT count(*) FROM meeting WHERE ended_at IS NOT NULL") == [(1,)]


def test_tab_comes_to_the_open_items_where_they_stand(desk: Desk, qtbot: QtBot, live: MeetPanel) -> None:
    write("Ask about the truck", Qt.Key.Key_Return, CTRL)
    live.end()
    sheet = live.window().findChild(EndSheet)
    assert isinstance(sheet, EndSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    sheet.next_hour.focus_end()
    press(Qt.Key.Key_Tab)
    assert cursor().accessibleName() == "Ask about the truck"
    press(Qt.Key.Key_Tab)
    assert cursor() in sheet.rapport.buttons()


def test_an_edit_that_is_not_entered_yet_is_kept_at_the_end(desk: Desk, window: MainWindow, live: MeetPanel) -> None:
    write("They call on Monday")
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    QTest.keyClicks(cursor(), " or Tuesday")
    live.end()
    assert captures(desk)[-1] == ("note", "They call on Monday or Tuesday")
    assert window.findChild(EndSheet) is not None


def test_an_edit_that_is_refused_stays_and_so_does_the_meeting(desk: Desk, window: MainWindow, live: MeetPanel) -> None:
    write("650, 160", Qt.Key.Key_O, CTRL)
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, CTRL)
    QTest.keyClicks(cursor(), "no figures")
    live.end()
    assert window.findChild(EndSheet) is None
    assert live.line.text() == "no figures" and "No amount was found" in words_of(live.line)
    assert captures(desk)[-1] == ("our_offer", "650, 160")


def test_after_the_end_the_cursor_is_in_the_checklist_and_after_an_undo_in_the_line(
    window: MainWindow, live: MeetPanel, sheet: EndSheet
) -> None:
    sheet.none.setChecked(True)
    press(Qt.Key.Key_Return, CTRL)
    assert window.focusWidget() is live.checklist
    window.shell.desk.undo()
    assert window.focusWidget() is live.line.edit


def test_an_open_item_of_any_length_is_cut_and_not_scrolled_sideways(desk: Desk, qtbot: QtBot, live: MeetPanel) -> None:
    long = "Ask about the truck and all that hangs on it " * 8
    write(long, Qt.Key.Key_Return, CTRL)
    live.end()
    sheet = live.window().findChild(EndSheet)
    assert isinstance(sheet, EndSheet)
    qtbot.waitExposed(sheet)
    area = sheet.findChild(QScrollArea)
    assert isinstance(area, QScrollArea) and area.horizontalScrollBar().maximum() == 0
    box = next(each for each in area.findChildren(QCheckBox) if each.accessibleName() == long.strip())
    assert box.text().endswith("…") and box.toolTip() == long.strip()


def test_a_next_meeting_before_today_is_refused_with_the_cursor_at_its_day(desk: Desk, sheet: EndSheet) -> None:
    sheet.none.setChecked(True)
    sheet.next_day.focus_end()
    QTest.keyClicks(cursor(), "3.3.1999")
    press(Qt.Key.Key_Return)
    assert cursor() is sheet.next_hour.edit
    press(Qt.Key.Key_Return, CTRL)
    assert [each.text() for each in sheet.findChildren(QLabel) if each.isVisible() and "before today" in each.text()]
    assert cursor() is sheet.next_day.edit and rows(desk, "SELECT ended_at FROM meeting") == [(None,)]
    sheet.next_day.edit.selectAll()
    QTest.keyClicks(cursor(), "today")
    press(Qt.Key.Key_Return, CTRL)
    assert rows(desk, "SELECT starts_at FROM meeting ORDER BY id") == [(None,), ("2026-11-23T09:00",)]
