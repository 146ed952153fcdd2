"""Pages that are only looked at: their fields let nothing be typed, and what would change something is disabled.

A button that changes nothing says so by its property ``reads``; every other one is taken for one that does.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from negdesk.desktop.controls.add_line import AddLine
from negdesk.desktop.controls.buttons import LinkButton
from negdesk.desktop.controls.checks import TickBox
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.field import Field
from negdesk.desktop.controls.lamp import Lamp

_WRITERS = (AddLine, Dots, Lamp, LinkButton, QPushButton, TickBox)


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
    if widget.property("reads"):
        return
    if isinstance(widget, Field):
        widget.hold_still()
    elif isinstance(widget, _WRITERS):
        if widget.isEnabled():
            widget.setEnabled(False)
    elif isinstance(widget, QLineEdit | QPlainTextEdit) and not isinstance(widget.parentWidget(), Field):
        widget.setReadOnly(True)
