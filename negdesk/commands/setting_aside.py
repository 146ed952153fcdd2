"""Keeps what a field said before: where an entry is edited, and where two counterparts become one."""

from sqlmodel import Session

from negdesk.commands.rows import kept_form
from negdesk.domain.library_content import Value, canonical
from negdesk.domain.merging import MergePast, past_uid
from negdesk.storage.clock import now
from negdesk.storage.sessions import raw_connection


def keep_past(session: Session, table: str, row_uid: str, field: str, value: Value) -> None:
    """Keep what a field said until now; the same value of the same field is kept once, as of the last time."""
    past = MergePast(table, row_uid, field, canonical(value), now())
    raw_connection(session).execute(
        "INSERT INTO merge_past (uid, table_name, row_uid, field, value, merged_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (uid) DO UPDATE SET merged_at = excluded.merged_at",
        (
            past_uid(table, row_uid, field, past.value),
            past.table_name,
            past.row_uid,
            past.field,
            past.value,
            kept_form(past.merged_at),
        ),
    )
