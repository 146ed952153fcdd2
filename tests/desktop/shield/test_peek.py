"""Peeking is press-and-hold, in both windows, and ends by itself whatever happens to the release."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop import peek
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.desktop.shell import Place
from negdesk.desktop.shield_buttons import HOLD_MS, ShieldButton, ShieldMark
from tests.desktop.showing import window_at

PRIVATE = "They would take 640 in cash"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    deal = desk.do(commands.negotiation.new_negotiation, "Flour")
    desk.do(commands.plan.add_question, deal, PRIVATE)
    desk.do(commands.ledger.add_give, deal, PRIVATE)
    desk.do(commands.meeting.start_meeting, deal)
    with window_at(qtbot, desk, library, Place("negotiation", deal, "plan")) as window:
        window.shell.set_shield(True)
        yield window


def in_sight(window: QWidget) -> bool:
    texts = (getattr(each, name, None) for each in window.findChildren(QWidget) for name in ("text", "toPlainText"))
    return any(callable(text) and PRIVATE in str(text()) for text in texts)


def test_it_lasts_while_the_keys_are_held(window: MainWindow) -> None:
    assert not in_sight(window)
    QTest.keyPress(window, Qt.Key.Key_F9, SHIFT)
    assert in_sight(window) and window.shell.shield_on
    assert window.windowTitle() == "NegDesk"
    QTest.keyRelease(window, Qt.Key.Key_F9, SHIFT)
    assert not in_sight(window) and window.shell.shielded


def test_letting_only_shift_go_ends_it(window: MainWindow) -> None:
    QTest.keyPress(window, Qt.Key.Key_F9, SHIFT)
    QTest.keyRelease(window, Qt.Key.Key_Shift)
    assert not in_sight(window)


@pytest.mark.parametrize("kind", [QEvent.Type.WindowDeactivate, QEvent.Type.ApplicationDeactivate, QEvent.Type.Close])
def test_it_ends_when_the_window_is_left(window: MainWindow, kind: QEvent.Type) -> None:
    QTest.keyPress(window, Qt.Key.Key_F9, SHIFT)
    assert in_sight(window)
    QApplication.sendEvent(window.current(), QEvent(kind))
    assert not in_sight(window)


def test_it_ends_when_another_window_becomes_the_active_one(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyPress(window, Qt.Key.Key_F9, SHIFT)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.shell.peeking)
    assert not in_sight(window)


def test_it_ends_after_a_while_though_nobody_told_of_the_release(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peek, "LONGEST_MS", 50)
    QTest.keyPress(window, Qt.Key.Key_F9, SHIFT)
    assert in_sight(window)
    qtbot.waitUntil(lambda: not window.shell.peeking)
    assert not in_sight(window)


def test_chosen_from_the_menu_it_says_what_to_hold(window: MainWindow) -> None:
    QTest.keyRelease(window, Qt.Key.Key_Shift)
    window.actions_table.run("peek")
    assert not window.shell.peeking
    assert "Hold Shift F9" in window._toast.sentence


def test_the_shield_can_be_taken_down_and_put_up_in_a_peek(window: MainWindow) -> None:
    QTest.keyPress(window, Qt.Key.Key_F9, SHIFT)
    window.shell.toggle_shield()
    assert not window.shell.shield_on and not window.shell.peeking and in_sight(window)
    window.shell.toggle_shield()
    assert not in_sight(window)


def test_holding_the_shields_button_peeks_and_a_click_sets_it(qtbot: QtBot, window: MainWindow) -> None:
    for kind in (ShieldButton, ShieldMark):
        button = window.findChild(kind)
        assert button is not None and button.isVisible()
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        assert not in_sight(window)
        qtbot.wait(HOLD_MS + 40)
        assert in_sight(window)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        assert not in_sight(window) and window.shell.shield_on, "a hold is no click"
    button = window.findChild(ShieldButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.shell.shield_on and in_sight(window)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.shell.shield_on


def test_in_the_compact_window_too_and_nothing_is_left_over_when_it_closes(qtbot: QtBot, window: MainWindow) -> None:
    window.shell.set_shield(False)
    window.go(Place("negotiation", 1, "meet"))
    window.actions_table.run("compact")
    compact = window.findChild(CompactWindow)
    assert compact is not None
    compact.activateWindow()
    qtbot.waitUntil(compact.isActiveWindow)

    def shown() -> bool:
        rows = range(compact.checklist.count())
        return any(PRIVATE in compact.checklist.item(row).text() for row in rows)

    assert not shown()
    QTest.keyPress(compact.line.edit, Qt.Key.Key_F9, SHIFT)
    assert shown()
    QTest.keyRelease(compact.line.edit, Qt.Key.Key_F9, SHIFT)
    assert not shown()
    mark = compact.findChild(ShieldMark)
    assert mark is not None
    QTest.mousePress(mark, Qt.MouseButton.LeftButton)
    qtbot.wait(HOLD_MS + 40)
    assert shown()
    QTest.mouseRelease(mark, Qt.MouseButton.LeftButton)
    assert not shown()
    compact.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.shell.toggle_shield()  # the closed window is asked nothing any more
    window.shell.toggle_shield()


def test_the_keys_work_in_a_dialog_over_the_window(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_table.run("settings")
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F9)
    assert not window.shell.shield_on
    QTest.keyClick(dialog, Qt.Key.Key_F9)
    QTest.keyPress(dialog, Qt.Key.Key_F9, SHIFT)
    assert in_sight(window)
    QTest.keyRelease(dialog, Qt.Key.Key_F9, SHIFT)
    assert not in_sight(window)
    dialog.close()
