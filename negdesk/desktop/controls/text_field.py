"""Text of several lines, edited in place, always as high as what it holds."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
)  # fmt: skip
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from negdesk.desktop.controls.dropping import leaves_files
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.line_field import TextSize

_HIGHEST_LINES = 400
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)  # macOS has arrows on the keypad
CELL_ENDS, _FRAMED_ENDS = 4, 12
"""Frame and padding above and below the text, as the style sheet has them, in logical pixels."""


class TextEditor(QPlainTextEdit):
    """A plain text edit that grows with its text. In a `single` one Enter does not break the line.

    What is copied from it is private (`negdesk.desktop.private_clipboard`).
    """

    escaped = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, single: bool = False, most_lines: int = _HIGHEST_LINES, least_lines: int = 1) -> None:
        super().__init__()
        self._single = single
        self._most, self._least = most_lines, least_lines
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._room: tuple[int, bool] | None = None
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self.fit()

    def _on_size(self, size: QSizeF) -> None:
        # Where the same lines are in sight there is nothing to do: a text that is replaced is gone for a moment.
        if self._room_for(round(size.height())) != self._room:
            self.fit()

    def _room_for(self, lines: int) -> tuple[int, bool]:
        """How many lines are in sight of so many, and whether that is all of them."""
        return max(self._least, min(self._most, lines)), lines <= self._most

    def fit(self) -> None:
        """Take the height of the text."""
        # A plain text document measures its height in lines.
        self._room = lines, whole = self._room_for(round(self.document().size().height()))
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if bar != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        metrics = QFontMetrics(self.font())
        height = lines * metrics.lineSpacing() + (CELL_ENDS if self.property("cell") else _FRAMED_ENDS)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        if whole:
            self.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not leaves_files(event):
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self._single or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # these move the row that the text stands in
        elif self._single and event.modifiers() in _PLAIN and self._leads_out(event.key()):
            event.ignore()  # these go to the next row
        else:
            super().keyPressEvent(event)

    def _leads_out(self, key: int) -> bool:
        """Whether a key goes up from the first line, or down from the last."""
        way = {Qt.Key.Key_Up: QTextCursor.MoveOperation.Up, Qt.Key.Key_Down: QTextCursor.MoveOperation.Down}.get(
            Qt.Key(key)
        )
        return way is not None and not self.textCursor().movePosition(way)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802  # Qt's own name
        from negdesk.desktop.private_clipboard import taken_from

        return taken_from(super().createMimeDataFromSelection())

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._single and source.hasText():
            self.insertPlainText(" ".join(source.text().split()))
        else:
            super().insertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()


class TextField(Field):
    """Text that grows downwards. In a `single` one Enter settles, and breaks that are pasted become spaces; else Enter
    breaks the line and Ctrl+Enter settles."""

    def __init__(
        self, name: str, on_settle: Callable[[str], object], *, placeholder: str = "", size: TextSize = "body",
        single: bool = False, private: bool = False, framed: bool = False, least_lines: int = 1,
        most_lines: int = _HIGHEST_LINES,
    ) -> None:  # fmt: skip
        self.edit = TextEditor(single, most_lines, least_lines)
        self._showing = False
        super().__init__(name, self.edit, on_settle)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setProperty("textSize", size)
        self.edit.setProperty("cell", not framed)
        self.edit.setProperty("small", size == "small")
        self.edit.setProperty("private", private)
        self.edit.textChanged.connect(self._on_text)
        self.edit.entered.connect(self._enter)
        self.edit.left.connect(self._leave)
        self.edit.escaped.connect(self.give_up)

    def text(self) -> str:
        return self.edit.toPlainText()

    def focus_end(self) -> None:
        super().focus_end()
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def set_placeholder(self, text: str) -> None:
        """What an empty field says."""
        self.edit.setPlaceholderText(text)

    def _show_text(self, text: str) -> None:
        if self.edit.toPlainText() == text:
            return
        self._showing = True
        try:
            self.edit.setPlainText(text)
        finally:
            self._showing = False

    def _on_text(self) -> None:
        if not self._showing:
            self._typed()
