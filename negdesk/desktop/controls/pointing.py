"""The shape that the mouse has over a control."""

from functools import partial

from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from negdesk.desktop import qt_numbers


def point(widget: QWidget, shape: str) -> None:
    """Give the mouse a shape of `Qt.CursorShape` over `widget`; called when it comes in.

    Where the window opens under the mouse that waits for the first paint (see `qt_numbers`).
    """
    if qt_numbers.enumerations_made():
        widget.setCursor(QtCore.Qt.CursorShape[shape])
    else:
        QTimer.singleShot(100, widget, partial(point, widget, shape))
