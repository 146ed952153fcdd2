"""Small parts that several cards of the plan are made of: the card itself, sentences, chips, the line that adds."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.plan.cells import mark_refused
from negdesk.desktop.plan.lock_mark import paint_lock
from negdesk.desktop.plan.row_list import HANDLE_WIDTH
from negdesk.desktop.theme import tokens
from negdesk.domain.refusal import Refusal

PADDING = 16


def label(text: str = "", kind: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label; `kind` is its look: ``title``, ``small``, ``refusal``, ``chip-give``, ``chip-must`` …"""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Sentence(QLabel):
    """Why something was not taken, beneath the field it is about; there only while there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", "refusal")
        self.setContentsMargins(PADDING, 0, PADDING, 4)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say this; nothing takes it away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))


class _LockTitle(QLabel):
    """A title with a lock before it, for what is private."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint_lock(painter, 0, self.height() / 2 - 6, tokens().private)


class Card(QFrame):
    """A bordered sheet with a title. Lists in it reach its edges, so that their handles stand in its padding."""

    def __init__(self, title: str, tone: str = "", private: bool = False) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 14, 0, 14)
        self.body.setSpacing(0)
        self.title = _LockTitle(title) if private else QLabel(title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("kind", "title")
        self.title.setProperty("tone", tone)
        self.title.setContentsMargins(PADDING - HANDLE_WIDTH + (14 if private else 0), 0, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(HANDLE_WIDTH, 0, PADDING, 6)
        head.addWidget(self.title, 1)
        self.body.addLayout(head)

    def add(self, widget: QWidget) -> None:
        """Add something that reaches from edge to edge."""
        self.body.addWidget(widget)

    def add_padded(self, widget: QWidget, below: int = 0) -> None:
        """Add something within the padding."""
        row = QHBoxLayout()
        row.setContentsMargins(PADDING, 0, PADDING, below)
        row.addWidget(widget)
        self.body.addLayout(row)


class AddLine(QWidget):
    """A quiet line at the end of a list: what is typed there becomes its next row with Enter, and stays if refused."""

    added = Signal(int)
    """The number of the new row."""

    def __init__(self, invitation: str, add: Callable[[str], int]) -> None:
        super().__init__()
        self._add = add
        self._sentence = Sentence()
        self._sentence.setContentsMargins(0, 0, 0, 0)
        self.line = _QuietLine(invitation)
        self.line.setAccessibleName(invitation.lstrip("+ "))
        self.line.returnPressed.connect(self.flush)
        self.line.left.connect(self.flush)
        self.line.textEdited.connect(lambda _text: self._say(""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING - 4, 4, PADDING, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self._sentence)

    def flush(self) -> None:
        """Add what is typed, if anything is."""
        text = self.line.text()
        if not text.strip() or self._sentence.isVisible():
            return
        try:
            row_id = self._add(text)
        except Refusal as refusal:
            self._say(refusal.sentence)
        else:
            self.line.clear()
            self.added.emit(row_id)

    def forget(self) -> None:
        """Give up what is typed."""
        self.line.clear()
        self._say("")

    def _say(self, sentence: str) -> None:
        self._sentence.say(sentence)
        mark_refused(self.line, sentence)


class _QuietLine(QLineEdit):
    left = Signal()

    def __init__(self, invitation: str) -> None:
        super().__init__()
        self.setPlaceholderText(invitation)
        self.setProperty("cell", True)
        self.setProperty("small", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
