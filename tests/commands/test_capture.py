"""What is captured in a meeting is put in its place, and taken from there again when the capture goes."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from negdesk.commands import capture, draft, ledger, meeting, negotiation, plan
from negdesk.commands.capture import Answer
from negdesk.desk import Desk
from negdesk.domain.meeting import CaptureKind, meeting_place
from negdesk.domain.money import NumberFormat
from negdesk.domain.privacy import MASK, masked
from negdesk.domain.refusal import Refusal
from negdesk.queries.draft import draft_at
from negdesk.queries.meeting import meeting_sheet
from negdesk.storage import clock

GERMAN = NumberFormat(decimal=",", group=".")


@pytest.fixture
def running(desk: Desk) -> int:
    oats = desk.do(negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods"])
    desk.do(plan.add_term, oats, "Price", currency="EUR", target=Decimal(640))
    desk.do(plan.add_term, oats, "Volume", unit="t", more_is_better=True)
    desk.do(plan.add_term, oats, "Payment", unit="days", more_is_better=True)
    desk.do(ledger.add_give, oats, "Two-month forecast", value=4, give_first=True)
    desk.do(ledger.add_get, oats, "Delivery", value=4)
    desk.do(plan.add_question, oats, "Why now?")
    desk.do(plan.add_if_then, oats, "They can't move on the price", "We pay sooner")
    return desk.do(meeting.start_meeting, oats)


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def items(desk: Desk) -> list[tuple[object, ...]]:
    return rows(desk, "SELECT side, title, state, planned FROM ledger_item ORDER BY id")


def amounts(desk: Desk) -> list[tuple[object, ...]]:
    return rows(
        desk,
        "SELECT o.side, t.name, v.value FROM offer_value v JOIN offer o ON o.id = v.offer_id"
        " JOIN term t ON t.id = v.term_id ORDER BY o.id, t.position",
    )


PLANNED = [("us", "Two-month forecast", "planned", 1), ("them", "Delivery", "planned", 1)]


def test_a_capture_that_says_what_the_plan_says_is_the_planned_one(desk: Desk, running: int) -> None:
    desk.do(capture.capture, running, CaptureKind.GIVE, "two-month  FORECAST.")
    assert items(desk) == [("us", "Two-month forecast", "offered", 1), PLANNED[1]]


def test_another_one_is_new_and_not_of_the_plan(desk: Desk, running: int) -> None:
    desk.do(capture.capture, running, CaptureKind.GET, "A tour of the mill")
    assert items(desk) == [*PLANNED, ("them", "A tour of the mill", "asked", 0)]


def test_removing_it_takes_it_off_the_table_again(desk: Desk, running: int) -> None:
    given = desk.do(capture.capture, running, CaptureKind.GIVE, "Two-month forecast").capture_id
    got = desk.do(capture.capture, running, CaptureKind.GET, "A tour of the mill").capture_id
    desk.do(capture.answer_capture, given, Answer.ACCEPTED)
    desk.do(capture.remove_capture, given)
    desk.do(capture.remove_capture, got)
    assert items(desk) == PLANNED and rows(desk, "SELECT * FROM capture") == []
    assert rows(desk, "SELECT count(*) FROM checklist_item WHERE ticked_at IS NOT NULL") == [(0,)]


def test_what_was_so_before_a_capture_stays_when_it_goes(desk: Desk, running: int) -> None:
    said = (
        (CaptureKind.GIVE, "Two-month forecast"), (CaptureKind.QUESTION, "Why now?"),
        (CaptureKind.NOTE, "Name the next step and its day"),
    )  # fmt: skip
    ticked = "SELECT text FROM checklist_item WHERE ticked_at IS NOT NULL ORDER BY id"
    for _, words in said:
        ((item_id,),) = rows(desk, f"SELECT id FROM checklist_item WHERE text LIKE '%{words}'")
        desk.do(meeting.tick_item, int(str(item_id)))
    before = (items(desk), rows(desk, ticked), rows(desk, "SELECT asked_at FROM question"))
    assert len(before[1]) == 3
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        captured = [desk.do(capture.capture, running, kind, words).capture_id for kind, words in said]
        for capture_id in captured:
            desk.do(capture.remove_capture, capture_id)
    assert (items(desk), rows(desk, ticked), rows(desk, "SELECT asked_at FROM question")) == before


def test_a_note_that_says_an_item_of_the_checklist_ticks_it_until_it_goes(desk: Desk, running: int) -> None:
    ticked = "SELECT text FROM checklist_item WHERE ticked_at IS NOT NULL"
    note = desk.do(capture.capture, running, CaptureKind.NOTE, "name the next step and its day").capture_id
    desk.do(capture.capture, running, CaptureKind.NOTE, "Why now?")
    assert rows(desk, ticked) == [("Name the next step and its day",)], "a question is asked as a question"
    desk.do(capture.edit_capture, note, "they named it")
    assert rows(desk, ticked) == []


def test_what_was_ticked_by_itself_after_a_note_stays_when_the_note_goes(desk: Desk, running: int) -> None:
    own = "SELECT id, text FROM checklist_item WHERE ledger_item_id IS NULL AND question_id IS NULL ORDER BY id LIMIT 2"
    (_, said), (other, text) = rows(desk, own)
    note = desk.do(capture.capture, running, CaptureKind.NOTE, str(said)).capture_id
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        desk.do(meeting.tick_item, int(str(other)))
    desk.do(capture.remove_capture, note)
    assert rows(desk, "SELECT text FROM checklist_item WHERE ticked_at IS NOT NULL") == [(text,)]


def test_what_was_typed_is_kept_no_more_once_it_is_captured(desk: Desk, running: int) -> None:
    desk.do(draft.keep_draft, meeting_place(running), "Good sea")
    desk.do(capture.capture, running, CaptureKind.NOTE, "Good season")
    assert desk.ask(draft_at, meeting_place(running)) == ""


def test_an_edit_that_changes_nothing_leaves_an_amount_where_it_was_said_to_belong(desk: Desk, running: int) -> None:
    offer = desk.do(capture.capture, running, CaptureKind.OUR_OFFER, "650, 20 boxes")
    assert offer.unplaced == ("20 boxes",)
    assert desk.do(capture.edit_capture, offer.capture_id, "650, 20 boxes").unplaced == ("20 boxes",), "ask again"
    ((volume,),) = rows(desk, "SELECT id FROM term WHERE name = 'Volume'")
    desk.do(capture.place_amount, offer.capture_id, int(str(volume)), "20 boxes")
    placed = amounts(desk)
    assert desk.do(capture.edit_capture, offer.capture_id, "650, 20 boxes ").unplaced == ()
    assert amounts(desk) == placed
    desk.do(capture.edit_capture, offer.capture_id, "660, 20 boxes")
    assert amounts(desk) == [("us", "Price", "660")]


def test_what_two_captures_are_about_stays_when_one_goes(desk: Desk, running: int) -> None:
    first = desk.do(capture.capture, running, CaptureKind.GET, "A tour of the mill").capture_id
    desk.do(capture.capture, running, CaptureKind.GET, "a tour of the mill")
    desk.do(capture.remove_capture, first)
    assert items(desk)[2:] == [("them", "A tour of the mill", "asked", 0)]


def test_answers_go_to_the_ledger_and_the_checklist(desk: Desk, running: int) -> None:
    given = desk.do(capture.capture, running, CaptureKind.GIVE, "Two-month forecast").capture_id
    ticked = "SELECT count(*) FROM checklist_item WHERE ticked_at IS NOT NULL"
    for answer, state, count in (
        (Answer.ACCEPTED, "accepted", 1), (Answer.DECLINED, "declined", 0), (Answer.LATER, "offered", 0),
    ):  # fmt: skip
        desk.do(capture.answer_capture, given, answer)
        assert items(desk)[0][2] == state
        assert rows(desk, ticked) == [(count,)]


def test_a_note_cannot_be_answered(desk: Desk, running: int) -> None:
    note = desk.do(capture.capture, running, CaptureKind.NOTE, "Good season").capture_id
    with pytest.raises(Refusal, match="Only a give, a get or an offer"):
        desk.do(capture.answer_capture, note, Answer.ACCEPTED)


def test_an_offer_finds_its_terms_in_the_users_numbers(desk: Desk, running: int) -> None:
    captured = desk.do(capture.capture, running, CaptureKind.THEIR_OFFER, "€ 1.648,50; 160 t; 14 days", GERMAN)
    assert captured.unplaced == ()
    assert amounts(desk) == [("them", "Price", "1648.5"), ("them", "Volume", "160"), ("them", "Payment", "14")]


def test_what_finds_no_term_comes_back_and_is_placed_when_said(desk: Desk, running: int) -> None:
    captured = desk.do(capture.capture, running, CaptureKind.OUR_OFFER, "650, 12 pallets")
    assert captured.unplaced == ("12 pallets",)
    desk.do(capture.place_amount, captured.capture_id, 2, captured.unplaced[0])
    assert amounts(desk) == [("us", "Price", "650"), ("us", "Volume", "12")]
    desk.do(capture.place_amount, captured.capture_id, 2, "160 t")
    assert amounts(desk)[1] == ("us", "Volume", "160")


@pytest.mark.parametrize("typed", ["650-700", "$ 650", "12/01/2026", "5 %"])
def test_what_is_not_plainly_one_amount_is_not_placed_as_its_first_digits(desk: Desk, running: int, typed: str) -> None:
    captured = desk.do(capture.capture, running, CaptureKind.OUR_OFFER, f"640; {typed}")
    with pytest.raises(Refusal, match="Write how much"):
        desk.do(capture.place_amount, captured.capture_id, 1, typed)
    assert amounts(desk) == [("us", "Price", "640")]


def test_a_thousand_is_placed_as_one(desk: Desk, running: int) -> None:
    captured = desk.do(capture.capture, running, CaptureKind.OUR_OFFER, "14 days, was 95k")
    desk.do(capture.place_amount, captured.capture_id, 1, captured.unplaced[0])
    assert amounts(desk)[0] == ("us", "Price", "95000")


def test_an_offer_whose_only_amount_has_no_sure_term_is_kept_and_asked_about(desk: Desk, running: int) -> None:
    captured = desk.do(capture.capture, running, CaptureKind.THEIR_OFFER, "2 weeks")
    assert captured.unplaced == ("2 weeks",) and amounts(desk) == []
    assert rows(desk, "SELECT side, text FROM offer") == [("them", "2 weeks")]
    desk.do(capture.place_amount, captured.capture_id, 3, "14")
    assert amounts(desk) == [("them", "Payment", "14")]


def test_words_alone_are_no_offer_and_nothing_is_kept(desk: Desk, running: int) -> None:
    with pytest.raises(Refusal, match="No amount was found"):
        desk.do(capture.capture, running, CaptureKind.OUR_OFFER, "a bit less")
    assert rows(desk, "SELECT count(*) FROM capture") == [(0,)]


def test_an_offer_reworded_is_read_anew_at_its_own_time_and_stays_accepted(desk: Desk, running: int) -> None:
    offer = desk.do(capture.capture, running, CaptureKind.OUR_OFFER, "650").capture_id
    desk.do(capture.answer_capture, offer, Answer.ACCEPTED)
    before = rows(desk, "SELECT made_at FROM offer")
    desk.do(capture.edit_capture, offer, "640, 160 t")
    assert amounts(desk) == [("us", "Price", "640"), ("us", "Volume", "160")]
    assert rows(desk, "SELECT made_at, state FROM offer") == [(*before[0], "accepted")]


def test_another_kind_moves_it_to_its_new_place(desk: Desk, running: int) -> None:
    given = desk.do(capture.capture, running, CaptureKind.GIVE, "650 t of storage").capture_id
    desk.do(capture.rekind_capture, given, CaptureKind.OUR_OFFER)
    assert items(desk) == PLANNED
    assert amounts(desk) == [("us", "Volume", "650")]
    desk.do(capture.rekind_capture, given, CaptureKind.NOTE)
    assert rows(desk, "SELECT count(*) FROM offer") == [(0,)]


def test_another_kind_takes_what_was_planned_off_the_table_again(desk: Desk, running: int) -> None:
    given = desk.do(capture.capture, running, CaptureKind.GIVE, "Two-month forecast").capture_id
    desk.do(capture.rekind_capture, given, CaptureKind.NOTE)
    assert items(desk) == PLANNED
    assert rows(desk, "SELECT kind, ledger_item_id FROM capture") == [("note", None)]
    used = desk.do(capture.capture, running, CaptureKind.IF_THEN, "We pay sooner").capture_id
    desk.do(capture.rekind_capture, used, CaptureKind.NOTE)
    assert rows(desk, "SELECT kind, if_then_id FROM capture WHERE if_then_id > 0") == []


def test_rewording_what_the_plan_has_leaves_the_plan_as_it_is(desk: Desk, running: int) -> None:
    given = desk.do(capture.capture, running, CaptureKind.GIVE, "Two-month forecast").capture_id
    desk.do(capture.edit_capture, given, "The forecast, by Friday")
    assert items(desk) == [("us", "Two-month forecast", "offered", 1), PLANNED[1]]
    assert rows(desk, "SELECT text, ledger_item_id > 0 FROM capture") == [("The forecast, by Friday", 1)]


def test_an_amount_is_placed_beside_another_only_where_that_may_be_replaced(desk: Desk, running: int) -> None:
    offer = desk.do(capture.capture, running, CaptureKind.OUR_OFFER, "650, 20 boxes").capture_id
    ids = {str(name): int(str(number)) for name, number in rows(desk, "SELECT name, id FROM term")}
    desk.do(capture.place_amount, offer, ids["Volume"], "20", instead=False)
    with pytest.raises(Refusal, match="already"):
        desk.do(capture.place_amount, offer, ids["Price"], "640", instead=False)
    assert amounts(desk) == [("us", "Price", "650"), ("us", "Volume", "20")]
    desk.do(capture.place_amount, offer, ids["Price"], "640")
    assert amounts(desk)[0] == ("us", "Price", "640")


def test_rewording_one_that_came_up_rewords_it_in_the_ledger_and_finds_the_planned_one(
    desk: Desk, running: int
) -> None:
    got = desk.do(capture.capture, running, CaptureKind.GET, "Delivry").capture_id
    desk.do(capture.answer_capture, got, Answer.ACCEPTED)
    desk.do(capture.edit_capture, got, "Delivery on Mondays")
    assert items(desk)[2:] == [("them", "Delivery on Mondays", "accepted", 0)]
    desk.do(capture.edit_capture, got, "Delivery")
    assert items(desk) == [PLANNED[0], ("them", "Delivery", "asked", 1)]


def test_a_planned_question_and_if_then_are_marked_and_unmarked(desk: Desk, running: int) -> None:
    asked = desk.do(capture.capture, running, CaptureKind.QUESTION, "why now").capture_id
    used = desk.do(capture.capture, running, CaptureKind.IF_THEN, "We pay sooner").capture_id
    other = desk.do(capture.capture, running, CaptureKind.QUESTION, "What if not?").capture_id
    marks = (
        "SELECT (SELECT asked_at IS NOT NULL FROM question), (SELECT used_at IS NOT NULL FROM if_then),"
        " (SELECT ticked_at IS NOT NULL FROM checklist_item WHERE question_id IS NOT NULL)"
    )
    assert rows(desk, marks) == [(1, 1, 1)]
    for each in (other, asked, used):
        desk.do(capture.remove_capture, each)
    assert rows(desk, marks) == [(0, 0, 0)]
    desk.do(capture.capture, running, CaptureKind.IF_THEN, "They can't move on the price")
    assert rows(desk, marks) == [(0, 1, 0)], "by what they do as well as by what we do then"


def test_every_capture_is_one_undo_step(desk: Desk, running: int) -> None:
    for kind, text in (
        (CaptureKind.GIVE, "A tour"),
        (CaptureKind.OUR_OFFER, "650"),
        (CaptureKind.QUESTION, "Why now?"),
    ):
        desk.do(capture.capture, running, kind, text)
        desk.undo()
        assert items(desk) == PLANNED
        assert rows(desk, "SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM offer)") == [(0, 0)]


def promised(desk: Desk) -> list[tuple[object, ...]]:
    return rows(desk, "SELECT side, text, due_on, state FROM promise ORDER BY id")


def test_a_day_in_its_words_makes_a_promise_of_it_once_it_is_accepted(desk: Desk, running: int) -> None:
    with clock.frozen(datetime(2026, 12, 30, 10, 0).astimezone()):
        got = desk.do(capture.capture, running, CaptureKind.GET, "They send samples by Friday").capture_id
        assert items(desk)[2:] == [("them", "They send samples by Friday", "asked", 0)] and promised(desk) == []
        desk.do(capture.answer_capture, got, Answer.ACCEPTED)
        assert promised(desk) == [("them", "They send samples by Friday", "2027-01-01", "open")]
        desk.undo()
        assert promised(desk) == []
        desk.redo()
    with clock.frozen(datetime(2027, 1, 4, 10, 0).astimezone()):  # the words go on meaning the day that they meant then
        desk.do(capture.edit_capture, got, "They send six samples by next Friday")
        assert promised(desk) == [("them", "They send six samples by next Friday", "2027-01-08", "open")]
        desk.do(capture.rekind_capture, got, CaptureKind.GIVE)
        assert rows(desk, "SELECT side, due_on FROM ledger_item WHERE planned = 0") == [("us", "2027-01-08")]
        desk.do(capture.edit_capture, got, "Six samples")
    assert rows(desk, "SELECT title, due_on FROM ledger_item WHERE planned = 0") == [("Six samples", None)]


def test_a_day_that_was_set_by_itself_stays_where_the_words_are_changed(desk: Desk, running: int) -> None:
    got = desk.do(capture.capture, running, CaptureKind.GET, "Samples by tomorrow").capture_id
    (item,) = rows(desk, "SELECT id FROM ledger_item WHERE planned = 0")[0]
    desk.do(ledger.edit_item, int(str(item)), due_on=date(2030, 1, 1))
    desk.do(capture.edit_capture, got, "Samples by the day after tomorrow")
    assert rows(desk, "SELECT due_on FROM ledger_item WHERE planned = 0") == [("2030-01-01",)]


def test_the_day_by_which_it_is_done_is_told_beside_it(desk: Desk, running: int) -> None:
    def told() -> list[str]:
        return [line.state for line in desk.ask(meeting_sheet, 1).captures]

    with clock.frozen(datetime(2026, 12, 30, 10, 0).astimezone()):
        got = desk.do(capture.capture, running, CaptureKind.GET, "Samples by Friday").capture_id
        assert told() == ["by 1 Jan 2027"]
        desk.do(capture.answer_capture, got, Answer.ACCEPTED)
        assert told() == ["accepted, by 1 Jan 2027"]
        assert [line.state for line in masked(desk.ask(meeting_sheet, 1)).captures] == [MASK]
        desk.do(capture.answer_capture, got, Answer.DECLINED)
        assert told() == ["declined"]


def test_a_planned_one_with_a_day_behind_it_is_the_planned_one(desk: Desk, running: int) -> None:
    def planned() -> list[tuple[object, ...]]:
        return rows(desk, "SELECT title, state, due_on, planned FROM ledger_item ORDER BY id")

    before = planned()
    with clock.frozen(datetime(2026, 12, 30, 10, 0).astimezone()):
        given = desk.do(capture.capture, running, CaptureKind.GIVE, "Two-month forecast by Friday.").capture_id
        assert planned() == [("Two-month forecast", "offered", "2027-01-01", 1), before[1]]
        desk.do(capture.edit_capture, given, "Two-month forecast by end of month")
        assert planned()[0] == ("Two-month forecast", "offered", "2026-12-31", 1)
        desk.do(capture.answer_capture, given, Answer.ACCEPTED)
        assert promised(desk) == [("us", "Two-month forecast", "2026-12-31", "open")]
        desk.do(capture.remove_capture, given)
        assert planned() == before
        got = desk.do(capture.capture, running, CaptureKind.GET, "Delivery").capture_id
        desk.do(ledger.edit_item, 2, due_on=date(2027, 3, 1))
        desk.do(capture.remove_capture, got)
        desk.do(capture.capture, running, CaptureKind.GET, "delivery by tomorrow")
        assert planned() == [before[0], ("Delivery", "asked", "2027-03-01", 1)], "the plan has its day"
