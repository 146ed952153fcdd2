"""Every negotiation: filter by words and stage, open with Enter, to the bin with Delete."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLineEdit, QTableView

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.empty import EmptyState
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.negotiations.line_delegate import LINE_HEIGHT, NegotiationLineDelegate
from negdesk.desktop.negotiations.line_model import NegotiationLineModel
from negdesk.desktop.page_head import PageHead, action_button, page_layout
from negdesk.desktop.screen import Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Stage
from negdesk.domain.wording import t, tn
from negdesk.queries.negotiation import negotiation_ids


class NegotiationListScreen(Screen):
    """Pages of lines are read when they come into sight, so that a hundred thousand show as fast as ten."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        page = page_layout(self)
        self._head = PageHead()
        self._head.add(action_button("new_negotiation", self._begin, kind="primary"))
        page.addWidget(self._head)
        self.filter = reads(QLineEdit())
        self.filter.setPlaceholderText(t("Filter by title, kind or counterpart"))
        self.filter.setAccessibleName(t("Filter the negotiations"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self.refresh(None))
        self.stage = ChoiceField(t("Stage"), [("", t("All stages"))], lambda _stage: self.refresh(None), framed=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.filter, 1)
        line.addWidget(reads(self.stage))
        page.addLayout(line)
        self._card = Card().grow()
        layout = self._card.layout()
        if layout is not None:
            layout.setContentsMargins(1, 8, 1, 10)
        self.table = _Table(self)
        self._model = NegotiationLineModel(shell, self.table)
        self.table.setModel(self._model)
        self.table.setItemDelegate(NegotiationLineDelegate(shell, self.table))
        self._card.body.addWidget(self.table, 1)
        page.addWidget(self._card, 1)
        self._empty = EmptyState(
            t("No negotiation here"), t("A title is enough to begin. Or clear the filter."), t("New negotiation")
        )
        self._empty.pressed.connect(self._begin)
        page.addWidget(self._empty, 1)

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        if self._model.rowCount():
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        chosen = self.stage.text()
        found = self.shell.ask(negotiation_ids, self.filter.text(), Stage(chosen) if chosen else None)
        self._head.say(t("Negotiations"), tn("One negotiation", "{n} negotiations", found.all) if found.all else "")
        counts = dict(found.per_stage)
        # A stage that was chosen stays among the choices, even if no line has it any more.
        shown = [stage for stage in Stage if stage in counts or stage.value == chosen]
        choices = [(stage.value, f"{stage.label} · {counts.get(stage, 0)}") for stage in shown]
        self.stage.set_choices([("", t("All stages")), *choices])
        row = self.table.currentIndex().row()
        kept = self._model.id_at(row) if 0 <= row < self._model.rowCount() else 0
        self._model.show_ids(found.ids)
        place = self._model.row_of(kept)
        if place is None and kept and found.ids:
            place = min(row, len(found.ids) - 1)  # the one that takes the place of the one that went
        if place is not None and place != self.table.currentIndex().row():
            self.table.selectRow(place)
        self._card.setVisible(bool(found.ids))
        self._empty.setVisible(not found.ids)

    def open_row(self, row: int) -> None:
        """Go to the negotiation in this row."""
        self.shell.go(Place("negotiation", self._model.id_at(row)))

    def bin_row(self, row: int) -> None:
        """Move the negotiation in this row to the bin; undo gives it back."""
        self.shell.do(commands.negotiation.bin_negotiation, self._model.id_at(row))
        self.shell.say(t("Moved to the bin."), undo=True)

    def _begin(self) -> None:
        self.shell.go(Place("new_negotiation"))


class _Table(QTableView):
    def __init__(self, screen: NegotiationListScreen) -> None:
        super().__init__()
        self._screen = screen
        self.setAccessibleName(t("Negotiations"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: screen.open_row(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._screen.open_row(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self._screen.bin_row(row)
        else:
            super().keyPressEvent(event)
