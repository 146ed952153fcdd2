"""The meeting, live: checklist, captures, and what is at a glance. The capture line has the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.empty import EmptyState
from negdesk.desktop.meeting.capture_line import CaptureLine, read_mark
from negdesk.desktop.meeting.captures_view import CapturesView
from negdesk.desktop.meeting.checklist_view import ChecklistView
from negdesk.desktop.meeting.prepared_card import PreparedCard
from negdesk.desktop.meeting.side_cards import BalanceCard, LampsCard, OffersCard
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.screen import Handlers, Panel
from negdesk.desktop.shell import Shell
from negdesk.domain.meeting import CaptureKind, Phase
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet, meeting_sheet

_CAPTURES = {
    "capture_give": CaptureKind.GIVE,
    "capture_get": CaptureKind.GET,
    "capture_our_offer": CaptureKind.OUR_OFFER,
    "capture_their_offer": CaptureKind.THEIR_OFFER,
    "capture_private": CaptureKind.PRIVATE,
    "capture_question": CaptureKind.QUESTION,
    "capture_if_then": CaptureKind.IF_THEN,
}


class MeetPanel(Panel):
    """Step 2 of a negotiation. Escape returns to the capture line from wherever one is."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._sheet: MeetingSheet | None = None
        self._editing = 0
        self._prepared = PreparedCard(shell)
        self._checklist = ChecklistView()
        self._captures = CapturesView()
        self._capture_line = CaptureLine(self._key_elsewhere)
        self._balance = BalanceCard()
        self._offers = OffersCard(lambda value, unit, currency: shell.amount(value, unit, currency))
        self._lamps = LampsCard(self._set_lamp)
        self._empty = EmptyState(
            t("Nothing captured yet"),
            t("Type what is happening and press Enter. A mark before it says what it is: > give, < get, = our offer."),
        )
        self._lay_out()
        self._checklist.toggled.connect(self._toggle)
        self._checklist.moved.connect(lambda item, to: shell.do(commands.meeting.move_item, item, to))
        self._capture_line.captured.connect(self._capture)
        self._captures.answered.connect(self._answer)
        self._captures.edited.connect(self._edit)
        self._captures.removed.connect(self._remove)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_clock)

    def _lay_out(self) -> None:
        self._checklist_card = Card(t("Checklist")).grow()
        _bleed(self._checklist_card, self._checklist)
        self._captures_card = Card(t("As it happens")).grow()
        _bleed(self._captures_card, self._captures)
        self._captures_card.body.addWidget(self._empty)
        middle = QVBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._prepared)
        middle.addWidget(self._captures_card, 1)
        middle.addWidget(self._capture_line)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for card in (self._balance, self._offers, self._lamps):
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self._checklist_card, 370)
        row.addLayout(middle, 368)
        row.addWidget(ScrollPage(side), 262)

    # Showing

    def show_negotiation(self, negotiation_id: int, focus: str = "") -> None:
        other = negotiation_id != self.negotiation_id
        super().show_negotiation(negotiation_id, focus)
        if other:
            self._capture_line.clear()
            self._checklist.choose_next()
        if focus == "start":
            self.start()
        kind, _, number = focus.partition(":")
        if kind == "capture" and number.isdigit():
            self._captures.choose(int(number))
        self._capture_line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(meeting_sheet, self.negotiation_id, self.shell.numbers)
        self._sheet = sheet
        masked = self.shell.shielded
        self._checklist.show_sheet(sheet)
        self._captures.show_lines(sheet.captures)
        self._captures.setVisible(bool(sheet.captures))
        self._empty.setVisible(not sheet.captures and sheet.running)
        self._balance.show_sheet(sheet)
        self._offers.show_sheet(sheet)
        self._lamps.show_lamps(sheet.lamps, masked)
        self._prepared.show_sheet(sheet)
        self._captures_card.setVisible(sheet.running or bool(sheet.captures))
        self._capture_line.setVisible(sheet.running)
        self._capture_line.offer_planned(sheet.suggestions)
        self._show_clock()
        if sheet.running:
            self._clock.start()
        else:
            self._clock.stop()

    def _show_clock(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        words = t("{done} of {all}", done=sheet.done, all=sheet.total)
        if sheet.running and sheet.started_at is not None:
            seconds = max(0, int((self.shell.now() - sheet.started_at).total_seconds()))
            clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds >= 3600 else (
                f"{seconds // 60}:{seconds % 60:02}"
            )
            words = f"{words} · {clock}"
            planned = sheet.planned_minutes
            if planned and seconds * 3 >= planned * 60 * 2:
                left = planned - seconds // 60
                words += " · " + (t("{n} min left", n=left) if left > 0 else t("time is up"))
        self._checklist_card.set_corner(words)

    # The page's main button, and the actions

    def primary_action(self) -> tuple[str, Callable[[], object]] | None:
        if self._sheet is not None and self._sheet.running:
            return t("End meeting"), self.end
        return t("Start meeting"), self.start

    def handlers(self) -> Handlers:
        if self._sheet is None:
            return {}
        mine: dict[str, Callable[[], object]] = {
            f"lamp_{number}": lambda number=number: self._lamps.toggle(number)  # type: ignore[misc]  # binds the number
            for number in (1, 2, 3, 4)
        }
        mine["note_checklist_item"] = self._note_item
        mine["add_checklist_item"] = self._add_item
        if self._sheet.running:
            for name, kind in _CAPTURES.items():
                mine[name] = lambda kind=kind: self._capture_line.take(kind)  # type: ignore[misc]  # binds the kind
        if self._sheet.captures:
            for how in ("accepted", "declined", "later"):
                mine[f"answer_{how}"] = lambda how=how: self._captures.answer(how)  # type: ignore[misc]  # binds the word
        return mine

    def start(self) -> None:
        """Begin the meeting that was prepared."""
        self._prepared.flush()
        self.shell.do(commands.meeting.start_meeting, self.negotiation_id)
        self._checklist.choose_next()
        self._capture_line.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Ask for the next step, and end the meeting."""
        from negdesk.desktop.meeting.end_sheet import EndSheet

        if self._sheet is not None:
            EndSheet(self.shell, self.window(), self._sheet, lambda: self.refresh(None)).open()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._capture_line.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def _key_elsewhere(self, event: QKeyEvent, typed: str) -> bool:
        """The keys of the capture line which are about the checklist; whether this was one."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if step and alt:
            self._checklist.shift(step)
        elif step:
            self._checklist.step(step)
        elif key == Qt.Key.Key_Space and not typed:
            self._checklist.toggle()
        elif key == Qt.Key.Key_Delete and not typed:
            self._remove_item()
        elif key == Qt.Key.Key_Escape:
            self._editing = 0
            self._capture_line.clear()
        else:
            return False
        return True

    # What is done

    def _toggle(self, item_id: int, on: bool) -> None:
        self.shell.do(commands.meeting.tick_item if on else commands.meeting.untick_item, item_id)

    def _capture(self, kind: CaptureKind, text: str) -> None:
        if self._sheet is None:
            return
        try:
            if self._editing:
                captured = self.shell.try_do(commands.capture.edit_capture, self._editing, text, self.shell.numbers)
                self.shell.try_do(commands.capture.rekind_capture, self._editing, kind, self.shell.numbers)
            else:
                captured = self.shell.try_do(
                    commands.capture.capture, self._sheet.meeting_id, kind, text, self.shell.numbers
                )
        except Refusal as refusal:
            self._capture_line.say(refusal.sentence)
            return
        self._editing = 0
        self._capture_line.clear()
        if captured.unplaced:
            self._capture_line.say(
                t("Kept, but no term was found for: {text}. Alt+L keeps it on the table; edit it to place it.",
                  text=t(", ").join(captured.unplaced))
            )  # fmt: skip

    def _answer(self, capture_id: int, how: str) -> None:
        self.shell.do(commands.capture.answer_capture, capture_id, commands.capture.Answer(how))

    def _edit(self, capture_id: int, text: str) -> None:
        if self.shell.shielded:
            self.shell.say(t("Take the shield down with F9 to edit this."))
            return
        self._editing = capture_id
        self._capture_line.line.setText(text)
        self._capture_line.line.setFocus()
        self._capture_line.say(t("Editing. Enter keeps it, a mark before it changes its kind, Escape leaves it as it was."))

    def _remove(self, capture_id: int) -> None:
        self.shell.do(commands.capture.remove_capture, capture_id)
        self.shell.say(t("Removed."), undo=True)

    def _add_item(self) -> None:
        typed = read_mark(self._capture_line.line.text()).text
        if not typed or self._sheet is None or not self._sheet.meeting_id:
            return
        line = self._checklist.current()
        phase, after = (line.phase, line.id) if line is not None else (Phase.EXPLORE, None)
        item = self.shell.do(commands.meeting.add_item, self._sheet.meeting_id, phase, typed, after)
        if item is not None:
            self._capture_line.clear()
            self._checklist.choose(item)

    def _note_item(self) -> None:
        line = self._checklist.current()
        if line is not None:
            self.shell.do(commands.meeting.note_item, line.id, self._capture_line.line.text())
            self._capture_line.clear()

    def _remove_item(self) -> None:
        line = self._checklist.current()
        if line is not None:
            self.shell.do(commands.meeting.remove_item, line.id)
            self.shell.say(t("Taken off the checklist."), undo=True)

    def _set_lamp(
        self, side: Side, kind: LampKind, lit: bool, who: str | None = None, evidence: str | None = None
    ) -> None:
        self.shell.try_do(commands.meeting.set_lamp, self.negotiation_id, side, kind, lit, who, evidence)


def _bleed(card: Card, view: QWidget) -> None:
    """Let a list reach the card's edges."""
    layout = card.layout()
    if layout is not None:
        layout.setContentsMargins(1, 15, 1, 12)
    card.heading.setContentsMargins(16, 0, 0, 0)
    card.corner.setContentsMargins(0, 0, 16, 0)
    card.body.addWidget(view, 1)
