"""What a log entry or a counterpart said before an edit, or before it became one with another."""

import json
from dataclasses import dataclass
from datetime import datetime

from negdesk.domain.privacy import Open
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection

MOST = 200
"""So many of the newest are shown."""


@dataclass(frozen=True, slots=True)
class PastLine:
    """What one field said until a moment, which is private as well: it tells when the log was written in."""

    id: Open[int]
    field: Open[str]
    text: str
    until: datetime | None


def past_of(connection: Connection, table: str, row_id: int) -> tuple[PastLine, ...]:
    """What the fields of a counterpart (``counterpart``) or an entry (``log_entry``) said before, the newest first."""
    uid = connection.execute(
        "SELECT uid FROM counterpart WHERE ?1 = 'counterpart' AND id = ?2"
        " UNION ALL SELECT uid FROM log_entry WHERE ?1 = 'log_entry' AND id = ?2",
        (table, row_id),
    ).fetchone()
    found = connection.execute(
        "SELECT id, field, value, merged_at FROM merge_past WHERE table_name = ? AND row_uid = ? AND field <> ''"
        " ORDER BY merged_at DESC, id DESC LIMIT ?",
        (table, uid[0] if uid is not None else "", MOST),
    ).fetchall()
    lines = []
    for number, field, value, until in found:
        said = json.loads(value)
        if field != "binned_at" and not field.endswith("_id"):
            lines.append(PastLine(number, field, "" if said is None else str(said), local_moment(until)))
    return tuple(lines)
