"""The list of counterparts by keys: a new one, the filter, opening, and the bin."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.counterparts.counterpart_list import CounterpartListScreen
from negdesk.desktop.shell import Place, Shell
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen


@pytest.fixture
def went() -> list[Place]:
    return []


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, went: list[Place]) -> CounterpartListScreen:
    for name in ("Ana", "Ben", "Bea"):
        desk.do(commands.counterpart.add_counterpart, name)
    shell = Shell(desk, now)
    shell.went.connect(went.append)
    screen = CounterpartListScreen(shell)
    shell.setParent(screen)
    show_screen(qtbot, screen, 1000, 700)
    screen.show_place(Place("counterparts"))
    return screen


def names(screen: CounterpartListScreen) -> list[str]:
    return [row.accessibleName().split(".")[0] for row in screen.list.rows()]


def test_the_filter_leaves_some_and_enter_opens_the_first(
    screen: CounterpartListScreen, desk: Desk, went: list[Place]
) -> None:
    assert screen.filter.hasFocus()
    assert names(screen) == ["Ana", "Bea", "Ben"]
    QTest.keyClicks(screen.filter, "be")
    assert names(screen) == ["Bea", "Ben"]
    QTest.keyClick(screen.filter, Qt.Key.Key_Return)
    assert went == [Place("counterpart", 3)]
    QTest.keyClicks(screen.filter, "x")
    assert names(screen) == [] and "Nobody by that name" in screen.list.empty.text()


def test_enter_goes_into_the_list_and_opens(screen: CounterpartListScreen, went: list[Place]) -> None:
    QTest.keyClick(screen.filter, Qt.Key.Key_Return)
    first, second, _ = screen.list.rows()
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert went == [Place("counterpart", 3)]


def test_a_name_and_enter_makes_a_person_and_opens_the_page(
    screen: CounterpartListScreen, desk: Desk, went: list[Place]
) -> None:
    screen.show_place(Place("counterparts", focus="new"))
    assert screen.name.hasFocus()
    QTest.keyClicks(screen.name, "Carl")
    QTest.keyClick(screen.name, Qt.Key.Key_Return)
    assert went == [Place("counterpart", 4)]
    assert screen.name.text() == ""


@pytest.mark.parametrize("name", ["", "x" * 10_000])
def test_a_name_that_cannot_be_is_said_in_its_place(
    screen: CounterpartListScreen, desk: Desk, went: list[Place], name: str
) -> None:
    screen.name.setText(name)
    QTest.keyClick(screen.name, Qt.Key.Key_Return)
    assert screen.name.accessibleDescription()
    assert went == [] and names(screen) == ["Ana", "Bea", "Ben"]
    assert screen.name.text() == name
    QTest.keyClicks(screen.name, "a")
    assert not screen.name.accessibleDescription(), "typing on takes the sentence away"


def test_delete_moves_one_to_the_bin_and_undo_gives_it_back(screen: CounterpartListScreen, desk: Desk) -> None:
    row = screen.list.rows()[1]
    row.take_cursor()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert names(screen) == ["Ana", "Ben"]
    assert screen.list.rows()[1].hasFocus()
    desk.undo()
    assert names(screen) == ["Ana", "Bea", "Ben"]
