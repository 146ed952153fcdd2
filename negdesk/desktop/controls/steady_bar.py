"""A scroll bar that keeps its place, so that nothing moves aside when it comes."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from negdesk.desktop.qt_numbers import ALWAYS_SCROLLS

BAR = 10
"""How wide a scroll bar is, in logical pixels, as the style sheet has it."""

SLIM_BAR = 8
"""How wide it is in a list that reaches the edges of its card."""


class SteadyBar(QScrollBar):
    """Is seen only where there is something to scroll. What it stands beside is as wide with it as without it: to lay
    all of that out anew, and to paint it, made a key that adds one line to a full list twice as slow as any other.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def keep_bar(area: QAbstractScrollArea, slim: bool = False) -> None:
    """Have `area` keep room at its right for its scroll bar, whether there is something to scroll or not."""
    bar = SteadyBar()
    bar.setProperty("slim", slim)
    area.setVerticalScrollBar(bar)
    area.setProperty("verticalScrollBarPolicy", ALWAYS_SCROLLS)
