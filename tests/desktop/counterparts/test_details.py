"""The details of a counterpart, as a person uses them: own fields, tags, reminders, the same one twice, said before."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.rows import Row
from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.counterparts.entry_row import EntryRow
from negdesk.desktop.counterparts.field_words import value_words
from negdesk.desktop.counterparts.past_sheet import PastSheet
from negdesk.desktop.counterparts.same_sheet import SameCounterpartSheet
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind, EntryKind
from negdesk.queries.counterpart_list import counterpart_lines
from negdesk.storage import clock
from tests.desktop.counterparts.conftest import NOON
from tests.desktop.showing import cursor, press, show_screen


@pytest.fixture
def ana(desk: Desk) -> int:
    return desk.do(commands.counterpart.add_counterpart, "Ana Ruiz", email="ana@mill.example")


@pytest.fixture
def screen(qtbot: QtBot, shell: Shell, ana: int) -> CounterpartScreen:
    screen = CounterpartScreen(shell)
    show_screen(qtbot, screen, 1060, 1400)
    screen.show_place(Place("counterpart", ana))
    shell.changed.connect(screen.refresh)
    return screen


def say(text: str) -> None:
    QTest.keyClicks(cursor(), text)


def ask(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda c: c.execute(sql).fetchall())


def test_a_field_of_ones_own_is_named_and_filled_by_keys(screen: CounterpartScreen, desk: Desk) -> None:
    screen.details.own.add.edit.setFocus()
    say("Delivery gate")
    press(Qt.Key.Key_Return)
    say("Gate 4")
    screen.flush()
    assert ask(desk, "SELECT name, text FROM own_field") == [("Delivery gate", "Gate 4")]


def test_a_name_that_is_emptied_takes_the_field_away(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    number = desk.do(commands.own_field.add_own_field, ana, "Tea", "Black")
    row = screen.details.own.list.row(number)
    assert row is not None
    row.take_cursor()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Delete)
    assert ask(desk, "SELECT name FROM own_field") == [("Tea",)]
    press(Qt.Key.Key_Return)
    assert ask(desk, "SELECT name FROM own_field") == []
    desk.undo()
    assert ask(desk, "SELECT name, text FROM own_field") == [("Tea", "Black")]


def test_tags_are_words_in_one_line(screen: CounterpartScreen, desk: Desk) -> None:
    field = screen.details.field("tags")
    field.focus_end()
    say("key, #long-term")
    press(Qt.Key.Key_Return)
    assert ask(desk, "SELECT name FROM tag ORDER BY id") == [("key",), ("long-term",)]
    screen.log_line.line.setFocus()
    assert field.value() == "#key #long-term"
    field.focus_end()
    say(" ?!")
    press(Qt.Key.Key_Return)
    assert "one word" in field.refusal
    assert ask(desk, "SELECT name FROM tag ORDER BY id") == [("key",), ("long-term",)]


def test_silenced_nobody_counts_as_going_quiet_and_the_rhythm_stays(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    desk.do(commands.log.write_entry, ana, "Called", EntryKind.CALL, happened_on=date(2026, 1, 5))

    def quiet() -> bool | None:
        return desk.ask(counterpart_lines, NOON.date(), (ana,))[0].quiet

    assert quiet()
    field = screen.details.field("reminders_off")
    field.editor.setFocus()
    press(Qt.Key.Key_Down)
    screen.flush()
    assert not quiet()
    assert screen.details.field("quiet_after_days").value() == "60"


def test_two_become_one_by_keys_and_undo_gives_both_back(
    screen: CounterpartScreen, desk: Desk, ana: int, qtbot: QtBot
) -> None:
    other = desk.do(commands.counterpart.add_counterpart, "A. Ruiz", email="ruiz@old.example", phone="+45 1")
    desk.do(commands.log.write_entry, other, "Called")
    screen.details.same.setFocus()
    press(Qt.Key.Key_Return)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, SameCounterpartSheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    assert not sheet.main.isEnabled()
    say("a. ruiz")
    sheet.main.setFocus()
    press(Qt.Key.Key_Return)
    assert ask(desk, "SELECT id, name, email, phone FROM counterpart") == [
        (ana, "Ana Ruiz", "ana@mill.example", "+45 1")
    ]
    assert len(screen.log.list.rows()) == 1
    assert screen.details.before.isVisible()
    desk.undo()
    assert len(ask(desk, "SELECT id FROM counterpart")) == 2


def test_what_an_entry_said_before_is_read_and_brought_back(
    screen: CounterpartScreen, desk: Desk, ana: int, qtbot: QtBot
) -> None:
    with clock.frozen(NOON):
        number = desk.do(commands.log.write_entry, ana, "Wants 640")
    with clock.frozen(NOON.replace(hour=13)):
        desk.do(commands.log.edit_entry, number, text="Wants 650")
    row = screen.log.list.row(number)
    assert isinstance(row, EntryRow)
    row.edit()
    assert row.editor is not None
    row.editor.before.setFocus()
    press(Qt.Key.Key_Return)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PastSheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    assert "Wants 640" in sheet.list.rows()[0].accessibleName()
    sheet.list.rows()[0].take_cursor()
    press(Qt.Key.Key_Return)
    assert ask(desk, "SELECT text FROM log_entry") == [("Wants 640",)]
    assert any("Wants 650" in each.accessibleName() for each in sheet.list.rows())
    press(Qt.Key.Key_Escape)
    desk.undo()
    assert ask(desk, "SELECT text FROM log_entry") == [("Wants 650",)]


def test_a_log_shows_what_is_looked_for_and_all_again(screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    deal = desk.do(commands.negotiation.new_negotiation, "Flour", counterpart_ids=[ana])
    old = desk.do(commands.log.write_entry, ana, "Old #price", EntryKind.CALL, happened_on=date(2024, 1, 5))
    new = desk.do(commands.log.write_entry, ana, "New", happened_on=date(2026, 11, 20), negotiation_id=deal)
    call = desk.do(commands.log.write_entry, ana, "Call", EntryKind.CALL, happened_on=date(2026, 11, 1))
    shown = screen.log.filter

    def ids() -> list[object]:
        return [row.row_id for row in screen.log.list.rows()]

    assert ids() == [new, call, old]
    assert not shown.all.isVisible()
    for field, key, left in (
        (shown.kind, Qt.Key.Key_C, [call, old]),
        (shown.time, Qt.Key.Key_L, [new, call]),
        (shown.negotiation, Qt.Key.Key_F, [new]),
        (shown.tag, Qt.Key.Key_NumberSign, [old]),
    ):
        field.editor.setFocus()
        press(key)
        assert ids() == left
        shown.all.setFocus()
        press(Qt.Key.Key_Return)
        assert ids() == [new, call, old]


def test_with_nothing_left_it_says_so_and_a_found_entry_shows_all(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    entry = desk.do(commands.log.write_entry, ana, "A note")
    screen.log.filter.kind.editor.setFocus()
    press(Qt.Key.Key_C)
    assert screen.log.list.rows() == []
    assert "Show all" in screen.log.empty.text()
    screen.show_place(Place("counterpart", ana, focus=f"log_entry:{entry}"))
    assert [row.row_id for row in screen.log.list.rows()] == [entry]


def words(widget: QWidget) -> str:
    """Every text and accessible name in a widget."""
    said = [f"{label.text()} {label.accessibleName()}" for label in widget.findChildren(QLabel)]
    said += [f"{line.text()} {line.accessibleName()}" for line in widget.findChildren(QLineEdit)]
    said += [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit)]
    said += [f"{button.text()} {button.accessibleName()}" for button in widget.findChildren(QAbstractButton)]
    said += [box.itemText(at) for box in widget.findChildren(QComboBox) for at in range(box.count())]
    said += [row.accessibleName() for row in widget.findChildren(Row)]
    return " ".join(said)


def test_under_the_shield_nothing_of_it_is_seen(shell: Shell, screen: CounterpartScreen, desk: Desk, ana: int) -> None:
    desk.do(commands.own_field.add_own_field, ana, "Hidden name", "Hidden text")
    desk.do(commands.tag.set_tags, ana, "hidden")
    gone = desk.do(commands.counterpart.add_counterpart, "Ana Ruiz", email="hidden@old.example")
    desk.do(commands.same_counterpart.merge_counterparts, ana, gone)
    desk.do(commands.counterpart.add_counterpart, "Jo", email="hidden@jo.example")
    shell.shield_changed.connect(lambda _on: screen.refresh(None))
    same, past = (
        SameCounterpartSheet(shell, screen, ana, "Ana Ruiz", CounterpartKind.PERSON),
        PastSheet(shell, screen, "counterpart", ana),
    )
    same.other.setText("jo")
    for window in (screen.details, same, past):
        assert "idden" in words(window)
    shell.set_shield(True)
    for window in (screen.details, same, past):
        assert "idden" not in words(window)
    same.close()
    past.close()


def test_what_a_field_said_before_is_said_in_words() -> None:
    assert [value_words("reminders_off", kept) for kept in ("0", "1")] == ["shown on Today", "silenced"]
    assert value_words("kind", "organisation") == "Organisation"
    assert value_words("kind", "call") == "Call"
    assert value_words("phone", "") == "(empty)"
    assert value_words("phone", "0") == "0"
