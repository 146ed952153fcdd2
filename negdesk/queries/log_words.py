"""What the line of the log offers while somebody types: names after an @, known tags after a #; and what was typed."""

from dataclasses import dataclass

from negdesk.domain.privacy import Open
from negdesk.domain.tag import fold
from negdesk.storage.database import Connection

MOST = 6
"""Names or tags that are offered."""


@dataclass(frozen=True, slots=True)
class NamedOne:
    """A counterpart who can be mentioned; `below` tells two of one name apart."""

    id: Open[int]
    name: Open[str]
    below: Open[str]


@dataclass(frozen=True, slots=True)
class KnownTag:
    """A tag, and how many entries and counterparts have it."""

    id: Open[int]
    name: str
    uses: int | None


def named_but(connection: Connection, but: int, kind: str = "") -> tuple[NamedOne, ...]:
    """Every counterpart that is not in the bin but one, of a kind or of both, by name."""
    return tuple(
        NamedOne(number, name, " \u00b7 ".join(part for part in (job, organisation) if part))
        for number, name, job, organisation in connection.execute(
            "SELECT c.id, c.name, c.job_title, coalesce(o.name, '') FROM counterpart c"
            " LEFT JOIN counterpart o ON o.id = c.organisation_id WHERE c.binned_at IS NULL AND c.id <> ?1"
            " AND ?2 IN ('', c.kind) ORDER BY c.name COLLATE NOCASE, c.id",
            (but, kind),
        )
    )


def names_like(connection: Connection, typed: str, but: int = 0, most: int = MOST) -> tuple[NamedOne, ...]:
    """The counterparts of whose name a word begins so, by name; whose whole name does come first. `but` is left out."""
    wanted = fold(typed.strip())
    found = [each for each in named_but(connection, but) if _begins(fold(each.name), wanted)]
    return tuple(sorted(found, key=lambda each: not fold(each.name).startswith(wanted))[:most])


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or f" {wanted}" in name


def known_tags(connection: Connection, typed: str = "", most: int = MOST) -> tuple[KnownTag, ...]:
    """The tags that begin so, those used most often first."""
    wanted = fold(typed)
    return tuple(
        KnownTag(number, name, uses)
        for number, name, folded, uses in connection.execute(
            "SELECT t.id, t.name, t.folded, (SELECT count(*) FROM entry_tag e WHERE e.tag_id = t.id)"
            " + (SELECT count(*) FROM counterpart_tag c WHERE c.tag_id = t.id) AS uses FROM tag t"
            " ORDER BY uses DESC, t.folded"
        )
        if folded.startswith(wanted)
    )[:most]
