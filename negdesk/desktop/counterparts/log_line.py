"""The line that writes in the private log, always there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.cards import paint_card
from negdesk.desktop.controls.chips import KeyCap
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.counterparts.entry_details import EntryDetails, kind_before_colon
from negdesk.desktop.shell import Shell
from negdesk.desktop.window_actions import keys
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import NegotiationOf


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was typed about one counterpart and could not be written, kept until one comes back to it."""

    text: str
    kind: EntryKind
    rapport: int
    value: int
    day: str


class LogLine(QWidget):
    """What is typed becomes an entry with Enter. Kind, rapport, worth, day and negotiation are set beneath it.

    Ctrl+Up and Ctrl+Down choose the kind, and so does its word with a colon at the beginning. Down goes to the log.
    """

    down = Signal()
    """The cursor wants to go on to the entries."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._counterpart_id = 0
        self._drafts: dict[int, _Draft] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = _Line(self)
        self.line.setPlaceholderText(t("Write in the private log…"))
        self.line.setAccessibleName(t("Write in the private log"))
        self.line.returnPressed.connect(self.write)
        self.line.textEdited.connect(self._typed)
        self.line.focus_changed.connect(self.update)
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(KeyCap(keys(BY_NAME["write_log"])))
        self.details = EntryDetails(shell, self._set, no_day=t("today"))
        self.details.add_corner(KeyCap(t("Ctrl ↑ ↓")))
        self._said = Label(kind="refusal", wrap=True)
        self._said.setContentsMargins(6, 0, 6, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 14, 7)
        column.setSpacing(4)
        for part in (self.details, self._said):
            part.setParent(self)  # or showing it would open a window of its own
        column.addLayout(top)
        column.addWidget(self.details)
        column.addWidget(self._said)
        self._show()

    def show_counterpart(self, counterpart_id: int) -> None:
        """Write about this one from now on; what could not be written about another waits there."""
        if counterpart_id == self._counterpart_id:
            return
        if self.line.text().strip() and self._counterpart_id:
            steps = self.details
            self._drafts[self._counterpart_id] = _Draft(
                self.line.text(), steps.kind, steps.rapport.value() or 0, steps.value.value() or 0, steps.day.text()
            )
        self._counterpart_id = counterpart_id
        self.forget()
        draft = self._drafts.pop(counterpart_id, None)
        if draft is not None:
            self._take_up(draft)

    def offer_negotiations(self, negotiations: Sequence[NegotiationOf]) -> None:
        """The negotiations that an entry may be about."""
        self.details.offer_negotiations(negotiations)

    def flush(self) -> None:
        """Write what is typed, so that nothing is lost when the page is left."""
        self.write()

    def write(self) -> None:
        """Make an entry of what is typed; what is refused stays, with the sentence beneath."""
        if not self.line.text().strip() or not self._counterpart_id:
            return
        details = self.details
        try:
            self._shell.try_do(
                commands.log.write_entry,
                self._counterpart_id,
                self.line.text(),
                details.kind,
                happened_on=details.happened_on(),
                rapport=details.rapport.value() or None,
                value=details.worth(),
                negotiation_id=details.negotiation_id(),
            )
        except Refusal as refusal:
            self._said.setText(refusal.sentence)
            self._said.setVisible(not details.day.refusal)  # the day says it beneath itself
            return
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.line.clear()
        self.details.forget()
        self._show()

    def _take_up(self, draft: _Draft) -> None:
        self.line.setText(draft.text)
        self.details.choose(draft.kind)
        self.details.rapport.set_value(draft.rapport)
        self.details.value.set_value(draft.value)
        self.details.day.edit.setText(draft.day)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()  # from the details beneath
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        found = kind_before_colon(text)
        if found is not None:
            self.details.choose(found[0])
            self.line.setText(found[1])
        self._show()

    def _set(self, name: str, value: object) -> None:
        """The details hold what is set, until the entry is written."""
        if name == "kind":
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self._said.hide()
        self.details.setVisible(bool(self.line.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), focused=self.line.hasFocus())


class _Line(QLineEdit):
    """The editor, whose frame is the card's."""

    focus_changed = Signal()

    def __init__(self, owner: LogLine) -> None:
        super().__init__()
        self._owner = owner
        self.setProperty("cell", True)
        self.setProperty("bare", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.text():
                self._owner.details.step(step)
            return
        if step == 1:
            self._owner.down.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()
