"""The counterparts by name: filter, open, and begin a new one by typing a name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from negdesk import commands
from negdesk.desk import Change
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.labels import Body, Small, two_lines
from negdesk.desktop.controls.rows import Row, RowList
from negdesk.desktop.page_head import PageHead, ScrollPage, page_layout
from negdesk.desktop.screen import Handlers, Screen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.wording import t, tn
from negdesk.queries.counterpart import CounterpartLine, counterpart_list


class CounterpartListScreen(Screen):
    """Enter opens a counterpart, Delete moves it to the bin; the first line makes a new one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        content = QWidget()
        page = page_layout(content)
        self._head = PageHead()
        page.addWidget(self._head)
        page.addLayout(self._new_line())
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(t("Filter by name, job or organisation"))
        self.filter.setAccessibleName(t("Filter the counterparts"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self.refresh(None))
        page.addWidget(self.filter)
        card = Card()
        self.list = RowList(t("Nobody here yet. Type a name above and press Enter."), removable=True)
        self.list.removed.connect(self._bin)
        self._more = Small()
        card.body.addWidget(self.list)
        card.body.addWidget(self._more)
        page.addWidget(card)
        page.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollPage(content))

    def _new_line(self) -> QHBoxLayout:
        self.name = QLineEdit()
        self.name.setPlaceholderText(t("Name of a new counterpart"))
        self.name.setAccessibleName(t("Name of a new counterpart"))
        self.name.returnPressed.connect(lambda: self._add(CounterpartKind.PERSON))
        person = QPushButton(t("Add person"))
        person.setToolTip(t("Enter in the line does the same"))
        person.clicked.connect(lambda: self._add(CounterpartKind.PERSON))
        organisation = QPushButton(t("Add organisation"))
        organisation.clicked.connect(lambda: self._add(CounterpartKind.ORGANISATION))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        for button in (person, organisation):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
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
            else t("Nobody here yet. Type a name above and press Enter.")
        )
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

    def _add(self, kind: CounterpartKind) -> None:
        number = self.shell.do(commands.counterpart.add_counterpart, self.name.text(), kind)
        if number is not None:
            self.name.clear()
            self.shell.go(Place("counterpart", number))

    def _bin(self, number: object) -> None:
        self.shell.do(commands.counterpart.bin_counterpart, int(str(number)))
        self.shell.say(t("Moved to the bin."), undo=True)


class _CounterpartRow(Row):
    def __init__(self) -> None:
        super().__init__(focusable=True)
        self._name, self._below, self._contact = Body(), Small(), Small()
        self.line.addWidget(two_lines(self._name, self._below), 1)
        self.line.addWidget(self._contact)

    def show_line(self, line: CounterpartLine) -> None:
        """Show this counterpart."""
        self._name.setText(line.name)
        self._below.setText(line.below)
        self._below.setVisible(bool(line.below))
        self._contact.setText(line.contact)
        self._contact.set_tone("late" if line.quiet else "")
        self.set_name(". ".join(part for part in (line.name, line.below, line.contact) if part))
