"""Starting: the welcome, a library that cannot be opened, and one window after the other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop import launch
from negdesk.desktop.application import make_application
from negdesk.desktop.backups.salvage_window import SalvageWindow
from negdesk.desktop.controls.toast import Toast
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.capture_line import LineEditor
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.today.today_screen import TodayScreen
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.queries.meeting import meeting_runs
from negdesk.storage import clock
from negdesk.storage.backup import make_backup
from negdesk.storage.database import IN_MEMORY


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A run of the program with settings of its own."""
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()


def test_the_welcome_begins_a_library_of_one_s_own(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "own_library", lambda: library)
    session.welcome()
    qtbot.addWidget(session._welcome)
    qtbot.waitExposed(session._welcome)
    begin = next(each for each in session._welcome.findChildren(QPushButton) if each.isDefault())
    QTest.keyClick(begin, Qt.Key.Key_Space)
    asking = session._choosing
    qtbot.waitUntil(asking.isActiveWindow)
    QTest.keyClick(asking.choice.plain, Qt.Key.Key_Space)
    QTest.keyClick(asking.button, Qt.Key.Key_Return)
    assert session.window is not None and library.exists()
    assert not session.window.shell.desk.encrypted


def open_window(session: Session) -> MainWindow | None:
    """The window that is open just now; asked for anew, since it comes and goes."""
    return session.window


def spoil(library: Path) -> bytes:
    """Cut a library off in its middle; returns what is left of it."""
    spoilt = library.read_bytes()[:20_480]
    library.write_bytes(spoilt)
    return spoilt


def test_a_damaged_library_offers_all_its_backups(session: Session, qtbot: QtBot, library: Path) -> None:
    desk = open_desk(library)
    for title in ("Oat flour", "Barley"):
        desk.do(commands.negotiation.new_negotiation, title)
        make_backup(desk.access, library.with_name("backups"), Reason.QUIT, clock.now())
    desk.close()
    spoilt = spoil(library)
    with pytest.raises(Refusal) as damaged:
        session.open_or_ask(library)
    assert damaged.value.offers == "restore"
    rescue = session.rescue(library, damaged.value.sentence)
    assert rescue is not None
    with qtbot.waitExposed(rescue):
        rescue.show()
    rescue.activateWindow()
    qtbot.waitUntil(rescue.isActiveWindow)
    assert any("is damaged" in each.text() for each in rescue.findChildren(QLabel))
    table = rescue.panel.table
    assert table.rowCount() == 2 and QApplication.focusWidget() is table
    QTest.keyClick(table, Qt.Key.Key_Down)
    rescue.main.setFocus()
    QTest.keyClick(rescue.main, Qt.Key.Key_Space)
    assert open_window(session) is None and rescue.main.text() == "Yes, bring it back"
    QTest.keyClick(rescue.main, Qt.Key.Key_Space)
    window = open_window(session)
    assert window is not None
    titles = window.shell.desk.ask(lambda each: each.execute("SELECT title FROM negotiation").fetchall())
    assert titles == [("Oat flour",)], "the older one was chosen"
    kept = list(library.with_name("backups").glob("*.damaged.negdesk"))
    assert [each.read_bytes() for each in kept] == [spoilt]


def test_a_damaged_library_without_a_backup_is_salvaged(session: Session, qtbot: QtBot, library: Path) -> None:
    desk = open_desk(library)
    for number in range(60):
        desk.do(commands.counterpart.add_counterpart, f"Mara {number}")
    desk.close()
    data = bytearray(library.read_bytes())
    data[-4096:] = bytes(4096)
    library.write_bytes(data)
    rescue = session.rescue(library, "It is damaged.")
    assert rescue is not None
    assert not rescue.main.isEnabled()
    QTest.keyClick(rescue.salvage_button, Qt.Key.Key_Space)
    salvaging = rescue.findChild(SalvageWindow)
    assert salvaging is not None and salvaging.made == library.with_name("library salvaged.negdesk")
    cells = [salvaging.report.item(row, 0) for row in range(salvaging.report.rowCount())]
    assert "Counterparts" in [each.text() for each in cells if each is not None]
    assert "came over" in salvaging.said.text()
    QTest.keyClick(salvaging.main, Qt.Key.Key_Return)
    assert session.window is not None and session.window.library == salvaging.made
    assert library.read_bytes() == bytes(data)


