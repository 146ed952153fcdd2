"""Files are dropped, opened from a private copy that is removed, and given back by the bin."""

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.field import INSET
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.files.files_card import FilesCard
from negdesk.desktop.files.opened_copies import OpenedCopies
from negdesk.desktop.shell import Shell
from negdesk.domain.attached_file import LARGEST_BYTES
from negdesk.queries.attached_file import files_of_negotiation
from negdesk.storage import clock
from negdesk.storage.database import open_library
from tests.desktop.showing import show_screen


class Seen:
    """The program that shows files, and what it was given."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.there = True

    def __call__(self, path: Path) -> bool:
        self.paths.append(path)
        return self.there


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def shell(desk: Desk, tmp_path: Path, seen: Seen, said: list[str], qapp: object) -> Shell:
    shell = Shell(desk, clock.now)
    shell.said.connect(lambda sentence, _undo: said.append(sentence))
    shell.__dict__["copies"] = OpenedCopies(tmp_path / "opened", seen)
    return shell


@pytest.fixture
def card(qtbot: QtBot, desk: Desk, shell: Shell) -> FilesCard:
    number = desk.do(commands.negotiation.new_negotiation, "Workshop lease")
    card = FilesCard(shell, "negotiation")
    shell.setParent(card)
    shell.changed.connect(lambda _change: card.show_of(number))
    card.show_of(number)
    show_screen(qtbot, card, 300, 240)
    return card


def test_the_button_that_adds_begins_where_the_words_above_it_do(card: FilesCard) -> None:
    assert card.add_button.width() == card.add_button.sizeHint().width()
    assert card.add_button.x() <= card.list.x() + INSET


def drop(card: FilesCard, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    card.dropEvent(event)


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def press(key: Qt.Key) -> None:
    cursor = QApplication.focusWidget()
    assert cursor is not None
    QTest.keyClick(cursor, key)


def test_dropped_files_are_kept_and_shown(card: FilesCard, desk: Desk, tmp_path: Path, said: list[str]) -> None:
    drop(card, file(tmp_path, "offer.pdf", b"%PDF"), file(tmp_path, "prices.csv", b"a;b"))
    assert {line.name for line in desk.ask(files_of_negotiation, 1)} == {"offer.pdf", "prices.csv"}
    assert len(card.list.rows()) == 2
    assert said == ["2 files kept in the library."]


def test_a_file_says_when_it_came_and_how_large_it_is_and_neither_under_the_shield(
    card: FilesCard, shell: Shell, tmp_path: Path
) -> None:
    with clock.frozen(datetime(2026, 11, 3, 10).astimezone()):
        drop(card, file(tmp_path, "offer.pdf", b"%" * 1200))
    row = card.list.rows()[0]

    def about() -> str:
        return row.findChildren(Small)[0].text()

    assert about() == "3 Nov · 1 kB" and row.accessibleName() == "offer.pdf. 3 Nov. 1 kB"
    shell.set_shield(True)
    card.show_of(1)
    assert about() == ""


def test_enter_opens_a_copy_that_only_the_user_may_read_and_closing_removes_it(
    card: FilesCard, shell: Shell, seen: Seen, tmp_path: Path
) -> None:
    drop(card, file(tmp_path, "offer.pdf", b"%PDF"))
    card.list.rows()[0].take_cursor()
    press(Qt.Key.Key_Return)
    (path,) = seen.paths
    assert path.read_bytes() == b"%PDF" and path.name == "offer.pdf"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    shell.copies.remove_all()
    assert list((tmp_path / "opened").iterdir()) == []


def test_what_a_crashed_run_left_is_removed_and_what_another_run_shows_is_not(tmp_path: Path, seen: Seen) -> None:
    opened = tmp_path / "opened"
    left = opened / "run-999999999-x"
    other = opened / f"run-{os.getpid()}-x"
    for folder in (left, other):
        folder.mkdir(parents=True)
    OpenedCopies(opened, seen).remove_left()
    assert list(opened.iterdir()) == [other]


def test_delete_puts_it_into_the_bin_and_undo_gives_it_back(card: FilesCard, desk: Desk, tmp_path: Path) -> None:
    drop(card, file(tmp_path, "offer.pdf", b"%PDF"))
    card.list.rows()[0].take_cursor()
    press(Qt.Key.Key_Delete)
    assert desk.ask(files_of_negotiation, 1) == ()
    desk.undo()
    assert len(desk.ask(files_of_negotiation, 1)) == 1


def test_what_cannot_be_kept_is_said_and_what_was_before_it_is_kept(
    card: FilesCard, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    large = file(tmp_path, "film.mp4", b"")
    with large.open("wb") as made:
        made.truncate(LARGEST_BYTES + 1)
    drop(card, file(tmp_path, "offer.pdf", b"%PDF"), large)
    drop(card, tmp_path / "gone.pdf")
    assert [line.name for line in desk.ask(files_of_negotiation, 1)] == ["offer.pdf"]
    assert "larger than 25 MB" in said[0] and "gone.pdf" in said[1] and "cannot be read" in said[1]


def test_no_program_for_it_is_said(card: FilesCard, seen: Seen, tmp_path: Path, said: list[str]) -> None:
    drop(card, file(tmp_path, "offer.xyz", b"?"))
    seen.there = False
    card.list.rows()[0].take_cursor()
    press(Qt.Key.Key_Return)
    assert said[-1].startswith("No program here opens “offer.xyz”")


def test_under_the_shield_names_are_masked_and_nothing_opens(
    card: FilesCard, shell: Shell, seen: Seen, tmp_path: Path
) -> None:
    drop(card, file(tmp_path, "offer.pdf", b"%PDF"))
    shell.set_shield(True)
    card.show_of(1)
    row = card.list.rows()[0]
    assert "offer" not in row.accessibleName()
    row.take_cursor()
    press(Qt.Key.Key_Return)
    assert seen.paths == []


def test_a_file_that_stays_is_not_said_to_be_in_the_bin(
    card: FilesCard, shell: Shell, said: list[str], desk: Desk, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "offer.pdf"
    path.write_bytes(b"%PDF")
    card.add([path])
    said.clear()
    desk._database.connection.execute("PRAGMA busy_timeout = 0")
    holder = open_library(library)
    holder.connection.execute("BEGIN IMMEDIATE")
    row = next(iter(card.list.rows()))
    row.take_cursor()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert said == [desk.trouble] and desk.trouble
    assert len(desk.ask(files_of_negotiation, 1)) == 1
    holder.connection.execute("ROLLBACK")
    holder.close()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert said[1:] == ["Put into the bin."]
