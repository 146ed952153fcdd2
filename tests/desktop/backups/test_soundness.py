"""A library is read as a whole soon after it was opened; damage is said with what can be done about it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.backups import soundness
from negdesk.desktop.backups.rescue_window import RescueWindow
from negdesk.desktop.backups.soundness import Soundness
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk

WORDS = "harbour lantern oats violin"


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, cheap_keys: None) -> Session:
    monkeypatch.setattr(soundness, "AFTER_MS", 10)
    return Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def make(library: Path, encrypted: bool, spoil: bool) -> None:
    """A library; with `spoil` a page of it is damaged that no page on the screen needs at first."""
    Encryption(library).make(Chosen(WORDS if encrypted else ""))
    desk = open_desk(library, WORDS if encrypted else "")
    desk.do(commands.counterpart.add_counterpart, "Mara")
    root = desk.ask(lambda each: each.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'mention'").fetchone())
    desk.close()
    assert root is not None
    if spoil:
        data = bytearray(library.read_bytes())
        data[(root[0] - 1) * 4096 : root[0] * 4096] = bytes(4096)
        library.write_bytes(data)


def open_window(session: Session) -> MainWindow | None:
    """The window that is open just now; asked for anew, since it comes and goes."""
    return session.window


@pytest.mark.parametrize("encrypted", [False, True])
def test_damage_that_nobody_met_yet_is_said_and_its_backups_are_a_key_away(
    session: Session, library: Path, qtbot: QtBot, encrypted: bool
) -> None:
    make(library, encrypted, spoil=True)
    window = session.open(library, typed=WORDS if encrypted else "")
    qtbot.waitUntil(lambda: "_toast" in window.__dict__ and "is damaged" in window._toast.sentence)
    assert library.name in window._toast.sentence
    QTest.keyClick(window._toast.button, Qt.Key.Key_Space)
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, RescueWindow) and each.isVisible()]
    assert len(found) == 1 and open_window(session) is None
    found[0].close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_of_a_sound_one_nothing_is_said(session: Session, library: Path, qtbot: QtBot, encrypted: bool) -> None:
    make(library, encrypted, spoil=False)
    window = session.open(library, typed=WORDS if encrypted else "")
    qtbot.waitUntil(lambda: window.backup_keeper is not None)
    looked = window.findChild(Soundness)
    assert looked is not None
    looked.begin()
    window.close()  # waits for what is being read
    assert "_toast" not in window.__dict__ or "damaged" not in window._toast.sentence
    assert not library.with_name(f"{library.name}-wal").exists(), "all is settled"


def test_a_page_that_is_met_while_one_works_is_no_mistake_of_the_program(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    make(library, encrypted=False, spoil=False)
    window = session.open(library)
    window.refuse(Refusal("It is damaged.", offers="restore"))
    assert window._toast.sentence == "It is damaged." and window._toast.button.text() == "Backups…"
    window.close()
