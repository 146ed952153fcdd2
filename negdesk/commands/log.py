"""The private log about a counterpart. Each function is one gesture."""

from datetime import date
from typing import TypedDict, Unpack

from sqlmodel import Session

from negdesk.commands.rows import get, make, revise
from negdesk.domain.counterpart import EntryKind, LogEntry
from negdesk.storage.clock import now_utc, today
from negdesk.storage.tables import CounterpartRow, LogEntryRow, NegotiationRow


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
) -> int:
    """Write an entry about a counterpart, of today unless a day is given; returns its number."""
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
    return row.row_id


def edit_entry(session: Session, entry_id: int, **changes: Unpack[EntryChanges]) -> None:
    """Change what is passed of an entry."""
    revise(get(session, LogEntryRow, entry_id), LogEntry, changes)


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
