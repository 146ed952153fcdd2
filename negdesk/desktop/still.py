"""Pages that are only looked at: their fields let nothing be typed, and what would change something is disabled.

A control that changes nothing says so (`negdesk.desktop.controls.reading`); every other one is taken for one that does.
"""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.buttons import LinkButton
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.reading import does_read
from negdesk.desktop.counterparts.log_line import LogLine

_WRITERS = (Dots, Lamp, LinkButton, QCheckBox, QPushButton, TickBox)


class Stillness(QObject):
    """Holds all that comes into sight inside a widget still, as long as that is there."""

    def __init__(self, within: QWidget) -> None:
        super().__init__(within)
        self._within = within
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() in (QEvent.Type.Show, QEvent.Type.EnabledChange)
            and isinstance(watched, QWidget)
            and self._within.isAncestorOf(watched)
        ):
            _hold(watched)
        return False


def _hold(widget: QWidget) -> None:
    if does_read(widget):
        return
    if isinstance(widget, AddLine | LogLine):
        QTimer.singleShot(0, widget, widget.hide)  # once it is shown: an invitation to what cannot be done
    elif isinstance(widget, Field):
        widget.hold_still()
    elif isinstance(widget, _WRITERS):
        if widget.isEnabled():
            widget.setEnabled(False)
    elif isinstance(widget, QLineEdit | QPlainTextEdit) and not isinstance(widget.parentWidget(), Field):
        widget.setReadOnly(True)
