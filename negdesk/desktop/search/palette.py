"""The search line over the window: type to go to a page, to do an action, or to find what was written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import font, tokens
from negdesk.desktop.window_actions import WindowActions, keys, lend_shield
from negdesk.domain.wording import mark, t
from negdesk.queries.search import search_sheet

_KINDS = {
    "negotiation": mark("Negotiation"),
    "counterpart": mark("Counterpart"),
    "promises": mark("Promise"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be chosen: its words, what it is, a passage, and what choosing it does."""

    words: str
    kind: str
    passage: str
    choose: Callable[[], object]


class Palette(QDialog):
    """Closes when something is chosen, with Escape, or when the window behind it is clicked."""

    def __init__(self, shell: Shell, actions: WindowActions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell = shell
        self._actions = actions
        self._entries: list[Entry] = []
        self.setAccessibleName(t("Search everything"))
        frame = QFrame(self)
        frame.setProperty("card", True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(t("Go to, do, find…"))
        self.line.setAccessibleName(t("Search everything"))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self._none = QLabel()
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        self._none.setProperty("kind", "small")
        self._none.setContentsMargins(8, 6, 8, 8)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(10, 10, 10, 10)
        inside.setSpacing(6)
        inside.addWidget(self.line)
        inside.addWidget(self.list, 1)
        inside.addWidget(self._none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.resize(min(620, parent.width() - 40), 420)
        self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())
        self._search("")
        self.line.setFocus()
        lend_shield(self, parent)
        shell.shield_changed.connect(self._on_shield)

    def entries(self) -> tuple[Entry, ...]:
        """What can be chosen now, in the order in which it is shown."""
        return tuple(self._entries)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            key = Qt.Key(event.key())
            if key in step and self._entries:
                row = max(0, min(self.list.currentRow() + step[key], len(self._entries) - 1))
                self.list.setCurrentRow(row)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def _on_shield(self, masked: bool) -> None:
        """What was looked for may be private as what was found is, so the search begins anew."""
        if masked:
            self.line.clear()
        self._search(self.line.text())

    def _search(self, text: str) -> None:
        self._entries = [*self._actions_for(text), *self._hits(text)]
        self.list.clear()
        for entry in self._entries:
            item = QListWidgetItem(entry.words)
            item.setData(Qt.ItemDataRole.UserRole, (entry.kind, entry.passage))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(p for p in (entry.words, entry.kind, entry.passage) if p)
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self._entries else -1)
        self._none.setVisible(not self._entries)
        self._none.setText(t("Nothing found. Try fewer letters."))

    def _actions_for(self, text: str) -> list[Entry]:
        wanted = text.casefold().split()
        found = []
        for action in self._actions.available():
            words = t(action.text).rstrip("…")
            if action.name != "go_anywhere" and all(part in words.casefold() for part in wanted):
                kind = keys(action) or t("Do")
                found.append(Entry(words, kind, "", partial(self._actions.run, action.name)))
        return found[: 40 if not wanted else 6]

    def _hits(self, text: str) -> list[Entry]:
        if not text.strip():
            return []
        return [
            Entry(
                hit.title,
                t(_KINDS[hit.page]),
                hit.passage,
                partial(self._shell.go, Place(hit.page, hit.id, hit.step, hit.focus)),
            )
            for hit in self._shell.ask(search_sheet, text).hits
        ]

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._entries):
            entry = self._entries[row]
            self.close()
            entry.choose()


class _EntryDelegate(QStyledItemDelegate):
    """An entry: its words at the left with the passage beneath, what it is at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        _, passage = index.data(Qt.ItemDataRole.UserRole)
        return QSize(100, 50 if passage else 34)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = tokens()
        kind, passage = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        inside = box.adjusted(11, 0, -11, 0)
        painter.setFont(font(12))
        painter.setPen(QPen(colours.muted))
        top = QRectF(
            inside.left(), inside.top() + (7 if passage else 0), inside.width(), 20 if passage else box.height()
        )
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        width = int(inside.width()) - painter.fontMetrics().horizontalAdvance(kind) - 14
        if passage:
            below = QRectF(inside.left(), top.bottom(), inside.width(), 18)
            said = painter.fontMetrics().elidedText(passage, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, said)
        painter.setFont(font(14))
        painter.setPen(QPen(colours.text))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, width)
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
