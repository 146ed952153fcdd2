"""The line that writes in the private log, always there."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.cards import paint_card
from negdesk.desktop.controls.chips import Chip, KeyCap
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.line_field import LineEditor
from negdesk.desktop.counterparts.entry_details import EntryDetails, kind_before_colon
from negdesk.desktop.counterparts.line_completion import LineCompletion
from negdesk.desktop.counterparts.line_draft import Draft
from negdesk.desktop.draft_keeping import DraftKeeping
from negdesk.desktop.meeting.match_list import MatchList
from negdesk.desktop.shell import Shell
from negdesk.desktop.window_actions import keys
from negdesk.domain.counterpart import EntryKind, log_place
from negdesk.domain.dates import weekday_name
from negdesk.domain.day_in_words import DayRead, find_day
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import NegotiationOf


class LogLine(QWidget):
    """What is typed becomes an entry with Enter. Kind, rapport, worth, day and negotiation are set beneath it.

    Ctrl+Up and Ctrl+Down choose the kind, and so does its word with a colon at the beginning; Ctrl+0 to Ctrl+5 note the
    rapport. A day in words is shown before Enter, and Escape takes it back. Down goes to the log.
    """

    down = Signal()
    """The cursor wants to go on to the entries."""
    written = Signal(int)
    """An entry with this number was made."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._counterpart_id = 0
        self._day: DayRead | None = None
        self._no_day = ""
        self._aside: Draft | None = None
        self._drafts = DraftKeeping(shell, self, lambda: self._draft().kept(), self._say)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = _Line(self)
        self.line.setPlaceholderText(t("Write in the private log…"))
        self.line.setAccessibleName(t("Write in the private log"))
        self.line.returnPressed.connect(self.write)
        self.line.textEdited.connect(self._typed)
        self.line.focus_changed.connect(self.update)
        self.line.left.connect(self._drafts.keep)
        self.matches = MatchList()
        self.completion = LineCompletion(shell, self.line, self.matches)
        self.line.cursorPositionChanged.connect(lambda _before, _now: self.completion.offer())
        self.day_read, self._take_back = Chip("", "accent"), KeyCap(t("Esc"))
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        for cap in (self.day_read, self._take_back):
            top.addWidget(cap)
        top.addWidget(KeyCap(keys(BY_NAME["write_log"])))
        self.details = EntryDetails(shell, self._set, no_day=t("today"))
        self.details.add_corner(KeyCap(t("Ctrl ↑ ↓")))
        self._said = Label(kind="refusal", wrap=True)
        self._said.setContentsMargins(6, 0, 6, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 14, 7)
        column.setSpacing(4)
        for part in (self.details, self._said, self.matches, self.day_read, self._take_back):
            part.setParent(self)  # or showing it would open a window of its own
        column.addLayout(top)
        column.addWidget(self.matches)
        column.addWidget(self.details)
        column.addWidget(self._said)
        self._show()

    def show_counterpart(self, counterpart_id: int) -> None:
        """Write about this one from now on; what was typed about them and not written waits there."""
        if counterpart_id == self._counterpart_id:
            return
        self._drafts.keep()
        self._counterpart_id = self.completion.but = counterpart_id
        self._empty()
        self._aside = None
        draft = Draft.read(self._drafts.begin(log_place(counterpart_id)))
        if draft.text and self._shell.shielded:
            self._aside = draft
        elif draft.text:
            self._take_up(draft)

    def set_masked(self, on: bool) -> None:
        """Put what is typed out of sight while the shield is on; it comes back when it is down."""
        if on and self._aside is None and self.line.text().strip():
            self._drafts.keep()
            self._aside = self._draft()
            self._empty()
        elif not on and self._aside is not None:
            draft, self._aside = self._draft(), None
            self._take_up(draft)

    def offer_negotiations(self, negotiations: Sequence[NegotiationOf]) -> None:
        """The negotiations that an entry may be about."""
        self.details.offer_negotiations(negotiations)

    def flush(self) -> None:
        """Keep what is typed, so that nothing is lost when the page is left."""
        self._drafts.keep()

    def unkept_text(self) -> str:
        """What would be gone with the window where drafts cannot be kept."""
        return self.line.text() if self._drafts.unkept else ""

    def write(self) -> None:
        """Make an entry of what is typed; what is refused stays, with the sentence beneath."""
        if not self.line.text().strip() or not self._counterpart_id:
            return
        details, read = self.details, self._day
        text = self.line.text() if read is None else read.rest(self.line.text())
        try:
            number = self._shell.try_do(
                commands.log.write_entry,
                self._counterpart_id,
                text,
                details.kind,
                happened_on=details.happened_on() or (self._shell.today() if read is None else read.day),
                rapport=details.rapport.value() or None,
                value=details.worth(),
                negotiation_id=details.negotiation_id(),
                mentioned=tuple(self.completion.chosen),
            )
        except Refusal as refusal:
            self._say(refusal.sentence)
            self._said.setVisible(not details.day.refusal)  # the day says it beneath itself
            return
        self._drafts.written()
        self._empty()
        if self._aside is not None:
            self._drafts.keep()
        self.written.emit(number)

    def forget(self) -> None:
        """Begin anew, and keep no draft."""
        self._empty()
        self._drafts.keep()

    def _empty(self) -> None:
        self.line.clear()
        self.details.forget()
        self.completion.forget()
        self._no_day = ""
        self._read_day()
        self._show()

    def _draft(self) -> Draft:
        """What is typed, behind what the shield put out of sight."""
        details, aside = self.details, self._aside
        if aside is not None:
            return replace(aside, text=f"{aside.text} {self.line.text()}".strip())
        steps = details.rapport.value() or 0, details.value.value() or 0
        chosen = details.negotiation.text()
        return Draft(self.line.text(), details.kind.value, *steps, details.day.text(), chosen)

    def _take_up(self, draft: Draft) -> None:
        self.line.setText(draft.text)
        self.details.choose(EntryKind(draft.kind))
        self.details.rapport.set_value(draft.rapport)
        self.details.value.set_value(draft.value)
        self.details.day.edit.setText(draft.day)
        self.details.negotiation.set_value(draft.negotiation)
        self._read_day()
        self._show()

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._day is not None and self.line.hasFocus():
            self._no_day = self.line.text()[self._day.start : self._day.end]
            self._read_day()
            return
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
        self._read_day()
        self.completion.offer()
        self._drafts.typed()
        self._show()

    def _read_day(self) -> None:
        """Show beside the line which day it speaks of, unless that was taken back."""
        text = self.line.text()
        read = find_day(text, self._shell.today()) if text else None
        if read is not None and text[read.start : read.end] == self._no_day:
            read = None
        self._day = read
        said = "" if read is None else t("{weekday} {day}", weekday=weekday_name(read.day),
                                         day=self._shell.date_text(read.day))  # fmt: skip
        self.day_read.set_text(said)
        self.details.offer_day(t("today") if read is None else self._shell.date_text(read.day))
        for part in (self.day_read, self._take_back):
            part.setVisible(read is not None)
        heard = t("Of {day}. Escape takes that back.", day=said) if said else ""
        self.line.setAccessibleDescription(heard)

    def rate(self, steps: int) -> None:
        """Note how it was, from 1 to 5; 0 for nothing about it."""
        if self.line.text():
            self.details.rapport.set_value(steps)
            self._drafts.typed()

    def _set(self, name: str, value: object) -> None:
        """The details hold what is set, until the entry is written."""
        self._drafts.typed()
        if name == "kind":
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self._said.hide()
        self.details.setVisible(bool(self.line.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), focused=self.line.hasFocus())


class _Line(LineEditor):
    """The editor, whose frame is the card's."""

    focus_changed = Signal()

    def __init__(self, owner: LogLine) -> None:
        super().__init__()
        self._owner = owner
        self.setProperty("cell", True)
        self.setProperty("bare", True)

    def event(self, event: QEvent) -> bool:
        # Tab would leave the line before any key is asked about.
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        if tab and isinstance(event, QKeyEvent) and self._owner.completion.key(event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _steps(event) is not None:
            event.accept()  # or an action of the window that has the key would be done
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if self._owner.completion.key(event):
            return
        if step and control:
            if self.text():
                self._owner.details.step(step)
            return
        steps = _steps(event)
        if steps is not None:
            self._owner.rate(steps)
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
        self._owner.completion.offer()
        self.focus_changed.emit()


def _steps(event: QKeyEvent) -> int | None:
    """The rapport that Ctrl+0 to Ctrl+5 stand for."""
    control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
    return event.key() - Qt.Key.Key_0 if control and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_5 else None
