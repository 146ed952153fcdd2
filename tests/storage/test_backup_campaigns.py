"""Backups under load are equal; whoever is killed bringing back or taking in leaves old or new, never between."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.backup import Reason
from negdesk.domain.refusal import Refusal
from negdesk.storage import backup as backup_module
from negdesk.storage import clock
from negdesk.storage.backup import Access, make_backup
from negdesk.storage.database import open_library
from negdesk.storage.encryption import library_digest
from negdesk.storage.integrity import check_library
from negdesk.storage.library_key import new_key
from negdesk.storage.restoring import restore
from tests.campaigns import FULL
from tests.kills import Nursery

UNDER_LOAD = 200 if FULL else 3
KILLS, LONGEST = (100, 1.5) if FULL else (4, 1.6)
PEOPLE = 60

pytestmark = pytest.mark.campaign


def digest(path: Path, access: Access) -> str:
    """What a library holds. Raises `Refusal` where it does not open, or is not whole."""
    database = open_library(path, access.key)
    try:
        assert check_library(database) == []
        return library_digest(database.connection)
    finally:
        database.close()


def moments(count: int, seed: int) -> Iterator[float]:
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    for _ in range(count):
        yield chance.uniform(0.0, LONGEST)


@pytest.fixture(params=["plain", "encrypted"])
def access(request: pytest.FixtureRequest, library: Path) -> Access:
    desk = Desk(open_library(library, new_key() if request.param == "encrypted" else None))
    for number in range(12):
        deal = desk.do(commands.negotiation.new_negotiation, f"Talk {number}")
        desk.do(commands.negotiation.edit_negotiation, deal, note="and so on " * 300)
    found = desk.access
    desk.close()
    return found


MOST_PAIRS = 400
"""More would make each turn of the campaign slower than the one before it."""


class Writer:
    """Somebody who writes pairs of rows, each pair in one transaction, as fast as the disk takes them.

    The oldest pairs go as new ones come, so that the library is written all over.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._stop = Event()
        self._thread = Thread(target=self._write)
        self.written = 0

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        database = open_library(self._access.path, self._access.key)
        sql = "INSERT INTO counterpart (uid, kind, name, created_at) VALUES (?, 'person', ?, '2026-01-01T00:00:00Z')"
        while not self._stop.is_set():
            with database.transaction():
                for half in "ab":
                    database.connection.execute(sql, (f"{self.written}{half}", "x" * 500))
                    gone = f"{self.written - MOST_PAIRS}{half}"
                    database.connection.execute("DELETE FROM counterpart WHERE uid = ?", (gone,))
            self.written += 1
        database.close()


def pairs(path: Path, access: Access) -> int:
    """How many pairs were written when a library was as it is; a half pair is a snapshot that never was."""
    database = open_library(path, access.key)
    try:
        rows = database.connection.execute("SELECT uid FROM counterpart").fetchall()
        halves = sorted((int(uid[:-1]), uid[-1]) for (uid,) in rows)
        written = halves[-1][0] + 1 if halves else 0
        whole = [(number, half) for number in range(max(0, written - MOST_PAIRS), written) for half in "ab"]
        assert halves == whole, "a backup was cut through a transaction"
        return written
    finally:
        database.close()


def test_backups_made_and_brought_back_while_the_library_is_written(access: Access, tmp_path: Path) -> None:
    """Each one is a moment that was, holds all that was written before it, and comes back equal."""
    written_meanwhile = 0
    with Writer(access) as writer:
        for turn in range(UNDER_LOAD):
            before = writer.written
            made = make_backup(access, tmp_path / "backups", Reason.CHANGED, clock.now())
            written_meanwhile += writer.written - before
            held = pairs(made, access)
            assert before <= held <= writer.written + 1
            back = tmp_path / f"back-{turn}.negdesk"
            restore(Access(made, access.key, access.salt), back)
            assert digest(back, access) == digest(made, access)
            for each in (made, back):
                each.unlink()
    assert written_meanwhile, "nothing was written under the backups"


def test_the_campaign_finds_a_copy_that_is_no_snapshot(
    access: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the campaign must find: the bytes are copied while they are written, and nobody reads them back."""

    def careless(library: Access, making: Path) -> None:
        making.write_bytes(library.path.read_bytes())

    monkeypatch.setattr(backup_module, "write_copy", careless)
    lost = 0
    with Writer(access) as writer:
        while writer.written < 3:
            time.sleep(0.01)
        for _ in range(UNDER_LOAD):
            before = writer.written
            made = make_backup(access, tmp_path / "backups", Reason.CHANGED, clock.now())
            try:
                lost += pairs(made, access) < before or digest(made, access) == ""
            except (Refusal, AssertionError):
                lost += 1
    assert lost


@pytest.mark.parametrize("careless", [False, True], ids=["as it is", "written in place"])
def test_killed_while_it_brings_back(access: Access, tmp_path: Path, careless: bool) -> None:
    first = make_backup(access, tmp_path / "backups", Reason.CHANGED, clock.now())
    desk = Desk(open_library(access.path, access.key))
    desk.do(commands.negotiation.new_negotiation, "Later")
    desk.close()
    second = make_backup(access, tmp_path / "backups", Reason.CHANGED, clock.now())
    right, between, done = {digest(each, access) for each in (first, second)}, 0, 0
    assert len(right) == 2
    key = access.key.raw.hex() if access.key is not None else ""
    with Nursery("tests.storage.doomed_backups:bring_back", {}) as raised:
        for after in moments(40 if careless else KILLS, 3):
            death = raised.kill(after, str(access.path), [str(first), str(second)], key, careless)
            done += len(death.said)
            try:
                between += digest(access.path, access) not in right
            except (Refusal, AssertionError):
                between += 1
            if careless and between:
                break
    assert done or careless
    assert bool(between) == careless


@pytest.mark.parametrize("careless", [False, True], ids=["as it is", "one by one"])
def test_killed_while_it_takes_in(library: Path, careless: bool) -> None:
    Desk(open_library(library)).close()
    between = 0
    with Nursery("tests.storage.doomed_backups:import_people", {}) as raised:
        for after in moments(40 if careless else KILLS, 4):
            raised.kill(after + 0.3, str(library), PEOPLE, careless)
            desk = Desk(open_library(library))
            row = desk.ask(lambda each: each.execute("SELECT count(*) FROM counterpart").fetchone())
            assert row is not None
            between += row[0] % PEOPLE != 0
            desk.close()
            check = open_library(library)
            assert check_library(check) == []
            # what a kill left undone is taken out again, so that each turn begins with an empty library
            check.connection.execute("DELETE FROM counterpart")
            check.close()
            if careless and between:
                break
    assert bool(between) == careless
