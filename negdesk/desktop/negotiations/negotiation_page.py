"""A negotiation's page: its title, its four steps, and the button that moves it on."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.steady_bar import BAR
from negdesk.desktop.controls.tabs import StepTabs
from negdesk.desktop.page_head import PageHead, action_button, page_layout
from negdesk.desktop.screen import Handlers, Panel, Screen, put_aside
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.shield_buttons import ShieldButton
from negdesk.domain.negotiation import Stage
from negdesk.domain.wording import mark, t
from negdesk.queries.negotiation import negotiation_header

if TYPE_CHECKING:
    from negdesk.desktop.bin_note import BinNote

STEPS = ("plan", "meet", "agree", "follow")
_WORDS = {
    "plan": mark("1 Plan"),
    "meet": mark("2 Meet"),
    "agree": mark("3 Agree"),
    "follow": mark("4 Follow through"),
}
_STEP_OF_STAGE = {
    Stage.PLANNING: "plan",
    Stage.MEETING: "meet",
    Stage.AGREED_IN_PRINCIPLE: "agree",
    Stage.AGREED: "follow",
    Stage.PAUSED: "plan",
    Stage.NO_DEAL: "follow",
}


def _plan() -> Callable[[Shell], Panel]:
    from negdesk.desktop.plan.plan_panel import PlanPanel

    return PlanPanel


def _meet() -> Callable[[Shell], Panel]:
    from negdesk.desktop.meeting.meet_panel import MeetPanel

    return MeetPanel


def _agree() -> Callable[[Shell], Panel]:
    from negdesk.desktop.agreement.agree_panel import AgreePanel

    return AgreePanel


def _follow() -> Callable[[Shell], Panel]:
    from negdesk.desktop.follow.follow_panel import FollowPanel

    return FollowPanel


PANELS: dict[str, Callable[[], Callable[[Shell], Panel]]] = {
    "plan": _plan,
    "meet": _meet,
    "agree": _agree,
    "follow": _follow,
}


def _beside_bar(part: QWidget) -> QHBoxLayout:
    """What does not scroll is as wide as what scrolls below it."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, BAR, 0)
    line.addWidget(part)
    return line


