"""Whom a typed name means: by its beginning, or with a mistake or two in it."""

from collections.abc import Iterator
from itertools import islice

from negdesk.domain.search_text import Sought, folded, folded_each, holds_all
from negdesk.storage.database import Connection

MOST_NAMES = 20_000
"""Names among which a mistyped one is looked for, the newest."""

SHORTEST = 4
"""Letters that a word must have for a mistake in it to be forgiven."""

_COUNTERPARTS = "SELECT id, name FROM counterpart WHERE binned_at IS NULL ORDER BY id DESC LIMIT ?"


def counterparts_called(connection: Connection, name: str, most: int = 20) -> tuple[int, ...]:
    """The numbers of the counterparts whose name has words that begin so; where none has, of those nearest to it."""
    wanted = _words(name)
    if not wanted:
        return ()
    known = connection.execute(_COUNTERPARTS, (-1,)).fetchall()  # all of them
    holding = holds_all(range(len(known)), folded_each([each for _, each in known]), " ".join(wanted))
    called = (number for number, each in map(known.__getitem__, holding) if _begins(_words(each), wanted))
    found = list(islice(called, most))
    if not found:
        people = [(number, _words(each)) for number, each in known[:MOST_NAMES]]
        likely = [set(_nearest(each, {word for _, words in people for word in words})) or {each} for each in wanted]
        found = [number for number, words in people if all(each & set(words) for each in likely)]
    return tuple(found[:most])


def _begins(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in wanted)


def likely_names(connection: Connection, sought: Sought) -> tuple[str, ...]:
    """The words of counterparts' names that a mistyped word may mean, the nearest first; none for short words."""
    if len(sought.parts) != 1 or len(sought.parts[0]) < SHORTEST or not sought.open_end:
        return ()
    words = {word for _, name in connection.execute(_COUNTERPARTS, (MOST_NAMES,)) for word in _words(name)}
    wanted = folded(sought.parts[0])
    return () if wanted in words else tuple(_nearest(wanted, words))


def _words(name: str) -> tuple[str, ...]:
    return tuple(folded(part) for part in Sought(name).parts)


def _nearest(typed: str, words: set[str]) -> Iterator[str]:
    if len(typed) < SHORTEST:
        return
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    allowed = 1 if len(typed) < 7 else 2
    # As one types, only the beginning of the name is there.
    starts = {word: word[: len(typed)] if len(word) > len(typed) + allowed else word for word in words}
    for _, _, word in extract(typed, starts, scorer=OSA.distance, score_cutoff=allowed, limit=3):
        yield word
