"""Promises of both sides by keyboard alone: made, late, put off, kept in parts, taken back, undone, and still there."""

from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from negdesk.desktop.launch import Session
from negdesk.desktop.promises.promises_screen import PromisesScreen
from negdesk.opening import open_desk
from negdesk.storage import clock
from tests.journeys.person import ALT, CTRL, SHIFT, Key, Person

NOON = datetime(2026, 11, 23, 12, 0).astimezone()
COLUMNS = "side, due_on, state, settled_on, parts, parts_kept"


def test_promises_from_their_first_word_to_the_file_opened_again(qtbot: QtBot, session: Session, library: Path) -> None:
    with clock.frozen(NOON):
        person = Person(qtbot, session, library)
        person.press(Key.Key_N, CTRL | SHIFT)
        person.type("Mara Lindqvist")
        person.press(Key.Key_Return)
        person.press(Key.Key_4, ALT)
        _make(person)
        _put_off_and_keep(person)
        _keep_in_parts(person)
        _take_back(person)
        shown = _shown(person)
        person.window.close()
        again = Person(qtbot, session, library)
        again.press(Key.Key_4, ALT)
        assert _shown(again) == shown
        again.window.close()
    desk = open_desk(library)
    assert desk.ask(lambda c: c.execute(f"SELECT {COLUMNS} FROM promise ORDER BY id").fetchall()) == [
        ("us", "2026-11-30", "kept", "2026-11-23", None, 0),
        ("them", "2026-12-04", "open", None, 6, 2),
        ("us", "2026-12-02", "open", None, None, 0),
    ]
    desk.close()


def _make(person: Person) -> None:
    """One that is late already, one of theirs, and one for this week."""
    for words, about, day in (
        ("Send the price list", "Mara Lindqvist", "20 Nov"), ("Six deliveries", "", "4 Dec"), ("Visit", "", "25 Nov"),
    ):  # fmt: skip
        theirs = words == "Six deliveries"
        person.type(words)
        if theirs:
            person.press(Key.Key_Down, CTRL)
        person.press(Key.Key_Tab)
        person.type(about)
        person.press(Key.Key_Tab)
        person.type(day)
        person.press(Key.Key_Return)
        assert person.focus().accessibleName() == "A new promise", "ready for the next one"
        if theirs:
            person.press(Key.Key_Up, CTRL)
    assert person.one("SELECT c.name FROM promise p JOIN counterpart c ON c.id = p.counterpart_id") == "Mara Lindqvist"
    groups = {name: [line.split(". ")[1] for line in lines] for name, lines in _shown(person).items()}
    assert groups == {"late": ["Send the price list"], "due": ["Visit"], "later": ["Six deliveries"], "settled": []}


def _put_off_and_keep(person: Person) -> None:
    _go_to(person, "Send the price list")
    person.press(Key.Key_W)
    assert person.one("SELECT due_on FROM promise WHERE id = 1") == "2026-11-30", "a week on from today"
    person.press(Key.Key_Z, CTRL)
    assert person.one("SELECT due_on FROM promise WHERE id = 1") == "2026-11-20"
    person.press(Key.Key_Z, CTRL | SHIFT)
    assert person.one("SELECT due_on FROM promise WHERE id = 1") == "2026-11-30"
    _go_to(person, "Send the price list")
    person.press(Key.Key_Space)
    assert person.one("SELECT state FROM promise WHERE id = 1") == "kept"


def _keep_in_parts(person: Person) -> None:
    _go_to(person, "Six deliveries")
    person.press(Key.Key_I)
    person.type("6")
    person.press(Key.Key_Return)
    for _ in range(3):
        person.press(Key.Key_P)
    assert person.one("SELECT parts_kept FROM promise WHERE id = 2") == 3
    person.press(Key.Key_Z, CTRL)
    assert "2 of 6" in _shown(person)["later"][0]


def _take_back(person: Person) -> None:
    _go_to(person, "Visit")
    person.press(Key.Key_Delete)
    assert person.one("SELECT state FROM promise WHERE id = 3") == "withdrawn"
    person.press(Key.Key_Z, CTRL)
    assert person.one("SELECT state FROM promise WHERE id = 3") == "open"
    _go_to(person, "Visit")
    person.press(Key.Key_D)
    person.press(Key.Key_A, CTRL)
    person.type("2 Dec")
    person.press(Key.Key_Return)
    assert person.one("SELECT due_on FROM promise WHERE id = 3") == "2026-12-02"


def _go_to(person: Person, words: str) -> None:
    """By Tab, from the line that adds one, to the promise of these words."""
    for _ in range(60):
        said = person.focus().accessibleName().split(". ")
        if len(said) > 1 and said[1] == words:
            return
        person.press(Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {words!r}")


def _shown(person: Person) -> dict[str, list[str]]:
    """What is said of each promise, by group."""
    screen = person.window.current()
    assert isinstance(screen, PromisesScreen)
    return {name: [row.accessibleName() for row in group.lines.rows()] for name, group in screen.groups.items()}
