"""Opening a library: once only, where it may not be written, on a disk that fills up, and after a crash."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.controls.field import Field
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.one_window import OpenElsewhere
from negdesk.desktop.place_warning import PlaceWarning, warn_once
from negdesk.desktop.plan.outcome_card import OutcomeCard
from negdesk.desktop.shell import Place
from negdesk.desktop.unsaved import UnsavedSheet
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage.file_replacing import making_file
from tests.disks import only_read, small_disk

WORDS = "They want to come back"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where running windows leave word of themselves; short, since the name of a socket may not be long."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with TemporaryDirectory(prefix="nd-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder, "negdesk")


@pytest.fixture
def session(run_folder: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.shell.desk.trouble = ""
        session.window.close()


def open_and_listen(session: Session, qtbot: QtBot, library: Path) -> MainWindow:
    window = session.open(library)
    qtbot.waitExposed(window)
    session._claims.listen()
    return window


def second_start(library: Path, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "negdesk", "--library", str(library), *words], cwd=ROOT, stderr=subprocess.PIPE
    )


def lease_in(library: Path) -> int:
    desk = open_desk(library)
    number = desk.do(commands.negotiation.new_negotiation, "Workshop lease")
    desk.close()
    return number


# Once only


def test_a_second_start_brings_the_first_to_front_and_hands_its_meeting_over(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    lease = lease_in(library)
    window = open_and_listen(session, qtbot, library)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    with second_start(library, "--meet", "workshop lease") as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.returncode == 0
    qtbot.waitUntil(lambda: window.shown_place.step == "meet" and window.isActiveWindow())
    assert window.shown_place.id == lease


def test_a_meeting_that_there_is_not_is_said_in_the_first_window(session: Session, qtbot: QtBot, library: Path) -> None:
    window = open_and_listen(session, qtbot, library)
    session._asked(library, "boat")
    assert "boat" in window._toast.sentence and window.shown_place == Place("today")


def test_the_same_library_by_another_name_is_the_same(session: Session, qtbot: QtBot, library: Path) -> None:
    open_and_listen(session, qtbot, library)
    beside = library.with_name("link.negdesk")
    beside.symlink_to(library)
    with second_start(beside) as second:
        qtbot.waitUntil(lambda: second.poll() is not None)
        assert second.returncode == 0


HOLDS = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from negdesk.desktop.one_window import Claims
application = QCoreApplication([])
claims = Claims(application, Path(sys.argv[1]), print)
assert claims.take(Path(sys.argv[2]))
if "hear" in sys.argv:
    claims.listen()
print("taken", flush=True)
if "hear" in sys.argv:
    application.exec()
time.sleep(60)
"""


@pytest.mark.parametrize("way", ["killed", "deaf", "hear"])
def test_a_process_that_holds_it_is_asked_and_one_that_is_gone_is_not_in_the_way(
    session: Session, run_folder: Path, library: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negdesk.desktop.one_window._PATIENCE_MS", 700)
    lease_in(library)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(run_folder), str(library), way], cwd=ROOT, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == b"taken\n"
        if way == "hear":
            with pytest.raises(OpenElsewhere):
                session.open(library)
        elif way == "deaf":
            with pytest.raises(Refusal, match="does not answer"):
                session.open(library)
        other.send_signal(signal.SIGKILL)
    assert session.open(library).isVisible()
    if os.name != "nt":
        assert stat.S_IMODE(run_folder.stat().st_mode) == 0o700


def test_a_library_that_was_left_may_be_taken_by_another(session: Session, library: Path, tmp_path: Path) -> None:
    session.open(library)
    session.open(tmp_path / "second.negdesk")
    application = QApplication.instance()
    assert application is not None
    another = Session(make_application(), session.settings)
    window = another.open(library)
    assert window.isVisible()
    window.close()


# Where it lies


