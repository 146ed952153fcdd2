"""From talking to an agreement: the four lamps, the frozen versions, and the look back."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

import pytest

from negdesk.commands import agreement, ledger, meeting, negotiation, plan, promise
from negdesk.commands.capture import Answer, answer_capture, capture
from negdesk.desk import Desk
from negdesk.domain.agreement import AgreementContent
from negdesk.domain.agreement_text import from_json
from negdesk.domain.ledger import LedgerState
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import LAMPS, LampKind, Side, Stage
from negdesk.domain.refusal import Refusal
from negdesk.storage import clock

NOON = datetime(2026, 11, 23, 12, 0).astimezone()
WORDS = ("We want", "We can", "They want", "They can")


@pytest.fixture
def oats(desk: Desk) -> int:
    """A negotiation in its meeting: one give and one offer accepted, all lamps dark."""
    made = desk.do(negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods"])
    desk.do(plan.add_term, made, "Price", currency="EUR", target=Decimal(640), walk_away=Decimal(685))
    give = desk.do(ledger.add_give, made, "Two-month forecast", due_on=date(2026, 12, 1))
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    running = desk.do(meeting.start_meeting, made)
    offer = desk.do(capture, running, CaptureKind.THEIR_OFFER, "648").capture_id
    desk.do(answer_capture, offer, Answer.ACCEPTED)
    return made


def light(desk: Desk, number: int, *but: tuple[Side, LampKind]) -> None:
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, number, side, kind, (side, kind) not in but)


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def stage(desk: Desk) -> object:
    return rows(desk, "SELECT stage FROM negotiation")[0][0]


def content(desk: Desk, version: int) -> AgreementContent:
    return from_json(str(rows(desk, f"SELECT content FROM agreement_version WHERE version = {version}")[0][0]))


def test_agreed_freezes_what_both_said_yes_to(desk: Desk, oats: int) -> None:
    light(desk, oats)
    with clock.frozen(NOON):
        assert desk.do(agreement.mark_agreed, oats) == 1
    assert stage(desk) == "agreed"
    assert rows(desk, "SELECT version, agreed_on FROM agreement_version") == [(1, "2026-11-23")]
    frozen = content(desk, 1)
    assert [(term.name, term.value, term.currency) for term in frozen.terms] == [("Price", Decimal(648), "EUR")]
    assert [(give.side, give.title, give.due_on) for give in frozen.gives] == [
        (Side.US, "Two-month forecast", date(2026, 12, 1))
    ]
    desk.undo()
    assert stage(desk) == "meeting" and rows(desk, "SELECT id FROM agreement_version") == []


@pytest.mark.parametrize(("dark", "words"), list(zip(LAMPS, WORDS, strict=True)))
def test_one_dark_lamp_is_named_and_agreed_in_principle_is_offered(
    desk: Desk, oats: int, dark: tuple[Side, LampKind], words: str
) -> None:
    light(desk, oats, dark)
    with pytest.raises(Refusal, match=words) as refused:
        desk.do(agreement.mark_agreed, oats)
    assert refused.value.offers == "agreed_in_principle"
    assert stage(desk) == "meeting" and rows(desk, "SELECT id FROM agreement_version") == []
    desk.do(agreement.agree_in_principle, oats)
    assert stage(desk) == "agreed_in_principle"
    light(desk, oats)
    assert desk.do(agreement.mark_agreed, oats) == 1


def test_nothing_accepted_is_no_agreement(desk: Desk) -> None:
    empty = desk.do(negotiation.new_negotiation, "Pallets")
    light(desk, empty)
    for command in (agreement.mark_agreed, agreement.agree_in_principle):
        with pytest.raises(Refusal, match="Nothing was agreed yet"):
            desk.do(command, empty)


def test_a_change_makes_the_next_version_and_none_makes_none(desk: Desk, oats: int) -> None:
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    before = content(desk, 1)
    desk.do(agreement.open_again, oats)
    light(desk, oats)
    assert desk.do(agreement.mark_agreed, oats) == 1
    desk.do(agreement.open_again, oats)
    get = desk.do(ledger.add_get, oats, "Quality certificate")
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    light(desk, oats)
    assert desk.do(agreement.mark_agreed, oats) == 2
    assert content(desk, 1) == before
    assert [give.title for give in content(desk, 2).gives_of(Side.THEM)] == ["Quality certificate"]


@pytest.mark.parametrize("again", [agreement.open_again, meeting.start_meeting])
def test_opened_again_nobody_has_said_yes_yet_and_who_can_sign_is_still_known(
    desk: Desk, oats: int, again: Callable[..., object]
) -> None:
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, oats, side, kind, True, who="Mara", evidence="said so")
    running = int(str(rows(desk, "SELECT id FROM meeting WHERE started_at IS NOT NULL")[0][0]))
    desk.do(meeting.end_meeting, running, none=True)
    desk.do(agreement.mark_agreed, oats)
    before = rows(desk, "SELECT kind, side, lit, who, evidence, set_at FROM lamp ORDER BY id")
    desk.do(again, oats)
    lamps = "SELECT kind, side, lit, who, evidence, set_at IS NULL FROM lamp ORDER BY id"
    assert rows(desk, lamps) == [
        (kind.value, side.value, kind is LampKind.CAN_SIGN, "Mara", "said so", kind is LampKind.WANTS)
        for side, kind in LAMPS
    ]
    with pytest.raises(Refusal, match="“We want this” and “They want this” are not lit"):
        desk.do(agreement.mark_agreed, oats)
    desk.undo()
    assert stage(desk) == "agreed"
    assert rows(desk, "SELECT kind, side, lit, who, evidence, set_at FROM lamp ORDER BY id") == before


def test_a_pause_puts_no_lamp_out(desk: Desk, oats: int) -> None:
    light(desk, oats)
    desk.do(negotiation.set_stage, oats, Stage.PAUSED)
    desk.do(negotiation.set_stage, oats, Stage.MEETING)
    assert desk.do(agreement.mark_agreed, oats) == 1


def test_what_is_agreed_is_opened_again_before_anything_else(desk: Desk, oats: int) -> None:
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    for to in (Stage.NO_DEAL, Stage.PAUSED, Stage.PLANNING, Stage.AGREED_IN_PRINCIPLE):
        with pytest.raises(Refusal, match="This is agreed"):
            desk.do(negotiation.set_stage, oats, to)


def test_no_deal_and_a_pause_take_nothing_and_can_be_taken_up_again(desk: Desk, oats: int) -> None:
    for to in (Stage.PAUSED, Stage.NO_DEAL):
        desk.do(negotiation.set_stage, oats, to)
        assert stage(desk) == to.value
        desk.do(negotiation.set_stage, oats, Stage.PLANNING)


def test_a_planned_day_and_a_private_word_never_come_into_a_version(desk: Desk, oats: int) -> None:
    desk.do(ledger.add_give, oats, "Canary give")
    desk.do(plan.add_alternative, oats, Side.US, "Canary mill")
    desk.do(promise.add_promise, Side.US, "Canary promise", negotiation_id=oats)
    light(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    text = str(rows(desk, "SELECT content FROM agreement_version")[0][0])
    assert "Canary" not in text and "685" not in text and "640" not in text


def test_writing_who_says_so_does_not_change_when_a_lamp_was_lit(desk: Desk, oats: int) -> None:
    with clock.frozen(NOON):
        desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.WANTS, True)
    desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.WANTS, True, who="Ana Ruiz")
    desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.WANTS, True, evidence="said so")
    assert rows(desk, "SELECT lit, who, evidence, set_at FROM lamp") == [
        (1, "Ana Ruiz", "said so", clock.utc_text(NOON))
    ]
    desk.do(meeting.set_lamp, oats, Side.THEM, LampKind.WANTS, False)
    assert rows(desk, "SELECT lit, who, set_at FROM lamp") == [(0, "Ana Ruiz", None)]


def test_a_look_back_keeps_each_answer_by_itself(desk: Desk, oats: int) -> None:
    desk.do(agreement.save_look_back, oats, outcome_us=4)
    desk.do(agreement.save_look_back, oats, relationship_them=5, learnt="Ask earlier")
    desk.do(agreement.save_look_back, oats, outcome_us=None)
    sql = "SELECT outcome_us, relationship_them, learnt FROM look_back"
    assert rows(desk, sql) == [(None, 5, "Ask earlier")]
    for wrong in (0, 6):
        with pytest.raises(Refusal):
            desk.do(agreement.save_look_back, oats, way_us=wrong)
    with pytest.raises(Refusal):
        desk.do(agreement.save_look_back, oats + 1, way_us=3)
    assert rows(desk, sql) == [(None, 5, "Ask earlier")]


def test_the_paper_that_was_agreed_on_is_kept_and_goes_with_undo(desk: Desk, oats: int) -> None:
    light(desk, oats)
    asked: list[int] = []

    def print_paper(_connection: object, negotiation_id: int, version: int) -> tuple[bytes, str]:
        asked.extend((negotiation_id, version))
        return b"%PDF the paper", "Letter"

    desk.do(agreement.mark_agreed, oats, print_paper)
    assert asked == [oats, 1]
    kept = rows(desk, "SELECT paper, fingerprint, page FROM agreement_version")
    assert kept == [(b"%PDF the paper", sha256(b"%PDF the paper").hexdigest(), "Letter")]
    desk.undo()
    assert rows(desk, "SELECT id FROM agreement_version") == []
    desk.redo()
    assert rows(desk, "SELECT paper, fingerprint, page FROM agreement_version") == kept
