"""A calm sheet over the window: title, what it is about, and Escape to leave it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget


class SheetDialog(QDialog):
    """A dialog that does not stop the program, closes with Escape, and goes when it is closed."""

    def __init__(self, parent: QWidget, title: str, width: int = 520) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(10)
        head = QLabel(title)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setProperty("kind", "page")
        self.column.addWidget(head)
