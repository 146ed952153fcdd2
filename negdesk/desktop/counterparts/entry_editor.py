"""Edits one entry of the log in its place; everything is saved as it is set."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.counterparts.entry_details import EntryDetails
from negdesk.desktop.screen import settle
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.counterpart import NegotiationOf, log_entry
from negdesk.queries.past import past_of


class EntryEditor(QWidget):
    """Words, kind, rapport, worth, day and negotiation of an entry. Escape or Ctrl+Enter is `done`."""

    done = Signal()

    def __init__(
        self, shell: Shell, number: int, negotiations: Sequence[NegotiationOf], bin_it: Callable[[], object]
    ) -> None:
        super().__init__()
        self._shell = shell
        self._number = number
        self.text = TextField(t("Entry"), self._save_text)
        self.text.entered.connect(self.done)
        self.text.edit.installEventFilter(self)
        self.details = EntryDetails(shell, self._save)
        self.details.offer_negotiations(negotiations)
        self.before = Button(t("Said before…"), "quiet")
        self.before.clicked.connect(self._show_past)
        remove, close = Button(t("Move to the bin"), "quiet"), Button(t("Done"), "quiet")
        close.setToolTip(t("Escape or Ctrl+Enter"))
        remove.clicked.connect(lambda: bin_it())
        close.clicked.connect(self.done)
        for button in (self.before, remove, close):
            self.details.add_corner(button)
        text = QHBoxLayout()
        text.setContentsMargins(3, 0, 0, 0)
        text.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(text)
        column.addWidget(self.details)
        self.show_entry()

    def show_entry(self) -> None:
        """Show what the library says; text that is not taken yet stays."""
        entry = self._shell.ask(log_entry, self._number)
        if entry is not None:
            self.text.set_value(entry.text)
            self.details.show_entry(entry)
        self.before.setVisible(bool(self._shell.ask(past_of, "log_entry", self._number)))

    def _show_past(self) -> None:
        from negdesk.desktop.counterparts.past_sheet import PastSheet

        settle(self)
        PastSheet(self._shell, self, "log_entry", self._number).open()

    def take_up_typed(self) -> None:
        """Have what was refused in its fields, and kept, stand in them again with the reasons."""
        for field in (self.text, self.details.day):
            field.take_up_typed()

    def settled(self) -> bool:
        """Save what is typed; whether all of it was taken."""
        settle(self)
        return not (self.text.pending or self.details.day.pending)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        elif not self._stepped(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The text would scroll with these keys, which it never has to: it is as high as its words.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._stepped(event):
            return True
        return super().eventFilter(watched, event)

    def _stepped(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.details.step(step)
        return True

    def _save_text(self, text: str) -> None:
        self._shell.type_into(f"log_entry:{self._number}", commands.log.edit_entry, self._number, text=text)

    def _save(self, name: str, value: object) -> None:
        """One thing that was set beside the words."""
        edit = commands.log.edit_entry
        if name == "negotiation_id":
            about = value if isinstance(value, int) else None
            self._shell.do(commands.log.set_negotiation, self._number, about)
        elif name == "happened_on":
            self._shell.try_do(edit, self._number, happened_on=value)  # type: ignore[arg-type]  # a day, as its field says
        else:
            self._shell.do(edit, self._number, **{name: value})  # type: ignore[arg-type]  # of the type its name has
