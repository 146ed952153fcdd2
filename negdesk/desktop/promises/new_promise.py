"""The line that adds a promise: whose it is, what, to what it belongs, and by when."""

import json
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.typed import keep_typed, typed_at
from negdesk.desktop.controls.veil import Veil
from negdesk.desktop.promises.about_line import AboutLine
from negdesk.desktop.shell import Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t


class NewPromise(QWidget):
    """Enter in any part adds it. In the words Ctrl+Up and Ctrl+Down change whose it is, and Down leaves them."""

    left_downwards = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._sides = QButtonGroup(self)
        self._kept = ""
        self.text = QLineEdit()
        self._veil = Veil(self.text)
        self.text.setPlaceholderText(t("A new promise, and Enter"))
        self.text.setAccessibleName(t("A new promise"))
        self.text.returnPressed.connect(self.add)
        self.text.installEventFilter(self)
        self.about = AboutLine(shell, self.add)
        self.day = DateField(t("By when"), _hold, today=shell.today, placeholder=t("by when"), framed=True)
        self.day.edit.returnPressed.connect(self.add)
        self._said = Label(kind="refusal", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(self._side_buttons())
        row.addWidget(self.text, 5)
        row.addWidget(self.about, 3)
        row.addWidget(self.day, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        self.day.say_beneath(column)
        column.addWidget(self._said)
        self._said.hide()
        for line in (self.text, self.about):
            line.textEdited.connect(lambda _text: self._say("", None))

    def _side_buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        for number, side in enumerate(Side):
            button = QPushButton(side.label)
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(t("Whose promise: {side}", side=side.label))
            button.setToolTip(t("Whose promise the new one is; Ctrl+Down in the line changes it"))
            button.setChecked(side is Side.US)
            self._sides.addButton(button, number)
            line.addWidget(button)
        return line

    @property
    def side(self) -> Side:
        """Whose promise the new one is."""
        return tuple(Side)[self._sides.checkedId()]

    def take_cursor(self) -> None:
        """Put the cursor into the words."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Add what is typed; what is refused stays, with the sentence beneath."""
        if not self._veil.text().strip():
            self.take_cursor()
            return
        at: QWidget = self.about
        try:
            subject = self.about.subject()
            at = self.day.edit
            day = self.day.read(self.day.text())
            at = self.text
            table = subject.table if subject is not None else ""
            self._shell.try_do(
                commands.promise.add_promise,
                self.side,
                self._veil.text(),
                day,
                negotiation_id=subject.id if subject is not None and table == "negotiation" else None,
                counterpart_id=subject.id if subject is not None and table == "counterpart" else None,
            )
        except Refusal as refusal:
            self._say(refusal.sentence, at)
            at.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("", None)
        self._veil.set_text("")
        self.about.clear()
        self.day.set_day(None)
        self.day.give_up()
        self.flush()
        self.take_cursor()

    def flush(self) -> None:
        """Keep what is typed and not added yet, for the next time the page is shown."""
        typed = [self._veil.text(), self.about.text(), self.day.text()]
        kept = json.dumps([*typed, self.side.value]) if any(part.strip() for part in typed) else ""
        if kept != self._kept:
            self._kept = kept
            keep_typed(self, "new", kept)

    def take_up_typed(self) -> None:
        """Have what was kept stand here again."""
        kept = typed_at(self, "new")
        if kept and not self._veil.text() and not self.about.text():
            self._kept = kept
            text, about, *day, side = json.loads(kept)  # an earlier program kept no day
            self._veil.set_text(text)
            self.about.setText(about)
            for each in day:
                self.day.write(each)
            self._sides.button(tuple(Side).index(Side(side))).setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._sides.button(1 - self._sides.checkedId()).setChecked(True)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left_downwards.emit()
                return True
        return super().eventFilter(watched, event)

    def _say(self, sentence: str, at: QWidget | None) -> None:
        for line in (self.text, self.about):
            mark_refused(line, sentence if line is at else "")
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence) and not self.day.refusal)  # the day says its own


def _hold(_day: date | None) -> None:
    """The day is kept with the promise."""
