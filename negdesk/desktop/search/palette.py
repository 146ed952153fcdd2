"""The search line over the window: type to go to a page, to do an action, or to find what was written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout
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

from negdesk.desktop.actions import GO
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import font, tokens
from negdesk.desktop.window_actions import WindowActions, keys, lend_shield
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.search import NAMES, Hit, IndexDamaged, SearchSheet, search_sheet

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be chosen: its group, its words, what it is, a passage, and what choosing it does.

    `word_marks` and `marks` are where what was typed stands in the words and in the passage.
    """

    group: str
    words: str
    kind: str
    passage: str
    choose: Callable[[], object]
    word_marks: Marks = ()
    marks: Marks = ()


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
        self._rows: list[int] = []
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("kind", "small")
        self._said.setContentsMargins(8, 6, 8, 8)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(10, 10, 10, 10)
        inside.setSpacing(6)
        inside.addWidget(self.line)
        inside.addWidget(self.list, 1)
        inside.addWidget(self._said)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.resize(min(640, parent.width() - 40), min(480, parent.height() - 60))
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
                at = self._rows.index(self.list.currentRow()) if self.list.currentRow() in self._rows else 0
                at = max(0, min(at + step[key], len(self._rows) - 1))
                if at == 0:
                    self.list.scrollToTop()  # the heading above the first is seen again
                self.list.setCurrentRow(self._rows[at])
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
        sheet = self._found(text)
        hits = [self._entry(hit) for hit in sheet.hits]
        names = [each for each in hits if each.group == t(NAMES)]
        self._entries = [*names, *self._actions_for(text), *(each for each in hits if each not in names)]
        self._fill()
        said = sheet.trouble
        if sheet.meant:
            said = t("Found for “{words}”.", words=sheet.meant)
        elif not self._entries and not said:
            said = t("Nothing found. Try fewer letters, or kind:, with:, before:, after:.")
        elif sheet.more and not said:
            said = t("There is more. Add a word, or kind:, with:, before:, after:.")
        self._said.setVisible(bool(said))
        self._said.setText(said)

    def _fill(self) -> None:
        self.list.clear()
        self._rows = []
        group = ""
        for entry in self._entries:
            if entry.group != group:
                group = entry.group
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(heading)
            item = QListWidgetItem(entry.words)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(p for p in (entry.words, entry.kind, entry.passage) if p)
            )
            self._rows.append(self.list.count())
            self.list.addItem(item)
        self.list.setCurrentRow(self._rows[0] if self._rows else -1)
        self.list.scrollToTop()

    def _actions_for(self, text: str) -> list[Entry]:
        wanted = _parts(text) or text.split()
        found = []
        for action in self._actions.available():
            words = t(action.text).rstrip("…")
            starts = _parts(words)
            if action.name != "go_anywhere" and all(any(s.startswith(part) for s in starts) for part in wanted):
                group = t("Go to") if action.menu == GO else t("Do")
                found.append(Entry(group, words, keys(action), "", partial(self._actions.run, action.name)))
        found.sort(key=lambda entry: entry.group != t("Go to"))
        return found[: 40 if not wanted else 6]

    def _found(self, text: str) -> SearchSheet:
        if not text.strip():
            return SearchSheet(())
        try:
            return self._shell.ask(search_sheet, text, self._shell.today())
        except IndexDamaged:
            pass
        try:
            self._shell.desk.renew_search()
            sheet = self._shell.ask(search_sheet, text, self._shell.today())
        except (Refusal, IndexDamaged) as error:
            said = error.sentence if isinstance(error, Refusal) else t("The search index cannot be read.")
            return SearchSheet((), trouble=said)
        return replace(sheet, trouble=sheet.trouble or t("The search index was made anew. Nothing of yours changed."))

    def _entry(self, hit: Hit) -> Entry:
        go = partial(self._shell.go, Place(hit.page, hit.id, hit.step, hit.focus))
        return Entry(hit.group, hit.title, hit.kind, hit.passage, go, hit.title_marks, hit.marks)

    def _choose(self) -> None:
        row = self.list.currentRow()
        if row in self._rows:
            entry = self._entries[self._rows.index(row)]
            self.close()
            entry.choose()


class _EntryDelegate(QStyledItemDelegate):
    """A heading, or an entry: its words at the left with the passage beneath, what it is at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if entry is None:
            return QSize(100, 28)
        return QSize(100, 50 if entry.passage else 34)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = tokens()
        entry = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        inside = box.adjusted(11, 0, -11, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry is None:
            painter.setFont(font(11, QFont.Weight.DemiBold))
            painter.setPen(QPen(colours.muted))
            painter.drawText(
                inside.adjusted(0, 6, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, index.data()
            )
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        painter.setFont(font(12))
        painter.setPen(QPen(colours.muted))
        height = 20 if entry.passage else box.height()
        top = QRectF(inside.left(), inside.top() + (7 if entry.passage else 0), inside.width(), height)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.kind)
        width = inside.width() - painter.fontMetrics().horizontalAdvance(entry.kind) - 14
        if entry.passage:
            below = QRectF(inside.left(), top.bottom(), inside.width(), 18)
            _draw_marked(painter, below, entry.passage, entry.marks, 12, colours.muted)
        _draw_marked(
            painter, QRectF(top.left(), top.top(), width, top.height()), entry.words, entry.word_marks, 14, colours.text
        )
        painter.restore()


def _parts(words: str) -> list[str]:
    """The words of an action, or of one that is looked for, as a menu or a person writes them."""
    return words.casefold().replace("-", " ").replace("…", " ").replace("...", " ").split()


def _draw_marked(painter: QPainter, box: QRectF, text: str, marks: Marks, size: int, colour: QColor) -> None:
    """A line of plain text, cut to the box, on which the marked parts lie on a soft ground."""
    layout = QTextLayout(text, font(size))
    ranges = []
    for start, end in marks:
        part = QTextLayout.FormatRange()
        # Qt counts in UTF-16 units.
        part.start = len(text[:start].encode("utf-16-le")) // 2
        part.length = len(text[start:end].encode("utf-16-le")) // 2
        form = QTextCharFormat()
        form.setBackground(tokens().get_soft)
        form.setForeground(tokens().text)
        part.format = form
        ranges.append(part)
    metrics = QFontMetricsF(font(size))
    if metrics.horizontalAdvance(text) > box.width():
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        layout.setText(shown)
        length = len(shown.encode("utf-16-le")) // 2 - 1
        ranges = [each for each in ranges if each.start + each.length <= length]
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    painter.setPen(QPen(colour))
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2))
