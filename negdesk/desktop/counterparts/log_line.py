"""The line that writes in the private log, always there."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.controls.cards import paint_card
from negdesk.desktop.controls.chips import KeyCap
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.shell import Shell
from negdesk.desktop.window_actions import keys
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

_KEYS = {
    EntryKind.NOTE: "Alt+N",
    EntryKind.CALL: "Alt+C",
    EntryKind.MESSAGE: "Alt+M",
    EntryKind.MEETING: "Alt+T",
    EntryKind.GAVE: "Alt+G",
    EntryKind.GOT: "Alt+O",
}


class LogLine(QWidget):
    """What is typed becomes an entry with Enter. Kind, day, rapport and value are set beneath while typing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._counterpart_id = 0
        self._kind = EntryKind.NOTE
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = QLineEdit()
        self.line.setPlaceholderText(t("Write in the private log…"))
        self.line.setAccessibleName(t("Write in the private log"))
        self.line.setProperty("cell", True)
        self.line.setProperty("bare", True)
        self.line.returnPressed.connect(self.write)
        self.line.textEdited.connect(lambda _text: self._show())
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(KeyCap(keys(BY_NAME["write_log"])))
        self._details = self._detail_row()
        self._said = Label(kind="refusal", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 14, 7)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._details)
        column.addWidget(self._said)
        self._show()

    def _detail_row(self) -> QWidget:
        details = QWidget()
        row = QHBoxLayout(details)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(2)
        self._kinds: dict[EntryKind, QPushButton] = {}
        for kind, key in _KEYS.items():
            button = QPushButton(kind.label)
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setShortcut(key)
            button.setToolTip(key.replace("+", " "))
            button.setAccessibleName(t("Kind: {kind}", kind=kind.label))
            button.clicked.connect(lambda _checked=False, kind=kind: self._choose(kind))
            self._kinds[kind] = button
            row.addWidget(button)
        row.addSpacing(10)
        self._rapport_words = Small(t("Rapport"))
        self.rapport = Dots(0, name=t("Rapport, 0 for none"), editable=True)
        self._value_words = Small(t("Worth"))
        self.value = Dots(0, name=t("Worth"), editable=True)
        self.day = DateField(t("Day"), _keep_day, today=self._shell.today, past=True, placeholder=t("today"))
        for widget in (self._rapport_words, self.rapport, self._value_words, self.value):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self.day, 1)
        return details

    def show_counterpart(self, counterpart_id: int) -> None:
        """Write about this one from now on."""
        if counterpart_id != self._counterpart_id:
            self._counterpart_id = counterpart_id
            self.forget()

    def flush(self) -> None:
        """Write what is typed, so that nothing is lost when the page is left."""
        self.write()

    def write(self) -> None:
        """Make an entry of what is typed; what is refused stays, with the sentence beneath."""
        text = self.line.text().strip()
        if not text or not self._counterpart_id:
            return
        gave = self._kind in (EntryKind.GAVE, EntryKind.GOT)
        try:
            self._shell.try_do(
                commands.log.write_entry,
                self._counterpart_id,
                text,
                self._kind,
                happened_on=self.day.read(self.day.text()),
                rapport=self.rapport.value() or None,
                value=(self.value.value() or 0) if gave else 0,
            )
        except Refusal as refusal:
            self._said.setText(refusal.sentence)
            self._said.show()
            return
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.line.clear()
        self._kind = EntryKind.NOTE
        self.rapport.set_value(0)
        self.value.set_value(0)
        self.day.set_day(None)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
            return
        super().keyPressEvent(event)

    def _choose(self, kind: EntryKind) -> None:
        self._kind = kind
        self._show()
        self.line.setFocus()

    def _show(self) -> None:
        self._said.hide()
        self._details.setVisible(bool(self.line.text()))
        gave = self._kind in (EntryKind.GAVE, EntryKind.GOT)
        for kind, button in self._kinds.items():
            button.setChecked(kind is self._kind)
        for widget in (self._value_words, self.value):
            widget.setVisible(gave)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, QRectF(self.rect()), focused=self.line.hasFocus())


def _keep_day(_day: date | None) -> None:
    """The day is kept with the entry."""
