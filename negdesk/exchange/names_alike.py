"""The name nearest to one that comes, among many: those that cannot be near enough by their letters are passed over."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

ALIKE = 0.94
"""How near two names must be to be taken for one (Jaro-Winkler, 0 to 1): one typing mistake in a usual name."""

_LEAST_SHARED = 3 * (ALIKE - 0.4) / 0.6 - 1
"""What two such names share at least: of each the part of its letters that the other one has, added up.

Jaro is at most a third of that sum and 1; the same four letters at the beginning, which are the most that Winkler
looks at, take four tenths of what is missing away.
"""

_WORTH = 50
"""So many names to look for make up for the time that setting the letters of all of them down takes."""

_LETTERS, _TIMES = 256, 4
"""Letters beyond these are taken for others, and more often than so many times in a name is not counted: what is held
has a bound in any script, and only more names are compared than need be."""


class NamesAlike:
    """Names, none of them empty, in an order that counts: of several that are as near the first one is found."""

    def __init__(self, names: Sequence[str], looked_for: int) -> None:
        """`looked_for` says for how many names `nearest` will be asked."""
        self._names = names
        self._all = (1 << len(names)) - 1
        self._lacking: dict[tuple[int, int], int] = {}
        self._lengths: dict[int, int] = {}
        if looked_for >= _WORTH:
            self._set_down()

    def _set_down(self) -> None:
        """Keep for each letter, and the second, third … time that a name has it, which names lack it, a bit each."""
        size = len(self._names) // 8 + 1
        having: defaultdict[tuple[int, int], bytearray] = defaultdict(lambda: bytearray(size))
        lengths: defaultdict[int, bytearray] = defaultdict(lambda: bytearray(size))
        for number, name in enumerate(self._names):
            place, bit = number >> 3, 1 << (number & 7)
            lengths[len(name)][place] |= bit
            for letter in _letters(name):
                having[letter][place] |= bit
        self._lacking = {letter: self._all ^ int.from_bytes(bits, "little") for letter, bits in having.items()}
        self._lengths = {length: int.from_bytes(bits, "little") for length, bits in lengths.items()}

    def nearest(self, name: str) -> str | None:
        """The name that is nearest to `name` and near enough, or none; `name` is not empty."""
        among = self._possible(name) if self._lengths else self._names
        found = process.extractOne(name, among, scorer=JaroWinkler.similarity, score_cutoff=ALIKE)
        return found[0] if found is not None else None

    def _possible(self, name: str) -> Sequence[str]:
        """The names whose letters allow that they are near enough, in their order; others may be among them."""
        by_lacks: dict[int, int] = {}
        for length, names in self._lengths.items():
            lacks = _most_lacking(len(name), length)
            if lacks >= 0:
                by_lacks[lacks] = by_lacks.get(lacks, 0) | names
        if not by_lacks:
            return ()
        # Which names lack so many letters of this one, or more.
        lacking = [self._all] + [0] * (max(by_lacks) + 1)
        downwards = range(len(lacking) - 1, 0, -1)
        for letter in _letters(name):
            names = self._lacking.get(letter, self._all)
            for lacks in downwards:
                lacking[lacks] |= lacking[lacks - 1] & names
        possible = 0
        for lacks, names in by_lacks.items():
            possible |= names & (self._all ^ lacking[lacks + 1])
        if possible.bit_count() * 8 > len(self._names):
            return self._names
        return [self._names[number] for number in _bits(possible)]


def _letters(name: str) -> Iterator[tuple[int, int]]:
    """A name's letters, each with how often it was there before."""
    seen: dict[int, int] = {}
    for each in name:
        letter = ord(each) % _LETTERS
        before = seen.get(letter, 0)
        if before < _TIMES:
            yield letter, before
        seen[letter] = before + 1


@lru_cache(maxsize=4096)
def _most_lacking(length: int, other: int) -> int:
    """How many letters of a name of `length` a near one of `other` letters may lack; below 0 it cannot be near."""
    shared = ceil(_LEAST_SHARED * length * other / (length + other) - 1e-6)
    return length - shared if shared <= other else -1


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest on."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
