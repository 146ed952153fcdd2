"""Today, and every day that is shown, is true at midnight, and when the computer wakes days later."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.line_table import LineTable
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.desktop.today.today_lines import Line
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.negotiation import Side
from negdesk.storage import clock
from tests.desktop.showing import window_at

EVENING = datetime(2026, 11, 27, 23, 59, 50).astimezone()


class Hands:
    """The hands of the clock that the program reads, which only a test moves."""

    def __init__(self) -> None:
        self.at = EVENING

    def read(self) -> datetime:
        return self.at


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(clock, "now", hands.read)
    return hands


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path, hands: Hands) -> Iterator[MainWindow]:
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.do(commands.counterpart.edit_counterpart, ana, quiet_after_days=30)
    desk.do(commands.log.write_entry, ana, "Called", EntryKind.CALL, happened_on=(EVENING - timedelta(days=30)).date())
    oats = desk.do(commands.negotiation.new_negotiation, "Oat flour", counterpart_ids=[ana])
    for days, text in ((1, "Send the samples"), (3, "Answer about the price")):
        due = (EVENING + timedelta(days=days)).date()
        desk.do(commands.promise.add_promise, Side.US, text, due, negotiation_id=oats)
    with window_at(qtbot, desk, library, Place("today")) as window:
        yield window


def go_on(hands: Hands, window: MainWindow, at: datetime) -> None:
    """It is later now, and the window's own timer comes round."""
    hands.at = at
    timer = window._day_timer
    assert timer.isActive() and timer.interval() <= 5_000, "so long at most the day before is shown"
    timer.timeout.emit()
    QApplication.processEvents()


def shown(within: QWidget) -> str:
    words = [each.text() for each in within.findChildren(QLabel) if each.isVisible()]
    words += [each.accessibleName() for each in within.findChildren(Line) if each.isVisible()]
    for table in within.findChildren(LineTable):
        words += [str(table.lines.index(row, 0).data()) for row in range(len(table.lines.ids))]
    return " | ".join(words)


def test_at_midnight_the_day_its_promises_and_who_is_quiet_are_those_of_the_new_day(
    window: MainWindow, hands: Hands
) -> None:
    before = shown(window.current())
    assert "27 November" in before and "Ana" not in before
    go_on(hands, window, EVENING + timedelta(seconds=5))
    assert shown(window.current()) == before, "not before"
    go_on(hands, window, EVENING + timedelta(seconds=15))
    after = shown(window.current())
    assert "28 November" in after and "27 November" not in after
    assert "31 days" in after, "who has gone quiet over night"


def test_after_three_days_of_sleep_it_is_that_day_at_once_when_one_comes_back(window: MainWindow, hands: Hands) -> None:
    hands.at = EVENING + timedelta(days=3)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    QApplication.processEvents()
    after = shown(window.current())
    assert "30 November" in after and "Answer about the price" in after
    assert window.shell.today() == hands.at.date()


def test_the_cursor_stays_at_its_line_over_midnight(window: MainWindow, hands: Hands) -> None:
    line = next(each for each in window.current().findChildren(Line) if "samples" in each.accessibleName())
    line.setFocus()
    go_on(hands, window, EVENING + timedelta(seconds=15))
    held = QApplication.focusWidget()
    assert isinstance(held, Line) and held.key == line.key


@pytest.mark.parametrize("place", [Place("promises"), Place("counterpart", 1), Place("counterparts")], ids=str)
def test_other_pages_say_the_new_day_too(window: MainWindow, hands: Hands, place: Place) -> None:
    window.go(place)
    QApplication.processEvents()
    before = shown(window)
    go_on(hands, window, EVENING + timedelta(days=2))
    assert shown(window) != before
