"""The checklist in its phases. Up and Down, and Space that ticks, come from the capture line, which has the focus."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QListWidgetItem, QMenu, QStyle, QStyleOptionViewItem

from negdesk.desktop.controls.checks import paint_tick_box
from negdesk.desktop.controls.chips import ChipKind, key_width, paint_key
from negdesk.desktop.controls.long_words import wrappable
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
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet
from negdesk.queries.meeting_lists import ItemLine, PhaseSheet

FOLDED = ROLE + 1
_BOX = 20
_TEXT_LEFT = 46
OWN_ITEMS = (ItemKind.PLAIN, ItemKind.RAPPORT, ItemKind.CLOSING)
"""The kinds that don't come from the plan."""


class ChecklistView(LineList):
    """The phases with their items; the current item is where Space ticks."""

    toggled = Signal(int, bool)
    """An item's number, and whether it is to be ticked."""
    moved = Signal(int, int, object)
    """An item's number, its new index, and the `Phase` in which that is."""
    removed = Signal(int)
    edited = Signal(int)
    noted = Signal(int)

    def __init__(self, fold_done: bool = False) -> None:
        super().__init__(t("Checklist"), _fill)
        self._fold_done = fold_done
        self._sheet: MeetingSheet | None = None
        self._folded: set[Phase] = set()
        self._pressed: QPoint | None = None
        self._drop_at: int | None = None
        self.show_key = True
        """Whether the current item says that Space ticks it."""
        self.setItemDelegate(_ChecklistDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show the checklist; the lines that stay are only updated, so that nothing jumps."""
        before, self._sheet = self._sheet, sheet
        if before is not None and sheet.phases is before.phases:
            return
        if before is None or sheet.meeting_id != before.meeting_id:
            self._folded.clear()
        keep = self.current_id()
        self._show_entries()
        self.choose(self._still_there(keep, before)) if keep and before is not None else self.choose_next()

    def _still_there(self, item_id: int, before: MeetingSheet) -> int:
        """The item, or where it was taken off the nearest that stood below it, else above it."""
        shown = {line.id for line in self.lines()}
        if item_id in shown:
            return item_id
        stood = [line.id for phase in before.phases for line in phase.items]
        at = stood.index(item_id)
        return next((each for each in (*stood[at + 1 :], *stood[at::-1]) if each in shown), 0)

    def _show_entries(self) -> None:
        wanted: list[tuple[PhaseSheet | ItemLine, bool]] = []
        for phase in self._sheet.phases if self._sheet is not None else ():
            if phase.items and not (self._fold_done and phase.done == len(phase.items)):
                folded = phase.phase in self._folded
                wanted += [(phase, folded), *((line, False) for line in (() if folded else phase.items))]
        self.show_entries(wanted)

    def fold_current(self) -> None:
        """Fold the phase of the current item, and go on to the next item that is in sight."""
        line = self.current()
        if line is not None:
            self.fold(line.phase)

    def unfold_all(self) -> None:
        """Show the items of every phase."""
        for phase in tuple(self._folded):
            self.fold(phase)

    def fold(self, phase: Phase) -> None:
        """Show only the heading of a phase, or its items again."""
        self._folded ^= {phase}
        keep = self.current_id()
        self._show_entries()
        self.choose(keep)

    def doItemsLayout(self) -> None:  # noqa: N802  # Qt's own name
        super().doItemsLayout()
        # What is next stays in sight when the window gets lower or a note makes a line higher.
        if self.currentRow() >= 0:
            self.scrollTo(self.currentIndex())

    def lines(self) -> list[ItemLine]:
        """The items, in their order."""
        held = (self.item(row).data(ROLE) for row in range(self.count()))
        return [entry for entry in held if isinstance(entry, ItemLine)]

    def current(self) -> ItemLine | None:
        """The current item."""
        entry = self.item(self.currentRow()).data(ROLE) if 0 <= self.currentRow() < self.count() else None
        return entry if isinstance(entry, ItemLine) else None

    def current_id(self) -> int:
        """The current item's number, or 0."""
        line = self.current()
        return line.id if line is not None else 0

    def choose(self, item_id: int) -> None:
        """Make an item the current one; where it is gone or folded away, the next that is not ticked and in sight."""
        for row in range(self.count()):
            entry = self.item(row).data(ROLE)
            if isinstance(entry, ItemLine) and entry.id == item_id:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return
        self.choose_next()

    def choose_next(self) -> None:
        """Make the first item in sight that is not ticked the current one; none where all of those are ticked."""
        self.setCurrentRow(-1)
        for row in range(self.count()):
            entry = self.item(row).data(ROLE)
            if isinstance(entry, ItemLine) and not entry.ticked:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return

    def step(self, by: int) -> None:
        """Go to the item before (-1) or after (+1)."""
        row = self.currentRow() + by
        while 0 <= row < self.count():
            if isinstance(self.item(row).data(ROLE), ItemLine):
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return
            row += by

    def toggle(self) -> None:
        """Tick the current item, or take its tick back; after a tick the next one is current."""
        line = self.current()
        if line is None:
            return
        self.toggled.emit(line.id, not line.ticked)
        if not line.ticked:
            self._on_to_next(line.id)

    def shift(self, by: int) -> None:
        """Move the current item up (-1) or down (+1); one of the checklist's own goes on into the next phase."""
        line = self.current()
        if line is None:
            return
        same = self._same_phase(line)
        to = same.index(line.id) + by
        if 0 <= to < len(same):
            self.moved.emit(line.id, to, line.phase)
        elif line.kind in OWN_ITEMS and self._sheet is not None:
            phases = [each.phase for each in self._sheet.phases]
            at = phases.index(line.phase) + by
            if 0 <= at < len(phases):
                self._folded.discard(phases[at])
                self.moved.emit(line.id, len(self._sheet.phases[at].items) if by < 0 else 0, phases[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.current(), Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deeds = {
            Qt.Key.Key_Space: lambda _number: self.toggle(),
            Qt.Key.Key_N: self.noted.emit,
            Qt.Key.Key_Delete: self.removed.emit,
        }
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if step and modifiers == Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        elif step and not modifiers:
            self.step(step)
        elif line is not None and not modifiers and key in deeds:
            deeds[key](line.id)
        elif event.text().strip():
            event.ignore()  # the list would search for it; on its page it belongs to the capture line
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton and self.itemAt(event.position().toPoint()) is not None
        self._pressed = event.position().toPoint() if left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        start = self._pressed
        if start is not None and (at - start).manhattanLength() >= QApplication.startDragDistance():
            self._drop_at = self._index_at(at.y())
            self.viewport().update()
        elif start is None:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        drop_at, self._drop_at = self._drop_at, None
        self.viewport().update()
        line = self.current()
        if drop_at is not None and line is not None:
            same = self._same_phase(line)
            to = drop_at - (drop_at > same.index(line.id))
            if to != same.index(line.id):
                self.moved.emit(line.id, to, line.phase)
        elif pressed is not None:
            entry = self._entry_at(event.position().toPoint())
            if isinstance(entry, ItemLine):
                self.toggle()
            elif isinstance(entry, PhaseSheet):
                self.fold(entry.phase)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self._entry_at(event.pos())
        if not isinstance(line, ItemLine):
            return
        self.choose(line.id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(t("Take the tick back") if line.ticked else t("Tick"), self.toggle)
        menu.addAction(t("Note"), lambda: self.noted.emit(line.id))
        menu.addAction(t("Edit"), lambda: self.edited.emit(line.id))
        menu.addAction(t("Move up"), lambda: self.shift(-1))
        menu.addAction(t("Move down"), lambda: self.shift(1))
        menu.addAction(t("Remove"), lambda: self.removed.emit(line.id))
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        line = self.current()
        if self._drop_at is None or line is None:
            return
        rows = [row for row in range(self.count()) if self._is_of(row, line)]
        last = self._drop_at >= len(rows)
        box = self.visualItemRect(self.item(rows[-1] if last else rows[self._drop_at]))
        y = box.bottom() if last else box.top()
        QPainter(self.viewport()).fillRect(QRectF(16, y - 1, box.width() - 32, 2), tokens().accent)

    def _entry_at(self, at: QPoint) -> object:
        item = self.itemAt(at)
        return item.data(ROLE) if item is not None else None

    def _is_of(self, row: int, line: ItemLine) -> bool:
        entry = self.item(row).data(ROLE)
        return isinstance(entry, ItemLine) and entry.phase is line.phase

    def _same_phase(self, line: ItemLine) -> list[int]:
        return [each.id for each in self.lines() if each.phase is line.phase]

    def _index_at(self, y: int) -> int:
        """Where in the current item's phase something let go at this height would stand."""
        line = self.current()
        if line is None:
            return 0
        rows = [row for row in range(self.count()) if self._is_of(row, line)]
        return sum(1 for row in rows if self.visualItemRect(self.item(row)).center().y() < y)

    def _on_to_next(self, item_id: int) -> None:
        """Make the next item that is not ticked the current one; a folded phase opens for it."""
        phases = self._sheet.phases if self._sheet is not None else ()
        lines = [line for phase in phases for line in phase.items]
        index = next((i for i, line in enumerate(lines) if line.id == item_id), -1)
        after = [line for line in lines[index + 1 :] + lines[:index] if not line.ticked]
        if after:
            if after[0].phase in self._folded:
                self.fold(after[0].phase)
            self.choose(after[0].id)


def _fill(item: QListWidgetItem, shown: tuple[PhaseSheet | ItemLine, bool]) -> None:
    entry, folded = shown
    item.setData(FOLDED, folded)
    item.setData(ROLE, entry)
    if isinstance(entry, PhaseSheet):
        words = t("{done} of {all}", done=entry.done, all=len(entry.items))
        heading = f"{entry.phase.label}, {words}"
        item.setText(t("{phase}, folded", phase=heading) if folded else heading)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    state = t("ticked") if entry.ticked else t("open")
    parts = (entry.common or entry.text, _chip(entry)[0], state, entry.note)
    item.setText(", ".join(part for part in parts if part))


def _chip(line: ItemLine) -> tuple[str, ChipKind]:
    if line.kind in (ItemKind.GIVE, ItemKind.GIVE_FIRST):
        return t("give"), "give"
    if line.kind is ItemKind.GET:
        return (t("must get") if line.must else t("get")), "get"
    return "", "neutral"


class _ChecklistDelegate(LineDelegate):
    """Paints a phase's heading or an item: box, words, chip, note, and the key on the current one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def height_of(self, item: QListWidgetItem) -> int:
        entry: PhaseSheet | ItemLine = item.data(ROLE)
        if isinstance(entry, PhaseSheet):
            return 36
        width = self.view_width() - _TEXT_LEFT - 16 - self._right_width(entry)
        note = 18 if entry.note else 0
        return text_height(entry.common or entry.text, width) + 17 + note

    def _right_width(self, line: ItemLine) -> int:
        words, _ = _chip(line)
        return chip_width(words) + 8 if words else 0

    def paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ROLE)
        box = self.box_of(option)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if isinstance(entry, PhaseSheet):
            self._paint_phase(painter, box, entry, bool(index.data(FOLDED)))
        elif isinstance(entry, ItemLine):
            self._paint_item(painter, box, entry, chosen)

    def _paint_phase(self, painter: QPainter, box: QRectF, phase: PhaseSheet, folded: bool) -> None:
        colours = tokens()
        middle = QPointF(box.left() + 9, box.center().y() + 4)
        across, along = QPointF(3.5, 0), QPointF(0, 3.5)
        points = [middle - across - along / 2, middle + across - along / 2, middle + along]
        if folded:
            points = [middle - along - across / 2, middle + along - across / 2, middle + across]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.faint)
        painter.drawPolygon(points)
        painter.setFont(font(12, font(12).Weight.DemiBold))
        painter.setPen(colours.muted)
        inside = box.adjusted(16, 8, -16, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, phase.phase.label)
        count = t("{done} of {all}", done=phase.done, all=len(phase.items))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)

    def _paint_item(self, painter: QPainter, box: QRectF, line: ItemLine, chosen: bool) -> None:
        colours = tokens()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(box.adjusted(8, 0, -8, 0), 6, 6)
        else:  # within its own bounds: each line is painted for itself
            painter.fillRect(QRectF(16, box.bottom() - 1, box.width() - 32, 1), colours.border)
        note = 18 if line.note else 0
        middle = box.top() + (box.height() - note) / 2
        painter.translate(16, middle - _BOX / 2)
        paint_tick_box(painter, line.ticked)
        painter.translate(-16, -(middle - _BOX / 2))
        words, kind = _chip(line)
        right = box.right() - 16 - chip_width(words)
        if words:
            paint_chip(painter, right, middle, words, kind)
            right -= 8
        elif chosen:
            right = self._paint_key(painter, line, QRectF(_TEXT_LEFT, middle - 9, right - _TEXT_LEFT, 18))
        painter.setFont(font(14))
        painter.setPen(colours.muted if line.ticked else colours.text)
        text = QRectF(_TEXT_LEFT, box.top(), right - _TEXT_LEFT, box.height() - note)
        painter.drawText(text, WRAP, wrappable(line.common or line.text))
        if line.note:
            painter.setFont(font(12))
            painter.setPen(colours.muted)
            painter.drawText(
                QRectF(_TEXT_LEFT, box.bottom() - 24, box.width() - _TEXT_LEFT - 16, 18),
                int(Qt.AlignmentFlag.AlignLeft),
                painter.fontMetrics().elidedText(line.note, Qt.TextElideMode.ElideRight, int(box.width() - 70)),
            )

    def _paint_key(self, painter: QPainter, line: ItemLine, room: QRectF) -> float:
        """The key that ticks, at the right where the words leave room for it; returns where they end."""
        view, width = self.parent(), key_width(t("Space"))
        left = room.right() - width
        one_line = text_height(line.common or line.text, int(left - 8 - room.left())) <= _BOX
        if not (isinstance(view, ChecklistView) and view.show_key and one_line):
            return room.right()
        paint_key(painter, QRectF(left, room.top(), width, room.height()), t("Space"))
        return left - 8
