"""A library that goes away while its window is open: said at once, saved elsewhere, and gone on in, by keys."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.backups import adrift_sheet
from negdesk.desktop.backups.adrift_sheet import AdriftSheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.plan.outcome_card import OutcomeCard
from negdesk.desktop.shell import Place
from negdesk.desktop.unlock_window import UnlockWindow
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a file that is open")

WORDS = "harbour lantern oats violin"


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, cheap_keys: None) -> Iterator[Session]:
    monkeypatch.setattr(adrift_sheet, "LOOK_MS", 20)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "shelf" / "mine.negdesk"


def opened(session: Session, qtbot: QtBot, library: Path) -> MainWindow:
    """The window on the plan of the one negotiation of an encrypted library, its watch at work."""
    Encryption(library).make(Chosen(WORDS))
    desk = open_desk(library, WORDS)
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.close()
    window = session.open(library, typed=WORDS)
    qtbot.waitUntil(lambda: window.backup_keeper is not None)
    window.go(Place("negotiation", 1, "plan"))
    return window


def sheets(window: QWidget) -> list[AdriftSheet]:
    return [each for each in window.findChildren(AdriftSheet) if each.isVisible()]


def sheet_over(window: MainWindow, qtbot: QtBot) -> AdriftSheet:
    qtbot.waitUntil(lambda: bool(sheets(window)))
    (sheet,) = sheets(window)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def open_window(session: Session) -> MainWindow:
    """The window that is open just now; asked for anew, since it comes and goes."""
    assert session.window is not None
    return session.window


def said_in(window: MainWindow) -> object:
    return window.shell.desk.ask(lambda c: c.execute("SELECT title, outcome_us FROM negotiation").fetchall())


def type_outcome(window: MainWindow, text: str) -> None:
    card = window.current().findChild(OutcomeCard)
    assert isinstance(card, OutcomeCard)
    card.us.editor.setFocus()
    QTest.keyClicks(card.us.editor, text)


def press(sheet: QWidget, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None and sheet.isAncestorOf(focus)
    QTest.keyClick(focus, key)


def test_what_is_typed_while_it_is_gone_goes_on_in_the_copy(session: Session, qtbot: QtBot, library: Path) -> None:
    window = opened(session, qtbot, library)
    shutil.rmtree(library.parent)
    type_outcome(window, "They come back")
    sheet = sheet_over(window, qtbot)
    said = " ".join(each.text() for each in sheet.findChildren(QLabel))
    assert str(library) in said and "save a copy" in said and "They come back" not in said
    window.shell.set_shield(True)
    copy = library.parent.parent / "mine copy.negdesk"
    assert sheet.path.text() == str(copy)
    press(sheet, Qt.Key.Key_Space)
    after = open_window(session)
    assert after.library == copy and after.shown_place == Place("negotiation", 1, "plan")
    assert said_in(after) == [("Oat flour", "They come back")]
    assert after.shell.shield_on and not after.shell.desk.trouble
    assert not library.exists() and after.shell.desk.encrypted
    after.close()
    open_desk(copy, WORDS).close()


def test_it_is_said_also_where_nobody_types_and_unsaid_once_it_is_back(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    window = opened(session, qtbot, library)
    assert "save_copy" not in window.handlers()
    away = library.rename(library.with_name("away"))
    sheet = sheet_over(window, qtbot)
    press(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheets(window))
    assert str(library) in window._sidebar._state.text()
    qtbot.wait(100)
    assert not sheets(window), "once is enough"
    window.actions_table.run("save_copy")
    sheet = sheet_over(window, qtbot)
    again = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Look again")
    again.click()
    assert sheet.isVisible() and "still" in sheet.path.accessibleDescription()
    away.rename(library)
    again.click()
    qtbot.waitUntil(lambda: not sheets(window))
    assert "save_copy" not in window.handlers() and window._sidebar._state.text().startswith("Saved")
    assert not window.shell.desk.trouble


def test_a_place_that_will_not_do_is_said_in_the_sheet_and_nothing_is_lost(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    window = opened(session, qtbot, library)
    library.unlink()
    type_outcome(window, "They come back")
    sheet = sheet_over(window, qtbot)
    for typed, why in (("copy", "whole path"), (str(library.parent), "whole path"), (f"{library}-wal/x", "No copy")):
        sheet.path.setText(typed)
        sheet.path.setFocus()
        press(sheet, Qt.Key.Key_Return)
        assert why in sheet.path.accessibleDescription() and open_window(session) is window
    sheet.path.setText(str(library.with_name("good.negdesk")))
    press(sheet, Qt.Key.Key_Return)
    assert said_in(open_window(session)) == [("Oat flour", "They come back")]


def test_a_lock_saves_it_elsewhere_first(session: Session, qtbot: QtBot, library: Path) -> None:
    window = opened(session, qtbot, library)
    library.unlink()
    type_outcome(window, "They come back")
    session.lock()
    assert session.window is None
    (asking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, UnlockWindow) and each.isVisible()]
    asking.line.setText(WORDS)
    asking.unlock()
    after = open_window(session)
    assert after.library == library.with_name("mine copy.negdesk")
    assert said_in(after) == [("Oat flour", "They come back")]
    assert after.shown_place == Place("negotiation", 1, "plan")


def test_no_backup_is_made_of_what_took_its_place(session: Session, qtbot: QtBot, library: Path) -> None:
    window = opened(session, qtbot, library)
    library.unlink()
    library.write_bytes(b"of another program")
    keeper = window.backup_keeper
    assert keeper is not None
    keeper.begin(Reason.CHANGED)
    with pytest.raises(Refusal, match="replaced"):
        keeper.make_now(Reason.BY_HAND)
    assert session.backups(library).newest() is None
