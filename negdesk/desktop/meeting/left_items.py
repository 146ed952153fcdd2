"""What a meeting leaves open: each item goes on to the next meeting, or is dropped."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from negdesk.desktop.controls.checks import WordedTick
from negdesk.desktop.controls.labels import Small
from negdesk.domain.meeting import ItemKind
from negdesk.domain.wording import t, tn
from negdesk.queries.meeting_lists import ItemLine

_MOST_SEEN = 4
"""So many items are seen at once; the others are scrolled to."""


class LeftItems(QWidget):
    """A tick for each item of the checklist's own; those of the plan come back for as long as the plan wants them."""

    changed = Signal()
    """A tick was set or taken away."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[int, WordedTick] = {}
        self._head = Small(t("Take to the next meeting; what is not ticked is dropped"), wrap=True)
        self._planned = Small(wrap=True)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for part in (self._head, self._area, self._planned):
            column.addWidget(part)

    def show_items(self, items: Sequence[ItemLine]) -> None:
        """Show these, which are open; a tick that was set or taken away stays."""
        own = [line for line in items if line.kind is ItemKind.PLAIN]
        for line in own:
            box = self._boxes.get(line.id) or self._add_box(line.id)
            box.set_words(line.text)
        self._head.setVisible(bool(own))
        self._area.setVisible(bool(own))
        if own:
            height = self._boxes[own[0].id].sizeHint().height() + self._rows.spacing()
            cut = height // 2 if len(own) > _MOST_SEEN else 0  # half a line, so that one sees that there are more
            self._area.setFixedHeight(height * min(len(own), _MOST_SEEN) + cut)
        planned = len(items) - len(own)
        self._planned.setVisible(bool(planned))
        self._planned.setText(
            tn(
                "One more comes back by itself: the plan still wants it, or every meeting has it.",
                "{n} more come back by themselves: the plan still wants them, or every meeting has them.",
                planned,
            )
        )

    def carried(self) -> list[int] | None:
        """The items that are ticked; None where there was nothing to choose."""
        return [item for item, box in self._boxes.items() if box.isChecked()] if self._boxes else None

    def dropped(self) -> list[int]:
        """The items that are not ticked."""
        return [item for item, box in self._boxes.items() if not box.isChecked()]

    def drop(self, items: list[int]) -> None:
        """Have these not ticked, as far as they are here."""
        for item, box in self._boxes.items():
            box.setChecked(item not in items)

    def _add_box(self, item_id: int) -> WordedTick:
        box = WordedTick()
        box.setChecked(True)
        box.toggled.connect(lambda _on: self.changed.emit())
        self._boxes[item_id] = box
        self._rows.addWidget(box)
        return box
