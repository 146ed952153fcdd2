"""What was captured, in the order of time, the newest last."""

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QMenu, QStyle, QStyleOptionViewItem

from negdesk.desktop.controls.long_words import wrappable
from negdesk.desktop.meeting.capture_chips import CHIPS
from negdesk.desktop.meeting.line_list import (
    ROLE,
    WRAP,
    Index,
    LineDelegate,
    LineList,
    chip_width,
    paint_chip,
    text_height,
)
from negdesk.desktop.theme import font, tokens
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.wording import t
from negdesk.queries.meeting_lists import CaptureLine

_LEFT = 67
_LEAST_WIDTH, _HEAD = 100, 22
"""Words that would have less room than this beside their time and kind stand below them, by so much."""


class CapturesView(LineList):
    """The captures. With the focus: A accepted, D declined, L later, Enter edits, Delete removes."""

    answered = Signal(int, str)
    """A capture's number, and ``accepted``, ``declined`` or ``later``."""
    edited = Signal(int, str)
    """A capture that is to be edited, and its text."""
    removed = Signal(int)
    rekinded = Signal(int, object)
    """A capture, and the `CaptureKind` that it is of after all."""

    marking = Signal(bool)
    """A capture was chosen by hand, or none is any more."""

    _marked = False

    def __init__(self) -> None:
        super().__init__(t("As it happens"), _fill)
        self._lines: tuple[CaptureLine, ...] = ()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.setItemDelegate(_CaptureDelegate(self))
        self.setToolTip(t("A accepted · D declined · L later · Enter edits · Delete removes"))

    @property
    def marked(self) -> bool:
        """Whether the current capture was chosen by hand, rather than being the newest."""
        return self._marked

    def _mark(self, on: bool) -> None:
        if on != self._marked:
            self._marked = on
            self.marking.emit(on)

    def show_lines(self, lines: tuple[CaptureLine, ...]) -> None:
        """Show these; the newest comes into sight when it is new."""
        before, self._lines = self._lines, lines
        if lines is before:
            return
        self.show_entries(lines)
        if lines and [line.id for line in lines] != [line.id for line in before]:
            marked = self.marked
            self._mark(False)
            self.scrollToBottom()
            if marked:  # the line that was marked is painted as the others are
                self.setCurrentRow(len(lines) - 1)
            else:
                with self.nothing_painted():  # which line is the current one is not seen
                    self.setCurrentRow(len(lines) - 1)

    def doItemsLayout(self) -> None:  # noqa: N802  # Qt's own name
        super().doItemsLayout()
        if not self.marked:
            self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.marked:
            self.scrollToBottom()

    def step(self, by: int) -> None:
        """Choose the capture before (-1) or after (+1); past the newest none is marked any more."""
        row = self.currentRow() + (by if self.marked else min(by + 1, 0))
        if not self.count() or row < 0:
            return
        self._mark(row < self.count())
        self.setCurrentRow(min(row, self.count() - 1))
        self.scrollToItem(self.currentItem())
        self.viewport().update()

    def unmark(self) -> None:
        """The newest is the current one again."""
        self._mark(False)
        self.setCurrentRow(self.count() - 1)
        self.viewport().update()

    def choose(self, capture_id: int) -> None:
        """Choose the capture with this number, and bring it into sight."""
        for row in range(self.count()):
            if self.item(row).data(ROLE).id == capture_id:
                self._mark(True)
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))

    def current(self) -> CaptureLine | None:
        """The capture that is chosen."""
        line = self.item(self.currentRow()).data(ROLE) if 0 <= self.currentRow() < self.count() else None
        return line if isinstance(line, CaptureLine) else None

    def answer(self, how: str) -> None:
        """Say what became of the chosen capture."""
        line = self.current()
        if line is not None:
            self.answered.emit(line.id, how)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._mark(self.itemAt(event.position().toPoint()) is not None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = self.itemAt(event.pos())
        if at is not None:
            self.setCurrentItem(at)
        line = self.current()
        if line is not None:
            menu = self.menu(line)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def menu(self, line: CaptureLine) -> QMenu:
        """What can be done with a capture."""
        menu = QMenu(self)
        if line.answerable:
            for how, words in (("accepted", t("Accepted")), ("declined", t("Declined")), ("later", t("Later"))):
                menu.addAction(words, partial(self.answered.emit, line.id, how))
            menu.addSeparator()
        kinds = menu.addMenu(t("This is a …"))
        for kind in CaptureKind:
            if kind is not line.kind:
                kinds.addAction(kind.label, partial(self.rekinded.emit, line.id, kind))
        menu.addAction(t("Edit"), lambda: self.edited.emit(line.id, line.text))
        menu.addAction(t("Remove"), lambda: self.removed.emit(line.id))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        answers = {Qt.Key.Key_A: "accepted", Qt.Key.Key_D: "declined", Qt.Key.Key_L: "later"}
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if line is not None and plain and key in answers:
            self.answered.emit(line.id, answers[key])
        elif line is not None and plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edited.emit(line.id, line.text)
        elif line is not None and plain and key == Qt.Key.Key_Delete:
            self.removed.emit(line.id)
        elif event.text().strip():
            event.ignore()  # the list would search for it; it belongs to the capture line
        else:
            super().keyPressEvent(event)


def _fill(item: QListWidgetItem, line: CaptureLine) -> None:
    item.setData(ROLE, line)
    kind = line.kind.label if line.kind is not None else ""
    item.setText(", ".join(part for part in (line.at, kind, line.text, line.state) if part))


class _CaptureDelegate(LineDelegate):
    """Paints the time, the kind, the words, and what became of it."""

    def _room(self, line: CaptureLine) -> tuple[int, int, int]:
        """Where the words begin, how wide they may be, and how far below what stands beside them in a wider list."""
        chip = chip_width(line.kind.label) + 10 if line.kind in CHIPS and line.kind is not None else 0
        state = painter_width(line.state) + 12 if line.state else 0
        left = _LEFT + chip
        width = self.view_width() - left - 16 - state
        wide = width >= max(_LEAST_WIDTH, state)  # never less than what stands beside them
        return (left, width, 0) if wide else (17, self.view_width() - 17 - 16, _HEAD)

    def height_of(self, item: QListWidgetItem) -> int:
        line: CaptureLine = item.data(ROLE)
        _, width, below = self._room(line)
        return text_height(line.text, width) + 17 + below

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: CaptureLine = index.data(ROLE)
        box = self.box_of(option)
        state = option.state
        colours = tokens()
        view = self.parent()
        marked = isinstance(view, CapturesView) and view.marked
        chosen = bool(state & QStyle.StateFlag.State_Selected) and marked
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(box.adjusted(8, 1, -8, -1), 6, 6)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(colours.focus, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(9, 2, -9, -2), 6, 6)
        elif index.row():
            painter.fillRect(QRectF(16, box.top(), box.width() - 32, 1), colours.border)
        left, width, below = self._room(line)
        beside = QRectF(box.left(), box.top() + 6, box.width(), _HEAD) if below else box
        painter.setFont(font(12))
        painter.setPen(colours.muted)
        painter.drawText(beside.adjusted(17, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.at)
        if line.state:
            painter.drawText(
                beside.adjusted(0, 0, -16, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.state
            )
        if line.kind is not None and line.kind in CHIPS:
            paint_chip(painter, _LEFT, beside.center().y(), line.kind.label, CHIPS[line.kind])
        painter.setFont(font(14))
        painter.setPen(colours.text)
        painter.drawText(QRectF(left, box.top() + below, width, box.height() - below), WRAP, wrappable(line.text))


def painter_width(text: str) -> int:
    """How wide a small text is."""
    return chip_width(text) - 14
