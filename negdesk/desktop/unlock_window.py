"""Opening an encrypted library: its passphrase or its recovery code, and nothing of what is in it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from negdesk.desktop.application import show_icon
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.front_window import FrontWindow
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t


class UnlockWindow(FrontWindow):
    """`open_with` is called with what was typed and opens the library; the sentence of its `Refusal` is shown here.

    With `by_store` nothing need be typed: the library has no passphrase, and the key store is asked. `rescue` offers
    its backups and a salvage; it is called with why the library did not open, where it did not, and what was typed.
    """

    def __init__(
        self, library: Path, open_with: Callable[[str], object], rescue: Callable[[str, str], object],
        locked: bool = False, by_store: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(560, 340)
        show_icon()
        self._open_with, self._rescue = open_with, rescue
        self._damage = ("", "")
        self._by_store = by_store
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(t("Recovery code") if by_store else t("Passphrase or recovery code"))
        self.line.setPlaceholderText(self.line.accessibleName())
        self.line.returnPressed.connect(self.unlock)
        self._show = QCheckBox(t("Show what I type"))
        self._show.toggled.connect(self._set_shown)
        self._refusal = Label(kind="refusal", wrap=True)
        self.button = Button(t("Open"), "primary")
        self.button.clicked.connect(self.unlock)
        leave = Button(t("Quit"))
        leave.clicked.connect(self.close)
        self.backups = Button(t("Backups…"))
        self.backups.clicked.connect(self._offer_backups)
        row = QHBoxLayout()
        for each in (self.button, leave):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.backups)
        column = self.column
        column.addWidget(Label(t("Locked") if locked else t("Open your library"), kind="page"))
        column.addWidget(Small(t("{name} is encrypted. Nothing of it is open.", name=library.name), wrap=True))
        if by_store:
            words = t(
                "It has no passphrase: Open asks the key store of this computer, else the recovery code opens it."
            )
            column.addWidget(Small(words, wrap=True))
        column.addSpacing(8)
        for widget in (self.line, self._refusal, self._show):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)
        (self.button if by_store else self.line).setFocus()

    def unlock(self) -> None:
        """Open with what was typed; where that is refused, say why and keep the cursor in the line."""
        typed = self.line.text()
        try:
            if not typed and not self._by_store:
                raise Refusal(t("Write the passphrase first."), "passphrase")
            self._open_with(typed)
        except Refusal as refusal:
            damaged = refusal.offers == "restore"
            self._damage = (refusal.sentence, typed) if damaged else ("", "")
            self._refusal.setText(refusal.sentence)
            mark_refused(self.line, refusal.sentence)
            self.line.selectAll()
            (self.backups if damaged else self.line).setFocus()
        else:
            self.line.clear()
            self.close()

    def _offer_backups(self) -> None:
        self._rescue(*self._damage)
        self._damage = ("", "")
        self.line.clear()
        self.close()

    def _set_shown(self, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
