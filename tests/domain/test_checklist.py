"""The checklist goes as a good meeting goes."""

from hypothesis import given
from hypothesis import strategies as st

from negdesk.domain.checklist import DraftItem, compose_checklist
from negdesk.domain.ledger import LedgerItem, LedgerState, Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Question
from negdesk.domain.template import TemplateItem

TEMPLATE = (
    TemplateItem(Phase.OPEN, "Agree how long we have and what we want to leave with"),
    TemplateItem(Phase.OPEN, "Ask how their season is going", ItemKind.RAPPORT),
    TemplateItem(Phase.EXPLORE, "Who else has to say yes"),
    TemplateItem(Phase.CLOSE, "Name the next step and its day", ItemKind.CLOSING),
)
LEDGER = {
    1: LedgerItem(Side.US, "Two-month volume forecast", give_first=True),
    2: LedgerItem(Side.US, "Pay within 14 days"),
    3: LedgerItem(Side.THEM, "Quality certificate per lot", priority=Priority.WISH),
    4: LedgerItem(Side.THEM, "Price no higher than walk-away", priority=Priority.MUST),
    5: LedgerItem(Side.THEM, "A car", state=LedgerState.DECLINED),
}
QUESTIONS = {7: Question("Who else has to say yes?"), 8: Question("What would make this year easy?", answer="Trucks")}


def lines(items: tuple[DraftItem, ...]) -> list[tuple[str, str, str]]:
    return [(item.phase.value, item.kind.value, item.text) for item in items]


def test_the_checklist_of_a_plan_and_a_template() -> None:
    items = compose_checklist(TEMPLATE, LEDGER, QUESTIONS)
    assert lines(items) == [
        ("open", "rapport", "Ask how their season is going"),
        ("open", "plain", "Agree how long we have and what we want to leave with"),
        ("open", "give_first", "Give first: Two-month volume forecast"),
        ("explore", "question", "Who else has to say yes?"),
        ("explore", "question", "What would make this year easy?"),
        ("exchange", "get", "Price no higher than walk-away"),
        ("exchange", "get", "Quality certificate per lot"),
        ("exchange", "give", "Pay within 14 days"),
        ("close", "closing", "Name the next step and its day"),
    ]
    assert [item.must for item in items if item.kind is ItemKind.GET] == [True, False]


def test_without_a_plan_it_still_opens_and_closes() -> None:
    assert lines(compose_checklist((), {}, {})) == [
        ("open", "rapport", "Ask how they are, and listen to the answer"),
        ("close", "closing", "Say back what each side gives and gets"),
        ("close", "closing", "They want this, and can sign it"),
        ("close", "closing", "Name the next step and its day"),
    ]


def test_the_first_meeting_has_what_was_accepted_before_it_too() -> None:
    ledger = {4: LedgerItem(Side.THEM, "Price", state=LedgerState.ACCEPTED)}
    assert 4 in {item.ledger_item_id for item in compose_checklist(TEMPLATE, ledger, {})}


def test_a_template_says_what_to_give_first_only_where_the_plan_does_not() -> None:
    template = (*TEMPLATE, TemplateItem(Phase.OPEN, "Offer to show the figures", ItemKind.GIVE_FIRST))
    assert ("open", "give_first", "Offer to show the figures") in lines(compose_checklist(template, {}, {}))
    assert [item.text for item in compose_checklist(template, LEDGER, {}) if item.kind is ItemKind.GIVE_FIRST] == [
        "Give first: Two-month volume forecast"
    ]


def test_of_two_items_that_say_the_same_the_one_from_the_plan_stays_and_of_the_plan_none_goes() -> None:
    template = (TemplateItem(Phase.EXCHANGE, "pay  within 14 days."), TemplateItem(Phase.EXCHANGE, "Ask about storage"))
    ledger = {2: LedgerItem(Side.US, "Pay within 14 days"), 3: LedgerItem(Side.THEM, "Pay within 14 days")}
    exchange = [item for item in compose_checklist(template, ledger, {}) if item.phase is Phase.EXCHANGE]
    assert {(item.ledger_item_id, item.text) for item in exchange} == {
        (None, "Ask about storage"), (2, "Pay within 14 days"), (3, "Pay within 14 days"),
    }  # fmt: skip


def test_a_second_meeting_leaves_out_what_is_settled() -> None:
    ledger = LEDGER | {4: LedgerItem(Side.THEM, "Price", state=LedgerState.ACCEPTED)}
    items = compose_checklist(TEMPLATE, ledger, QUESTIONS, unsettled_only=True)
    assert {item.ledger_item_id for item in items} == {None, 1, 2, 3}
    assert {item.question_id for item in items} == {None, 7}


words = st.sampled_from(["a", "A.", "b", "c", "d  e", "D e"])
templates = st.lists(
    st.builds(
        TemplateItem,
        st.sampled_from(Phase),
        words,
        st.sampled_from([ItemKind.PLAIN, ItemKind.RAPPORT, ItemKind.CLOSING, ItemKind.GIVE_FIRST]),
    ),
    max_size=8,
)
ledgers = st.lists(
    st.builds(
        lambda side, title, first, priority: LedgerItem(
            side, title, give_first=first and side is Side.US, priority=priority
        ),
        st.sampled_from(Side),
        words,
        st.booleans(),
        st.sampled_from(Priority),
    ),
    max_size=6,
).map(lambda items: dict(enumerate(items)))
asked = st.lists(st.builds(Question, words), max_size=4).map(lambda each: dict(enumerate(each)))


@given(templates, ledgers, asked)
def test_what_every_checklist_keeps_to(
    template: list[TemplateItem], ledger: dict[int, LedgerItem], questions: dict[int, Question]
) -> None:
    items = compose_checklist(template, ledger, questions)
    phases = [list(Phase).index(item.phase) for item in items]
    assert phases == sorted(phases)
    assert items[0].kind is ItemKind.RAPPORT
    kinds = [item.kind for item in items]
    closing = [at for at, kind in enumerate(kinds) if kind is ItemKind.CLOSING]
    assert closing == list(range(len(items) - len(closing), len(items)))
    assert closing
    first = [at for at, kind in enumerate(kinds) if kind is ItemKind.GIVE_FIRST]
    asks = [at for at, kind in enumerate(kinds) if kind is ItemKind.GET]
    assert not first or not asks or max(first) < min(asks)
    musts = [item.must for item in items if item.kind is ItemKind.GET]
    assert musts == sorted(musts, reverse=True)
    said = [(item.phase, item.kind, item.text.casefold().rstrip(".")) for item in items]
    assert len(said) == len(set(said))