def test_a_library_that_is_none_is_said_with_what_can_be_done_and_stays_as_it_was(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write_bytes(b"these are my notes and no library, however it is called " * 40)
    before = library.read_bytes()
    monkeypatch.setattr(launch, "own_library", lambda: library)
    session.welcome()
    qtbot.addWidget(session._welcome)
    session._welcome.own.emit()
    said = " ".join(label.text() for label in session._rescuing.findChildren(QLabel))
    assert "is not a NegDesk library" in said
    assert session._rescuing.isVisible() and not session._welcome.isVisible()
    session._rescuing.close()
    assert session.window is None
    assert library.read_bytes() == before


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QSettings:
    """What `launch.start` finds of the runs before it."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(launch, "open_settings", lambda: settings)
    monkeypatch.setattr(launch, "log_file", lambda: tmp_path / "log" / "negdesk.log")
    return settings


def started(monkeypatch: pytest.MonkeyPatch, library: Path | None) -> Session:
    """The run of the program that `launch.start` begins, before it waits for anybody."""
    begun: list[Session] = []

    def end(application: QApplication) -> int:
        begun.append(application.findChildren(Session, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1])
        return 0

    monkeypatch.setattr(QApplication, "exec", lambda *_application: end(make_application()))
    assert launch.start(library) == 0
    guard = begun[0].guard
    assert guard is not None
    guard.remove()
    return begun[0]


def test_a_library_that_is_named_and_not_there_is_not_made_before_it_was_asked_how_it_opens(
    settings: QSettings, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = started(monkeypatch, library)
    asking = session._choosing
    qtbot.waitUntil(asking.isActiveWindow)
    assert not library.exists() and session.window is None
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert not library.exists()


def test_a_library_that_was_open_last_and_is_gone_is_named_and_another_is_opened(
    settings: QSettings, qtbot: QtBot, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_desk(library).close()
    gone = tmp_path / "stick" / "deals.negdesk"
    settings.setValue("last_library", str(gone))
    session = started(monkeypatch, None)
    welcome = session._welcome
    with qtbot.waitExposed(welcome):
        welcome.show()
    assert session.window is None
    assert any(str(gone) in each.text() and "is not there" in each.text() for each in welcome.findChildren(QLabel))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(library), ""))
    button = next(each for each in welcome.findChildren(QPushButton) if each.text().startswith("Open a library"))
    QTest.keyClick(button, Qt.Key.Key_Space)
    window = open_window(session)
    assert window is not None and window.library == library and not welcome.isVisible()
    window.close()


def test_a_library_that_was_open_last_and_cannot_be_reached_is_said_in_the_welcome(
    settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one on another user's disk; its start ended in a report of a mistake."""
    settings.setValue("last_library", f"/{'long' * 100}.negdesk")
    welcome = started(monkeypatch, None)._welcome
    assert any("cannot be opened" in each.text() for each in welcome.findChildren(QLabel))
    welcome.close()


def test_an_encrypted_library_asks_for_its_passphrase_from_the_welcome_too(
    session: Session, qtbot: QtBot, library: Path, cheap_keys: None
) -> None:
    Encryption(library).make(Chosen("harbour lantern oats"))
    session.welcome()
    qtbot.addWidget(session._welcome)
    session._welcome.other.emit(library)
    asking = session._asking
    assert asking is not None and not session._welcome.isVisible()
    QTest.keyClicks(asking.line, "harbour lantern oats")
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert session.window is not None


def test_a_refused_library_leaves_the_one_that_is_open(session: Session, library: Path, tmp_path: Path) -> None:
    window = session.open(library)
    other = tmp_path / "other.negdesk"
    other.write_bytes(b"no library " * 400)
    with pytest.raises(Refusal):
        session.open(other)
    assert session.window is window and window.isVisible()


def test_the_next_library_takes_the_place_of_the_last(session: Session, library: Path, tmp_path: Path) -> None:
    first = session.open(library)
    second = session.open(tmp_path / "second.negdesk")
    assert not first.isVisible() and second.isVisible()
    assert session.settings.value("last_library") == str(tmp_path / "second.negdesk")


def test_the_window_is_on_the_screen_the_first_time_and_where_its_screen_is_gone(
    session: Session, library: Path
) -> None:
    window = session.open(library)
    there = window.screen().availableGeometry()
    assert window.width() <= there.width() and window.height() <= there.height()
    window.setGeometry(there.right() + 2000, there.bottom() + 1000, 900, 600)
    window.close()
    again = session.open(library)
    assert there.intersected(again.geometry()).height() > 500


def test_a_library_in_memory_is_never_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_desk(IN_MEMORY).close()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def lease(library: Path) -> int:
    """A negotiation in the library at `library`, which is closed."""
    desk = open_desk(library)
    number = desk.do(commands.negotiation.new_negotiation, "Workshop lease")
    desk.do(commands.negotiation.new_negotiation, "Workshop tools")
    desk.close()
    return number


def test_meet_opens_in_the_running_meeting_with_the_cursor_in_its_line(
    session: Session, qtbot: QtBot, library: Path, lease: int
) -> None:
    window = session.open(library, meet="workshop LEASE")
    qtbot.waitUntil(lambda: window.isActiveWindow() and isinstance(QApplication.focusWidget(), LineEditor))
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "They came early")
    QTest.keyClick(line, Qt.Key.Key_Return)
    held = window.shell.desk.ask(lambda c: c.execute("SELECT text FROM capture").fetchall())
    assert held == [("They came early",)]


