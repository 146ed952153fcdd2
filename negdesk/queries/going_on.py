"""The meeting that is running now. A module of its own, because every start asks for it before the first paint."""

from datetime import datetime, timedelta

from negdesk.storage.clock import utc_text
from negdesk.storage.database import Connection

LONGEST = timedelta(days=1)
"""A meeting that began longer ago and was never ended is one that was forgotten, not one that goes on."""


def meeting_going_on(connection: Connection, now: datetime) -> int:
    """The negotiation whose meeting is running; of several the one that began last, 0 where there is none."""
    found = connection.execute(
        "SELECT m.negotiation_id FROM meeting m JOIN negotiation n ON n.id = m.negotiation_id"
        " WHERE m.started_at >= ? AND m.ended_at IS NULL AND n.binned_at IS NULL ORDER BY m.started_at DESC LIMIT 1",
        (utc_text(now - LONGEST),),
    ).fetchone()
    return int(found[0]) if found else 0


def negotiation_of_running(connection: Connection, meeting_id: int) -> int:
    """The negotiation whose meeting of this number is running; 0 where it is not."""
    found = connection.execute(
        "SELECT m.negotiation_id FROM meeting m JOIN negotiation n ON n.id = m.negotiation_id"
        " WHERE m.id = ? AND m.started_at IS NOT NULL AND m.ended_at IS NULL AND n.binned_at IS NULL",
        (meeting_id,),
    ).fetchone()
    return int(found[0]) if found else 0
