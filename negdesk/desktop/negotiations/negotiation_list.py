"""Every negotiation: filter by words and stage, open with Enter, to the bin with Delete."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.empty import EmptyState
from negdesk.desktop.controls.line_table import LineModel, LineTable
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.negotiations.negotiation_line import LINE_HEIGHT, NegotiationLineDelegate, spoken
from negdesk.desktop.page_head import PageHead, action_button, page_layout
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.word_filter import WordFilter
from negdesk.domain.negotiation import Stage
from negdesk.domain.wording import t, tn
from negdesk.queries.negotiation import filter_texts, negotiation_ids, negotiation_lines


class NegotiationListScreen(Screen):
    """Pages of lines are read when they come into sight, so that a hundred thousand show as fast as ten."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._found = WordFilter(shell, self, lambda ids: shell.desk.ask(filter_texts, ids))
        self._stages: dict[int, Stage] = {}
        page = page_layout(self)
        self._head = PageHead()
        self._head.add(action_button("new_negotiation", self._begin, kind="primary"))
        page.addWidget(self._head)
        self.filter = reads(QLineEdit())
        self.filter.setPlaceholderText(t("Filter by title, context or counterpart"))
        self.filter.setAccessibleName(t("Filter the negotiations"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self._show_found())
        self.stage = ChoiceField(t("Stage"), [("", t("All stages"))], lambda _stage: self._show_found(), framed=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.filter, 1)
        line.addWidget(reads(self.stage))
        page.addLayout(line)
        self._card = Card().grow()
        layout = self._card.layout()
        if layout is not None:
            layout.setContentsMargins(1, 8, 1, 10)
        self.table = LineTable(t("Negotiations"), LINE_HEIGHT)
        self.table.show_model(LineModel(lambda ids: shell.ask(negotiation_lines, ids).lines, spoken, self.table))
        self.table.setItemDelegate(NegotiationLineDelegate(shell, self.table))
        self.table.opened.connect(lambda number: self.shell.go(Place("negotiation", number)))
        self.table.removed.connect(self._bin)
        self.table.typed.connect(self._filter_by)
        self._card.body.addWidget(self.table, 1)
        page.addWidget(self._card, 1)
        self._empty = EmptyState(
            t("No negotiation here"), t("A title is enough to begin. Or clear the filter."), t("New negotiation")
        )
        self._empty.pressed.connect(self._begin)
        page.addWidget(self._empty, 1)

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        if self.table.lines.ids:
            self.table.take_cursor()
        else:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        found = self.shell.ask(negotiation_ids)
        self._stages = dict(zip(found.ids, found.stages, strict=True))
        self._found.look_through(found.ids)
        self._show_found()

    def _show_found(self) -> None:
        """Show those that the filter and the stage leave."""
        found, chosen = self._found.matching(self.filter.text()), self.stage.text()
        self._head.say(t("Negotiations"), tn("One negotiation", "{n} negotiations", len(found)) if found else "")
        counts = Counter(self._stages[number] for number in found)
        # A stage that was chosen stays among the choices, even if no line has it any more.
        shown = [stage for stage in Stage if stage in counts or stage.value == chosen]
        choices = [(stage.value, f"{stage.label} · {counts[stage]}") for stage in shown]
        self.stage.set_choices([("", t("All stages")), *choices])
        ids = tuple(number for number in found if self._stages[number] == chosen) if chosen else found
        self.table.show_ids(ids)
        self._card.setVisible(bool(ids))
        self._empty.setVisible(not ids)

    def _bin(self, number: int) -> None:
        """Undo gives it back."""
        self.shell.do_and_say(t("Moved to the bin."), commands.negotiation.bin_negotiation, number)

    def _filter_by(self, letter: str) -> None:
        """What is typed in the list goes on in the filter."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.setText(self.filter.text() + letter)

    def _begin(self) -> None:
        self.shell.go(Place("new_negotiation"))
