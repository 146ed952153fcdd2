"""What a page says whose subject lies in the bin."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label
from negdesk.domain.wording import t


class BinNote(QWidget):
    """`sentence`, and the button that takes it out again."""

    def __init__(self, sentence: str, give_back: Callable[[], object]) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.give_back = Button(t("Give back"))
        self.give_back.clicked.connect(lambda: give_back())
        line.addWidget(Label(sentence, kind="banner", wrap=True), 1)
        line.addWidget(self.give_back)
