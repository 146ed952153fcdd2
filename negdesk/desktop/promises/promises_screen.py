"""Promises of both sides in one place: late, due, later, settled."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.agreement.agree_cards import PromiseLine, PromiseLines
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.page_head import PageHead, ScrollPage, page_layout
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.queries.promise import PromiseRow, promises_sheet


class PromisesScreen(Screen):
    """Space says kept, N not kept, Delete withdraws, R has it stand again, Enter opens what it belongs to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        content = QWidget()
        page = page_layout(content)
        self._head = PageHead()
        page.addWidget(self._head)
        page.addLayout(self._new_line())
        self._said = Label(kind="refusal", wrap=True)
        self._said.hide()
        page.addWidget(self._said)
        self._empty = Label(
            t("No promises yet. What is accepted with a day comes here by itself, and what you add above."),
            kind="muted",
            wrap=True,
        )
        page.addWidget(self._empty)
        self._groups = {
            name: _Group(shell, words)
            for name, words in (
                ("late", t("Late")),
                ("due", t("Due this week")),
                ("later", t("Later")),
                ("settled", t("Settled")),
            )
        }
        for group in self._groups.values():
            page.addWidget(group)
        page.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollPage(content))

    def _new_line(self) -> QHBoxLayout:
        self._side = Side.US
        self._whose = QPushButton()
        self._whose.setProperty("choice", True)
        self._whose.setAutoDefault(False)
        self._whose.clicked.connect(self._turn)
        self.text = QLineEdit()
        self.text.setPlaceholderText(t("A new promise, and Enter"))
        self.text.setAccessibleName(t("A new promise"))
        self.text.returnPressed.connect(self.add)
        self.day = DateField(t("By when"), _keep, today=self.shell.today, placeholder=t("by when"), framed=True)
        self.day.edit.returnPressed.connect(self.add)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._whose)
        row.addWidget(self.text, 4)
        row.addWidget(self.day, 1)
        self._show_side()
        return row

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        kind, _, number = place.focus.partition(":")
        if kind == "promise" and number.isdecimal():
            for group in self._groups.values():
                row = group.lines.row(int(number))
                if row is not None:
                    row.take_cursor()
                    return
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(promises_sheet, self.shell.today())
        parts = {"late": sheet.late, "due": sheet.due, "later": sheet.later, "settled": sheet.settled}
        for name, rows in parts.items():
            self._groups[name].show_rows(rows)
        standing = len(sheet.late) + len(sheet.due) + len(sheet.later)
        self._head.say(t("Promises"), tn("One open", "{n} open", standing) if standing else t("None open"))
        self._empty.setVisible(not any(parts.values()))

    def add(self) -> None:
        """Add what is typed; what is refused stays, with the sentence beneath."""
        if not self.text.text().strip():
            return
        try:
            day = self.day.read(self.day.text())
            self.shell.try_do(commands.promise.add_promise, self._side, self.text.text(), day)
        except Refusal as refusal:
            self._said.setText(refusal.sentence)
            self._said.show()
            return
        self._said.hide()
        self.text.clear()
        self.day.set_day(None)
        self.text.setFocus()

    def _turn(self) -> None:
        self._side = self._side.other
        self._show_side()

    def _show_side(self) -> None:
        self._whose.setText(self._side.label)
        self._whose.setAccessibleName(t("Whose promise: {side}", side=self._side.label))
        self._whose.setToolTip(t("Whose promise the new one is; press to change"))


class _Group(Card):
    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(title)
        self._shell = shell
        self._held: dict[int, PromiseRow] = {}
        self.lines = PromiseLines(shell, "")
        self.body.addWidget(self.lines)

    def show_rows(self, rows: tuple[PromiseRow, ...]) -> None:
        """Show these; hidden where there is none."""
        self._held = {row.id: row for row in rows}
        self.lines.show_promises(rows)
        for line in self.lines.rows():
            if isinstance(line, PromiseLine):
                line.show_about(self._held[int(str(line.row_id))].about)
        self.setVisible(bool(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = next((each for each in self.lines.rows() if each.hasFocus()), None)
        held = self._held.get(int(str(row.row_id))) if row is not None else None
        if held is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_N:
            self._shell.do(commands.promise.not_kept, held.id)
            self._shell.say(t("Not kept."), undo=True)
        elif event.key() == Qt.Key.Key_R:
            self._shell.do(commands.promise.reopen, held.id)
        elif event.key() == Qt.Key.Key_O and held.negotiation_id is not None:
            self._shell.go(Place("negotiation", held.negotiation_id, "follow"))
        elif event.key() == Qt.Key.Key_O and held.counterpart_id is not None:
            self._shell.go(Place("counterpart", held.counterpart_id))
        else:
            super().keyPressEvent(event)


def _keep(_day: date | None) -> None:
    """The day is kept with the promise."""
