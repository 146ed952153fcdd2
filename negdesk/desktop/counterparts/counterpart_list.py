"""The counterparts by name: filter, open, and begin a new one by typing a name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.chips import Chip
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import ElidedLabel, Label, Small, two_lines
from negdesk.desktop.controls.reading import reads
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.page_head import PageHead, action_button, scrolling_page
from negdesk.desktop.screen import Handlers, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.queries.counterpart_list import CounterpartLine, counterpart_list

_CONTACT_WIDTH = 150
"""Room for the longest words on the last contact, so that the promises stand below each other."""


class CounterpartListScreen(Screen):
    """Enter opens a counterpart, Delete moves it to the bin; a name typed in the second line makes a new one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        page = scrolling_page(self)
        self._head = PageHead()
        self._head.add(action_button("import_file", lambda: self.shell.go(Place("import"))))
        page.addWidget(self._head)
        page.addLayout(self._lines())
        self._said = Label(kind="refusal", wrap=True)
        page.addWidget(self._said)
        self._said.hide()
        card = Card()
        self.list = RowList(removable=True)
        self.list.removed.connect(self._bin)
        self._more = Small()
        card.body.addWidget(self.list)
        card.body.addWidget(self._more)
        page.addWidget(card)
        page.addStretch(1)

    def _lines(self) -> QHBoxLayout:
        self.filter = reads(QLineEdit())
        self.filter.setPlaceholderText(t("Filter by name, job or organisation"))
        self.filter.setAccessibleName(t("Filter the counterparts"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self.refresh(None))
        self.filter.returnPressed.connect(self._open_first)
        self.name = QLineEdit()
        self.name.setPlaceholderText(t("Name of a new counterpart"))
        self.name.setAccessibleName(t("Name of a new counterpart"))
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
        sheet = self.shell.ask(counterpart_list, self.shell.today(), self.filter.text())
        self._head.say(t("Counterparts"), tn("One counterpart", "{n} counterparts", sheet.all) if sheet.all else "")
        lines = {line.id: line for line in sheet.lines}
        self.list.set_empty_text(
            t("Nobody by that name. Try fewer letters.")
            if self.filter.text().strip()
            else t(
                "Nobody here yet. Write a name above and press Enter, or import an address book: drop its file here."
            )
        )
        with self.list.filling(lines):
            for row in self.list.show_ids(list(lines), lambda number: self._row(int(str(number)))):
                if isinstance(row, _CounterpartRow):
                    row.show_line(lines[int(str(row.row_id))])
        hidden = sheet.all - len(sheet.lines)
        self._more.setText(tn("{n} more; filter to see it", "{n} more; filter to see them", hidden))
        self._more.setVisible(hidden > 0)

    def handlers(self) -> Handlers:
        return {"new_counterpart": lambda: self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)}

    def _row(self, number: int) -> Row:
        row = _CounterpartRow()
        row.activated.connect(lambda: self.shell.go(Place("counterpart", number)))
        return row

    def _open_first(self) -> None:
        """Enter in the filter opens the first that it leaves; with nothing in it, it goes to the list."""
        rows = self.list.rows()
        if rows and self.filter.text().strip():
            self.shell.go(Place("counterpart", int(str(rows[0].row_id))))
        elif rows:
            rows[0].take_cursor()

    def _add(self, kind: CounterpartKind) -> None:
        try:
            number = self.shell.try_do(commands.counterpart.add_counterpart, self.name.text(), kind)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.name.clear()
        self._refuse("")
        self.shell.go(Place("counterpart", number))

    def _refuse(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        mark_refused(self.name, sentence)

    def _bin(self, number: object) -> None:
        try:
            self.shell.try_do(commands.counterpart.bin_counterpart, int(str(number)))
        except Refusal as refusal:
            self.shell.say(refusal.sentence)
        else:
            self.shell.say(t("Moved to the bin."), undo=True)


class _CounterpartRow(Row):
    def __init__(self) -> None:
        super().__init__(focusable=True)
        self._name, self._below = ElidedLabel(), ElidedLabel(kind="small")
        self._promises, self._contact = Chip("", "neutral"), Small()
        self._contact.setMinimumWidth(_CONTACT_WIDTH)
        self._contact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.addWidget(two_lines(self._name, self._below), 1)
        self.line.addWidget(self._promises)
        self.line.addWidget(self._contact)

    def show_line(self, line: CounterpartLine) -> None:
        """Show this counterpart."""
        self._name.setText(line.name)
        self._below.setText(line.below)
        self._below.setVisible(bool(line.below))
        self._contact.setText(line.contact)
        self._contact.set_tone("late" if line.quiet else "")
        kept = line.open_promises
        self._promises.set_text(tn("{n} open promise", "{n} open promises", kept) if kept else "")
        said = (line.name, line.below, self._promises.text(), line.contact)
        self.set_name(". ".join(part for part in said if part))
