"""The end of a meeting: the next step of each side, or an explicit none; the next meeting; the rapport."""

from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from negdesk import commands
from negdesk.desktop.coming_back import sheet_place
from negdesk.desktop.controls.chips import KeyCap
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.kept_sheet import KeptSheet
from negdesk.desktop.meeting.left_items import LeftItems
from negdesk.desktop.meeting.prepared_card import DEFAULT_HOUR, read_hour
from negdesk.desktop.shell import Shell
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import listed
from negdesk.domain.wording import mark, t, tn
from negdesk.queries.meeting import MeetingSheet, meeting_sheet

RAPPORT = (mark("cold"), mark("cool"), mark("even"), mark("warm"), mark("very warm"))
MOST_TITLES = 4
"""Titles that are spelt out in one line; the others are counted."""


class EndSheet(KeptSheet):
    """Asks what a meeting must not end without. Enter goes on to the next field; Ctrl+Enter ends the meeting.

    Nothing is done before: all of it is one gesture, and one undo. Whoever goes on meeting finds it as it was left.
    """

    def __init__(self, shell: Shell, parent: QWidget, sheet: MeetingSheet) -> None:
        at = sheet_place("end_meeting", sheet.meeting_id)
        super().__init__(shell, parent, t("End the meeting"), at, width=600, waits=True)
        self._sheet = sheet
        self._given, self._got = Label(tone="give", wrap=True), Label(tone="get", wrap=True)
        self._musts = Label(wrap=True)
        for label in (self._given, self._got, self._musts):
            self.column.addWidget(label)
        self._next_steps()
        self._next_meeting()
        self.left = LeftItems()
        self.column.addWidget(self.left)
        self._show()  # before what stands below the open items is made, so that Tab comes to them where they stand
        self._rapport_row()
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.column.addWidget(self._refusal)
        self.column.addSpacing(6)
        self.add_buttons(t("Go on meeting"), t("End meeting"), self.end, "Ctrl ↵")
        self._on_shield(shell.shielded)
        shell.shield_changed.connect(self._on_shield)
        self._hold_all()
        self.take_up()
        self.us.focus_end()

    def _hold_all(self) -> None:
        for name, field in (
            ("us", self.us), ("us_due", self.us_due), ("them", self.them), ("them_due", self.them_due),
            ("benefit_us", self.benefit_us), ("benefit_them", self.benefit_them),
            ("next_day", self.next_day), ("next_hour", self.next_hour),
        ):  # fmt: skip
            self.hold_line(name, field)
        self.hold("none", self.none.isChecked, self.none.setChecked, self.none.toggled)
        self.hold("dropped", self.left.dropped, self.left.drop, self.left.changed)
        self.hold("rapport", lambda: self._rapport_said() or 0, self._say_rapport, self.rapport.idToggled)

    def _on_shield(self, masked: bool) -> None:
        """Show the sheet as the shield has it now; the next steps are going to be known to both sides."""
        self._sheet = self._shell.ask(meeting_sheet, self._sheet.negotiation_id, self._shell.numbers)
        self._show()
        self._mask_rapport(masked)

    def _show(self) -> None:
        sheet = self._sheet
        for label, titles, words in (
            (self._given, sheet.given, t("We give: {titles}.", titles=_some(sheet.given))),
            (self._got, sheet.got, t("They give: {titles}.", titles=_some(sheet.got))),
            (self._musts, sheet.open_musts, t("Still open, and a must: {titles}.", titles=_some(sheet.open_musts))),
        ):
            label.setText(words if titles else "")
            label.setVisible(bool(titles))
        self.left.show_items([line for phase in sheet.phases for line in phase.items if not line.ticked])

    def _next_steps(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self.us, self.us_due = self._step(grid, 0, t("We will"), t("our next step"))
        self.them, self.them_due = self._step(grid, 1, t("They will"), t("their next step"))
        self.benefit_us = LineField(t("What we have from it"), _keep, framed=True)
        self.benefit_them = LineField(t("What they have from it"), _keep, framed=True)
        for row, (words, field) in enumerate(
            ((t("We have from it"), self.benefit_us), (t("They have from it"), self.benefit_them)), start=2
        ):
            grid.addWidget(Small(words), row, 0)
            grid.addWidget(field, row, 1, 1, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 1)
        self.column.addLayout(grid)
        self.none = QCheckBox(t("There is no next step"))
        self.none.setAccessibleName(self.none.text())
        self.column.addWidget(self.none)

    def _step(self, grid: QGridLayout, row: int, words: str, placeholder: str) -> tuple[LineField, DateField]:
        text = LineField(words, _keep, framed=True, placeholder=placeholder)
        due = DateField(
            t("{side} by when", side=words), _keep_day, today=self._shell.today, framed=True,
            placeholder=t("by Friday …"),
        )  # fmt: skip
        grid.addWidget(Small(words), row, 0)
        grid.addWidget(text, row, 1)
        grid.addWidget(due, row, 2)
        return text, due

    def _next_meeting(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.next_day = DateField(
            t("Next meeting"), _keep_day, today=self._shell.today, framed=True, placeholder=t("no day yet")
        )
        self.next_hour = LineField(t("Hour of the next meeting"), _keep, framed=True, placeholder="10:00")
        row.addWidget(Small(t("Next meeting")))
        row.addWidget(self.next_day, 2)
        row.addWidget(Small(t("at")))
        row.addWidget(self.next_hour, 1)
        self.column.addLayout(row)

    def _rapport_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(Small(t("How was it between us?")))
        self.rapport = QButtonGroup(self)
        self._said_rapport = -1
        for step, word in enumerate(RAPPORT, start=1):
            button = QPushButton(t(word))
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(t("Rapport {n}: {word}", n=step, word=t(word)))
            # A button's own shortcut would press it a moment later, after a quick Ctrl+Enter.
            QShortcut(QKeySequence(f"Alt+{step}"), self, partial(self._say_rapport, step))
            button.setToolTip(f"Alt {step}")
            self.rapport.addButton(button, step)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(KeyCap("Alt 1 – 5"))
        self.column.addLayout(row)
        self._noted = Small(t("Noted, and hidden by the shield."))
        self.column.addWidget(self._noted)

    def _mask_rapport(self, masked: bool) -> None:
        """Under the shield nobody sees which one is pressed; it is again when the shield is down."""
        if masked:
            self._said_rapport = self.rapport.checkedId()
        self._noted.setVisible(masked and self._said_rapport > 0)
        self.rapport.setExclusive(False)
        for button in self.rapport.buttons():
            button.setEnabled(not masked)
            button.setChecked(not masked and self.rapport.id(button) == self._said_rapport)
        self.rapport.setExclusive(True)

    def _say_rapport(self, step: int) -> None:
        button = self.rapport.button(step)
        if self._shell.shielded:
            self._said_rapport = step
            self._noted.show()
            self._drafts.typed()
        elif button is not None:
            button.setChecked(True)

    def _rapport_said(self) -> int | None:
        said = self._said_rapport if self._shell.shielded else self.rapport.checkedId()
        return said if said > 0 else None

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
            steps = (*self._steps(Side.US), *self._steps(Side.THEM))
            if not steps and (self.benefit_us.text().strip() or self.benefit_them.text().strip()):
                raise Refusal(t("Write the next step that this comes from, or clear what each side has from it."), "us")
            self._shell.try_do(
                commands.draft.entering(self.kept_at, commands.meeting.end_meeting),
                self._sheet.meeting_id,
                steps,
                none=self.none.isChecked() and not steps,
                carried=self.left.carried(),
                next_starts_at=self._starts_at(),
                rapport=self._rapport_said(),
            )
        except Refusal as refusal:
            self._say(refusal.sentence)
            missing = {"next_step": self.us, "us": self.us, "them": self.them, "next_day": self.next_day}
            if refusal.field in missing:
                missing[refusal.field].focus_end()
            return
        self.accept()

    def _say(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def _steps(self, side: Side) -> "tuple[commands.meeting.NextStepDraft, ...]":
        """The next step of a side, if one was written."""
        field, due = (self.us, self.us_due) if side is Side.US else (self.them, self.them_due)
        text = field.text().strip()
        if not text and due.text().strip():
            raise Refusal(t("Write the step that is due on this day, or clear the day."), side.value)
        if not text:
            return ()
        draft = commands.meeting.NextStepDraft(
            side=side,
            text=text,
            due_on=due.read(due.text()),
            benefit_us=self.benefit_us.text(),
            benefit_them=self.benefit_them.text(),
        )
        return (draft,)

    def _starts_at(self) -> datetime | None:
        day = self.next_day.read(self.next_day.text())
        typed = self.next_hour.text().strip()
        hour: time = read_hour(typed) if typed else DEFAULT_HOUR
        if day is None and typed:
            raise Refusal(t("Write the day of the next meeting too, or clear its hour."), "next_day")
        return datetime.combine(day, hour) if day is not None else None


def _some(titles: tuple[str, ...]) -> str:
    shown = list(titles[:MOST_TITLES])
    more = len(titles) - len(shown)
    return listed([*shown, tn("one more", "{n} more", more)] if more else shown)


def _keep(_text: str) -> None:
    """Nothing is kept before the meeting ends."""


def _keep_day(_day: date | None) -> None:
    """As `_keep`."""
