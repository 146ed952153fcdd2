"""What was saved last is missing where a library is opened: that is told once, and its backups are offered."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desktop.backups import soundness
from negdesk.desktop.backups.backups_sheet import BackupsSheet
from negdesk.desktop.backups.missing_sheet import MissingSheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.opening import open_desk
from negdesk.storage.backup import backups_in
from tests.desktop.test_opening import run_folder, session

__all__ = ["run_folder", "session"]


@pytest.fixture
def cut_short(library: Path, tmp_path: Path) -> Path:
    """A library as a crash left it, and the end of its log is gone."""
    folder = tmp_path / "crashed"
    folder.mkdir()
    desk = open_desk(library)
    for number in range(5):
        desk.do(commands.counterpart.add_counterpart, f"Person {number}")
    for name in (library.name, f"{library.name}-wal", f"{library.name}-saved"):
        shutil.copyfile(library.with_name(name), folder / name)
    desk.close()
    log = folder / f"{library.name}-wal"
    log.write_bytes(log.read_bytes()[:-30_000])
    return folder / library.name


def missing_sheet(window: MainWindow, qtbot: QtBot) -> MissingSheet:
    qtbot.waitUntil(lambda: bool(window.findChildren(MissingSheet)))
    sheet = window.findChild(MissingSheet)
    assert isinstance(sheet, MissingSheet)
    return sheet


def test_a_log_that_was_cut_short_is_told_of_once_and_the_backups_are_offered(
    session: Session, cut_short: Path, qtbot: QtBot
) -> None:
    window = session.open(cut_short)
    sheet = missing_sheet(window, qtbot)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "What was saved last in library.negdesk is missing" in said and "library.negdesk-wal" in said
    assert QApplication.focusWidget() is sheet.show_backups
    QTest.keyClick(sheet.show_backups, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(window.findChildren(BackupsSheet)))
    assert window.shell.desk.missing == 0
    for each in window.findChildren(BackupsSheet):
        each.reject()
    window.close()
    again = session.open(cut_short)
    qtbot.waitUntil(lambda: again.backup_keeper is not None)
    QTest.qWait(50)
    assert not again.findChildren(MissingSheet)


def test_what_is_missing_is_told_again_where_the_window_was_closed_over_it(
    session: Session, cut_short: Path, qtbot: QtBot
) -> None:
    window = session.open(cut_short)
    missing_sheet(window, qtbot)
    session.close_window()
    window = session.open(cut_short)
    sheet = missing_sheet(window, qtbot)
    sheet.accept()


def test_what_is_left_is_not_backed_up_before_somebody_was_told(
    session: Session, cut_short: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the newest backup, which stands first in the list, would be of what is left."""
    monkeypatch.setattr(soundness, "AFTER_MS", 1)
    window = session.open(cut_short)
    missing_sheet(window, qtbot)
    QTest.qWait(200)
    session.close_window()
    assert backups_in(cut_short.with_name("backups")) == []
