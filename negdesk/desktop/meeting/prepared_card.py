"""A meeting that has not begun: its day, hour, length and place, and who comes."""

from datetime import date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from negdesk import commands
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.meeting.who_there import WhoThere
from negdesk.desktop.screen import settle
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.meeting import MeetingSheet

DEFAULT_HOUR = time(9)


def read_hour(typed: str) -> time:
    """The hour that was typed: ``10:00``, ``10.30``, ``9``. Raises `Refusal`."""
    text = typed.strip().replace(".", ":")
    hours, _, minutes = text.partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise Refusal(t("Write the hour as 10:00 or 9."), "hour") from None


class PreparedCard(Card):
    """Shown while no meeting is running; edited in place."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Next meeting"))
        self._shell = shell
        self._sheet: MeetingSheet | None = None
        self.day = DateField(t("Day"), self._set_day, today=shell.today, placeholder=t("no day yet"))
        self.hour = LineField(t("Hour"), self._set_hour, placeholder="10:00")
        self.minutes = LineField(t("Minutes"), self._set_minutes, placeholder=t("how long"))
        self.place = LineField(t("Place"), self._set_place, placeholder=t("where, or how to call in"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        fields = ((t("Day"), self.day), (t("Hour"), self.hour), (t("Minutes"), self.minutes), (t("Place"), self.place))
        for row, (words, field) in enumerate(fields):
            grid.addWidget(Small(words), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self._who = WhoThere(shell)
        self._names = Small(t("Who comes"))
        grid.addWidget(self._names, len(fields), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._who, len(fields), 1)
        self._hint = Label(
            t("The checklist comes from the template and the plan. Add to it, put it in your order, then start."),
            kind="small",
            wrap=True,
        )
        self.body.addWidget(self._hint)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show what is known of the meeting; hidden while one is running."""
        before, self._sheet = self._sheet, sheet
        self.setVisible(not sheet.running)
        if sheet.running:
            if before is None or not before.running:
                for field in (self.day, self.hour, self.minutes, self.place):
                    field.set_value("")  # they are private, and a hidden field can be read out all the same
            return
        self.set_title(t("Next meeting") if sheet.ended_at is None else t("Meet again"))
        open_one = sheet.ended_at is None
        starts_at = sheet.starts_at if open_one else None
        for field in (self.day, self.hour, self.minutes, self.place):
            field.set_masked(self._shell.shielded)
        self.day.set_day(starts_at.date() if starts_at else None)
        self.hour.set_value(f"{starts_at:%H:%M}" if starts_at else "")
        self.minutes.set_value(str(sheet.planned_minutes) if open_one and sheet.planned_minutes else "")
        self.place.set_value(sheet.place if open_one else "")
        self._who.show_sheet(sheet)
        self._names.setVisible(bool(sheet.attendees))

    def flush(self) -> None:
        """Save what is typed."""
        settle(self)

    def _starts_at(self) -> datetime | None:
        return self._sheet.starts_at if self._sheet is not None and self._sheet.ended_at is None else None

    def _negotiation(self) -> int:
        return self._sheet.negotiation_id if self._sheet is not None else 0

    def _set_day(self, day: date | None) -> None:
        before = self._starts_at()
        if day is None and before is None:
            return
        hour = before.time() if before is not None else DEFAULT_HOUR
        starts_at = datetime.combine(day, hour) if day is not None else None
        self._shell.try_do(commands.meeting.plan_meeting, self._negotiation(), starts_at=starts_at)

    def _set_hour(self, typed: str) -> None:
        if not typed.strip():
            return
        hour = read_hour(typed)
        before = self._starts_at()
        day = before.date() if before is not None else self._shell.today()
        starts_at = datetime.combine(day, hour)
        self._shell.try_do(commands.meeting.plan_meeting, self._negotiation(), starts_at=starts_at)

    def _set_minutes(self, typed: str) -> None:
        text = typed.strip()
        if text and not text.isdecimal():
            raise Refusal(t("Write how many minutes, such as 40."), "planned_minutes")
        minutes = int(text) if text else None
        self._shell.try_do(commands.meeting.plan_meeting, self._negotiation(), planned_minutes=minutes)

    def _set_place(self, typed: str) -> None:
        self._shell.try_do(commands.meeting.plan_meeting, self._negotiation(), place=typed)
