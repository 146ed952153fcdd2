"""What the steps *Agree* and *Follow through* read, with and without the shield."""

from datetime import date
from decimal import Decimal

import pytest

from negdesk.commands import agreement, ledger, meeting, negotiation, plan, promise
from negdesk.commands.capture import Answer, answer_capture, capture
from negdesk.desk import Desk
from negdesk.domain.ledger import LedgerState
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import LAMPS, Side, Stage
from negdesk.domain.privacy import MASK, masked
from negdesk.queries.agreement import AgreeSheet, FollowSheet, agree_sheet, follow_sheet

DAY = date(2026, 11, 23)


@pytest.fixture
def oats(desk: Desk) -> int:
    """A price, a volume and a payment term of which two were agreed; a give, a get and a next step."""
    made = desk.do(negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods"])
    add = plan.add_term
    desk.do(add, made, "Price", currency="EUR", more_is_better=False, target=Decimal(640), walk_away=Decimal(685))
    desk.do(add, made, "Volume", unit="t", more_is_better=True, target=Decimal(160), walk_away=Decimal(160))
    desk.do(add, made, "Payment", unit="days", more_is_better=True, target=Decimal(30))
    running = desk.do(meeting.start_meeting, made)
    offer = desk.do(capture, running, CaptureKind.THEIR_OFFER, "648, 160 t").capture_id
    desk.do(answer_capture, offer, Answer.ACCEPTED)
    give = desk.do(ledger.add_give, made, "Reference", value=1)
    get = desk.do(ledger.add_get, made, "Delivery every second week", value=5)
    for item in (give, get):
        desk.do(ledger.set_state, item, LedgerState.ACCEPTED)
    desk.do(promise.add_promise, Side.THEM, "Send the order", date(2026, 11, 20), negotiation_id=made, next_step=True)
    return made


def agree(desk: Desk, number: int) -> AgreeSheet:
    sheet = desk.ask(agree_sheet, number, DAY)
    assert sheet is not None
    return sheet


def follow(desk: Desk, number: int) -> FollowSheet:
    sheet = desk.ask(follow_sheet, number, DAY)
    assert sheet is not None
    return sheet


def light(desk: Desk, number: int) -> None:
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, number, side, kind, True, who="Ana Ruiz", evidence="said so")


def test_a_negotiation_that_is_not_there_has_no_sheet(desk: Desk) -> None:
    assert desk.ask(agree_sheet, 7, DAY) is None
    assert desk.ask(follow_sheet, 7, DAY) is None


def test_a_new_one_has_four_dark_lamps_and_nothing_else(desk: Desk) -> None:
    sheet = agree(desk, desk.do(negotiation.new_negotiation, "Pallets"))
    assert [(line.side, line.kind) for line in sheet.lamps] == list(LAMPS)
    assert not any(line.lit for line in sheet.lamps)
    assert (sheet.terms, sheet.steps, sheet.changed, sheet.lopsided) == ((), (), (), "")
    assert (sheet.version, sheet.counterpart_id) == (0, 0)


def test_planned_stands_beside_agreed_with_how_far_above_the_minimum(desk: Desk, oats: int) -> None:
    lines = [(line.name, line.target, line.agreed, line.above_minimum) for line in agree(desk, oats).terms]
    assert lines == [
        ("Price", Decimal(640), Decimal(648), Decimal(37)),
        ("Volume", Decimal(160), Decimal(160), Decimal(0)),
        ("Payment", Decimal(30), None, None),
    ]


def test_what_is_still_to_do_is_there_until_it_is_done(desk: Desk, oats: int) -> None:
    (step,) = agree(desk, oats).steps
    assert (step.side, step.text, step.when) == (Side.THEM, "Send the order", "3 days late")
    desk.do(promise.keep, step.id)
    assert agree(desk, oats).steps == ()
    assert [row.text for row in follow(desk, oats).promises] == ["Send the order"]


def test_the_versions_say_what_changed_and_so_does_what_is_not_agreed_yet(desk: Desk, oats: int) -> None:
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    assert (agree(desk, oats).version, agree(desk, oats).changed) == (1, ())
    desk.do(promise.add_promise, Side.US, "Sign it", negotiation_id=oats, next_step=True)
    assert "Sign it" in " ".join(agree(desk, oats).changed)
    desk.do(agreement.open_again, oats)
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    first, second = follow(desk, oats).versions
    assert (first.version, first.changes) == (1, ())
    assert second.version == 2 and "Sign it" in " ".join(second.changes)
    assert agree(desk, oats).changed == ()


def test_a_lopsided_deal_is_pointed_out_while_it_can_be_mended_and_after(desk: Desk, oats: int) -> None:
    assert "They give much more" in agree(desk, oats).lopsided
    assert follow(desk, oats).lopsided == ""
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    assert agree(desk, oats).lopsided == ""
    assert "They give much more" in follow(desk, oats).lopsided
    desk.do(agreement.save_look_back, oats, outcome_us=4, outcome_them=4, way_us=4, way_them=4)
    assert follow(desk, oats).lopsided == ""


def test_gives_that_cost_more_than_we_may_sign_for_are_pointed_out_while_they_can_be_mended(
    desk: Desk, oats: int
) -> None:
    desk.do(plan.set_authority, oats, Side.US, who="Maja", limit_amount=Decimal(500))
    assert agree(desk, oats).beyond_authority == "", "no give has an amount"
    give = desk.do(ledger.add_give, oats, "Storage", cost_amount=Decimal("512.50"))
    assert agree(desk, oats).beyond_authority == "", "it is planned, nobody has heard of it"
    desk.do(ledger.set_state, give, LedgerState.OFFERED)
    said = agree(desk, oats).beyond_authority
    assert "€\u00a0512.50" in said and "€\u00a012.50 more than we may sign for" in said
    assert said.endswith("1 give has no amount yet."), "the reference"
    desk.do(plan.set_authority, oats, Side.US, limit_amount=None)
    assert agree(desk, oats).beyond_authority == ""
    desk.do(plan.set_authority, oats, Side.US, limit_amount=Decimal(0))
    assert "€\u00a0512.50 more than we may sign for" in agree(desk, oats).beyond_authority
    assert masked(agree(desk, oats)).beyond_authority == MASK
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    assert agree(desk, oats).beyond_authority == ""


def test_no_deal_is_a_good_outcome(desk: Desk, oats: int) -> None:
    desk.do(negotiation.set_stage, oats, Stage.NO_DEAL)
    assert "can be a good outcome" in follow(desk, oats).no_deal
    desk.do(plan.add_alternative, oats, Side.US, "Second mill")
    assert "alternative is better" in follow(desk, oats).no_deal


def test_under_the_shield_only_what_both_know_is_left(desk: Desk, oats: int) -> None:
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    desk.do(agreement.save_look_back, oats, outcome_us=2, learnt="Canary")
    sheet = masked(agree(desk, oats))
    price = sheet.terms[0]
    assert (price.name, price.target, price.agreed, price.above_minimum) == ("Price", None, Decimal(648), None)
    assert {(line.lit, line.who, line.evidence) for line in sheet.lamps} == {(True, MASK, MASK)}
    assert masked(follow(desk, oats)).look_back is None
