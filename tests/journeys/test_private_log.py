"""A private log by keyboard alone: written, edited, read as it was before, filtered, found, and there when reopened."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.counterparts.entry_row import EntryRow
from negdesk.desktop.launch import Session
from negdesk.opening import open_desk
from negdesk.storage import clock
from tests.journeys.person import ALT, CTRL, SHIFT, Key, Person

NOON = datetime(2026, 11, 23, 12, 0).astimezone()
CALL = "with @Jonas Berg about #harvest"
ENTRIES = "SELECT kind, happened_on, text, rapport FROM log_entry ORDER BY id"
WRITTEN = [
    ("call", "2026-11-22", CALL, None),
    ("message", "2026-11-23", "Sent the **price list**", 4),
    ("gave", "2026-11-12", "Two days of credit", None),
]


def test_a_private_log_from_its_first_word_to_the_file_opened_again(
    qtbot: QtBot, session: Session, library: Path
) -> None:
    with clock.frozen(NOON):
        person = Person(qtbot, session, library)
        for name in ("Jonas Berg", "Mara Lindqvist"):
            person.press(Key.Key_N, CTRL | SHIFT)
            person.type(name)
            person.press(Key.Key_Return)
        _write(person)
        _edit_and_read_what_was_before(person)
        _filter(person)
        _find(person)
        names = _shown(person)
        person.window.close()
        again = Person(qtbot, session, library)
        _go_by_search(again, "Mara")
        assert _shown(again) == names
        again.window.close()
    desk = open_desk(library)
    held = desk.ask(
        lambda c: c.execute("SELECT kind, happened_on, text, rapport FROM log_entry ORDER BY id").fetchall()
    )
    assert held == WRITTEN
    desk.close()


def _write(person: Person) -> None:
    """Kind by its word and by keys, somebody by @, a tag by #, a day in words, and rapport by a key."""
    person.type("call: yesterday with @Jon")
    person.press(Key.Key_Tab)
    person.type("about #harvest")
    person.press(Key.Key_Return)
    person.type("Sent the **price list**")
    person.press(Key.Key_Down, CTRL)
    person.press(Key.Key_Down, CTRL)
    person.press(Key.Key_4, CTRL)
    person.press(Key.Key_Return)
    person.type("gave: 12 Nov Two days of credit")
    person.press(Key.Key_Return)
    assert _held(person) == WRITTEN
    assert person.one("SELECT c.name FROM mention m JOIN counterpart c ON c.id = m.counterpart_id") == "Jonas Berg"
    assert person.one("SELECT name FROM tag") == "harvest"
    assert len(_shown(person)) == 3


def _edit_and_read_what_was_before(person: Person) -> None:
    """The newest is edited in its place; what it said before is read and brought back."""
    person.press(Key.Key_Down)
    assert "price list" in person.focus().accessibleName()
    person.press(Key.Key_Return)
    person.type(" by post")
    person.press(Key.Key_Return, CTRL)
    assert person.one("SELECT text FROM log_entry WHERE kind = 'message'") == "Sent the **price list** by post"
    assert "by post" in person.focus().accessibleName(), "the cursor is on the entry again"
    person.press(Key.Key_Return)
    person.tab_to("Said before")
    person.press(Key.Key_Space)
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    person.tab_to("Bring back: Sent the **price list**")
    person.press(Key.Key_Space)
    assert _held(person) == WRITTEN
    person.press(Key.Key_Escape)
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    person.press(Key.Key_Z, CTRL)
    assert person.one("SELECT text FROM log_entry WHERE kind = 'message'") == "Sent the **price list** by post"
    person.press(Key.Key_Z, CTRL | SHIFT)
    assert _held(person) == WRITTEN


def _filter(person: Person) -> None:
    person.press(Key.Key_L, CTRL)
    person.tab_to("Show entries of the kind")
    person.press(Key.Key_C)
    assert [name.split(", ")[1] for name in _shown(person)] == ["Call"]
    person.tab_to("Show all")
    person.press(Key.Key_Return)
    assert len(_shown(person)) == 3


def _find(person: Person) -> None:
    """From another page to the very entry."""
    person.press(Key.Key_1, ALT)
    _go_by_search(person, "harvest")
    row = person.focus()
    assert isinstance(row, EntryRow) and "#harvest" in row.accessibleName()
    assert not row.visibleRegion().isEmpty()


def _go_by_search(person: Person, words: str) -> None:
    person.press(Key.Key_K, CTRL)
    person.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    person.type(words)
    person.press(Key.Key_Return)
    assert isinstance(person.window.current(), CounterpartScreen)


def _held(person: Person) -> list[tuple[object, ...]]:
    return person.window.shell.desk.ask(lambda connection: connection.execute(ENTRIES).fetchall())


def _shown(person: Person) -> list[str]:
    """What is said of each row of the log that is shown."""
    screen = person.window.current()
    assert isinstance(screen, CounterpartScreen)
    return [row.accessibleName() for row in screen.log.list.rows()]
