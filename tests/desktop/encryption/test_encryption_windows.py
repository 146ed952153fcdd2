"""A new library is encrypted from the first window on; what opens it is changed in Settings. All by keyboard."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import keyring
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from negdesk import commands
from negdesk.desktop import launch
from negdesk.desktop.application import make_application
from negdesk.desktop.encryption.encryption_sheet import EncryptionSheet
from negdesk.desktop.encryption.new_library import NewLibraryWindow
from negdesk.desktop.encryption.recovery_sheet import RecoverySheet
from negdesk.desktop.launch import Session
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.unlock_window import UnlockWindow
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.storage.connection import salt_of_encrypted
from tests.key_stores import BrokenStore, Store, in_use

WORDS = "harbour lantern oats violin"
OTHER = "copper meadow thirteen kites"


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    with in_use(store):
        yield store


@pytest.fixture
def session(
    library: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, cheap_keys: None
) -> Iterator[Session]:
    """A run of the program that has no library yet."""
    monkeypatch.setattr(launch, "own_library", lambda: library)
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    for window in (session.window, session._asking):
        if window is not None and isValid(window):
            window.close()


def begin(session: Session, qtbot: QtBot) -> NewLibraryWindow:
    session.welcome()
    QTest.keyClick(
        next(each for each in session._welcome.findChildren(QPushButton) if each.isDefault()), Qt.Key.Key_Space
    )
    asking = session._choosing
    qtbot.waitUntil(asking.isActiveWindow)
    return asking


def window_of(session: Session) -> MainWindow:
    assert session.window is not None
    return session.window


def shown(qtbot: QtBot, kind: type[SheetDialog]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def recovery_sheet(qtbot: QtBot) -> RecoverySheet:
    sheet = shown(qtbot, RecoverySheet)
    assert isinstance(sheet, RecoverySheet)
    return sheet


def encryption_sheet(session: Session, qtbot: QtBot) -> EncryptionSheet:
    window_of(session).actions_table.run("encryption")
    sheet = shown(qtbot, EncryptionSheet)
    assert isinstance(sheet, EncryptionSheet)
    return sheet


def said(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def code_on(sheet: RecoverySheet) -> str:
    return "-".join(each.text() for each in sheet._groups)


def make_by_passphrase(session: Session, qtbot: QtBot) -> str:
    """Make a library by keyboard; returns its recovery code."""
    asking = begin(session, qtbot)
    lines = asking.choice.lines
    QTest.keyClicks(lines.first, WORDS)
    QTest.keyClick(lines.first, Qt.Key.Key_Return)
    assert lines.again.hasFocus()
    QTest.keyClicks(lines.again, WORDS)
    QTest.keyClick(lines.again, Qt.Key.Key_Return)
    sheet = recovery_sheet(qtbot)
    code = code_on(sheet)
    QTest.keyClick(sheet.done_button, Qt.Key.Key_Return)
    return code


def test_a_new_library_is_encrypted_by_a_passphrase_and_its_code_opens_it(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    code = make_by_passphrase(session, qtbot)
    window = window_of(session)
    assert window.shell.desk.encrypted
    assert "Library encrypted" in said(window)
    window.shell.do(commands.negotiation.new_negotiation, "Workshop lease")
    window.close()
    session.window = None
    asking = session.open_or_ask(library)
    assert asking is not None
    QTest.keyClicks(asking.line, code.lower().replace("-", " "))
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    titles = window_of(session).shell.desk.ask(lambda c: c.execute("SELECT title FROM negotiation").fetchall())
    assert titles == [("Workshop lease",)]


def test_the_shield_s_key_hides_the_code_of_a_library_that_was_made_just_now(session: Session, qtbot: QtBot) -> None:
    asking = begin(session, qtbot)
    for line in (asking.choice.lines.first, asking.choice.lines.again):
        QTest.keyClicks(line, WORDS)
        QTest.keyClick(line, Qt.Key.Key_Return)
    sheet = recovery_sheet(qtbot)
    code = code_on(sheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    for hidden in (True, False):
        QTest.keyClick(sheet.print_button, Qt.Key.Key_F9)
        assert (code_on(sheet) != code) is hidden
    sheet.accept()


def test_the_shield_stays_on_over_a_new_key_and_over_another_library(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    Encryption(library).make(Chosen(WORDS))
    session.open(library, typed=WORDS).shell.set_shield(True)
    session.relock(WORDS, Chosen(OTHER))
    sheet = recovery_sheet(qtbot)
    assert window_of(session).shell.shield_on
    assert not any(each.text().isalnum() for each in sheet._groups)
    sheet.accept()
    session.open(library.with_name("another.negdesk"))
    assert window_of(session).shell.shield_on
    window_of(session).shell.set_shield(False)
    assert not session.open(library, typed=OTHER).shell.shield_on


def test_another_library_is_made_from_the_menu_and_never_over_one_that_is_there(
    session: Session, qtbot: QtBot, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = session.open(library)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(library), ""))
    first.actions_table.run("new_library")
    assert "is there already" in first._toast.sentence
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "second"), ""))
    first.actions_table.run("new_library")
    asking = session._choosing
    qtbot.waitUntil(asking.isActiveWindow)
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert first.isVisible() and session.window is first
    first.actions_table.run("new_library")
    lines = session._choosing.choice.lines
    for line in (lines.first, lines.again):
        QTest.keyClicks(line, WORDS)
    QTest.keyClick(lines.again, Qt.Key.Key_Return)
    recovery_sheet(qtbot).accept()
    assert window_of(session).library == tmp_path / "second.negdesk"
    assert not (isValid(first) and first.isVisible())
    assert window_of(session).shell.desk.encrypted


def test_a_weak_or_unequal_passphrase_is_said_at_its_line_and_nothing_is_made(
    session: Session, qtbot: QtBot, library: Path
) -> None:
    asking = begin(session, qtbot)
    lines = asking.choice.lines
    QTest.keyClicks(lines.first, "oats")
    assert "Too short" in said(asking)
    QTest.keyClick(asking.button, Qt.Key.Key_Return)
    assert "at least eight characters" in lines.first.accessibleDescription()
    QTest.keyClicks(lines.first, " and lanterns")
    QTest.keyClicks(lines.again, "oats and lantern")
    QTest.keyClick(lines.again, Qt.Key.Key_Return)
    assert "not the same" in lines.again.accessibleDescription() and lines.again.hasFocus()
    assert not library.exists() and session.window is None
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    assert session._welcome.isVisible() and not library.exists()
    session._welcome.close()


def test_the_key_store_alone_opens_it_without_typing_and_without_a_passphrase(
    session: Session, qtbot: QtBot, library: Path, store: Store
) -> None:
    asking = begin(session, qtbot)
    asking.choice.by_store.setFocus()
    QTest.keyClick(asking.choice.by_store, Qt.Key.Key_Space)
    QTest.keyClick(asking.button, Qt.Key.Key_Return)
    recovery_sheet(qtbot).accept()
    window_of(session).close()
    session.window = None
    assert session.open_or_ask(library) is None
    assert window_of(session).shell.desk.encrypted
    session.lock()
    locked = session._asking
    assert locked is not None and "no passphrase" in said(locked)
    QTest.keyClick(locked.button, Qt.Key.Key_Return)
    assert session.window is not None, "the key store is asked when the person says so"


def test_a_key_store_that_is_gone_empty_or_changed_asks_and_the_file_stays_as_it_was(
    session: Session, qtbot: QtBot, library: Path, store: Store
) -> None:
    code = Encryption(library).make(Chosen(WORDS, in_store=True))
    assert session.open_or_ask(library) is None
    window_of(session).close()
    session.window = None
    digest = hashlib.sha256(library.read_bytes()).digest()
    name = ("NegDesk", salt_of_encrypted(library).hex())
    kept = store.held[name]
    for state in ("changed", "empty", "absent", "broken"):
        if state == "changed":
            store.held[name] = kept.replace(kept[9:20], "0" * 11)
        elif state == "empty":
            store.held.clear()
        elif state == "broken":
            keyring.set_keyring(BrokenStore())
        else:
            keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
        asking = session.open_or_ask(library)
        assert isinstance(asking, UnlockWindow) and session.window is None, state
        QTest.keyClicks(asking.line, "quite another one")
        QTest.keyClick(asking.line, Qt.Key.Key_Return)
        assert "does not open" in said(asking)
        assert hashlib.sha256(library.read_bytes()).digest() == digest, state
        asking.close()
    asking = session.open_or_ask(library)
    assert asking is not None
    QTest.keyClicks(asking.line, code)
    QTest.keyClick(asking.line, Qt.Key.Key_Return)
    assert session.window is not None


def test_a_library_is_encrypted_given_a_new_key_and_made_plain_again_in_place(
    session: Session, qtbot: QtBot, library: Path, store: Store
) -> None:
    window = session.open(library)
    window.shell.do(commands.negotiation.new_negotiation, "Workshop lease")
    sheet = encryption_sheet(session, qtbot)
    QTest.keyClick(sheet.buttons["encrypt"], Qt.Key.Key_Return)
    codes = [choose_lock(session, qtbot, WORDS)]
    assert b"Workshop lease" not in library.read_bytes()
    sheet = encryption_sheet(session, qtbot)
    QTest.keyClick(sheet.buttons["renew"], Qt.Key.Key_Return)
    assert "Write your passphrase first" in said(sheet)
    QTest.keyClicks(sheet.typed, WORDS)
    QTest.keyClick(sheet.buttons["renew"], Qt.Key.Key_Return)
    codes.append(choose_lock(session, qtbot, OTHER))
    assert codes[0] != codes[1] and Encryption(library).code(OTHER) == codes[1]
    sheet = encryption_sheet(session, qtbot)
    QTest.keyClicks(sheet.typed, OTHER)
    QTest.keyClick(sheet.buttons["decrypt"], Qt.Key.Key_Return)
    press_main(qtbot, sheet)
    qtbot.waitUntil(lambda: session.window is not None and not session.window.shell.desk.encrypted)
    assert b"Workshop lease" in library.read_bytes()
    titles = window_of(session).shell.desk.ask(lambda c: c.execute("SELECT title FROM negotiation").fetchall())
    assert titles == [("Workshop lease",)]


def choose_lock(session: Session, qtbot: QtBot, words: str) -> str:
    """Write a passphrase where one is asked for a new key; returns the recovery code that is shown."""
    asking = QApplication.activeModalWidget()
    assert asking is not None
    focus = asking.focusWidget()
    QTest.keyClicks(focus, words)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    focus = asking.focusWidget()
    QTest.keyClicks(focus, words)
    QTest.keyClick(focus, Qt.Key.Key_Return)
    sheet = recovery_sheet(qtbot)
    code = code_on(sheet)
    sheet.accept()
    assert window_of(session).shell.desk.encrypted
    return code


def press_main(qtbot: QtBot, behind: QWidget) -> None:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() not in (None, behind))
    asking = QApplication.activeModalWidget()
    assert asking is not None
    button = next(each for each in asking.findChildren(QPushButton) if each.property("kind") == "primary")
    QTest.keyClick(button, Qt.Key.Key_Return)


def test_the_passphrase_is_changed_and_the_key_store_forgets_and_keeps(
    session: Session, qtbot: QtBot, library: Path, store: Store
) -> None:
    code = Encryption(library).make(Chosen(WORDS, in_store=True))
    session.open(library)
    sheet = encryption_sheet(session, qtbot)
    QTest.keyClicks(sheet.typed, WORDS)
    QTest.keyClick(sheet.buttons["forget"], Qt.Key.Key_Return)
    assert store.held == {} and sheet.buttons["keep"].isVisible() and not sheet.buttons["forget"].isVisible()
    QTest.keyClicks(sheet.typed, WORDS)
    QTest.keyClick(sheet.buttons["keep"], Qt.Key.Key_Return)
    assert len(store.held) == 1 and not sheet.buttons["keep"].isVisible()
    QTest.keyClicks(sheet.typed, WORDS)
    QTest.keyClick(sheet.buttons["passphrase"], Qt.Key.Key_Return)
    asking = QApplication.activeModalWidget()
    assert asking is not None
    for _ in range(2):
        QTest.keyClicks(asking.focusWidget(), OTHER)
        QTest.keyClick(asking.focusWidget(), Qt.Key.Key_Return)
    assert "was changed" in said(sheet)
    assert Encryption(library).code(OTHER) == code


def test_the_recovery_paper_is_private_holds_the_code_and_hides_it_under_the_shield(
    session: Session, qtbot: QtBot, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Encryption(library).make(Chosen(WORDS))
    session.open(library, typed=WORDS)
    sheet = encryption_sheet(session, qtbot)
    QTest.keyClicks(sheet.typed, WORDS)
    QTest.keyClick(sheet.buttons["paper"], Qt.Key.Key_Return)
    paper_sheet = recovery_sheet(qtbot)
    code = code_on(paper_sheet)
    proposed: list[str] = []

    def choose(_parent: QWidget, _title: str, path: str, _filter: str) -> tuple[str, str]:
        proposed.append(Path(path).name)
        return str(tmp_path / "paper"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTest.keyClick(paper_sheet.save_button, Qt.Key.Key_Return)
    assert "PRIVATE" in proposed[0] and code[:4] not in proposed[0]
    reader = PdfReader(BytesIO((tmp_path / "paper.pdf").read_bytes()))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert all(group in text for group in code.split("-")) and "PRIVATE" in text and library.name in text
    assert not any(group in str(reader.metadata) for group in code.split("-"))
    window_of(session).shell.set_shield(True)
    groups = code.split("-")
    assert not any(
        each.text() in groups or each.accessibleName().replace(" ", "") in groups for each in paper_sheet._groups
    )
    window_of(session).shell.set_shield(False)
    assert code_on(paper_sheet) == code
    paper_sheet.accept()
    assert code_on(paper_sheet) == "-".join([""] * 14)
