"""The checklist of a meeting: composed of template and plan, and kept in step with the plan until it starts."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from negdesk.commands.rows import get, make, read
from negdesk.domain.checklist import DraftItem, compose_checklist
from negdesk.domain.ledger import LedgerItem
from negdesk.domain.meeting import ChecklistItem, ItemKind, Phase
from negdesk.domain.plan import Question
from negdesk.domain.template import Template, TemplateItem
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import ChecklistItemRow, LedgerItemRow, MeetingRow, QuestionRow

_OF_ITS_OWN = (ItemKind.PLAIN.value, ItemKind.RAPPORT.value, ItemKind.CLOSING.value)
"""The kinds of items that don't come from the plan."""


def fill_checklist(session: Session, meeting_id: int, template: Template | None = None) -> None:
    """Write a new meeting's checklist out of its plan and the template.

    Without a template it takes over the openers, the closing items and whatever was not ticked from the meeting before.
    After a first meeting, what is accepted or answered already is left out.
    """
    meeting = get(session, MeetingRow, meeting_id)
    before = _last_before(session, meeting)
    if template is not None:
        own: Sequence[TemplateItem] = template.content.checklist
    else:
        own = _carried_over(session, before) if before else ()
    drafts = compose_checklist(own, *_plan(session, meeting.negotiation_id), unsettled_only=before is not None)
    for position, draft in enumerate(drafts):
        _make_item(session, meeting_id, draft, position)


def sync_checklist(
    session: Session,
    negotiation_id: int,
    *,
    without_item: int | None = None,
    without_question: int | None = None,
) -> None:
    """Bring the checklists of meetings that have not started in step with the plan's gives, gets and questions.

    New ones come in where the rule has them; changed ones are reworded; those that left the plan go, and so do
    `without_item` and `without_question`, which are about to. What was ticked, added or moved by hand stays.
    """
    session.flush()
    ahead = raw_connection(session).execute(
        "SELECT 1 FROM meeting WHERE negotiation_id = ? AND started_at IS NULL LIMIT 1", (negotiation_id,)
    )
    if ahead.fetchone() is None:  # as in the middle of a meeting, where nobody has time to wait for row objects
        return
    meetings = session.exec(
        select(MeetingRow)
        .where(MeetingRow.negotiation_id == negotiation_id, col(MeetingRow.started_at).is_(None))
        .order_by(col(MeetingRow.id))
    ).all()
    ledger, questions = _plan(session, negotiation_id)
    ledger = {key: item for key, item in ledger.items() if key != without_item}
    questions = {key: each for key, each in questions.items() if key != without_question}
    for meeting in meetings:
        rows = list(_items(session, meeting.row_id))
        own = [_as_template(row) for row in rows if row.kind in _OF_ITS_OWN]
        later = _last_before(session, meeting) is not None
        drafts = compose_checklist(own, ledger, questions, unsettled_only=later)
        _bring_in_step(session, meeting.row_id, rows, drafts)


def _bring_in_step(
    session: Session, meeting_id: int, rows: list[ChecklistItemRow], drafts: Sequence[DraftItem]
) -> None:
    wanted = {_link(draft) for draft in drafts}
    for gone in [row for row in rows if _leaves(row, wanted)]:
        rows.remove(gone)
        session.delete(gone)
    held = {_link(row): row for row in rows}
    before: ChecklistItemRow | None = None
    for draft in drafts:
        row = held.get(_link(draft))
        if row is None and _linked(draft):
            row = _make_item(session, meeting_id, draft, len(rows))
            _place(rows, row, before)
        elif row is not None and _linked(draft) and not row.ticked_at:
            row.text = draft.text
            if (row.phase, row.kind) != (draft.phase.value, draft.kind.value):
                row.phase, row.kind = draft.phase.value, draft.kind.value
                rows.remove(row)
                _place(rows, row, before)
        before = row or before
    for position, each in enumerate(rows):
        each.position = position


def _place(rows: list[ChecklistItemRow], row: ChecklistItemRow, before: ChecklistItemRow | None) -> None:
    """Put `row` after `before` and everything of an earlier phase, so that phases never mix."""
    phases = [phase.value for phase in Phase]
    phase = phases.index(row.phase)
    index = rows.index(before) + 1 if before is not None and before in rows else 0
    while index < len(rows) and phases.index(rows[index].phase) < phase:
        index += 1
    while index > 0 and phases.index(rows[index - 1].phase) > phase:
        index -= 1
    rows.insert(index, row)


def _leaves(row: ChecklistItemRow, wanted: Iterable[tuple[object, ...]]) -> bool:
    """Whether an item that came from the plan has nothing there any more, and was not ticked."""
    linked = row.ledger_item_id is not None or row.question_id is not None
    return linked and not row.ticked_at and _link(row) not in wanted


def _link(item: ChecklistItemRow | DraftItem) -> tuple[object, ...]:
    """What tells two items of one checklist apart: where they come from, else where they stand and what they say."""
    if item.ledger_item_id is not None:
        return ("item", item.ledger_item_id)
    if item.question_id is not None:
        return ("question", item.question_id)
    return (str(item.phase), item.text)


def _linked(draft: DraftItem) -> bool:
    return draft.ledger_item_id is not None or draft.question_id is not None


def _make_item(session: Session, meeting_id: int, draft: DraftItem, position: int) -> ChecklistItemRow:
    item = ChecklistItem(phase=draft.phase, text=draft.text, kind=draft.kind, note=draft.note)
    return make(
        session,
        ChecklistItemRow,
        item,
        meeting_id=meeting_id,
        ledger_item_id=draft.ledger_item_id,
        question_id=draft.question_id,
        position=position,
    )


def _plan(session: Session, negotiation_id: int) -> tuple[dict[int, LedgerItem], dict[int, Question]]:
    items = session.exec(
        select(LedgerItemRow)
        .where(LedgerItemRow.negotiation_id == negotiation_id)
        .order_by(col(LedgerItemRow.position), col(LedgerItemRow.id))
    )
    questions = session.exec(
        select(QuestionRow)
        .where(QuestionRow.negotiation_id == negotiation_id)
        .order_by(col(QuestionRow.position), col(QuestionRow.id))
    )
    return (
        {row.row_id: read(row, LedgerItem) for row in items},
        {row.row_id: read(row, Question) for row in questions},
    )


def _items(session: Session, meeting_id: int) -> Sequence[ChecklistItemRow]:
    return session.exec(
        select(ChecklistItemRow)
        .where(ChecklistItemRow.meeting_id == meeting_id)
        .order_by(col(ChecklistItemRow.position), col(ChecklistItemRow.id))
    ).all()


def _last_before(session: Session, meeting: MeetingRow) -> MeetingRow | None:
    """The negotiation's last meeting that has been started already."""
    return session.exec(
        select(MeetingRow)
        .where(
            MeetingRow.negotiation_id == meeting.negotiation_id,
            MeetingRow.id != meeting.id,
            col(MeetingRow.started_at).is_not(None),
        )
        .order_by(col(MeetingRow.started_at).desc(), col(MeetingRow.id).desc())
    ).first()


def _carried_over(session: Session, meeting: MeetingRow) -> list[TemplateItem]:
    kept = (ItemKind.RAPPORT.value, ItemKind.CLOSING.value)
    return [
        _as_template(row)
        for row in _items(session, meeting.row_id)
        if row.kind in kept or (row.kind == ItemKind.PLAIN.value and not row.ticked_at)
    ]


def _as_template(row: ChecklistItemRow) -> TemplateItem:
    return TemplateItem(phase=Phase(row.phase), text=row.text, kind=ItemKind(row.kind), note=row.note)
