"""The page of promises by keys: added, kept, not kept, taken back, put off, and where the cursor goes."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.labels import ElidedLabel
from negdesk.desktop.controls.long_words import in_lines
from negdesk.desktop.promises.promise_lines import PromiseLine
from negdesk.desktop.promises.promises_screen import PromisesScreen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side
from negdesk.storage import clock
from tests.desktop.showing import cursor, show_screen

NOON = datetime(2026, 11, 23, 12, 0).astimezone()
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def went() -> list[Place]:
    return []


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, went: list[Place]) -> PromisesScreen:
    desk.do(commands.negotiation.new_negotiation, "Workshop lease")
    desk.do(commands.counterpart.add_counterpart, "Ana")
    shell = Shell(desk, lambda: NOON)
    shell.went.connect(went.append)
    screen = PromisesScreen(shell)
    shell.setParent(screen)
    show_screen(qtbot, screen, 1000, 800)
    screen.show_place(Place("promises"))
    return screen


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    with clock.frozen(NOON):
        QTest.keyClick(cursor(), key, modifier)


def retype(text: str) -> None:
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_Backspace)
    QTest.keyClicks(cursor(), text)


def add(screen: PromisesScreen, text: str, about: str = "", day: str = "") -> None:
    screen.new.text.setFocus()
    for line, words in ((screen.new.text, text), (screen.new.about, about), (screen.new.day.edit, day)):
        line.setFocus()
        QTest.keyClicks(line, words)
    press(Qt.Key.Key_Return)


def line(screen: PromisesScreen, group: str, at: int = 0) -> PromiseLine:
    row = screen.groups[group].lines.rows()[at]
    assert isinstance(row, PromiseLine)
    return row


def held(desk: Desk, columns: str = "side, text, due_on, state") -> list[tuple[object, ...]]:
    return desk.ask(lambda c: c.execute(f"SELECT {columns} FROM promise ORDER BY id").fetchall())


def shown(screen: PromisesScreen) -> dict[str, int]:
    return {name: len(group.lines.rows()) for name, group in screen.groups.items() if group.isVisible()}


def test_one_is_added_from_the_line_with_a_day_and_what_it_is_about(screen: PromisesScreen, desk: Desk) -> None:
    assert screen.new.text.hasFocus()
    assert shown(screen) == {}
    add(screen, "Send the floor plan", "workshop LEASE", "22 Nov")
    screen.new.text.setFocus()
    press(Qt.Key.Key_Down, CONTROL)
    add(screen, "The recipe", "Ana", "Friday")
    add(screen, "Think about it")
    assert held(desk, "side, text, due_on, negotiation_id, counterpart_id") == [
        ("us", "Send the floor plan", "2026-11-22", 1, None),
        ("them", "The recipe", "2026-11-27", None, 1),
        ("them", "Think about it", None, None, None),
    ]
    assert shown(screen) == {"late": 1, "due": 1, "later": 1}
    assert screen.new.text.hasFocus() and not screen.new.about.text()


def test_down_goes_from_the_first_line_through_every_group_and_up_comes_back(screen: PromisesScreen) -> None:
    for text, day in (("Late one", "1 Nov"), ("Due one", "Friday"), ("Later one", "20 Dec"), ("Another later", "")):
        add(screen, text, day=day)
    down = []
    for _ in range(5):
        press(Qt.Key.Key_Down)
        down.append(cursor().accessibleName().split(". ")[1])
    assert down == ["Late one", "Due one", "Later one", "Another later", "Another later"]
    for _ in range(4):
        press(Qt.Key.Key_Up)
    assert screen.new.text.hasFocus()


@pytest.mark.parametrize(("typed", "keys"), [("wor", ()), ("a", (Qt.Key.Key_Down, Qt.Key.Key_Down))])
def test_enter_in_the_list_of_names_takes_one_and_the_next_enter_adds(
    screen: PromisesScreen, desk: Desk, typed: str, keys: tuple[Qt.Key, ...]
) -> None:
    QTest.keyClicks(screen.new.text, "Send it")
    screen.new.about.setFocus()
    QTest.keyClicks(screen.new.about, typed)
    names = screen.new.about.completer().popup()
    assert names is not None
    for key in (*keys, Qt.Key.Key_Return):
        QTest.keyClick(names, key)
    assert (screen.new.about.text(), names.isVisible(), held(desk)) == ("Ana" if keys else "Workshop lease", False, [])
    press(Qt.Key.Key_Return)
    whose = "counterpart_id" if keys else "negotiation_id"
    assert held(desk, f"text, {whose}") == [("Send it", 1)]


def test_of_two_negotiations_of_one_title_each_can_be_meant(screen: PromisesScreen, desk: Desk) -> None:
    for who in ("Maria", "Jonas"):
        desk.do(commands.negotiation.new_negotiation, "Salary talk", new_counterparts=[who])
    for who in ("Maria", "Jonas"):
        add(screen, f"For {who}", f"salary talk · {who}")
    assert held(desk, "text, negotiation_id") == [("For Maria", 2), ("For Jonas", 3)]


@pytest.mark.parametrize(
    ("text", "about", "day"), [("x" * 10_000, "", ""), ("Send it", "Nobody known", ""), ("Send it", "", "someday")]
)
def test_what_cannot_be_is_said_and_stays(screen: PromisesScreen, desk: Desk, text: str, about: str, day: str) -> None:
    screen.new.text.setText(text)
    screen.new.about.setText(about)
    screen.new.day.edit.setText(day)
    screen.new.text.setFocus()
    press(Qt.Key.Key_Return)
    assert held(desk) == []
    assert (screen.new.text.text(), screen.new.about.text(), screen.new.day.text()) == (text, about, day)
    said = [
        each.text()
        for each in screen.new.findChildren(QLabel)
        if each.property("kind") == "refusal" and each.isVisible()
    ]
    assert len(said) == 1 and said[0]


def test_space_keeps_it_and_the_cursor_goes_on(screen: PromisesScreen, desk: Desk) -> None:
    for text, day in (("One", "20 Nov"), ("Two", "21 Nov"), ("Three", "30 Dec")):
        add(screen, text, day=day)
    line(screen, "late").take_cursor()
    press(Qt.Key.Key_Space)
    assert held(desk, "text, state, settled_on")[0] == ("One", "kept", "2026-11-23")
    assert cursor() is line(screen, "late")
    press(Qt.Key.Key_Space)
    assert shown(screen) == {"later": 1, "settled": 2}
    assert cursor() is line(screen, "later"), "the group is gone; the next one has the cursor"
    kept = line(screen, "settled", 1)
    assert kept.tick.isChecked()
    kept.take_cursor()
    press(Qt.Key.Key_Space)
    assert shown(screen) == {"late": 1, "later": 1, "settled": 1}


def test_the_box_says_kept_and_open_again(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "One")
    line(screen, "later").tick.click()
    assert held(desk)[0][3] == "kept"
    line(screen, "settled").tick.click()
    assert held(desk)[0][3] == "open"


def test_not_kept_taken_back_and_standing_again_by_keys(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "One")
    line(screen, "later").take_cursor()
    press(Qt.Key.Key_N)
    assert held(desk)[0][3] == "broken"
    settled = line(screen, "settled")
    assert not settled.tick.isChecked(), "what was not kept has no tick"
    settled.take_cursor()
    press(Qt.Key.Key_Delete)
    assert held(desk)[0][3] == "withdrawn"
    press(Qt.Key.Key_R)
    assert held(desk)[0][3] == "open"
    desk.undo()
    assert held(desk)[0][3] == "withdrawn"


def test_words_and_day_are_edited_in_place(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "Sned it", day="20 Nov")
    line(screen, "late").take_cursor()
    press(Qt.Key.Key_Return)
    retype("Send it")
    press(Qt.Key.Key_Return)
    assert held(desk)[0][1] == "Send it"
    assert cursor() is line(screen, "late")
    press(Qt.Key.Key_D)
    retype("2 Dec")
    press(Qt.Key.Key_Return)
    assert held(desk)[0][2] == "2026-12-02"
    assert shown(screen) == {"later": 1}


def test_the_day_on_which_it_was_kept_can_be_mended(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "One", day="20 Nov")
    line(screen, "late").take_cursor()
    press(Qt.Key.Key_Space)
    line(screen, "settled").take_cursor()
    press(Qt.Key.Key_D)
    retype("19 Nov")
    press(Qt.Key.Key_Return)
    assert held(desk, "state, due_on, settled_on") == [("kept", "2026-11-20", "2026-11-19")]
    press(Qt.Key.Key_D)
    retype("Wednesday")
    press(Qt.Key.Key_Return)
    assert held(desk, "state, due_on, settled_on") == [("kept", "2026-11-20", "2026-11-18")], "it was kept by now"
    line(screen, "settled").take_cursor()
    press(Qt.Key.Key_R)
    line(screen, "late").take_cursor()
    press(Qt.Key.Key_D)
    retype("Wednesday")
    press(Qt.Key.Key_Return)
    assert held(desk, "state, due_on") == [("open", "2026-11-25")]


def test_words_that_are_refused_stay_in_their_place(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "One")
    row = line(screen, "later")
    row.take_cursor()
    press(Qt.Key.Key_Return)
    retype("")
    press(Qt.Key.Key_Return)
    assert row.editor is not None and row.editor.refusal
    press(Qt.Key.Key_Escape)
    assert held(desk)[0][1] == "One"


def test_the_menu_has_what_the_keys_do(screen: PromisesScreen, desk: Desk, went: list[Place]) -> None:
    add(screen, "One", "Workshop lease")
    row = line(screen, "later")
    row.more.setFocus()
    press(Qt.Key.Key_Return)
    menu = row.findChild(QMenu)
    assert isinstance(menu, QMenu)
    words = {action.text().split("\t")[0]: action for action in menu.actions()}
    assert list(words) == [
        "Kept today", "Not kept", "Take back", "Change the words", "Change the day", "Put off by a day",
        "Put off by a week", "In parts …", "Do not remind me of it", "What it belongs to …", "Go to Workshop lease",
        "Remove, it was never promised",
    ]  # fmt: skip
    words["Go to Workshop lease"].trigger()
    assert went == [Place("negotiation", 1, "follow")]
    words["Remove, it was never promised"].trigger()
    assert held(desk) == []
    menu.close()


def test_a_place_puts_the_cursor_on_its_promise(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "One")
    add(screen, "Two", day="20 Nov")
    screen.show_place(Place("promises", focus="promise:2"))
    assert cursor() is line(screen, "late")


def test_the_settled_come_in_pages(screen: PromisesScreen, desk: Desk) -> None:
    for number in range(53):
        desk.do(commands.promise.keep, desk.do(commands.promise.add_promise, Side.US, str(number)))
    assert shown(screen) == {"settled": 50}
    assert screen.older.text() == "Show 3 older"
    screen.older.click()
    assert shown(screen) == {"settled": 53}


def test_under_the_shield_words_are_hidden_and_the_box_still_works(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "A secret", day="20 Nov")
    screen.shell.set_shield(True)
    row = line(screen, "late")
    assert "secret" not in row.accessibleName() + row.tick.accessibleName() + row.more.accessibleName()
    row.take_cursor()
    press(Qt.Key.Key_Return)
    assert row.editor is None
    press(Qt.Key.Key_Space)
    assert held(desk)[0][3] == "kept"


def test_it_is_kept_part_by_part_by_keys(qtbot: QtBot, screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "Six deliveries", day="30 Dec")
    line(screen, "later").take_cursor()
    press(Qt.Key.Key_I)
    QTest.keyClicks(cursor(), "six")
    press(Qt.Key.Key_Return)
    assert held(desk, "parts") == [(None,)], "what is no number is refused and stays"
    retype("2")
    press(Qt.Key.Key_Return)
    assert held(desk, "parts, parts_kept") == [(2, 0)]
    qtbot.waitUntil(lambda: cursor() is line(screen, "later"))
    press(Qt.Key.Key_P)
    assert "1 of 2" in [label.text() for label in line(screen, "later").findChildren(QLabel) if label.isVisible()]
    press(Qt.Key.Key_P)
    assert held(desk, "parts_kept, state, settled_on") == [(2, "kept", "2026-11-23")]
    assert shown(screen) == {"settled": 1}


def test_it_is_put_off_by_a_key_and_says_from_when(screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "Send the floor plan", day="20 Nov")
    line(screen, "late").take_cursor()
    press(Qt.Key.Key_T)
    assert held(desk, "due_on, first_due_on") == [("2026-11-24", "2026-11-20")]
    assert line(screen, "due").accessibleName().endswith("Moved from 20 Nov")
    line(screen, "due").take_cursor()
    press(Qt.Key.Key_W)
    assert held(desk, "due_on, first_due_on") == [("2026-12-01", "2026-11-20")]


def test_what_it_belongs_to_is_changed_in_place(qtbot: QtBot, screen: PromisesScreen, desk: Desk) -> None:
    add(screen, "Send the floor plan", "workshop LEASE")
    line(screen, "later").take_cursor()
    press(Qt.Key.Key_B)
    retype("Ana")
    press(Qt.Key.Key_Return)
    assert held(desk, "negotiation_id, counterpart_id") == [(None, 1)]
    qtbot.waitUntil(lambda: cursor() is line(screen, "later"))
    press(Qt.Key.Key_M)
    assert held(desk, "remind") == [(0,)]


def test_long_names_leave_every_row_within_the_page(qtbot: QtBot, screen: PromisesScreen, desk: Desk) -> None:
    name = "Vereinigte Nordseeküsten-Mühlenbetriebsgesellschaft mit beschränkter Haftung & Co. Kommanditgesellschaft"
    with clock.frozen(NOON):
        who = desk.do(commands.counterpart.add_counterpart, name)
        desk.do(commands.promise.add_promise, Side.US, name.replace(" ", ""), NOON.date(), counterpart_id=who)
    row = next(each for each in screen.findChildren(PromiseLine) if each.isVisible())
    right = row.more.mapTo(screen, row.more.rect().topRight()).x()
    assert right < screen.width(), "the page does not scroll sideways: what is beyond its edge is out of reach"
    [about] = [each for each in row.findChildren(ElidedLabel) if each.text() == name]
    qtbot.waitUntil(lambda: about.toolTip() == in_lines(name))
