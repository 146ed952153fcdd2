"""The meetings of a negotiation that were held, each with who was there."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.meeting import lasted
from negdesk.domain.privacy import Open
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A meeting that has ended; `number` counts from the first of the negotiation, `minutes` leaves pauses out."""

    id: Open[int]
    number: Open[int]
    day: date | None
    minutes: int | None
    names: Open[tuple[str, ...]]


def meetings_held(connection: Connection, negotiation_id: int) -> tuple[HeldLine, ...]:
    """The meetings of a negotiation that have ended, the newest first. Two statements, whatever their number."""
    names: dict[int, list[str]] = {}
    for meeting_id, name in connection.execute(
        "SELECT a.meeting_id, c.name FROM meeting m JOIN attendee a ON a.meeting_id = m.id"
        " JOIN counterpart c ON c.id = a.counterpart_id WHERE m.negotiation_id = ? ORDER BY a.id",
        (negotiation_id,),
    ):
        names.setdefault(meeting_id, []).append(name)
    held = []
    for number, (meeting_id, started, ended, paused) in enumerate(
        connection.execute(
            "SELECT id, started_at, ended_at, paused_seconds FROM meeting"
            " WHERE negotiation_id = ? AND ended_at IS NOT NULL ORDER BY started_at, id",
            (negotiation_id,),
        ),
        start=1,
    ):
        began = local_moment(started)
        minutes = round(lasted(began, local_moment(ended), paused) / 60)
        held.append(HeldLine(meeting_id, number, began.date(), minutes, tuple(names.get(meeting_id, ()))))
    return tuple(reversed(held))


def meeting_of_capture(connection: Connection, capture_id: int) -> int:
    """The meeting in which something was captured; 0 where it is no longer there."""
    found = connection.execute("SELECT meeting_id FROM capture WHERE id = ?", (capture_id,)).fetchone()
    return int(found[0]) if found else 0
