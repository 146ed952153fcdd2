"""What the compact window shows for a while beneath its checklist: captures, meetings, packages, or the offers."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk.desktop.meeting.captures_view import CapturesView
from negdesk.desktop.meeting.meetings_card import MeetingsCard
from negdesk.desktop.meeting.packages_card import PackagesCard
from negdesk.desktop.meeting.side_cards import OffersCard
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet
from negdesk.queries.meeting_lists import captures_of
from negdesk.queries.meeting_packages import packages_sheet
from negdesk.queries.meetings_held import meetings_held

CAPTURES_HEIGHT = 190


class CompactAside(QWidget):
    """One of them at a time, each by the key that it has in the whole window; Escape puts it away.

    Packages and offers are private: while the shield stands before them that is said, and they are put away when it
    comes on. The captures are masked line by line, as everywhere.
    """

    chosen = Signal(str)
    """A package, as the text of an offer."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.captures = CapturesView()
        self.captures.setFixedHeight(CAPTURES_HEIGHT)
        self.captures.setProperty("bare", True)
        self.captures.marking.connect(self._on_marking)
        self.meetings = MeetingsCard(shell)
        self.packages = PackagesCard(shell.amount)
        self.packages.chosen.connect(self._choose)
        self.offers = OffersCard(shell.amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in self._parts():
            row = QHBoxLayout()
            side = 0 if part is self.captures else 8  # the captures reach the edges, as the checklist does
            row.setContentsMargins(side, 0, side, 0)
            row.addWidget(part)
            column.addLayout(row)
        self._show(None)

    def show_meetings(self, sheet: MeetingSheet) -> None:
        """Know the meetings that were held; what is shown stays."""
        shown = self._shown()
        self.meetings.show_sheet(sheet, self._shell.ask(meetings_held, sheet.negotiation_id))
        self._show(shown)

    def looked_at(self, sheet: MeetingSheet) -> MeetingSheet:
        """The sheet with the captures of the earlier meeting that is looked at, if any is."""
        if not self.meetings.looking_at:
            return sheet
        return replace(sheet, captures=self._shell.ask(captures_of, self.meetings.looking_at))

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Keep what is shown true."""
        shown = self._shown()
        self.offers.show_sheet(sheet)
        self._show(None if self._shell.shielded and shown in (self.packages, self.offers) else shown)

    def look_earlier(self) -> None:
        """Show the meeting before, and before that; after the first, the present one again, and nothing here."""
        self.meetings.look_earlier()
        self._show(self.meetings if self.meetings.looking_at else None)

    def compare_packages(self, negotiation_id: int) -> None:
        """Show packages that are worth the same to us, or put them away again."""
        if self._shown() is self.packages:
            self._show(None)
        elif not self._hidden():
            try:
                self.packages.show_packages(self._shell.ask(packages_sheet, negotiation_id))
            except Refusal as refusal:
                self.packages.refuse(refusal.sentence)
            self._show(self.packages)

    def next_offers(self) -> None:
        """Show the offers of the first term, then of the next; after the last put them away."""
        if self._shown() is self.offers:
            if self.offers.at_last:
                self._show(None)
            self.offers.next_term()
        elif not self._hidden():
            self._show(self.offers)

    def digit(self, text: str) -> bool:
        """Put the package of this digit on the table; whether there is one in sight."""
        return self._shown() is self.packages and text.isdecimal() and self.packages.choose(int(text))

    def put_away(self) -> bool:
        """Show nothing of it any more; whether anything was shown."""
        was = self._shown() is not None
        self.captures.unmark()
        self._show(None)
        if self.meetings.looking_at:
            self.meetings.look_at(0)
        return was

    def _on_marking(self, marked: bool) -> None:
        if not self.meetings.looking_at:
            self._show(self.captures if marked else None)

    def _choose(self, offer: str) -> None:
        self._show(None)
        self.chosen.emit(offer)

    def _parts(self) -> tuple[QWidget, ...]:
        return self.meetings, self.captures, self.packages, self.offers

    def _shown(self) -> QWidget | None:
        return next((part for part in self._parts() if not part.isHidden()), None)

    def _show(self, wanted: QWidget | None) -> None:
        for part in self._parts():
            # An earlier meeting is shown with what was captured in it.
            part.setVisible(part is wanted or (wanted is self.meetings and part is self.captures))
        self.setVisible(wanted is not None)

    def _hidden(self) -> bool:
        if self._shell.shielded:
            self._shell.say(t("The shield is on. Put it down with F9 to see this."))
        return self._shell.shielded
