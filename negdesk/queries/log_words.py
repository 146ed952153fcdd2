"""What the line of the log offers while somebody types: names after an @, known tags after a #; and what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from negdesk.domain.privacy import Open
from negdesk.domain.search_text import folded, folded_each
from negdesk.domain.tag import fold
from negdesk.queries.told_apart import same_places, told_apart
from negdesk.storage.database import Connection

MOST = 6
"""Names or tags that are offered."""

_AT_ONCE = 1_000


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


def named_but(connection: Connection, but: int, kind: str) -> tuple[NamedOne, ...]:
    """Every counterpart of a kind that is not in the bin but one, by name."""
    return _named(connection, "c.id <> ? AND c.kind = ?", (but, kind))


def _named(connection: Connection, where: str, values: Sequence[object]) -> tuple[NamedOne, ...]:
    found = connection.execute(
        "SELECT c.id, c.name, c.job_title, coalesce(o.name, '') FROM counterpart c"
        f" LEFT JOIN counterpart o ON o.id = c.organisation_id WHERE c.binned_at IS NULL AND {where}"
        " ORDER BY c.name COLLATE NOCASE, c.id",
        tuple(values),
    ).fetchall()
    return tuple(
        NamedOne(number, name, " \u00b7 ".join(part for part in (job, organisation) if part))
        for number, name, job, organisation in sorted(found, key=lambda row: folded(row[1]))
    )


def all_names(connection: Connection) -> list[tuple[int, str]]:
    """The number and the name of every counterpart that is not in the bin, by name; quick also for very many."""
    found = _all_names(connection)
    if all(name.isascii() for _number, name in found):
        return found
    # SQLite has every letter that is not ASCII behind Z.
    plain = folded_each([name for _number, name in found])
    return [found[place] for place in sorted(range(len(found)), key=plain.__getitem__)]


def names_told_apart(connection: Connection) -> list[tuple[int, str, str]]:
    """As `all_names`, and last the name as no other has it: with job and organisation where several share it."""
    found = all_names(connection)
    said = people_told_apart(connection, [number for number, _name in found], [name for _number, name in found])
    return [(number, name, words) for (number, name), words in zip(found, said, strict=True)]


def people_told_apart(connection: Connection, ids: Sequence[int], names: Sequence[str]) -> list[str]:
    """The names of these counterparts: of those that share one with job and organisation, else counted."""
    places = same_places(names)
    if not places:
        return list(names)
    below = jobs_of(connection, [ids[place] for place in places])
    return told_apart(names, [below.get(number, "") for number in ids])


def jobs_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The job and the organisation of each of these counterparts, in one line."""
    jobs: dict[int, str] = {}
    for begun in range(0, len(ids), _AT_ONCE):
        some = ids[begun : begun + _AT_ONCE]
        jobs |= {each.id: each.below for each in _named(connection, f"c.id IN ({', '.join('?' * len(some))})", some)}
    return jobs


def _all_names(connection: Connection) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT id, name FROM counterpart WHERE id NOT IN (SELECT id FROM counterpart WHERE binned_at IS NOT NULL)"
        " ORDER BY name COLLATE NOCASE, id"
    ).fetchall()


def names_like(connection: Connection, typed: str, but: int = 0, most: int = MOST) -> tuple[NamedOne, ...]:
    """The counterparts of whose name a word begins so, with or without accents, by name; whose whole name does come
    first. `but` is left out.
    """
    wanted = folded(typed.strip())
    names = _all_names(connection)
    found = [
        (not plain.startswith(wanted), plain, number)
        for (number, _name), plain in zip(names, folded_each([name for _number, name in names]), strict=True)
        if number != but and _begins(plain, wanted)
    ]
    chosen = [number for _later, _name, number in sorted(found, key=lambda each: each[:2])[:most]]
    named = {each.id: each for each in _named(connection, f"c.id IN ({', '.join('?' * len(chosen))})", chosen)}
    return tuple(named[number] for number in chosen)


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
