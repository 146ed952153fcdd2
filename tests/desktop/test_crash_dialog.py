"""When the program makes a mistake: what was typed is kept, it is said what is safe, and it goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from negdesk import commands, documents
from negdesk.desk import Desk
from negdesk.desktop.agreement.paper_worker import PaperMaker
from negdesk.desktop.controls.field import Field
from negdesk.desktop.crash_dialog import CrashDialog
from negdesk.desktop.crash_guard import CrashGuard
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.plan.outcome_card import OutcomeCard
from negdesk.desktop.shell import Place
from tests.desktop.showing import window_at

TYPED = "They want to come back"


class Guarded:
    """A window with a guard, and a button in it whose deed goes wrong."""

    def __init__(self, window: MainWindow, guard: CrashGuard) -> None:
        self.window, self.guard = window, guard
        self.button = QPushButton("Break", window)

    def dialog(self) -> CrashDialog:
        found = self.window.findChild(CrashDialog)
        assert isinstance(found, CrashDialog)
        return found

    def outcome(self) -> Field:
        card = self.window.findChild(OutcomeCard)
        assert isinstance(card, OutcomeCard)
        return card.us


@pytest.fixture
def guarded(qtbot: QtBot, qapp: QApplication, desk: Desk, library: Path, tmp_path: Path) -> Iterator[Guarded]:
    desk.do(commands.negotiation.new_negotiation, "Workshop lease")
    with window_at(qtbot, desk, library, Place("negotiation", 1, "plan")) as window, capture_exceptions():
        guard = CrashGuard(qapp, tmp_path / "negdesk.log", lambda: window)
        yield Guarded(window, guard)
        guard.remove()
        desk.trouble = ""


def said(dialog: CrashDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def test_what_was_typed_is_saved_and_the_program_goes_on(guarded: Guarded, desk: Desk, qtbot: QtBot) -> None:
    field = guarded.outcome()
    field.focus_end()
    QTest.keyClicks(field.editor, TYPED)

    def go_wrong() -> None:
        raise ZeroDivisionError(TYPED)

    guarded.button.clicked.connect(go_wrong)
    guarded.button.click()
    dialog = guarded.dialog()
    assert "All that you wrote is saved" in said(dialog) and not dialog.unsaved.isVisible()
    assert desk.ask(lambda c: c.execute("SELECT outcome_us FROM negotiation").fetchall()) == [(TYPED,)]
    report = dialog.text.toPlainText()
    assert "ZeroDivisionError" in report and "go_wrong" in report and TYPED not in report
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.go_on.hasFocus()
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: guarded.window.findChild(CrashDialog) is None)
    QTest.keyClicks(field.editor, ".")
    field.flush()
    assert desk.ask(lambda c: c.execute("SELECT outcome_us FROM negotiation").fetchall()) == [(f"{TYPED}.",)]
    guarded.button.click()
    assert guarded.window.findChild(CrashDialog) is None, "the same is not said again and again"


def test_a_mistake_in_saving_itself_keeps_the_text_to_be_copied(
    guarded: Guarded, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_wrong(_session: object, *_args: object, **_words: object) -> None:
        raise ZeroDivisionError(str(_words))

    monkeypatch.setattr(commands.negotiation, "edit_negotiation", go_wrong)
    field = guarded.outcome()
    field.focus_end()
    QTest.keyClicks(field.editor, TYPED)
    qtbot.waitUntil(lambda: guarded.window.findChild(CrashDialog) is not None)
    dialog = guarded.dialog()
    assert "What you typed last is not yet" in said(dialog)
    assert dialog.unsaved.toPlainText() == TYPED and field.text() == TYPED
    dialog.copy_text.click()
    assert QApplication.clipboard().text() == TYPED
    assert TYPED not in dialog.text.toPlainText()
    monkeypatch.undo()
    dialog.accept()
    field.flush()
    assert not field.pending, "once it can be saved it is"


def test_a_mistake_in_making_a_paper_is_told_in_the_window_s_own_thread(
    guarded: Guarded, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Qt's threads tell `sys.excepthook` of it where they are; the dialog that was made there ended the program."""

    def go_wrong(*_what: object) -> None:
        raise ZeroDivisionError(TYPED)

    export = documents.export
    monkeypatch.setattr(export, "paper_of", go_wrong)
    maker = PaperMaker(guarded.window, export.PaperKind.GIVES_GETS, None, guarded.window.shell.paper_style())
    maker.start()
    qtbot.waitUntil(lambda: guarded.window.findChild(CrashDialog) is not None, timeout=60_000)
    dialog = guarded.dialog()
    assert dialog.thread() is guarded.window.thread()
    assert "go_wrong" in dialog.text.toPlainText() and "thread: " in dialog.text.toPlainText()
    assert TYPED not in dialog.text.toPlainText() + capfd.readouterr().err
    assert maker.trouble == "The paper could not be made. Nothing was saved."
    dialog.accept()


def test_the_report_is_copied_and_saved(guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded.guard.on_error(ValueError, ValueError(TYPED), None)
    dialog = guarded.dialog()
    QTest.keyClick(dialog.copy, Qt.Key.Key_Return)
    assert "ValueError" in QApplication.clipboard().text() and TYPED not in QApplication.clipboard().text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "report.txt"), ""))
    QTest.keyClick(dialog.save, Qt.Key.Key_Return)
    assert "ValueError" in (tmp_path / "report.txt").read_text(encoding="utf-8")
    dialog.accept()


def test_under_the_shield_what_was_typed_is_not_shown(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded.window.shell.set_shield(True)
    monkeypatch.setattr("negdesk.desktop.crash_dialog.unsaved_texts", lambda _window: [TYPED])
    guarded.guard.on_error(ValueError, ValueError(TYPED), None)
    dialog = guarded.dialog()
    assert TYPED not in dialog.unsaved.toPlainText()
    guarded.window.shell.set_shield(False)
    assert dialog.unsaved.toPlainText() == TYPED
    guarded.window.shell.set_shield(True)
    assert TYPED not in dialog.unsaved.toPlainText(), "nor where the shield comes on over it"
    QTest.keyClick(dialog.copy_text, Qt.Key.Key_Return)
    assert QApplication.clipboard().text() == TYPED
    dialog.accept()
    guarded.window.shell.set_shield(False)
