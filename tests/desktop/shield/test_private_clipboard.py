"""Copies of private text say that they are not to be kept, and go after a minute."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from negdesk.desktop import private_clipboard
from negdesk.desktop.controls.fields import LineField, TextField
from negdesk.desktop.private_clipboard import MARKS, clear_private, copy_private, private_menu

PRIVATE = "648.50 is where we leave"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def clipboard(qapp: object) -> Iterator[QClipboard]:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clear_private()
    clipboard.clear()


def marked(clipboard: QClipboard) -> bool:
    data = clipboard.mimeData()
    return clipboard.text() == PRIVATE and all(data.data(kind).data() == value for kind, value in MARKS.items())


@pytest.mark.parametrize("kind", [LineField, TextField])
@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_copying_and_cutting_by_keys(
    qtbot: QtBot, clipboard: QClipboard, kind: type[LineField] | type[TextField], key: Qt.Key
) -> None:
    field = kind("Walk-away", lambda _text: None)
    qtbot.addWidget(field)
    field.set_value(PRIVATE)
    edit = field.edit
    assert isinstance(edit, QLineEdit | QPlainTextEdit)
    edit.selectAll()
    QTest.keyClick(edit, key, CONTROL)
    assert marked(clipboard)
    assert (field.text() == "") == (key == Qt.Key.Key_X)
    edit.undo()
    assert field.text() == PRIVATE


@pytest.mark.parametrize("name", ["edit-copy", "edit-cut"])
def test_copying_by_the_menu(qtbot: QtBot, clipboard: QClipboard, name: str) -> None:
    field = LineField("Walk-away", lambda _text: None)
    qtbot.addWidget(field)
    field.set_value(PRIVATE)
    field.edit.selectAll()
    menu = private_menu(field.edit)
    qtbot.addWidget(menu)
    next(action for action in menu.actions() if action.objectName() == name).trigger()
    assert marked(clipboard)
    assert (field.text() == "") == (name == "edit-cut")


def test_a_masked_field_has_nothing_to_copy(qtbot: QtBot, clipboard: QClipboard) -> None:
    field = LineField("Walk-away", lambda _text: None)
    qtbot.addWidget(field)
    field.set_value(PRIVATE)
    field.set_masked(True)
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_C, CONTROL)
    assert "648" not in clipboard.text()


def test_it_goes_by_itself(qtbot: QtBot, clipboard: QClipboard, monkeypatch: pytest.MonkeyPatch) -> None:
    assert private_clipboard.KEPT_MS == 60_000
    monkeypatch.setattr(private_clipboard._watch()._timer, "start", lambda: None)
    copy_private(PRIVATE)
    private_clipboard._watch()._timer.timeout.emit()
    assert clipboard.text() == ""


def test_what_somebody_else_copied_stays(clipboard: QClipboard) -> None:
    copy_private(PRIVATE)
    clipboard.setText("a shopping list")
    clear_private()
    assert clipboard.text() == "a shopping list"
    clear_private()
    assert clipboard.text() == "a shopping list"
