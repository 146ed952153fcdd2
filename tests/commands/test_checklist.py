"""A meeting's checklist comes out of template and plan, and keeps step with the plan until the meeting starts."""

import pytest

from negdesk.commands import ledger, negotiation, plan
from negdesk.commands.checklist import fill_checklist, sync_checklist
from negdesk.desk import Desk
from negdesk.domain.ledger import LedgerState, Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.template import Template, TemplateContent, TemplateItem
from negdesk.storage.tables import MeetingRow

TEMPLATE = Template(
    name="Supplier purchase",
    context="supplier purchase",
    content=TemplateContent(
        checklist=(
            TemplateItem(Phase.OPEN, "Ask how their season is going", ItemKind.RAPPORT),
            TemplateItem(Phase.EXPLORE, "Ask what drives their costs"),
            TemplateItem(Phase.CLOSE, "Name the next step", ItemKind.CLOSING),
        )
    ),
)


@pytest.fixture
def oats(desk: Desk) -> int:
    return desk.do(negotiation.new_negotiation_from_template, TEMPLATE, "Oat flour, yearly supply", currency="EUR")


def items(desk: Desk, meeting: int = 1) -> list[tuple[str, str]]:
    return desk.ask(
        lambda c: c.execute(
            "SELECT phase, text FROM checklist_item WHERE meeting_id = ? ORDER BY position", (meeting,)
        ).fetchall()
    )


OWN = [
    ("open", "Ask how their season is going"),
    ("explore", "Ask what drives their costs"),
    ("close", "Name the next step"),
]


def test_the_templates_items_wait_on_the_first_meeting(desk: Desk, oats: int) -> None:
    assert items(desk) == OWN


def test_a_plain_negotiation_has_a_usual_checklist(desk: Desk) -> None:
    desk.do(negotiation.new_negotiation, "Dinner")
    phases = [phase for phase, _ in items(desk)]
    assert phases[0] == "open" and phases[-1] == "close"


def test_what_is_planned_later_comes_in_at_its_place(desk: Desk, oats: int) -> None:
    desk.do(ledger.add_get, oats, "Certificate", priority=Priority.WISH)
    desk.do(ledger.add_give, oats, "Forecast", give_first=True)
    desk.do(plan.add_question, oats, "Why now?")
    desk.do(ledger.add_get, oats, "Delivery", priority=Priority.MUST)
    assert items(desk) == [
        OWN[0],
        ("open", "Give first: Forecast"),
        OWN[1],
        ("explore", "Why now?"),
        ("exchange", "Delivery"),
        ("exchange", "Certificate"),
        OWN[2],
    ]


def test_it_follows_a_changed_plan_and_undo_gives_it_back(desk: Desk, oats: int) -> None:
    forecast = desk.do(ledger.add_give, oats, "Forecast")
    why = desk.do(plan.add_question, oats, "Why now?")
    desk.do(ledger.edit_item, forecast, title="Two-month forecast")
    desk.do(plan.edit_question, why, text="Why this year?")
    assert ("exchange", "Two-month forecast") in items(desk) and ("explore", "Why this year?") in items(desk)
    desk.do(ledger.set_give_first, forecast)
    assert items(desk)[1] == ("open", "Give first: Two-month forecast")
    desk.do(ledger.set_give_first, forecast, False)
    assert items(desk)[3] == ("exchange", "Two-month forecast")
    desk.do(ledger.remove_item, forecast)
    desk.do(plan.remove_question, why)
    assert items(desk) == OWN
    desk.undo()
    desk.undo()
    assert ("exchange", "Two-month forecast") in items(desk)


def test_what_was_added_or_ticked_by_hand_stays(desk: Desk, oats: int) -> None:
    give = desk.do(ledger.add_give, oats, "Forecast")

    def by_hand(session: object) -> None:
        from sqlalchemy import text

        session.execute(text("UPDATE checklist_item SET ticked_at = '2026-11-23T10:00:00Z' WHERE text = 'Forecast'"))  # type: ignore[attr-defined]  # a session
        session.execute(text("UPDATE checklist_item SET text = 'Ask about the mill' WHERE phase = 'explore'"))  # type: ignore[attr-defined]  # a session

    desk.do(by_hand)
    desk.do(ledger.remove_item, give)
    desk.do(sync_checklist, oats)
    assert ("explore", "Ask about the mill") in items(desk)
    assert ("exchange", "Forecast") in items(desk)


def test_a_meeting_under_way_is_left_alone_and_the_next_takes_over_what_is_open(desk: Desk, oats: int) -> None:
    kept = desk.do(ledger.add_get, oats, "Delivery")
    desk.do(ledger.add_get, oats, "Certificate")

    def start(session: object) -> None:
        session.get(MeetingRow, 1).started_at = "2026-11-23T10:00:00Z"  # type: ignore[attr-defined]  # a session

    desk.do(start)
    before = items(desk)
    desk.do(ledger.add_give, oats, "Reference")
    assert items(desk) == before
    desk.do(ledger.set_state, kept, LedgerState.ACCEPTED)

    def next_meeting(session: object) -> None:
        session.add(MeetingRow(negotiation_id=oats))  # type: ignore[attr-defined]  # a session
        session.flush()  # type: ignore[attr-defined]  # a session
        fill_checklist(session, 2)  # type: ignore[arg-type]  # a session

    desk.do(next_meeting)
    assert items(desk, 2) == [*OWN[:2], ("exchange", "Reference"), ("exchange", "Certificate"), OWN[2]]
