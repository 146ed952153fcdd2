"""What a meeting shows: its checklist, captures, offers and lamps, and what of it is hidden under the shield."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from negdesk.commands import capture, ledger, meeting, negotiation, plan
from negdesk.desk import Change, Desk
from negdesk.domain.if_then_fit import fitting
from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import CaptureKind, Phase
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.plan import IfThen
from negdesk.domain.privacy import MASK, masked, masked_after
from negdesk.queries.meeting import (
    MeetingSheet,
    changed_in_parts,
    meeting_runs,
    meeting_sheet,
    meeting_sheet_after,
)
from negdesk.queries.meeting_prepared import Suggestion
from negdesk.storage.clock import frozen

TEN = datetime(2026, 11, 23, 10, 0).astimezone()


@pytest.fixture
def oats(desk: Desk) -> int:
    made = desk.do(
        negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods", "Ana Ruiz"]
    )
    desk.do(plan.add_term, made, "Price", currency="EUR", target=Decimal(640), walk_away=Decimal(685))
    desk.do(plan.add_term, made, "Volume", unit="t", more_is_better=True, target=Decimal(160))
    desk.do(ledger.add_give, made, "Forecast", value=4, give_first=True)
    desk.do(ledger.add_get, made, "Delivery", priority=Priority.MUST, value=4)
    desk.do(plan.add_question, made, "Why now?")
    desk.do(plan.add_if_then, made, "They can't move on the price", "We pay within 14 days")
    return made


def sheet(desk: Desk, oats: int) -> MeetingSheet:
    return desk.ask(meeting_sheet, oats)


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def write(desk: Desk, meeting_id: int, minutes: int, kind: CaptureKind, text: str) -> int:
    with frozen(at(minutes)):
        return desk.do(capture.capture, meeting_id, kind, text).capture_id


def test_before_the_start_everything_waits(desk: Desk, oats: int) -> None:
    desk.do(meeting.plan_meeting, oats, starts_at=datetime(2026, 11, 23, 10), planned_minutes=40, place="Mill")  # noqa: DTZ001  # local by nature
    found = sheet(desk, oats)
    assert not found.running and not desk.ask(meeting_runs, oats)
    assert (found.title, found.number, found.planned_minutes, found.place) == ("Oat flour", 1, 40, "Mill")
    assert [(line.name, line.there) for line in found.attendees] == [("Nordmill Foods", True), ("Ana Ruiz", True)]
    assert [phase.phase for phase in found.phases] == list(Phase)
    assert found.done == 0 and found.total == sum(len(phase.items) for phase in found.phases)
    assert [graph.name for graph in found.graphs] == ["Price"]
    assert found.suggestions == (
        Suggestion(CaptureKind.GIVE, "Forecast"),
        Suggestion(CaptureKind.GET, "Delivery"),
        Suggestion(CaptureKind.QUESTION, "Why now?"),
        Suggestion(CaptureKind.IF_THEN, "They can't move on the price"),
    )


def test_while_it_runs_all_is_counted_as_it_happens(desk: Desk, oats: int) -> None:
    with frozen(TEN):
        running = desk.do(meeting.start_meeting, oats)
    given = write(desk, running, 2, CaptureKind.GIVE, "Forecast")
    with frozen(at(3)):
        desk.do(capture.answer_capture, given, capture.Answer.ACCEPTED)
    write(desk, running, 5, CaptureKind.THEIR_OFFER, "690, 150 t")
    write(desk, running, 7, CaptureKind.OUR_OFFER, "620")
    found = sheet(desk, oats)
    assert found.running and desk.ask(meeting_runs, oats)
    assert found.started_at == TEN
    assert [(line.at, line.state) for line in found.captures] == [
        (f"{at(2):%H:%M}", "accepted"), (f"{at(5):%H:%M}", ""), (f"{at(7):%H:%M}", ""),
    ]  # fmt: skip
    assert (found.given, found.got, found.open_musts) == (("Forecast",), (), ("Delivery",))
    assert found.first_move == "You gave first." and found.nudge == ""
    price, volume = found.graphs
    assert [(step.side, step.value) for step in price.steps] == [(Side.THEM, Decimal(690)), (Side.US, Decimal(620))]
    assert (price.target, price.walk_away) == (Decimal(640), Decimal(685))
    assert [step.value for step in volume.steps] == [Decimal(150)]
    assert "Forecast" not in [each.text for each in found.suggestions]


def test_what_goes_beyond_our_walk_away_is_said_and_the_reply_that_fits(desk: Desk, oats: int) -> None:
    running = desk.do(meeting.start_meeting, oats)
    write(desk, running, 1, CaptureKind.THEIR_OFFER, "690")
    found = sheet(desk, oats)
    assert "beyond our walk-away" in found.warning
    assert found.graphs[0].sentence == ""
    assert [reply.then_text for reply in found.replies] == ["We pay within 14 days"]


def test_how_far_it_is_to_our_target_and_our_walk_away_is_said(desk: Desk, oats: int) -> None:
    running = desk.do(meeting.start_meeting, oats)
    for minute, typed, said in (
        (1, "650", "Price at €\u00a0650 leaves €\u00a035 to our walk-away. To our target: €\u00a010."),
        (2, "630", "Price at €\u00a0630 reaches our target."),
    ):
        write(desk, running, minute, CaptureKind.THEIR_OFFER, typed)
        assert sheet(desk, oats).graphs[0].sentence == said


def test_what_is_asked_again_after_a_change_is_what_is_asked_afresh(desk: Desk, oats: int) -> None:
    """After each gesture, each undo and each redo, at once or in two steps, and under the shield; and what the change
    is no part of is not made anew."""
    desk.do(plan.add_question, oats, "Who signs?")
    running = desk.do(meeting.start_meeting, oats)
    items = {line.text: line.id for phase in sheet(desk, oats).phases for line in phase.items}
    known, kept = sheet(desk, oats), 0
    hidden = masked(known)

    def follow(change: Change) -> None:
        nonlocal known, kept, hidden
        before, known = known, desk.ask(meeting_sheet_after, known, change.rows)
        assert known == sheet(desk, oats)
        kept += before.graphs is known.graphs
        if changed_in_parts(before, change.rows):
            lists = desk.ask(meeting_sheet_after, before, change.rows, None, "changed")
            assert (lists.phases, lists.captures, lists.lamps) == (known.phases, known.captures, known.lamps)
            assert desk.ask(meeting_sheet_after, lists, change.rows, None, "following") == known
        shown, hidden = hidden, masked_after(known, before, hidden)
        assert hidden == masked(known)
        assert before.captures is not known.captures or hidden.captures is shown.captures

    desk.subscribe(follow)
    given = write(desk, running, 1, CaptureKind.GIVE, "Forecast")
    desk.do(capture.answer_capture, given, capture.Answer.ACCEPTED)
    offer = write(desk, running, 2, CaptureKind.THEIR_OFFER, "690, 150 t")
    desk.do(capture.answer_capture, offer, capture.Answer.DECLINED)
    write(desk, running, 3, CaptureKind.NOTE, "They can't move on the price")
    write(desk, running, 4, CaptureKind.GET, "Samples")
    write(desk, running, 0, CaptureKind.QUESTION, "Who signs?")
    write(desk, running, 5, CaptureKind.IF_THEN, "They can't move on the price")
    desk.do(meeting.tick_item, items["Why now?"])
    desk.do(meeting.tick_item, items["Delivery"])
    desk.do(meeting.untick_item, items["Delivery"])
    desk.do(meeting.note_item, items["Delivery"], "by lorry")
    added = desk.do(meeting.add_item, running, Phase.OPEN, "Coffee")
    desk.do(meeting.move_item, added, 0)
    desk.do(capture.edit_capture, offer, "670, 155 t")
    desk.do(capture.rekind_capture, given, CaptureKind.NOTE)
    desk.do(capture.remove_capture, offer)
    desk.do(meeting.set_lamp, oats, Side.US, LampKind.CAN_SIGN, True, "Owner")
    desk.do(ledger.add_give, oats, "Trucks", due_text="in May")
    desk.do(plan.add_term, oats, "Payment", unit="days")
    desk.do(meeting.pause_meeting, running)
    gestures = 0
    while desk.undo() is not None:
        gestures += 1
    while desk.redo() is not None:
        gestures += 1
    assert gestures > 40 and kept > 40


def test_asking_before_giving_nudges(desk: Desk, oats: int) -> None:
    running = desk.do(meeting.start_meeting, oats)
    write(desk, running, 1, CaptureKind.GET, "Delivery")
    assert sheet(desk, oats).nudge == "You asked before you gave. Your first give is ready: Forecast"


def test_after_the_end_the_next_one_is_shown_with_what_was_said_last_time(desk: Desk, oats: int) -> None:
    with frozen(TEN):
        running = desk.do(meeting.start_meeting, oats)
        desk.do(capture.capture, running, CaptureKind.NOTE, "Good season")
        desk.do(meeting.end_meeting, running, none=True)
    found = sheet(desk, oats)
    assert (found.running, found.number, found.last_on) == (False, 2, date(2026, 11, 23))
    assert [line.text for line in found.captures] == ["Good season"]
    assert found.meeting_id != running


def test_the_four_lamps_are_always_there(desk: Desk, oats: int) -> None:
    desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.WANTS, True, who="Ana")
    lines = [(line.label, line.lit, line.who) for line in sheet(desk, oats).lamps]
    assert lines == [
        ("We want this", False, ""), ("We can sign", False, ""), ("They want this", True, "Ana"),
        ("They can sign", False, ""),
    ]  # fmt: skip


def test_the_shield_leaves_what_both_sides_know(desk: Desk, oats: int) -> None:
    running = desk.do(meeting.start_meeting, oats)
    write(desk, running, 1, CaptureKind.PRIVATE, "He is tired")
    write(desk, running, 2, CaptureKind.OUR_OFFER, "620")
    found = masked(sheet(desk, oats))
    said = repr(found)
    for private in ("tired", "620", "685", "640", "Forecast", "Delivery", "14 days"):
        assert private not in said
    assert (found.title, found.given, found.running) == ("Oat flour", (), True)
    assert [line.text for line in found.captures] == [MASK, MASK]
    texts = [line.common for phase in found.phases for line in phase.items]
    assert texts == [""] * len(texts), "nothing of the plan was said yet"
    plain = masked(sheet(desk, oats), lambda: {"Why now?"})
    assert [line.text for phase in plain.phases for line in phase.items if line.text != MASK] == ["Why now?"]


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("They will not move on prices", (1,)),
        ("The volume worries them, and the price", (1, 2)),
        ("Nice weather", ()),
        ("They can't move on the price", ()),
        ("", ()),
    ],
)
def test_a_reply_fits_by_the_words_it_shares(said: str, fits: tuple[int, ...]) -> None:
    replies = {1: IfThen("They can't move on the price"), 2: IfThen("They worry about the volume")}
    assert sorted(fitting(said, replies)) == list(fits)


def test_the_whole_package_is_a_graph_of_its_own_once_two_terms_were_offered(desk: Desk) -> None:
    number = desk.do(negotiation.new_negotiation, "Oats", currency="EUR")
    price = desk.do(plan.add_term, number, "Price", opening=Decimal(600), target=Decimal(620), walk_away=Decimal(700))
    desk.do(plan.edit_term, price, weight=1)
    volume = desk.do(plan.add_term, number, "Volume", more_is_better=True, target=Decimal(200), walk_away=Decimal(100))
    desk.do(plan.edit_term, volume, weight=3)
    begun = desk.do(meeting.start_meeting, number)
    desk.do(capture.capture, begun, CaptureKind.OUR_OFFER, "Price 600")
    assert [graph.term_id for graph in desk.ask(meeting_sheet, number).graphs] == [price]
    desk.do(capture.capture, begun, CaptureKind.THEIR_OFFER, "Price 700; Volume 120")
    desk.do(capture.capture, begun, CaptureKind.OUR_OFFER, "Volume 180")
    whole = desk.ask(meeting_sheet, number).graphs[-1]
    # Ours begins with the price alone, and holds it when the volume comes in: (1 × 100 % + 3 × 80 %) / 4.
    assert [(step.side, step.value) for step in whole.steps] == [
        (Side.US, Decimal(100)), (Side.THEM, Decimal(15)), (Side.US, Decimal(85)),
    ]  # fmt: skip
    assert (whole.target, whole.walk_away) == (Decimal(95), Decimal(0))
