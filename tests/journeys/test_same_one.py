"""Two counterparts that are the same one, made one by keyboard alone, undone and done again, and one when reopened."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.launch import Session
from tests.journeys.person import CTRL, SHIFT, Key, Person

PEOPLE = "SELECT group_concat(name || ' ' || email || ' ' || phone, ', ') FROM (SELECT * FROM counterpart ORDER BY id)"
ENTRIES = "SELECT group_concat(counterpart_id || ' ' || text, ', ') FROM (SELECT * FROM log_entry ORDER BY id)"
TWO = ("Ana Ruiz ana@mill.example , A. Ruiz a.ruiz@home.example 555 1234", "1 Called, 2 Wrote a letter")
ONE = ("Ana Ruiz ana@mill.example 555 1234", "1 Called, 1 Wrote a letter")


def test_two_that_are_the_same_become_one_and_two_again(qtbot: QtBot, session: Session, library: Path) -> None:
    person = Person(qtbot, session, library)
    _make(person, "Ana Ruiz", "Called", {"Email": "ana@mill.example"})
    _make(person, "A. Ruiz", "Wrote a letter", {"Email": "a.ruiz@home.example", "Phone": "555 1234"})
    _go_by_search(person, "Ana Ruiz")
    assert _content(person) == TWO
    person.tab_to("Same as")
    person.press(Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    person.type("A. Ruiz")
    person.press(Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert _content(person) == ONE
    assert len(_log(person)) == 2, "both logs are one"
    person.press(Key.Key_Z, CTRL)
    assert _content(person) == TWO
    assert len(_log(person)) == 1
    person.press(Key.Key_Z, CTRL | SHIFT)
    assert _content(person) == ONE
    _bring_back_the_other_address(person)
    person.window.close()
    again = Person(qtbot, session, library)
    _go_by_search(again, "Ana Ruiz")
    assert _content(again) == (ONE[0].replace("ana@mill", "a.ruiz@home"), ONE[1])
    assert len(_log(again)) == 2


def _make(person: Person, name: str, entry: str, details: dict[str, str]) -> None:
    person.press(Key.Key_N, CTRL | SHIFT)
    person.type(name)
    person.press(Key.Key_Return)
    person.type(entry)
    person.press(Key.Key_Return)
    for field, text in details.items():
        person.write(field, text)


def _bring_back_the_other_address(person: Person) -> None:
    """What was not kept is read and brought back."""
    person.tab_to("Said before")
    person.press(Key.Key_Space)
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    person.tab_to("Bring back: a.ruiz@home.example")
    person.press(Key.Key_Space)
    person.press(Key.Key_Escape)
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert person.one("SELECT email FROM counterpart") == "a.ruiz@home.example"


def _go_by_search(person: Person, name: str) -> None:
    person.press(Key.Key_K, CTRL)
    person.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    person.type(name)
    person.press(Key.Key_Return)


def _content(person: Person) -> tuple[object, object]:
    return person.one(PEOPLE), person.one(ENTRIES)


def _log(person: Person) -> list[str]:
    screen = person.window.current()
    assert isinstance(screen, CounterpartScreen)
    return [row.accessibleName() for row in screen.log.list.rows()]
