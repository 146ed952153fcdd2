"""How this library is encrypted, and all that can be changed about it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Body, Label, Muted, Small
from negdesk.desktop.encryption.lock_choice import LockChoice, PassphraseLines
from negdesk.desktop.encryption.recovery_sheet import RecoverySheet
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.encryption import Chosen, EncryptionState
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.encrypting import Encryption


class Relocks(Protocol):
    """Who closes the library, has its key changed, and opens it again where it was."""

    def encryption(self, library: Path) -> "Encryption": ...
    def relock(self, typed: str, chosen: Chosen) -> None: ...


class EncryptionSheet(SheetDialog):
    """Before anything is changed the passphrase is asked for, where there is one."""

    def __init__(self, shell: Shell, parent: QWidget, library: Path, session: Relocks) -> None:
        super().__init__(parent, t("Encryption"), width=620)
        self._shell, self._parent, self._library, self._session = shell, parent, library, session
        self._encryption = session.encryption(library)
        self._about = Body(wrap=True)
        self.column.addWidget(self._about)
        self.typed = QLineEdit()
        self.typed.setEchoMode(QLineEdit.EchoMode.Password)
        self.typed.setAccessibleName(t("Your passphrase as it is now, or the recovery code"))
        self.typed.setPlaceholderText(self.typed.accessibleName())
        self.column.addWidget(self.typed)
        self._said = Label(wrap=True, kind="refusal")
        self._said.hide()
        self.column.addWidget(self._said)
        self.column.addSpacing(4)
        self._notes: dict[QWidget, QWidget] = {}
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(14)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self.buttons = {
            name: self._row(words, about, do)
            for name, words, about, do in (
                (
                    "encrypt",
                    t("Encrypt…"),
                    t("The file is written anew and compared before it takes the old one's place."),
                    self._encrypt,
                ),
                ("passphrase", t("Change passphrase…"), t("The recovery code stays the same."), self._change),
                ("paper", t("Recovery paper…"), t("Shows the recovery code again, to print or save."), self._paper),
                ("keep", t("Use the key store"), t("This computer opens the library without typing."), self._keep),
                ("forget", t("Forget in key store"), t("The passphrase is asked for at each start."), self._forget),
                (
                    "renew",
                    t("New key…"),
                    t("Where a recovery paper came into other hands: old papers open the library no longer."),
                    self._renew,
                ),
                (
                    "decrypt",
                    t("Remove encryption…"),
                    t("Whoever can read the file can then read all of it."),
                    self._decrypt,
                ),
            )
        }
        self.column.addLayout(self._rows)
        self.column.addSpacing(6)
        self.add_close()
        self._show_state()

    # What can be done

    def _encrypt(self) -> None:
        choice = LockChoice(self._state.store_works, may_be_plain=False)
        about = t("The library is closed for a moment. Then you get a recovery code to print.")
        _Choosing(self, t("Encrypt this library"), about, choice, lambda: self._relock(choice.chosen())).open()

    def _renew(self) -> None:
        if not self._fits():
            return
        choice = LockChoice(self._state.store_works, may_be_plain=False)
        about = t(
            "The library is encrypted anew with another key, and you get a new recovery code. Backups made until now "
            "still open with the old code and passphrase."
        )
        _Choosing(self, t("New key"), about, choice, lambda: self._relock(choice.chosen())).open()

    def _decrypt(self) -> None:
        if not self._fits():
            return
        about = t(
            "Afterwards the file can be read by whoever gets hold of it, and so can every copy and backup made from "
            "then on."
        )
        _Choosing(self, t("Remove encryption"), about, None, lambda: self._relock(Chosen())).open()

    def _change(self) -> None:
        if not self._fits():
            return
        lines = PassphraseLines()

        def change() -> None:
            self._encryption.change_passphrase(self._words(), lines.passphrase())
            self._shell.desk.remember_key_file()
            self._done(t("The passphrase was changed. Copies and backups made until now keep the old one."))

        about = t("Encrypted as before; only the passphrase is another.")
        _Choosing(self, t("Change passphrase"), about, lines, change).open()

    def _paper(self) -> None:
        code = self._code()
        if code:
            RecoverySheet(self._shell, self, self._library, code, self._state).open()

    def _keep(self) -> None:
        if self._try(lambda: self._encryption.keep_in_store(self._words())):
            self._done(t("From now on this computer's key store opens the library."))

    def _forget(self) -> None:
        if self._try(self._encryption.forget_in_store):
            self._done(t("The key store has forgotten the key. The passphrase is asked for from now on."))

    def _relock(self, chosen: Chosen) -> None:
        typed = self._words()
        self.typed.clear()
        # Once the sheets have gone: the window they stand on is closed.
        QTimer.singleShot(0, self._parent, lambda: self._session.relock(typed, chosen))
        self.accept()

    # Saying

    def _show_state(self) -> None:
        self._state = state = self._encryption.state()
        self._about.setText(_words_of(state))
        self.typed.setVisible(state.encrypted and (state.has_passphrase or not state.stored))
        offered = {
            "encrypt": not state.encrypted,
            "passphrase": state.encrypted,
            "paper": state.encrypted,
            "keep": state.encrypted and state.store_works and not state.stored,
            "forget": state.stored and state.has_passphrase,
            "renew": state.encrypted,
            "decrypt": state.encrypted,
        }
        self.buttons["passphrase"].set_text(
            t("Change passphrase…") if state.has_passphrase else t("Choose a passphrase…")
        )
        for name, button in self.buttons.items():
            button.setVisible(offered[name])
            self._notes[button].setVisible(offered[name])
        first = (
            self.typed if self.typed.isVisibleTo(self) else self.buttons["passphrase" if state.encrypted else "encrypt"]
        )
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self) -> str:
        return self.typed.text() if self.typed.isVisibleTo(self) else ""

    def _fits(self) -> bool:
        """Whether what was typed opens the library, before anything else is asked."""
        return bool(self._code())

    def _code(self) -> str:
        """The recovery code; nothing where what was typed does not open the library, which is said."""
        code = ""

        def ask() -> None:
            nonlocal code
            code = self._encryption.code(self._words())

        self._try(ask)
        return code

    def _try(self, deed: Callable[[], object]) -> bool:
        """Do it; where it is refused say why, and nothing was changed."""
        self._say("")
        try:
            if self.typed.isVisibleTo(self) and not self._words():
                raise Refusal(t("Write your passphrase first; nothing is changed without it."), "passphrase")
            deed()
        except Refusal as refusal:
            self._say(refusal.sentence, "warn")
            mark_refused(self.typed, refusal.sentence)
            if self.typed.isVisibleTo(self):
                self.typed.selectAll()
                self.typed.setFocus()
            return False
        return True

    def _done(self, sentence: str) -> None:
        self.typed.clear()
        self._show_state()
        self._say(sentence, "good")

    def _say(self, sentence: str, tone: str = "") -> None:
        mark_refused(self.typed, "")
        self._said.setText(sentence)
        self._said.set_tone(tone)
        self._said.setVisible(bool(sentence))

    def _row(self, words: str, about: str, do: Callable[[], object]) -> Button:
        button, note = Button(words), Small(about, wrap=True)
        button.setAccessibleDescription(about)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: do())
        row = self._rows.rowCount()
        self._rows.addWidget(button, row, 0)
        self._rows.addWidget(note, row, 1)
        self._notes[button] = note
        return button


class _Choosing(SheetDialog):
    """Asks for what a change needs and does it; what is refused is said here."""

    def __init__(
        self, parent: QWidget, title: str, about: str, choice: LockChoice | PassphraseLines | None,
        do: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(parent, title, width=560)
        self._do = do
        self.column.addWidget(Muted(about, wrap=True))
        self.column.addSpacing(4)
        if choice is not None:
            choice.entered.connect(self.go)
            self.column.addWidget(choice)
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        self.column.addWidget(self._said)
        self.column.addSpacing(6)
        button = self.add_buttons(t("Cancel"), title, self.go)
        if isinstance(choice, LockChoice):
            choice.start()
        elif choice is not None:
            choice.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        """Do it, and close."""
        self._said.hide()
        try:
            self._do()
        except Refusal as refusal:
            if refusal.field not in ("passphrase", "again"):  # those stand at their lines
                self._said.setText(refusal.sentence)
                self._said.show()
        else:
            self.accept()


def _words_of(state: EncryptionState) -> str:
    if not state.encrypted:
        return t("This library is not encrypted: whoever can read the file can read all of it.")
    if state.has_passphrase and state.stored:
        return t("This library is encrypted. On this computer its key store opens it; elsewhere your passphrase does.")
    if state.has_passphrase:
        return t("This library is encrypted. Your passphrase opens it.")
    if state.stored:
        return t("This library is encrypted. The key store of this computer alone opens it; it has no passphrase.")
    return t("This library is encrypted. Nothing opens it but its recovery code: choose a passphrase.")
