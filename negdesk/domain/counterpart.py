"""A counterpart, the private log about them, and what the log says about how the two get on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from negdesk.domain.checking import check_day, check_steps, keep
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT, clean_line, clean_text, number_word
from negdesk.domain.wording import mark, t, tn


def log_place(counterpart_id: int) -> str:
    """Where what is typed in the line of a counterpart's log is kept until it is written down."""
    return f"log:{counterpart_id}"


QUIET_AFTER_DAYS = 60
"""After how many days without contact a new counterpart counts as going quiet."""


OWN_NAME_LIMIT = 80
"""Characters of the name of an own field."""


class CounterpartKind(StrEnum):
    """Who is across the table."""

    PERSON = "person"
    ORGANISATION = "organisation"

    @property
    def label(self) -> str:
        """The kind's name on the screen."""
        return t("Person") if self is CounterpartKind.PERSON else t("Organisation")


class EntryKind(StrEnum):
    """What a log entry is about."""

    NOTE = "note"
    CALL = "call"
    MESSAGE = "message"
    MEETING = "meeting"
    GAVE = "gave"
    GOT = "got"

    @property
    def label(self) -> str:
        """The kind's name on the screen."""
        return t(_ENTRY_LABELS[self])


_ENTRY_LABELS = {
    EntryKind.NOTE: mark("Note"),
    EntryKind.CALL: mark("Call"),
    EntryKind.MESSAGE: mark("Message"),
    EntryKind.MEETING: mark("Meeting"),
    EntryKind.GAVE: mark("Gave"),
    EntryKind.GOT: mark("Got"),
}
CONTACT_KINDS = frozenset(EntryKind) - {EntryKind.NOTE}
"""The kinds of entry which mean that the two were in touch; a note to oneself does not."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A person or an organisation across the table."""

    kind: CounterpartKind
    name: str
    job_title: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    how_we_know: str = ""
    languages: str = ""
    what_matters: str = ""
    known_since: str = ""
    quiet_after_days: int | None = QUIET_AFTER_DAYS
    reminders_off: bool = False
    created_at: datetime | None = None
    binned_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, name=clean_line(self.name, "name", NAME_LIMIT, required=True))
        for field in ("job_title", "email", "phone", "languages", "known_since"):
            keep(self, **{field: clean_line(getattr(self, field), field)})
        for field in ("address", "how_we_know", "what_matters"):
            keep(self, **{field: clean_text(getattr(self, field), field)})
        if self.quiet_after_days is not None and not 1 <= self.quiet_after_days <= 3650:
            raise Refusal(
                t("Write a number of days from 1 to 3650, or leave it empty to never be reminded."), "quiet_after_days"
            )


MERGED_FIELDS = (
    "name", "job_title", "email", "phone", "address", "how_we_know", "languages", "what_matters", "known_since",
    "quiet_after_days",
)  # fmt: skip
"""The fields of which, where two counterparts become one, one of two values is kept."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """Something that one user wants to know of a counterpart, under a name of their own: ``Delivery gate: 4``."""

    name: str
    text: str = ""
    position: int = 0

    def __post_init__(self) -> None:
        keep(
            self, name=clean_line(self.name, "name", OWN_NAME_LIMIT, required=True), text=clean_text(self.text, "text")
        )


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What was said, given or got on a day. `rapport` is 1 (cold) to 5 (warm); `value` of a give or get is 0 to 5."""

    kind: EntryKind
    happened_on: date
    text: str
    written_at: datetime | None = None
    rapport: int | None = None
    value: int = 0
    binned_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, text=clean_text(self.text, "text", required=True))
        check_day(self.happened_on, "happened_on")
        check_steps(self.rapport, 1, 5, "rapport")
        check_steps(self.value, 0, 5, "value")


class Trend(StrEnum):
    """Where rapport is going."""

    TOO_FEW = "too_few"
    WARMER = "warmer"
    STEADY = "steady"
    COOLER = "cooler"


FEWEST_RATINGS = 3
"""So many ratings it takes before a trend is named."""


@dataclass(frozen=True, slots=True)
class RapportTrend:
    """Where rapport is going, and over how many ratings."""

    trend: Trend
    count: int
    sentence: str


def rapport_trend(ratings: Sequence[int], meetings_only: bool = False) -> RapportTrend:
    """The trend of ratings from 1 to 5, the oldest first: ``Warmer over seven meetings``.

    The later half is held against the earlier one (a middle one counts for neither); half a step between their means
    is a trend. Reversed in time, warmer becomes cooler. `meetings_only` says what the ratings are about.
    """
    n = len(ratings)
    trend = _trend(ratings)
    number = number_word(n)
    match trend:
        case Trend.TOO_FEW:
            left = FEWEST_RATINGS - n
            sentence = tn(
                "One more rating will show a trend",
                "{number} more ratings will show a trend",
                left,
                number=number_word(left, first=True),
            )
        case Trend.WARMER:
            sentence = (
                t("Warmer over {number} meetings", number=number)
                if meetings_only
                else t("Warmer over {number} talks", number=number)
            )
        case Trend.COOLER:
            sentence = (
                t("Cooler over {number} meetings", number=number)
                if meetings_only
                else t("Cooler over {number} talks", number=number)
            )
        case _:
            sentence = (
                t("Steady over {number} meetings", number=number)
                if meetings_only
                else t("Steady over {number} talks", number=number)
            )
    return RapportTrend(trend, n, sentence)


def _trend(ratings: Sequence[int]) -> Trend:
    if len(ratings) < FEWEST_RATINGS:
        return Trend.TOO_FEW
    half = len(ratings) // 2
    difference = sum(ratings[-half:]) - sum(ratings[:half])
    if 2 * difference >= half:
        return Trend.WARMER
    return Trend.COOLER if -2 * difference >= half else Trend.STEADY


def last_contact(entries: Iterable[LogEntry], today: date) -> date | None:
    """The day the two were last in touch: not in the bin, not a note to oneself, not in the future."""
    days = (
        entry.happened_on
        for entry in entries
        if entry.binned_at is None and entry.kind in CONTACT_KINDS and entry.happened_on <= today
    )
    return max(days, default=None)


def days_quiet(last: date | None, quiet_after_days: int | None, today: date) -> int | None:
    """For how many days there was no contact, where that is longer than wished; else None.

    None too where one never wants to be reminded, or there was no contact yet to miss.
    """
    if last is None or quiet_after_days is None:
        return None
    days = (today - last).days
    return days if days > quiet_after_days else None


def quiet_sentence(days: int) -> str:
    """``Not spoken for 94 days``."""
    return tn("Not spoken for {n} day", "Not spoken for {n} days", days)


def last_spoken(last: date | None, today: date) -> str:
    """``last spoken 9 days ago``, ``last spoken today``, or that there was no contact yet."""
    if last is None:
        return t("not spoken yet")
    days = (today - last).days
    if days <= 0:
        return t("last spoken today")
    return tn("last spoken yesterday", "last spoken {n} days ago", days)
