"""What a merge set aside is read and brought back by keys: values of any table, and rows with what they need."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.backups.set_aside_sheet import SetAsideSheet
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK
from negdesk.storage import clock
from negdesk.storage.sessions import raw_connection
from tests.desktop.showing import cursor, press, window_at
from tests.exchange.libraries import content, copy_of, open_desk

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier
OATS, LEASE = 1, 2


def at(hour: int, desk: Desk, command: Any, *args: Any, **kwargs: Any) -> Any:
    with clock.frozen(NOON + timedelta(hours=hour)):
        return desk.do(command, *args, **kwargs)


@pytest.fixture
def merged(desk: Desk, library: Path, tmp_path: Path) -> Desk:
    """A library into which another one was merged that is newer: a term says something else, and a give is removed."""
    with clock.frozen(NOON):
        mara = desk.do(commands.counterpart.add_counterpart, "Mara")
        desk.do(commands.negotiation.new_negotiation, "Oat flour", counterpart_ids=[mara])
        desk.do(commands.negotiation.new_negotiation, "Workshop lease", counterpart_ids=[mara])
        desk.do(commands.plan.add_term, OATS, "Price", currency="EUR", more_is_better=False, target=Decimal(600))
        desk.do(commands.plan.add_term, LEASE, "Rent", currency="EUR", more_is_better=False, target=Decimal(900))
        desk.do(commands.ledger.add_give, OATS, "Pay in 14 days", value=3)
        desk.do(commands.log.write_entry, mara, "Called")
        desk.do(commands.promise.add_promise, Side.US, "Send the forecast", negotiation_id=OATS)
    other = copy_of(desk, library, tmp_path / "other.negdesk")
    at(1, desk, commands.plan.edit_term, 1, target=Decimal(610), walk_away=Decimal(650))
    at(1, desk, commands.plan.edit_term, 2, target=Decimal(950))
    at(1, desk, commands.log.edit_entry, 1, text="Called about oats")
    at(2, other, commands.plan.edit_term, 1, target=Decimal(640), walk_away=Decimal(690))
    at(2, other, commands.plan.edit_term, 2, target=Decimal(990))
    at(2, other, commands.log.edit_entry, 1, text="Called about barley")
    at(2, other, commands.ledger.remove_item, 1)
    at(2, other, commands.promise.edit_promise, 1, text="Send the plan")
    at(3, desk, commands.library.merge_library, content(other))
    other.close()
    assert one(desk, "SELECT count(*) FROM ledger_item") == 0
    assert held(desk) == ("640", "990", "Called about barley", "Send the plan")
    return desk


def one(desk: Desk, sql: str) -> object:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())[0][0]


def held(desk: Desk) -> tuple[object, ...]:
    """What differs between the two libraries, as it is now."""
    asked = (
        "SELECT target FROM term WHERE id = 1", "SELECT target FROM term WHERE id = 2", "SELECT text FROM log_entry",
        "SELECT text FROM promise",
    )  # fmt: skip
    return tuple(one(desk, sql) for sql in asked)


@pytest.fixture
def window(qtbot: QtBot, merged: Desk, library: Path) -> Iterator[MainWindow]:
    with window_at(qtbot, merged, library, Place("negotiations")) as window:
        yield window


def open_sheet(window: MainWindow, place: Place) -> SetAsideSheet:
    """By the search line, as somebody would who does not know where it is."""
    window.shell.go(place)
    window.actions_table.run("set_aside")
    QApplication.processEvents()
    sheet = window.findChild(SetAsideSheet)
    assert sheet is not None
    assert cursor() is sheet.tree
    return sheet


def lines(sheet: SetAsideSheet) -> dict[str, list[str]]:
    """What is listed, by page."""

    def below(item: QTreeWidgetItem) -> list[str]:
        return [item.child(number).text(0) for number in range(item.childCount())]  # type: ignore[union-attr]  # there are so many

    tops = [sheet.tree.topLevelItem(number) for number in range(sheet.tree.topLevelItemCount())]
    return {item.text(0): sorted(below(item)) for item in tops if item is not None}


def go_to(sheet: SetAsideSheet, words: str, kind: str = "") -> None:
    press(Qt.Key.Key_Home)
    while (item := sheet.tree.currentItem()) is not None and (item.text(0), kind or item.text(1)) != (
        words,
        item.text(1),
    ):
        before = item
        press(Qt.Key.Key_Down)
        assert sheet.tree.currentItem() is not before, f"{words!r} is not listed"


def told(sheet: SetAsideSheet) -> list[tuple[str, ...]]:
    """What is told of the line that is chosen."""
    return [
        tuple(sheet.table.item(row, column).text() for column in range(3))  # type: ignore[union-attr]  # every cell is filled
        for row in range(sheet.table.rowCount())
    ]


def test_what_gave_way_is_listed_by_page_but_for_what_an_entry_says_itself(window: MainWindow) -> None:
    sheet = open_sheet(window, Place("negotiations"))
    gives = ["Pay in 14 days"] * 2  # and the item of the checklist that went with it
    assert lines(sheet) == {"Oat flour": [*gives, "Price", "Send the forecast"], "Workshop lease": ["Rent"]}
    go_to(sheet, "Price")
    assert told(sheet) == [("Target", "610", "640"), ("Walk-away", "650", "690")]
    sheet.close()


def test_on_the_page_of_a_negotiation_only_its_own_is_listed_at_first(window: MainWindow) -> None:
    sheet = open_sheet(window, Place("negotiation", LEASE, "plan"))
    assert lines(sheet) == {"Workshop lease": ["Rent"]}
    sheet.only.setFocus()
    press(Qt.Key.Key_Space)
    assert set(lines(sheet)) == {"Oat flour", "Workshop lease"}
    sheet.close()


def test_a_value_and_a_row_come_back_by_keys_and_go_with_one_undo(window: MainWindow, merged: Desk) -> None:
    sheet = open_sheet(window, Place("negotiations"))
    for words, kind in (("Price", "Term"), ("Pay in 14 days", "Give")):
        go_to(sheet, words, kind)
        press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CONTROL)
    QApplication.processEvents()
    assert held(merged) == ("610", "990", "Called about barley", "Send the plan"), "and nothing else"
    assert one(merged, "SELECT title || value FROM ledger_item") == "Pay in 14 days3"
    merged.undo()
    assert held(merged) == ("640", "990", "Called about barley", "Send the plan")
    assert one(merged, "SELECT count(*) FROM ledger_item") == 0
    merged.redo()
    sheet = open_sheet(window, Place("negotiations"))
    assert sheet.moment.edit.count() == 2, "what gave way to what came back was set aside in its turn"
    assert lines(sheet) == {"Oat flour": ["Price"]}
    go_to(sheet, "Price")
    assert told(sheet) == [("Target", "640", "610"), ("Walk-away", "690", "650")]
    sheet.moment.editor.setFocus()
    press(Qt.Key.Key_Down)
    left = {"Oat flour": ["Pay in 14 days", "Send the forecast"], "Workshop lease": ["Rent"]}
    assert lines(sheet) == left, "what is back is not listed"
    sheet.close()


def test_under_the_shield_nothing_of_it_is_read(window: MainWindow) -> None:
    sheet = open_sheet(window, Place("negotiations"))
    go_to(sheet, "Price")
    window.shell.set_shield(True)
    QApplication.processEvents()
    said = str(lines(sheet)) + str(told(sheet))
    assert MASK in said
    for private in ("Price", "Rent", "610", "640", "Pay in"):
        assert private not in said
    sheet.close()


def test_with_nothing_set_aside_it_says_what_comes_here(qtbot: QtBot, desk: Desk, library: Path) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        window.actions_table.run("set_aside")
        sheet = window.findChild(SetAsideSheet)
        assert sheet is not None
        assert any("Nothing is set aside" in each.text() for each in sheet.findChildren(QLabel) if each.isVisible())
        assert not sheet.tree.isVisible() and not sheet.main.isEnabled()
        sheet.close()


def test_a_negotiation_that_was_removed_comes_back_with_all_of_it(
    qtbot: QtBot, desk: Desk, library: Path, tmp_path: Path
) -> None:
    with clock.frozen(NOON):
        desk.do(commands.negotiation.new_negotiation, "Oat flour")
        desk.do(commands.plan.add_term, OATS, "Price", currency="EUR", more_is_better=False, target=Decimal(600))
        desk.do(commands.ledger.add_give, OATS, "Pay in 14 days", value=3)
    other = open_desk(tmp_path / "empty.negdesk")
    at(1, other, commands.library.merge_library, content(desk))
    at(2, other, lambda session: raw_connection(session).execute("DELETE FROM negotiation"))
    at(3, desk, commands.library.merge_library, content(other))
    other.close()
    assert one(desk, "SELECT count(*) FROM negotiation") == 0
    with window_at(qtbot, desk, library, Place("today")) as window:
        sheet = open_sheet(window, Place("today"))
        go_to(sheet, "Oat flour")
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Return, CONTROL)
        assert one(desk, "SELECT target FROM term") == "600"
        assert one(desk, "SELECT title FROM ledger_item") == "Pay in 14 days"
