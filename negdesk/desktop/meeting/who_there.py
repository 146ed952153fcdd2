"""Who comes to a meeting, or is there while it runs: a tick for each of the negotiation's counterparts."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.checks import WordedTick
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.queries.meeting import MeetingSheet


class WhoThere(QWidget):
    """A box for each counterpart; a tick is kept at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._negotiation_id = 0
        self._boxes: dict[int, WordedTick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show who belongs to the negotiation, with a tick for those who come."""
        self._negotiation_id = sheet.negotiation_id
        wanted = {line.counterpart_id: line for line in sheet.attendees}
        for gone in [who for who in self._boxes if who not in wanted]:
            box = self._boxes.pop(gone)
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        for who, line in wanted.items():
            box = self._boxes.get(who) or self._add_box(who)
            box.set_words(line.name)
            box.setChecked(line.there)

    def _add_box(self, who: int) -> WordedTick:
        box = WordedTick()
        box.clicked.connect(lambda there: self._keep(who, there))
        self._boxes[who] = box
        self._column.addWidget(box)
        return box

    def _keep(self, who: int, there: bool) -> None:
        try:
            self._shell.try_do(commands.meeting.set_attendance, self._negotiation_id, who, there)
        except Refusal as refusal:
            self._boxes[who].setChecked(not there)
            self._shell.say(refusal.sentence)
