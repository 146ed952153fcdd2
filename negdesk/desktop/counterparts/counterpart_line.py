"""What the list of counterparts paints and says of one: who they are, what is promised, and the last contact."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from negdesk.desktop.controls.line_delegate import LineDelegate, PaintedLine
from negdesk.desktop.theme import tokens
from negdesk.domain.wording import tn
from negdesk.queries.counterpart_list import CounterpartLine

LINE_HEIGHT = 50
_CONTACT_WIDTH = 160
"""Room for the longest words on the last contact, so that the promises stand below each other."""


class CounterpartLineDelegate(LineDelegate):
    """Name, job and organisation at the left, open promises and the last contact at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, LINE_HEIGHT, _CONTACT_WIDTH, QFont.Weight.Normal)

    def painted(self, line: object) -> PaintedLine | None:
        if not isinstance(line, CounterpartLine):
            return None
        colours = tokens()
        return PaintedLine(
            title=line.name,
            below=line.below,
            chip=_promises(line),
            chip_ground=colours.hover,
            chip_ink=colours.muted,
            aside=line.contact,
            aside_ink=colours.warn if line.quiet else colours.muted,
        )


def spoken(line: CounterpartLine) -> str:
    """A line as a screen reader says it."""
    return ". ".join(part for part in (line.name, line.below, _promises(line), line.contact) if part)


def _promises(line: CounterpartLine) -> str:
    kept = line.open_promises
    return tn("{n} open promise", "{n} open promises", kept) if kept else ""
