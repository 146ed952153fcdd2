"""Fields of one line: text, and amounts."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QStylePainter, QToolTip

from negdesk.desktop.controls.dropping import leaves_files
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.lock import LOCK_SPACE, paint_lock
from negdesk.desktop.controls.long_words import in_lines
from negdesk.desktop.controls.painting import cut
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

TextSize = Literal["body", "small", "strong", "subtitle", "title"]

_LONGEST_SHOWN = 400
_QT_KEEPS = 2
"""The pixels that Qt keeps at either side of a line's text."""

_HEIGHT = {"body": 26, "small": 22, "strong": 26, "subtitle": 22, "title": 34}


class LineEditor(QLineEdit):
    """A line edit that tells when the cursor leaves it, and as wide as its text where it is asked to be.

    What is copied from it is private (`negdesk.desktop.private_clipboard`).
    """

    escaped = Signal()
    left = Signal()

    def __init__(self, hugs: bool = False, lock: bool = False, height: int = _HEIGHT["body"]) -> None:
        super().__init__()
        self.hugs = hugs
        self._lock = lock
        self._height = height
        self.selects_all = False
        if lock:
            self.setTextMargins(LOCK_SPACE, 0, 0, 0)
        if hugs:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.textChanged.connect(lambda _text: self.updateGeometry())

    def sizeHint(self) -> QSize:
        if not self.hugs:
            return QSize(160, self._height)
        shown = self.text() or self.placeholderText()
        width = QFontMetrics(self.font()).horizontalAdvance(shown[:_LONGEST_SHOWN])
        return QSize(max(36, width + 16 + (LOCK_SPACE if self._lock else 0)), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(36, self._height)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not leaves_files(event):
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cut = event.matches(QKeySequence.StandardKey.Cut)
        if cut or event.matches(QKeySequence.StandardKey.Copy):
            from negdesk.desktop.private_clipboard import copy_from

            copy_from(self, cut)
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            self.escaped.emit()
            if event.isAccepted():
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from negdesk.desktop.private_clipboard import private_menu

        menu = private_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selects_all and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu or another window does not take the cursor away for good.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason,):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._paint_lock()

    def _paint_lock(self) -> None:
        if self._lock:
            paint_lock(QPainter(self), 6, self.height() / 2 - 6, tokens().private)


class CutEditor(LineEditor):
    """Cut with an ellipsis where its text does not fit and nobody writes in it; its tool-tip has all of it."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._shown() != self.text():
            # Asked for when it is wanted, so that no tool-tip goes on holding what the shield has hidden.
            tip = "\n".join(part for part in (in_lines(self.text()), self.toolTip()) if part)
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown()
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionFrame()
        self.initStyleOption(option)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        where = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.drawItemText(self._room(), int(where), self.palette(), True, shown, QPalette.ColorRole.Text)
        painter.end()
        self._paint_lock()

    def _shown(self) -> str:
        return cut(self.fontMetrics(), self.text()[:_LONGEST_SHOWN], self._room().width())

    def _room(self) -> QRect:
        """Where Qt writes the text."""
        option, margins = QStyleOptionFrame(), self.textMargins()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        return room.marginsRemoved(margins).adjusted(_QT_KEEPS, 0, -_QT_KEEPS, 0)


class LineField(Field):
    """One line of text, edited in place.

    `hugs` makes it as wide as what it holds, `private` gives it the private ground, and `lock` the mark before it.
    """

    def __init__(
        self, name: str, on_settle: Callable[[str], object], *, placeholder: str = "", size: TextSize = "body",
        private: bool = False, lock: bool = False, hugs: bool = False, align_right: bool = False, framed: bool = False,
    ) -> None:  # fmt: skip
        self.edit = CutEditor(hugs, lock, 34 if framed else _HEIGHT[size])
        super().__init__(name, self.edit, on_settle)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setProperty("textSize", size)
        self.edit.setProperty("cell", not framed)
        self.edit.setProperty("small", size == "small")
        self.edit.setProperty("private", private)
        self.edit.textEdited.connect(lambda _text: self._typed())
        self.edit.returnPressed.connect(self._enter)
        self.edit.left.connect(self._leave)
        self.edit.escaped.connect(self._escape)
        if align_right:
            self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if hugs:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            side = Qt.AlignmentFlag.AlignRight if align_right else Qt.AlignmentFlag.AlignLeft
            layout = self.layout()
            if layout is not None:
                layout.setAlignment(self.edit, side)

    def text(self) -> str:
        return self.edit.text()

    def focus_end(self) -> None:
        super().focus_end()
        self.edit.end(False)

    def set_placeholder(self, text: str) -> None:
        """What an empty field says."""
        self.edit.setPlaceholderText(text)
        self.edit.updateGeometry()

    def _show_text(self, text: str) -> None:
        if self.edit.text() == text:
            return
        at = self.edit.cursorPosition()
        self.edit.setText(text)
        self.edit.setCursorPosition(min(at, len(text)) if self.edit.hasFocus() else 0)

    def _escape(self) -> None:
        self.give_up()


class AmountField(LineField):
    """An amount, as text: the screen reads it and writes it. The unit or currency is told to those who hear it; a click
    or Tab selects all of it, since an amount is written anew more often than mended."""

    def __init__(
        self, name: str, on_settle: Callable[[str], object], *, unit: str = "", currency: str = "",
        placeholder: str = "–", private: bool = False, lock: bool = False, align_right: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(
            name, on_settle, placeholder=placeholder, private=private, lock=lock, hugs=True, align_right=align_right
        )
        self._name = name
        self.edit.selects_all = True
        self.set_unit(unit, currency)

    def set_unit(self, unit: str, currency: str) -> None:
        """What the amount is counted in."""
        counted = unit or currency
        self.set_name(t("{name}, in {unit}", name=self._name, unit=counted) if counted else self._name)
