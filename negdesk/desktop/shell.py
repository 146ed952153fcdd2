"""What every screen is given: the desk, the shield, the way to other places, and how amounts and dates are written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

from PySide6.QtCore import QLocale, QObject, Signal

from negdesk import documents
from negdesk.desk import Desk
from negdesk.domain.privacy import masked, masked_after
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlmodel import Session

    from negdesk.desktop.files.opened_copies import OpenedCopies
    from negdesk.documents.paper_style import PaperStyle
    from negdesk.domain.backup import Reason
    from negdesk.domain.money import NumberFormat
    from negdesk.storage.database import Connection

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one can go: a page, for a negotiation or counterpart its number, a step, and what to put the cursor on.

    Pages: ``today negotiations negotiation counterparts counterpart promises templates bin``; steps of a negotiation:
    ``plan meet agree follow``; `focus` is a gap's key or ``"TABLE:ID"``. For
    ``new_negotiation`` and ``import``, where it names a file, the window opens a sheet.
    """

    page: str
    id: int = 0
    step: str = ""
    focus: str = ""


class Shell(QObject):
    """The screens' one companion; there is one for each open library."""

    went = Signal(object)
    """A `Place` that was asked for."""
    said = Signal(str, bool)
    """A sentence for the person, and whether undo is offered with it."""
    said_with = Signal(str, str, object)
    """A sentence, the words of a button beside it, and what the button does."""
    changed = Signal(object)
    """A `Change` which is on the disk."""
    shield_changed = Signal(bool)
    """Whether private values are masked from now on: the shield came on or off, or a peek began or ended."""
    shield_set = Signal(bool)
    """Whether the shield is on; a peek changes nothing of it."""
    cursor_wanted = Signal()
    """Escape was pressed beside a page: the step that has a line to write in takes the cursor there."""
    settling = Signal()
    """Whatever is typed anywhere is to be saved now: the library is about to be closed, or locked."""
    trouble_changed = Signal(str)
    """Why the last change could not be saved, or empty."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._clock = clock
        self._shield_on = False
        self._peeking = False
        self.tell_adrift: Callable[[], object] | None = None
        """What offers a copy of the library while that is not where it was."""
        self.back_up_before: Callable[[Reason], Callable[[], object]] = lambda _reason: lambda: None
        """Makes a backup before something is changed as a whole, and returns what takes it away again; raises `Refusal`
        where it cannot."""
        self.only_looked_at = ""
        """Why nothing can be changed here, in a sentence, where the library is only opened to be looked at."""
        self.page_size: Literal["A4", "Letter"] = "A4"
        self.marking_changes: set[int] = set()
        """Negotiations whose paper for them says what changed since the version before; until the window closes."""
        self.saved_in: Path | None = None
        """The folder in which the last paper was saved, until the window closes."""
        self._locale = QLocale()
        desk.subscribe(self.changed.emit)

    @cached_property
    def copies(self) -> "OpenedCopies":
        """The private copies of kept files that other programs show; removed when the window closes."""
        from negdesk.desktop.files.opened_copies import OpenedCopies

        return OpenedCopies()

    @cached_property
    def numbers(self) -> "NumberFormat":
        """How the user writes numbers; first needed where an amount is, which the first paint shows none of."""
        from negdesk.domain.money import NumberFormat

        return NumberFormat(decimal=self._locale.decimalPoint(), group=self._locale.groupSeparator())

    # Asking and doing

    def ask(self, query: Callable[Concatenate["Connection", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The sheet that `query` reads, with every private field masked while the shield is on."""
        return self.shown(self.desk.ask(query, *args, **kwargs))

    def shown(self, sheet: R) -> R:
        """A sheet as it may be shown: with every private field masked while the shield is on."""
        if not self.shielded:
            return sheet
        from negdesk.queries.template import shipped_words

        return masked(sheet, shipped_words)

    def shown_after(self, sheet: R, before: R, shown: R) -> R:
        """As `shown`, where `shown` is how the sheet `before` is shown now: only what is another object is masked."""
        if not self.shielded:
            return sheet
        from negdesk.queries.template import shipped_words

        return masked_after(sheet, before, shown, shipped_words)

    def do(self, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Run a command; where it is refused say its sentence and return nothing."""
        try:
            return self.try_do(command, *args, **kwargs)
        except Refusal as refusal:
            self.say(refusal.sentence)
            return None

    def do_and_say(
        self, sentence: str, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> bool:
        """Run a command and say `sentence`, with undo; where it is refused say why instead. Whether it was done."""
        try:
            self.try_do(command, *args, **kwargs)
        except Refusal as refusal:
            self.say(refusal.sentence)
            return False
        self.say(sentence, undo=True)
        return True

    def try_do(self, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a command; raises `Refusal`, for whoever shows the sentence in its place."""
        self._refuse_to_change()
        try:
            return self.desk.do(command, *args, **kwargs)
        finally:
            self.trouble_changed.emit(self.desk.trouble)

    def type_into(
        self, place: str, command: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `try_do`; a burst of typing in one `place` is a single undo step."""
        self._refuse_to_change()
        try:
            return self.desk.type_into(place, command, *args, **kwargs)
        finally:
            self.trouble_changed.emit(self.desk.trouble)

    def _refuse_to_change(self) -> None:
        if self.only_looked_at:
            raise Refusal(self.only_looked_at)

    # Going and saying

    def go(self, place: Place) -> None:
        """Show a place."""
        self.went.emit(place)

    def say(self, sentence: str, undo: bool = False) -> None:
        """A quiet sentence at the window's foot; with `undo` it offers to take the last step back."""
        self.said.emit(sentence, undo)

    def say_with(self, sentence: str, button: str, do: Callable[[], object]) -> None:
        """A quiet sentence with a button beside it."""
        self.said_with.emit(sentence, button, do)

    def open_folder(self) -> None:
        """Have the system show the folder in which the last paper was saved."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if self.saved_in is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.saved_in))):
            self.say(t("The folder could not be opened. It is {path}", path=self.saved_in))

    # The shield

    @property
    def shielded(self) -> bool:
        """Whether private values are masked at this moment."""
        return self._shield_on and not self._peeking

    @property
    def shield_on(self) -> bool:
        """Whether the shield is on; it stays so during a peek."""
        return self._shield_on

    @property
    def peeking(self) -> bool:
        """Whether the private values are shown although the shield is on."""
        return self._peeking

    def set_shield(self, on: bool) -> None:
        """Mask or show private values everywhere. Ends a peek."""
        self._set(on, False)

    def toggle_shield(self) -> None:
        """The shield on where it is off, and off where it is on."""
        self.set_shield(not self._shield_on)

    def set_peeking(self, on: bool) -> None:
        """Show for a moment what the shield masks, or mask it again; only `Peek` asks for it, which also ends it."""
        self._set(self._shield_on, on and self._shield_on)

    def _set(self, shield_on: bool, peeking: bool) -> None:
        masked_before, on_before = self.shielded, self._shield_on
        self._shield_on, self._peeking = shield_on, peeking
        if shield_on != on_before:
            self.shield_set.emit(shield_on)
        if self.shielded != masked_before:
            self.shield_changed.emit(self.shielded)

    # How things are written

    def now(self) -> datetime:
        """The present local moment."""
        return self._clock()

    def today(self) -> date:
        """Today's date where the user is."""
        return self._clock().date()

    def amount(self, value: "Decimal | None", unit: str = "", currency: str = "") -> str:
        """An amount as the user writes it; nothing where it is not known."""
        from negdesk.domain.money import format_amount

        return "" if value is None else format_amount(value, self.numbers, unit=unit, currency=currency)

    def read_amount(self, text: str, unit: str = "", currency: str = "") -> "Decimal | None":
        """The amount that was typed; nothing where the text is empty. Raises `Refusal` saying what to write."""
        from negdesk.domain.money import parse_amount

        return parse_amount(text, self.numbers, unit=unit, currency=currency) if text.strip() else None

    def date_text(self, day: date | None) -> str:
        """A day as ``2 Dec``, with the year where it is not this one; nothing where it is not known."""
        if day is None:
            return ""
        if self._locale.zeroDigit() == "0":  # then part by part, see `weekday_text`
            words = f"{day.day} {self._locale.monthName(day.month, QLocale.FormatType.ShortFormat)}"
            return words if day.year == self.today().year else f"{words} {day.year}"
        from PySide6.QtCore import QDate

        pattern = "d MMM" if day.year == self.today().year else "d MMM yyyy"
        return str(self._locale.toString(QDate(day.year, day.month, day.day), pattern))

    def weekday_text(self, day: date) -> str:
        """A day as ``Monday 23 November``."""
        # Part by part: `QLocale.toString` would load all of Qt's calendar classes for the first paint.
        return f"{self._locale.dayName(day.isoweekday())} {day.day} {self._locale.monthName(day.month)}"

    def time_text(self, moment: datetime) -> str:
        """A local time as ``10:02``."""
        return moment.strftime("%H:%M")

    def paper_style(self, negotiation_id: int = 0) -> "PaperStyle":
        """How papers are set: the size that was chosen for them, and the user's way to write dates and numbers.

        Those of a negotiation also mark what changed where that was asked for.
        """
        marks = negotiation_id in self.marking_changes
        return documents.paper_style.PaperStyle(self.page_size, self._locale.name(), marks)

    def saved_text(self) -> str:
        """The truth about saving, in a word or a sentence."""
        if self.only_looked_at:
            return t("Only to look at")
        if self.desk.read_only and not self.desk.trouble:
            return t("May only be read here. Nothing can be changed.")
        return self.desk.trouble or t("Saved")
