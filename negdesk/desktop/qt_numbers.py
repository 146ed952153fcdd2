"""Qt's own numbers for what is laid out and painted before the window is there.

The first use of anything in `Qt`, also where a call takes one of its values, has PySide6 make all 120 enumerations of
it: a tenth of the start. What the first paint needs is here instead, for properties and for calls that take numbers; a
test holds the numbers to be Qt's. Whatever happens after the first paint uses `QtCore.Qt` as everybody does.
"""

from PySide6 import QtCore

LEFT, RIGHT, ACROSS, MIDDLE, CENTRE = 0x01, 0x02, 0x04, 0x80, 0x84
"""Alignments: `AlignLeft`, `AlignRight`, `AlignHCenter`, `AlignVCenter`, `AlignCenter`."""

WRAP = 0x1000
"""`TextFlag.TextWordWrap`."""

STRONG_FOCUS, NO_FOCUS = 11, 0
"""For the property ``focusPolicy``."""

PLAIN_TEXT = 0
"""For the property ``textFormat``."""

NOT_INTERACTIVE = 0
"""For the property ``textInteractionFlags``."""

NEVER_SCROLLS, ALWAYS_SCROLLS = 1, 2
"""For the properties ``horizontalScrollBarPolicy`` and ``vertical…``: `ScrollBarAlwaysOff`, `ScrollBarAlwaysOn`."""


def enumerations_made() -> bool:
    """Whether PySide6 has made them already, so that to use them costs nothing more."""
    return "Qt" in vars(QtCore)