def test_a_synced_folder_is_warned_of_once_with_the_reason(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    library = tmp_path / "Dropbox" / "library.negdesk"
    window = session.open(library)
    qtbot.waitUntil(lambda: window.findChild(PlaceWarning) is not None)
    warning = window.findChild(PlaceWarning)
    assert isinstance(warning, PlaceWarning)
    assert "Dropbox copies while you write" in " ".join(each.text() for each in warning.findChildren(QLabel))
    QTest.keyClick(warning, Qt.Key.Key_Escape)
    assert warn_once(window, library, session.settings) is None


def test_where_nothing_can_be_written_it_is_read_and_edits_are_refused_with_nothing_lost(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "shelf" / "library.negdesk"
    library.parent.mkdir()
    lease_in(library)
    before = library.read_bytes()
    with only_read(library.parent):
        window = session.open(library)
        qtbot.waitUntil(lambda: "_toast" in window.__dict__)
        assert "may only be read here" in window._toast.sentence
        assert "May only be read here" in texts_of(window) and "Nothing can be changed" in texts_of(window)
        assert window.shell.do(commands.negotiation.new_negotiation, "Another") is None
        assert "may only be read" in window._toast.sentence
        field = type_outcome(window)
        assert "may only be read" in field.refusal and field.text() == WORDS
        window.go(Place("today"))
        assert window.shown_place.page == "negotiation", "the text is not left behind unsaid"
        QTest.keyClick(window._toast.button, Qt.Key.Key_Return)
        assert window.shown_place.page == "today" and field.text() == ""
        window.close()
    assert library.read_bytes() == before
    assert [each.name for each in library.parent.iterdir()] == [library.name]


def texts_of(window: QWidget) -> str:
    return " ".join(each.text() for each in window.findChildren(QLabel))


OUTCOME = "SELECT outcome_us FROM negotiation"


def type_outcome(window: MainWindow) -> Field:
    """Write in the plan what a good outcome for us is, and have it settle."""
    window.go(Place("negotiation", 1, "plan"))
    card = window.findChild(OutcomeCard)
    assert isinstance(card, OutcomeCard)
    field = card.findChildren(Field)[0]
    field.focus_end()
    QTest.keyClicks(field.editor, WORDS)
    field.flush()
    return field


def test_what_has_not_settled_yet_is_read_too_or_it_is_said(tmp_path: Path, run_folder: Path) -> None:
    library = tmp_path / "shelf" / "library.negdesk"
    library.parent.mkdir()
    desk = open_desk(library)
    desk.do(commands.negotiation.new_negotiation, "Workshop lease")
    for ending in ("", "-wal", "-shm"):  # as a crash leaves it
        shutil.copy(f"{library}{ending}", tmp_path / f"left{ending}")
    desk.close()
    for ending in ("", "-wal"):
        shutil.copy(tmp_path / f"left{ending}", f"{library}{ending}")
    with only_read(library.parent), pytest.raises(Refusal, match=r"library\.negdesk-wal"):
        open_desk(library)
    shared = library.with_name(f"{library.name}-shm")
    shutil.copy(tmp_path / "left-shm", shared)
    with only_read(library.parent):
        read = open_desk(library)
        assert read.ask(lambda c: c.execute("SELECT title FROM negotiation").fetchall()) == [("Workshop lease",)]
        read.close()


# A full disk


def test_a_full_disk_keeps_the_text_says_so_in_red_and_goes_on_by_itself(
    session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negdesk.desktop.controls.settling.TRY_AGAIN_MS", 300)
    with small_disk(tmp_path / "disk", 9000) as disk:
        library = disk / "library.negdesk"
        lease_in(library)
        window = session.open(library)
        filling = disk / "filling"
        with filling.open("wb", buffering=0) as file:
            while True:
                try:
                    file.write(bytes(4096))
                except OSError:
                    break
        field = type_outcome(window)
        assert field.pending and field.text() == WORDS
        assert "Not saved: the disk is full" in field.refusal
        assert window._sidebar._state.property("tone") == "warn" and "Not saved" in window._sidebar._state.text()
        QTest.qWait(700)
        assert field.pending, "it was tried again, and there still is no room"
        filling.unlink()
        qtbot.waitUntil(lambda: not field.pending)
        assert window.shell.desk.trouble == "" and window._sidebar._state.text() == "Saved · no backup yet"
        assert window.shell.desk.ask(lambda c: c.execute(OUTCOME).fetchall()) == [(WORDS,)]
        window.close()


def test_closing_over_what_is_not_saved_asks_and_staying_keeps_it(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    lease_in(library)
    window = session.open(library)
    connection = window.shell.desk._database.connection
    connection.execute("PRAGMA busy_timeout = 0")
    holder = open_desk(library)
    holder._database.connection.execute("BEGIN IMMEDIATE")
    field = type_outcome(window)
    assert "another program holds" in field.refusal
    seen: list[str] = []

    def answer(keep: bool) -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, UnsavedSheet)
        seen.append(sheet.text.toPlainText())
        sheet.copy()
        QTest.keyClick(sheet, Qt.Key.Key_Escape) if keep else sheet.accept()

    QTimer.singleShot(100, lambda: answer(keep=True))
    assert not window.close()
    assert seen == [WORDS] and window.isVisible() and field.text() == seen[0]
    assert QApplication.clipboard().text() == seen[0]
    holder._database.connection.execute("ROLLBACK")
    holder.close()
    assert window.close(), "now it can be saved, and nothing is asked"
    desk = open_desk(library)
    assert desk.ask(lambda c: c.execute(OUTCOME).fetchall()) == [(WORDS,)]
    desk.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_log_out_closes_the_window_and_saves_what_was_typed_just_before(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    lease_in(library)
    window = session.open(library)
    session.hears_signals = True
    session._hear_signals()
    end = session._end
    assert end is not None
    try:
        window.go(Place("negotiation", 1, "plan"))
        card = window.findChild(OutcomeCard)
        assert isinstance(card, OutcomeCard)
        card.us.focus_end()
        QTest.keyClicks(card.us.editor, WORDS)
        os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: window.shell.desk.closed)
    finally:
        end.remove()
    desk = open_desk(library)
    assert desk.ask(lambda c: c.execute(OUTCOME).fetchall()) == [(WORDS,)]
    desk.close()


# After a crash


def test_what_a_crash_left_half_written_goes_at_the_next_opening_and_what_runs_stays(
    library: Path, cheap_keys: None
) -> None:
    Encryption(library).make(Chosen("harbour lantern oats"))
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    crashed = gone.stdout.decode().strip()
    mine = making_file(library)
    left = [Path(str(mine).replace(f".{os.getpid()}-", f".{crashed}-")), library.with_name(f"{library.name}.keyless")]
    left += [
        Path(f"{left[0]}-journal"),
        Path(str(making_file(library.with_name(f"{library.name}.key"))).replace(f".{os.getpid()}-", f".{crashed}-")),
    ]
    for each in (mine, *left):
        each.write_text("in plain bytes", encoding="utf-8")
    open_desk(library, "harbour lantern oats").close()
    kept = {each.name for each in library.parent.iterdir()}
    assert kept == {library.name, f"{library.name}.key", mine.name, f"{library.name}.keyless"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_are_their_owner_s_alone(session: Session, tmp_path: Path, run_folder: Path) -> None:
    library = tmp_path / "new" / "library.negdesk"
    window = session.open(library)
    window.shell.do(commands.negotiation.new_negotiation, "Lease")
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in library.parent.iterdir()}
    assert set(modes.values()) == {0o600} and len(modes) == 4, modes
    assert stat.S_IMODE(library.parent.stat().st_mode) == 0o700
    window.close()
    library.chmod(0o644)
    open_desk(library).close()
    assert stat.S_IMODE(library.stat().st_mode) == 0o600
