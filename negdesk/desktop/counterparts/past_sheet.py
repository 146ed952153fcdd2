"""What an entry or a counterpart said before, to be read and brought back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Body, Small
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.counterparts.field_words import field_words, value_words
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.wording import t
from negdesk.queries.past import PastLine, past_of

_HEIGHT = 240


class PastSheet(SheetDialog):
    """The newest first; *Bring back* has the field say it again, and keeps what it says now in its turn."""

    def __init__(self, shell: Shell, parent: QWidget, table: str, row_id: int) -> None:
        super().__init__(parent, t("Said before"))
        self._shell, self._table, self._row_id = shell, table, row_id
        self.column.addWidget(Small(t("What is said now is kept here too when you bring something back."), wrap=True))
        self.list = RowList(t("Nothing else was said before."))
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(held)
        area.setMinimumHeight(_HEIGHT)
        self.column.addWidget(area, 1)
        self.add_close("primary")
        shell.shield_changed.connect(self._show)
        shell.changed.connect(self._show)
        self._show()

    def _show(self, _change: object = None) -> None:
        lines = {line.id: line for line in self._shell.ask(past_of, self._table, self._row_id)}
        for row in self.list.show_ids(list(lines), lambda number: _PastRow(self, int(str(number)))):
            if isinstance(row, _PastRow):
                row.show_line(lines[int(str(row.row_id))], self._shell)

    def bring_back(self, number: int) -> None:
        """Have the field say it again."""
        if self._shell.shielded:
            self._shell.say(t("The shield is on. Put it down with F9 to edit what is private."))
            return
        self._shell.do(commands.past.bring_back, number)


class _PastRow(Row):
    def __init__(self, sheet: PastSheet, number: int) -> None:
        super().__init__()
        self._words, self._until = Body(wrap=True), Small()
        self.button = Button(t("Bring back"), "quiet")
        self.button.clicked.connect(lambda: sheet.bring_back(number))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._until)
        column.addWidget(self._words)
        self.line.addLayout(column, 1)
        self.line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_line(self, line: PastLine, shell: Shell) -> None:
        """Show what was said, and until when."""
        until = field_words(line.field)
        if line.until is not None:
            day, time = shell.date_text(line.until.date()), shell.time_text(line.until)
            until = t("{field}, until {day}, {time}", field=until, day=day, time=time)
        self._until.setText(until)
        words = value_words(line.field, line.text)
        self._words.setText(words)
        self.button.setAccessibleName(t("Bring back: {text}", text=words[:80]))
        self.set_name(f"{until}. {words[:200]}")
