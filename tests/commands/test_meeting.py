"""A meeting from its plan to its end: ticks and the ledger are one fact, and it never ends in silence."""

from datetime import date, datetime

import pytest

from negdesk.commands import capture, ledger, meeting, negotiation, plan
from negdesk.commands.meeting import NextStepDraft
from negdesk.desk import Desk
from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import CaptureKind, Phase
from negdesk.domain.negotiation import LampKind, Side, Stage
from negdesk.domain.refusal import Refusal
from negdesk.storage.clock import frozen

TEN = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001  # the clock takes it as local


@pytest.fixture
def oats(desk: Desk) -> int:
    made = desk.do(
        negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods", "Ana Ruiz"]
    )
    desk.do(ledger.add_give, made, "Forecast", value=4, give_first=True)
    desk.do(ledger.add_get, made, "Delivery every second week", priority=Priority.MUST, value=4)
    desk.do(plan.add_question, made, "Why now?")
    return made


@pytest.fixture
def running(desk: Desk, oats: int) -> int:
    with frozen(TEN):
        return desk.do(meeting.start_meeting, oats)


def rows(desk: Desk, sql: str, *values: object) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql, values).fetchall())


def item(desk: Desk, text: str) -> int:
    number = rows(desk, "SELECT id FROM checklist_item WHERE text LIKE ? ORDER BY id DESC", f"%{text}%")[0][0]
    assert isinstance(number, int)
    return number


def state(desk: Desk, title: str) -> object:
    return rows(desk, "SELECT state FROM ledger_item WHERE title = ?", title)[0][0]


def phase_texts(desk: Desk, phase: Phase) -> list[object]:
    sql = "SELECT text FROM checklist_item WHERE phase = ? ORDER BY position, id"
    return [row[0] for row in rows(desk, sql, phase.value)]


def test_there_is_one_meeting_in_preparation_however_often_it_is_planned(desk: Desk, oats: int) -> None:
    first = desk.do(meeting.plan_meeting, oats, starts_at=TEN, planned_minutes=40)
    again = desk.do(meeting.plan_meeting, oats, place="At the mill")
    assert first == again
    assert rows(desk, "SELECT starts_at, planned_minutes, place FROM meeting") == [
        ("2026-11-23T10:00", 40, "At the mill")
    ]


def test_starting_moves_the_stage_and_everybody_of_the_negotiation_is_there(desk: Desk, oats: int) -> None:
    desk.do(meeting.start_meeting, oats)
    assert rows(desk, "SELECT stage FROM negotiation") == [(Stage.MEETING.value,)]
    assert len(rows(desk, "SELECT id FROM attendee")) == 2
    assert desk.do(meeting.start_meeting, oats) == 1
    assert rows(desk, "SELECT count(*) FROM meeting") == [(1,)]


def test_who_comes_can_be_said_before(desk: Desk, oats: int) -> None:
    desk.do(meeting.set_attendance, oats, 1, False)
    desk.do(meeting.start_meeting, oats)
    assert rows(desk, "SELECT counterpart_id FROM attendee") == [(2,)]
    desk.do(meeting.set_attendance, oats, 1, True)
    assert rows(desk, "SELECT counterpart_id FROM attendee ORDER BY 1") == [(1,), (2,)]


def test_a_tick_and_the_ledger_are_one_fact(desk: Desk, running: int) -> None:
    give, wanted, asked = item(desk, "Forecast"), item(desk, "Delivery"), item(desk, "Why now")
    for each in (give, wanted, asked):
        desk.do(meeting.tick_item, each)
    assert (state(desk, "Forecast"), state(desk, "Delivery every second week")) == ("accepted", "accepted")
    assert rows(desk, "SELECT asked_at IS NOT NULL FROM question") == [(1,)]
    for each in (give, wanted, asked):
        desk.do(meeting.untick_item, each)
    assert (state(desk, "Forecast"), state(desk, "Delivery every second week")) == ("planned", "planned")
    assert rows(desk, "SELECT asked_at FROM question") == [(None,)]


def test_taking_a_tick_back_leaves_what_was_captured_on_the_table(desk: Desk, running: int) -> None:
    captured = desk.do(capture.capture, running, CaptureKind.GET, "delivery every second week.")
    desk.do(capture.answer_capture, captured.capture_id, capture.Answer.ACCEPTED)
    assert rows(desk, "SELECT ticked_at IS NOT NULL FROM checklist_item WHERE id = ?", item(desk, "Delivery")) == [(1,)]
    desk.do(meeting.untick_item, item(desk, "Delivery"))
    assert state(desk, "Delivery every second week") == "asked"


