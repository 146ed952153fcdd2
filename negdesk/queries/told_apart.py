"""Names as they are shown where one is chosen among several: none of them is the same as another."""

from collections import Counter
from collections.abc import Sequence

from negdesk.domain.negotiation import Stage
from negdesk.domain.text import MOST_NAMES
from negdesk.domain.wording import t
from negdesk.storage.database import Connection


def told_apart(names: Sequence[str], *more: Sequence[str]) -> list[str]:
    """The names, each unlike all others however they are written.

    Behind those that are the same stands what the first of `more` says of them, in the order of the names; behind those
    that still are the same what the next one says. What nothing tells apart is counted.
    """
    said = list(names)
    for words in more:
        same = _same(said)
        said = [
            f"{name} \u00b7 {word}" if word and name.casefold() in same else name
            for name, word in zip(said, words, strict=True)
        ]
    taken: set[str] = set(map(str.casefold, said))
    met: set[str] = set()
    for place, name in enumerate(said):
        if name.casefold() not in met:
            met.add(name.casefold())
            continue
        number = 2
        while (counted := t("{name} ({n})", name=name, n=number)).casefold() in taken:
            number += 1
        taken.add(counted.casefold())
        said[place] = counted
    return said


def same_places(names: Sequence[str]) -> list[int]:
    """The places of those names that are the same as another."""
    same = _same(names)
    return [place for place, name in enumerate(names) if name.casefold() in same] if same else []


def titles_told_apart(connection: Connection, ids: Sequence[int], titles: Sequence[str]) -> list[str]:
    """The titles of these negotiations: two of one title with their counterparts, and with their stages."""
    places = same_places(titles)
    if not places:
        return list(titles)
    alike = [ids[place] for place in places]
    who, stages = names_of(connection, alike), _stages(connection, alike)
    said = list(titles)
    said_of = told_apart(
        [titles[place] for place in places],
        [who.get(number, "") for number in alike],
        [stages.get(number, "") for number in alike],
    )
    for place, title in zip(places, said_of, strict=True):
        said[place] = title
    return said


def names_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The first counterparts of each of these negotiations, in one line."""
    return _names(connection, "p.negotiation_id", "party p", "p.position, p.id", ids)


def names_of_who_comes(connection: Connection, meeting_ids: Sequence[int]) -> dict[int, str]:
    """As `names_of`, those who come to each of these meetings, as far as that was said."""
    return _names(connection, "p.meeting_id", "attendee p", "p.id", meeting_ids)


def _names(connection: Connection, owner: str, rows: str, order: str, ids: Sequence[int]) -> dict[int, str]:
    names: dict[int, list[str]] = {}
    for number, name in connection.execute(
        f"SELECT {owner}, c.name FROM {rows} JOIN counterpart c ON c.id = p.counterpart_id"
        f" WHERE {owner} IN ({','.join('?' * len(ids))}) ORDER BY {order}",
        tuple(ids),
    ):
        names.setdefault(number, []).append(name)
    return {number: t(", ").join(found[:MOST_NAMES]) for number, found in names.items()}


def _stages(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    found = connection.execute(
        f"SELECT id, stage FROM negotiation WHERE id IN ({','.join('?' * len(ids))})", tuple(ids)
    )
    return {number: Stage(stage).label for number, stage in found}


def _same(names: Sequence[str]) -> set[str]:
    return {name for name, often in Counter(map(str.casefold, names)).items() if often > 1}
