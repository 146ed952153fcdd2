"""A meeting: when and where, its checklist by phases, and what was captured as it happened."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from negdesk.domain.checking import check_day, keep
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import clean_line, clean_text
from negdesk.domain.wording import mark, t

LONGEST_MINUTES = 24 * 60


def meeting_place(meeting_id: int) -> str:
    """Where what is typed in the capture line of a meeting is kept until it is entered."""
    return f"meeting:{meeting_id}"


class Phase(StrEnum):
    """The four parts of a meeting, in their order."""

    OPEN = "open"
    EXPLORE = "explore"
    EXCHANGE = "exchange"
    CLOSE = "close"

    @property
    def label(self) -> str:
        """The phase's name on the screen."""
        return t(_PHASE_LABELS[self])


_PHASE_LABELS = {
    Phase.OPEN: mark("Open"),
    Phase.EXPLORE: mark("Explore"),
    Phase.EXCHANGE: mark("Exchange"),
    Phase.CLOSE: mark("Close"),
}


class ItemKind(StrEnum):
    """What a checklist item is for."""

    PLAIN = "plain"
    RAPPORT = "rapport"
    GIVE_FIRST = "give_first"
    GIVE = "give"
    GET = "get"
    QUESTION = "question"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """The kind's name on the screen; nothing for a plain item."""
        return t(_ITEM_LABELS[self])


_ITEM_LABELS = {
    ItemKind.PLAIN: "",
    ItemKind.RAPPORT: mark("rapport"),
    ItemKind.GIVE_FIRST: mark("give first"),
    ItemKind.GIVE: mark("give"),
    ItemKind.GET: mark("get"),
    ItemKind.QUESTION: mark("question"),
    ItemKind.CLOSING: mark("closing"),
}


class CaptureKind(StrEnum):
    """What was captured in a meeting."""

    NOTE = "note"
    GIVE = "give"
    GET = "get"
    OUR_OFFER = "our_offer"
    THEIR_OFFER = "their_offer"
    PRIVATE = "private"
    QUESTION = "question"
    IF_THEN = "if_then"

    @property
    def label(self) -> str:
        """The kind's name on the screen."""
        return t(_CAPTURE_LABELS[self])


_CAPTURE_LABELS = {
    CaptureKind.NOTE: mark("Note"),
    CaptureKind.GIVE: mark("Give"),
    CaptureKind.GET: mark("Get"),
    CaptureKind.OUR_OFFER: mark("Our offer"),
    CaptureKind.THEIR_OFFER: mark("Their offer"),
    CaptureKind.PRIVATE: mark("Private"),
    CaptureKind.QUESTION: mark("Question"),
    CaptureKind.IF_THEN: mark("If-then"),
}


def lasted(started_at: datetime | None, until: datetime, paused_seconds: int) -> int:
    """Seconds that a meeting lasted until then without its pauses; 0 where it has not started."""
    return 0 if started_at is None else max(0, int((until - started_at).total_seconds()) - paused_seconds)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting down together. `starts_at` is local time without a zone; the other times carry theirs.

    Its clock stands still since `paused_at`, and stood still for `paused_seconds` before.
    """

    starts_at: datetime | None = None
    planned_minutes: int | None = None
    place: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    no_next_step: bool = False
    paused_at: datetime | None = None
    paused_seconds: int = 0

    def __post_init__(self) -> None:
        keep(self, place=clean_line(self.place, "place"))
        check_day(self.starts_at, "starts_at")
        if self.planned_minutes is not None and not 1 <= self.planned_minutes <= LONGEST_MINUTES:
            raise Refusal(
                t("Write how long it is planned for, from 1 to {n} minutes.", n=LONGEST_MINUTES), "planned_minutes"
            )
        if self.ended_at is not None and self.started_at is None:
            raise Refusal(t("Start the meeting before you end it."), "ended_at")
        if self.ended_at is not None and self.started_at is not None and self.ended_at < self.started_at:
            raise Refusal(t("A meeting cannot end before it started. Write a later time."), "ended_at")

    @property
    def running(self) -> bool:
        """Whether it is going on now, its clock paused or not."""
        return self.started_at is not None and self.ended_at is None

    def paused(self, now: datetime) -> "Meeting":
        """With its clock standing still from `now` on. Refuses where it is not running."""
        self._check_running()
        return self if self.paused_at is not None else replace(self, paused_at=now)

    def resumed(self, now: datetime) -> "Meeting":
        """With its clock going on from `now`. Refuses where it is not running."""
        self._check_running()
        if self.paused_at is None:
            return self
        stood = max(0, int((now - self.paused_at).total_seconds()))
        return replace(self, paused_at=None, paused_seconds=self.paused_seconds + stood)

    def _check_running(self) -> None:
        if not self.running:
            raise Refusal(t("No meeting is running. Start it first."))


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """Something to do or say in a meeting."""

    phase: Phase
    text: str
    kind: ItemKind = ItemKind.PLAIN
    note: str = ""
    ticked_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, text=clean_line(self.text, "text", required=True), note=clean_text(self.note, "note"))


@dataclass(frozen=True, slots=True)
class Capture:
    """What was written down in a meeting, and when."""

    captured_at: datetime
    kind: CaptureKind
    text: str

    def __post_init__(self) -> None:
        keep(self, text=clean_text(self.text, "text", required=True))
