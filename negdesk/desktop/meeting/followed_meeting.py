"""The sheet of the meeting that is shown, from key to key: only what a key changed is asked and masked again."""

from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from negdesk.desk import Change
from negdesk.desktop.shell import Shell
from negdesk.queries.meeting import MeetingSheet, changed_in_parts, meeting_sheet, meeting_sheet_after
from negdesk.queries.meeting_lists import NOTHING, Rows


class FollowedMeeting(QObject):
    """The meeting of one negotiation as it may be shown at this moment.

    What a key changed is there at once: the lists and the lamps. What follows from it (the balance, the offers, the
    reply that fits, what may come up next) is asked a turn of the event loop later, when the other has been painted;
    then `caught_up` is emitted.
    """

    caught_up = Signal(object)
    """The sheet with all that followed from the last keys."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._known: MeetingSheet | None = None
        self._shown: MeetingSheet | None = None
        self._masked = False
        self._behind: Rows = NOTHING
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self.catch_up)

    def anew(self, negotiation_id: int) -> MeetingSheet:
        """All of it, as when it comes into sight or the shield is set."""
        self._timer.stop()
        self._behind = NOTHING
        self._known = self._shell.desk.ask(meeting_sheet, negotiation_id, self._shell.numbers)
        self._shown, self._masked = self._shell.shown(self._known), self._shell.shielded
        return self._shown

    def after(self, change: Change, negotiation_id: int) -> MeetingSheet:
        """As it is after a change; there must have been no other since it was asked last."""
        known = self._known
        same = known is not None and known.negotiation_id == negotiation_id and self._masked == self._shell.shielded
        if known is None or not same or not changed_in_parts(known, change.rows):
            return self.anew(negotiation_id)
        self._behind |= change.rows
        self._timer.start()
        return self._go_on(known, change.rows, "changed")

    @property
    def is_behind(self) -> bool:
        """Whether something of what followed from the last keys is still to be asked."""
        return bool(self._behind)

    def forget(self) -> None:
        """Ask all of it the next time, as after changes that nobody asked about because nobody looked."""
        self._timer.stop()
        self._known, self._behind = None, NOTHING

    def catch_up(self) -> None:
        """Ask now for what followed from the last keys, if that was not asked yet."""
        self._timer.stop()
        behind, self._behind = self._behind, NOTHING
        if behind and self._known is not None and not self._shell.desk.closed:
            self.caught_up.emit(self._go_on(self._known, behind, "following"))

    def _go_on(self, before: MeetingSheet, rows: Rows, which: Literal["changed", "following"]) -> MeetingSheet:
        self._known = self._shell.desk.ask(meeting_sheet_after, before, rows, self._shell.numbers, which)
        assert self._shown is not None  # it is asked with what is known
        self._shown = self._shell.shown_after(self._known, before, self._shown)
        return self._shown
