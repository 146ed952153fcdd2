"""Encrypted libraries: what opens them, what does not, which sentence says why, and changing their key in place."""

import os
import random
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.passphrase import check_passphrase
from negdesk.domain.refusal import Refusal
from negdesk.storage import database, key_store
from negdesk.storage.connection import Damaged, KeyNeeded
from negdesk.storage.connection import key_file as key_file_of
from negdesk.storage.database import open_library
from negdesk.storage.encryption import Lock, library_digest, make_encrypted, new_lock
from negdesk.storage.integrity import check_library
from negdesk.storage.key_file import envelopes_beside
from negdesk.storage.library_key import key_of_code, looks_like_code, new_key, recovery_code
from negdesk.storage.unlocking import change_passphrase, find_key, give_lock, open_with
from tests.campaigns import FULL
from tests.key_stores import BrokenStore, ReadableStore, Store, in_use

pytestmark = pytest.mark.usefixtures("cheap_keys")

TYPED = "harbour lantern oats violin"
AS_LONG_AS_A_CODE = "seven yellow lemons always keep their green leaves by the wet lanes"
CANARY = "Walk away below six hundred and twelve"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store() -> Iterator[Store]:
    """A key store that works."""
    store = Store()
    with in_use(store):
        yield store


@pytest.fixture
def lock(library: Path) -> Lock:
    """What locks the encrypted library at `library`, with one negotiation in it."""
    lock = new_lock(new_key(), TYPED)
    make_encrypted(library, lock)
    write_into(library)
    return lock


def write_into(library: Path, typed: str = TYPED) -> None:
    desk = Desk(open_with(library, typed))
    for number in range(3):
        desk.do(commands.negotiation.new_negotiation, f"{CANARY} {number}")
    desk.close()


def digest(library: Path, typed: str = TYPED) -> str:
    database = open_with(library, typed)
    try:
        return library_digest(database.connection)
    finally:
        database.close()


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_the_passphrase_and_the_recovery_code_open_it_and_nothing_private_is_in_plain_bytes(
    library: Path, lock: Lock
) -> None:
    assert digest(library) == digest(library, recovery_code(lock.key))
    assert all(CANARY.encode() not in held and b"SQLite" not in held for held in bytes_of(library.parent).values())
    assert lock.key.raw.hex() not in repr(lock)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in library.parent.iterdir()}
    assert os.name == "nt" or modes == {0o600}


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        (" harbour lantern oats ", " harbour lantern oats "),
        ("harbour lantern oats", "\tharbour lantern oats \n"),
        ("        ", "        "),
        (AS_LONG_AS_A_CODE, AS_LONG_AS_A_CODE),
    ],
)
def test_a_passphrase_opens_what_it_was_chosen_for(library: Path, chosen: str, typed: str) -> None:
    made = new_lock(new_key(), check_passphrase(chosen))
    make_encrypted(library, made)
    assert find_key(library, typed)[0] == made.key


def test_what_is_as_long_as_a_recovery_code_and_opens_nothing_is_taken_for_one_with_a_slip(
    library: Path, lock: Lock
) -> None:
    assert looks_like_code(AS_LONG_AS_A_CODE)
    for _there in (True, False):
        with pytest.raises(Refusal, match="slip in it"):
            find_key(library, AS_LONG_AS_A_CODE)
        key_file_of(library).unlink(missing_ok=True)


def test_a_recovery_code_is_read_as_people_write_it_and_a_slip_is_told() -> None:
    for seed in range(40):
        key = new_key()
        code = recovery_code(key)
        assert len(code.split("-")) == 14
        assert key_of_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == key
        at = random.Random(seed).choice([n for n, letter in enumerate(code) if letter != "-"])  # noqa: S311  # a test
        other = "7" if code[at] != "7" else "8"
        with pytest.raises(Refusal, match="slip"):
            key_of_code(code[:at] + other + code[at + 1 :])


def test_a_lost_key_file_leaves_the_recovery_code(library: Path, lock: Lock) -> None:
    before = digest(library)
    key_file_of(library).unlink()
    with pytest.raises(Refusal, match=r"key file of library\.negdesk is not beside it"):
        open_with(library, TYPED)
    assert digest(library, recovery_code(lock.key)) == before


@pytest.mark.parametrize("state", ["absent", "empty", "changed", "broken"])
def test_a_key_store_that_does_not_help_asks_for_the_passphrase(
    library: Path, lock: Lock, store: Store, state: str
) -> None:
    if state == "changed":
        key_store.keep_key(lock.salt, new_key(), [])
    if state == "broken":
        keyring.set_keyring(BrokenStore())
    if state == "absent":
        keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
    before = bytes_of(library.parent)
    with pytest.raises(KeyNeeded):
        open_with(library)
    with pytest.raises(Refusal, match="does not open"):
        open_with(library, "quite another one")
    assert bytes_of(library.parent) == before
    open_with(library, TYPED).close()


def test_the_key_store_opens_without_typing_and_gives_the_key_file_back(
    library: Path, lock: Lock, store: Store
) -> None:
    assert key_store.available()
    assert key_store.keep_key(lock.salt, lock.key, lock.envelopes)
    open_with(library).close()
    key_file_of(library).unlink()
    open_with(library, TYPED).close()
    key_store.forget_key(lock.salt)
    with pytest.raises(KeyNeeded):
        open_with(library)


