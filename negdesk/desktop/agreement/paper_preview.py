"""The page itself, live beside what it is made of."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton

from negdesk import documents
from negdesk.desktop.actions import BY_NAME
from negdesk.desktop.agreement.export_sheet import ExportSheet
from negdesk.desktop.agreement.paper_view import AFTER_A_BURST, AT_ONCE, NARROW, PaperView
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.shell import Shell
from negdesk.desktop.window_actions import tip
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t

KINDS = (
    ("agreement", mark("For them"), mark("For them")),
    ("gives-gets", mark("Gives and gets"), mark("Both give")),
    ("brief", mark("Private brief"), mark("Brief")),
    ("ledger", mark("Private ledger"), mark("Ledger")),
    ("log", mark("Private log"), mark("Log")),
)
"""Each paper with its words, and shorter ones for a narrow window."""


class PaperPreview(PaperView):
    """Follows each change within a quarter of a second.

    It never shows a page of another negotiation, another paper, or a private one while the shield is on: those go at
    once.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, self._save)
        self._subjects = {"negotiation": 0, "counterpart": 0}
        self._kind = "agreement"
        self.stale.connect(self._make)
        self.column.insertLayout(0, self._head())
        self._marks = QCheckBox()
        self._marks.setToolTip(tip(BY_NAME["mark_changes"]))
        self._marks.clicked.connect(self._mark)
        self._marks.hide()
        marks = QHBoxLayout()
        marks.setContentsMargins(14, 0, 14, 0)
        marks.addWidget(self._marks)
        marks.addStretch(1)
        self.column.insertLayout(self.column.indexOf(self.tools), marks)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(0)
        self._tabs = QButtonGroup(self)
        for number, (_, words, _short) in enumerate(KINDS):
            button = reads(QPushButton(t(words)))
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(t("Show: {paper}", paper=t(words)))
            self._tabs.addButton(button, number)
            row.addWidget(button)
        self._tabs.button(0).setChecked(True)
        self._tabs.idClicked.connect(lambda number: self.choose(KINDS[number][0]))
        row.addStretch(1)
        row.addWidget(self.state)
        return row

    @property
    def kind(self) -> str:
        """Which paper is shown."""
        return self._kind

    @property
    def can_mark_changes(self) -> bool:
        """Whether the paper that is shown can say what changed since a version before."""
        return not self._marks.isHidden()

    def turn_marking(self) -> None:
        """Have the paper say what changed, or say it no longer."""
        self._mark(not self._marks.isChecked())

    def choose(self, kind: str) -> None:
        """Show another paper."""
        if kind != self._kind:
            self.clear()
        self._kind = kind
        self._tabs.button([each for each, _, _ in KINDS].index(kind)).setChecked(True)
        self._make()

    def show_subject(self, negotiation_id: int, counterpart_id: int) -> None:
        """Show the papers of this negotiation and, for the log, of this counterpart."""
        subjects = {"negotiation": negotiation_id, "counterpart": counterpart_id}
        if subjects != self._subjects:
            self.clear()
        self._subjects = subjects
        self.hide_private(self._kind)
        self._tabs.button(len(KINDS) - 1).setVisible(counterpart_id > 0)
        # A log may be long, and reading it keeps the window waiting: only once for a burst of edits.
        self.ask_soon(AFTER_A_BURST if self._kind == "log" else AT_ONCE)

    def clear(self) -> None:
        self._marks.hide()
        super().clear()

    def _save(self) -> None:
        sheet = ExportSheet(
            self._shell,
            self.window(),
            negotiation_id=self._subjects["negotiation"],
            counterpart_id=0 if self._subjects["negotiation"] else self._subjects["counterpart"],
        )
        sheet.choose_kind(self._kind)
        sheet.open()

    def _mark(self, on: bool) -> None:
        if on:
            self._shell.marking_changes.add(self._subjects["negotiation"])
        else:
            self._shell.marking_changes.discard(self._subjects["negotiation"])
        self._make()

    def _offer_marking(self, since: int | None) -> None:
        """Offer to mark what changed since this version; not where there is none."""
        self._marks.setVisible(since is not None)
        if since is not None:
            self._marks.setText(t("Mark what changed since version {n}", n=since))
            self._marks.setAccessibleName(self._marks.text())
            self._marks.setChecked(self._subjects["negotiation"] in self._shell.marking_changes)

    def _make(self) -> None:
        if self.hide_private(self._kind):
            return
        kind = documents.export.PaperKind(self._kind)
        subject = self._subjects["counterpart" if self._kind == "log" else "negotiation"]
        if not subject:
            return
        try:
            sheet = documents.export.paper_sheet(self._shell.desk.ask, kind, subject, self._shell.today())
        except Refusal as refusal:
            self.say(refusal.sentence)
            return
        self._offer_marking(getattr(sheet, "changed_since", None))
        self.show_paper(kind, sheet, self._shell.paper_style(self._subjects["negotiation"]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        for number, (_, words, short) in enumerate(KINDS):
            self._tabs.button(number).setText(t(short) if narrow else t(words))
