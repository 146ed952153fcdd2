"""The list of counterparts by keys: a new one, the filter, opening, and the bin; also of very many."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.counterparts.counterpart_list import CounterpartListScreen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen
from tests.very_many import add_very_many

MANY = 5_000


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


def spoken(screen: CounterpartListScreen) -> list[str]:
    model = screen.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def names(screen: CounterpartListScreen) -> list[str]:
    return [said.split(".")[0] for said in spoken(screen)]


def current(screen: CounterpartListScreen) -> str:
    return names(screen)[screen.table.currentIndex().row()]


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
    assert names(screen) == [] and "Nobody by that name" in screen.empty.text()
    assert screen.empty.isVisible() and not screen.table.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_or_down_goes_into_the_list_and_enter_opens(
    screen: CounterpartListScreen, went: list[Place], key: Qt.Key
) -> None:
    QTest.keyClick(screen.filter, key)
    assert screen.table.hasFocus() and current(screen) == "Ana"
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert went == [Place("counterpart", 3)]


def test_letters_typed_in_the_list_go_on_in_the_filter(screen: CounterpartListScreen) -> None:
    screen.table.take_cursor()
    QTest.keyClicks(screen.table, "b")
    assert screen.filter.hasFocus()
    QTest.keyClicks(screen.filter, "en")
    assert (screen.filter.text(), names(screen)) == ("ben", ["Ben"])


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
    screen.table.take_cursor()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Delete)
    assert names(screen) == ["Ana", "Ben"]
    assert screen.table.hasFocus() and current(screen) == "Ben", "the one that takes its place"
    desk.undo()
    assert names(screen) == ["Ana", "Bea", "Ben"]
    assert current(screen) == "Ben"


def test_when_the_last_one_goes_the_cursor_goes_to_the_filter(screen: CounterpartListScreen) -> None:
    screen.filter.setText("Ben")
    screen.table.take_cursor()
    QTest.keyClick(screen.table, Qt.Key.Key_Delete)
    assert names(screen) == []
    assert screen.filter.hasFocus()


def test_under_the_shield_the_names_stay_and_what_is_between_us_does_not(
    screen: CounterpartListScreen, desk: Desk
) -> None:
    desk.do(commands.promise.add_promise, Side.US, "Send it", counterpart_id=1)
    assert spoken(screen)[0] == "Ana. 1 open promise. not spoken yet"
    screen.shell.set_shield(True)
    assert spoken(screen)[0] == f"Ana. {MASK}"


def test_of_very_many_each_is_reached_by_keys_and_by_the_filter(
    screen: CounterpartListScreen, desk: Desk, went: list[Place]
) -> None:
    add_very_many(desk, MANY)
    screen.refresh(None)
    assert screen.table.model().rowCount() == MANY + 3
    screen.table.take_cursor()
    QTest.keyClick(screen.table, Qt.Key.Key_End)
    QApplication.processEvents()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    last = desk.ask(lambda c: c.execute("SELECT id FROM counterpart WHERE name = 'Person 04999'").fetchall())
    assert went == [Place("counterpart", last[0][0])]
    assert spoken(screen)[-1].startswith("Person 04999")
    QTest.keyClicks(screen.table, "04321")
    assert names(screen) == ["Person 04321"], "each can be filtered by, however far down it is"
