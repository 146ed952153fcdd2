"""The end of a meeting: next steps with whose and when, or an explicit none; the next meeting; the rapport."""

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.shell import Shell
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t, tn
from negdesk.queries.meeting import MeetingSheet

RAPPORT = (mark("cold"), mark("cool"), mark("even"), mark("warm"), mark("very warm"))


class EndSheet(SheetDialog):
    """Asks what a meeting must not end without. Enter goes on to the next field; Ctrl+Enter ends the meeting."""

    def __init__(self, shell: Shell, parent: QWidget, sheet: MeetingSheet, ended: Callable[[], object]) -> None:
        super().__init__(parent, t("End the meeting"), width=560)
        self._shell = shell
        self._meeting_id = sheet.meeting_id
        self._ended = ended
        self._said_so_far(sheet)
        self._next_step()
        self._next_meeting()
        self._rapport_row()
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.column.addWidget(self._refusal)
        self._buttons()
        self.step.editor().setFocus()

    def _said_so_far(self, sheet: MeetingSheet) -> None:
        held = sheet.balance
        if held is not None:
            given, got = held.given.count, held.got.count
            self.column.addWidget(Label(t("Given {given}, got {got}.", given=given, got=got), kind="muted"))
        if sheet.open_musts:
            open_now = t("Still open: {titles}.", titles=t(", ").join(sheet.open_musts))
            self.column.addWidget(Label(open_now, tone="get", wrap=True))
        left = sheet.total - sheet.done
        self.carry = QCheckBox(
            tn("Take the one open item to the next meeting", "Take the {n} open items to the next meeting", left)
        )
        self.carry.setChecked(True)
        self.carry.setVisible(left > 0)
        self.carry.setAccessibleName(self.carry.text())

    def _next_step(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self.step = LineField(t("Next step"), _keep, framed=True, placeholder=t("What happens next"))
        self.side = ChoiceField(t("Whose"), [(side.value, side.label) for side in Side], _keep, framed=True)
        self.due = DateField(t("By when"), _keep_day, today=self._shell.today, framed=True, placeholder=t("Friday, 2 Dec …"))
        self.benefit_us = LineField(t("What we have from it"), _keep, framed=True)
        self.benefit_them = LineField(t("What they have from it"), _keep, framed=True)
        for row, (words, field) in enumerate(
            (
                (t("Next step"), self.step),
                (t("Whose"), self.side),
                (t("By when"), self.due),
                (t("What we have from it"), self.benefit_us),
                (t("What they have from it"), self.benefit_them),
            )
        ):
            grid.addWidget(Small(words), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.none = QCheckBox(t("There is no next step"))
        self.none.setAccessibleName(self.none.text())
        self.column.addWidget(self.none)

    def _next_meeting(self) -> None:
        row = QHBoxLayout()
        self.next_day = DateField(
            t("Next meeting"), _keep_day, today=self._shell.today, framed=True, placeholder=t("no day yet")
        )
        self.next_hour = LineField(t("At"), _keep, framed=True, placeholder="10:00")
        row.addWidget(Small(t("Next meeting")))
        row.addWidget(self.next_day, 2)
        row.addWidget(Small(t("at")))
        row.addWidget(self.next_hour, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.carry)

    def _rapport_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(Small(t("How was it between us?")))
        self._rapport = QButtonGroup(self)
        for step, word in enumerate(RAPPORT, start=1):
            button = QPushButton(t(word))
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(t("Rapport {n}: {word}", n=step, word=t(word)))
            button.setShortcut(f"Alt+{step}")
            button.setToolTip(f"Alt {step}")
            self._rapport.addButton(button, step)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _buttons(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        go_on = Button(t("Go on meeting"))
        go_on.clicked.connect(self.reject)
        end = Button(t("End meeting"), "primary", "Ctrl ↵")
        end.clicked.connect(self.end)
        for button in (go_on, end):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.end()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def end(self) -> None:
        """End the meeting as it stands in the sheet; what is missing or wrong is said, and nothing is lost."""
        try:
            self._shell.try_do(
                commands.meeting.end_meeting,
                self._meeting_id,
                self._steps(),
                none=self.none.isChecked(),
                carry=self.carry.isChecked() and not self.carry.isHidden(),
                next_starts_at=self._starts_at(),
                rapport=self._rapport.checkedId() if self._rapport.checkedId() > 0 else None,
            )
        except Refusal as refusal:
            self._refusal.setText(refusal.sentence)
            self._refusal.show()
            return
        self.accept()
        self._ended()

    def _steps(self) -> "tuple[commands.meeting.NextStepDraft, ...]":
        text = self.step.text().strip()
        if not text:
            return ()
        return (
            commands.meeting.NextStepDraft(
                side=Side(self.side.text()),
                text=text,
                due_on=self.due.read(self.due.text()),
                benefit_us=self.benefit_us.text(),
                benefit_them=self.benefit_them.text(),
            ),
        )

    def _starts_at(self) -> datetime | None:
        day = self.next_day.read(self.next_day.text())
        if day is None:
            return None
        typed = self.next_hour.text().strip() or "09:00"
        try:
            hour = time.fromisoformat(typed if ":" in typed else f"{int(typed):02}:00")
        except ValueError:
            raise Refusal(t("Write the hour as 10:00 or 9."), "next_hour") from None
        return datetime.combine(day, hour)


def _keep(_text: str) -> None:
    """Nothing is kept before the meeting ends: the sheet is one gesture."""


def _keep_day(_day: date | None) -> None:
    """As `_keep`."""


