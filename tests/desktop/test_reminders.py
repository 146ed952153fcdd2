"""Reminders: once a day, also of days missed, and nothing readable under the shield."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.reminders import Reminders, SystemNotices
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side

NOON = datetime(2026, 11, 23, 12, 0).astimezone()
TODAY = NOON.date()


class Day:
    """The clock on the wall, and what was shown and where one went."""

    def __init__(self) -> None:
        self.now = NOON
        self.noticed: list[str] = []
        self.said: list[str] = []
        self.went: list[Place] = []
        self.clicked: Callable[[], object] = lambda: None

    def show(self, title: str, text: str, opened: Callable[[], object]) -> None:
        """As the system's notifications do."""
        self.noticed.append(text)
        self.clicked = opened


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def shell(desk: Desk, day: Day, qapp: object) -> Shell:
    shell = Shell(desk, lambda: day.now)
    shell.said_with.connect(lambda sentence, _button, _do: day.said.append(sentence))
    shell.went.connect(day.went.append)
    return shell


@pytest.fixture
def reminders(qtbot: QtBot, shell: Shell, day: Day, tmp_path: Path) -> Reminders:
    window = QWidget()
    qtbot.addWidget(window)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    return Reminders(shell, settings, window, day)


def promise(desk: Desk, text: str, due: date | None) -> int:
    return desk.do(commands.promise.add_promise, Side.US, text, due)


def test_one_due_today_is_named_once(reminders: Reminders, desk: Desk, day: Day) -> None:
    promise(desk, "Send the floor plan", TODAY)
    promise(desk, "Later", TODAY + timedelta(days=1))
    promise(desk, "Some day", None)
    reminders.look()
    reminders.look()
    assert day.said == day.noticed == ["Due today: Send the floor plan"]
    day.clicked()
    assert day.went == [Place("promises")]


def test_days_on_which_the_program_was_closed_are_made_up_for(reminders: Reminders, desk: Desk, day: Day) -> None:
    reminders.look()
    promise(desk, "On Wednesday", TODAY + timedelta(days=2))
    promise(desk, "On Thursday", TODAY + timedelta(days=3))
    day.now = NOON + timedelta(days=4)
    reminders.look()
    assert day.noticed == ["2 promises are due."]


def test_one_whose_day_went_by_is_late_and_not_due(reminders: Reminders, desk: Desk, day: Day) -> None:
    reminders.look()
    promise(desk, "Send the floor plan", TODAY + timedelta(days=1))
    day.now = NOON + timedelta(days=4)
    reminders.look()
    assert day.said == day.noticed == ["3 days late: Send the floor plan"]


def test_a_clock_that_went_back_reminds_of_nothing_twice(reminders: Reminders, desk: Desk, day: Day) -> None:
    promise(desk, "Send the floor plan", TODAY)
    reminders.look()
    day.now = NOON - timedelta(days=1)
    reminders.look()
    day.now = NOON
    reminders.look()
    assert len(day.noticed) == 1


def test_one_that_is_settled_or_silenced_is_left_alone(reminders: Reminders, desk: Desk, day: Day) -> None:
    desk.do(commands.promise.keep, promise(desk, "Kept", TODAY))
    desk.do(commands.promise.edit_promise, promise(desk, "Silenced", TODAY), remind=False)
    reminders.look()
    assert day.said == day.noticed == []


def test_the_shield_hides_what_was_promised(reminders: Reminders, desk: Desk, shell: Shell, day: Day) -> None:
    promise(desk, "Send the floor plan", TODAY)
    shell.set_shield(True)
    reminders.look()
    assert day.said == day.noticed == ["A promise is due."]


def test_without_a_tray_the_system_shows_nothing_and_nothing_fails(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    SystemNotices(window).show("NegDesk", "A promise is due.", lambda: None)
