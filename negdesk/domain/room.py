"""The room to agree on one term: between our walk-away and theirs, as far as we know it, and how to draw it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from negdesk.domain.plan import Term
from negdesk.domain.wording import t

_MARGIN = 0.12
"""How much of the drawn scale is left free at either end, so that no mark sits on its edge."""


class RoomState(StrEnum):
    """What can be said about the room."""

    UNKNOWN_OURS = "unknown_ours"
    UNKNOWN_THEIRS = "unknown_theirs"
    OVERLAP = "overlap"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Room:
    """`low` and `high` are the two walk-aways in order of size where both are known.

    With an overlap every value from `low` to `high` suits both sides (the two may be equal); without one they are the
    ends of the gap between the sides. The positions run from 0.0 (small amounts) to 1.0 along the drawn scale.
    """

    state: RoomState
    low: Decimal | None = None
    high: Decimal | None = None
    low_at: float | None = None
    high_at: float | None = None
    target_at: float | None = None
    walk_away_at: float | None = None
    theirs_at: float | None = None

    @property
    def known(self) -> bool:
        """Whether both walk-aways are known."""
        return self.low is not None

    @property
    def overlap(self) -> bool:
        """Whether there is a value that suits both, as far as we know."""
        return self.state is RoomState.OVERLAP

    @property
    def sentence(self) -> str:
        """What to say in place of the drawing or beside it; empty where the drawing says it all."""
        match self.state:
            case RoomState.UNKNOWN_OURS:
                return t("Set our walk-away")
            case RoomState.UNKNOWN_THEIRS:
                return t("Ask in the meeting")
            case RoomState.NONE:
                return t("No room yet, as far as we know")
            case RoomState.OVERLAP:
                return ""


def room_to_agree(term: Term) -> Room:
    """The room on one term, for either direction of better; unknown where either walk-away is."""
    ours, theirs = term.walk_away, term.their_walk_away
    points = [point for point in (term.opening, term.target, ours, theirs, term.their_target) if point is not None]

    def at(point: Decimal | None) -> float | None:
        return None if point is None else position(point, min(points), max(points))

    marks = Room(
        state=RoomState.UNKNOWN_OURS if ours is None else RoomState.UNKNOWN_THEIRS,
        target_at=at(term.target),
        walk_away_at=at(ours),
        theirs_at=at(theirs),
    )
    if ours is None or theirs is None:
        return marks
    # Theirs is the furthest they go towards us: there is room where that is at least as good for us as our own end.
    state = RoomState.OVERLAP if term.at_least_as_good(theirs, ours) else RoomState.NONE
    low, high = min(ours, theirs), max(ours, theirs)
    return replace(marks, state=state, low=low, high=high, low_at=at(low), high_at=at(high))


def position(point: Decimal, low: Decimal, high: Decimal) -> float:
    """Where a point lies on a scale drawn from `low` to `high` with margins at both ends; 0.5 where they are one."""
    if low == high:
        return 0.5
    return _MARGIN + (1 - 2 * _MARGIN) * float((point - low) / (high - low))