def test_one_undo_takes_a_tick_back_with_all_that_it_meant(desk: Desk, running: int) -> None:
    before = desk.ask(_everything)
    desk.do(meeting.tick_item, item(desk, "Forecast"))
    desk.undo()
    assert desk.ask(_everything) == before


def test_items_are_added_here_reworded_noted_moved_and_removed(desk: Desk, running: int) -> None:
    desk.do(meeting.add_item, running, Phase.EXPLORE, "What changed since spring?")
    added = desk.do(meeting.add_item, running, Phase.EXPLORE, "Who decides?", item(desk, "Why now"))
    texts = phase_texts(desk, Phase.EXPLORE)
    assert texts.index("Who decides?") == texts.index("Why now?") + 1
    desk.do(meeting.edit_item, added, "Who else decides?")
    desk.do(meeting.note_item, added, "The brother in law")
    desk.do(meeting.move_item, added, 0)
    assert phase_texts(desk, Phase.EXPLORE)[0] == "Who else decides?"
    assert rows(desk, "SELECT note FROM checklist_item WHERE id = ?", added) == [("The brother in law",)]
    desk.do(meeting.remove_item, added)
    assert "Who else decides?" not in phase_texts(desk, Phase.EXPLORE)
    desk.undo()
    assert phase_texts(desk, Phase.EXPLORE)[0] == "Who else decides?"


def test_only_the_checklists_own_items_go_to_another_phase(desk: Desk, running: int) -> None:
    added = desk.do(meeting.add_item, running, Phase.OPEN, "Say thank you")
    desk.do(meeting.move_item, added, 0, Phase.CLOSE)
    assert phase_texts(desk, Phase.CLOSE)[0] == "Say thank you" and "Say thank you" not in phase_texts(desk, Phase.OPEN)
    for planned in ("Forecast", "Why now?"):
        with pytest.raises(Refusal, match="The plan says"):
            desk.do(meeting.move_item, item(desk, planned), 0, Phase.CLOSE)


def test_ticking_what_is_gone_is_refused(desk: Desk, running: int) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(meeting.tick_item, 9999)


def test_a_lamp_keeps_who_and_evidence_when_it_is_put_out(desk: Desk, oats: int) -> None:
    desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.CAN_SIGN, True, who="Ana", evidence="Said so")
    desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.CAN_SIGN, False)
    assert rows(desk, "SELECT lit, who, evidence, set_at FROM lamp") == [(0, "Ana", "Said so", None)]


def test_a_meeting_does_not_end_in_silence(desk: Desk, running: int) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(meeting.end_meeting, running)
    assert refused.value.field == "next_step"
    assert rows(desk, "SELECT ended_at FROM meeting") == [(None,)]
    desk.do(meeting.end_meeting, running, none=True, carried=())
    assert rows(desk, "SELECT ended_at IS NOT NULL, no_next_step FROM meeting") == [(1, 1)]
    with pytest.raises(Refusal, match="ended already"):
        desk.do(meeting.end_meeting, running, none=True)


def test_a_meeting_ends_though_the_computers_clock_was_set_back_in_the_middle(desk: Desk, running: int) -> None:
    with frozen(datetime(2026, 11, 23, 9, 50)):  # noqa: DTZ001  # as `TEN`
        desk.do(meeting.end_meeting, running, none=True)
    assert rows(desk, "SELECT ended_at = started_at FROM meeting WHERE id = ?", running) == [(1,)]


def test_the_next_step_is_a_promise_and_the_log_writes_itself(desk: Desk, oats: int, running: int) -> None:
    with frozen(TEN.replace(hour=10, minute=30)):
        desk.do(meeting.tick_item, item(desk, "Forecast"))
        desk.do(meeting.tick_item, item(desk, "Delivery"))
        step = NextStepDraft(Side.THEM, "Send the sample lot.", date(2026, 12, 2), "Flour to try", "A first order")
        desk.do(meeting.end_meeting, running, [step], rapport=4, carried=())
    promises = rows(desk, "SELECT side, text, due_on, next_step, benefit_us, benefit_them, meeting_id FROM promise")
    assert promises == [("them", "Send the sample lot.", "2026-12-02", 1, "Flour to try", "A first order", running)]
    entries = rows(
        desk, "SELECT counterpart_id, kind, happened_on, text, rapport, meeting_id FROM log_entry ORDER BY 1"
    )
    text = (
        "Met about Oat flour. We give: Forecast. They give: Delivery every second week."
        " Their next step: Send the sample lot, by 2 December 2026."
    )
    assert entries == [(who, "meeting", "2026-11-23", text, 4, running) for who in (1, 2)]


