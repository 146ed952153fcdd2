"""The meeting, live: checklist, captures, and what is at a glance. The capture line has the focus."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.empty import EmptyState
from negdesk.desktop.controls.labels import Label, Steady
from negdesk.desktop.controls.steady_bar import BAR
from negdesk.desktop.meeting.capture_line import CaptureLine
from negdesk.desktop.meeting.captures_view import CapturesView
from negdesk.desktop.meeting.checklist_view import ChecklistView
from negdesk.desktop.meeting.followed_meeting import FollowedMeeting
from negdesk.desktop.meeting.live_meeting import LiveMeeting, replies_text
from negdesk.desktop.meeting.meeting_clock import progress_text
from negdesk.desktop.meeting.meetings_card import OF_MEETINGS, MeetingsCard
from negdesk.desktop.meeting.packages_card import PackagesCard
from negdesk.desktop.meeting.prepared_card import PreparedCard
from negdesk.desktop.meeting.rehearsing import Rehearsing
from negdesk.desktop.meeting.side_cards import BalanceCard, LampsCard, OffersCard
from negdesk.desktop.meeting.typed_beside import goes_into
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.screen import Handlers, Panel
from negdesk.desktop.shell import Shell
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet, meeting_runs
from negdesk.queries.meeting_lists import captures_of
from negdesk.queries.meeting_packages import packages_sheet
from negdesk.queries.meetings_held import meeting_of_capture, meetings_held


class MeetPanel(Panel):
    """Step 2 of a negotiation. Escape returns to the capture line from wherever one is."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._sheet: MeetingSheet | None = None
        self._shown_middle: object = None
        self._counted: object = None
        self._followed = FollowedMeeting(shell, self)
        self._followed.caught_up.connect(self._show_sheet)
        self._rehearsing = Rehearsing(shell, self)
        self._prepared = PreparedCard(shell)
        self.checklist = ChecklistView()
        self.captures = CapturesView()
        self.line = CaptureLine()
        self.line.first = self._key_first
        self.live = LiveMeeting(shell, self.checklist, self.line, self.captures)
        self._balance = BalanceCard()
        self._offers = OffersCard(shell.amount)
        self.lamps = LampsCard(self._set_lamp, self._to_line)
        self.packages = PackagesCard(shell.amount)
        self.packages.chosen.connect(self._offer_package)
        self.meetings = MeetingsCard(shell)
        self.meetings.chosen.connect(self._look_at_another)
        self.line.captured.connect(self._back_to_now)
        shell.cursor_wanted.connect(self._come_back)
        self.line.stopped.connect(self._put_line_away)
        self._reply = Label(kind="banner", wrap=True)
        self._reply.setObjectName("reply")
        self._empty = EmptyState(
            t("Nothing captured yet"),
            t("Type what is happening and press Enter. A mark before it says what it is: > give, < get, = our offer."),
        )
        self._lay_out()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_clock)

    def _lay_out(self) -> None:
        self._checklist_card = Card(t("Checklist"), corner=Steady()).grow()
        self._checklist_card.corner.setObjectName("progress")
        _bleed(self._checklist_card, self.checklist)
        self._add = AddLine(t("+ Add to the checklist"), self.live.put_on_checklist)
        inside = QHBoxLayout()
        inside.setContentsMargins(15, 0, 15, 0)
        inside.addWidget(self._add)
        self._checklist_card.body.addLayout(inside)
        self._captures_card = Card(t("As it happens")).grow()
        _bleed(self._captures_card, self.captures)
        self._captures_card.body.addWidget(self._empty)
        middle = QVBoxLayout()
        middle.setSpacing(14)
        self._rest = QWidget()
        for widget, stretch in (
            (self._prepared, 0), (self._captures_card, 1), (self._rest, 1), (self.packages, 0),
            (self._reply, 0), (self.line, 0),
        ):  # fmt: skip
            middle.addWidget(widget, stretch)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for card in (self._balance, self._offers, self.lamps, self.meetings):
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self._checklist_card, 370)
        row.addLayout(middle, 368)
        row.addWidget(ScrollPage(side), 262 + BAR)

    # Showing

    def show_negotiation(self, negotiation_id: int, focus: str = "") -> None:
        other = negotiation_id != self.negotiation_id
        if other:
            self.live.leave()
            self.meetings.looking_at = 0
        super().show_negotiation(negotiation_id, focus)
        if other:
            self.checklist.choose_next()
        if focus == "start" and not self.shell.ask(meeting_runs, negotiation_id):
            self.start()
            if self.shell.ask(meeting_runs, negotiation_id):
                self.shell.say(t("The meeting has started."), undo=True)
        kind, _, number = focus.partition(":")
        if kind == "capture" and number.isdigit():
            self.meetings.look_at(self.shell.ask(meeting_of_capture, int(number)))
            self.captures.choose(int(number))
        self._to_line()

    def refresh(self, change: Change | None) -> None:
        if change is None:
            sheet = self._followed.anew(self.negotiation_id)
        else:
            sheet = self._followed.after(change, self.negotiation_id)
        if self._sheet is None or change is None or change.touches(*OF_MEETINGS):
            self.meetings.show_sheet(sheet, self.shell.ask(meetings_held, self.negotiation_id))
        self._show_sheet(sheet)

    def _show_sheet(self, sheet: MeetingSheet) -> None:
        """Show what is another object than it was; all else is not touched."""
        if self.meetings.looking_at:
            sheet = replace(sheet, captures=self.shell.ask(captures_of, self.meetings.looking_at))
        self._sheet = sheet
        self.live.show_sheet(sheet)
        if sheet.phases is not self._counted and not self._followed.is_behind:
            self._counted = sheet.phases
            self._show_clock()  # how much is done follows from a tick, as the balance does
        if self.shell.shielded or not sheet.running:
            self.packages.hide()
        self._show_middle(sheet)
        self._balance.show_sheet(sheet)
        self._offers.show_sheet(sheet)
        self.lamps.show_lamps(sheet.lamps, self.shell.shielded)

    def _show_middle(self, sheet: MeetingSheet) -> None:
        earlier = self.meetings.line()
        replies = "" if self.shell.shielded else replies_text(sheet)
        shown = (sheet.meeting_id, bool(sheet.captures), sheet.last_on, earlier, replies)
        if sheet.running and shown == self._shown_middle:
            return
        self._shown_middle = shown if sheet.running else None
        self._prepared.show_sheet(sheet)
        self.captures.setVisible(bool(sheet.captures))
        self._empty.setVisible(not sheet.captures and earlier is None)
        self._captures_card.setVisible(sheet.running or bool(sheet.captures) or earlier is not None)
        self._rest.setVisible(not self._captures_card.isVisibleTo(self))
        held = t("Last time, {day}", day=self.shell.date_text(sheet.last_on)) if sheet.last_on else ""
        if earlier is not None:
            day = self.shell.date_text(earlier.day)
            held = t("Meeting {n}, {day}", n=earlier.number, day=day) if day else t("Meeting {n}", n=earlier.number)
            if not sheet.captures:
                held = t("{meeting}: nothing was captured", meeting=held)
        self._captures_card.set_title(held or t("As it happens"))
        self._show_line(sheet.running or self.line.asking)
        self._add.setVisible(not sheet.running and bool(sheet.meeting_id) and sheet.ended_at is None)
        self._reply.setText(replies)
        self._reply.setVisible(bool(replies))
        if sheet.running:
            self._rehearsing.begin(sheet.meeting_id)
            self._clock.start()
        else:
            self._clock.stop()

    def _show_line(self, on: bool) -> None:
        """Show the capture line or put it away; the cursor goes with it, where it is on this page."""
        # With the line there Tab has no need of the checklist, whose keys come from the line; without it nothing else
        # leads there.
        self.checklist.setFocusPolicy(Qt.FocusPolicy.ClickFocus if on else Qt.FocusPolicy.StrongFocus)
        if on == self.line.isVisibleTo(self):
            return
        focus: QWidget | None = self.window().focusWidget()
        self.line.setVisible(on)
        if focus is not None and self.isAncestorOf(focus):
            self._to_line()

    def _show_clock(self) -> None:
        if self._sheet is not None:
            self._checklist_card.set_corner(progress_text(self._sheet, self.shell.now()))

    def _to_line(self) -> None:
        if self._sheet is not None and self._sheet.running:
            self.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.checklist.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        super().flush()
        self.live.keep_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._followed.forget()

    # The page's main button, and the actions

    def primary_action(self) -> tuple[str, Callable[[], object]] | None:
        # Asked afresh: the page asks for it before this panel has heard of a change.
        if self.shell.ask(meeting_runs, self.negotiation_id):
            return t("End meeting"), self.end
        return t("Start meeting"), self.start

    def handlers(self) -> Handlers:
        mine = dict(self._of_lamps)
        if self._sheet is not None and len(self._sheet.graphs) > 1:
            mine["next_term"] = self._offers.next_term
        if self.meetings.several:
            mine["earlier_meeting"] = self.meetings.look_earlier
        if self._sheet is not None and self._sheet.running:
            mine["compact"] = self.go_compact
            mine["packages"] = self.compare_packages
        return {**mine, **self.live.handlers()}

    @cached_property
    def _of_lamps(self) -> dict[str, Callable[[], object]]:
        return {f"lamp_{number}": partial(self.lamps.toggle, number) for number in (1, 2, 3, 4)}

    def sheets(self) -> Handlers:
        return {"end_meeting": self.end}

    def start(self) -> None:
        """Begin the meeting that was prepared."""
        self._prepared.flush()
        self.shell.do(commands.meeting.start_meeting, self.negotiation_id)
        self.checklist.choose_next()
        self._to_line()

    def end(self) -> None:
        """Ask for the next step, and end the meeting."""
        from negdesk.desktop.meeting.end_sheet import EndSheet

        if not self.line.finish_asking():
            return
        self.line.take(None)  # what is still typed belongs to this meeting
        if self.line.text():
            self.line.say(t("Enter what is typed, or clear it. Then end the meeting."))
        elif self._sheet is not None:
            EndSheet(self.shell, self.window(), self._sheet).open()

    def compare_packages(self) -> None:
        """Show packages that are worth the same to us, or put them away again."""
        if self.packages.isVisible():
            self.packages.hide()
        elif self.shell.shielded:
            self.shell.say(t("The shield is on. Put it down with F9 to compare packages."))
        else:
            try:
                self.packages.show_packages(self.shell.ask(packages_sheet, self.negotiation_id))
            except Refusal as refusal:
                self.packages.refuse(refusal.sentence)
            self._to_line()

    def _offer_package(self, offer: str) -> None:
        self.packages.hide()
        self.line.captured.emit(CaptureKind.OUR_OFFER, offer)
        self._to_line()

    def _put_line_away(self) -> None:
        """Before and after a meeting the line is there only while it asks something."""
        if self._sheet is not None and not self._sheet.running:
            self._to_line()
            self.line.clear()
            self.line.hide()

    def _look_at_another(self) -> None:
        self.refresh(None)
        self._to_line()

    def _back_to_now(self) -> None:
        """Show the present meeting's captures again, where an earlier one's were looked at."""
        if self.meetings.looking_at:
            self.meetings.look_at(0)

    def go_compact(self) -> None:
        """Show the meeting in the small window that stays on top, in place of this one."""
        from negdesk.desktop.meeting.compact_window import CompactWindow

        self.flush()
        compact = CompactWindow(self.shell, self.window(), self.negotiation_id, self.end, self._back_from_compact)
        compact.show_in_place(self.line.typed())

    def _back_from_compact(self, typed: str) -> None:
        self.refresh(None)
        self.live.go_on_with(typed)

    # Keys

    def _key_first(self, event: QKeyEvent) -> bool:
        """While packages are shown, the empty line gives them its digits and Escape, which also leads back to now."""
        escape = event.key() == Qt.Key.Key_Escape
        if self.packages.isVisible():
            if escape:
                self.packages.hide()
                return True
            if not self.line.text() and event.text().isdecimal() and self.packages.choose(int(event.text())):
                return True
        back = escape and bool(self.meetings.looking_at)
        if back and not (self.line.asking or self.line.matches.matches or self.captures.marked):
            self._back_to_now()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._come_back()
        elif not goes_into(self.line, event):  # whoever begins to type means the capture line
            super().keyPressEvent(event)

    def _come_back(self) -> None:
        """Escape, here or beside the page: the present meeting is shown again, and the cursor is in its line."""
        if self.isVisible():
            self._back_to_now()
            self._to_line()

    def _set_lamp(
        self, side: Side, kind: LampKind, lit: bool, who: str | None = None, evidence: str | None = None
    ) -> None:
        self.shell.try_do(commands.meeting.set_lamp, self.negotiation_id, side, kind, lit, who, evidence)


def _bleed(card: Card, view: QWidget) -> None:
    """Let a list reach the card's edges."""
    layout = card.layout()
    if layout is not None:
        # One pixel is left to the card's border.
        layout.setContentsMargins(1, 15, 1, 12)
    card.heading.setContentsMargins(16, 0, 0, 0)
    card.corner.setContentsMargins(0, 0, 16, 0)
    card.body.addWidget(view, 1)
