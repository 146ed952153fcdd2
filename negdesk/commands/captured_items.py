"""The gives and gets that are captured: found in the ledger or new there, reworded, and taken off the table again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from negdesk.commands.ledger import edit_item, put_on_the_table, remove_item, set_state
from negdesk.commands.rows import columns, update
from negdesk.domain.day_in_words import DayRead, find_due
from negdesk.domain.ledger import LedgerState, on_the_table
from negdesk.domain.meeting import Capture
from negdesk.domain.negotiation import Side
from negdesk.storage.clock import local_moment, now_utc
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import CaptureRow, ChecklistItemRow, LedgerItemRow


def link_item(session: Session, negotiation_id: int, side: Side, value: Capture) -> int:
    """Put what is captured on the table, the one of the ledger that has its words (also but for its day) or a new one;
    returns its number."""
    match = known_item(session, negotiation_id, side, value.text)
    due = _due(value.text, value)
    if match is None and due is not None:
        match = known_item(session, negotiation_id, side, due.without(value.text))
        if match is not None and columns(session, LedgerItemRow, match[0])["due_on"] is None:
            edit_item(session, match[0], due_on=due.day)
    if match is None:
        title = " ".join(value.text.split())
        return put_on_the_table(session, negotiation_id, side, title, due.day if due is not None else None)
    item_id, state = match
    if state in (LedgerState.PLANNED.value, LedgerState.DECLINED.value):
        set_state(session, item_id, on_the_table(side))
    return item_id


def known_item(session: Session, negotiation_id: int, side: Side, text: str) -> tuple[int, str] | None:
    """The give or the get of the ledger that has these words, and its state."""
    known = raw_connection(session).execute(
        "SELECT id, title, state FROM ledger_item WHERE negotiation_id = ? AND side = ?", (negotiation_id, side.value)
    )
    return next(((item_id, state) for item_id, title, state in known.fetchall() if same_words(title, text)), None)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their case, spaces and full stop."""
    words = (" ".join(text.casefold().split()).rstrip(" .?!") for text in (one, other))
    return next(words) == next(words)


def reword_item(session: Session, item: Mapping[str, Any], before: str, value: Capture) -> None:
    """Have the give or the get of a capture say what that says now: its day, which stays where it was set by itself,
    and if it came up in the meeting its words."""
    was, now_due = (due.day.isoformat() if due else None for due in (_due(before, value), _due(value.text, value)))
    due_on = now_due if item["due_on"] == was else item["due_on"]
    title = item["title"] if item["planned"] else value.text
    if (title, due_on) != (item["title"], item["due_on"]):
        edit_item(session, item["id"], title=title, due_on=date.fromisoformat(due_on) if due_on else None)


def _due(text: str, captured: Capture) -> DayRead | None:
    """The day that these words say, seen from when it was captured."""
    return find_due(text, captured.captured_at.astimezone().date())


def take_off_item(session: Session, row: Mapping[str, Any]) -> None:
    """The give or the get of this capture is as it was before it, unless another capture is about it too."""
    item_id = row["ledger_item_id"]
    update(session, CaptureRow, row["id"], ledger_item_id=None)
    others = raw_connection(session).execute("SELECT 1 FROM capture WHERE ledger_item_id = ?", (item_id,))
    if others.fetchone() is not None:
        return
    item = columns(session, LedgerItemRow, item_id)
    if not item["planned"]:
        remove_item(session, item_id)
    elif since(row, item["state_at"]):
        set_state(session, item_id, LedgerState.PLANNED)
        follow_ticks(session, item_id, ticked=False)
        due = find_due(row["text"], local_moment(row["captured_at"]).date())
        if due is not None and due.day.isoformat() == item["due_on"]:
            edit_item(session, item_id, due_on=None)  # it had none before


def since(row: Mapping[str, Any], moment: str | None) -> bool:
    """Whether something was said with the capture that has these columns or after it, and not before it by itself."""
    return moment is not None and moment >= row["captured_at"]


def follow_ticks(session: Session, item_id: int, ticked: bool) -> None:
    """Have the checklist say the same as the ledger."""
    others = raw_connection(session).execute(
        "SELECT id FROM checklist_item WHERE ledger_item_id = ? AND (ticked_at IS NOT NULL) <> ?", (item_id, ticked)
    )
    for (item,) in others.fetchall():
        update(session, ChecklistItemRow, item, ticked_at=now_utc() if ticked else None)
