"""The room to agree, for either direction of better."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.plan import Term
from negdesk.domain.room import RoomState, room_to_agree


@pytest.mark.parametrize(
    ("more", "ours", "theirs", "state", "low", "high"),
    [
        (False, 685, 655, RoomState.OVERLAP, 655, 685),
        (True, 140, 150, RoomState.OVERLAP, 140, 150),
        (False, 685, 685, RoomState.OVERLAP, 685, 685),
        (False, 650, 660, RoomState.NONE, 650, 660),
        (True, 160, 150, RoomState.NONE, 150, 160),
        (False, 650, None, RoomState.UNKNOWN_THEIRS, None, None),
        (False, None, 650, RoomState.UNKNOWN_OURS, None, None),
        (True, None, None, RoomState.UNKNOWN_OURS, None, None),
    ],
)
def test_room(
    more: bool, ours: int | None, theirs: int | None, state: RoomState, low: int | None, high: int | None
) -> None:
    room = room_to_agree(
        Term(
            "x",
            more_is_better=more,
            walk_away=None if ours is None else Decimal(ours),
            their_walk_away=None if theirs is None else Decimal(theirs),
        )
    )
    assert (room.state, room.low, room.high) == (state, low, high)
    assert room.known == (low is not None)
    assert room.overlap == (state is RoomState.OVERLAP)
    assert bool(room.sentence) == (not room.overlap)


numbers = st.none() | st.integers(-50, 50).map(Decimal)


@given(st.booleans(), numbers, numbers, numbers, numbers)
def test_drawn_positions_keep_the_order_of_the_amounts(
    more: bool, target: Decimal | None, ours: Decimal | None, theirs: Decimal | None, their_target: Decimal | None
) -> None:
    if target is not None and ours is not None:
        target, ours = (max(target, ours), min(target, ours)) if more else (min(target, ours), max(target, ours))
    term = Term(
        "x", more_is_better=more, target=target, walk_away=ours, their_walk_away=theirs, their_target=their_target
    )
    room = room_to_agree(term)
    drawn = [(target, room.target_at), (ours, room.walk_away_at), (theirs, room.theirs_at)]
    known = [(value, at) for value, at in drawn if value is not None and at is not None]
    assert len(known) == sum(value is not None for value, _ in drawn)
    assert all(0 < at < 1 for _, at in known)
    assert [at for _, at in sorted(known)] == sorted(at for _, at in known)
    if room.overlap and room.low is not None and room.high is not None and ours is not None:
        assert room.low <= room.high
        assert term.at_least_as_good(room.low, ours)
        assert term.at_least_as_good(room.high, ours)


@given(numbers, numbers)
def test_the_mirror_image_has_the_same_room(ours: Decimal | None, theirs: Decimal | None) -> None:
    def turned(value: Decimal | None) -> Decimal | None:
        return None if value is None else -value

    here = room_to_agree(Term("x", walk_away=ours, their_walk_away=theirs))
    mirror = room_to_agree(Term("x", more_is_better=True, walk_away=turned(ours), their_walk_away=turned(theirs)))
    assert here.state is mirror.state
