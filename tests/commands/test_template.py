"""Templates of one's own: kept from a plan, found by their key, renamed, binned, given back; and begun with."""

from decimal import Decimal

import pytest

from negdesk.commands import ledger, plan, template
from negdesk.desk import Desk
from negdesk.domain.ledger import LedgerState, Priority
from negdesk.domain.meeting import ItemKind
from negdesk.domain.refusal import Refusal
from negdesk.queries.template import template_preview, templates_sheet
from negdesk.storage.builtin_templates import BUILTIN_KEYS


@pytest.fixture
def flour(desk: Desk) -> int:
    """A negotiation with a bit of everything in its plan."""
    it = desk.do(template.begin_negotiation, "builtin:everyday", "Oat flour", currency="EUR")
    desk.do(plan.add_term, it, "Price per tonne", currency="EUR", target=Decimal(640), walk_away=Decimal(685), weight=5)
    first = desk.do(ledger.add_give, it, "Forecast", cost=1, value=4, give_first=True, limit_text="two months")
    desk.do(ledger.set_state, first, LedgerState.ACCEPTED)
    desk.do(ledger.add_get, it, "Delivery every second week", value=4, priority=Priority.MUST)
    desk.do(ledger.add_get, it, "Something that came up", value=1, planned=False)
    desk.do(plan.add_question, it, "What would make this year easy for you?")
    desk.do(plan.add_if_then, it, "They can't move", "I offer to pay early")
    return it


def test_the_list_has_the_nine_with_what_they_bring(desk: Desk) -> None:
    sheet = desk.ask(templates_sheet)
    assert [line.key for line in sheet.builtin] == [f"builtin:{key}" for key in BUILTIN_KEYS]
    assert all(line.checklist and line.terms and line.gives and line.gets and line.questions for line in sheet.builtin)
    assert all(line.description and line.id is None for line in sheet.builtin)
    assert sheet.own == ()


def test_a_preview_shows_what_the_list_counts(desk: Desk) -> None:
    for line in desk.ask(templates_sheet).builtin:
        preview = desk.ask(template_preview, line.key)
        assert preview is not None and preview.line == line
        assert sum(len(phase.items) for phase in preview.phases) == line.checklist
        assert len(preview.gives) == line.gives and preview.gives[0].give_first


def test_beginning_with_a_template_brings_all_of_it(desk: Desk) -> None:
    it = desk.do(template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", currency="EUR")
    preview = desk.ask(template_preview, "builtin:supplier-purchase")
    assert preview is not None
    context = desk.ask(lambda c: c.execute("SELECT context FROM negotiation WHERE id = ?", (it,)).fetchone())
    assert context == ("supplier purchase",)
    counts = desk.ask(
        lambda c: c.execute(
            "SELECT (SELECT count(*) FROM term), (SELECT count(*) FROM ledger_item WHERE side = 'us'),"
            " (SELECT count(*) FROM ledger_item WHERE side = 'them'), (SELECT count(*) FROM question),"
            " (SELECT count(*) FROM if_then),"
            " (SELECT count(*) FROM checklist_item WHERE kind IN ('plain', 'rapport', 'closing'))"
        ).fetchone()
    )
    line = preview.line
    assert counts == (line.terms, line.gives, line.gets, line.questions, line.if_thens, line.checklist)


def test_a_plan_becomes_a_template_without_its_amounts(desk: Desk, flour: int) -> None:
    template_id = desk.do(template.save_own_template, flour, "  Grain, yearly  ")
    preview = desk.ask(template_preview, f"own:{template_id}")
    assert preview is not None
    assert (preview.line.name, preview.line.context, preview.line.id) == ("Grain, yearly", "everyday ask", template_id)
    term = next(each for each in preview.terms if each.name == "Price per tonne")
    assert (term.money, term.more_is_better) == (True, False)
    assert [(give.title, give.limit) for give in preview.gives if give.give_first] == [("Forecast", "two months")]
    gets = [wanted.title for wanted in preview.gets]
    assert "Delivery every second week" in gets and "Something that came up" not in gets
    assert "What would make this year easy for you?" in preview.questions
    assert any(each.then_text == "I offer to pay early" for each in preview.if_thens)
    kinds = {item.kind for phase in preview.phases for item in phase.items}
    assert kinds == {ItemKind.PLAIN, ItemKind.RAPPORT, ItemKind.CLOSING}
    content = desk.ask(lambda c: c.execute("SELECT content FROM template").fetchone())
    assert content is not None and "640" not in content[0] and "685" not in content[0]


def test_what_a_template_brought_can_be_kept_and_begun_with_again(desk: Desk, flour: int) -> None:
    kept = f"own:{desk.do(template.save_own_template, flour, 'Grain')}"
    again = desk.do(template.begin_negotiation, kept, "Rye flour", currency="DKK")
    twice = f"own:{desk.do(template.save_own_template, again, 'Grain')}"
    first, second = desk.ask(template_preview, kept), desk.ask(template_preview, twice)
    assert first is not None and second is not None
    assert (first.phases, first.terms) == (second.phases, second.terms)
    assert (first.gives, first.gets) == (second.gives, second.gets)
    assert (first.questions, first.if_thens) == (second.questions, second.if_thens)


def test_renaming_binning_and_giving_back(desk: Desk, flour: int) -> None:
    template_id = desk.do(template.save_own_template, flour, "Grain")
    desk.do(template.rename_own_template, template_id, "Grain and flour")
    assert [line.name for line in desk.ask(templates_sheet).own] == ["Grain and flour"]
    desk.do(template.bin_own_template, template_id)
    assert desk.ask(templates_sheet).own == ()
    assert desk.ask(template_preview, f"own:{template_id}") is None
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(template.template_of, f"own:{template_id}")
    desk.do(template.restore_own_template, template_id)
    assert [line.id for line in desk.ask(templates_sheet).own] == [template_id]


def test_a_name_is_needed(desk: Desk, flour: int) -> None:
    for refused in ("", "  ", "x" * 201):
        with pytest.raises(Refusal) as said:
            desk.do(template.save_own_template, flour, refused)
        assert said.value.field == "name"
    assert desk.ask(templates_sheet).own == ()


@pytest.mark.parametrize("key", ["", "builtin:", "builtin:../sale", "own:", "own:x", "own:99", "own:-1", "other:1"])
def test_a_key_that_names_nothing_is_refused(desk: Desk, key: str) -> None:
    assert desk.ask(template_preview, key) is None
    with pytest.raises(Refusal):
        desk.do(template.begin_negotiation, key, "Oat flour")
