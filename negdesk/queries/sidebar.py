"""What the sidebar shows: how much there is of each noun, and which negotiations are open now."""

from dataclasses import dataclass
from datetime import date, timedelta

from negdesk.domain.privacy import Open
from negdesk.queries.promises_standing import NOT_BINNED, PROMISES
from negdesk.queries.told_apart import titles_told_apart
from negdesk.storage.database import Connection

OPEN_NOW = 6


@dataclass(frozen=True, slots=True)
class OpenNegotiation:
    """A negotiation that is going on; `title` tells it from the others that are shown."""

    id: Open[int]
    title: Open[str]


@dataclass(frozen=True, slots=True)
class SidebarSheet:
    """Counts per page, the negotiations going on, and whether this is the sample library."""

    today: Open[int]
    negotiations: Open[int]
    counterparts: Open[int]
    promises: Open[int]
    open_now: Open[tuple[OpenNegotiation, ...]]
    sample: Open[bool]


_COUNTS = f"""
SELECT
  (SELECT count(*) FROM meeting m JOIN negotiation n ON n.id = m.negotiation_id
    WHERE n.binned_at IS NULL AND m.ended_at IS NULL
    AND (m.started_at IS NOT NULL OR m.starts_at >= ?1 AND m.starts_at < ?3 AND n.stage <> 'no_deal'))
  + (SELECT count(*) FROM {PROMISES} WHERE p.state = 'open' AND p.due_on <= ?2 AND {NOT_BINNED}),
  (SELECT count(*) FROM negotiation WHERE binned_at IS NULL),
  (SELECT count(*) FROM counterpart WHERE binned_at IS NULL),
  (SELECT count(*) FROM {PROMISES} WHERE p.state = 'open' AND {NOT_BINNED}),
  EXISTS (SELECT 1 FROM setting WHERE key = 'sample' AND value = '1')
"""


def sidebar_sheet(connection: Connection, today: date) -> SidebarSheet:
    """The sidebar as of `today`; the negotiations that were moved on last stand first."""
    tomorrow = (today + timedelta(days=1)).isoformat()
    week = (today + timedelta(days=7)).isoformat()
    row = connection.execute(_COUNTS, (today.isoformat(), week, tomorrow)).fetchone()
    assert row is not None
    found = connection.execute(
        "SELECT id, title FROM negotiation WHERE binned_at IS NULL AND stage IN"
        " ('planning', 'meeting', 'agreed_in_principle')"
        " ORDER BY stage = 'meeting' DESC, stage_changed_at DESC, id DESC"
        " LIMIT ?",
        (OPEN_NOW,),
    ).fetchall()
    ids = [number for number, _title in found]
    titles = titles_told_apart(connection, ids, [title for _number, title in found])
    return SidebarSheet(
        today=row[0],
        negotiations=row[1],
        counterparts=row[2],
        promises=row[3],
        open_now=tuple(map(OpenNegotiation, ids, titles)),
        sample=bool(row[4]),
    )
