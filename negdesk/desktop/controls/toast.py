"""A quiet message at the window's foot that goes by itself."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.theme import tokens

SHOWN_MS = 6000

_WIDEST = 560
_ABOVE_FOOT = 22
_BESIDE_CURSOR = 18
"""Pixels between the sentence and the field that has the cursor, the field's frame included."""


def _with_cursor(widget: QWidget) -> QRect:
    """The part of a widget in which the cursor is: of a table its line, else all of it."""
    if isinstance(widget, QAbstractItemView) and widget.currentIndex().isValid():
        line = widget.visualRect(widget.currentIndex())
        return line.translated(widget.viewport().pos())
    return widget.rect()


class Toast(QWidget):
    """A sentence at the foot of its parent for six seconds, with a button where something can be done about it.

    It stays while the pointer or the cursor is on it, and is never over the field that has the cursor. `over` is the
    part of the parent in whose middle it stands. Screen readers are told the sentence.
    """

    def __init__(self, parent: QWidget, over: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = over or parent
        self._act: Callable[[], object] | None = None
        self._beside: tuple[QWidget, ...] = ()
        self._at_foot = QPoint()
        self._label = Label()
        self._button = Button("", "quiet")
        self._button.clicked.connect(self._pressed)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 9, 9, 9)
        line.setSpacing(12)
        line.addWidget(self._label, 1)
        line.addWidget(self._button)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self._go)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._cursor_moved)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._label.text()

    @property
    def button(self) -> Button:
        """The button, for those who press it by key."""
        return self._button

    def say(self, sentence: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Say a sentence; with `action_text` there is a button that does `action`."""
        self._act = action
        self._label.setText(sentence)
        self._button.set_text(action_text)
        self._button.setVisible(bool(action_text))
        self.setAccessibleName(sentence)
        self._place()
        parent = self.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)  # from the first sentence on; Qt keeps one filter, however often it is said
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def hush(self) -> None:
        """Forget what was said, as when the shield comes on: it may have been private."""
        self._act = None
        self.hide()
        self._label.clear()
        self.setAccessibleName("")

    def withdraw(self, action: Callable[[], object]) -> None:
        """Go if this is what the button does, as once "Undo" would take back something else than is said."""
        if self._act == action:
            self.hush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible() and watched in self._beside and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._make_way()
        elif self.isVisible() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
        painter.setPen(QPen(colours.border, 1))
        painter.setBrush(colours.border)
        painter.drawRoundedRect(sheet.translated(0, 1), 8, 8)
        painter.setBrush(colours.card)
        painter.drawRoundedRect(sheet, 8, 8)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self._label.setWordWrap(False)
        over = QRect(self._over.mapTo(parent, QPoint(0, 0)), self._over.size())
        widest = min(_WIDEST, over.width() - 32)
        self._label.setWordWrap(self.sizeHint().width() > widest)
        width = min(widest, self.sizeHint().width()) if not self._label.wordWrap() else widest
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else -1
        self.resize(width, max(height, self.minimumSizeHint().height(), 42))
        self._at_foot = QPoint(over.center().x() - width // 2, over.bottom() + 1 - self.height() - _ABOVE_FOOT)
        self.move(self._at_foot)
        self._make_way()

    def _make_way(self) -> None:
        """Stand at the foot, or above the field that has the cursor where that would be covered."""
        parent = self.parentWidget()
        typing = parent.focusWidget() if parent is not None else None
        if parent is None or typing is None or not typing.isVisible() or self.isAncestorOf(typing):
            return
        self._watch(typing)
        field = _with_cursor(typing)
        field.moveTopLeft(typing.mapTo(parent, field.topLeft()))
        place = QRect(self._at_foot, self.size())
        if place.intersects(field.adjusted(0, -_BESIDE_CURSOR, 0, _BESIDE_CURSOR)):
            place.moveTop(max(0, field.top() - _BESIDE_CURSOR - self.height()))
        self.move(place.topLeft())

    def _watch(self, typing: QWidget | None) -> None:
        """Hear of it when the field that has the cursor, or what is around it, grows or moves; of none by None."""
        for watched in self._beside:
            with suppress(RuntimeError):  # it may be gone with its page
                watched.removeEventFilter(self)
        around = typing.parentWidget() if typing is not None else None
        self._beside = tuple(each for each in (typing, around) if each is not None and each is not self.parentWidget())
        for watched in self._beside:
            watched.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch(None)

    def _cursor_moved(self) -> None:
        if self.isVisible():
            self._make_way()

    def _go(self) -> None:
        if self.rect().contains(self.mapFromGlobal(QCursor.pos())) or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _pressed(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()
