"""Which entries are a counterpart's log, and which of them are asked for: by kind, day, negotiation and tag."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.counterpart import CONTACT_KINDS, EntryKind
from negdesk.domain.privacy import Open
from negdesk.storage.database import Connection

CONTACTS = ",".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS))
"""The kinds of entry that are a contact, as SQL."""


def about(number: str) -> str:
    """SQL for whether entry `e` is in the log of counterpart `number`, which is SQL too.

    An organisation's log is its own and that of its people, but for those in the bin.
    """
    return (
        f"(e.counterpart_id = {number} OR e.counterpart_id IN"
        f" (SELECT p.id FROM counterpart p WHERE p.organisation_id = {number} AND p.binned_at IS NULL))"
    )


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What is not said does not matter; all that is said must be so."""

    kind: EntryKind | None = None
    since: date | None = None
    negotiation_id: int | None = None
    tag_id: int | None = None

    def __bool__(self) -> bool:
        return self != EntryFilter()

    def where(self) -> tuple[str, tuple[object, ...]]:
        """SQL that goes on a condition about `log_entry e`, and its values, in order."""
        said: list[tuple[str, object]] = []
        if self.kind is not None:
            said.append((" AND e.kind = ?", self.kind.value))
        if self.since is not None:
            said.append((" AND e.happened_on >= ?", self.since.isoformat()))
        if self.negotiation_id is not None:
            said.append((" AND e.negotiation_id = ?", self.negotiation_id))
        if self.tag_id is not None:
            said.append((" AND e.id IN (SELECT log_entry_id FROM entry_tag WHERE tag_id = ?)", self.tag_id))
        return "".join(sql for sql, _ in said), tuple(value for _, value in said)


@dataclass(frozen=True, slots=True)
class LogTag:
    """A tag that entries of a log have, and how many of them."""

    id: Open[int]
    name: str
    entries: Open[int]


def tags_of_log(connection: Connection, counterpart_id: int) -> tuple[LogTag, ...]:
    """The tags in the log of a counterpart, an organisation's people included; those used most often first."""
    return tuple(
        LogTag(*row)
        for row in connection.execute(
            "SELECT t.id, t.name, count(*) FROM entry_tag x JOIN tag t ON t.id = x.tag_id"
            f" JOIN log_entry e ON e.id = x.log_entry_id WHERE e.binned_at IS NULL AND {about('?1')}"
            " GROUP BY t.id ORDER BY count(*) DESC, t.folded",
            (counterpart_id,),
        )
    )
