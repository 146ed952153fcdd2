"""Templates of one's own, and beginning a negotiation with any template. Each function is one gesture.

A template is named by a key: ``builtin:supplier-purchase`` for one that ships, ``own:12`` for one of the user's.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from negdesk.commands.negotiation import new_negotiation_from_template
from negdesk.commands.rows import get, make, revise
from negdesk.domain.ledger import Priority
from negdesk.domain.meeting import ItemKind, Phase
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.template import (
    Template,
    TemplateContent,
    TemplateGet,
    TemplateGive,
    TemplateIfThen,
    TemplateItem,
    TemplateTerm,
    content_text,
    read_content,
)
from negdesk.domain.wording import t
from negdesk.storage.builtin_templates import builtin_template, translated
from negdesk.storage.clock import now_utc
from negdesk.storage.tables import (
    ChecklistItemRow,
    IfThenRow,
    LedgerItemRow,
    MeetingRow,
    NegotiationRow,
    QuestionRow,
    TemplateRow,
    TermRow,
)

_OWN_ITEMS = (ItemKind.PLAIN.value, ItemKind.RAPPORT.value, ItemKind.CLOSING.value)
"""The checklist items that a template carries; the others come from the plan each time."""


def template_of(session: Session, key: str) -> Template:
    """The template of a key, a built-in one in the user's language; refuses where there is none, or only in the bin."""
    kind, _, name = key.partition(":")
    if kind == "builtin":
        builtin = builtin_template(name)
        if builtin is not None:
            return translated(builtin)
    elif kind == "own" and name.isascii() and name.isdigit():
        row = session.get(TemplateRow, int(name))
        if row is not None and row.binned_at is None:
            return Template(name=row.name, context=row.context, content=read_content(row.content))
    raise Refusal(t("This template is no longer there. Choose another one."))


def begin_negotiation(
    session: Session,
    key: str,
    title: str,
    counterpart_ids: Sequence[int] = (),
    currency: str | None = None,
    new_counterparts: Sequence[str] = (),
) -> int:
    """Begin a negotiation with all that the template of `key` brings; returns its number."""
    template = template_of(session, key)
    return new_negotiation_from_template(session, template, title, counterpart_ids, currency, new_counterparts)


def save_own_template(session: Session, negotiation_id: int, name: str) -> int:
    """Keep a negotiation's plan as a template of one's own; returns its number.

    It carries what the next plan of this kind can begin with: the checklists of its meetings, terms, planned gives
    and gets, questions and if-thens. Amounts, answers, names and whatever came up in a meeting stay behind.
    """
    negotiation = get(session, NegotiationRow, negotiation_id)
    template = Template(name=name, context=negotiation.context, content=_plan_of(session, negotiation_id))
    row = make(session, TemplateRow, template, content=content_text(template.content), created_at=now_utc())
    return row.row_id


def rename_own_template(session: Session, template_id: int, name: str) -> None:
    """Give a template of one's own another name."""
    revise(get(session, TemplateRow, template_id), Template, {"name": name})


def bin_own_template(session: Session, template_id: int) -> None:
    """Put a template of one's own into the bin; negotiations that began with it stay as they are."""
    get(session, TemplateRow, template_id).binned_at = now_utc()


def restore_own_template(session: Session, template_id: int) -> None:
    """Take a template of one's own out of the bin."""
    get(session, TemplateRow, template_id).binned_at = None


def _plan_of(session: Session, negotiation_id: int) -> TemplateContent:
    items = session.exec(
        select(LedgerItemRow)
        .where(LedgerItemRow.negotiation_id == negotiation_id, col(LedgerItemRow.planned))
        .order_by(col(LedgerItemRow.position), col(LedgerItemRow.id))
    ).all()
    return TemplateContent(
        checklist=_checklist_of(session, negotiation_id),
        terms=_terms_of(session, negotiation_id),
        gives=tuple(
            TemplateGive(
                title=item.title,
                cost=item.cost,
                value=item.value,
                give_first=item.give_first,
                limit_text=item.limit_text,
                condition_text=item.condition_text,
            )
            for item in items
            if item.side == Side.US.value
        ),
        gets=tuple(
            TemplateGet(title=item.title, value=item.value, priority=Priority(item.priority))
            for item in items
            if item.side == Side.THEM.value
        ),
        questions=tuple(
            session.exec(
                select(QuestionRow.text)
                .where(QuestionRow.negotiation_id == negotiation_id)
                .order_by(col(QuestionRow.position), col(QuestionRow.id))
            )
        ),
        if_thens=tuple(
            TemplateIfThen(if_text=row.if_text, then_text=row.then_text)
            for row in session.exec(
                select(IfThenRow)
                .where(IfThenRow.negotiation_id == negotiation_id)
                .order_by(col(IfThenRow.position), col(IfThenRow.id))
            )
        ),
    )


def _terms_of(session: Session, negotiation_id: int) -> tuple[TemplateTerm, ...]:
    rows = session.exec(
        select(TermRow).where(TermRow.negotiation_id == negotiation_id).order_by(col(TermRow.position), col(TermRow.id))
    )
    return tuple(
        TemplateTerm(
            name=row.name,
            unit=row.unit,
            money=bool(row.currency),
            more_is_better=row.more_is_better,
            weight=row.weight,
        )
        for row in rows
    )


def _checklist_of(session: Session, negotiation_id: int) -> tuple[TemplateItem, ...]:
    """What stood on the checklists of its meetings without coming from the plan; what was said twice counts once."""
    rows = session.exec(
        select(ChecklistItemRow)
        .join(MeetingRow, col(MeetingRow.id) == ChecklistItemRow.meeting_id)
        .where(MeetingRow.negotiation_id == negotiation_id, col(ChecklistItemRow.kind).in_(_OWN_ITEMS))
        .order_by(col(ChecklistItemRow.meeting_id), col(ChecklistItemRow.position), col(ChecklistItemRow.id))
    )
    items: dict[tuple[str, str], TemplateItem] = {}
    for row in rows:
        item = TemplateItem(phase=Phase(row.phase), text=row.text, kind=ItemKind(row.kind), note=row.note)
        items.setdefault((row.phase, row.text.casefold()), item)
    return tuple(items.values())
