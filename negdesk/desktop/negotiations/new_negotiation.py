"""A new negotiation: a title and Enter are enough."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from negdesk import commands
from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import counterpart_list
from negdesk.queries.setting import settings_sheet
from negdesk.queries.template import templates_sheet

KEY = int(Qt.ItemDataRole.UserRole)


class NewNegotiation(SheetDialog):
    """Enter begins it from any field; Up and Down in the title choose the template."""

    def __init__(self, shell: Shell, parent: QWidget, counterpart_id: int = 0, template: str = "") -> None:
        super().__init__(parent, t("New negotiation"), width=560)
        self._shell = shell
        people = shell.desk.ask(counterpart_list, shell.today(), "", 5000).lines
        self._known = {line.name: line.id for line in people}
        self.title = _Line(t("What is it about?"), self._step)
        self.who = QLineEdit()
        self.who.setPlaceholderText(t("With whom? A known name or a new one; several with commas"))
        self.who.setAccessibleName(t("With whom"))
        completer = QCompleter(list(self._known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.who.setCompleter(completer)
        self.who.setText(next((line.name for line in people if line.id == counterpart_id), ""))
        self.currency = QLineEdit(shell.desk.ask(settings_sheet).currency)
        self.currency.setPlaceholderText(t("Currency, such as EUR"))
        self.currency.setAccessibleName(t("Currency"))
        self.currency.setMaximumWidth(180)
        self.templates = QListWidget()
        self.templates.setAccessibleName(t("Template"))
        self.templates.setMinimumHeight(210)
        self._fill_templates(template)
        self._description = Small(wrap=True)
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        for widget in (self.title, self._refusal, self.who, self.currency, Small(t("Begin with")), self.templates):
            self.column.addWidget(widget)
        self.column.addWidget(self._description)
        self._buttons()
        self.templates.currentItemChanged.connect(lambda _now, _before: self._describe())
        self._describe()
        self.title.setFocus()

    def _fill_templates(self, chosen: str) -> None:
        sheet = self._shell.desk.ask(templates_sheet)
        entries = [("", t("An empty plan"), t("Begin with a blank page."))]
        entries += [(line.key, line.name, line.description) for line in (*sheet.builtin, *sheet.own)]
        for key, name, description in entries:
            item = QListWidgetItem(name)
            item.setData(KEY, key)
            item.setData(KEY + 1, description)
            self.templates.addItem(item)
            if key == chosen:
                self.templates.setCurrentItem(item)

    def _describe(self) -> None:
        chosen = self.templates.selectedItems()
        self._description.setText(str(chosen[0].data(KEY + 1)) if chosen else "")

    def _step(self, by: int) -> None:
        row = max(0, min(self.templates.currentRow() + by, self.templates.count() - 1))
        self.templates.setCurrentRow(row)

    def _buttons(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        leave, begin = Button(t("Cancel")), Button(t("Begin"), "primary")
        leave.clicked.connect(self.reject)
        begin.clicked.connect(self.begin)
        for button in (leave, begin):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
            return
        super().keyPressEvent(event)

    def begin(self) -> None:
        """Begin it; what is refused is said, and what was typed stays."""
        names = [name.strip() for name in self.who.text().split(",") if name.strip()]
        folded = {name.casefold(): number for name, number in self._known.items()}
        known = [folded[name.casefold()] for name in names if name.casefold() in folded]
        new = [name for name in names if name.casefold() not in folded]
        currency = self.currency.text().strip().upper()
        chosen = self.templates.selectedItems()
        key = str(chosen[0].data(KEY)) if chosen else ""
        try:
            if key:
                begin = commands.template.begin_negotiation
                number = self._shell.try_do(begin, key, self.title.text(), known, currency, new)
            else:
                plain = commands.negotiation.new_negotiation
                number = self._shell.try_do(plain, self.title.text(), "", currency, known, new)
        except Refusal as refusal:
            self._refusal.setText(refusal.sentence)
            self._refusal.show()
            return
        self.accept()
        self._shell.go(Place("negotiation", number, "plan"))


class _Line(QLineEdit):
    def __init__(self, invitation: str, step: Callable[[int], object]) -> None:
        super().__init__()
        self._step = step
        self.setPlaceholderText(invitation)
        self.setAccessibleName(t("Title"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self._step(by)
            return
        super().keyPressEvent(event)
