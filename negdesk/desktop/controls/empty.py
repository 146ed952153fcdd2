"""What a place says while there is nothing in it: what it is for, and what to do first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Heading, Muted


class EmptyState(QWidget):
    """A title, a sentence, and a button where there is something to begin with."""

    heard_as = "Grouping"

    pressed = Signal()

    def __init__(self, title: str, sentence: str, button_text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title = Heading(title)
        self.sentence = Muted(sentence, wrap=True)
        self.sentence.setAlignment(centre | Qt.AlignmentFlag.AlignTop)
        self.button = Button(button_text, "primary")
        self.button.clicked.connect(self.pressed)
        layout.addWidget(self.title, 0, centre)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.sentence, 3)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addSpacing(6)
        layout.addWidget(self.button, 0, centre)
        self.button.setVisible(bool(button_text))
        layout.addStretch(3)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
