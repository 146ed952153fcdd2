"""What is in the bin."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.privacy import Open
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection

MOST = 500


@dataclass(frozen=True, slots=True)
class BinLine:
    """Something that was thrown away: of which kind, its words, whose log it was in, and the day."""

    kind: Open[str]
    id: Open[int]
    text: str
    about: Open[str]
    binned_on: Open[date]


@dataclass(frozen=True, slots=True)
class BinSheet:
    """The bin, the newest first. Kinds: ``negotiation counterpart log_entry attached_file template``."""

    lines: Open[tuple[BinLine, ...]]


def bin_sheet(connection: Connection) -> BinSheet:
    """What the bin can give back."""
    return BinSheet(
        tuple(
            BinLine(kind, number, text, about, local_moment(at).date())
            for kind, number, text, about, at in connection.execute(
                "SELECT 'negotiation', id, title, '', binned_at AS at FROM negotiation WHERE binned_at IS NOT NULL"
                " UNION ALL SELECT 'counterpart', id, name, '', binned_at FROM counterpart WHERE binned_at IS NOT NULL"
                " UNION ALL SELECT 'log_entry', e.id, substr(e.text, 1, 200), c.name, e.binned_at FROM log_entry e"
                " JOIN counterpart c ON c.id = e.counterpart_id WHERE e.binned_at IS NOT NULL"
                " UNION ALL SELECT 'attached_file', f.id, f.name, coalesce(n.title, c.name, ''), f.binned_at"
                " FROM attached_file f LEFT JOIN negotiation n ON n.id = f.negotiation_id"
                " LEFT JOIN counterpart c ON c.id = f.counterpart_id WHERE f.binned_at IS NOT NULL"
                " UNION ALL SELECT 'template', id, name, '', binned_at FROM template WHERE binned_at IS NOT NULL"
                " ORDER BY at DESC, 2 DESC LIMIT ?",
                (MOST,),
            )
        )
    )
