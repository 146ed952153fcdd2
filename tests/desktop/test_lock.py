"""Locking, with nothing of the library left to be seen, and what waits for it or keeps it open."""

import re
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.backups.backups_sheet import BackupsSheet
from negdesk.desktop.exchange.import_sheet import ImportSheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.compact_window import CompactWindow
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.private_clipboard import copy_private
from negdesk.desktop.settings_dialog import SettingsDialog
from negdesk.desktop.shell import Place
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from tests.desktop.showing import run_of_the_program

WORDS = "harbour lantern oats violin"
CANARY = "zwieback"


@pytest.fixture
def session(library: Path, tmp_path: Path, qtbot: QtBot, cheap_keys: None) -> Iterator[Session]:
    """A run of the program on an encrypted library with a negotiation full of a word that is nowhere else."""
    Encryption(library).make(Chosen(WORDS))
    desk = open_desk(library, WORDS)
    deal = desk.do(commands.negotiation.new_negotiation, f"Lease of {CANARY}")
    desk.do(commands.plan.add_term, deal, f"Price of {CANARY}")
    desk.do(commands.negotiation.edit_negotiation, deal, outcome_us=f"More {CANARY}")
    desk.close()
    with run_of_the_program(tmp_path) as session:
        yield session


def window_of(session: Session) -> MainWindow:
    assert session.window is not None
    return session.window


def shown_texts() -> list[str]:
    """Every text that any widget holds: shown, heard, or waiting in a tool-tip or title."""
    found: list[str] = []
    for widget in QApplication.allWidgets():
        found += [
            widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(),
            widget.statusTip(), widget.whatsThis(),
        ]  # fmt: skip
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        else:
            text = getattr(widget, "text", None)
            found.append(str(text()) if callable(text) else "")
    return [text for text in found if text]


def visible_windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def unlock(session: Session) -> MainWindow:
    asking = session._asking
    assert asking is not None
    QTest.keyClicks(asking.line, WORDS)
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    return window_of(session)


def forgotten() -> None:
    """Let the event loop do what waits in it."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def test_locked_no_widget_holds_a_private_word_and_nothing_of_the_library_is_open(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    others = visible_windows()
    window = session.open(library, typed=WORDS)
    for place in ("today", "negotiations", "counterparts", "promises", "templates", "bin"):
        window.go(Place(place))
    for step in ("plan", "meet", "agree", "follow"):
        window.go(Place("negotiation", 1, step))
    window.actions_table.run("go_anywhere")
    copy_private(f"a copy of {CANARY}")
    assert sum(CANARY in text for text in shown_texts()) >= 4, "there is something to forget"
    session.lock()
    forgotten()
    assert [text for text in shown_texts() if CANARY in text] == []
    assert [each.windowTitle() for each in visible_windows() if each not in others] == ["NegDesk"]
    assert CANARY not in QApplication.clipboard().text()
    assert not library.with_name(f"{library.name}-wal").exists()
    if sys.platform.startswith("linux"):
        opened = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
        assert not any(str(library) in each for each in opened)


def test_locked_nothing_is_held_of_what_names_and_words_were_looked_for_by(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    session.open(library, typed=WORDS)
    pattern = weakref.ref(re.compile("Price 2027"))  # as an offer is read by the names of terms, and marks are sought
    assert pattern() is not None, "Python keeps it"
    session.lock()
    qtbot.waitUntil(lambda: pattern() is None)


def test_a_running_meeting_comes_back_to_where_it_was_with_what_was_being_typed(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    window = session.open(library, typed=WORDS, meet="1")
    panel = window.findChild(MeetPanel)
    assert isinstance(panel, MeetPanel)
    QTest.keyClicks(panel.line.edit, "They came early")
    QTest.keyClick(panel.line.edit, Qt.Key.Key_Return)
    QTest.keyClicks(panel.line.edit, "and they wa")
    window.actions_table.run("lock")
    assert session.window is None
    again = unlock(session)
    panel = again.findChild(MeetPanel)
    assert isinstance(panel, MeetPanel) and panel.isVisible()
    assert "They came early" in panel.captures.item(0).text()
    assert panel.line.text() == "and they wa"


def test_a_second_start_into_a_meeting_waits_for_the_passphrase(session: Session, qtbot: QtBot, library: Path) -> None:
    session.open(library, typed=WORDS)
    session.lock()
    session._asked(library, "1")
    assert session.window is None, "the lock stays"
    again = unlock(session)
    assert (again.shown_place.page, again.shown_place.step) == ("negotiation", "meet")
    session.lock()
    assert unlock(session).shown_place.step == "meet", "where it was; asked for once only"


def test_the_compact_window_is_closed_with_its_library(session: Session, qtbot: QtBot, library: Path) -> None:
    others = visible_windows()
    window = session.open(library, typed=WORDS, meet="1")
    window.actions_table.run("compact")
    compact = window.findChild(CompactWindow)
    assert isinstance(compact, CompactWindow) and compact.isVisible()
    QTest.keyClicks(compact.line.edit, "and they wa")
    session.lock()
    forgotten()
    assert [type(each).__name__ for each in visible_windows() if each not in others] == ["UnlockWindow"]
    panel = unlock(session).findChild(MeetPanel)
    assert isinstance(panel, MeetPanel) and panel.line.text() == "and they wa"


def test_the_compact_window_locks_by_its_key(session: Session, qtbot: QtBot, library: Path) -> None:
    others = visible_windows()
    window = session.open(library, typed=WORDS, meet="1")
    window.actions_table.run("compact")
    compact = window.findChild(CompactWindow)
    assert isinstance(compact, CompactWindow)
    compact.activateWindow()
    qtbot.waitUntil(compact.isActiveWindow)
    QTest.keyClicks(compact.line.edit, "and they wa")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyPress(compact.line.edit, Qt.Key.Key_L, both)  # the window is gone before they are let go
    assert session.window is None
    forgotten()
    assert [type(each).__name__ for each in visible_windows() if each not in others] == ["UnlockWindow"]
    panel = unlock(session).findChild(MeetPanel)
    assert isinstance(panel, MeetPanel) and panel.line.text() == "and they wa"


def typed_in_settings(window: MainWindow) -> SettingsDialog:
    """The settings over the window, with our name just typed."""
    window.actions_table.run("settings")
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.fields["our_name"].focus_end()
    QTest.keyClicks(dialog.fields["our_name"].editor, "Harbour Bakery")
    return dialog


def test_a_sheet_over_the_window_is_settled_and_closed(session: Session, qtbot: QtBot, library: Path) -> None:
    window = session.open(library, typed=WORDS)
    typed_in_settings(window)
    session.lock()
    forgotten()
    asked = "SELECT value FROM setting WHERE key = 'our_name'"
    assert unlock(session).shell.desk.ask(lambda c: c.execute(asked).fetchall()) == [("Harbour Bakery",)]


def test_a_question_that_is_being_asked_does_not_hold_the_lock_up(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    window = session.open(library, typed=WORDS)
    question = QDialog(window)
    QTimer.singleShot(50, session.lock)
    question.exec()
    forgotten()
    assert session.window is None and session._asking is not None and session._asking.isVisible()


def test_what_cannot_be_saved_keeps_it_open(session: Session, qtbot: QtBot, library: Path) -> None:
    window = session.open(library, typed=WORDS)
    window.shell.desk._database.connection.execute("PRAGMA busy_timeout = 0")
    holder = open_desk(library, WORDS)
    holder._database.connection.execute("BEGIN IMMEDIATE")
    dialog = typed_in_settings(window)
    session.lock()
    assert window_of(session).isVisible() and dialog.isVisible()
    assert dialog.fields["our_name"].text() == "Harbour Bakery"
    holder._database.connection.execute("ROLLBACK")
    holder.close()
    session.lock()
    assert session.window is None


def sleep_while(session: Session, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something, and have the computer sleep and wake up as soon as the event loop turns meanwhile."""
    woken: list[bool] = []
    locker = session.auto_lock

    def wake_up() -> None:
        monkeypatch.setattr(locker, "_clock", lambda: time.time() + 3600)
        locker.look()
        woken.append(session.window is None or not session.window.shell.desk.closed)

    QTimer.singleShot(0, locker, wake_up)
    work()
    assert woken == [True], "it slept while that was done, and nothing was taken away then"


