"""An encrypted library asks for its passphrase, and locking closes it and comes back to the same place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from negdesk.desktop.application import make_application
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.desktop.unlock_window import UnlockWindow
from negdesk.encrypting import Encryption
from negdesk.opening import KeyNeeded
from negdesk.storage.encryption import make_encrypted, new_lock
from negdesk.storage.library_key import new_key

WORDS = "harbour lantern oats violin"


@pytest.fixture
def session(library: Path, tmp_path: Path, qtbot: QtBot, cheap_keys: None) -> Iterator[Session]:
    """A run of the program beside an encrypted library."""
    make_encrypted(library, new_lock(new_key(), WORDS))
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()


def open_window(session: Session) -> MainWindow | None:
    """The window that is open just now; asked for anew, since it comes and goes."""
    return session.window


def type_into(window: UnlockWindow, words: str) -> None:
    window.line.clear()
    QTest.keyClicks(window.line, words)
    QTest.keyClick(window.line, Qt.Key.Key_Return)


def test_the_passphrase_is_asked_for_and_a_wrong_one_is_said(session: Session, library: Path, qtbot: QtBot) -> None:
    asking = session.open_or_ask(library)
    assert asking is not None and open_window(session) is None
    type_into(asking, "")
    assert "Write the passphrase first." in [label.text() for label in asking.findChildren(QLabel)]
    type_into(asking, "not this one at all")
    assert any("does not open" in label.text() for label in asking.findChildren(QLabel))
    type_into(asking, WORDS)
    window = open_window(session)
    assert window is not None and window.shell.desk.encrypted
    with pytest.raises(KeyNeeded):
        session.open(library)


def test_locked_nothing_is_open_and_unlocking_comes_back_to_the_place(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    window = session.open(library, typed=WORDS)
    desk = window.shell.desk
    window.go(Place("promises"))
    desk_steps = desk.can_undo
    window.actions_table.run("lock")
    assert open_window(session) is None and not desk_steps and not desk.can_undo
    asking = session._asking
    assert asking is not None and asking.windowTitle() == "NegDesk"
    assert not (library.with_name(library.name + "-wal")).exists(), "the connection is closed"
    type_into(asking, WORDS)
    again = open_window(session)
    assert again is not None and again.shown_place == Place("promises")


def test_a_passphrase_with_blanks_around_it_opens_as_it_was_chosen_and_as_it_was_pasted(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    Encryption(library).change_passphrase(WORDS, f"{WORDS} ")
    asking = session.open_or_ask(library)
    assert asking is not None
    type_into(asking, WORDS)
    assert open_window(session) is None
    type_into(asking, f"{WORDS} ")
    assert open_window(session) is not None
    session.lock()
    Encryption(library).change_passphrase(f"{WORDS} ", WORDS)
    again = session._asking
    assert again is not None
    type_into(again, f" {WORDS} ")
    assert open_window(session) is not None
