"""Killed in the middle of a new key, of encrypting, of decrypting, of upgrading: the old is there or the new, whole."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.backup import Reason
from negdesk.domain.refusal import Refusal
from negdesk.opening import open_desk
from negdesk.storage.backup import backups_in
from negdesk.storage.database import open_library
from negdesk.storage.encryption import library_digest, new_lock, set_encryption
from negdesk.storage.integrity import check_library
from negdesk.storage.library_key import new_key
from negdesk.storage.schema_upgrade import NEWEST
from negdesk.storage.unlocking import find_key, give_lock, open_with
from tests.campaigns import FULL
from tests.kills import Nursery

TYPED = "harbour lantern oats violin"
CANARY = "Walk away below six hundred and twelve"
KILLS, LONGEST = (100, 2.5) if FULL else (2, 0.8)
OLD_FILES = Path(__file__).parents[1] / "old_files"

pytestmark = [pytest.mark.campaign, pytest.mark.usefixtures("cheap_keys")]


@pytest.fixture
def full_library(library: Path) -> Path:
    """A plain library with enough in it that writing it anew takes a while."""
    desk = Desk(open_library(library))
    for number in range(20):
        deal = desk.do(commands.negotiation.new_negotiation, f"{CANARY} {number}")
        desk.do(commands.negotiation.edit_negotiation, deal, note=f"{CANARY} " * 60)
    desk.close()
    return library


@pytest.fixture
def encrypted_library(full_library: Path) -> Path:
    set_encryption(full_library, None, new_lock(new_key(), TYPED))
    return full_library


def nursery(work: str) -> Nursery:
    return Nursery(f"tests.storage.doomed_keys:{work}", {})


def digest_of(library: Path) -> str:
    """What the library holds, as a person would open it. Raises `Refusal` where it does not open, or is not whole."""
    database = open_with(library, TYPED)
    try:
        assert check_library(database) == [] and database.mark.missing == 0
        return library_digest(database.connection)
    finally:
        database.close()


def moments(count: int, longest: float, seed: int) -> Iterator[float]:
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    for _ in range(count):
        yield chance.uniform(0.0, longest)


def plain_bytes_beside(library: Path) -> list[str]:
    return [each.name for each in library.parent.iterdir() if each.is_file() and CANARY.encode() in each.read_bytes()]


def test_killed_while_it_gets_new_keys(encrypted_library: Path) -> None:
    before, changes = digest_of(encrypted_library), 0
    with nursery("rekey") as raised:
        for after in moments(KILLS, LONGEST, 1):
            death = raised.kill(after, str(encrypted_library), TYPED, False)
            changes += len(death.said)
            assert digest_of(encrypted_library) == before
            open_desk(encrypted_library, TYPED).close()
            assert {each.name for each in encrypted_library.parent.iterdir()} == {
                encrypted_library.name,
                f"{encrypted_library.name}.key",
            }
            assert plain_bytes_beside(encrypted_library) == []
    print(f"{KILLS} kills, {changes} new keys between them, nothing lost")
    assert changes or not FULL, "each was killed before it had changed anything: the computer is too busy for this"


def test_killed_while_it_is_encrypted_and_decrypted(full_library: Path) -> None:
    before, states = digest_of(full_library), []
    with nursery("encrypt_and_decrypt") as raised:
        for after in moments(KILLS, LONGEST, 2):
            raised.kill(after, str(full_library), TYPED, False)
            assert digest_of(full_library) == before
            desk = open_desk(full_library, TYPED)
            states.append(desk.encrypted)
            desk.close()
            # What a killed decrypting left in plain bytes is gone once the library is opened.
            assert not desk.encrypted or plain_bytes_beside(full_library) == []
            assert not list(full_library.parent.glob(".*"))
            if states[-1]:  # the next child begins with a plain one
                give_lock(full_library, *find_key(full_library, TYPED), None)
    print(f"{KILLS} kills, {sum(states)} found it encrypted, {KILLS - sum(states)} plain, nothing lost")


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_killed_while_it_is_upgraded(version: int, tmp_path: Path) -> None:
    old = OLD_FILES / f"{version}.negdesk"
    whole = tmp_path / "whole" / "library.negdesk"
    whole.parent.mkdir()
    whole.write_bytes(old.read_bytes())
    wanted = contents_of(whole)
    seen = set()
    kills = KILLS if FULL else 1
    with nursery("upgrade") as raised:
        for number, after in enumerate(moments(kills, 0.25, version)):
            folder = tmp_path / str(number)
            folder.mkdir()
            raised.kill(after, str(old), str(folder))
            for library in folder.glob("*/library.negdesk"):
                if library.stat().st_size < old.stat().st_size:
                    continue  # killed while the campaign itself was still copying the old file
                # One that has to be rolled back first cannot be looked into without doing that.
                at = 0
                with suppress(sqlite3.OperationalError), closing(looked_into(library)) as connection:
                    at = connection.execute("PRAGMA user_version").fetchone()[0]
                    seen.add(at)
                backups = backups_in(library.with_name("backups"), library)
                if at > version:
                    assert backups, "it was changed before it was backed up"
                for name, copy in backups:
                    with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as connection:
                        assert name.reason is Reason.UPGRADE
                        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                        assert connection.execute("PRAGMA user_version").fetchone()[0] < NEWEST
                assert contents_of(library) == wanted
                assert not list(library.parent.glob(".*"))
            for each in sorted(folder.rglob("*"), reverse=True):
                each.unlink() if each.is_file() else each.rmdir()
    print(f"version {version}: {kills} kills, left at versions {sorted(seen)}, upgraded to the same afterwards")


def looked_into(library: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{library}?mode=ro", uri=True)


def contents_of(library: Path) -> str:
    desk = open_desk(library)
    desk.close()
    return digest_of(library)


def test_the_campaign_finds_a_file_that_is_written_over_instead_of_replaced(encrypted_library: Path) -> None:
    kept = {each.name: each.read_bytes() for each in encrypted_library.parent.iterdir()}
    before, losses, kills = digest_of(encrypted_library), 0, 0
    with nursery("rekey") as raised:
        for after in moments(60, 1.5, 3):
            kills += 1
            raised.kill(0.3 + after, str(encrypted_library), TYPED, True)
            try:
                losses += digest_of(encrypted_library) != before
            except (Refusal, AssertionError):
                losses += 1
            for name, data in kept.items():
                encrypted_library.with_name(name).write_bytes(data)
            if losses:  # a busy machine may need more than a few kills to come by the right moment
                break
    print(f"with the new file written over the old one: a loss after {kills} kills")
    assert losses
