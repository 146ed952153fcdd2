"""The steps of a negotiation, always reachable."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from negdesk.desktop.controls.buttons import paint_focus
from negdesk.desktop.controls.press import PressButton
from negdesk.desktop.fonts import BODY, font
from negdesk.desktop.heard import heard_anew
from negdesk.desktop.theme import tokens

_HEIGHT = 40
_SIDE = 14


class _Tab(PressButton):
    heard_as = "PageTab"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.toggled.connect(lambda _on: heard_anew(self, "selected"))
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def heard_states(self) -> dict[str, bool]:
        """See `negdesk.desktop.heard`."""
        return {"selectable": True, "selected": self.isChecked()}

    def sizeHint(self) -> QSize:
        # As wide as when it is chosen, so that choosing moves nothing.
        metrics = QFontMetrics(font(BODY, QFont.Weight.DemiBold))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _SIDE, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setFont(font(BODY, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        painter.setPen(colours.accent if chosen else colours.text if self.underMouse() else colours.muted)
        painter.drawText(self.rect().adjusted(0, 0, 0, -2), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), colours.accent)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(0, 4, 0, -4))


class StepTabs(QWidget):
    """Tabs with a line beneath them; Left and Right choose the one beside."""

    heard_as = "PageTabList"

    chosen = Signal(int)
    """The index of the tab that was chosen by a person."""

    def __init__(self, names: Sequence[str], accessible_name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._group = QButtonGroup(self)
        for index, name in enumerate(names):
            tab = _Tab(name)
            self._group.addButton(tab, index)
            line.addWidget(tab)
        line.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)
        self._current = -1
        self.set_current(0)

    def current(self) -> int:
        """The index of the chosen tab."""
        return self._current

    def set_names(self, names: Sequence[str]) -> None:
        """Call the tabs so from now on; one with an empty name is not there. The cursor stays where it is."""
        for tab, name in zip(self._group.buttons(), names, strict=True):
            tab.setText(name)
            tab.setAccessibleName(name)
            tab.setVisible(bool(name))
            tab.updateGeometry()

    def set_current(self, index: int) -> None:
        """Choose a tab without telling anybody."""
        self._current = index
        for number, tab in enumerate(self._group.buttons()):
            tab.setChecked(number == index)
            # One stop for Tab, as tabs have it everywhere; the arrow keys go on from there.
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == index else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        tabs = self._group.buttons()
        beside = self._current + step if step is not None else -1
        if not 0 <= beside < len(tabs) or tabs[beside].isHidden():
            super().keyPressEvent(event)
            return
        self._on_clicked(beside)
        tabs[self._current].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect().adjusted(0, self.height() - 1, 0, 0), tokens().border)

    def _on_clicked(self, index: int) -> None:
        if index != self._current:
            self.set_current(index)
            self.chosen.emit(index)
