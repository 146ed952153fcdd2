"""Says of a control that it changes nothing in the library, so that it works where all is only looked at."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)

_READS = "reads"


def reads(widget: W) -> W:
    """The widget, which from now on says that it changes nothing."""
    widget.setProperty(_READS, True)
    return widget


def does_read(widget: QWidget) -> bool:
    """Whether a widget says so."""
    return bool(widget.property(_READS))
