"""Which negotiation or counterpart a person means who names one on the command line."""

from collections.abc import Sequence

from negdesk.domain.refusal import Refusal
from negdesk.domain.search_text import folded
from negdesk.domain.wording import t, tn
from negdesk.storage.database import Connection

MOST_NAMED = 10
"""How many a refusal names where a name is not clear."""


def subject_named(connection: Connection, name: str, counterparts: bool = False) -> int:
    """The number of the negotiation, or with `counterparts` of the counterpart, that `name` or a number means.

    Raises `Refusal` where there is none, or where it can mean several; the sentence names them with their numbers.
    """
    found = paper_subjects(connection, name, counterparts)
    if len(found) == 1:
        return found[0][0]
    if found:
        raise Refusal(t("Several are called that. Write the number: {which}.", which=_numbered(found)))
    if counterparts:
        none = t("There is no counterpart “{name}” in this library.", name=name)
    else:
        none = t("There is no negotiation “{name}” in this library.", name=name)
    there = all_paper_subjects(connection, counterparts)
    if there:
        none = t("{none} Write the number or the name: {which}.", none=none, which=_numbered(there))
    raise Refusal(none)


def _numbered(found: Sequence[tuple[int, str]]) -> str:
    """The first of them with their numbers, and how many more there are."""
    some = [t("{n} for “{title}”", n=each, title=title) for each, title in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    if more > 0:
        some.append(tn("and {n} more", "and {n} more", more))
    return t("; ").join(some)


def paper_subjects(connection: Connection, name: str, counterparts: bool = False) -> tuple[tuple[int, str], ...]:
    """Those that `name` can mean, as number and title: the whole name first, else a number, else a part of the name.

    Capitals and accents do not matter. What is in the bin is found only where nothing else is.
    """
    table, column = ("counterpart", "name") if counterparts else ("negotiation", "title")
    wanted = " ".join(name.split())
    rows = connection.execute(f"SELECT id, {column}, binned_at IS NOT NULL FROM {table} ORDER BY id").fetchall()
    kept = [(int(number), str(title)) for number, title, binned in rows if not binned]
    gone = [(int(number), str(title)) for number, title, binned in rows if binned]
    plain = folded(wanted)
    for some in (kept, gone):
        plainly = [(pair, folded(pair[1])) for pair in some]
        for found in (
            [pair for pair in some if pair[1].casefold() == wanted.casefold()],
            [pair for pair, title in plainly if title == plain],
            [pair for pair in some if str(pair[0]) == wanted],
            [pair for pair, title in plainly if plain and plain in title],
        ):
            if found:
                return tuple(found)
    return ()


def all_paper_subjects(connection: Connection, counterparts: bool = False) -> tuple[tuple[int, str], ...]:
    """All that papers can be made of, as number and title, the newest first; not what is in the bin."""
    table, column = ("counterpart", "name") if counterparts else ("negotiation", "title")
    rows = connection.execute(f"SELECT id, {column} FROM {table} WHERE binned_at IS NULL ORDER BY id DESC").fetchall()
    return tuple((int(number), str(title)) for number, title in rows)
