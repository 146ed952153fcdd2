"""What was typed and not yet entered, while the shield is on: put aside, and gone on with."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from negdesk.domain.wording import t


class Veil(QObject):
    """Keeps the draft of an editor out of sight while it is drawn, and gives it back when it is lifted.

    What is typed in the meantime goes on after it; `text` is all of it. Nothing of what is put aside is in the editor:
    neither seen, nor copied, nor read out, nor brought back there by undo.
    """

    def __init__(self, editor: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._aside = ""
        self._drawn = False
        self._placeholder = ""

    def text(self) -> str:
        """All that is typed, in sight or not."""
        editor = self._editor
        return self._aside + (editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())

    def set_text(self, text: str) -> None:
        """Have this typed, the cursor behind it; out of sight while the veil is drawn."""
        self._aside = text if self._drawn else ""
        self._show("" if self._drawn else text)

    def draw(self, on: bool) -> None:
        """Put aside what is typed, or give it back. Tells nobody that the text changed, for all of it is there."""
        if on == self._drawn:
            return
        text = self.text()
        self._drawn = on
        blocked = self._editor.blockSignals(True)
        try:
            self.set_text(text)
        finally:
            self._editor.blockSignals(blocked)

    def _show(self, text: str) -> None:
        editor = self._editor
        if isinstance(editor, QLineEdit):
            editor.setText(text)
        else:
            editor.setPlainText(text)
            if text:
                editor.moveCursor(QTextCursor.MoveOperation.End)
        hidden = t("••• type on")
        if self._aside and editor.placeholderText() != hidden:
            self._placeholder = editor.placeholderText()
            editor.setPlaceholderText(hidden)
        elif not self._aside and editor.placeholderText() == hidden:
            editor.setPlaceholderText(self._placeholder)


def veil_window(within: QWidget, on: bool) -> None:
    """Draw or lift the veil of every editor in a window and in the windows that belong to it.

    A tool-tip that is open goes at once: it was of what can no longer be seen.
    """
    for veil in within.findChildren(Veil):
        veil.draw(on)
    for each in QApplication.topLevelWidgets() if on else ():
        if each.metaObject().className() == "QTipLabel":  # Qt itself would let it stand for another third of a second
            each.hide()
