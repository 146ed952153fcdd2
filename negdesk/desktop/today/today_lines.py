"""The cards of the day and the lines in them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.controls.fill import fill
from negdesk.desktop.theme import tokens


def words(text: str, kind: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label in one of the style sheet's kinds and tones."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setProperty("kind", kind)
    label.setProperty("tone", tone)
    return label


class Line(QWidget):
    """One line of a card: two texts, what stands before them and after. Enter or a click does `open`."""

    def __init__(
        self,
        key: str,
        title: str,
        below: str,
        open_it: Callable[[], object],
        before: Sequence[QWidget] = (),
        after: Sequence[QWidget] = (),
        strong: bool = False,
    ) -> None:
        super().__init__()
        self.key = key
        self._open = open_it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}. {below}" if below else title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        for widget in before:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(words(title, "strong" if strong else "", wrap=True))
        if below:
            texts.addWidget(words(below, "small", wrap=True))
        row.addLayout(texts, 1)
        for widget in after:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        if self.property("ruled"):
            fill(painter, QRect(16, 0, self.width() - 32, 1), colours.border)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.focus, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(5, 3, -5, -2), 6, 6)


class LinesCard(QFrame):
    """A card with a title and lines, with hairlines between them."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(0)
        head = words(title, "title")
        head.setContentsMargins(16, 0, 16, 8)
        column.addWidget(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of those before; the card hides where there is none."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines):
            line.setProperty("ruled", number > 0)
            self._lines.addWidget(line)
            line.show()  # at once, not with the next event, so that it can have the cursor
        self.setVisible(bool(lines))
