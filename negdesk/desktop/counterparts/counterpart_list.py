"""The counterparts by name: filter, open, and begin a new one by typing a name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.line_table import LineModel, LineTable
from negdesk.desktop.controls.waiting_line import WaitingLine
from negdesk.desktop.counterparts.counterpart_line import LINE_HEIGHT, CounterpartLineDelegate, spoken
from negdesk.desktop.page_head import PageHead, action_button, page_layout
from negdesk.desktop.screen import Handlers, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.word_filter import WordFilter
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.queries.counterpart_list import counterpart_ids, counterpart_lines, filter_texts


class CounterpartListScreen(Screen):
    """Enter opens a counterpart, Delete moves it to the bin; a name typed in the second line makes a new one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._found = WordFilter(shell, self, lambda ids: shell.desk.ask(filter_texts, ids))
        page = page_layout(self)
        self._head = PageHead()
        self._head.add(action_button("import_file", lambda: self.shell.go(Place("import"))))
        page.addWidget(self._head)
        page.addLayout(self._lines())
        self._said = Label(kind="refusal", wrap=True)
        page.addWidget(self._said)
        self._said.hide()
        card = Card().grow()
        layout = card.layout()
        if layout is not None:
            layout.setContentsMargins(1, 8, 1, 10)
        self.empty = Small("", wrap=True)
        self.empty.setContentsMargins(16, 8, 16, 8)
        self.table = LineTable(t("Counterparts"), LINE_HEIGHT)
        self.table.show_model(
            LineModel(lambda ids: shell.ask(counterpart_lines, shell.today(), ids), spoken, self.table)
        )
        self.table.setItemDelegate(CounterpartLineDelegate(self.table))
        self.table.opened.connect(lambda number: self.shell.go(Place("counterpart", number)))
        self.table.removed.connect(self._bin)
        self.table.typed.connect(self._filter_by)
        card.body.addWidget(self.empty)
        card.body.addWidget(self.table, 1)
        page.addWidget(card, 1)

    def _lines(self) -> QHBoxLayout:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(t("Filter by name, job or organisation"))
        self.filter.setAccessibleName(t("Filter the counterparts"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self._show_found())
        self.filter.returnPressed.connect(self._open_first)
        self.name = WaitingLine(t("Name of a new counterpart"))
        for line in (self.filter, self.name):
            line.setAcceptDrops(False)  # a file that is dropped on the page is one to import
        self.name.returnPressed.connect(lambda: self._add(CounterpartKind.PERSON))
        self.name.textEdited.connect(lambda _text: self._refuse(""))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.filter, 1)
        row.addSpacing(10)
        row.addWidget(self.name, 1)
        for kind, words in (
            (CounterpartKind.PERSON, t("Add person")),
            (CounterpartKind.ORGANISATION, t("Add organisation")),
        ):
            button = Button(words)
            button.clicked.connect(lambda _checked=False, kind=kind: self._add(kind))
            row.addWidget(button)
        return row

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        (self.name if place.focus == "new" else self.filter).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change: Change | None) -> None:
        self._found.look_through(self.shell.ask(counterpart_ids).ids)
        self._show_found()

    def _show_found(self) -> None:
        """Show those whom the filter leaves."""
        ids = self._found.matching(self.filter.text())
        count = len(ids)
        self._head.say(t("Counterparts"), tn("One counterpart", "{n} counterparts", count) if count else "")
        self.empty.setText(
            t("Nobody by that name. Try fewer letters.")
            if self.filter.text().strip()
            else t(
                "Nobody here yet. Write a name above and press Enter, or import an address book: drop its file here."
            )
        )
        self.table.show_ids(ids)
        self.empty.setVisible(not ids)
        if not ids and self.table.hasFocus():
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setVisible(bool(ids))

    def handlers(self) -> Handlers:
        return {"new_counterpart": lambda: self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.filter.hasFocus() and self.table.lines.ids:
            self.table.take_cursor()
        else:
            super().keyPressEvent(event)

    def _filter_by(self, letter: str) -> None:
        """What is typed in the list goes on in the filter."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.setText(self.filter.text() + letter)

    def _open_first(self) -> None:
        """Enter in the filter opens the first that it leaves; with nothing in it, it goes to the list."""
        ids = self.table.lines.ids
        if ids and self.filter.text().strip():
            self.shell.go(Place("counterpart", ids[0]))
        elif ids:
            self.table.take_cursor()

    def _add(self, kind: CounterpartKind) -> None:
        try:
            number = self.shell.try_do(commands.counterpart.add_counterpart, self.name.text(), kind)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.name.clear()
        self.name.flush()
        self._refuse("")
        self.shell.go(Place("counterpart", number))

    def _refuse(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        mark_refused(self.name, sentence)

    def _bin(self, number: int) -> None:
        self.shell.do_and_say(t("Moved to the bin."), commands.counterpart.bin_counterpart, number)
