"""A backup that is looked into: every page is there, and nothing that is pressed or typed changes anything."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.application import make_application
from negdesk.desktop.backups.looking_window import READS, LookingWindow
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.reading import does_read
from negdesk.desktop.launch import Session
from negdesk.desktop.shell import Place
from negdesk.domain.backup import Reason
from negdesk.opening import make_sample, open_desk
from negdesk.storage import clock
from negdesk.storage.backup import make_backup

PLACES = (
    *(Place(page) for page in ("today", "negotiations", "counterparts", "promises", "templates", "bin")),
    *(Place("negotiation", 2, step) for step in ("plan", "meet", "agree", "follow")),
    Place("counterpart", 1),
)
OLD_FILES = Path(__file__).parents[2] / "old_files"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with something on every page."""
    library = tmp_path_factory.mktemp("lived") / "lived.negdesk"
    make_sample(library)
    desk = open_desk(library)
    desk.do(commands.setting.set_setting, "sample", "")
    desk.close()
    return library


@pytest.fixture
def looking(lived: Path, library: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[LookingWindow]:
    """The library open in its window, and a backup of it in another one."""
    copyfile(lived, library)
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    window = session.open(library)
    backup = make_backup(window.shell.desk.access, tmp_path / "backups", Reason.BY_HAND, clock.now())
    session.look_into(backup, "", "27 Nov, 09:12")
    looking = window.findChild(LookingWindow)
    assert looking is not None
    qtbot.waitUntil(looking.isActiveWindow)
    yield looking
    window.close()


def beside_of(looking: LookingWindow) -> QWidget:
    beside = looking.parentWidget()
    assert beside is not None
    return beside


def test_it_says_what_it_is(looking: LookingWindow) -> None:
    assert looking.windowTitle() == "Backup of 27 Nov, 09:12, to look – NegDesk"
    assert looking.shell.desk.read_only
    assert set(looking.handlers()) <= READS and "go_promises" in looking.handlers()


def pressable(within: QWidget) -> list[QAbstractButton]:
    """The buttons that can be pressed; those of the system's dialogs and of printing are left out."""
    return [
        each
        for each in within.findChildren(QAbstractButton)
        if each.isVisibleTo(within.window()) and each.isEnabled() and not isinstance(each, QToolButton)
        if "Export" not in each.text()
    ]


def walk(looking: LookingWindow) -> int:
    """Press every button of every page, and keys in all that takes them; returns how many buttons there were."""
    seen = 0
    for place in PLACES:
        looking.go(place)
        QApplication.processEvents()
        for button in pressable(looking._stack):
            button.click()
            QApplication.processEvents()
            looking.go(place)
            seen += 1
        for widget in looking._stack.findChildren(QWidget):
            takes_keys = widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if takes_keys and widget.isVisible() and not isinstance(widget, QAbstractButton):
                for key in (Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_K):
                    QTest.keyClick(widget, key)
        looking.flush()
        QApplication.processEvents()
    return seen


def watch(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is tried to be changed, from here on; nothing of it is done."""
    tried: list[str] = []

    def run(_desk: Desk, _place: str, command: object, *_arguments: object, **_named: object) -> None:
        tried.append(str(command))

    monkeypatch.setattr(Desk, "_run", run)
    return tried


def test_nothing_on_any_page_changes_anything(looking: LookingWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = watch(monkeypatch)
    backup = looking.library
    before = sha256(backup.read_bytes()).digest()
    assert walk(looking) > 20, "the walk finds the buttons"
    assert tried == []
    assert sha256(backup.read_bytes()).digest() == before
    assert [each.name for each in backup.parent.iterdir()] == [backup.name], "nothing is beside it"


def test_without_the_protection_a_tick_reaches_the_library(
    looking: LookingWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk above can fail: what it presses would change something if nobody held it still."""
    tried = watch(monkeypatch)
    qapp.removeEventFilter(looking._still)
    looking.shell.only_looked_at = ""
    looking.go(Place("promises"))
    QApplication.processEvents()
    ticks = [each for each in pressable(looking._stack) if isinstance(each, TickBox)]
    assert ticks
    ticks[0].click()
    assert tried


def test_no_line_of_any_page_takes_text(looking: LookingWindow) -> None:
    for place in PLACES:
        looking.go(place)
        QApplication.processEvents()
        lines: list[QLineEdit | QPlainTextEdit] = [
            *looking._stack.findChildren(QLineEdit),
            *looking._stack.findChildren(QPlainTextEdit),
        ]
        for line in lines:
            holder = line.parentWidget()
            if line.isVisible() and not does_read(line) and not (holder is not None and does_read(holder)):
                assert line.isReadOnly() or not line.isEnabled(), f"{line.accessibleName()} on {place}"
        assert not [each for each in looking._stack.findChildren(AddLine) if each.isVisible()], place


def test_the_connection_itself_refuses(looking: LookingWindow) -> None:
    looking.shell.only_looked_at = ""
    assert looking.shell.do(commands.negotiation.new_negotiation, "Another") is None
    assert "may only be read" in looking.shell.desk.trouble
    looking.shell.desk.trouble = ""


def test_the_shield_is_on_in_both_or_in_neither(looking: LookingWindow) -> None:
    beside = beside_of(looking)
    looking.shell.set_shield(True)
    assert looking.windowTitle() == "NegDesk" and beside.windowTitle() == "NegDesk"
    looking.shell.set_shield(False)
    assert beside.windowTitle() != "NegDesk"


def test_it_goes_with_the_window_it_stands_beside(looking: LookingWindow, qtbot: QtBot) -> None:
    desk = looking.shell.desk
    beside = beside_of(looking)
    beside.close()
    assert desk.closed


@pytest.mark.parametrize("version", [1, 4])
def test_one_of_an_older_version_is_shown_and_stays_of_that_version(version: int, tmp_path: Path, qtbot: QtBot) -> None:
    backup = tmp_path / f"old.{'0' * 8}.20250101T000000Z.quit.backup.negdesk"
    copyfile(OLD_FILES / f"{version}.negdesk", backup)
    before = backup.read_bytes()
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    session.look_into(backup, "", "long ago")
    (looking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, LookingWindow)]
    with qtbot.waitExposed(looking):
        looking.show()
    assert looking.shell.desk.ask(lambda each: each.execute("SELECT count(*) FROM negotiation").fetchone()) != (0,)
    copies = looking.shell.desk.access.path
    assert copies != backup
    looking.close()
    assert not copies.exists(), "the private copy is gone"
    assert backup.read_bytes() == before
