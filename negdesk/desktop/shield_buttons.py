"""The controls of the shield: a click sets it, and while it is on, holding the mouse button shows what is hidden."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.buttons import paint_focus
from negdesk.desktop.controls.lock import LOCK_HEIGHT, LOCK_SPACE, paint_lock
from negdesk.desktop.controls.press import PressButton
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.fonts import SMALL, font
from negdesk.desktop.page_head import KeyButton
from negdesk.desktop.shell import Shell
from negdesk.desktop.theme import tokens
from negdesk.desktop.window_actions import keys, tip
from negdesk.domain.wording import t

HOLD_MS = 220
"""From so long on a press is a hold, and no click any more."""


class HoldToPeek(QObject):
    """Gives a button its two meanings: a click sets the shield, holding it down peeks under the shield that is on."""

    def __init__(self, button: QAbstractButton, shell: Shell) -> None:
        super().__init__(button)
        self._button, self._shell = button, shell
        self._held = False
        self._timer = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._timer.timeout.connect(self._hold)
        button.pressed.connect(self._pressed)
        button.released.connect(self._timer.stop)
        button.clicked.connect(self._clicked)

    def _pressed(self) -> None:
        self._held = False
        if self._shell.shield_on:
            self._timer.start()

    def _hold(self) -> None:
        from negdesk.desktop.peek import Peek

        if self._button.isDown() and self._shell.shield_on and not self._shell.peeking:
            self._held = True
            Peek(self._shell)

    def _clicked(self) -> None:
        held, self._held = self._held, False
        if not held:
            self._shell.toggle_shield()


class ShieldButton(KeyButton):
    """The shield in a page's head."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("shield")
        self._shell = shell
        reads(self)
        HoldToPeek(self, shell)
        shell.shield_set.connect(self._show)
        self._show(shell.shield_on)

    def _show(self, on: bool) -> None:
        _say_state(self, on)


class ShieldMark(PressButton):
    """A quiet line that says whether the shield is on; `short` where there is little room."""

    def __init__(self, shell: Shell, short: bool = False) -> None:
        super().__init__()
        self._shell = shell
        self._short = short
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where it was
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        HoldToPeek(self, shell)
        shell.shield_set.connect(self._show)
        shell.shield_changed.connect(self._repaint)
        self._show(shell.shield_on)

    def sizeHint(self) -> QSize:
        return QSize(LOCK_SPACE + self.fontMetrics().horizontalAdvance(self.text()), 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = tokens()
        left = 0
        if self._shell.shield_on:
            paint_lock(painter, 0, self.height() / 2 - LOCK_HEIGHT / 2, colours.private)
            left = LOCK_SPACE
        painter.setFont(font(SMALL))
        painter.setPen(colours.text if self.underMouse() or self._shell.peeking else colours.muted)
        words = QRectF(self.rect()).adjusted(left, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)

    def _show(self, on: bool) -> None:
        if self._short:
            self.setText(t("Shield on") if on else t("Shield off"))
        else:
            self.setText(t("Shield on: private values are hidden") if on else t("Shield off: F9 hides them"))
        _say_state(self, on)
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def _repaint(self, _masked: bool) -> None:
        self.update()


def _say_state(button: QAbstractButton, on: bool) -> None:
    peek = t("Hold the mouse button here, or {keys}, to see what is hidden.", keys=keys(BY_NAME["peek"]))
    button.setToolTip(peek if on else tip(BY_NAME["shield"]))
    button.setAccessibleDescription(t("On") if on else t("Off"))
    button.setProperty("on", on)
