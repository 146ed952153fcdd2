"""When something was set aside because something else was kept, and what the library would say had it not been."""

from dataclasses import dataclass
from datetime import datetime

from negdesk.domain.library_content import LibraryContent
from negdesk.domain.privacy import Open
from negdesk.domain.set_aside import SAID_BEFORE, before_it_gave_way
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection
from negdesk.storage.library_content import read_content

MOST = 200
"""So many of the newest moments are offered."""

_TABLES = ", ".join(f"'{table}'" for table in SAID_BEFORE)
_HERE = f"(field IN ('', 'binned_at') OR field LIKE '%\\_id' ESCAPE '\\' OR table_name NOT IN ({_TABLES}))"
"""All but what an entry or a counterpart said before, which is read there."""


@dataclass(frozen=True, slots=True)
class AsideMoment:
    """A moment at which something was set aside, as the library keeps it and as it is read; `things` were."""

    key: Open[str]
    at: Open[datetime]
    things: Open[int]


def aside_moments(connection: Connection) -> tuple[AsideMoment, ...]:
    """The newest first; those at which nothing but earlier words of an entry or a counterpart was kept are left out."""
    return tuple(
        AsideMoment(key, local_moment(key), things)
        for key, things in connection.execute(
            f"SELECT merged_at, count(DISTINCT table_name || ':' || row_uid) FROM merge_past WHERE {_HERE}"
            " GROUP BY merged_at ORDER BY merged_at DESC LIMIT ?",
            (MOST,),
        )
    )


def before_moment(connection: Connection, key: str) -> LibraryContent:
    """The library as it would be had nothing been set aside at this moment."""
    names = ("table_name", "row_uid", "field", "value")
    found = connection.execute(
        f"SELECT {', '.join(names)} FROM merge_past WHERE merged_at = ? AND {_HERE} ORDER BY id DESC", (key,)
    ).fetchall()
    return before_it_gave_way(read_content(connection), [dict(zip(names, row, strict=True)) for row in found])


def uid_of(connection: Connection, table: str, number: int) -> str:
    """The uid of a negotiation or a counterpart; empty where there is none of this number."""
    found = connection.execute(
        "SELECT uid FROM negotiation WHERE ?1 = 'negotiation' AND id = ?2"
        " UNION ALL SELECT uid FROM counterpart WHERE ?1 = 'counterpart' AND id = ?2",
        (table, number),
    ).fetchone()
    return "" if found is None else str(found[0])
