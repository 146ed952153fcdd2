"""Step 4: promises of both sides, the versions of the agreement, and the look back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.agreement.agree_cards import NextCard
from negdesk.desktop.agreement.agree_panel import SIDE_BY_SIDE
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card, Rule
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.labels import Body, Label, Small, Strong
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.screen import Panel
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import LOOK_BACK_TOPICS, LookBack, Side, Stage
from negdesk.domain.wording import mark, t
from negdesk.queries.agreement import VersionLine, follow_sheet
from negdesk.queries.negotiation import negotiation_header

_QUESTIONS = {
    "outcome": mark("How good is the outcome?"),
    "ourselves": mark("How well did each of us come out as a person?"),
    "way": mark("How good was the way we went about it?"),
    "relationship": mark("How good is it between us now?"),
}


class FollowPanel(Panel):
    """What comes after an agreement, or after none."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        content = QWidget()
        self._note = Label(kind="banner", wrap=True)
        self._promises = NextCard(shell, t("Promises"), next_steps=False)
        self._promises.lines.set_empty_text(
            t("No promises yet. What is accepted with a day comes here by itself; add others below.")
        )
        self._look_back = LookBackCard(shell)
        self._versions = VersionsCard(self._save_version)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in ((left, (self._note, self._promises)), (right, (self._look_back, self._versions))):
            column.setSpacing(14)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(18)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollPage(content))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = event.size().width() >= SIDE_BY_SIDE
        self._columns.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        for number in (0, 1):  # one above the other, neither is stretched to the height of the other
            self._columns.setStretch(number, int(beside))

    def _save_version(self, version: int, _checked: bool = False) -> None:
        from negdesk.desktop.agreement.export_sheet import ExportSheet

        ExportSheet(self.shell, self, negotiation_id=self.negotiation_id, version=version).open()

    def show_negotiation(self, negotiation_id: int, focus: str = "") -> None:
        super().show_negotiation(negotiation_id, focus)
        if focus == "look_back":
            self._look_back.begin()

    def refresh(self, change: Change | None) -> None:
        sheet = self.shell.ask(follow_sheet, self.negotiation_id, self.shell.today(), self.shell.numbers)
        if sheet is None:
            return
        note = sheet.lopsided or sheet.no_deal
        self._note.setText(note)
        self._note.setVisible(bool(note) and not self.shell.shielded)  # not even that something is said
        self._promises.show_promises(self.negotiation_id, sheet.promises)
        self._look_back.show_look_back(self.negotiation_id, sheet.look_back, self.shell.shielded)
        self._versions.show_versions(sheet.versions, self.shell)

    def primary_action(self) -> tuple[str, Callable[[], object]] | None:
        # Asked afresh: the page asks for it before this panel has heard of a change.
        header = self.shell.ask(negotiation_header, self.negotiation_id)
        if header is not None and header.stage is Stage.AGREED:
            return None
        return t("To the agreement"), lambda: self.shell.go(Place("negotiation", self.negotiation_id, "agree"))


class LookBackCard(Card):
    """Four questions, each for us and as we think for them, in five steps; and what was learnt. Private."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(t("Look back"), "private")
        self._shell = shell
        self._negotiation_id = 0
        self._dots: dict[str, Dots] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.addWidget(Small(t("Keys 1 to 5, 0 for no answer")), 0, 0)
        for column, words in enumerate((t("For us"), t("For them, we think")), start=1):
            grid.addWidget(Small(words), 0, column)
        for row, topic in enumerate(LOOK_BACK_TOPICS):
            question = t(_QUESTIONS[topic])
            grid.addWidget(Rule(), 2 * row + 1, 0, 1, 3)
            grid.addWidget(Body(question, wrap=True), 2 * row + 2, 0)
            for column, side in enumerate(Side, start=1):
                name = f"{topic}_{side}"
                dots = Dots(
                    0, kind="give" if side is Side.US else "get", name=f"{question} {side.label}", editable=True
                )
                dots.changed.connect(lambda value, name=name: self._save(name, value))
                self._dots[name] = dots
                grid.addWidget(dots, 2 * row + 2, column)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(grid)
        self.body.addWidget(Small(t("What was learnt")))
        self.learnt = TextField(
            t("What was learnt"), self._save_learnt, placeholder=t("For the next time"), least_lines=2
        )
        self.body.addWidget(self.learnt)

    def begin(self) -> None:
        """Put the cursor on the first question."""
        self._dots["outcome_us"].setFocus()

    def show_look_back(self, negotiation_id: int, held: LookBack | None, masked: bool) -> None:
        """Show the answers of this negotiation."""
        self._negotiation_id = negotiation_id
        answers = held or LookBack()
        for name, dots in self._dots.items():
            dots.set_value(None if masked else getattr(answers, name) or 0)
            dots.setEnabled(not masked)
        self.learnt.set_masked(masked)
        self.learnt.set_value(answers.learnt)

    def _save(self, name: str, value: int) -> None:
        answers = commands.agreement.Answers()
        answers[name] = value or None  # type: ignore[literal-required]  # one of the eight answers
        self._shell.do(commands.agreement.save_look_back, self._negotiation_id, **answers)

    def _save_learnt(self, text: str) -> None:
        self._shell.type_into(
            f"look_back:{self._negotiation_id}", commands.agreement.save_look_back, self._negotiation_id, learnt=text
        )


class VersionsCard(Card):
    """Every version that was agreed, with what changed from the one before; `save` saves the paper of one."""

    def __init__(self, save: Callable[[int], object]) -> None:
        super().__init__(t("Agreed versions"))
        self._save = save
        self._shown: tuple[VersionLine, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_versions(self, versions: tuple[VersionLine, ...], shell: Shell) -> None:
        """Show these, the newest first."""
        self.setVisible(bool(versions))
        if versions == self._shown:
            return
        self._shown = versions
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in reversed(versions):
            for label in (
                self._named(line, shell.date_text(line.agreed_on)),
                *(Small(change, wrap=True) for change in line.changes),
                *_fingerprint(line.fingerprint),
            ):
                self._lines.addWidget(label)
                label.show()  # at once: else the card would be empty for a moment

    def _named(self, line: VersionLine, day: str) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Strong(t("Version {n}, agreed {day}", n=line.version, day=day)), 1)
        save = Button(t("Save as PDF…"), "quiet")
        save.setAccessibleName(t("Save version {n} as PDF", n=line.version))
        save.clicked.connect(partial(self._save, line.version))
        row.addWidget(save)
        return head


def _fingerprint(fingerprint: str) -> tuple[Small, ...]:
    """The fingerprint of the paper that was agreed on, to compare a file with; all of it can be selected."""
    if not fingerprint:
        return ()
    label = Small(
        t("Fingerprint of its PDF: {start}…", start=" ".join(fingerprint[at : at + 4] for at in (0, 4, 8, 12)))
    )
    label.setToolTip(t("SHA-256 {fingerprint}", fingerprint=fingerprint))
    label.setAccessibleDescription(label.toolTip())
    return (label,)
