"""The parts of the window's sidebar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from negdesk.desktop.controls.buttons import paint_focus
from negdesk.desktop.controls.chips import key_width, paint_key
from negdesk.desktop.controls.labels import Caption
from negdesk.desktop.controls.lock import paint_lock
from negdesk.desktop.fonts import BODY, SMALL, font
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import t

_SIDE = 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _SidebarButton(QAbstractButton):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif Qt.Key(event.key()) in steps:
            self._beside(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _beside(self, step: int) -> None:
        parent = self.parentWidget()
        items = [each for each in parent.findChildren(_SidebarButton) if each.isVisible()] if parent else []
        items.sort(key=lambda each: each.y())
        at = items.index(self) + step if self in items else -1
        if 0 <= at < len(items):
            items[at].setFocus(Qt.FocusReason.TabFocusReason)


class SidebarItem(_SidebarButton):
    """An entry of the sidebar, with a count at the right; the one that is shown is selected."""

    def __init__(self, text: str, count: int | None = None) -> None:
        super().__init__(text)
        self._count: int | None = None
        self._selected = False
        self.set_count(count)

    def set_text(self, text: str) -> None:
        """Change the words."""
        self.setText(text)
        self._describe()

    def set_count(self, count: int | None) -> None:
        """Show this many; none and zero show nothing."""
        self._count = count
        self._describe()

    def set_selected(self, on: bool) -> None:
        """Whether its page is the one that is shown."""
        if on != self._selected:
            self._selected = on
            self._describe()

    @property
    def selected(self) -> bool:
        """Whether its page is the one that is shown."""
        return self._selected

    def sizeHint(self) -> QSize:
        return QSize(150, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._selected or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.accent_soft if self._selected else colours.track)
            painter.setOpacity(1 if self._selected else 0.45)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
            painter.setOpacity(1)
        inner = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        right = 0
        if self._count:
            painter.setFont(font(SMALL))
            painter.setPen(colours.muted)
            painter.drawText(inner.adjusted(0, 0, 0, -3), int(_RIGHT), str(self._count))
            right = painter.fontMetrics().horizontalAdvance(str(self._count)) + 8
        painter.setFont(font(BODY, QFont.Weight.DemiBold if self._selected else QFont.Weight.Normal))
        painter.setPen(colours.accent if self._selected else colours.text)
        shown = painter.fontMetrics().elidedText(
            self.text()[:200], Qt.TextElideMode.ElideRight, inner.width() - right
        )  # fmt: skip
        painter.drawText(inner, int(_LEFT), shown)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))

    def _describe(self) -> None:
        counted = t("{text}, {n}", text=self.text(), n=self._count) if self._count else self.text()
        self.setAccessibleName(t("{text}, shown now", text=counted) if self._selected else counted)
        cut = self.fontMetrics().horizontalAdvance(self.text()[:200]) > 155
        self.setToolTip(self.text() if cut else "")
        self.update()


class SearchButton(_SidebarButton):
    """ "Search everything", with the cap of its key: looks like a field, opens the search."""

    def __init__(self, text: str = "", key: str = "Ctrl K") -> None:
        super().__init__(text or t("Search everything"))
        self._key = key
        self.setAccessibleDescription(key)

    def sizeHint(self) -> QSize:
        return QSize(150, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.border, 1))
        painter.setBrush(colours.hover if self.underMouse() else colours.field)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        width = key_width(self._key)
        key = QRectF(self.width() - 11 - width, self.height() / 2 - 9, width, 18)
        painter.setFont(font(13))
        painter.setPen(colours.muted)
        room = self.rect().adjusted(11, 0, -(self.width() - round(key.left()) - 3), 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(_LEFT), shown)
        paint_key(painter, key, self._key)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 6)


class SidebarCaption(Caption):
    """What a part of the sidebar is called: "Open now"."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self.setFixedHeight(34)


class SidebarFoot(QWidget):
    """Two small lines that say the truth about the library: how it is kept, and whether all is saved.

    The first has a lock where the library is encrypted; `trouble` colours the second.
    """

    def __init__(self) -> None:
        super().__init__()
        self._first = self._second = ""
        self._locked = self._trouble = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, first: str, second: str, *, locked: bool = False, trouble: bool = False) -> None:
        """Say this."""
        self._first, self._second, self._locked, self._trouble = first, second, locked, trouble
        self.setAccessibleName(". ".join(each for each in (first, second) if each))
        self.setToolTip(second if trouble else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        painter.setPen(colours.muted)
        width = self.width() - 2 * _SIDE
        left = 13 if self._locked else 0
        if self._locked:
            paint_lock(painter, _SIDE, 1, colours.private)
        metrics = painter.fontMetrics()
        first = metrics.elidedText(self._first, Qt.TextElideMode.ElideRight, width - left)
        second = metrics.elidedText(self._second, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(_SIDE + left, 0, width - left, 17), int(_LEFT), first)
        painter.setPen(colours.warn if self._trouble else colours.muted)
        painter.drawText(QRectF(_SIDE, 17, width, 17), int(_LEFT), second)
