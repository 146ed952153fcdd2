"""Says that another counterpart is the same one as this, and makes one of the two."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from negdesk import commands
from negdesk.desktop.backups.before_change import backed_up
from negdesk.desktop.coming_back import sheet_place
from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.field import mark_refused
from negdesk.desktop.controls.labels import Body, Label, Small
from negdesk.desktop.controls.names_offered import NamesOffered
from negdesk.desktop.counterparts.field_words import field_words
from negdesk.desktop.kept_sheet import KeptSheet
from negdesk.desktop.shell import Shell
from negdesk.domain.backup import Reason
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.queries.log_words import named_but
from negdesk.queries.same_counterpart import Difference, SameSheet, same_sheet

_LONGEST = 60


class SameCounterpartSheet(KeptSheet):
    """A name, what is kept where the two say different things, and *Make one of them*. One undo step."""

    def __init__(self, shell: Shell, parent: QWidget, kept_id: int, name: str, kind: CounterpartKind) -> None:
        super().__init__(shell, parent, t("The same as another one"), sheet_place("same_counterpart", kept_id))
        self._kept_id = kept_id
        self._choices: dict[str, ChoiceField] = {}
        # A name that two have is told apart by what stands below it.
        self._others: dict[str, int] = {}
        for each in shell.desk.ask(named_but, kept_id, kind):
            self._others.setdefault(f"{each.name} ({each.below})" if each.below else each.name, each.id)
        self.column.addWidget(
            Small(t("Who else here is {name}? Their log, promises, negotiations and files come over.", name=name),
                  wrap=True)
        )  # fmt: skip
        self.other = QLineEdit()
        self.other.setPlaceholderText(t("Name of the other one"))
        self.other.setAccessibleName(t("Name of the other one"))
        self._names = NamesOffered(self.other)
        self._names.offer(list(self._others))
        self.other.textChanged.connect(lambda _text: self._show())
        self.column.addWidget(self.other)
        self._refusal = Label(kind="refusal", wrap=True)
        self._refusal.hide()
        self.column.addWidget(self._refusal)
        self._over = Body(wrap=True)
        self.column.addWidget(self._over)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self._aside = Small(t("What is not kept can be read and brought back under “Said before”."), wrap=True)
        self.column.addWidget(self._aside)
        self.main = self.add_buttons(t("Cancel"), t("Make one of them"), self.merge)
        self.main.setDefault(True)
        shell.shield_changed.connect(self._show)
        self._show()
        self.hold_line("other", self.other)
        self.hold("taken", self._taken, self._take, self.other.textChanged)
        self.take_up()
        self.other.setFocus()

    def _other_id(self) -> int | None:
        typed = self.other.text().strip().casefold()
        exact = [number for name, number in self._others.items() if name.casefold() == typed]
        plain = [number for name, number in self._others.items() if name.partition(" (")[0].casefold() == typed]
        found = exact or plain
        return found[0] if len(found) == 1 else None

    def _show(self, _on: bool = False) -> None:
        self._say("")
        other = self._other_id()
        sheet = self._shell.ask(same_sheet, self._kept_id, other) if other is not None else None
        differing = sheet.differences if sheet is not None else ()
        self._over.setText(_coming_over(sheet) if sheet is not None else "")
        self._over.setVisible(sheet is not None)
        self._aside.setVisible(bool(differing))
        chosen = {field: choice.text() for field, choice in self._choices.items()}
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)  # at once: what it holds may have become private just now
                widget.deleteLater()
        self._choices = {}
        for row, each in enumerate(differing):
            self._choices[each.field] = self._choice(each, chosen.get(each.field, ""))
            self._grid.addWidget(Small(field_words(each.field)), row, 0)
            self._grid.addWidget(self._choices[each.field], row, 1)
        self.main.setEnabled(sheet is not None)

    def _choice(self, difference: Difference, chosen: str) -> ChoiceField:
        said = {"kept": difference.kept, "other": difference.other}
        choices = [(side, _short(words)) for side, words in said.items()]
        field = ChoiceField(field_words(difference.field), choices, lambda _side: self._drafts.typed(), framed=True)
        field.set_value(chosen or "kept")
        return field

    def _taken(self) -> list[str]:
        """The fields of which the other one's words are kept."""
        return [field for field, choice in self._choices.items() if choice.text() == "other"]

    def _take(self, fields: list[str]) -> None:
        for field, choice in self._choices.items():
            choice.set_value("other" if field in fields else "kept")

    def merge(self) -> None:
        """Make one of the two; what is refused is said."""
        other = self._other_id()
        if other is None:
            self._say(t("Nobody else of this kind is called so. Choose one of the list."))
            return
        merge = commands.draft.entering(self.kept_at, commands.same_counterpart.merge_counterparts)
        try:
            with backed_up(self._shell, Reason.MERGE):
                self._shell.try_do(merge, self._kept_id, other, self._taken())
        except Refusal as refusal:
            self._say(refusal.sentence)
            return
        self.accept()
        self._shell.say(t("The two are one now."), undo=True)

    def _say(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        mark_refused(self.other, sentence)


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _coming_over(sheet: SameSheet) -> str:
    parts = [
        tn("one log entry", "{n} log entries", sheet.entries) if sheet.entries else "",
        tn("one negotiation", "{n} negotiations", sheet.negotiations) if sheet.negotiations else "",
        tn("one promise", "{n} promises", sheet.promises) if sheet.promises else "",
    ]
    found = t(", ").join(part for part in parts if part)
    return t("Comes over: {what}.", what=found) if found else t("There is nothing of theirs to bring over.")
