"""Choosing how a library opens: by a passphrase, by this computer's key store, or not encrypted at all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label, Small
from negdesk.domain.encryption import Chosen
from negdesk.domain.passphrase import Strength, check_passphrase, strength
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

_INDENT = 27
_TONES = {Strength.SHORT: "warn", Strength.WEAK: "warn", Strength.FAIR: "muted", Strength.STRONG: "good"}


class PassphraseLines(QWidget):
    """A new passphrase, written twice, with a sentence on how long it would withstand guessing."""

    entered = Signal()
    """Enter was pressed in the second line."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self._line(t("New passphrase"))
        self.again = self._line(t("The same once more"))
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self.first.textChanged.connect(self._judge)
        self._strength = Small(t("Four or five unrelated words are strong and can be remembered."), wrap=True)
        self._shown = QCheckBox(t("Show what I type"))
        self._shown.toggled.connect(self._set_shown)
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for widget in (self.first, self._strength, self.again, self._refusal, self._shown):
            column.addWidget(widget)

    def passphrase(self) -> str:
        """What was written. Raises `Refusal`, said at its line, where it is too short or the two are not the same."""
        self._say("")
        try:
            return check_passphrase(self.first.text(), self.again.text())
        except Refusal as refusal:
            self._say(refusal.sentence, self.again if refusal.field == "again" else self.first)
            raise

    def forget(self) -> None:
        """Empty both lines."""
        for line in (self.first, self.again):
            line.clear()

    def _say(self, sentence: str, at: QLineEdit | None = None) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        for line in (self.first, self.again):
            mark_refused(line, sentence if line is at else "")
        if at is not None:
            at.setFocus()

    def _judge(self, typed: str) -> None:
        judged = strength(typed)
        self._strength.setText(judged.label)
        self._strength.set_tone(_TONES[judged])
        self.first.setAccessibleDescription(judged.label)

    def _set_shown(self, on: bool) -> None:
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    @staticmethod
    def _line(words: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setMinimumHeight(34)
        line.setAccessibleName(words)
        line.setPlaceholderText(words)
        return line


class LockChoice(QWidget):
    """Up and Down choose, Enter in the second line is `entered`. Without a key store its choices are not offered."""

    entered = Signal()

    def __init__(self, store_works: bool, may_be_plain: bool = True) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._ways = QButtonGroup(self)
        self.by_passphrase = self._way(
            t("With a passphrase"), t("You type it when the library opens. It can be opened on any computer.")
        )
        self.lines = PassphraseLines()
        self.lines.entered.connect(self.entered)
        self.in_store = QCheckBox(t("On this computer its key store opens it, without typing"))
        self.in_store.setVisible(store_works)
        self.in_store.setChecked(store_works)
        inner = QVBoxLayout()
        inner.setContentsMargins(_INDENT, 0, 0, 6)
        inner.setSpacing(7)
        inner.addWidget(self.lines)
        inner.addWidget(self.in_store)
        self._column.addLayout(inner)
        self.by_store = self._way(
            t("By this computer's key store alone"),
            t(
                "Nothing to type or to remember: whoever is logged in here opens it. Elsewhere only the recovery code "
                "does."
            ),
            offered=store_works,
        )
        self.plain = self._way(
            t("Not encrypted"),
            t("Whoever can read the file can read all of it: on this disk, on a copy, on a stolen computer."),
            offered=may_be_plain,
        )
        self.by_passphrase.setChecked(True)
        self._ways.buttonToggled.connect(lambda _button, _on: self._show_lines())

    def chosen(self) -> Chosen:
        """What is chosen. Raises `Refusal`, which is said at its line."""
        if self.plain.isChecked():
            return Chosen()
        if self.by_store.isChecked():
            return Chosen(in_store=True)
        in_store = self.in_store.isVisibleTo(self) and self.in_store.isChecked()
        return Chosen(self.lines.passphrase(), in_store)

    def start(self) -> None:
        """Put the cursor where one begins."""
        self.lines.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, words: str, about: str, offered: bool = True) -> QRadioButton:
        button = QRadioButton(words)
        button.setAccessibleName(words)
        button.setAccessibleDescription(about)
        note = Small(about, wrap=True)
        note.setContentsMargins(_INDENT, 0, 0, 4)
        for widget in (button, note):
            widget.setVisible(offered)
            self._column.addWidget(widget)
        self._ways.addButton(button)
        return button

    def _show_lines(self) -> None:
        on = self.by_passphrase.isChecked()
        self.lines.setEnabled(on)
        self.in_store.setEnabled(on)
