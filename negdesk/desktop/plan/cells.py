"""The fields of the plan: they look like plain text until the pointer or the cursor is in them, and save by themselves.

A cell settles 400 ms after the last key, and at once on Enter, on leaving it, and on `flush`. What is refused stays in
the cell, and the sentence is told to whoever shows it. Text that has not settled is never overwritten.
"""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from negdesk.desktop.plan.lock_mark import LOCK_SPACE, paint_lock
from negdesk.desktop.theme import tokens
from negdesk.domain.refusal import Refusal

SETTLE_MS = 400

Save = Callable[[str], object]


class Settling(QObject):
    """Saves what is typed, in time; holds back what the library says while something is unsaved."""

    refused = Signal(str)
    """Why the text was not taken; empty once it is."""

    def __init__(self, parent: QWidget, read: Callable[[], str], save: Save) -> None:
        super().__init__(parent)
        self._read = read
        self._save = save
        self._timer = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self.dirty = False

    def typed(self) -> None:
        """Something was typed."""
        self.dirty = True
        self._timer.start()

    def flush(self) -> None:
        """Save now what has not been saved."""
        self._timer.stop()
        if not self.dirty:
            return
        try:
            self.dirty = False
            self._save(self._read())
        except Refusal as refusal:
            self.dirty = True
            self.refused.emit(refusal.sentence)
        else:
            self.refused.emit("")

    def forget(self) -> None:
        """Give up what was typed and not taken."""
        self._timer.stop()
        self.dirty = False
        self.refused.emit("")


class LineCell(QLineEdit):
    """One line of text."""

    refused = Signal(str)

    def __init__(self, name: str, save: Save, placeholder: str = "") -> None:
        super().__init__()
        self._shown = ""
        self.settling = Settling(self, self.text, save)
        self.settling.refused.connect(self._on_refused)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("cell", True)
        self.textEdited.connect(lambda _text: self.settling.typed())
        self.returnPressed.connect(self.flush)

    def show_text(self, text: str) -> None:
        """Show what the library says, unless something typed here is not saved yet."""
        if self.settling.dirty or (self.hasFocus() and _same(self.text(), text)):
            return
        self._shown = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Save now what has not been saved."""
        self.settling.flush()

    def forget(self) -> None:
        """Show again what the library says."""
        self.settling.forget()
        self.setText(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.settling.dirty:
            self.forget()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _on_refused(self, sentence: str) -> None:
        mark_refused(self, sentence)
        self.refused.emit(sentence)


class AmountCell(LineCell):
    """An amount, written with its unit or currency while the cursor is elsewhere. A private one is set off by its colour
    and may carry a lock."""

    def __init__(self, name: str, save: Save, placeholder: str = "", private: bool = False, lock: bool = False) -> None:
        super().__init__(name, save, placeholder)
        self._lock = lock
        self.setProperty("private", private)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setTextMargins(LOCK_SPACE if lock else 0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self.updateGeometry())

    def show_amount(self, value: Decimal | None, text: str) -> None:
        """Show this amount, written as `text`."""
        del value
        self.show_text(text)

    def sizeHint(self) -> QSize:
        shown = self.text() or self.placeholderText()
        width = QFontMetrics(self.font()).horizontalAdvance(shown[:24]) + 18 + (LOCK_SPACE if self._lock else 0)
        return QSize(max(width, 40), 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 24)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._lock:
            painter = QPainter(self)
            paint_lock(painter, 7, self.height() / 2 - 6, tokens().private)


class TextCell(QPlainTextEdit):
    """Text of one or more lines that is as high as what it holds. In a `single` one Enter saves, and breaks are spaces."""

    refused = Signal(str)
    entered = Signal()
    """Enter was pressed in a single one."""

    def __init__(self, name: str, save: Save, placeholder: str = "", single: bool = False) -> None:
        super().__init__()
        self._single = single
        self._shown = ""
        self._showing = False
        self.settling = Settling(self, self.toPlainText, save)
        self.settling.refused.connect(self._on_refused)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("cell", True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what the library says, unless something typed here is not saved yet."""
        if self.settling.dirty or (self.hasFocus() and _same(self.toPlainText(), text)):
            return
        self._shown = text
        if self.toPlainText() != text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def flush(self) -> None:
        """Save now what has not been saved."""
        self.settling.flush()

    def forget(self) -> None:
        """Show again what the library says."""
        self.settling.forget()
        self.show_text(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._single:
            self.flush()
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.settling.dirty:
            self.forget()
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight())

    def _on_text(self) -> None:
        if not self._showing:
            self.settling.typed()

    def _fit(self) -> None:
        # A plain text document measures its height in lines.
        lines = max(1, round(self.document().size().height()))
        height = lines * QFontMetrics(self.font()).lineSpacing() + 6
        if height != self.height():
            self.setFixedHeight(height)

    def _on_refused(self, sentence: str) -> None:
        mark_refused(self, sentence)
        self.refused.emit(sentence)


Cell = LineCell | TextCell


def mark_refused(cell: QWidget, sentence: str) -> None:
    """Show that what a cell holds was not taken; the sentence is read out with it."""
    cell.setProperty("refused", bool(sentence))
    cell.setAccessibleDescription(sentence)
    cell.style().unpolish(cell)
    cell.style().polish(cell)


def _same(typed: str, said: str) -> bool:
    """Whether the library holds what was typed, give or take the spaces that it trims."""
    return typed.split() == said.split()
