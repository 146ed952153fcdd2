"""The compact window: the same keys, the shield by itself, and the way back."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.meeting.end_sheet import EndSheet
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.library_files import settings_file


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


@pytest.fixture
def compact(qtbot: QtBot, window: MainWindow, live: MeetPanel) -> CompactWindow:
    """The compact window, with the shield that comes on with it."""
    QTest.keyClick(live.line.edit, Qt.Key.Key_F8)
    found = window.findChild(CompactWindow)
    assert isinstance(found, CompactWindow)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def test_the_newest_give_get_or_offer_is_answered_by_the_same_keys(desk: Desk, compact: CompactWindow) -> None:
    line = compact.line.edit
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(line, "A tour")
    QTest.keyClick(line, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, "Rain")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert rows(desk, "SELECT state FROM ledger_item WHERE title = 'A tour'") == [("accepted",)]
    assert "tour" not in " ".join(label.text() for label in compact.findChildren(QLabel) if label.isVisible())


def test_who_and_how_we_know_are_asked_in_the_line_unless_the_shield_is_on(desk: Desk, compact: CompactWindow) -> None:
    line = compact.line.edit
    QTest.keyClick(line, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not compact.line.asking
    QTest.keyClick(line, Qt.Key.Key_F9)
    QTest.keyClick(line, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    for words in ("Ana Ruiz", "She said so"):
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert rows(desk, "SELECT who, evidence FROM lamp WHERE lit AND side = 'them'") == [("Ana Ruiz", "She said so")]
    assert line.toPlainText() == "" and line.accessibleDescription() == "", "nothing is asked any more"


def test_what_is_private_is_said_only_without_the_shield(compact: CompactWindow) -> None:
    line = compact.line.edit
    QTest.keyClicks(line, "No way to move the price, they say")
    QTest.keyClick(line, Qt.Key.Key_Return)

    def seen() -> str:
        return " ".join(label.text() for label in compact.findChildren(QLabel) if label.isVisible())

    assert "We pay within 14 days" not in seen()
    QTest.keyClick(line, Qt.Key.Key_F9)
    assert "If they can't move on the price: We pay within 14 days" in seen()


def test_it_comes_back_where_it_stood_if_that_is_on_a_screen(
    qtbot: QtBot, window: MainWindow, live: MeetPanel, compact: CompactWindow
) -> None:
    compact.close()
    for place, expected in ((QPoint(120, 30), True), (QPoint(90_000, 90_000), False)):
        settings = QSettings(str(settings_file()), QSettings.Format.IniFormat)
        settings.setValue("compact/place", place)
        settings.sync()
        live.go_compact()
        again = window.findChildren(CompactWindow)[-1]
        assert (again.pos() == place) is expected
        again.close()


def test_the_meeting_is_ended_from_it_with_the_shield_still_on(
    window: MainWindow, live: MeetPanel, compact: CompactWindow
) -> None:
    QTest.keyClick(
        compact.line.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.isVisible() and live.shell.shielded
    assert window.findChild(EndSheet) is not None
