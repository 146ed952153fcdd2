"""What is typed into a sheet is in the library while the sheet is open, and the sheet comes back with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.counterparts.same_sheet import SameCounterpartSheet
from negdesk.desktop.kept_sheet import KeptSheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.end_sheet import EndSheet
from negdesk.desktop.negotiations.new_negotiation import NewNegotiation
from negdesk.desktop.shell import Place
from negdesk.desktop.templates.save_template import SaveTemplate
from negdesk.desktop.unsaved import UnsavedSheet
from negdesk.domain.encryption import Chosen
from negdesk.domain.meeting import Phase
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage.unlocking import open_with
from tests.desktop.showing import cursor, press, run_of_the_program
from tests.whole_content import whole_content

WORDS = "harbour lantern oats violin"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MEET = Place("negotiation", 1, "meet")


@pytest.fixture
def session(
    library: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, cheap_keys: None
) -> Iterator[Session]:
    """A run of the program on an encrypted library in which a meeting is running."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    Encryption(library).make(Chosen(WORDS))
    desk = open_desk(library, WORDS)
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.do(commands.counterpart.add_counterpart, "Anna Ruiz", email="anna@example.org")
    deal = desk.do(commands.negotiation.new_negotiation, "Oat flour", counterpart_ids=[ana])
    meeting = desk.do(commands.meeting.start_meeting, deal)
    for words in ("Ask about the truck", "Ask about the mill"):
        desk.do(commands.meeting.add_item, meeting, Phase.EXPLORE, words)
    desk.close()
    with run_of_the_program(tmp_path) as session:
        yield session


@contextmanager
def held_by_another(window: MainWindow, library: Path) -> Iterator[None]:
    """Another process holds the library: the window cannot write, and says so at once."""
    window.shell.desk._database.connection.execute("PRAGMA busy_timeout = 0")
    holder = open_desk(library, WORDS)
    holder._database.connection.execute("BEGIN IMMEDIATE")
    yield
    holder._database.connection.execute("ROLLBACK")
    holder.close()


def opened(session: Session, library: Path, place: Place = MEET) -> MainWindow:
    window = session.open(library, typed=WORDS)
    window.activateWindow()
    window.go(place)
    return window


