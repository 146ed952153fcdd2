"""The checklist of a meeting, composed of its plan and its template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from negdesk.domain.ledger import LedgerItem, LedgerState, Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Question
from negdesk.domain.template import TemplateItem
from negdesk.domain.text import LINE_LIMIT
from negdesk.domain.wording import t


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A checklist item to be: `must` marks what we must get, the numbers say where it comes from in the plan."""

    phase: Phase
    kind: ItemKind
    text: str
    note: str = ""
    ledger_item_id: int | None = None
    question_id: int | None = None
    must: bool = False


def compose_checklist(
    template: Sequence[TemplateItem],
    ledger: Mapping[int, LedgerItem],
    questions: Mapping[int, Question],
    unsettled_only: bool = False,
) -> tuple[DraftItem, ...]:
    """All items in the order in which a meeting goes; the mappings go by row number, in the order of the plan.

    Guarantees: the phases come in their order. A rapport opener is first. The give-first closes the opening, so it
    comes before every ask. Questions stand in Explore, gives and gets in Exchange with the must-gets leading the gets.
    Closing items are last. Nothing is said twice in one phase. Declined gives and gets are left out; with
    `unsettled_only`, as for a second meeting, what is accepted or answered already is left out too.
    """
    wanted = {key: item for key, item in ledger.items() if _belongs(item, unsettled_only)}
    asked = {key: each for key, each in questions.items() if not (unsettled_only and each.answer)}
    parts = (*_opening(template, wanted), *_exploring(template, asked), *_exchanging(template, wanted))
    return tuple(_without_doubles((*parts, *_closing(template))))


def _belongs(item: LedgerItem, unsettled_only: bool) -> bool:
    settled = item.state is LedgerState.ACCEPTED and unsettled_only
    return item.state is not LedgerState.DECLINED and not settled


def give_first_text(title: str) -> str:
    """How the give that comes first reads in the checklist; cut where it would not fit a line."""
    return t("Give first: {title}", title=title)[:LINE_LIMIT]


def _opening(template: Sequence[TemplateItem], ledger: Mapping[int, LedgerItem]) -> Iterator[DraftItem]:
    here = list(_in_phase(template, Phase.OPEN))
    rapport = [item for item in here if item.kind is ItemKind.RAPPORT]
    yield from rapport
    if not rapport:
        yield DraftItem(Phase.OPEN, ItemKind.RAPPORT, t("Ask how they are, and listen to the answer"))
    yield from (item for item in here if item.kind is not ItemKind.RAPPORT)
    first = [(key, item) for key, item in ledger.items() if item.give_first]
    for key, item in first:
        yield DraftItem(Phase.OPEN, ItemKind.GIVE_FIRST, give_first_text(item.title), ledger_item_id=key)
    if not first:
        yield from (DraftItem(Phase.OPEN, each.kind, each.text, each.note) for each in template if _gives_first(each))


def _exploring(template: Sequence[TemplateItem], questions: Mapping[int, Question]) -> Iterator[DraftItem]:
    yield from _in_phase(template, Phase.EXPLORE)
    for key, question in questions.items():
        yield DraftItem(Phase.EXPLORE, ItemKind.QUESTION, question.text, question_id=key)


def _exchanging(template: Sequence[TemplateItem], ledger: Mapping[int, LedgerItem]) -> Iterator[DraftItem]:
    yield from _in_phase(template, Phase.EXCHANGE)
    gives = [
        DraftItem(Phase.EXCHANGE, ItemKind.GIVE, item.title, ledger_item_id=key)
        for key, item in ledger.items()
        if item.side is Side.US and not item.give_first
    ]
    gets = [
        DraftItem(Phase.EXCHANGE, ItemKind.GET, item.title, ledger_item_id=key, must=item.priority is Priority.MUST)
        for key, item in ledger.items()
        if item.side is Side.THEM
    ]
    gets.sort(key=lambda item: not item.must)
    # Where nothing is marked as the first give, the gives lead, so that still nothing is asked before one is given.
    gave_first = any(item.give_first for item in ledger.values())
    yield from (*gets, *gives) if gave_first else (*gives, *gets)


def _closing(template: Sequence[TemplateItem]) -> Iterator[DraftItem]:
    yield from _in_phase(template, Phase.CLOSE)
    closing = [item for item in template if item.kind is ItemKind.CLOSING]
    for item in closing:
        yield DraftItem(Phase.CLOSE, ItemKind.CLOSING, item.text, item.note)
    if not closing:
        for text in (
            t("Say back what each side gives and gets"),
            t("They want this, and can sign it"),
            t("Name the next step and its day"),
        ):
            yield DraftItem(Phase.CLOSE, ItemKind.CLOSING, text)


def _in_phase(template: Sequence[TemplateItem], phase: Phase) -> Iterator[DraftItem]:
    """The template's items of a phase, without those that have a place of their own wherever they are written."""
    for item in template:
        if item.phase is phase and item.kind is not ItemKind.CLOSING and not _gives_first(item):
            yield DraftItem(item.phase, item.kind, item.text, item.note)


def _gives_first(item: TemplateItem) -> bool:
    return item.kind is ItemKind.GIVE_FIRST


def _without_doubles(items: Sequence[DraftItem]) -> Iterator[DraftItem]:
    """The items without those that say again what another of the phase says; one from the plan or to close is kept."""
    leading = {_words(item) for item in items if _leads(item)}
    seen: set[tuple[object, ...]] = set()
    for item in items:
        key = (*_words(item), item.kind) if _leads(item) else _words(item)
        if key not in seen and (_leads(item) or key not in leading):
            seen.add(key)
            yield item


def _words(item: DraftItem) -> tuple[Phase, str]:
    return item.phase, " ".join(item.text.casefold().split()).rstrip(".?!")


def _leads(item: DraftItem) -> bool:
    return item.ledger_item_id is not None or item.question_id is not None or item.kind is ItemKind.CLOSING
