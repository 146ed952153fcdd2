"""Labels. All of them show plain text, whatever is in it."""

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStylePainter, QVBoxLayout, QWidget

from negdesk.desktop.controls.long_words import in_lines, wrappable
from negdesk.desktop.controls.painting import cut
from negdesk.desktop.controls.restyling import restyle
from negdesk.desktop.qt_numbers import LEFT, MIDDLE, NOT_INTERACTIVE, PLAIN_TEXT

_LONGEST_SHOWN = 1000


class Label(QLabel):
    """Plain text; `kind` is its look in the style sheet, `tone` its colour (``give get private accent good late``).

    A wrapped one takes the height that its width asks for, and parts words that are longer than any line.
    """

    kind = ""

    def __init__(self, text: str = "", *, tone: str = "", wrap: bool = False, kind: str = "") -> None:
        super().__init__()
        self._written = ""
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setProperty("textInteractionFlags", NOT_INTERACTIVE)
        self.setWordWrap(wrap)
        self.setProperty("kind", kind or self.kind)
        self.setProperty("tone", tone)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  # Qt's own name: callers set it as on any label
        shown = wrappable(text) if self.wordWrap() else text
        super().setText(shown)
        if shown != text or self._written:
            self._written = text if shown != text else ""
            self.setAccessibleName(self._written)

    def text(self) -> str:
        return self._written or super().text()

    def minimumSizeHint(self) -> QSize:
        # Qt's own asks a wrapped label for the height of one word a line, and windows become as high as towers.
        if not self.wordWrap():
            return super().minimumSizeHint()
        ends = self.contentsMargins()
        return QSize(40, self.fontMetrics().height() + ends.top() + ends.bottom())

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            restyle(self)


class Body(Label):
    """Text of 14 pixels."""


class Strong(Label):
    """Text that carries a row: 14 pixels, semibold."""

    kind = "strong"


class Small(Label):
    """A second line of 12 pixels, muted."""

    kind = "small"


class Steady(Small):
    """A second line whose words change all the time, such as a clock: it grows where they need more room and never
    shrinks again, so that a change of them is no work for the layout of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(QtCore.Qt.AlignmentFlag.AlignRight | QtCore.Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str) -> None:  # noqa: N802  # Qt's own name: callers set it as on any label
        self.ensurePolished()  # the font is the style sheet's
        words = QSize(self.fontMetrics().horizontalAdvance(text) + 2, self.fontMetrics().height())
        room = self.minimumSize().expandedTo(words.grownBy(self.contentsMargins()))
        if room != self.minimumSize():
            self.setFixedSize(room)
        super().setText(text)


class Muted(Label):
    """Text of 14 pixels, muted."""

    kind = "muted"


class Caption(Label):
    """What a group of things is called, small and muted."""

    kind = "caption"


class Heading(Label):
    """The title of a card."""

    kind = "title"


class Title(Label):
    """The title of a page: 22 pixels, semibold."""

    kind = "page"


class Subtitle(Label):
    """The line under a page's title."""

    kind = "subtitle"


class ElidedLabel(Label):
    """One line that is cut with an ellipsis where it does not fit; then its tool-tip has all of it.

    Under the shield a masked text is given, so the tool-tip cannot hold more than the label does.
    """

    def __init__(self, text: str = "", *, tone: str = "", kind: str = "") -> None:
        super().__init__("", tone=tone, kind=kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  # Qt's own name: callers set it as on any label
        super().setText(" ".join(text[:_LONGEST_SHOWN].split("\n")))
        self.setAccessibleName(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        QFrame.paintEvent(self, event)  # the frame and ground that the style sheet gives; the text is painted here, cut
        painter = QStylePainter(self)
        room = self.contentsRect()
        shown = cut(self.fontMetrics(), self.text(), room.width())
        tip = "" if shown == self.text() else in_lines(self.text())
        if tip != self.toolTip():
            self.setToolTip(tip)
        painter.setFont(self.font())
        painter.drawItemText(room, LEFT | MIDDLE, self.palette(), True, shown, self.foregroundRole())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width() + 2, 480), hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())


def two_lines(main: QWidget, below: QWidget) -> QWidget:
    """A line and the smaller one beneath it, as rows have them."""
    pair = QWidget()
    layout = QVBoxLayout(pair)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    layout.addWidget(main)
    layout.addWidget(below)
    return pair
