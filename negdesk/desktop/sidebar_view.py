"""The sidebar: search, the pages with how much each holds, what is open now, and the truth about saving."""

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QLineF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStylePainter, QVBoxLayout, QWidget

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.fill import fill
from negdesk.desktop.controls.painting import cut, fill_round, stroke, stroke_round, write
from negdesk.desktop.controls.pointing import point
from negdesk.desktop.controls.press import PressButton
from negdesk.desktop.qt_numbers import CENTRE, LEFT, MIDDLE, PLAIN_TEXT, RIGHT, STRONG_FOCUS
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.theme import current_theme, font, tokens
from negdesk.desktop.window_actions import keys, tip
from negdesk.domain.wording import mark, t
from negdesk.queries.sidebar import SidebarSheet

PAGES = (
    ("today", mark("Today")),
    ("negotiations", mark("Negotiations")),
    ("counterparts", mark("Counterparts")),
    ("promises", mark("Promises")),
    ("templates", mark("Templates")),
)


class SidebarEntry(PressButton):
    """A line of the sidebar: words, a count, and whether it is where one is. Up and Down move between the lines."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.count = ""
        self.here = False
        self._over = False
        self.setText(text)
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, text: str, count: int, here: bool) -> None:
        """Show these words, this count (nothing for 0) and whether this is where one is."""
        self.setText(text)
        self.count = str(count) if count else ""
        self.here = here
        said = t("{page}, {n}", page=text, n=count) if count else text
        self.setAccessibleName(said)
        self.setAccessibleDescription(t("You are here") if here else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(170, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 34)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        point(self, "PointingHandCursor")
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == QtCore.Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.here or self._over:
            fill_round(painter, box, 6, colours.accent_soft if self.here else colours.border)
        if self.hasFocus():
            stroke_round(painter, box, 6, colours.focus, 2)
        inside = self.rect().adjusted(10, 1, -10, -1)
        ink = colours.accent if self.here else colours.text
        if self.count:
            write(painter, inside, RIGHT | MIDDLE, self.count, font(12), ink if self.here else colours.muted)
            inside.setRight(inside.right() - QFontMetrics(font(12)).horizontalAdvance(self.count) - 8)
        face = font(14, QFont.Weight.DemiBold if self.here else QFont.Weight.Normal)
        write(painter, inside, LEFT | MIDDLE, cut(QFontMetrics(face), self.text(), inside.width()), face, ink)


class SearchEntry(PressButton):
    """What looks like a field and opens the search line."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(t("Search everything"))
        self.setAccessibleName(t("Search everything"))
        self.setToolTip(tip(BY_NAME["go_anywhere"]))
        self.setProperty("focusPolicy", STRONG_FOCUS)

    def sizeHint(self) -> QSize:
        return QSize(176, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill_round(painter, box, 6, colours.field)
        stroke_round(painter, box, 6, *((colours.focus, 2) if self.hasFocus() else (colours.border, 1)))
        write(painter, self.rect().adjusted(11, 1, -5, -1), MIDDLE, self.text(), font(13), colours.muted)
        paint_key(painter, self.rect().adjusted(1, 1, -10, -1), keys(BY_NAME["go_anywhere"]))

    def enterEvent(self, event: QEnterEvent) -> None:
        point(self, "IBeamCursor")
        super().enterEvent(event)


def paint_key(painter: QStylePainter, within: QRect, words: str) -> None:
    """A small key cap with these words at the right end of `within`."""
    colours = tokens()
    width = QFontMetrics(font(11)).horizontalAdvance(words) + 12
    cap = QRectF(within.right() + 1 - width, QRectF(within).center().y() - 8.5, width, 17)
    fill_round(painter, cap, 4, colours.key)
    stroke_round(painter, cap, 4, colours.border)
    write(painter, cap.toAlignedRect(), CENTRE, words, font(11), colours.muted)


class SidebarView(QWidget):
    """The column at the left of the window."""

    heard_as = "Grouping"

    search_asked = Signal()
    menu_asked = Signal(QWidget)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._shield: QWidget | None = None
        self._saving = self._backing_up = ("", False)
        self.setFixedWidth(current_theme().sidebar_width)
        self.setAccessibleName(t("Sidebar"))
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 13, 10, 12)
        column.setSpacing(2)
        search = SearchEntry()
        search.clicked.connect(self.search_asked)
        column.addWidget(search)
        column.addSpacing(6)
        self._pages: dict[str, SidebarEntry] = {}
        for page, words in PAGES:
            entry = SidebarEntry(t(words))
            entry.setToolTip(tip(BY_NAME[f"go_{page}"]))
            entry.clicked.connect(lambda _checked=False, page=page: shell.go(Place(page)))
            self._pages[page] = entry
            column.addWidget(entry)
        self._caption = QLabel(t("Open now"))
        self._caption.setProperty("kind", "caption")
        self._caption.setContentsMargins(11, 12, 0, 4)
        column.addWidget(self._caption)
        self._open = QVBoxLayout()
        self._open.setSpacing(2)
        column.addLayout(self._open)
        column.addStretch(1)
        self._above_foot = QVBoxLayout()
        self._above_foot.setContentsMargins(11, 0, 0, 6)
        column.addLayout(self._above_foot)
        column.addLayout(self._foot())
        shell.shield_set.connect(self._show_shield)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self._shell.cursor_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QVBoxLayout:
        """The menu stands beside the first line, so that the truth about saving has the whole width."""
        self._kept, self._state, self._backup = _foot_line(), _foot_line(), _foot_line()
        self._backup.hide()
        self._lock: QWidget | None = None
        self._kept_line = QHBoxLayout()
        self._kept_line.setSpacing(5)
        self._kept_line.addWidget(self._kept, 1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.setContentsMargins(11, 0, 0, 0)
        self.menu_button = MenuEntry()
        self.menu_button.clicked.connect(lambda: self.menu_asked.emit(self.menu_button))
        self._kept_line.addWidget(self.menu_button)
        lines.addLayout(self._kept_line)
        lines.addWidget(self._state)
        lines.addWidget(self._backup)
        return lines

    def show_sheet(self, sheet: SidebarSheet, section: str, place: Place) -> None:
        """Show the counts, and where one is."""
        counts = {
            "today": sheet.today,
            "negotiations": sheet.negotiations,
            "counterparts": sheet.counterparts,
            "promises": sheet.promises,
        }
        for page, words in PAGES:
            self._pages[page].show_state(t(words), counts.get(page, 0), page == section)
        self._kept.setText(self._kept_words(sheet.sample))
        if self._shell.desk.encrypted and self._lock is None:
            self._show_lock()
        self._show_open(sheet, place)

    def _show_lock(self) -> None:
        from negdesk.desktop.controls.lock import LockMark  # here, because a plain library does without it

        self._lock = LockMark()
        self._kept_line.insertWidget(0, self._lock)

    def _kept_words(self, sample: bool) -> str:
        if sample:
            return t("Sample library")
        return t("Library encrypted") if self._shell.desk.encrypted else t("On this computer only")

    def _show_open(self, sheet: SidebarSheet, place: Place) -> None:
        while self._open.count() > len(sheet.open_now):
            item = self._open.takeAt(self._open.count() - 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        while self._open.count() < len(sheet.open_now):
            above, new = self._last_entry(), self._open_entry()
            self._open.addWidget(new)
            QWidget.setTabOrder(above, new)  # else Tab would come to it after the foot, which was made before
        for number, each in enumerate(sheet.open_now):
            item = self._open.itemAt(number)
            entry = item.widget() if item is not None else None
            assert isinstance(entry, SidebarEntry)
            entry.setProperty("negotiation", each.id)
            entry.setToolTip(each.title)
            entry.show_state(each.title, 0, False)
        self._caption.setVisible(bool(sheet.open_now))

    def _last_entry(self) -> QWidget:
        """What stands lowest above the foot."""
        item = self._open.itemAt(self._open.count() - 1)
        widget = item.widget() if item is not None else None
        return widget or self._pages[PAGES[-1][0]]

    def _show_shield(self, on: bool) -> None:
        """Have a control of the shield at the foot while it is on, so that no page is without one then."""
        if self._shield is None:
            from negdesk.desktop.shield_buttons import ShieldMark

            self._shield = ShieldMark(self._shell, short=True)
            self._above_foot.addWidget(self._shield)
            QWidget.setTabOrder(self._last_entry(), self._shield)
        self._shield.setVisible(on)

    def _open_entry(self) -> SidebarEntry:
        entry = SidebarEntry()
        entry.clicked.connect(lambda: self._shell.go(Place("negotiation", int(entry.property("negotiation")))))
        return entry

    def set_state(self, words: str, trouble: bool) -> None:
        """Say the truth about saving; in the colour of trouble where something is not kept."""
        if (words, trouble) != self._saving:  # it is asked after every key
            self._saving = (words, trouble)
            self._say_both()

    def set_backup(self, words: str, trouble: bool) -> None:
        """Say the truth about the last backup; in the colour of trouble where it was not made."""
        self._backing_up = (words, trouble)
        self._say_both()

    def _say_both(self) -> None:
        """In one line where all is well; what is not well has a line of its own."""
        (saved, unsaved), (backup, no_backup) = self._saving, self._backing_up
        apart = unsaved or no_backup or not backup
        _say(self._state, saved if apart else t("{saved} · {backup}", saved=saved, backup=backup), unsaved)
        _say(self._backup, backup if apart else "", no_backup)
        self._backup.setVisible(bool(self._backup.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        fill(painter, self.rect(), colours.sidebar)
        fill(painter, QRect(self.width() - 1, 0, 1, self.height()), colours.border)


def _foot_line() -> QLabel:
    line = QLabel()
    line.setProperty("kind", "small")
    line.setProperty("textFormat", PLAIN_TEXT)
    line.setWordWrap(True)
    return line


def _say(line: QLabel, words: str, trouble: bool) -> None:
    line.setText(words)
    tone = "warn" if trouble else ""
    if tone != (line.property("tone") or ""):
        line.setProperty("tone", tone)
        line.style().unpolish(line)
        line.style().polish(line)


class MenuEntry(PressButton):
    """Three lines that open the menu of all that can be done here."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(t("Menu"))
        self.setToolTip(tip(BY_NAME["menu"]))
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.setFixedSize(30, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            stroke_round(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, colours.focus, 2)
        for y in (7, 12, 16):
            stroke(painter, QLineF(8, y, 22, y), colours.text if self.underMouse() else colours.muted, 1.5)
