"""Those of a file who are probably here already, or stand in it twice, one by one: merged, skipped, or kept beside."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from negdesk.desktop.controls.buttons import Button
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.exchange.fate_words import choice_words, fate_words, field_words
from negdesk.desktop.exchange.lines_table import LinesTable
from negdesk.domain.contact import Duplicates
from negdesk.domain.wording import t
from negdesk.exchange.duplicates import FieldFate, Likely, fates

CHOICES = tuple(Duplicates)
_KEYS = {Qt.Key.Key_M: Duplicates.MERGE, Qt.Key.Key_S: Duplicates.SKIP, Qt.Key.Key_K: Duplicates.KEEP}


class DuplicatesPanel(QWidget):
    """M, S and K choose for the one in the list and go on to the next; below stands what that comes to."""

    changed = Signal()
    """Something else was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Likely, ...] = ()
        self._at: list[int] = []
        self._choices: list[Duplicates] = []
        self._fates: tuple[FieldFate, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(self._all_row())
        self.list = _DuplicatesTable(
            self.words(),
            (t("In the file"), t("Here"), t("Because of"), t("What becomes of it")),
            open_columns=(2, 3),
            choosing=True,
        )
        self.list.setMinimumHeight(104)
        self.list.chosen.connect(lambda _number: self._show_chosen())
        self.list.keyed.connect(self._choose_and_go_on)
        whole.addWidget(self.list, 2)
        whole.addLayout(self._one_row())
        self.detail = LinesTable(
            t("What that comes to"),
            (t("Field"), t("Here"), t("In the file"), t("What becomes of it")),
            open_columns=(0, 3),
        )
        self.detail.setMinimumHeight(104)
        whole.addWidget(self.detail, 3)

    def _all_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(Small(t("Up and Down go from one to the next; M merges, S skips, K keeps both.")), 1)
        row.addWidget(Small(t("All of them:")))
        for choice, words in zip(CHOICES, (t("Merge all"), t("Skip all"), t("Keep all")), strict=True):
            button = Button(words, "quiet")
            button.clicked.connect(lambda _checked=False, choice=choice: self.choose_all(choice))
            row.addWidget(button)
        return row

    def _one_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(Small(t("This one:")))
        self._one = QButtonGroup(self)
        for number, choice in enumerate(CHOICES):
            button = QRadioButton(choice.label)
            button.setAccessibleName(choice.label)
            self._one.addButton(button, number)
            row.addWidget(button)
        self._one.idClicked.connect(lambda number: self.choose(CHOICES[number]))
        row.addStretch(1)
        return row

    # What is asked of it

    def show_found(self, found: Sequence[Likely]) -> None:
        """Show those who are probably here; what was chosen for one stays chosen if they are found again."""
        chosen = {_key(each): choice for each, choice in zip(self._found, self._choices, strict=True) if each.known}
        self._found = tuple(found)
        self._choices = [chosen.get(_key(each), Duplicates.MERGE) for each in self._found]
        self._at = [number for number, each in enumerate(self._found) if each.known is not None]
        self.list.setAccessibleName(self.words())
        self.list.show_lines(len(self._at), self._cells)
        self._show_chosen()

    @property
    def choices(self) -> tuple[Duplicates, ...]:
        """What was chosen for each that was found; for nobody's duplicate it says nothing."""
        return tuple(self._choices)

    @property
    def count(self) -> int:
        """How many are probably here already, or are the same as one before them in the file."""
        return len(self._at)

    def words(self) -> str:
        """What they are."""
        twice = any(each.twin is not None for each in self._found)
        return t("Here already or twice in the file") if twice else t("Probably here already")

    def choose(self, choice: Duplicates) -> None:
        """Choose for the one that the list is at."""
        line = self.list.line()
        if 0 <= line < len(self._at):
            self._choices[self._at[line]] = choice
            self._tell()

    def choose_all(self, choice: Duplicates) -> None:
        """Choose the same for all of them."""
        for number in self._at:
            self._choices[number] = choice
        self._tell()

    def set_masked(self, on: bool) -> None:
        """Show marks in place of names and values, or show them again."""
        self.list.set_masked(on)
        self.detail.set_masked(on)

    # Showing

    def _choose_and_go_on(self, choice: Duplicates) -> None:
        self.choose(choice)
        if self.list.line() + 1 < len(self._at):
            self.list.go_to(self.list.line() + 1)

    def _tell(self) -> None:
        self.list.tell()
        self._show_chosen()
        self.changed.emit()

    def _cells(self, number: int) -> tuple[str, ...]:
        each = self._found[self._at[number]]
        return each.contact.name, each.known_name, each.why, choice_words(self._choices[self._at[number]])

    def _show_chosen(self) -> None:
        line = self.list.line()
        there = 0 <= line < len(self._at)
        for number, choice in enumerate(CHOICES):
            button = self._one.button(number)
            button.setEnabled(there)
            button.setChecked(there and choice is self._choices[self._at[line]])
        self._fates = fates(self._found[self._at[line]], self._choices[self._at[line]]) if there else ()
        self.detail.show_lines(len(self._fates), self._detail_cells)

    def _detail_cells(self, number: int) -> tuple[str, ...]:
        each = self._fates[number]
        return field_words(each.field), each.here, each.coming, fate_words(each.fate)


class _DuplicatesTable(LinesTable):
    keyed = Signal(object)
    """What a key chose."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = _KEYS.get(Qt.Key(event.key()))
        if choice is not None and not event.modifiers():
            self.keyed.emit(choice)
            return
        super().keyPressEvent(event)


def _key(likely: Likely) -> tuple[str, int]:
    return likely.contact.where, likely.known_id
