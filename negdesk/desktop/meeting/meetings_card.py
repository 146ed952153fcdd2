"""The meetings of a negotiation: who is there now, and those that were held, each with its captures a key away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.field import INSET
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.meeting.who_there import WhoThere
from negdesk.desktop.shell import Shell
from negdesk.desktop.window_actions import tip
from negdesk.domain.text import listed
from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet
from negdesk.queries.meetings_held import HeldLine

OF_MEETINGS = ("meeting", "attendee", "negotiation", "party", "counterpart")
"""The tables that the card of the meetings is made of."""


class MeetingsCard(Card):
    """A row for each meeting that was held; choosing one shows what was captured in it."""

    chosen = Signal()
    """Another meeting's captures are to be shown: those of `looking_at`."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Meetings"))
        self._shell = shell
        self._sheet: MeetingSheet | None = None
        self._held: tuple[HeldLine, ...] = ()
        self.looking_at = 0
        """The earlier meeting whose captures are shown; 0 while it is those of the present one, or of the last."""
        self._here = Small(t("Who is there"))
        self._who = WhoThere(shell)
        self._rows = RowList()
        self._rows.setToolTip(tip(BY_NAME["earlier_meeting"]))
        for widget in (self._here, self._who):
            self.body.addWidget(widget)
        self.body.addLayout(flush_left(self._rows, right=True, inset=INSET))

    def show_sheet(self, sheet: MeetingSheet, held: tuple[HeldLine, ...]) -> None:
        """Show who is there, and the meetings held; hidden where there is neither."""
        self._sheet, self._held = sheet, held
        if self.looking_at not in {line.id for line in held}:
            self.looking_at = 0
        present = sheet.running and bool(sheet.attendees)
        for widget in (self._here, self._who):
            widget.setVisible(present)
        self._who.show_sheet(sheet)
        self.setVisible(present or bool(held))
        self.set_title(t("Meeting {n}", n=sheet.number) if sheet.running else t("Meetings"))
        lines = {line.id: line for line in held}
        for row in self._rows.show_ids(list(lines), self._row):
            if isinstance(row, _HeldRow):
                row.show_line(lines[int(str(row.row_id))], self._shell)
                row.set_selected(row.row_id == self._shown())

    def line(self) -> HeldLine | None:
        """The earlier meeting that is looked at."""
        return next((line for line in self._held if line.id == self.looking_at), None)

    def look_at(self, meeting_id: int) -> None:
        """Show what was captured in a meeting that was held; with 0 the present one again."""
        there = {line.id for line in self._held} - {self._present()}
        self.looking_at = meeting_id if meeting_id in there else 0
        self.chosen.emit()

    def look_earlier(self) -> None:
        """Go on to the meeting before the one that is shown; from the first, back to the present."""
        ids = list(dict.fromkeys((self._present(), *(line.id for line in self._held))))
        self.look_at(ids[(ids.index(self._shown()) + 1) % len(ids)])

    @property
    def several(self) -> bool:
        """Whether there is an earlier meeting than the one whose captures are shown by themselves."""
        return bool({line.id for line in self._held} - {self._present()})

    def _present(self) -> int:
        """The meeting whose captures are shown by themselves: the running one, else the last one held; or 0."""
        if self._sheet is not None and self._sheet.running:
            return self._sheet.meeting_id
        return self._held[0].id if self._held else 0

    def _shown(self) -> int:
        return self.looking_at or self._present()

    def _row(self, number: object) -> Row:
        row = _HeldRow()
        row.activated.connect(lambda: self.look_at(int(str(number))))
        return row


class _HeldRow(Row):
    def __init__(self) -> None:
        super().__init__(focusable=True, inset=INSET)
        self._words, self._names = Body("", wrap=True), Small(wrap=True)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self._names)
        self.line.addLayout(column, 1)

    def show_line(self, line: HeldLine, shell: Shell) -> None:
        """Show this meeting."""
        minutes = "" if line.minutes is None else t("{n} min", n=line.minutes)
        words = " · ".join(part for part in (str(line.number), shell.date_text(line.day), minutes) if part)
        self._words.setText(words)
        self._names.setText(listed(list(line.names)))
        self._names.setVisible(bool(line.names))
        self.set_name(t("Meeting {words}", words=", ".join((words, *line.names))))
