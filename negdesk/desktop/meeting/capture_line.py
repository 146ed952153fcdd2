"""The line that always has the focus in a meeting: what is typed becomes a note, a give, a get, an offer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.cards import paint_card
from negdesk.desktop.controls.chips import KeyCap
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.window_actions import keys
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.wording import t

MARKS: dict[str, CaptureKind] = {
    ">": CaptureKind.GIVE,
    "<": CaptureKind.GET,
    "=": CaptureKind.OUR_OFFER,
    "~": CaptureKind.THEIR_OFFER,
    "?": CaptureKind.QUESTION,
    "!": CaptureKind.PRIVATE,
}
"""A mark before the words says what they are. Twice the mark is the mark itself, in a note."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, without its mark, and what the mark says it is; None where there is none."""

    text: str
    kind: CaptureKind | None


def read_mark(text: str) -> Typed:
    """Take a leading mark off; a doubled one is one of the text itself."""
    stripped = text.strip()
    kind = MARKS.get(stripped[:1])
    if kind is None:
        return Typed(stripped, None)
    if stripped[1:2] == stripped[:1]:
        return Typed(stripped[1:], None)
    return Typed(stripped[1:].strip(), kind)


class _Line(QLineEdit):
    """Gives the keys that are about the checklist to whoever does them."""

    def __init__(self, keys_elsewhere: Callable[[QKeyEvent, str], bool]) -> None:
        super().__init__()
        self._elsewhere = keys_elsewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completing = self.completer() is not None and self.completer().popup().isVisible()
        if completing or not self._elsewhere(event, self.text()):
            super().keyPressEvent(event)


class CaptureLine(QWidget):
    """The line with what its keys do. What is refused stays, with the sentence beneath."""

    captured = Signal(object, str)
    """A `CaptureKind` and the text."""

    def __init__(self, keys_elsewhere: Callable[[QKeyEvent, str], bool]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = _Line(keys_elsewhere)
        self.line.setAccessibleName(t("Write down what is happening"))
        self.line.setPlaceholderText(t("Write down what is happening"))
        self.line.setProperty("cell", True)
        self.line.setProperty("bare", True)
        self.line.returnPressed.connect(lambda: self.take(None))
        self.line.textEdited.connect(lambda _text: self.say(""))
        self._planned = QStringListModel(self)
        completer = QCompleter(self._planned, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.line)
        words.addWidget(self._said)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 10)
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addLayout(_key_hints())

    def take(self, kind: CaptureKind | None) -> None:
        """Capture what is typed as `kind`; without one as its mark says, or as a note. Nothing typed does nothing."""
        typed = read_mark(self.line.text())
        if typed.text:
            self.captured.emit(kind or typed.kind or CaptureKind.NOTE, typed.text)

    def offer_planned(self, titles: tuple[str, ...]) -> None:
        """What the plan has: typing a part of one offers it."""
        if list(titles) != self._planned.stringList():
            self._planned.setStringList(list(titles))

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()
        self.say("")

    def say(self, sentence: str) -> None:
        """Say why something was not taken, or what was; nothing takes it away."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), focused=self.line.hasFocus())


def _key_hints() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(5)
    grid.setVerticalSpacing(2)
    hints = (
        ("Enter", t("note")),
        (keys(BY_NAME["capture_give"]), t("give")),
        (keys(BY_NAME["capture_get"]), t("get")),
        (keys(BY_NAME["capture_our_offer"]), t("offer")),
    )
    for number, (key, words) in enumerate(hints):
        row, column = divmod(number, 2)
        grid.addWidget(KeyCap(key), row, 2 * column)
        grid.addWidget(Small(words), row, 2 * column + 1)
    return grid
