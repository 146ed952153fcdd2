"""What is typed beside the capture line is meant for it: nobody in a meeting looks where the cursor is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from negdesk.desktop.meeting.capture_line import CaptureLine

_OF_LETTERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def goes_into(line: CaptureLine, event: QKeyEvent) -> bool:
    """Have a letter or sign that nothing else has a use for be typed in the line, which has the cursor then.

    Whether it was one, and the line is in sight.
    """
    if event.modifiers() & ~_OF_LETTERS or not event.text().strip() or not event.text().isprintable():
        return False
    if not line.isVisible():
        return False
    line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.sendEvent(line.edit, event)
    return True
