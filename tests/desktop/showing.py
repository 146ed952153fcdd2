"""Putting a screen, or the whole window, before a test as a person would have it: shown, active, in the light theme."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk.backing_up import Backups
from negdesk.desk import Desk
from negdesk.desktop.application import make_application
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import apply_theme, load_fonts
from negdesk.domain.backup import BackupEntry
from negdesk.domain.encryption import Chosen
from negdesk.domain.library_content import LibraryContent
from negdesk.encrypting import Encryption
from negdesk.looking_in import content_of
from negdesk.queries.since_backup import SinceSheet
from negdesk.storage import clock


class NoSession:
    """A run of the program whose window stays on its library."""

    def open_or_ask(self, library: Path, sample: bool = False) -> object:
        raise AssertionError(library, sample)

    auto_lock = None

    def lock(self) -> None:
        raise AssertionError

    def encryption(self, library: Path) -> Encryption:
        return Encryption(library)

    def new_library(self, library: Path) -> None:
        raise AssertionError(library)

    def relock(self, typed: str, chosen: Chosen) -> None:
        raise AssertionError

    def renew_sample(self) -> None:
        raise AssertionError

    def backups(self, library: Path) -> Backups:
        return Backups(library, library.with_name("backups"))

    def keep_backups_in(self, folder: Path) -> None:
        raise AssertionError(folder)

    def bring_back(self, entry: BackupEntry, code: str) -> None:
        raise AssertionError(entry, code)

    def look_into(self, backup: Path, code: str, when: str) -> None:
        raise AssertionError(backup, code, when)

    def content_of(self, backup: Path, code: str) -> LibraryContent:
        return content_of(backup, code)

    def compared(self, backup: Path, code: str) -> tuple[LibraryContent, SinceSheet]:
        raise AssertionError(backup, code)

    def rescue(self, library: Path, sentence: str, typed: str = "") -> None:
        raise AssertionError(library, sentence, typed)


def show_screen(qtbot: QtBot, screen: QWidget, width: int, height: int) -> None:
    """Show a screen of this size, and wait until it is the active window."""
    _look_right()
    qtbot.addWidget(screen)
    screen.resize(width, height)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)


@contextmanager
def window_at(qtbot: QtBot, desk: Desk, library: Path, place: Place) -> Iterator[MainWindow]:
    """The window on a library, at a place, for the time of the block."""
    _look_right()
    shell = Shell(desk, clock.now)
    settings = QSettings(str(library.with_name("settings.ini")), QSettings.Format.IniFormat)
    window = MainWindow(shell, settings, library, NoSession())
    shell.setParent(window)
    show_screen(qtbot, window, 1280, 860)
    _ = window.actions_table  # made right after the first paint; a person's keys wait for it in the event loop
    shell.go(place)
    yield window
    window.close()


def _look_right() -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    load_fonts()
    apply_theme(application, "light")


def cursor() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the cursor"
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(cursor(), key, modifiers)


@contextmanager
def run_of_the_program(tmp_path: Path) -> Iterator[Session]:
    """A run with settings of its own; whatever window it has at the end is closed."""
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()
    elif session._asking is not None:
        session._asking.close()
