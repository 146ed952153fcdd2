"""Choosing single things of a backup by keyboard: what is listed, what it said, ticks, the shield, and undo."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.backups import bring_back_sheet, row_words
from negdesk.desktop.backups.bring_back_sheet import BringBackSheet
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.backup import Reason
from negdesk.domain.library_content import BOOKS
from negdesk.domain.privacy import MASK
from negdesk.domain.since_backup import PARTS
from negdesk.domain.thing_words import many_of, one_of
from negdesk.looking_in import compared
from negdesk.queries.library_content import library_content, library_tables
from negdesk.storage import clock
from negdesk.storage.backup import make_backup
from tests.desktop.showing import window_at
from tests.whole_content import whole_content


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    with window_at(qtbot, desk, library, Place("counterparts")) as window:
        yield window


@pytest.fixture
def sheet(window: MainWindow, desk: Desk) -> BringBackSheet:
    """A term removed, an entry in the bin, a phone number changed, since the backup."""
    mara = desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", phone="1")
    oats = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    term = desk.do(commands.plan.add_term, oats, "Price per tonne", currency="EUR")
    entry = desk.do(commands.log.write_entry, mara, "Called about the harvest")
    backup = desk.ask(library_content)
    desk.do(commands.plan.remove_term, term)
    desk.do(commands.log.bin_entry, entry)
    desk.do(commands.counterpart.edit_counterpart, mara, phone="2")
    sheet = BringBackSheet(window.shell, window, backup, "27 Nov, 09:12")
    sheet.open()
    return sheet


def items(sheet: BringBackSheet) -> list[QTreeWidgetItem]:
    heads = [sheet.tree.topLevelItem(number) for number in range(sheet.tree.topLevelItemCount())]
    found = [each.child(number) for each in heads if each is not None for number in range(each.childCount())]
    return [each for each in found if each is not None]


def rows(sheet: BringBackSheet) -> list[tuple[str, str, str]]:
    return [(each.text(0), each.text(1), each.text(3)) for each in items(sheet)]


def fields(sheet: BringBackSheet) -> list[tuple[str, ...]]:
    table = sheet.table
    cells = [[table.item(row, column) for column in range(3)] for row in range(table.rowCount())]
    return [tuple(each.text() for each in row if each is not None) for row in cells]


def test_what_is_gone_comes_first_and_each_says_what_it_said(sheet: BringBackSheet) -> None:
    assert rows(sheet) == [
        ("Price per tonne", "Term", "gone"),
        ("Mara Lindqvist", "Counterpart", "says something else"),
        ("Called about the harvest", "Log entry", "in the bin"),
    ]
    assert QApplication.focusWidget() is sheet.tree
    QTest.keyClick(sheet.tree, Qt.Key.Key_Down)
    QTest.keyClick(sheet.tree, Qt.Key.Key_Down)
    assert fields(sheet) == [("Phone", "1", "2")]


def test_a_tick_by_key_brings_back_and_undo_takes_it_back(
    sheet: BringBackSheet, window: MainWindow, desk: Desk
) -> None:
    before = desk.ask(whole_content)
    QTest.keyClick(sheet.tree, Qt.Key.Key_Space)
    assert sheet.main.text() == "Bring one thing back"
    QTest.keyClick(sheet.tree, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    names = desk.ask(lambda each: each.execute("SELECT name FROM term").fetchall())
    assert names == [("Price per tonne",)]
    assert desk.ask(lambda each: each.execute("SELECT phone FROM counterpart").fetchone()) == ("2",)
    window.undo()
    assert desk.ask(whole_content) == before


def test_a_page_s_tick_is_that_of_all_its_lines(sheet: BringBackSheet, desk: Desk) -> None:
    head = sheet.tree.topLevelItem(1)
    assert head is not None and head.text(0) == "Mara Lindqvist"
    sheet.tree.setCurrentItem(head)
    QTest.keyClick(sheet.tree, Qt.Key.Key_Space)
    assert sheet.main.text() == "Bring 2 things back"
    QTest.keyClick(sheet.main, Qt.Key.Key_Return)
    assert desk.ask(lambda each: each.execute("SELECT phone FROM counterpart").fetchone()) == ("1",)
    assert desk.ask(lambda each: each.execute("SELECT binned_at FROM log_entry").fetchone()) == (None,)
    assert desk.ask(lambda each: each.execute("SELECT count(*) FROM term").fetchone()) == (0,)


def test_a_word_finds_a_line_and_ticks_out_of_sight_stay(sheet: BringBackSheet) -> None:
    QTest.keyClick(sheet.tree, Qt.Key.Key_Space)
    QTest.keyClicks(sheet.find_line, "harvest")
    assert [each[0] for each in rows(sheet)] == ["Called about the harvest"]
    assert sheet.main.text() == "Bring one thing back"
    QTest.keyClicks(sheet.find_line, "zz")
    assert rows(sheet) == [] and any("has these words" in each.text() for each in sheet.findChildren(QLabel))


def test_under_the_shield_nothing_of_it_is_in_the_sheet(sheet: BringBackSheet, window: MainWindow) -> None:
    window.shell.set_shield(True)
    shown = [word for row in rows(sheet) for word in row] + [word for row in fields(sheet) for word in row]
    shown += [str(each.data(0, Qt.ItemDataRole.AccessibleTextRole)) for each in items(sheet)]
    assert MASK in shown
    for private in ("Mara", "harvest", "Price"):
        assert not any(private in word for word in shown)


def test_more_than_can_be_listed_is_said(sheet: BringBackSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bring_back_sheet, "MOST", 2)
    sheet.find_line.setText(" ")
    assert len(rows(sheet)) == 2
    assert any("One more is not listed" in each.text() for each in sheet.findChildren(QLabel))


def test_a_backup_that_has_nothing_else_says_so(window: MainWindow, desk: Desk) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara")
    sheet = BringBackSheet(window.shell, window, desk.ask(library_content), "now")
    sheet.open()
    assert not sheet.tree.isVisible() and not sheet.main.isEnabled()
    assert any("Nothing is gone" in each.text() for each in sheet.findChildren(QLabel))


def test_every_table_and_field_has_words(desk: Desk) -> None:
    untold = set(row_words._BOOK_KEEPING)
    for shape in desk.ask(library_tables):
        assert one_of(shape.table) != shape.table and many_of(shape.table) != shape.table
        if shape.table in BOOKS or shape.table in PARTS:
            continue
        for column in shape.columns:
            words = row_words.name_words(column.name)
            assert column.name in untold or column.name == "position" or words[0].isupper(), (shape.table, column.name)


def test_what_was_compared_beside_the_window_is_not_compared_again_by_it(
    window: MainWindow, desk: Desk, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is in use meanwhile, and what it says is what was saved last, settled into its file or not."""
    mara = desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", phone="1")
    backup = make_backup(desk.access, tmp_path / "backups", Reason.BY_HAND, clock.now())
    desk.do(commands.counterpart.edit_counterpart, mara, phone="2")
    with ThreadPoolExecutor(1) as beside:
        content, found = beside.submit(compared, backup, "", desk.access).result()
    monkeypatch.setattr(bring_back_sheet, "since_sheet", lambda *_words: pytest.fail("compared again"))
    sheet = BringBackSheet(window.shell, window, content, "27 Nov, 09:12", found)
    sheet.open()
    assert rows(sheet) == [("Mara Lindqvist", "Counterpart", "says something else")]
    window.shell.set_shield(True)
    assert [row[0] for row in rows(sheet)] == [MASK]
    window.shell.set_shield(False)
    sheet.close()
