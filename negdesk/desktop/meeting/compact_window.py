"""The meeting in 360 pixels, always on top, with the same keys; the shield comes on by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.bars import BalanceBar
from negdesk.desktop.controls.labels import ElidedLabel, Label, Small
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.toast import Toast
from negdesk.desktop.meeting.capture_line import CaptureLine
from negdesk.desktop.meeting.checklist_view import ChecklistView
from negdesk.desktop.meeting.compact_aside import CompactAside
from negdesk.desktop.meeting.followed_meeting import FollowedMeeting
from negdesk.desktop.meeting.live_meeting import LiveMeeting, replies_text
from negdesk.desktop.meeting.meeting_clock import clock_text
from negdesk.desktop.meeting.meetings_card import OF_MEETINGS
from negdesk.desktop.meeting.side_cards import show_balance
from negdesk.desktop.meeting.typed_beside import goes_into
from negdesk.desktop.peek import peek_by_keys
from negdesk.desktop.screen import Handlers
from negdesk.desktop.shell import Shell
from negdesk.desktop.shield_buttons import ShieldMark
from negdesk.desktop.window_actions import WindowActions
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import LAMPS, LampKind, Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.library_files import settings_file
from negdesk.queries.meeting import MeetingSheet

WIDTH, HEIGHT = 360, 760
_WORDS = {
    (Side.US, LampKind.WANTS): mark("We want"),
    (Side.US, LampKind.CAN_SIGN): mark("We can"),
    (Side.THEM, LampKind.WANTS): mark("They want"),
    (Side.THEM, LampKind.CAN_SIGN): mark("They can"),
}


class CompactWindow(QWidget):
    """Stands in place of `main` until it is closed, by its key again or by the system's button; then `back` is called
    with what is typed in it.

    `end` ends the meeting.
    """

    heard_as = "Window"

    def __init__(
        self, shell: Shell, main: QWidget, negotiation_id: int, end: Callable[[], object], back: Callable[[str], object]
    ) -> None:
        super().__init__(main, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shell = shell
        self._main = main
        self._end, self._back = end, back
        self._negotiation_id = negotiation_id
        self._shield_before = shell.shield_on
        self._glance: object = None
        self._settings = QSettings(str(settings_file()), QSettings.Format.IniFormat)
        self.setWindowTitle("NegDesk")
        self.setMinimumSize(320, 420)
        self.checklist = ChecklistView(fold_done=True)
        self.checklist.setProperty("bare", True)
        self.line = CaptureLine(t("Note, or Ctrl G give, Ctrl T get"), hints=False)
        self._aside = CompactAside(shell)
        self._aside.meetings.chosen.connect(lambda: self._refresh(None))
        self._aside.chosen.connect(lambda offer: self.line.captured.emit(CaptureKind.OUR_OFFER, offer))
        self._followed = FollowedMeeting(shell, self)
        self._followed.caught_up.connect(self._show_sheet)
        self.live = LiveMeeting(shell, self.checklist, self.line, self._aside.captures)
        self._title, self._clock_label = ElidedLabel(kind="strong"), Small()
        self._shield = ShieldMark(shell)
        self._bar = BalanceBar()
        self.lamps = {key: Lamp(size="small") for key in LAMPS}
        self._private = Label(kind="banner-private", wrap=True)
        self._toast = Toast(self)
        self._lay_out()
        self._actions = WindowActions(self, self.handlers)
        self.line.edit.installEventFilter(self)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_clock)
        shell.changed.connect(self._refresh)
        shell.shield_changed.connect(self._on_shield)
        shell.said.connect(self._say)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._clock_label)
        lamps = QHBoxLayout()
        lamps.setSpacing(2)
        for key, lamp in self.lamps.items():
            lamp.clicked.connect(lambda lit, key=key: self._set_lamp(key, lit))
            lamps.addWidget(lamp)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(8)
        for part in (head, self._shield, self.checklist, self._aside, self._bar, lamps, self._private, self.line):
            line = QHBoxLayout()
            # The checklist reaches the edges: its current item is wider than the words.
            side = 0 if part in (self.checklist, self._aside) else 16
            line.setContentsMargins(side, 0, side, 0)
            if isinstance(part, QWidget):
                line.addWidget(part)
            else:
                line.addLayout(part)
            column.addLayout(line, 1 if part is self.checklist else 0)

    def show_in_place(self, typed: str) -> None:
        """Show this window where it stood last, and hide the main one, with what is typed there; shielded."""
        self.shell.set_shield(True)
        place, size = self._settings.value("compact/place"), self._settings.value("compact/size")
        self.resize(size if isinstance(size, QSize) else QSize(WIDTH, HEIGHT))
        # The screen on which it stood may not be there any more.
        if isinstance(place, QPoint) and QGuiApplication.screenAt(place + QPoint(WIDTH // 2, 20)) is not None:
            self.move(place)
        self._refresh(None)
        self.live.go_on_with(typed)
        self.checklist.choose_next()
        self._clock.start()
        self.show()
        self._main.hide()
        self.activateWindow()
        self.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def handlers(self) -> Handlers:
        """What a meeting does, undo and redo, the shield, the lock, the end of the program, and the way back."""
        mine = {
            "compact": self.close,
            "primary": self._end_meeting,
            "packages": lambda: self._aside.compare_packages(self._negotiation_id),
            "next_term": self._aside.next_offers,
            "undo": self._undo,
            "redo": self.shell.desk.redo,
            "shield": self.shell.toggle_shield,
            "peek": lambda: peek_by_keys(self.shell),
            "quit": self._main.close,
        }
        if self.shell.desk.encrypted:
            mine["lock"] = self._lock
        if self._aside.meetings.several:
            mine["earlier_meeting"] = self._aside.look_earlier
        for number, key in enumerate(LAMPS, start=1):
            mine[f"lamp_{number}"] = self.lamps[key].click
        return {**self.live.handlers(), **mine}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._aside.put_away()
            self.line.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not goes_into(self.line, event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The line would keep Ctrl+Z and its like to itself.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._actions.claims(event):
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.line.text():
            return self._aside.digit(event.text()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.live.keep_draft()
        self._settings.setValue("compact/place", self.pos())
        self._settings.setValue("compact/size", self.size())
        self._settings.sync()
        self._clock.stop()
        for signal, slot in (
            (self.shell.changed, self._refresh),
            (self.shell.said, self._say),
            (self.shell.shield_changed, self._on_shield),
        ):
            signal.disconnect(slot)
        self._main.show()
        self._main.activateWindow()
        self._followed.forget()
        self._back(self.line.typed())  # nothing was asked there meanwhile
        self.shell.set_shield(self._shield_before)
        super().closeEvent(event)

    def _refresh(self, change: Change | None) -> None:
        if change is None:
            sheet = self._followed.anew(self._negotiation_id)
        else:
            sheet = self._followed.after(change, self._negotiation_id)
        if not sheet.running:
            self.close()
            return
        if change is None or change.touches(*OF_MEETINGS):
            self._aside.show_meetings(sheet)
        self._show_sheet(sheet)

    def _show_sheet(self, sheet: MeetingSheet) -> None:
        sheet = self._aside.looked_at(sheet)
        self.live.show_sheet(sheet)
        self._aside.show_sheet(sheet)
        # All of what is private is empty while the shield is on.
        shown = () if self.shell.shielded else (sheet.warning, replies_text(sheet))
        glance = (sheet.title, sheet.given, sheet.got, sheet.balance, sheet.lamps, shown)
        if glance != self._glance:
            self._glance = glance
            self._title.setText(sheet.title)
            show_balance(self._bar, sheet)
            for line in sheet.lamps:
                key = (line.side, line.kind)
                self.lamps[key].show_lamp(line.lit, t(_WORDS[key]))
            private = "\n".join(part for part in shown if part)
            self._private.setText(private)
            self._private.setVisible(bool(private))
        self._show_clock()

    def _on_shield(self, masked: bool) -> None:
        if masked:
            self._toast.hush()
        self._refresh(None)

    def _show_clock(self) -> None:
        if self.live.sheet is not None:
            self._clock_label.setText(clock_text(self.live.sheet, self.shell.now()))

    def _set_lamp(self, key: tuple[Side, LampKind], lit: bool) -> None:
        self.shell.do(commands.meeting.set_lamp, self._negotiation_id, *key, lit)
        self.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if lit and not self.shell.shielded:
            self._ask_who(key)

    def _ask_who(self, key: tuple[Side, LampKind]) -> None:
        """Ask in the line who says so, and then how we know; each can be left with Escape."""
        sheet = self.live.sheet
        held = next((line for line in sheet.lamps if (line.side, line.kind) == key), None) if sheet else None
        if held is None:
            return

        def keep_who(text: str, _kind: CaptureKind | None) -> bool:
            if self._keep_said(key, who=text):
                self.line.ask(t("{lamp}: how do we know?", lamp=held.label), held.evidence, keep_evidence)
            return False

        def keep_evidence(text: str, _kind: CaptureKind | None) -> bool:
            return self._keep_said(key, evidence=text)

        self.line.ask(t("{lamp}: who says so?", lamp=held.label), held.who, keep_who)

    def _keep_said(self, key: tuple[Side, LampKind], who: str | None = None, evidence: str | None = None) -> bool:
        try:
            self.shell.try_do(commands.meeting.set_lamp, self._negotiation_id, *key, True, who, evidence)
        except Refusal as refusal:
            self.line.say(refusal.sentence)
            return False
        return True

    def _end_meeting(self) -> None:
        """Go back to the whole window to end the meeting; the shield stays as it is here."""
        if self.line.finish_asking():  # else it says why what was answered cannot be kept
            self._shield_before = self.shell.shield_on
            self.close()
            self._end()

    def _lock(self) -> None:
        """As in the window this one stands for, which closes it with all of the library."""
        action = self._main.findChild(QAction, "lock", Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(action, QAction):
            action.trigger()

    def _undo(self) -> None:
        if self.line.edit.document().isUndoAvailable():
            self.line.edit.undo()
        elif self.shell.desk.undo() is None:
            self.shell.say(t("There is nothing to undo."))

    def _say(self, sentence: str, undo: bool) -> None:
        self._toast.say(sentence, t("Undo") if undo else "", self._undo if undo else None)
