"""What is being typed when the shield comes on: out of the editor, and nowhere lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.veil import Veil, veil_window
from negdesk.desktop.unsaved import unsaved_texts
from negdesk.domain.refusal import Refusal


def words(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_it_is_put_aside_gone_on_with_and_comes_back(
    qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    editor = kind()
    qtbot.addWidget(editor)
    editor.setPlaceholderText("What is happening")
    veil, heard = Veil(editor), list[str]()
    editor.textChanged.connect(lambda *_: heard.append(words(editor)))
    QTest.keyClicks(editor, "They would")
    heard.clear()
    veil.draw(True)
    veil.draw(True)
    assert words(editor) == "" and "•••" in editor.placeholderText() and heard == []
    editor.undo()
    assert words(editor) == "", "nor does undo bring it back"
    QTest.keyClicks(editor, " take 640")
    assert veil.text() == "They would take 640"
    veil.draw(False)
    assert words(editor) == "They would take 640" and editor.placeholderText() == "What is happening"
    veil.draw(True)
    veil.set_text("")
    assert veil.text() == "" and editor.placeholderText() == "What is happening"


def test_what_is_put_aside_is_still_typed_and_not_saved(qtbot: QtBot) -> None:
    def refuse(_text: str) -> None:
        raise Refusal("There is no room.")

    window = QWidget()
    qtbot.addWidget(window)
    line = AddLine("+ Add a give", refuse)
    line.setParent(window)
    QTest.keyClicks(line.edit, "A tour")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    veil_window(window, True)
    assert line.edit.text() == "" and line.pending
    assert unsaved_texts(window) == ["A tour"]
