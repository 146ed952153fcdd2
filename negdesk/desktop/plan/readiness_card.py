"""How ready the plan is, and what is still open."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from negdesk.desktop.controls.bars import ProgressBar
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.fields import flush_left
from negdesk.desktop.controls.labels import Body
from negdesk.desktop.controls.rows import RING_INSET, Row, RowList
from negdesk.domain.readiness import Gap
from negdesk.domain.wording import t
from negdesk.queries.plan import PlanSheet


class ReadinessCard(Card):
    """How ready the plan is; each gap is one key from being filled."""

    def __init__(self, fill: Callable[[str], object]) -> None:
        super().__init__(t("Ready for the meeting"))
        self._fill = fill
        self._bar = ProgressBar()
        self._gaps = RowList()
        self.body.addWidget(self._bar)
        self.body.addLayout(flush_left(self._gaps, right=True, inset=RING_INSET))

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the count and the gaps; nothing of it under the shield."""
        ready = sheet.readiness
        self.setVisible(ready is not None)
        if ready is None:  # what is hidden can still be read out
            self.set_title("")
            self._bar.set_progress(0, 1)
            self._gaps.show_ids([], lambda _sentence: Row())
            return
        self.set_title(t("Ready for the meeting: {done} of {total}", done=ready.done, total=ready.total))
        self._bar.set_progress(ready.done, ready.total)
        # By sentence, since that changes with a term's name while the key stays.
        gaps = {gap.sentence: gap for gap in ready.gaps}
        self._gaps.show_ids(list(gaps), lambda sentence: self._row(gaps[str(sentence)]))

    def take_cursor(self, otherwise: QWidget) -> None:
        """Put the cursor on the first gap, or where there is none on something else."""
        rows = self._gaps.rows()
        if rows:
            rows[0].take_cursor()
        else:
            otherwise.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, gap: Gap) -> Row:
        row = Row(gap.sentence, focusable=True, spacing=6, inset=RING_INSET)
        row.line.addWidget(Body("○"), 0, Qt.AlignmentFlag.AlignTop)
        row.line.addWidget(Body(gap.sentence, wrap=True), 1)
        row.activated.connect(lambda: self._fill(gap.key))
        return row
