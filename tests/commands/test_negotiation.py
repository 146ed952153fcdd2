"""A negotiation is begun with a title, from a template or not, moved from stage to stage, binned and given back."""

import pytest

from negdesk.commands import negotiation
from negdesk.desk import Desk
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.negotiation import Stage
from negdesk.domain.refusal import Refusal
from negdesk.domain.template import (
    Template,
    TemplateContent,
    TemplateGet,
    TemplateGive,
    TemplateIfThen,
    TemplateItem,
    TemplateTerm,
)
from negdesk.storage.tables import SettingRow


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def test_a_title_is_enough(desk: Desk) -> None:
    desk.do(negotiation.new_negotiation, "  Workshop lease ")
    assert rows(desk, "SELECT title, context, currency, stage, binned_at FROM negotiation") == [
        ("Workshop lease", "", "", "planning", None)
    ]
    assert rows(desk, "SELECT starts_at, started_at FROM meeting") == [(None, None)]
    desk.undo()
    assert rows(desk, "SELECT * FROM negotiation") == rows(desk, "SELECT * FROM meeting") == []


def test_the_usual_currency_is_that_of_the_settings(desk: Desk) -> None:
    def choose(session: object) -> None:
        session.add(SettingRow(key="currency", value="DKK"))  # type: ignore[attr-defined]  # a session

    desk.do(choose)
    desk.do(negotiation.new_negotiation, "One")
    desk.do(negotiation.new_negotiation, "Two", currency="")
    assert rows(desk, "SELECT currency FROM negotiation ORDER BY id") == [("DKK",), ("",)]


@pytest.mark.parametrize("title", ["", "  \n", "x" * 10_000])
def test_a_title_that_cannot_be_is_refused(desk: Desk, title: str) -> None:
    with pytest.raises(Refusal) as refused:
        desk.do(negotiation.new_negotiation, title, new_counterparts=["Nobody"])
    assert refused.value.field == "title"
    assert rows(desk, "SELECT * FROM counterpart") == []


def test_a_template_fills_the_plan_in_one_step(desk: Desk) -> None:
    template = Template(
        name="Supplier purchase",
        context="supplier purchase",
        content=TemplateContent(
            checklist=(TemplateItem(Phase.OPEN, "Ask how their season is going", ItemKind.RAPPORT),),
            terms=(TemplateTerm("Price", money=True), TemplateTerm("Volume", unit="t", more_is_better=True, weight=4)),
            gives=(TemplateGive("Forecast", cost=1, value=4, give_first=True, limit_text="two months"),),
            gets=(TemplateGet("Certificate", value=3),),
            questions=("Why now?",),
            if_thens=(TemplateIfThen("They say no", "I ask why"),),
        ),
    )
    desk.do(negotiation.new_negotiation_from_template, template, "Oat flour", currency="EUR", new_counterparts=["Mill"])
    assert rows(desk, "SELECT name, unit, currency, more_is_better, weight FROM term ORDER BY position") == [
        ("Price", "", "EUR", 0, 3), ("Volume", "t", "", 1, 4),
    ]  # fmt: skip
    assert rows(desk, "SELECT side, title, value, give_first, limit_text FROM ledger_item ORDER BY id") == [
        ("us", "Forecast", 4, 1, "two months"), ("them", "Certificate", 3, 0, ""),
    ]  # fmt: skip
    assert rows(desk, "SELECT text FROM question") == [("Why now?",)]
    assert rows(desk, "SELECT if_text, then_text FROM if_then") == [("They say no", "I ask why")]
    desk.undo()
    assert rows(desk, "SELECT * FROM term") == rows(desk, "SELECT * FROM counterpart") == []


def test_counterparts_come_in_with_roles_and_go(desk: Desk) -> None:
    made = desk.do(negotiation.new_negotiation, "Lease", new_counterparts=["Ana", "Ben"])
    desk.do(negotiation.add_party, made, 1, decides=True)
    desk.do(negotiation.set_roles, made, 1, signs=True)
    third = desk.do(negotiation.add_new_party, made, "Cleo")
    party = "SELECT counterpart_id, decides, signs, position FROM party ORDER BY position"
    assert rows(desk, party) == [(1, 1, 1, 0), (2, 0, 0, 1), (third, 0, 0, 2)]
    desk.do(negotiation.remove_party, made, 2)
    assert [row[0] for row in rows(desk, party)] == [1, third]
    assert len(rows(desk, "SELECT * FROM counterpart")) == 3
    with pytest.raises(Refusal):
        desk.do(negotiation.add_party, made, 404)


def test_fields_are_edited_and_bad_ones_refused(desk: Desk) -> None:
    made = desk.do(negotiation.new_negotiation, "Lease")
    desk.do(negotiation.edit_negotiation, made, outcome_us="A roof\nfor ten years", currency="sek")
    assert rows(desk, "SELECT title, outcome_us, currency FROM negotiation") == [
        ("Lease", "A roof\nfor ten years", "SEK")
    ]
    for changes in ({"title": ""}, {"currency": "kroner"}, {"title": "x" * 201}):
        with pytest.raises(Refusal):
            desk.do(negotiation.edit_negotiation, made, **changes)


def test_stages_move_as_the_rule_says(desk: Desk) -> None:
    made = desk.do(negotiation.new_negotiation, "Lease")
    desk.do(negotiation.set_stage, made, Stage.PAUSED)
    desk.do(negotiation.set_stage, made, Stage.PLANNING)
    with pytest.raises(Refusal):
        desk.do(negotiation.set_stage, made, Stage.AGREED)
    desk.do(negotiation.set_stage, made, Stage.NO_DEAL)
    assert rows(desk, "SELECT stage FROM negotiation") == [("no_deal",)]


def test_the_bin_gives_back(desk: Desk) -> None:
    made = desk.do(negotiation.new_negotiation, "Lease")
    desk.do(negotiation.bin_negotiation, made)
    assert rows(desk, "SELECT binned_at IS NOT NULL FROM negotiation") == [(1,)]
    desk.do(negotiation.restore_negotiation, made)
    assert rows(desk, "SELECT binned_at FROM negotiation") == [(None,)]
