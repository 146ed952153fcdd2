"""What the list of negotiations, the header and the plan show, and what of it is hidden under the shield."""

from decimal import Decimal

import pytest

from negdesk.commands import ledger, meeting, negotiation, plan
from negdesk.desk import Desk
from negdesk.domain.ledger import LedgerState, Priority
from negdesk.domain.negotiation import LampKind, Side, Stage
from negdesk.domain.privacy import MASK, masked
from negdesk.queries.negotiation import filter_texts, negotiation_header, negotiation_ids, negotiation_lines
from negdesk.queries.plan import plan_sheet
from negdesk.storage.tables import CounterpartRow


@pytest.fixture
def oats(desk: Desk) -> int:
    made = desk.do(
        negotiation.new_negotiation, "Oat flour", "supplier purchase", "EUR", new_counterparts=["Nordmill Foods"]
    )

    def name_job(session: object) -> None:
        session.get(CounterpartRow, 1).job_title = "Head of purchasing"  # type: ignore[attr-defined]  # a session

    desk.do(name_job)
    desk.do(
        plan.add_term,
        made,
        "Price",
        currency="EUR",
        target=Decimal(640),
        walk_away=Decimal(685),
        their_walk_away=Decimal(655),
    )
    desk.do(ledger.add_give, made, "Forecast", value=4, give_first=True)
    desk.do(ledger.add_get, made, "Delivery", priority=Priority.MUST, value=4)
    desk.do(plan.add_alternative, made, Side.US, "Second mill")
    desk.do(plan.add_question, made, "Why now?")
    desk.do(plan.set_authority, made, Side.US, who="owner")
    desk.do(negotiation.edit_negotiation, made, outcome_us="Flour", outcome_them="Orders")
    return made


def test_the_header_reads_as_a_line(desk: Desk, oats: int) -> None:
    header = desk.ask(negotiation_header, oats)
    assert header is not None
    assert header.subtitle == "Nordmill Foods, head of purchasing · supplier purchase · EUR"
    assert masked(header) == header
    assert desk.ask(negotiation_header, 404) is None


def test_the_plan_holds_all_and_hides_what_is_private(desk: Desk, oats: int) -> None:
    sheet = desk.ask(plan_sheet, oats)
    assert sheet is not None and sheet.readiness is not None
    assert (sheet.readiness.done, [gap.key for gap in sheet.readiness.gaps]) == (8, ["authority.them.who"])
    (price,) = sheet.terms
    assert price.room is not None and price.room.overlap
    assert [item.title for item in (*sheet.gives, *sheet.gets)] == ["Forecast", "Delivery"]
    hidden = masked(sheet)
    assert hidden.readiness is None and hidden.outcome_us == MASK
    assert (hidden.terms[0].name, hidden.terms[0].walk_away, hidden.terms[0].room) == (MASK, None, None)
    assert (hidden.gives[0].id, hidden.gives[0].title, hidden.gives[0].value) == (sheet.gives[0].id, MASK, None)
    for said in ("Forecast", "Second mill", "owner", "685", "Why now"):
        assert said not in repr(hidden)
    assert desk.ask(plan_sheet, 404) is None


def test_the_list_holds_all_but_the_binned_with_their_stages_and_what_each_is_found_by(desk: Desk, oats: int) -> None:
    lease = desk.do(negotiation.new_negotiation, "Workshop lease 100%")
    gone = desk.do(negotiation.new_negotiation, "Binned")
    desk.do(negotiation.bin_negotiation, gone)
    desk.do(negotiation.set_stage, lease, Stage.PAUSED)
    found = desk.ask(negotiation_ids)
    assert dict(zip(found.ids, found.stages, strict=True)) == {oats: Stage.PLANNING, lease: Stage.PAUSED}
    anger = desk.do(negotiation.new_negotiation, "Ärger mit der Miete", "Москва")
    by_title, by_counterpart = desk.ask(filter_texts, (anger, oats))
    assert by_title == "arger mit der miete\nмосква"
    assert "supplier" in by_counterpart and "nordmill foods" in by_counterpart


def test_a_line_says_who_how_far_and_what_is_next(desk: Desk, oats: int) -> None:
    desk.do(negotiation.add_new_party, oats, "Ana")
    desk.do(negotiation.add_new_party, oats, "Ben")
    (line,) = desk.ask(negotiation_lines, (oats, 404)).lines
    assert (line.counterparts, line.stage) == ("Nordmill Foods, Ana and 1 more", Stage.PLANNING)
    assert (line.next_gap, line.done, line.total) == ("Name who can sign for them", 8, 9)
    hidden = masked(line)
    assert (hidden.title, hidden.next_gap, hidden.done) == ("Oat flour", MASK, None)
    desk.do(negotiation.set_stage, oats, Stage.NO_DEAL)
    (line,) = desk.ask(negotiation_lines, (oats,)).lines
    assert (line.next_gap, line.done) == ("", None)


def test_what_is_agreed_in_principle_says_what_it_waits_for(desk: Desk, oats: int) -> None:
    give = desk.ask(plan_sheet, oats).gives[0].id  # type: ignore[union-attr]  # it is there
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    desk.do(negotiation.set_stage, oats, Stage.AGREED_IN_PRINCIPLE)
    for side, kind in ((Side.US, LampKind.WANTS), (Side.US, LampKind.CAN_SIGN), (Side.THEM, LampKind.WANTS)):
        desk.do(meeting.set_lamp, oats, side, kind, lit=True)
    (line,) = desk.ask(negotiation_lines, (oats,)).lines
    assert line.next_gap == "Agreed in principle: waiting for someone who can sign for them"
    assert (line.done, line.total) == (None, None)