def test_the_log_says_whose_each_next_step_is_also_where_it_has_no_day(desk: Desk, running: int) -> None:
    steps = [
        NextStepDraft(Side.US, "Send the figures.", date(2027, 1, 4)),
        NextStepDraft(Side.US, "Call Ana"),
        NextStepDraft(Side.THEM, "Try a lot"),
    ]
    desk.do(meeting.end_meeting, running, steps, carried=())
    said = (
        "Met about Oat flour. Our next step: Send the figures, by 4 January 2027. Our next step: Call Ana."
        " Their next step: Try a lot."
    )
    assert rows(desk, "SELECT DISTINCT text FROM log_entry") == [(said,)]


def test_the_next_meeting_is_not_before_today(desk: Desk, running: int) -> None:
    with frozen(TEN):
        with pytest.raises(Refusal, match="before today") as refused:
            desk.do(meeting.end_meeting, running, none=True, next_starts_at=TEN.replace(day=22, hour=23))
        assert refused.value.field == "next_day"
        assert rows(desk, "SELECT ended_at FROM meeting") == [(None,)]
        desk.do(meeting.end_meeting, running, none=True, next_starts_at=TEN.replace(hour=9))
    assert rows(desk, "SELECT starts_at FROM meeting WHERE id = 2") == [("2026-11-23T09:00",)]


def test_what_was_not_ticked_goes_to_the_next_meeting_or_is_dropped(desk: Desk, oats: int, running: int) -> None:
    desk.do(meeting.add_item, running, Phase.EXPLORE, "Ask about the truck")
    with frozen(TEN):
        desk.do(meeting.end_meeting, running, none=True, next_starts_at=TEN.replace(day=30))
    texts = [row[0] for row in rows(desk, "SELECT text FROM checklist_item WHERE meeting_id = 2")]
    assert "Ask about the truck" in texts
    assert "Delivery every second week" in texts
    assert rows(desk, "SELECT starts_at FROM meeting WHERE id = 2") == [("2026-11-30T10:00",)]
    desk.undo()
    with frozen(TEN):
        desk.do(meeting.end_meeting, running, none=True, carried=(), next_starts_at=TEN.replace(day=30))
    texts = [row[0] for row in rows(desk, "SELECT text FROM checklist_item WHERE meeting_id = 2")]
    assert "Ask about the truck" not in texts
    assert "Delivery every second week" in texts


def test_each_item_is_carried_or_dropped_by_itself_and_what_was_dropped_stays_away(desk: Desk, running: int) -> None:
    truck = desk.do(meeting.add_item, running, Phase.EXPLORE, "Ask about the truck")
    desk.do(meeting.add_item, running, Phase.EXPLORE, "Ask about the mill")
    desk.do(meeting.end_meeting, running, none=True, carried=[truck])
    own = "SELECT text FROM checklist_item WHERE meeting_id = {} AND text LIKE 'Ask about the %'"
    assert rows(desk, own.format(2)) == [("Ask about the truck",)]
    desk.undo()
    assert len(rows(desk, own.format(1))) == 2, "undo gives it back"
    desk.do(meeting.end_meeting, running, none=True, carried=())
    assert rows(desk, "SELECT count(*) FROM meeting") == [(1,)], "nothing was carried, so nothing waits"
    desk.do(meeting.plan_meeting, 1, starts_at=TEN.replace(day=30))
    assert rows(desk, own.format(2)) == [], "nor does it come back with a later one"


def test_no_empty_meeting_is_prepared_where_nothing_is_left(desk: Desk, running: int) -> None:
    for (number,) in rows(desk, "SELECT id FROM checklist_item"):
        assert isinstance(number, int)
        desk.do(meeting.tick_item, number)
    desk.do(meeting.end_meeting, running, none=True)
    assert rows(desk, "SELECT count(*) FROM meeting") == [(1,)]


def _everything(connection: object) -> list[list[tuple[object, ...]]]:
    tables = ("checklist_item", "ledger_item", "promise", "question", "capture", "offer", "offer_value")
    return [connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]  # type: ignore[attr-defined]  # a connection
