"""The compact window: the same keys, the shield by itself, and the way back."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.captures_view import CapturesView
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.meeting.end_sheet import EndSheet
from negdesk.desktop.meeting.line_list import ROLE
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.meeting.packages_card import PackagesCard
from negdesk.desktop.meeting.side_cards import OffersCard
from negdesk.library_files import settings_file
from negdesk.opening import open_desk
from negdesk.storage import clock
from tests.desktop.meeting.conftest import TEN


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


def test_what_was_captured_in_it_is_on_the_page_it_stood_for(qtbot: QtBot, window: MainWindow, live: MeetPanel) -> None:
    live.shell.set_shield(True)  # it is as it was before, so nothing else has the page ask again
    QTest.keyClick(live.line.edit, Qt.Key.Key_F8)
    compact = window.findChild(CompactWindow)
    assert isinstance(compact, CompactWindow)
    compact.activateWindow()
    qtbot.waitUntil(compact.isActiveWindow)
    for words in ("Rain", "Snow"):
        QTest.keyClicks(compact.line.edit, words)
        QTest.keyClick(compact.line.edit, Qt.Key.Key_Return)
    QTest.keyClick(compact.line.edit, Qt.Key.Key_F8)
    qtbot.waitUntil(window.isVisible)
    assert live.captures.count() == 2 and live.shell.shielded
    live.shell.set_shield(False)
    assert [line.text for line in (live.captures.item(row).data(ROLE) for row in range(2))] == ["Rain", "Snow"]


@pytest.fixture
def compact(qtbot: QtBot, window: MainWindow, live: MeetPanel) -> CompactWindow:
    """The compact window, with the shield that comes on with it."""
    QTest.keyClick(live.line.edit, Qt.Key.Key_F8)
    found = window.findChild(CompactWindow)
    assert isinstance(found, CompactWindow)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_what_is_typed_beside_its_line_is_typed_in_it(compact: CompactWindow) -> None:
    compact.checklist.setFocus()
    QTest.keyClick(compact.checklist, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
    assert compact.line.edit.hasFocus() and compact.line.text().casefold() == "t"


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def test_the_program_is_left_from_it_by_its_key(
    qtbot: QtBot, window: MainWindow, desk: Desk, library: Path, compact: CompactWindow
) -> None:
    QTest.keyClicks(compact.line.edit, "and they wa")
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(compact.line.edit, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert desk.closed and not window.isVisible()
    again = open_desk(library)
    assert rows(again, "SELECT text FROM draft") == [("and they wa",)]
    again.close()


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


def test_what_is_typed_goes_along_into_it_and_back_and_is_nowhere_twice(
    qtbot: QtBot, desk: Desk, window: MainWindow, live: MeetPanel
) -> None:
    def compact() -> CompactWindow:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(live.line.edit, Qt.Key.Key_F8)
        found = next(each for each in window.findChildren(CompactWindow) if each.isVisible())
        found.activateWindow()
        qtbot.waitUntil(found.isActiveWindow)
        return found

    QTest.keyClicks(live.line.edit, "They would")
    small = compact()
    assert small.line.text() == "They would"
    QTest.keyClicks(small.line.edit, " sign")
    QTest.keyClick(small.line.edit, Qt.Key.Key_F8)
    assert live.line.text() == "They would sign"
    small = compact()
    QTest.keyClick(small.line.edit, Qt.Key.Key_Return)
    QTest.keyClick(small.line.edit, Qt.Key.Key_F8)
    assert live.line.text() == ""
    live.end()
    assert rows(desk, "SELECT text FROM capture") == [("They would sign",)]
    assert rows(desk, "SELECT text FROM draft WHERE place LIKE 'meeting:%'") == []


def test_an_edit_that_is_not_entered_yet_is_kept_when_the_meeting_is_ended_from_it(
    desk: Desk, window: MainWindow, live: MeetPanel, compact: CompactWindow
) -> None:
    live.shell.set_shield(False)
    QTest.keyClicks(compact.line.edit, "They call on Monday")
    QTest.keyClick(compact.line.edit, Qt.Key.Key_Return)
    QTest.keyClick(compact.line.edit, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(compact.line.edit, Qt.Key.Key_F2)
    QTest.keyClicks(compact.line.edit, " or Tuesday")
    QTest.keyClick(compact.line.edit, Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert rows(desk, "SELECT text FROM capture") == [("They call on Monday or Tuesday",)]
    assert window.findChild(EndSheet) is not None


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def in_sight(compact: CompactWindow) -> list[str]:
    captures = compact.findChild(CapturesView)
    assert captures is not None
    return [captures.item(row).text() for row in range(captures.count())] if captures.isVisible() else []


def test_earlier_captures_are_chosen_and_answered_by_the_same_keys(desk: Desk, compact: CompactWindow) -> None:
    line = compact.line.edit
    for words in ("A tour", "A second lot"):
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_G, CTRL)
    QTest.keyClick(line, Qt.Key.Key_F9)
    assert in_sight(compact) == []
    QTest.keyClick(line, Qt.Key.Key_Up, CTRL)
    QTest.keyClick(line, Qt.Key.Key_Up, CTRL)
    assert [words.split(", ")[2] for words in in_sight(compact)] == ["A tour", "A second lot"]
    QTest.keyClick(line, Qt.Key.Key_D, ALT)
    assert rows(desk, "SELECT title, state FROM ledger_item WHERE title LIKE 'A %'") == [
        ("A tour", "declined"), ("A second lot", "offered"),
    ]  # fmt: skip
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert in_sight(compact) == []


def test_packages_are_compared_and_put_on_the_table_in_it(desk: Desk, compact: CompactWindow) -> None:
    line = compact.line.edit
    QTest.keyClick(line, Qt.Key.Key_F5)
    packages = compact.findChild(PackagesCard)
    assert packages is not None and not packages.isVisible(), "the shield stands before them"
    volume = rows(desk, "SELECT id FROM term WHERE name = 'Volume'")[0][0]
    desk.do(commands.plan.edit_term, int(str(volume)), walk_away=Decimal(120))
    QTest.keyClick(line, Qt.Key.Key_F9)
    QTest.keyClick(line, Qt.Key.Key_F5)
    assert packages.isVisible()
    QTest.keyClick(line, Qt.Key.Key_1)
    assert not packages.isVisible() and line.toPlainText() == ""
    assert rows(desk, "SELECT kind, count(*) FROM capture") == [("our_offer", 1)]
    QTest.keyClick(line, Qt.Key.Key_F5)
    QTest.keyClick(line, Qt.Key.Key_F9)
    assert not packages.isVisible(), "the shield puts them away"


def test_the_graphs_of_the_terms_come_one_after_the_other_and_go(compact: CompactWindow) -> None:
    line = compact.line.edit
    offers = compact.findChild(OffersCard)
    assert offers is not None
    QTest.keyClicks(line, "=650, 160 t")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_F9)
    seen = []
    for _ in range(5):
        QTest.keyClick(line, Qt.Key.Key_F7)
        if not offers.isVisible():
            break
        seen.append(offers.heading.text())
    assert [words.split(":")[0] for words in seen[:2]] == ["Price", "Volume"]
    assert len(seen) == len(set(seen)) and not offers.isVisible()


def test_an_earlier_meeting_is_looked_at_in_it(qtbot: QtBot, window: MainWindow, live: MeetPanel) -> None:
    write = live.line.edit
    QTest.keyClicks(write, "The mill is new")
    QTest.keyClick(write, Qt.Key.Key_Return)
    shell = live.shell
    with clock.frozen(TEN + timedelta(minutes=40)):
        shell.do(commands.meeting.end_meeting, 1, none=True)
    with clock.frozen(TEN + timedelta(days=1)):
        live.start()
        live.go_compact()
        compact = window.findChild(CompactWindow)
        assert compact is not None
        compact.activateWindow()
        qtbot.waitUntil(compact.isActiveWindow)
        line = compact.line.edit
        QTest.keyClick(line, Qt.Key.Key_F9)
        QTest.keyClick(line, Qt.Key.Key_M, ALT)
        assert [words.split(", ")[-1] for words in in_sight(compact)] == ["The mill is new"]
        QTest.keyClick(line, Qt.Key.Key_Escape)
        assert in_sight(compact) == []
        QTest.keyClicks(line, "Good morning")
        QTest.keyClick(line, Qt.Key.Key_Return)
        QTest.keyClick(line, Qt.Key.Key_Up, CTRL)
        assert [words.split(", ")[-1] for words in in_sight(compact)] == ["Good morning"]


def test_what_is_typed_in_it_is_kept_when_the_library_is_closed(
    desk: Desk, window: MainWindow, compact: CompactWindow, library: Path
) -> None:
    QTest.keyClicks(compact.line.edit, "Half a line")
    window.close()
    again = open_desk(library)
    assert rows(again, "SELECT text FROM draft") == [("Half a line",)]
    again.close()
