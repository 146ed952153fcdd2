"""What was captured, in the order of time, the newest last."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyleOptionViewItem

from negdesk.desktop.controls.chips import ChipKind
from negdesk.desktop.meeting.line_list import WRAP, LineDelegate, LineList, chip_width, paint_chip, text_height
from negdesk.desktop.theme import font, tokens
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.wording import t
from negdesk.queries.meeting import CaptureLine

ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_LEFT = 67

_KINDS: dict[CaptureKind, ChipKind] = {
    CaptureKind.GIVE: "give",
    CaptureKind.GET: "get",
    CaptureKind.OUR_OFFER: "accent",
    CaptureKind.THEIR_OFFER: "accent",
    CaptureKind.PRIVATE: "private",
    CaptureKind.QUESTION: "neutral",
    CaptureKind.IF_THEN: "neutral",
}


class CapturesView(LineList):
    """The captures. With the focus: A accepted, D declined, L later, Enter edits, Delete removes."""

    answered = Signal(int, str)
    """A capture's number, and ``accepted``, ``declined`` or ``later``."""
    edited = Signal(int, str)
    """A capture that is to be edited, and its text."""
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__(t("As it happens"))
        self.setItemDelegate(_CaptureDelegate(self))
        self.setToolTip(t("A accepted · D declined · L later · Enter edits · Delete removes"))

    def show_lines(self, lines: tuple[CaptureLine, ...]) -> None:
        """Show these; the newest comes into sight when it is new."""
        before = self.count()
        while self.count() > len(lines):
            self.takeItem(self.count() - 1)
        for row, line in enumerate(lines):
            item = self.item(row)
            if item is None:
                item = QListWidgetItem()
                self.addItem(item)
            if item.data(ROLE) != line:
                item.setData(ROLE, line)
                kind = line.kind.label if line.kind is not None else ""
                item.setText(", ".join(part for part in (line.at, kind, line.text, line.state) if part))
        if len(lines) > before:
            self.setCurrentRow(len(lines) - 1)
            self.scrollToBottom()

    def choose(self, capture_id: int) -> None:
        """Choose the capture with this number, and bring it into sight."""
        for row in range(self.count()):
            if self.item(row).data(ROLE).id == capture_id:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))

    def current(self) -> CaptureLine | None:
        """The capture that is chosen."""
        item = self.currentItem()
        line = item.data(ROLE) if item is not None else None
        return line if isinstance(line, CaptureLine) else None

    def answer(self, how: str) -> None:
        """Say what became of the chosen capture."""
        line = self.current()
        if line is not None:
            self.answered.emit(line.id, how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        answers = {Qt.Key.Key_A: "accepted", Qt.Key.Key_D: "declined", Qt.Key.Key_L: "later"}
        key = Qt.Key(event.key())
        if line is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in answers:
            self.answered.emit(line.id, answers[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edited.emit(line.id, line.text)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(line.id)
        else:
            super().keyPressEvent(event)


class _CaptureDelegate(LineDelegate):
    """Paints the time, the kind, the words, and what became of it."""

    def _room(self, line: CaptureLine) -> tuple[int, int]:
        """Where the words begin, and how wide they may be."""
        chip = chip_width(line.kind.label) + 10 if line.kind in _KINDS and line.kind is not None else 0
        state = painter_width(line.state) + 12 if line.state else 0
        left = _LEFT + chip
        return left, self.view_width() - left - 16 - state

    def height_of(self, index: Index) -> int:
        line = index.data(ROLE)
        return text_height(line.text, self._room(line)[1]) + 17

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: CaptureLine = index.data(ROLE)
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        state = option.state  # type: ignore[attr-defined]
        colours = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.focus, 2))
            painter.drawRoundedRect(box.adjusted(7, 1, -7, -2), 6, 6)
        if index.row():
            painter.fillRect(QRectF(16, box.top(), box.width() - 32, 1), colours.border)
        painter.setFont(font(12))
        painter.setPen(colours.muted)
        painter.drawText(box.adjusted(17, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.at)
        if line.state:
            painter.drawText(
                box.adjusted(0, 0, -16, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.state
            )
        if line.kind is not None and line.kind in _KINDS:
            paint_chip(painter, _LEFT, box.center().y(), line.kind.label, _KINDS[line.kind])
        left, width = self._room(line)
        painter.setFont(font(14))
        painter.setPen(colours.text)
        painter.drawText(QRectF(left, box.top(), width, box.height()), WRAP, line.text)
        painter.restore()


def painter_width(text: str) -> int:
    """How wide a small text is."""
    return chip_width(text) - 14
