"""The second step of the first start: how the new library opens."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label, Muted, Small, Title
from negdesk.desktop.encryption.lock_choice import LockChoice
from negdesk.desktop.front_window import FrontWindow
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t


class NewLibraryWindow(FrontWindow):
    """`make` is called with what was chosen and makes the library; the sentence of its `Refusal` is shown here."""

    back = Signal()
    """The person wants to go back to the welcome."""

    def __init__(self, library: Path, store_works: bool, make: Callable[[Chosen], object]) -> None:
        super().__init__(640, 660)
        self._make = make
        self.choice = LockChoice(store_works)
        self.choice.entered.connect(self.begin)
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.button = Button(t("Begin"), "primary")
        self.button.clicked.connect(self.begin)
        back = Button(t("Back"))
        back.clicked.connect(self.back)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.button)
        row.addWidget(back)
        row.addStretch(1)
        column = self.column
        column.addWidget(Title(t("How should your library open?")))
        column.addWidget(
            Muted(
                t(
                    "What you write here would hurt in other hands, so the file is encrypted. Next you get a recovery "
                    "code to print: it opens the library when all else is gone."
                ),
                wrap=True,
            )
        )
        column.addSpacing(8)
        column.addWidget(self.choice)
        column.addWidget(self._refusal)
        column.addSpacing(8)
        column.addLayout(row)
        column.addWidget(Small(t("The library is the file {path}.", path=library), wrap=True))
        column.addStretch(1)
        self.choice.start()

    def begin(self) -> None:
        """Make the library as it was chosen; where that is refused, say why."""
        self._say("")
        try:
            chosen = self.choice.chosen()
        except Refusal:
            return  # it stands at its line
        try:
            self._make(chosen)
        except Refusal as refusal:
            self._say(refusal.sentence)
        else:
            self.choice.lines.forget()
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