def test_a_key_store_that_anybody_can_read_is_none(library: Path, lock: Lock) -> None:
    readable = ReadableStore()
    with in_use(readable):
        assert not key_store.available()
        assert not key_store.keep_key(lock.salt, lock.key, lock.envelopes)
    assert readable.held == {}


def test_a_library_is_never_made_anew_because_something_is_missing(library: Path, lock: Lock) -> None:
    library.unlink()
    with pytest.raises(Refusal, match="gone, yet its key file is still there"):
        open_library(library)
    with pytest.raises(Refusal, match="gone, yet its key file is still there"):
        make_encrypted(library, lock)
    library.touch()
    with pytest.raises(Damaged):
        open_library(library)
    assert library.read_bytes() == b""


def test_four_troubles_have_four_sentences(library: Path, lock: Lock, tmp_path: Path) -> None:
    said = []
    for typed, spoil in ((TYPED + "s", None), (TYPED, "damage"), (TYPED, "text"), (TYPED, "newer")):
        if spoil == "newer":
            key, _ = find_key(tmp_path / "kept.negdesk", recovery_code(lock.key))
            library.write_bytes((tmp_path / "kept.negdesk").read_bytes())
            database = open_library(library, key)
            database.connection.execute("PRAGMA user_version = 999")
            database.close()
        elif spoil == "damage":
            (tmp_path / "kept.negdesk").write_bytes(library.read_bytes())
            spoiled = bytearray(library.read_bytes())
            spoiled[100] ^= 1
            library.write_bytes(spoiled)
        elif spoil == "text":
            library.write_text("a diary", encoding="utf-8")
        with pytest.raises(Refusal) as refused:
            open_with(library, typed)
        said.append(refused.value.sentence)
    assert len(set(said)) == 4
    assert ["does not open" in said[0], "is damaged" in said[1], "not a NegDesk" in said[2], "newer" in said[3]] == [
        True
    ] * 4


def test_a_plain_library_is_encrypted_given_a_new_key_and_made_plain_again(library: Path, store: Store) -> None:
    desk = Desk(open_library(library))
    desk.do(commands.negotiation.new_negotiation, CANARY)
    desk.close()
    plain = digest(library, "")
    first, second = new_lock(new_key(), TYPED), new_lock(new_key(), "a second one, longer")
    give_lock(library, None, b"", first)
    assert CANARY.encode() not in library.read_bytes() and digest(library) == plain
    key_store.keep_key(first.salt, first.key, first.envelopes)
    give_lock(library, first.key, first.salt, second)
    assert digest(library, "") == plain, "the key store follows"
    with pytest.raises(Damaged):
        open_with(library, recovery_code(first.key))
    change_passphrase(library, second.key, second.salt, "and a third, after that")
    with pytest.raises(Refusal, match="does not open"):
        open_with(library, "a second one, longer")
    assert digest(library, "and a third, after that") == plain
    give_lock(library, second.key, second.salt, None)
    assert digest(library, "") == plain
    assert [each.name for each in library.parent.iterdir()] == [library.name]
    assert store.held == {}


def test_a_library_that_is_open_elsewhere_is_not_given_a_key_and_it_is_said_why(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was said that there may be no room on the disk."""
    monkeypatch.setattr(database, "BUSY_MS", 10)
    held = open_library(library)
    with pytest.raises(Refusal, match="Another program holds the library"):
        give_lock(library, None, b"", new_lock(new_key(), TYPED))
    held.close()
    give_lock(library, None, b"", new_lock(new_key(), TYPED))
    assert digest(library)


def test_a_damaged_library_is_not_given_a_new_key(library: Path, lock: Lock) -> None:
    spoiled = bytearray(library.read_bytes())
    spoiled[-2000] ^= 4
    library.write_bytes(spoiled)
    with pytest.raises(Refusal):
        give_lock(library, lock.key, lock.salt, new_lock(new_key(), "another one entirely"))
    assert library.read_bytes() == bytes(spoiled)
    assert [each.salt for each in envelopes_beside(library)] == [lock.salt.hex()]
    spoilt = open_with(library, TYPED)
    assert check_library(spoilt) != []
    spoilt.close()


@pytest.mark.campaign
def test_every_flipped_bit_and_every_cut_is_found_or_harmless(library: Path, lock: Lock) -> None:
    whole, before = library.read_bytes(), digest(library)
    chance = random.Random(7)  # noqa: S311  # a test
    flips, cuts = (1000, 200) if FULL else (24, 8)
    shown = []
    for number in range(flips + cuts):
        spoiled = bytearray(whole)
        at = chance.randrange(len(whole))
        if number < flips:
            spoiled[at] ^= 1 << chance.randrange(8)
        else:
            del spoiled[at:]
        library.write_bytes(spoiled)
        shown.append(what_is_shown(library))
    library.write_bytes(whole)
    assert set(shown) <= {"found", before}
    assert shown.count("found") > 0.9 * len(shown)


def what_is_shown(library: Path) -> str:
    try:
        database = open_with(library, TYPED)
    except Refusal:
        return "found"
    try:
        return "found" if check_library(database) else database.read(library_digest)
    finally:
        database.close()


@pytest.mark.campaign
def test_the_campaign_would_see_a_plain_library_show_wrong_values(library: Path) -> None:
    write_into(library, "")
    before = digest(library, "")
    spoiled = library.read_bytes().replace(CANARY.encode(), b"X" + CANARY.encode()[1:])
    library.write_bytes(spoiled)
    assert what_is_shown(library) not in ("found", before)
