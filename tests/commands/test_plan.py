"""The plan is written term by term, each gesture one step that undo takes back."""

from decimal import Decimal

import pytest

from negdesk.commands import negotiation, plan
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal


@pytest.fixture
def oats(desk: Desk) -> int:
    return desk.do(negotiation.new_negotiation, "Oat flour, yearly supply", currency="EUR")


def column(desk: Desk, sql: str, *parameters: object) -> list[object]:
    return desk.ask(lambda connection: [row[0] for row in connection.execute(sql, parameters)])


def names(desk: Desk) -> list[object]:
    return column(desk, "SELECT name FROM term ORDER BY position")


def test_a_term_keeps_exact_amounts_and_its_place(desk: Desk, oats: int) -> None:
    price = desk.do(
        plan.add_term, oats, " Price per tonne ", currency="eur", opening=Decimal("610.00"), walk_away=Decimal("685.5")
    )
    desk.do(plan.add_term, oats, "Volume", unit="t", more_is_better=True)
    row = desk.ask(
        lambda c: c.execute(
            "SELECT name, currency, opening, target, walk_away, position FROM term WHERE id = ?", (price,)
        ).fetchone()
    )
    assert row == ("Price per tonne", "EUR", "610", None, "685.5", 0)
    assert column(desk, "SELECT position FROM term ORDER BY id") == [0, 1]


def test_only_what_is_passed_changes(desk: Desk, oats: int) -> None:
    term = desk.do(plan.add_term, oats, "Price", currency="EUR", target=Decimal(640), weight=5)
    desk.do(plan.edit_term, term, walk_away=Decimal(685))
    assert desk.ask(lambda c: c.execute("SELECT name, target, walk_away, weight FROM term").fetchone()) == (
        "Price", "640", "685", 5,
    )  # fmt: skip
    desk.do(plan.edit_term, term, target=None)
    assert column(desk, "SELECT target FROM term") == [None]


def test_a_walk_away_on_the_wrong_side_is_refused_and_changes_nothing(desk: Desk, oats: int) -> None:
    term = desk.do(plan.add_term, oats, "Price", target=Decimal(640), walk_away=Decimal(685))
    with pytest.raises(Refusal) as refused:
        desk.do(plan.edit_term, term, walk_away=Decimal(600))
    assert refused.value.field == "walk_away"
    assert column(desk, "SELECT walk_away FROM term") == ["685"]
    desk.undo()
    assert names(desk) == []


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "x" * 10_000])
def test_a_term_needs_a_name_of_sane_length(desk: Desk, oats: int, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(plan.add_term, oats, name)
    assert refused.value.field == "name"


def test_terms_are_reordered_and_undo_gives_the_order_back(desk: Desk, oats: int) -> None:
    ids = [desk.do(plan.add_term, oats, name) for name in ("A", "B", "C")]
    desk.do(plan.move_term, ids[2], 0)
    assert names(desk) == ["C", "A", "B"]
    desk.do(plan.move_term, ids[2], 99)
    assert names(desk) == ["A", "B", "C"]
    desk.undo()
    assert names(desk) == ["C", "A", "B"]


def test_a_removed_term_comes_back_with_all_it_said(desk: Desk, oats: int) -> None:
    term = desk.do(plan.add_term, oats, "Volume", unit="t", their_source="their invoice")
    desk.do(plan.remove_term, term)
    assert names(desk) == []
    desk.undo()
    assert desk.ask(lambda c: c.execute("SELECT id, name, unit, their_source FROM term").fetchone()) == (
        term, "Volume", "t", "their invoice",
    )  # fmt: skip


def test_what_is_gone_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(plan.edit_term, 404, name="x")
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(plan.add_term, 404, "x")


def test_authority_is_one_for_each_side_and_keeps_what_is_not_passed(desk: Desk, oats: int) -> None:
    desk.do(plan.set_authority, oats, Side.US, who="owner")
    desk.do(plan.set_authority, oats, Side.US, limit_amount=Decimal(120_000), limit_note="a year")
    desk.do(plan.set_authority, oats, Side.THEM, who="sales director")
    found = desk.ask(
        lambda c: c.execute("SELECT side, who, limit_amount, limit_note FROM authority ORDER BY id").fetchall()
    )
    assert found == [("us", "owner", "120000", "a year"), ("them", "sales director", None, "")]
    with pytest.raises(Refusal):
        desk.do(plan.set_authority, oats, Side.US, limit_amount=Decimal(-1))


def test_alternatives_if_thens_and_questions(desk: Desk, oats: int) -> None:
    mill = desk.do(plan.add_alternative, oats, Side.US, "Second mill in Jutland")
    farm = desk.do(plan.add_alternative, oats, Side.US, "Buy from the farm")
    desk.do(plan.add_alternative, oats, Side.THEM, "Spot market")
    desk.do(plan.move_alternative, farm, 0)
    desk.do(plan.edit_alternative, mill, "Second mill, € 690")
    assert column(desk, "SELECT text FROM alternative WHERE side = 'us' ORDER BY position") == [
        "Buy from the farm", "Second mill, € 690",
    ]  # fmt: skip
    desk.do(plan.remove_alternative, farm)
    first = desk.do(plan.add_if_then, oats, "They ask for 660", "I ask for the volume")
    desk.do(plan.add_if_then, oats, "They cannot deliver")
    desk.do(plan.edit_if_then, first, then_text="I ask for 180 t")
    desk.do(plan.move_if_then, first, 1)
    assert column(desk, "SELECT if_text || ':' || then_text FROM if_then ORDER BY position") == [
        "They cannot deliver:", "They ask for 660:I ask for 180 t",
    ]  # fmt: skip
    desk.do(plan.remove_if_then, first)
    with pytest.raises(Refusal):
        desk.do(plan.add_if_then, oats, "")
    why = desk.do(plan.add_question, oats, "Why now?")
    desk.do(plan.add_question, oats, "Who signs?")
    desk.do(plan.move_question, why, 1)
    desk.do(plan.edit_question, why, answer="Harvest")
    assert column(desk, "SELECT text || ':' || answer FROM question ORDER BY position") == [
        "Who signs?:",
        "Why now?:Harvest",
    ]
    desk.do(plan.remove_question, why)
    assert column(desk, "SELECT text FROM question") == ["Who signs?"]
