"""What the foot of the sidebar says of the library, of saving and of the last backup, in every state there is."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.backing_up import Backups
from negdesk.desktop.application import make_application
from negdesk.desktop.backups import soundness
from negdesk.desktop.controls.lock import LockMark
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage.backup import Access, backups_in
from tests.disks import only_read

WORDS = "harbour lantern oats violin"


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot, cheap_keys: None) -> Iterator[Session]:
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()


def foot(window: MainWindow) -> list[tuple[str, str]]:
    """The lines in sight at the foot, each with the colour of trouble or none; a lock before what is encrypted."""
    bar = window._sidebar
    lines = [(each.text(), each.property("tone") or "") for each in (bar._kept, bar._state, bar._backup) if shown(each)]
    lock = bar.findChild(LockMark)
    return [("🔒 " + lines[0][0], lines[0][1]), *lines[1:]] if lock is not None and lock.isVisible() else lines


def shown(label: QLabel) -> bool:
    return label.isVisible() and bool(label.text())


def opened(session: Session, qtbot: QtBot, library: Path, typed: str = "") -> MainWindow:
    window = session.open(library, typed=typed)
    qtbot.waitUntil(lambda: window.backup_keeper is not None or window.shell.desk.read_only)
    return window


@pytest.mark.parametrize("moment", ["09:28", "23 Nov", "30 Sep"])
def test_each_of_its_lines_is_one(session: Session, qtbot: QtBot, library: Path, moment: str) -> None:
    window = opened(session, qtbot, library)
    bar = window._sidebar
    bar.set_state("Saved", False)
    bar.set_backup(f"backed up {moment}", False)
    QApplication.processEvents()
    for line in (bar._kept, bar._state):
        assert line.height() < 2 * line.fontMetrics().height(), f"{line.text()!r} needs more than one line"
    assert bar.menu_button.geometry().right() < bar.width()


@pytest.mark.parametrize("encrypted", [False, True])
def test_plain_and_encrypted_never_and_just_now_backed_up(
    session: Session, qtbot: QtBot, library: Path, encrypted: bool
) -> None:
    Encryption(library).make(Chosen(WORDS if encrypted else ""))
    window = opened(session, qtbot, library, WORDS if encrypted else "")
    first = ("🔒 Library encrypted" if encrypted else "On this computer only", "")
    assert foot(window) == [first, ("Saved · no backup yet", "")]
    keeper = window.backup_keeper
    assert keeper is not None
    keeper.make_now(Reason.BY_HAND)
    newest = session.backups(library).newest()
    assert newest is not None
    assert foot(window) == [first, (f"Saved · backed up {newest.astimezone():%H:%M}", "")]


def test_a_backup_that_failed_is_said_in_red_beside_what_is_saved(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    window = opened(session, qtbot, library)
    library.with_name("backups").write_text("in the way", encoding="utf-8")
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    keeper = window.backup_keeper
    assert keeper is not None
    keeper.begin(Reason.CHANGED)
    qtbot.waitUntil(lambda: len(foot(window)) == 3)
    kept, saved, backup = foot(window)
    assert (kept, saved) == (("On this computer only", ""), ("Saved", ""))
    assert backup[1] == "warn" and "No backup was made" in backup[0] and "backups" in backup[0]
    library.with_name("backups").unlink()
    keeper.begin(Reason.CHANGED)
    qtbot.waitUntil(lambda: len(foot(window)) == 2 and "backed up" in foot(window)[1][0])


def test_what_a_backup_that_failed_while_one_quits_left_is_backed_up_on_quitting(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(session, qtbot, library)
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    keeper, make = window.backup_keeper, Backups.make
    assert keeper is not None

    def full_for_once(backups: Backups, access: Access, reason: Reason, now: datetime) -> Path:
        if reason is Reason.CHANGED:
            raise Refusal("The disk is full.")
        return make(backups, access, reason, now)

    monkeypatch.setattr(Backups, "make", full_for_once)
    keeper.begin(Reason.CHANGED)
    window.close()  # before the window has heard of it
    made = [name.reason for name, _path in backups_in(library.with_name("backups"), library)]
    assert made == [Reason.QUIT]
    assert keeper.trouble == ""


def has_backups(library: Path, number: int) -> bool:
    """Whether so many backups of a library are there."""
    return len(backups_in(library.with_name("backups"), library)) == number


def closed_without_a_backup(session: Session, qtbot: QtBot, library: Path) -> Path:
    """Change a library and close it while its backups cannot be written; returns what is in their way."""
    window = opened(session, qtbot, library)
    in_the_way = library.with_name("backups")
    in_the_way.write_text("in the way", encoding="utf-8")
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    window.close()
    return in_the_way


def test_a_backup_that_failed_on_closing_is_told_at_the_next_start_until_one_succeeds(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "AFTER_MS", 1)
    in_the_way = closed_without_a_backup(session, qtbot, library)
    window = opened(session, qtbot, library)
    qtbot.waitUntil(lambda: len(foot(window)) == 3)
    words, colour = foot(window)[2]
    assert colour == "warn" and words.startswith("No backup was made") and str(in_the_way) in words
    assert "Choose another folder" in words and "Maria" not in words
    in_the_way.unlink()
    window.close()  # nothing was changed in this run
    (made,) = backups_in(in_the_way, library)
    monkeypatch.setattr(soundness, "AFTER_MS", 600_000)
    again = opened(session, qtbot, library)
    keeper = again.backup_keeper
    assert keeper is not None
    with qtbot.waitSignal(keeper.said):
        keeper.catch_up()
    assert len(foot(again)) == 2 and "backed up" in foot(again)[1][0]
    assert backups_in(in_the_way, library) == [made], "once is enough"


@pytest.mark.parametrize("encrypted", [False, True])
def test_what_an_end_without_a_backup_left_is_backed_up_soon_after_the_next_start(
    session: Session, qtbot: QtBot, library: Path, encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = WORDS if encrypted else ""
    Encryption(library).make(Chosen(typed))
    monkeypatch.setattr(soundness, "AFTER_MS", 1)
    for number, name in enumerate(("Maria", "Jonas"), 1):  # the first ends before there was any backup
        killed = open_desk(library, typed)
        killed.do(commands.counterpart.add_counterpart, name)
        killed.close()
        window = opened(session, qtbot, library, typed)
        qtbot.waitUntil(partial(has_backups, library, number))
        newest = session.backups(library).entries(window.shell.desk.access)[0]
        assert newest.holding is not None and newest.holding.counterparts == number
        window.close()
    assert has_backups(library, 2)


def test_what_changes_soon_after_the_start_has_its_time(
    session: Session, qtbot: QtBot, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "AFTER_MS", 600_000)
    for number, name in enumerate(("Maria", "Jonas")):
        window = opened(session, qtbot, library)
        window.shell.do(commands.counterpart.add_counterpart, name)
        keeper = window.backup_keeper
        assert keeper is not None
        with qtbot.waitSignal(keeper.said):
            keeper.catch_up()
        assert has_backups(library, number) and keeper.changed, "nothing was left to catch up with"
        window.close()
        assert has_backups(library, number + 1), "on closing it is backed up as ever"


def test_what_is_not_saved_is_said_in_red_and_the_last_backup_beneath(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    window = opened(session, qtbot, library)
    window.shell.desk.trouble = "Not saved: the disk is full."
    window.shell.trouble_changed.emit(window.shell.desk.trouble)
    assert foot(window)[1:] == [("Not saved: the disk is full.", "warn"), ("no backup yet", "")]
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    assert foot(window)[1:] == [("Saved · no backup yet", "")]


def test_where_nothing_can_be_written_it_says_so_and_no_backup_is_spoken_of(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    library = tmp_path / "shelf" / "library.negdesk"
    library.parent.mkdir()
    Encryption(library).make(Chosen(WORDS))
    with only_read(library.parent):
        window = opened(session, qtbot, library, WORDS)
        assert foot(window) == [("🔒 Library encrypted", ""), ("May only be read here. Nothing can be changed.", "")]
        window.close()
