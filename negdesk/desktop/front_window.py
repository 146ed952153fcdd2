"""A window that stands where the main one would: before a library is open, or while none is."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from negdesk.desktop.heard import say_what_is_what


class FrontWindow(QWidget):
    """Put its parts into `column`, and a stretch after the last. It goes when it is closed."""

    heard_as = "Window"

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.setWindowTitle("NegDesk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(width, height)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(56, 40, 56, 36)
        self.column.setSpacing(10)
        self.column.addStretch(1)
        QTimer.singleShot(0, self, say_what_is_what)