class NegotiationPage(Screen):
    """The page of one negotiation at a time."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._negotiation_id = 0
        self._stage = Stage.PLANNING
        self._step = ""
        self._panels: dict[str, Panel] = {}
        self._bin_note: BinNote | None = None
        self._column = column = page_layout(self, BAR)
        self._head = PageHead()
        self._head.add(ShieldButton(shell))
        self._head.add(reads(action_button("export_paper", self._export)))
        self._primary = self._head.add(QPushButton())
        self._primary.setProperty("kind", "primary")
        self._primary.setAutoDefault(False)
        self._primary.clicked.connect(self._do_primary)
        self._steps = StepTabs([t(_WORDS[step]) for step in STEPS], t("Steps"))
        self._steps.chosen.connect(lambda number: self._show_step(STEPS[number]))
        self._stack = QStackedWidget()
        for part in (self._head, self._steps):
            column.addLayout(_beside_bar(part))
        column.addWidget(self._stack, 1)

    def show_place(self, place: Place) -> None:
        header = self.shell.ask(negotiation_header, place.id)
        if header is None:
            self.shell.say(t("This negotiation is no longer there. Undo or the bin may give it back."))
            self.shell.go(Place("negotiations"))
            return
        same = place.id == self._negotiation_id
        self._negotiation_id = place.id
        step = place.step or (self._step if same and self._step else _STEP_OF_STAGE[header.stage])
        self._show_head()
        self._show_step(step, place.focus)

    def refresh(self, change: Change | None) -> None:
        if change is None or change.touches("negotiation", "party", "counterpart", "meeting"):
            self._show_head()
            self._show_primary()

    def flush(self) -> None:
        if self._step in self._panels:
            self._panels[self._step].flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape:  # in the head or among the steps: a panel keeps what is its own
            self.shell.cursor_wanted.emit()
        else:
            super().keyPressEvent(event)

    def handlers(self) -> Handlers:
        """The steps, the papers, where the negotiation may go from here, and what the shown step does."""
        mine = dict(self._always)
        if self._stage.open:
            mine |= {"pause": lambda: self._move(Stage.PAUSED), "no_deal": lambda: self._move(Stage.NO_DEAL)}
        elif self._stage is not Stage.AGREED:
            mine["plan_again"] = lambda: self._move(Stage.PLANNING)
        panel = self._panels.get(self._step)
        return {**mine, **panel.handlers()} if panel is not None else mine

    @cached_property
    def _always(self) -> dict[str, Callable[[], object]]:
        """What the page does whatever its stage is and whichever step is shown."""
        return {
            **{f"step_{step}": partial(self._show_step, step) for step in STEPS},
            "edit_about": partial(self._show_step, "plan", "about"),
            "edit_parties": partial(self._show_step, "plan", "parties"),
            "export_paper": self._export,
            "save_template": self._save_template,
            "bin_negotiation": self._bin,
            "primary": self._do_primary,
        }

    def sheets(self) -> Handlers:
        panel = self._panels.get(self._step)
        return {"save_template": self._save_template, **(panel.sheets() if panel is not None else {})}

    def _show_head(self) -> None:
        header = self.shell.ask(negotiation_header, self._negotiation_id)
        if header is None:
            self.shell.go(Place("negotiations"))
            return
        self._stage = header.stage
        stage = "" if header.stage is Stage.PLANNING else header.stage.label.lower()
        self._head.say(header.title, " · ".join(part for part in (header.subtitle, stage) if part))
        self._show_bin_note(header.binned)

    def _show_bin_note(self, binned: bool) -> None:
        """Say that it lies in the bin, as where one goes back to it; made for those few that do."""
        if binned and self._bin_note is None:
            from negdesk.desktop.bin_note import BinNote

            self._bin_note = BinNote(t("This negotiation is in the bin."), self._give_back)
            self._column.insertLayout(1, _beside_bar(self._bin_note))
        if self._bin_note is not None:
            self._bin_note.setVisible(binned)

    def _show_step(self, step: str, focus: str = "") -> None:
        left = self._panels.get(self._step)
        if left is not None and (step != self._step or left.negotiation_id != self._negotiation_id):
            left.flush()
            put_aside(left)
        panel = self._panels.get(step)
        if panel is None:
            panel = PANELS[step]()(self.shell)
            self._panels[step] = panel
            self._stack.addWidget(panel)
        self._step = step
        self._steps.set_current(STEPS.index(step))
        self._stack.setCurrentWidget(panel)
        panel.show_negotiation(self._negotiation_id, focus)
        panel.take_up_typed()
        self._show_primary()

    def _show_primary(self) -> None:
        panel = self._panels.get(self._step)
        primary = panel.primary_action() if panel is not None else None
        self._primary.setVisible(primary is not None)
        if primary is not None:
            self._primary.setText(primary[0])
            self._primary.setAccessibleName(primary[0])

    def _do_primary(self) -> None:
        self.flush()
        panel = self._panels.get(self._step)
        primary = panel.primary_action() if panel is not None else None
        if primary is not None:
            primary[1]()

    def _move(self, stage: Stage) -> None:
        self.flush()
        self.shell.do(commands.negotiation.set_stage, self._negotiation_id, stage)
        if stage is Stage.NO_DEAL:
            self._show_step("follow")

    def _give_back(self) -> None:
        self.shell.do(commands.negotiation.restore_negotiation, self._negotiation_id)

    def _bin(self) -> None:
        if self.shell.do_and_say(t("Moved to the bin."), commands.negotiation.bin_negotiation, self._negotiation_id):
            self.shell.go(Place("negotiations"))

    def _save_template(self) -> None:
        from negdesk.desktop.templates.save_template import SaveTemplate

        self.flush()
        SaveTemplate(self.shell, self, self._negotiation_id, self._head.title.text()).open()

    def _export(self) -> None:
        from negdesk.desktop.agreement.export_sheet import ExportSheet

        self.flush()
        ExportSheet(self.shell, self, negotiation_id=self._negotiation_id).open()
