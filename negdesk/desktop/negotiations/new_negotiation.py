"""A new negotiation: a title and Enter are enough."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from negdesk import commands
from negdesk.desktop.coming_back import sheet_place
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Label, Small
from negdesk.desktop.controls.names_offered import NamesOffered
from negdesk.desktop.kept_sheet import KeptSheet
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.log_words import names_told_apart
from negdesk.queries.setting import settings_sheet
from negdesk.queries.template import templates_sheet

KEY = int(Qt.ItemDataRole.UserRole)


class NewNegotiation(KeptSheet):
    """Enter begins it from any field; Up and Down in the title choose the template."""

    def __init__(self, shell: Shell, parent: QWidget, counterpart_id: int = 0, template: str = "") -> None:
        at = sheet_place("new_negotiation", counterpart_id)
        super().__init__(shell, parent, t("New negotiation"), at, width=560)
        people = shell.desk.ask(names_told_apart)
        # The one it comes from is meant by its name, even if another is called the same.
        last = sorted(people, key=lambda each: each[0] == counterpart_id)
        self._known = {name.casefold(): number for number, name, _said in last}
        # What is offered means just that one.
        self._known |= {said.casefold(): number for number, _name, said in people}
        self.title = _Line(t("What is it about?"), self._step)
        self.who = QLineEdit()
        self.who.setPlaceholderText(t("With whom? A known name or a new one; several with commas"))
        self.who.setAccessibleName(t("With whom"))
        self._names = NamesOffered(self.who, several=True)
        self._names.offer([said for _number, _name, said in people])
        self.who.setText(next((said for number, _name, said in people if number == counterpart_id), ""))
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
        self.add_buttons(t("Cancel"), t("Begin"), self.begin)
        self.templates.currentItemChanged.connect(lambda _now, _before: self._describe())
        self._describe()
        for name, line in (("title", self.title), ("who", self.who), ("currency", self.currency)):
            self.hold_line(name, line)
        self.hold("template", self._chosen, self._choose, self.templates.currentItemChanged)
        self.take_up()
        self.title.setFocus()

    def _fill_templates(self, chosen: str) -> None:
        sheet = self._shell.desk.ask(templates_sheet)
        entries = [("", t("An empty plan"), t("Begin with a blank page."))]
        entries += [(line.key, line.name, line.description) for line in (*sheet.builtin, *sheet.own)]
        for key, name, description in entries:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, 26))
            item.setData(KEY, key)
            item.setData(KEY + 1, description)
            self.templates.addItem(item)
            if key == chosen:
                self.templates.setCurrentItem(item)

    def _chosen(self) -> str:
        """The key of the template that is chosen."""
        chosen = self.templates.selectedItems()
        return str(chosen[0].data(KEY)) if chosen else ""

    def _choose(self, key: str) -> None:
        for row in range(self.templates.count()):
            if self.templates.item(row).data(KEY) == key:
                self.templates.setCurrentRow(row)

    def _describe(self) -> None:
        chosen = self.templates.selectedItems()
        self._description.setText(str(chosen[0].data(KEY + 1)) if chosen else "")

    def _step(self, by: int) -> None:
        row = max(0, min(self.templates.currentRow() + by, self.templates.count() - 1))
        self.templates.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
            return
        super().keyPressEvent(event)

    def begin(self) -> None:
        """Begin it; what is refused is said, and what was typed stays."""
        known, new = self._counterparts()
        currency = self.currency.text().strip().upper()
        key, entering = self._chosen(), commands.draft.entering
        try:
            if key:
                begin = entering(self.kept_at, commands.template.begin_negotiation)
                number = self._shell.try_do(begin, key, self.title.text(), known, currency, new)
            else:
                plain = entering(self.kept_at, commands.negotiation.new_negotiation)
                number = self._shell.try_do(plain, self.title.text(), "", currency, known, new)
        except Refusal as refusal:
            self._refuse(refusal)
            return
        self.accept()
        self._shell.go(Place("negotiation", number, "plan"))

    def _counterparts(self) -> tuple[list[int], list[str]]:
        """The numbers of the known ones and the names of the new ones; a known name may have commas in it."""
        parts = [part.strip() for part in self.who.text().split(",")]
        known: list[int] = []
        new: list[str] = []
        while parts:
            for length in range(len(parts), 0, -1):
                number = self._known.get(", ".join(parts[:length]).casefold())
                if number is not None:
                    known.append(number)
                    del parts[:length]
                    break
            else:
                new.append(parts.pop(0))
        return known, [name for name in new if name]

    def _refuse(self, refusal: Refusal) -> None:
        """Say why beneath the field that it is about, and put the cursor there."""
        fields = {"currency": self.currency, "name": self.who}
        about = fields.get(refusal.field, self.title)
        for field in (self.title, self.who, self.currency):
            mark_refused(field, refusal.sentence if field is about else "")
        self.column.removeWidget(self._refusal)
        self.column.insertWidget(self.column.indexOf(about) + 1, self._refusal)
        self._say(refusal.sentence)
        about.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))


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
