"""The page of the day: meetings, promises due, what is in preparation, who has gone quiet, what to look back on."""

from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.page_head import PageHead, action_button, scrolling_page
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.today.today_lines import Line, LinesCard
from negdesk.domain.negotiation import Side
from negdesk.domain.wording import t, tn
from negdesk.queries.today import (
    LookBackLine,
    MeetingLine,
    PreparationLine,
    PromiseLine,
    QuietLine,
    TodaySheet,
    today_sheet,
)


class TodayScreen(Screen):
    """What the day asks for; each line is one key from where it is done."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        page = scrolling_page(self)
        self._head = PageHead()
        self._head.add(action_button("new_negotiation", lambda: shell.go(Place("new_negotiation")), kind="primary"))
        page.addWidget(self._head)
        self._page = page
        self._beginning: QWidget | None = None
        self._meetings = LinesCard("")
        self._promises = LinesCard(t("Promises due"))
        self._preparation = LinesCard(t("In preparation"))
        self._quiet = LinesCard(t("Going quiet"))
        self._look_backs = LinesCard(t("Look back"))
        self._calm = QLabel(t("Nothing asks for you today."))
        self._calm.setProperty("kind", "subtitle")
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(_column(self._calm, self._meetings, self._promises, self._preparation), 688)
        columns.addLayout(_column(self._quiet, self._look_backs), 330)
        page.addLayout(columns)
        page.addStretch(1)

    def show_place(self, place: Place) -> None:
        self.refresh(None)
        first = next((line for line in self.findChildren(Line) if line.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(today_sheet, self.shell.today())
        held = QApplication.focusWidget()
        key = held.key if isinstance(held, Line) else ""
        self._head.say(self.shell.weekday_text(self.shell.today()), sheet.summary)
        self._show(sheet)
        for line in self.findChildren(Line) if key else ():
            if line.key == key and not line.isHidden():
                line.setFocus()

    def _show(self, sheet: TodaySheet) -> None:
        self._show_beginning(sheet.nothing_yet)
        self._meetings.set_title(tn("Today's meeting", "Today's meetings", len(sheet.meetings)))
        self._meetings.show_lines([self._meeting(line) for line in sheet.meetings])
        self._promises.show_lines([*map(self._promise, sheet.promises), *self._more_promises(sheet.promises_more)])
        self._preparation.show_lines([self._in_preparation(line) for line in sheet.preparation])
        self._quiet.show_lines([self._gone_quiet(line) for line in sheet.quiet])
        self._look_backs.show_lines([self._look_back(line) for line in sheet.look_backs])
        busy = sheet.meetings or sheet.promises or sheet.preparation
        self._calm.setVisible(not busy and not sheet.nothing_yet)

    def _show_beginning(self, on: bool) -> None:
        if on and self._beginning is None:
            from negdesk.desktop.today.beginning import Beginning  # here, because most starts do without

            self._beginning = Beginning(self.shell)
            self._page.insertWidget(1, self._beginning)
        if self._beginning is not None:
            self._beginning.setVisible(on)

    def _meeting(self, line: MeetingLine) -> Line:
        plan = reads(QPushButton(t("Open plan")))
        plan.setAccessibleName(t("Open the plan of {title}", title=line.title))
        plan.clicked.connect(lambda: self.shell.go(Place("negotiation", line.negotiation_id, "plan")))
        start = QPushButton(t("Go on") if line.running else t("Start"))
        start.setProperty("kind", "primary")
        start.setAccessibleName(t("Start the meeting of {title}", title=line.title))

        def begin() -> None:
            focus = "" if line.running else "start"
            self.shell.go(Place("negotiation", line.negotiation_id, "meet", focus))

        start.clicked.connect(begin)
        for button in (plan, start):
            button.setAutoDefault(False)
        below = " · ".join(part for part in (line.who, line.readiness) if part)
        key = f"meeting:{line.meeting_id}"
        return Line(key, line.title, below, begin, time=line.at, buttons=(plan, start), strong=True)

    def _promise(self, line: PromiseLine) -> Line:
        tick = QCheckBox()
        tick.setAccessibleName(t("Kept: {promise}", promise=line.text))
        tick.setToolTip(t("Mark as kept"))

        def kept() -> None:
            self.shell.do_and_say(t("Kept: {promise}", promise=line.text), commands.promise.keep, line.id)

        tick.clicked.connect(kept)
        place = Place("promises", focus=f"promise:{line.id}")
        key, side = f"promise:{line.id}", Side(line.side)
        return Line(
            key,
            line.text,
            line.about,
            lambda: self.shell.go(place),
            tick=tick,
            side=side,
            end=line.when,
            late=line.late,
        )

    def _more_promises(self, more: int) -> tuple[Line, ...]:
        """The line that leads to the others, where not all are shown."""
        words = tn("One more is late or due", "{n} more are late or due", more)
        return (Line("promises", words, "", lambda: self.shell.go(Place("promises"))),) if more else ()

    def _in_preparation(self, line: PreparationLine) -> Line:
        place = Place("negotiation", line.negotiation_id, "plan", line.gap_key)
        day = self.shell.date_text(line.meets_on)
        key = f"preparation:{line.negotiation_id}"
        return Line(key, line.title, line.readiness, lambda: self.shell.go(place), end=day)

    def _gone_quiet(self, line: QuietLine) -> Line:
        place = Place("counterpart", line.counterpart_id)
        return Line(f"quiet:{line.counterpart_id}", line.name, line.sentence, lambda: self.shell.go(place))

    def _look_back(self, line: LookBackLine) -> Line:
        place = Place("negotiation", line.negotiation_id, "follow", "look_back")
        return Line(f"look_back:{line.negotiation_id}", line.title, line.sentence, lambda: self.shell.go(place))


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(14)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column