def test_meet_says_that_it_started_the_meeting_and_undo_takes_that_back(
    session: Session, qtbot: QtBot, library: Path, lease: int
) -> None:
    window = session.open(library, meet=str(lease))
    toast = window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert toast.sentence == "The meeting has started."
    toast.button.click()
    assert not window.shell.desk.ask(meeting_runs, lease)
    window.close()
    desk = open_desk(library)
    desk.do(commands.meeting.start_meeting, lease)
    desk.close()
    again = session.open(library, meet=str(lease))
    said = again.findChild(Toast)
    assert said is None or "started" not in said.sentence


@pytest.mark.parametrize(("name", "said"), [("boat", "no negotiation “boat”"), ("workshop", "Several are called that")])
def test_meet_with_a_name_that_is_none_or_several_says_so_and_opens_nothing(
    session: Session, library: Path, lease: int, name: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        session.open(library, meet=name)
    assert session.window is None


def test_a_start_after_a_crash_returns_to_the_meeting_with_all_that_was_written(
    session: Session, qtbot: QtBot, library: Path, lease: int
) -> None:
    desk = open_desk(library)
    meeting = desk.do(commands.meeting.start_meeting, lease)
    desk.do(commands.capture.capture, meeting, CaptureKind.NOTE, "They came early")
    desk.do(commands.draft.keep_draft, f"meeting:{meeting}", "and they wa")
    desk.close()
    window = session.open(library)
    qtbot.waitUntil(lambda: window.isActiveWindow() and isinstance(QApplication.focusWidget(), LineEditor))
    panel = window.findChild(MeetPanel)
    assert isinstance(panel, MeetPanel)
    assert panel.line.text() == "and they wa"
    assert "They came early" in panel.captures.item(0).text()


def test_a_meeting_that_was_forgotten_days_ago_does_not_keep_one_from_today(
    session: Session, library: Path, lease: int
) -> None:
    desk = open_desk(library)
    with clock.frozen(clock.now() - timedelta(days=2)):
        desk.do(commands.meeting.start_meeting, lease)
    desk.close()
    assert isinstance(session.open(library).current(), TodayScreen)