def sheet_of(qtbot: QtBot, session: Session, kind: type[KeptSheet]) -> KeptSheet:
    """The sheet of a kind that is open over the window, once it is."""

    def there() -> list[KeptSheet]:
        window = session.window
        return [] if window is None else [each for each in window.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: len(there()) == 1)
    sheet = there()[0]
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def loaded(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the window has made its keeper of backups, which comes after the sheet."""
    qtbot.waitUntil(lambda: window.backup_keeper is not None)


def unlocked(session: Session) -> None:
    asking = session._asking
    assert asking is not None
    QTest.keyClicks(asking.line, WORDS)
    QTest.keyClick(asking.line, Qt.Key.Key_Return)


def by_lock(session: Session, library: Path) -> None:
    session.lock()
    assert session.window is None
    unlocked(session)


def by_idle(session: Session, library: Path) -> None:
    session.auto_lock._used -= 100_000
    session.auto_lock.look()
    assert session.window is None
    unlocked(session)


def by_quit(session: Session, library: Path) -> None:
    window = session.window
    assert window is not None
    window.actions_table.run("quit")
    assert window.shell.desk.closed
    session.open(library, typed=WORDS)


def by_log_out(session: Session, library: Path) -> None:
    """The sheet on top is asked to close first, as by its own button, and then the window."""
    window = session.window
    assert window is not None
    QApplication.closeAllWindows()
    assert window.shell.desk.closed
    session.open(library, typed=WORDS)


Leave = Callable[[Session, Path], None]
LEAVES: list[Leave] = [by_lock, by_idle, by_quit, by_log_out]


def write(words: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClicks(cursor(), words)
    press(key)


def texts(sheet: KeptSheet) -> list[str]:
    return [each.text() for each in sheet.findChildren(QLineEdit) if each.isVisible() and each.text()]


@pytest.mark.parametrize("leave", LEAVES)
def test_the_end_of_a_meeting_comes_back_as_it_was_typed(
    session: Session, library: Path, qtbot: QtBot, leave: Leave
) -> None:
    opened(session, library).actions_table.run("primary")
    sheet = sheet_of(qtbot, session, EndSheet)
    for words in ("Send the figures", "27 Nov", "Try a sample lot", "no day", "A plan", "Lower risk"):
        write(words)
    assert isinstance(sheet, EndSheet)
    sheet.next_day.focus_end()
    write("30 Nov")
    QTest.keyClicks(cursor(), "14")
    mill = next(box for box in sheet.findChildren(QCheckBox) if box.text() == "Ask about the mill")
    mill.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_4, ALT)
    leave(session, library)
    again = sheet_of(qtbot, session, EndSheet)
    assert again is not sheet and isinstance(again, EndSheet)
    assert texts(again) == [
        "Send the figures",
        "27 Nov",
        "Try a sample lot",
        "no day",
        "A plan",
        "Lower risk",
        "30 Nov",
        "14",
    ]
    assert [box.text() for box in again.findChildren(QCheckBox) if box.isVisible() and not box.isChecked()] == [
        "There is no next step", "Ask about the mill",
    ]  # fmt: skip
    assert again.rapport.checkedId() == 4
    again.them_due.focus_end()
    press(Qt.Key.Key_A, CTRL)
    write("30 Nov")
    press(Qt.Key.Key_Return, CTRL)
    assert session.window is not None
    kept = "SELECT side, text FROM promise UNION ALL SELECT 'draft', place FROM draft ORDER BY 2"
    assert session.window.shell.desk.ask(lambda c: c.execute(kept).fetchall()) == [
        ("us", "Send the figures"), ("them", "Try a sample lot"),
    ]  # fmt: skip


@pytest.mark.parametrize("leave", [by_lock, by_log_out])
def test_a_negotiation_that_is_being_begun_comes_back(
    session: Session, library: Path, qtbot: QtBot, leave: Leave
) -> None:
    opened(session, library, Place("counterpart", 1)).actions_table.run("new_negotiation")
    sheet = sheet_of(qtbot, session, NewNegotiation)
    QTest.keyClicks(cursor(), "Night shi")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    chosen = sheet.templates.currentItem().text() if isinstance(sheet, NewNegotiation) else ""
    leave(session, library)
    again = sheet_of(qtbot, session, NewNegotiation)
    assert isinstance(again, NewNegotiation)
    assert (again.title.text(), again.who.text(), again.templates.currentItem().text()) == ("Night shi", "Ana", chosen)
    QTest.keyClicks(cursor(), "fts")
    press(Qt.Key.Key_Return)
    assert session.window is not None
    asked = "SELECT title FROM negotiation UNION ALL SELECT place FROM draft"
    assert session.window.shell.desk.ask(lambda c: c.execute(asked).fetchall()) == [("Oat flour",), ("Night shifts",)]


@pytest.mark.parametrize("leave", [by_lock, by_quit])
def test_the_name_of_a_template_and_of_another_counterpart_come_back(
    session: Session, library: Path, qtbot: QtBot, leave: Leave
) -> None:
    opened(session, library, Place("negotiation", 1, "plan")).actions_table.run("save_template")
    sheet_of(qtbot, session, SaveTemplate)
    QTest.keyClicks(cursor(), "Flour every year")
    leave(session, library)
    assert texts(sheet_of(qtbot, session, SaveTemplate)) == ["Flour every year"]
    press(Qt.Key.Key_Escape)
    window = session.window
    assert window is not None
    window.go(Place("counterpart", 1))
    window.current().sheets()["same_counterpart"]()
    sheet_of(qtbot, session, SameCounterpartSheet)
    QTest.keyClicks(cursor(), "Anna Ruiz")
    leave(session, library)
    again = sheet_of(qtbot, session, SameCounterpartSheet)
    assert texts(again) == ["Anna Ruiz"] and session.window is not None
    assert session.window.shown_place.page == "counterpart"


def test_what_is_given_up_is_nowhere_and_nothing_comes_back(session: Session, library: Path, qtbot: QtBot) -> None:
    window = opened(session, library)
    for leave in (lambda _sheet: press(Qt.Key.Key_Escape), closed_by_its_button):
        window.actions_table.run("new_negotiation")
        sheet = sheet_of(qtbot, session, NewNegotiation)
        QTest.keyClicks(cursor(), "Zwieback")
        sheet.flush()
        assert "Zwieback" in drafts(window)
        leave(sheet)
        qtbot.waitUntil(lambda: "Zwieback" not in drafts(window))
    by_lock(session, library)
    assert session.window is not None
    loaded(qtbot, session.window)
    assert session.window.findChild(QDialog) is None


def closed_by_its_button(sheet: QDialog) -> None:
    """As the system's own button for closing does it."""
    handle = sheet.windowHandle()
    assert isinstance(handle, QWindow)
    handle.close()


def drafts(window: MainWindow) -> str:
    return repr(window.shell.desk.ask(lambda c: c.execute("SELECT place, text FROM draft").fetchall()))


def test_going_on_with_the_meeting_keeps_what_its_end_was_to_be_and_asks_nothing_at_the_next_start(
    session: Session, library: Path, qtbot: QtBot
) -> None:
    window = opened(session, library)
    window.actions_table.run("primary")
    sheet_of(qtbot, session, EndSheet)
    QTest.keyClicks(cursor(), "Send the figures")
    press(Qt.Key.Key_Escape)
    by_lock(session, library)
    again = session.window
    assert again is not None
    loaded(qtbot, again)
    assert again.findChild(QDialog) is None, "the meeting goes on; nobody is to be asked how it ends"
    again.actions_table.run("primary")
    assert texts(sheet_of(qtbot, session, EndSheet)) == ["Send the figures"]


def test_what_is_kept_of_a_meeting_that_is_over_asks_nothing(session: Session, library: Path, qtbot: QtBot) -> None:
    window = opened(session, library)
    window.actions_table.run("primary")
    sheet_of(qtbot, session, EndSheet)
    QTest.keyClicks(cursor(), "Send the figures")
    session.lock()
    desk = open_desk(library, WORDS)
    desk.do(commands.meeting.end_meeting, 1, (), none=True)
    desk.close()
    unlocked(session)
    assert session.window is not None
    loaded(qtbot, session.window)
    assert session.window.findChild(QDialog) is None
    session.window.go(MEET)
    session.window.actions_table.run("primary")  # the next meeting begins
    session.window.actions_table.run("primary")
    assert texts(sheet_of(qtbot, session, EndSheet)) == []


def test_an_end_that_is_refused_loses_nothing(session: Session, library: Path, qtbot: QtBot) -> None:
    opened(session, library).actions_table.run("primary")
    sheet = sheet_of(qtbot, session, EndSheet)
    write("Send the figures")
    write("31 Feb")
    press(Qt.Key.Key_Return, CTRL)
    assert sheet.isVisible(), "there is no such day"
    by_lock(session, library)
    assert texts(sheet_of(qtbot, session, EndSheet)) == ["Send the figures", "31 Feb"]


def test_a_day_in_words_stays_the_day_it_was(session: Session, library: Path, qtbot: QtBot) -> None:
    opened(session, library).actions_table.run("primary")
    sheet_of(qtbot, session, EndSheet)
    write("Send the figures")
    QTest.keyClicks(cursor(), "Friday")
    session.lock()
    database = open_with(library, WORDS)
    [(kept,)] = database.connection.execute("SELECT text FROM draft").fetchall()
    database.close()
    assert "Send the figures" in kept and "Friday" not in kept


def test_half_a_second_after_typing_it_is_in_the_library(session: Session, library: Path, qtbot: QtBot) -> None:
    window = opened(session, library)
    window.actions_table.run("primary")
    sheet_of(qtbot, session, EndSheet)
    QTest.keyClicks(cursor(), "Send the figures")
    qtbot.waitUntil(lambda: "Send the figures" in drafts(window), timeout=2000)


def test_what_cannot_be_kept_keeps_the_sheet_and_the_window_open(session: Session, library: Path, qtbot: QtBot) -> None:
    window = opened(session, library)
    window.actions_table.run("primary")
    sheet = sheet_of(qtbot, session, EndSheet)
    with held_by_another(window, library):
        QTest.keyClicks(cursor(), "Send the figures")
        session.lock()
        assert session.window is window and sheet.isVisible()
        closed_by_its_button(sheet)
        assert sheet.isVisible() and texts(sheet) == ["Send the figures"]
    by_lock(session, library)
    assert texts(sheet_of(qtbot, session, EndSheet)) == ["Send the figures"]


def test_whoever_closes_without_what_cannot_be_kept_has_no_sheet_left(
    session: Session, library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(session, library)
    window.actions_table.run("new_negotiation")
    sheet = sheet_of(qtbot, session, NewNegotiation)
    with held_by_another(window, library):
        QTest.keyClicks(cursor(), "Night shifts")
        told: list[list[str]] = []

        def give_up(asking: UnsavedSheet) -> int:
            told.append([asking.text.toPlainText()])
            return int(QDialog.DialogCode.Accepted)

        monkeypatch.setattr(UnsavedSheet, "exec", give_up)
        window.close()
        assert told == [["Night shifts"]]
        assert window.shell.desk.closed and not sheet.isVisible()


def test_the_shield_stays_on_over_a_lock(session: Session, library: Path, qtbot: QtBot) -> None:
    window = opened(session, library)
    window.shell.set_shield(True)
    by_lock(session, library)
    assert session.window is not None and session.window.shell.shield_on


def test_what_is_typed_is_in_no_file_as_it_is(session: Session, library: Path, qtbot: QtBot, tmp_path: Path) -> None:
    opened(session, library).actions_table.run("primary")
    sheet_of(qtbot, session, EndSheet)
    QTest.keyClicks(cursor(), "zwiebackfloe")
    session.lock()
    words = (b"zwiebackfloe", "zwiebackfloe".encode("utf-16-le"))
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert [each.name for each in files if any(word in each.read_bytes() for word in words)] == []
    database = open_with(library, WORDS)
    assert "zwiebackfloe" in repr(whole_content(database.connection)), "it is in the library, encrypted"
    database.close()
