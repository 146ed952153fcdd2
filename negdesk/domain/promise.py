"""A promise of either side: what, by when, and whether it was kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from negdesk.domain.checking import check_day, keep
from negdesk.domain.dates import short_day, weekday_name
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import clean_line
from negdesk.domain.wording import mark, t, tn


class PromiseState(StrEnum):
    """What became of a promise. That one is late is never stored: it follows from its day."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state's name on the screen."""
        return t(_PROMISE_LABELS[self])


_PROMISE_LABELS = {
    PromiseState.OPEN: mark("open"),
    PromiseState.KEPT: mark("kept"),
    PromiseState.BROKEN: mark("not kept"),
    PromiseState.WITHDRAWN: mark("taken back"),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What `side` promised the other. `due_text` says when in words where there is no day (``each invoice``).

    One that is kept in several goes has `parts`, such as six deliveries, of which `parts_kept` were kept; None is one
    that is kept or not kept as a whole. `first_due_on` is the day it was promised for, where it was moved since.
    `remind` has the user reminded on the day it is due.
    """

    side: Side
    text: str
    due_on: date | None = None
    due_text: str = ""
    state: PromiseState = PromiseState.OPEN
    settled_on: date | None = None
    next_step: bool = False
    benefit_us: str = ""
    benefit_them: str = ""
    parts: int | None = None
    parts_kept: int = 0
    first_due_on: date | None = None
    remind: bool = True
    created_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, text=clean_line(self.text, "text", required=True))
        for field in ("due_text", "benefit_us", "benefit_them"):
            keep(self, **{field: clean_line(getattr(self, field), field)})
        check_day(self.due_on, "due_on")
        check_day(self.settled_on, "settled_on")
        check_day(self.first_due_on, "first_due_on")
        if self.parts is None:
            keep(self, parts_kept=0)
        elif not 2 <= self.parts <= MOST_PARTS:
            raise Refusal(t("A promise can have from 2 to {most} parts.", most=MOST_PARTS), "parts")
        elif not 0 <= self.parts_kept <= self.parts:
            raise Refusal(t("Of {parts} parts, 0 to {parts} can be kept.", parts=self.parts), "parts_kept")

    @property
    def parts_words(self) -> str:
        """``2 of 6`` of one that is kept in parts and still stands; else nothing."""
        if self.parts is None or self.state is not PromiseState.OPEN:
            return ""
        return t("{kept} of {parts}", kept=self.parts_kept, parts=self.parts)


MOST_PARTS = 999


DUE_WITHIN_DAYS = 7
"""A promise whose day is today or at most so many days ahead is due."""


class Standing(StrEnum):
    """How a promise stands on a given day."""

    LATE = "late"
    DUE = "due"
    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The standing's name on the screen."""
        return t(_STANDING_LABELS[self])


_STANDING_LABELS = {
    Standing.LATE: mark("late"),
    Standing.DUE: mark("due"),
    Standing.OPEN: mark("open"),
    Standing.KEPT: mark("kept"),
    Standing.KEPT_LATE: mark("kept late"),
    Standing.BROKEN: mark("not kept"),
    Standing.WITHDRAWN: mark("taken back"),
}


def standing(promise: Promise, today: date) -> Standing:
    """How a promise stands `today`. An open one without a day is never late; one due today is due, not late."""
    match promise.state:
        case PromiseState.BROKEN:
            return Standing.BROKEN
        case PromiseState.WITHDRAWN:
            return Standing.WITHDRAWN
        case PromiseState.KEPT:
            return Standing.KEPT_LATE if days_late(promise, today) else Standing.KEPT
    if promise.due_on is None:
        return Standing.OPEN
    if promise.due_on < today:
        return Standing.LATE
    return Standing.DUE if promise.due_on <= today + timedelta(days=DUE_WITHIN_DAYS) else Standing.OPEN


def days_late(promise: Promise, today: date) -> int:
    """By how many days it is late (open) or was (kept); 0 where it is not, or has no day."""
    if promise.due_on is None or promise.state in (PromiseState.BROKEN, PromiseState.WITHDRAWN):
        return 0
    until = today if promise.state is PromiseState.OPEN else promise.settled_on
    return 0 if until is None else max((until - promise.due_on).days, 0)


def when_words(promise: Promise, today: date) -> str:
    """When it is due, as said in a line: ``1 day late``, ``today``, ``Wednesday``, ``1 Dec``, ``kept 2 days late``.

    Without a day it is what `due_text` says, which may be nothing.
    """
    now = standing(promise, today)
    if now is Standing.LATE:
        return tn("{n} day late", "{n} days late", days_late(promise, today))
    if now is Standing.KEPT_LATE:
        return tn("kept {n} day late", "kept {n} days late", days_late(promise, today))
    if now in (Standing.KEPT, Standing.BROKEN, Standing.WITHDRAWN):
        return now.label
    return promise.due_text if promise.due_on is None else day_words(promise.due_on, today)


def day_words(day: date, today: date) -> str:
    """A day seen from today: ``yesterday``, ``today``, ``tomorrow``, ``Wednesday`` within the week, else ``1 Dec``."""
    ahead = (day - today).days
    if -1 <= ahead <= 1:
        return (t("yesterday"), t("today"), t("tomorrow"))[ahead + 1]
    return weekday_name(day) if 1 < ahead < 7 else short_day(day, today)


@dataclass(frozen=True, slots=True)
class PromiseCounts:
    """How many promises of one side were kept, are open, are late, were not kept; those taken back do not count."""

    kept: int = 0
    open: int = 0
    late: int = 0
    broken: int = 0

    @property
    def sentence(self) -> str:
        """``8 kept, 1 open``; nothing where there are none."""
        said = (
            (self.kept, t("{n} kept", n=self.kept)),
            (self.open, t("{n} open", n=self.open)),
            (self.late, t("{n} late", n=self.late)),
            (self.broken, t("{n} not kept", n=self.broken)),
        )
        return t(", ").join(words for count, words in said if count)


def count_promises(promises: Iterable[Promise], side: Side, today: date) -> PromiseCounts:
    """The promises of one side counted; each counts once, those kept late among the kept, those due among the open."""
    seen = Counter(standing(promise, today) for promise in promises if promise.side is side)
    return PromiseCounts(
        kept=seen[Standing.KEPT] + seen[Standing.KEPT_LATE],
        open=seen[Standing.OPEN] + seen[Standing.DUE],
        late=seen[Standing.LATE],
        broken=seen[Standing.BROKEN],
    )


def settled_parts(promise: Promise, kept: int) -> tuple[int, PromiseState]:
    """How many parts are kept and how the promise stands once `kept` of them are: the last one settles it.

    `kept` outside of what there is counts as none or all. Refuses where the promise has no parts.
    """
    if promise.parts is None:
        raise Refusal(t("This promise has no parts. Say first of how many it is made."), "parts")
    kept = min(max(kept, 0), promise.parts)
    return kept, PromiseState.KEPT if kept == promise.parts else PromiseState.OPEN
