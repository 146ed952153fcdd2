"""A library whose log of changes (``-wal``) was spoilt: what was saved is there, or it is said that it is not; a value
that nobody wrote is never shown."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.refusal import Refusal
from negdesk.storage.database import open_library
from negdesk.storage.encryption import library_digest, new_lock
from negdesk.storage.integrity import check_library
from negdesk.storage.library_key import LibraryKey, new_key
from negdesk.storage.saved_mark import mark_file, read_mark
from negdesk.storage.unlocking import make_locked
from tests.campaigns import FULL

FLIPS, CUTS = (1000, 200) if FULL else (12, 4)

pytestmark = pytest.mark.campaign

FOUND = "found"


@dataclass(frozen=True)
class Shown:
    """What a person sees of a library: the digest of what is there, or `FOUND` to be damaged; and what is `missing`."""

    state: str
    missing: int = 0

    @property
    def told(self) -> bool:
        """Whether it was said that something is wrong."""
        return self.state == FOUND or self.missing > 0


class Unsettled:
    """A library with changes in its log, as a crash leaves it, and the digest of each state that was ever saved."""

    def __init__(self, folder: Path, key: LibraryKey | None) -> None:
        self.key, self.states = key, set[str]()
        path = folder / "library.negdesk"
        if key is not None:
            make_locked(path, new_lock(key, "harbour lantern oats"), in_store=False)
        database = open_library(path, key)
        database.connection.execute("PRAGMA wal_autocheckpoint = 0")
        desk = Desk(database)
        self.states.add(library_digest(database.connection))
        desk.warm_up()  # makes the search index
        self.states.add(library_digest(database.connection))
        for number in range(12):
            desk.do(commands.negotiation.new_negotiation, f"Walk away below six hundred and {number}")
            self.states.add(library_digest(database.connection))
        self.last = library_digest(database.connection)
        self.data, self.log = path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes()
        self.mark = mark_file(path).read_bytes()
        desk.close()

    def shown(self, folder: Path, data: bytes, log: bytes | None, mark: bytes | None = None) -> Shown:
        """What a person sees of the library with this file, this log, and what lies beside it (by itself its own)."""
        path = folder / "spoilt.negdesk"
        path.write_bytes(data)
        if log is not None:
            path.with_name(f"{path.name}-wal").write_bytes(log)
        mark_file(path).write_bytes(self.mark if mark is None else mark)
        try:
            database = open_library(path, self.key)
        except Refusal:
            return Shown(FOUND)
        try:
            state = FOUND if check_library(database) else database.read(library_digest)
            return Shown(state, database.mark.missing)
        except Refusal:
            return Shown(FOUND)
        finally:
            database.close()
            for left in folder.glob("spoilt.*"):
                left.unlink()

    def wrong(self, seen: list[Shown]) -> list[Shown]:
        """Those that show what nobody ever saved, or an earlier state without a word."""
        return [
            each
            for each in seen
            if each.state not in {*self.states, FOUND} or (each.state != self.last and not each.told)
        ]


def spoilt(whole: bytes, number: int, chance: random.Random) -> bytes:
    """With one bit flipped, or cut off somewhere."""
    changed, at = bytearray(whole), chance.randrange(len(whole))
    if number < FLIPS:
        changed[at] ^= 1 << chance.randrange(8)
    else:
        del changed[at:]
    return bytes(changed)


def tell(what: str, seen: list[Shown], unsettled: Unsettled) -> None:
    found, missing = (sum(each.state == FOUND for each in seen), sum(each.missing > 0 for each in seen))
    whole = sum(each.state == unsettled.last and not each.told for each in seen)
    print(
        f"{len(seen)} {what}: {found} found damaged, {missing} at an earlier state that was saved and said so, "
        f"{whole} with nothing lost, {len(unsettled.wrong(seen))} wrong or in silence"
    )


@pytest.mark.parametrize("kind", ["encrypted", "plain"])
def test_every_flipped_bit_and_every_cut_of_the_log(tmp_path: Path, cheap_keys: None, kind: str) -> None:
    unsettled = Unsettled(tmp_path, new_key() if kind == "encrypted" else None)
    assert unsettled.shown(tmp_path, unsettled.data, unsettled.log) == Shown(unsettled.last)
    chance, seen = random.Random(5), list[Shown]()  # noqa: S311  # a test
    for number in range(FLIPS + CUTS):
        seen.append(unsettled.shown(tmp_path, unsettled.data, spoilt(unsettled.log, number, chance)))
    seen += [unsettled.shown(tmp_path, unsettled.data, gone) for gone in (b"", None)]
    tell(f"spoilt logs ({kind})", seen, unsettled)
    assert unsettled.wrong(seen) == []
    assert sum(each.told for each in seen) > len(seen) // 3


def test_every_flipped_bit_and_every_cut_of_the_file_beside_its_log(tmp_path: Path, cheap_keys: None) -> None:
    unsettled = Unsettled(tmp_path, new_key())
    chance, seen = random.Random(6), list[Shown]()  # noqa: S311  # a test
    for number in range(FLIPS + CUTS):
        seen.append(unsettled.shown(tmp_path, spoilt(unsettled.data, number, chance), unsettled.log))
    tell("spoilt files", seen, unsettled)
    assert unsettled.wrong(seen) == []


def test_a_spoilt_count_beside_a_sound_library_is_no_alarm(tmp_path: Path, cheap_keys: None) -> None:
    unsettled, path = Unsettled(tmp_path, new_key()), tmp_path / "library.negdesk"
    mark_file(path).write_bytes(unsettled.mark)
    whole = read_mark(path)
    assert whole is not None and whole[1] == 13
    flipped = [bytearray(unsettled.mark) for _ in range(8 * len(unsettled.mark))]
    for bit, each in enumerate(flipped):
        each[bit // 8] ^= 1 << bit % 8
    for mark in (*flipped, *(unsettled.mark[:cut] for cut in range(len(unsettled.mark)))):
        mark_file(path).write_bytes(bytes(mark))
        assert read_mark(path) in (None, whole)
    assert unsettled.shown(tmp_path, unsettled.data, unsettled.log, b"no count") == Shown(unsettled.last)


def test_the_campaign_sees_what_is_lost_in_silence_where_nothing_counts(tmp_path: Path, cheap_keys: None) -> None:
    unsettled = Unsettled(tmp_path, new_key())
    unsettled.mark = b""
    middle = unsettled.log[: len(unsettled.log) * 9 // 10]
    silent = unsettled.shown(tmp_path, unsettled.data, middle)
    assert silent.state in unsettled.states and unsettled.wrong([silent]) == [silent]


def test_the_campaign_sees_wrong_values_where_nothing_seals_them(tmp_path: Path) -> None:
    """A plain library whose log carries no seal of its own: what was settled into the file is changed there."""
    unsettled = Unsettled(tmp_path, None)
    path = tmp_path / "settled.negdesk"
    path.write_bytes(unsettled.data)
    path.with_name(f"{path.name}-wal").write_bytes(unsettled.log)
    open_library(path).close()
    settled = path.read_bytes()
    assert b"six hundred and 3" in settled
    assert unsettled.shown(tmp_path, settled, b"").state in unsettled.states
    changed = unsettled.shown(tmp_path, settled.replace(b"six hundred and 3", b"six hundred and 8"), b"")
    assert unsettled.wrong([changed]) == [changed]