def is_locked(session: Session) -> bool:
    return session.window is None and session._asking is not None and session._asking.isVisible()


def backups_over(window: MainWindow) -> BackupsSheet:
    window.actions_table.run("backups")
    sheet = window.findChild(BackupsSheet)
    assert isinstance(sheet, BackupsSheet)
    return sheet


def test_while_backups_are_looked_through_a_lock_waits_and_then_locks(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = session.open(library, typed=WORDS)
    sleep_while(session, lambda: backups_over(window), monkeypatch)
    qtbot.waitUntil(lambda: is_locked(session))


def test_while_a_backup_is_brought_back_a_lock_waits_and_is_not_forgotten(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = session.open(library, typed=WORDS)
    session.backups(library).make(window.shell.desk.access, Reason.BY_HAND, window.shell.now())
    sheet = backups_over(window)
    window.shell.set_shield(True)
    sheet.ask()
    sleep_while(session, sheet.ask, monkeypatch)
    qtbot.waitUntil(lambda: is_locked(session))
    assert unlock(session).shell.shield_on, "as it was before it was brought back"


def test_while_people_are_taken_in_a_lock_waits_until_they_are(
    session: Session, qtbot: QtBot, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = tmp_path / "people.vcf"
    names = (f"Person {number}" for number in range(600))
    cards.write_text("".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n" for name in names))
    window = session.open(library, typed=WORDS)
    window.actions_table.run("import_file")
    sheet = window.findChild(ImportSheet)
    assert isinstance(sheet, ImportSheet)
    sheet.path.setText(str(cards))
    sheet.read()
    sleep_while(session, sheet.take_in, monkeypatch)
    qtbot.waitUntil(lambda: is_locked(session))
    asked = "SELECT count(*) FROM counterpart"
    assert unlock(session).shell.desk.ask(lambda c: c.execute(asked).fetchall()) == [(600,)]


def test_the_settings_keep_after_how_long(session: Session, qtbot: QtBot, library: Path) -> None:
    window = session.open(library, typed=WORDS)
    window.actions_table.run("settings")
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    choice = dialog.lock_after
    assert choice.text() == "15"
    QTest.keyClick(choice.editor, Qt.Key.Key_Down)
    assert session.auto_lock.minutes == 30
    assert session.settings.value("lock/minutes") == 30


def test_widgets_of_a_window_that_is_not_locked_are_found(session: Session, library: Path) -> None:
    window = session.open(library, typed=WORDS)
    hidden = QWidget(window)
    hidden.setToolTip(CANARY)
    assert CANARY in shown_texts()
