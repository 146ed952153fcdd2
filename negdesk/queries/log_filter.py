"""Which entries of a log are asked for: of a kind, since a day, about a negotiation, with a tag."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.counterpart import EntryKind
from negdesk.domain.privacy import Open
from negdesk.storage.database import Connection


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
            " JOIN log_entry e ON e.id = x.log_entry_id JOIN counterpart c ON c.id = e.counterpart_id"
            " WHERE e.binned_at IS NULL AND (c.id = ?1 OR c.organisation_id = ?1 AND c.binned_at IS NULL)"
            " GROUP BY t.id ORDER BY count(*) DESC, t.folded",
            (counterpart_id,),
        )
    )
