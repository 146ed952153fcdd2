"""The private log about a counterpart. Each function is one gesture."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session

from negdesk.commands.draft import keep_draft
from negdesk.commands.entry_links import link_entry
from negdesk.commands.rows import get, make, revise
from negdesk.commands.setting_aside import keep_past
from negdesk.domain.counterpart import EntryKind, LogEntry, log_place
from negdesk.storage.clock import local_moment, now, now_utc, today
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import CounterpartRow, LogEntryRow, NegotiationRow

BURST_SECONDS = 4
"""Words that change again within so many seconds are still being typed, as for undo (`negdesk.desk`)."""


class EntryChanges(TypedDict, total=False):
    """What may change in an entry; what is not passed stays."""

    kind: EntryKind
    happened_on: date
    text: str
    rapport: int | None
    value: int


def write_entry(
    session: Session,
    counterpart_id: int,
    text: str,
    kind: EntryKind = EntryKind.NOTE,
    *,
    happened_on: date | None = None,
    rapport: int | None = None,
    value: int = 0,
    negotiation_id: int | None = None,
    meeting_id: int | None = None,
    mentioned: Sequence[int] = (),
) -> int:
    """Write an entry about a counterpart, of today unless a day is given; returns its number.

    ``#word`` in the text tags it, ``@name`` links the counterpart of that name; of several those in `mentioned`.
    """
    get(session, CounterpartRow, counterpart_id)
    entry = LogEntry(kind=kind, happened_on=happened_on or today(), text=text, rapport=rapport, value=value)
    row = make(
        session,
        LogEntryRow,
        entry,
        counterpart_id=counterpart_id,
        negotiation_id=negotiation_id,
        meeting_id=meeting_id,
        written_at=now_utc(),
    )
    link_entry(session, row.row_id, entry.text, mentioned)
    keep_draft(session, log_place(counterpart_id), "")  # it was the draft, until now
    return row.row_id


def edit_entry(session: Session, entry_id: int, **changes: Unpack[EntryChanges]) -> None:
    """Change what is passed of an entry. What it said before is kept; a burst of typing is one change of its words."""
    row = get(session, LogEntryRow, entry_id)
    before = row.text
    entry = revise(row, LogEntry, changes)
    if entry.text == before:
        return
    if not _in_a_burst(session, row):
        keep_past(session, "log_entry", row.uid, "text", before)
    session.flush()
    link_entry(session, entry_id, entry.text)


def _in_a_burst(session: Session, row: LogEntryRow) -> bool:
    """Whether its words changed only a moment ago, so that what is changed now was never let be."""
    changed = (
        raw_connection(session)
        .execute("SELECT changed_at FROM field_change WHERE uid = ?", (f"log_entry:{row.uid}:text",))
        .fetchone()
    )
    return changed is not None and 0 <= (now() - local_moment(changed[0])).total_seconds() <= BURST_SECONDS


def set_negotiation(session: Session, entry_id: int, negotiation_id: int | None) -> None:
    """Say which negotiation an entry is about, or that it is none."""
    row = get(session, LogEntryRow, entry_id)
    if negotiation_id is not None:
        get(session, NegotiationRow, negotiation_id)
    row.negotiation_id = negotiation_id


def bin_entry(session: Session, entry_id: int) -> None:
    """Put an entry into the bin."""
    get(session, LogEntryRow, entry_id).binned_at = now_utc()


def restore_entry(session: Session, entry_id: int) -> None:
    """Take an entry out of the bin, as it was."""
    get(session, LogEntryRow, entry_id).binned_at = None
