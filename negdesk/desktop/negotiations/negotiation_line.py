"""What the list of negotiations paints and says of one: title, counterparts and next gap, its stage, and since when."""

from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from negdesk.desktop.controls.line_delegate import LineDelegate, PaintedLine
from negdesk.desktop.shell import Shell
from negdesk.desktop.theme import tokens
from negdesk.domain.negotiation import Stage
from negdesk.domain.wording import t
from negdesk.queries.negotiation import NegotiationLine

LINE_HEIGHT = 58
_DATE_WIDTH = 86


class NegotiationLineDelegate(LineDelegate):
    """Title, counterparts and next gap at the left, stage and date at the right."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent, LINE_HEIGHT, _DATE_WIDTH, QFont.Weight.Medium)
        self._shell = shell

    def painted(self, line: object) -> PaintedLine | None:
        if not isinstance(line, NegotiationLine):
            return None
        ground, ink = _stage_colours(line.stage)
        return PaintedLine(
            title=line.title,
            below=" · ".join(part for part in (line.counterparts, readiness_text(line)) if part),
            chip=line.stage.label,
            chip_ground=ground,
            chip_ink=ink,
            aside=self._shell.date_text(line.changed_on),
            aside_ink=tokens().muted,
        )


def readiness_text(line: NegotiationLine) -> str:
    """``7 of 9 ready: Name who can sign for them``; nothing where there is nothing left to prepare."""
    if line.done is None or line.total is None:
        return line.next_gap
    if not line.next_gap:
        return t("Ready for the meeting")
    return t("{done} of {total} ready: {gap}", done=line.done, total=line.total, gap=line.next_gap)


def spoken(line: NegotiationLine) -> str:
    """A line as a screen reader says it."""
    parts = (line.title, line.stage.label, line.counterparts, readiness_text(line))
    return ", ".join(part for part in parts if part)


def _stage_colours(stage: Stage) -> tuple[QColor, QColor]:
    colours = tokens()
    if stage in (Stage.MEETING, Stage.AGREED_IN_PRINCIPLE, Stage.AGREED):
        return colours.accent_soft, colours.accent
    return colours.chip, colours.muted
