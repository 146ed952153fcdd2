"""Backups that are made by themselves, what the sidebar says of them, and the list."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.backing_up import Backups
from negdesk.desk import Desk
from negdesk.desktop.backups import backup_keeper
from negdesk.desktop.backups.backup_keeper import BackupKeeper
from negdesk.desktop.backups.backups_sheet import BackupsSheet
from negdesk.desktop.exchange.import_sheet import ImportSheet
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.backup import Reason
from negdesk.storage.backup import backups_in
from tests.desktop.showing import window_at
from tests.exchange import cards


@pytest.fixture
def folder(library: Path) -> Path:
    return library.with_name("backups")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path, folder: Path) -> Iterator[MainWindow]:
    with window_at(qtbot, desk, library, Place("counterparts")) as window:
        window.keep_backups(BackupKeeper(window.shell, lambda: Backups(library, folder), window))
        yield window


def keeper_of(window: MainWindow) -> BackupKeeper:
    assert window.backup_keeper is not None
    return window.backup_keeper


def reasons(folder: Path) -> list[Reason]:
    return [name.reason for name, _ in backups_in(folder)]


def said(window: MainWindow, words: str) -> list[str]:
    return [each.property("tone") or "" for each in window.findChildren(QLabel) if words in each.text()]


def test_half_an_hour_of_changes_is_backed_up_and_nothing_else_is(
    window: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = keeper_of(window)
    now = [monotonic()]
    monkeypatch.setattr(backup_keeper, "monotonic", lambda: now[0])
    assert said(window, "no backup yet") == [""]
    now[0] += 4000
    keeper.look()
    assert reasons(folder) == [], "nothing changed"
    now[0] -= 3000
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    keeper.look()
    assert reasons(folder) == [], "not half an hour yet"
    now[0] += 3000
    keeper.look()
    qtbot.waitUntil(lambda: bool(said(window, "backed up")))
    assert reasons(folder) == [Reason.CHANGED] and not keeper.changed
    now[0] += 4000
    keeper.look()
    assert reasons(folder) == [Reason.CHANGED]


def test_closing_backs_up_what_changed(window: MainWindow, desk: Desk, folder: Path) -> None:
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    window.close()
    assert desk.closed and reasons(folder) == [Reason.QUIT]


def test_a_backup_that_fails_is_said_in_red_until_one_is_made(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    folder.write_text("in the way", encoding="utf-8")
    window.shell.do(commands.counterpart.add_counterpart, "Maria")
    keeper_of(window).begin(Reason.CHANGED)
    qtbot.waitUntil(lambda: said(window, "No backup was made") == ["warn"])
    assert keeper_of(window).changed, "it is tried again"
    folder.unlink()
    keeper_of(window).begin(Reason.CHANGED)
    qtbot.waitUntil(lambda: said(window, "backed up") == [""])


def test_whatever_goes_wrong_is_said(
    window: MainWindow, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> Path:
        raise RuntimeError("private words")

    with monkeypatch.context() as broken:
        broken.setattr(Backups, "make", fail)
        keeper_of(window).begin(Reason.CHANGED)
        qtbot.waitUntil(lambda: said(window, "by a mistake of the program (RuntimeError)") == ["warn"])
    assert not said(window, "private words")
    keeper_of(window).begin(Reason.CHANGED)
    qtbot.waitUntil(lambda: reasons(folder) == [Reason.CHANGED])


def test_before_an_import_there_is_a_backup_of_what_was(
    window: MainWindow, desk: Desk, library: Path, folder: Path, tmp_path: Path
) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    file = tmp_path / "all.vcf"
    file.write_text(cards.ALL, encoding="utf-8")
    window.handlers()["import_file"]()
    sheet = window.findChild(ImportSheet)
    assert sheet is not None
    sheet.path.setText(str(file))
    sheet.read()
    sheet.take_in()
    assert reasons(folder) == [Reason.IMPORT]
    (entry,) = Backups(library, folder).entries(desk.access)
    assert entry.holding is not None and entry.holding.counterparts == 1


def test_the_list_by_keyboard(window: MainWindow, desk: Desk, qtbot: QtBot, folder: Path) -> None:
    desk.do(commands.counterpart.add_counterpart, "Maria")
    window.handlers()["backups"]()
    sheet = window.findChild(BackupsSheet)
    assert sheet is not None
    assert sheet.table.rowCount() == 0 and not sheet.main.isEnabled()
    sheet.now.setFocus()
    QTest.keyClick(sheet.now, Qt.Key.Key_Space)
    assert reasons(folder) == [Reason.BY_HAND]
    assert QApplication.focusWidget() is sheet.table
    cells = [sheet.table.item(0, column) for column in range(7)]
    assert [each.text() for each in cells if each is not None][1:6] == ["when you asked for it", "–", "0", "0", "1"]
    sheet.main.setFocus()
    QTest.keyClick(sheet.main, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is sheet.main and "Yes" in sheet.main.text()
    assert any("is backed up first" in each.text() for each in sheet.findChildren(QLabel))
    sheet.reject()


@pytest.mark.parametrize("typed", ["", "not/whole", "~nobody-of-this-name/x", "/" + "long" * 100])
def test_a_folder_that_is_none_is_refused_in_a_sentence(window: MainWindow, desk: Desk, typed: str) -> None:
    window.handlers()["backups"]()
    sheet = window.findChild(BackupsSheet)
    assert sheet is not None
    sheet.folder.setText(typed)
    QTest.keyClick(sheet.folder, Qt.Key.Key_Return)
    said = sheet.folder.accessibleDescription()
    assert f"{typed} is not a folder." in said if typed else said == "Write the whole path of a folder, or choose one."
    sheet.reject()
