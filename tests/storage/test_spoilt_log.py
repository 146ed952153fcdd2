"""A library whose log of changes (``-wal``) was spoilt: a change that was seen is found, one that is cut off is gone
whole; a value that nobody wrote is never shown."""

import random
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.refusal import Refusal
from negdesk.storage.database import open_library
from negdesk.storage.encryption import library_digest, new_lock
from negdesk.storage.integrity import check_library
from negdesk.storage.key_file import Cost
from negdesk.storage.library_key import LibraryKey, new_key
from negdesk.storage.unlocking import make_locked
from tests.campaigns import FULL

FLIPS, CUTS = (1000, 200) if FULL else (12, 4)

pytestmark = pytest.mark.campaign


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
        desk.close()

    def shown(self, folder: Path, data: bytes, log: bytes) -> str:
        """What a person sees of it: nothing, since it is found to be spoilt, or the digest of what is there."""
        path = folder / "spoilt.negdesk"
        path.write_bytes(data)
        path.with_name(f"{path.name}-wal").write_bytes(log)
        try:
            database = open_library(path, self.key)
        except Refusal:
            return "found"
        try:
            return "found" if check_library(database) else database.read(library_digest)
        except Refusal:
            return "found"
        finally:
            database.close()
            for left in folder.glob("spoilt.*"):
                left.unlink()


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negdesk.storage.key_file.Cost", lambda: Cost(1, 64, 1))


def spoilt(whole: bytes, number: int, chance: random.Random) -> bytes:
    """With one bit flipped, or cut off somewhere."""
    changed, at = bytearray(whole), chance.randrange(len(whole))
    if number < FLIPS:
        changed[at] ^= 1 << chance.randrange(8)
    else:
        del changed[at:]
    return bytes(changed)


def test_every_flipped_bit_and_every_cut_of_the_log(tmp_path: Path, cheap: None) -> None:
    unsettled = Unsettled(tmp_path, new_key())
    assert unsettled.shown(tmp_path, unsettled.data, unsettled.log) == unsettled.last
    chance, seen = random.Random(5), list[str]()  # noqa: S311  # a test
    for number in range(FLIPS + CUTS):
        seen.append(unsettled.shown(tmp_path, unsettled.data, spoilt(unsettled.log, number, chance)))
    wrong = [each for each in seen if each not in unsettled.states and each != "found"]
    print(
        f"{len(seen)} spoilt logs: {seen.count('found')} found, {sum(each in unsettled.states for each in seen)} at a "
        f"state that was saved, {len(wrong)} wrong"
    )
    assert wrong == []


def test_every_flipped_bit_and_every_cut_of_the_file_beside_its_log(tmp_path: Path, cheap: None) -> None:
    unsettled = Unsettled(tmp_path, new_key())
    chance, seen = random.Random(6), list[str]()  # noqa: S311  # a test
    for number in range(FLIPS + CUTS):
        seen.append(unsettled.shown(tmp_path, spoilt(unsettled.data, number, chance), unsettled.log))
    wrong = [each for each in seen if each not in unsettled.states and each != "found"]
    print(f"{len(seen)} spoilt files: {seen.count('found')} found, {len(wrong)} wrong")
    assert wrong == []


def test_the_campaign_sees_wrong_values_where_nothing_seals_them(tmp_path: Path) -> None:
    """A plain library whose log carries no seal of its own: what was settled into the file is changed there."""
    unsettled = Unsettled(tmp_path, None)
    path = tmp_path / "settled.negdesk"
    path.write_bytes(unsettled.data)
    path.with_name(f"{path.name}-wal").write_bytes(unsettled.log)
    open_library(path).close()
    settled = path.read_bytes()
    assert b"six hundred and 3" in settled
    assert unsettled.shown(tmp_path, settled, b"") in unsettled.states
    wrong = unsettled.shown(tmp_path, settled.replace(b"six hundred and 3", b"six hundred and 8"), b"")
    assert wrong not in unsettled.states and wrong != "found"
