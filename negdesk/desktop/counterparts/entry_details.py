"""What is said of a log entry beside its words: its kind, rapport, worth, day, and the negotiation it is about."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negdesk.desktop.controls.choice_field import ChoiceField
from negdesk.desktop.controls.date_field import DateField
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.labels import Small
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.queries.counterpart import EntryLine, NegotiationOf

KINDS = tuple(EntryKind)
WITH_WORTH = (EntryKind.GAVE, EntryKind.GOT)


def kind_before_colon(text: str) -> tuple[EntryKind, str] | None:
    """The kind that a line begins with (``call: she is well``), and the rest of it; nothing where it does not."""
    word, colon, rest = text.partition(":")
    if not colon or not rest.startswith(" "):
        return None
    named = {kind.label.casefold(): kind for kind in KINDS}
    kind = named.get(word.strip().casefold())
    return None if kind is None else (kind, rest.lstrip())


class EntryDetails(QWidget):
    """Two lines: the kinds, and beneath them rapport, worth (of what was given or got), day and negotiation.

    `on_change` is called with ``kind rapport value happened_on negotiation_id`` and the new value when a person sets
    one; it may raise `Refusal` about the day, which is then said beneath it.
    """

    def __init__(self, shell: Shell, on_change: Callable[[str, object], object], *, no_day: str = "") -> None:
        super().__init__()
        self._on_change = on_change
        self._no_day = no_day
        self._kind = EntryKind.NOTE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._first = self._kinds_line()
        column.addLayout(self._first)
        column.addLayout(self._facts_line(shell))
        self.day.say_beneath(column)
        self._show_kind()

    def _kinds_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        self._buttons: dict[EntryKind, QPushButton] = {}
        for kind in KINDS:
            button = QPushButton(kind.label)
            button.setProperty("choice", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(t("Kind: {kind}", kind=kind.label))
            button.setToolTip(t("Ctrl+Down goes on to the next kind; “{word}:” before the words does it too",
                                word=kind.label.lower()))  # fmt: skip
            button.clicked.connect(lambda _checked=False, kind=kind: self.choose(kind))
            self._buttons[kind] = button
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _facts_line(self, shell: Shell) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(9, 0, 0, 0)
        line.setSpacing(4)
        self.rapport = Dots(0, kind="accent", name=t("Rapport from 1 to 5, 0 for none"), editable=True)
        self.rapport.changed.connect(lambda steps: self._on_change("rapport", steps or None))
        self.rapport.setToolTip(t("Ctrl+1 to Ctrl+5 in the line, Ctrl+0 for none"))
        self._worth = Small(t("Worth"))
        self.value = Dots(0, name=t("Worth, from 0 to 5"), editable=True)
        self.value.changed.connect(lambda steps: self._on_change("value", steps))
        self.day = DateField(t("Day"), self._set_day, today=shell.today, past=True, placeholder=self._no_day, hugs=True)
        self.negotiation = ChoiceField(t("About which negotiation"), [], self._set_negotiation)
        self.negotiation.hide()
        line.addWidget(Small(t("Rapport")))
        line.addWidget(self.rapport)
        line.addSpacing(10)
        line.addWidget(self._worth)
        line.addWidget(self.value)
        line.addSpacing(6)
        line.addWidget(self.day)
        line.addSpacing(4)
        line.addWidget(self.negotiation)
        line.addStretch(1)
        return line

    # What stands

    @property
    def kind(self) -> EntryKind:
        """The kind that is chosen."""
        return self._kind

    def happened_on(self) -> date | None:
        """The day that is written; nothing where there is none. Raises `Refusal`."""
        return self.day.read(self.day.text())

    def offer_day(self, words: str) -> None:
        """Say which day it is of as long as none is written."""
        self.day.set_placeholder(words)

    def worth(self) -> int:
        """How much it is worth, 0 to 5; always 0 for what was neither given nor got."""
        return (self.value.value() or 0) if self._kind in WITH_WORTH else 0

    def negotiation_id(self) -> int | None:
        """The negotiation that is chosen."""
        return int(self.negotiation.text()) if self.negotiation.text() else None

    # Showing

    def add_corner(self, widget: QWidget) -> None:
        """Put a widget at the right of the kinds."""
        self._first.addWidget(widget)

    def offer_negotiations(self, negotiations: Sequence[NegotiationOf]) -> None:
        """The negotiations that an entry may be about; without any nothing is asked."""
        choices = [(str(each.id), each.title) for each in negotiations]
        self.negotiation.set_choices([("", t("no negotiation")), *choices])
        self.negotiation.setVisible(bool(choices))

    def show_entry(self, entry: EntryLine) -> None:
        """Show what the library says of an entry."""
        self._kind = entry.kind or EntryKind.NOTE
        self.rapport.set_value(entry.rapport or 0)
        self.value.set_value(entry.value or 0)
        self.day.set_day(entry.happened_on)
        self.negotiation.set_value("" if entry.negotiation_id is None else str(entry.negotiation_id))
        self._show_kind()

    def forget(self) -> None:
        """A note of today about no negotiation."""
        self._kind = EntryKind.NOTE
        self.rapport.set_value(0)
        self.value.set_value(0)
        self.day.set_day(None)
        self.day.give_up()
        self.negotiation.set_value("")
        self._show_kind()

    # Setting

    def choose(self, kind: EntryKind) -> None:
        """Make it this kind."""
        if kind is not self._kind:
            self._kind = kind
            self._on_change("kind", kind)
        self._show_kind()

    def step(self, by: int) -> None:
        """Go on to the next kind, or back; after the last comes the first."""
        self.choose(KINDS[(KINDS.index(self._kind) + by) % len(KINDS)])

    def _set_day(self, day: date | None) -> None:
        if day is None and not self._no_day:
            raise Refusal(t("Write the day on which it was, like 2 Dec or yesterday."), "happened_on")
        self._on_change("happened_on", day)

    def _set_negotiation(self, chosen: str) -> None:
        self._on_change("negotiation_id", int(chosen) if chosen else None)

    def _show_kind(self) -> None:
        for kind, button in self._buttons.items():
            button.setChecked(kind is self._kind)
        for widget in (self._worth, self.value):
            widget.setVisible(self._kind in WITH_WORTH)
