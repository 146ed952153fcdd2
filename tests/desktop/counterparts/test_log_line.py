"""The line of the private log: days in words, names and tags completed, and what is typed kept until it is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.counterparts.line_draft import Draft
from negdesk.desktop.counterparts.log_line import LogLine
from negdesk.desktop.shell import Place, Shell
from tests.desktop.showing import show_screen

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def line(screen: CounterpartScreen) -> LogLine:
    return screen.log_line


def say(line: LogLine, text: str) -> None:
    QTest.keyClicks(line.line, text)


def press(line: LogLine, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(line.line, key, modifier)


def found(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda c: c.execute(sql).fetchall())


ENTRIES = "SELECT kind, text, happened_on, rapport FROM log_entry ORDER BY id"


def test_a_day_in_words_is_shown_before_enter_and_becomes_the_entrys(line: LogLine, desk: Desk) -> None:
    say(line, "call: yesterday she asked for 20 Dec")
    assert line.day_read.text() == "Sunday 22 Nov"
    assert line.details.day.edit.placeholderText() == "22 Nov", "what stands beneath says the same"
    assert "Sunday 22 Nov" in line.line.accessibleDescription()
    press(line, Qt.Key.Key_4, CONTROL)
    press(line, Qt.Key.Key_Return)
    assert found(desk, ENTRIES) == [("call", "she asked for 20 Dec", "2026-11-22", 4)]
    assert not line.day_read.isVisible()


def test_one_key_takes_the_day_back_and_the_words_stay(line: LogLine, desk: Desk) -> None:
    say(line, "Friday they always")
    assert line.day_read.isVisible()
    press(line, Qt.Key.Key_Escape)
    assert not line.day_read.isVisible()
    say(line, " deliver")
    assert line.details.day.edit.placeholderText() == "today"
    assert not line.day_read.isVisible(), "what was taken back stays so while one goes on typing"
    press(line, Qt.Key.Key_Return)
    assert found(desk, ENTRIES) == [("note", "Friday they always deliver", "2026-11-23", None)]


def test_a_day_set_beneath_counts_before_one_in_words(line: LogLine, desk: Desk) -> None:
    say(line, "Wrote last Friday")
    line.details.day.edit.setText("1 Nov")
    press(line, Qt.Key.Key_Return)
    assert found(desk, ENTRIES) == [("note", "Wrote last Friday", "2026-11-01", None)]


def test_a_name_is_completed_and_links_the_one_that_was_chosen(line: LogLine, desk: Desk) -> None:
    add = commands.counterpart.add_counterpart
    first, second = desk.do(add, "Jana Novak", job_title="Buyer"), desk.do(add, "Jana Novak", job_title="Driver")
    say(line, "Met @jan")
    assert [match.text for match in line.matches.matches] == ["Jana Novak  Buyer", "Jana Novak  Driver"]
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Down)
    press(line, Qt.Key.Key_Return)
    assert line.line.text() == "Met @Jana Novak "
    assert not line.matches.isVisible()
    say(line, "at the fair")
    press(line, Qt.Key.Key_Return)
    assert found(desk, "SELECT counterpart_id, name FROM mention") == [(second, "Jana Novak")]
    assert first != second


def test_tab_takes_the_first_tag_and_escape_only_puts_the_list_away(line: LogLine, desk: Desk, ana: int) -> None:
    desk.do(commands.log.write_entry, ana, "#price and #price-list, #Price again")
    say(line, "Still #pr")
    assert [match.text for match in line.matches.matches] == ["#price", "#price-list"]
    press(line, Qt.Key.Key_Escape)
    assert not line.matches.isVisible()
    assert line.line.text() == "Still #pr"
    say(line, "i")
    cursor = QApplication.focusWidget()
    assert cursor is line.line
    QTest.keyClick(cursor, Qt.Key.Key_Tab)
    assert line.line.text() == "Still #price "
    assert line.line.hasFocus()
    press(line, Qt.Key.Key_Return)
    assert len(found(desk, "SELECT 1 FROM entry_tag")) == 3


def test_what_is_typed_is_kept_until_it_is_written(
    screen: CounterpartScreen, line: LogLine, desk: Desk, shell: Shell, ana: int, qtbot: QtBot
) -> None:
    ben = desk.do(commands.counterpart.add_counterpart, "Ben")
    say(line, "gave: half a thou")
    press(line, Qt.Key.Key_3, CONTROL)
    line.flush()
    screen.show_place(Place("counterpart", ben))
    assert line.line.text() == ""
    again = CounterpartScreen(shell)
    show_screen(qtbot, again, 1060, 860)
    again.show_place(Place("counterpart", ana))
    assert again.log_line.line.text() == "half a thou"
    assert (again.log_line.details.kind.value, again.log_line.details.rapport.value()) == ("gave", 3)
    say(again.log_line, "ght")
    press(again.log_line, Qt.Key.Key_Return)
    assert found(desk, ENTRIES) == [("gave", "half a thought", "2026-11-23", 3)]
    assert found(desk, "SELECT * FROM draft") == []


def test_it_is_kept_by_itself_and_gone_when_it_is_cleared(line: LogLine, desk: Desk, qtbot: QtBot) -> None:
    say(line, "A thought")
    qtbot.waitUntil(lambda: len(found(desk, "SELECT 1 FROM draft")) == 1)
    assert line.unkept_text() == ""
    press(line, Qt.Key.Key_Escape)
    assert line.line.text() == ""
    assert found(desk, "SELECT 1 FROM draft") == []
    assert not desk.can_undo or found(desk, ENTRIES) == []


def test_under_the_shield_what_was_typed_is_out_of_sight_and_comes_back(
    line: LogLine, desk: Desk, shell: Shell
) -> None:
    desk.do(commands.log.write_entry, line.completion.but, "#secret")
    say(line, "A private thought")
    shell.set_shield(True)
    assert line.line.text() == ""
    say(line, "and #se")
    assert not line.matches.isVisible(), "a tag is private too"
    shell.set_shield(False)
    assert line.line.text() == "A private thought and #se"
    line.flush()
    ((kept,),) = found(desk, "SELECT text FROM draft")
    assert Draft.read(str(kept)).text == "A private thought and #se"


@pytest.mark.parametrize("kept", ["{", '"x"', '{"text": 4}', '{"text": "a", "kind": "odd"}', '{"other": "x"}', "[1]"])
def test_a_draft_that_cannot_be_read_is_the_words_of_a_note(kept: str) -> None:
    assert Draft.read(kept) == Draft(kept)


def test_a_draft_reads_back() -> None:
    draft = Draft("Words “and” more", "gave", 3, 2, "1 Nov", "4")
    assert Draft.read(draft.kept()) == draft
    assert Draft().kept() == "" == Draft("  ").kept()
    assert Draft.read("") == Draft()
