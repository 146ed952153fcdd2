"""The first start: start my own, open one that is there, or look around the sample."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from negdesk.desktop.application import show_icon
from negdesk.desktop.heard import say_what_is_what
from negdesk.desktop.qt_numbers import PLAIN_TEXT
from negdesk.domain.wording import t
from negdesk.library_files import SUFFIX, data_folder


class WelcomeWindow(QWidget):
    """A friendly choice, made once."""

    heard_as = "Window"

    own = Signal()
    other = Signal(Path)
    """A library that lies elsewhere."""
    sample = Signal()

    def __init__(self) -> None:
        super().__init__()
        show_icon()
        self.setWindowTitle("NegDesk")
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 48, 56, 40)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(_words(t("Welcome to your desk"), "page"))
        column.addWidget(
            _words(
                t(
                    "Go in with a plan, give first, see gives and gets as they happen, and leave with a page both can "
                    "keep. All you write stays on this computer, in one file that is yours."
                ),
                "subtitle",
            )
        )
        column.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(10)
        begin = QPushButton(t("Start my own"))
        begin.setProperty("kind", "primary")
        begin.setDefault(True)
        begin.clicked.connect(self.own)
        other = QPushButton(t("Open a library…"))
        other.clicked.connect(self._choose)
        look = QPushButton(t("Look around the sample"))
        look.clicked.connect(self.sample)
        for button in (begin, other, look):
            button.setAccessibleName(button.text())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._refusal = _words("", "refusal")
        column.addWidget(self._refusal)
        column.addWidget(
            _words(t("The sample is a library of its own. You can come back to it at any time from the menu."), "small")
        )
        column.addStretch(1)
        begin.setFocus()
        QTimer.singleShot(0, self, say_what_is_what)

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        pattern = t("NegDesk libraries ({pattern})", pattern=f"*{SUFFIX}")
        chosen, _ = QFileDialog.getOpenFileName(self, t("Open library"), str(data_folder()), pattern)
        if chosen:
            self.other.emit(Path(chosen))

    def refuse(self, sentence: str) -> None:
        """Say why that could not be done."""
        self._refusal.setText(sentence)


def _words(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("textFormat", PLAIN_TEXT)
    label.setWordWrap(True)
    label.setProperty("kind", kind)
    return label
