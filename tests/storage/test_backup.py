"""Backups: made under load, read back, kept and removed, brought back, and what of a damaged library is salvaged."""

import os
import random
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.backing_up import Backups
from negdesk.desk import Desk
from negdesk.domain.backup import Reason
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.storage import clock
from negdesk.storage.backup import Access, backups_in, make_backup, prune, read_back
from negdesk.storage.connection import Damaged
from negdesk.storage.database import open_library
from negdesk.storage.encryption import library_digest
from negdesk.storage.integrity import check_library
from negdesk.storage.library_key import new_key
from negdesk.storage.restoring import restore
from negdesk.storage.salvage import salvage
from tests.whole_content import whole_content

NOW = clock.now()


def digest(access: Access) -> str:
    database = open_library(access.path, access.key)
    try:
        assert check_library(database) == []
        return library_digest(database.connection)
    finally:
        database.close()


def fill(desk: Desk, people: int, entries: int) -> None:
    for number in range(people):
        person = desk.do(commands.counterpart.add_counterpart, f"Maria {number}")
        for entry in range(entries):
            desk.do(commands.log.write_entry, person, f"Said {entry} of {number} " + "and so on " * 150)


@pytest.fixture(params=["plain", "encrypted"])
def kept(request: pytest.FixtureRequest, library: Path) -> Access:
    """A library with something in it, plain and encrypted, closed."""
    key = new_key() if request.param == "encrypted" else None
    desk = Desk(open_library(library, key))
    access = desk.access
    fill(desk, 8, 3)
    desk.close()
    return access


def test_a_backup_holds_what_the_library_held_and_only_the_owner_reads_it(kept: Access, tmp_path: Path) -> None:
    made = make_backup(kept, tmp_path / "backups", Reason.CHANGED, NOW)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    held = read_back(Access(made, kept.key, kept.salt))
    assert (held.counterparts, held.log_entries) == (8, 24) and held.latest_entry_at
    assert digest(Access(made, kept.key)) == digest(kept)
    assert (b"Maria 3" in made.read_bytes()) == (kept.key is None)


def test_two_of_one_second_have_two_names_and_none_is_left_half_made(kept: Access, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first, second = (make_backup(kept, folder, Reason.CHANGED, NOW) for _ in range(2))
    assert first != second
    allowed = {each for made in (first, second) for each in (made.name, f"{made.name}.key")}
    assert {each.name for each in folder.iterdir()} <= allowed


def test_a_damaged_library_is_not_backed_up_and_no_backup_goes(kept: Access, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    sound = make_backup(kept, folder, Reason.CHANGED, NOW)
    data = bytearray(kept.path.read_bytes())
    data[40_960:61_440] = bytes(20_480)
    kept.path.write_bytes(data)
    with pytest.raises(Damaged) as said:
        make_backup(kept, folder, Reason.CHANGED, NOW)
    assert said.value.sentence.startswith(f"{kept.path.name} is damaged"), "the library, not its copy"
    assert [path for _, path in backups_in(folder, kept.path)] == [sound]


def test_a_backup_that_was_not_written_right_is_not_believed(
    kept: Access, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def spoil(handle: int) -> None:
        real(handle)
        size = os.fstat(handle).st_size
        if size > 100_000:
            os.pwrite(handle, bytes(size // 2), size // 4)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(Refusal, match="did not compare"):
        make_backup(kept, tmp_path / "backups", Reason.CHANGED, NOW)
    assert backups_in(tmp_path / "backups") == []


def test_a_folder_that_cannot_be_written_is_named(kept: Access, tmp_path: Path) -> None:
    in_the_way = tmp_path / "backups"
    in_the_way.write_text("a file", encoding="utf-8")
    with pytest.raises(Refusal, match=r"No backup was made: .*backups"):
        make_backup(kept, in_the_way, Reason.CHANGED, NOW)


def test_only_what_need_not_be_kept_goes_and_no_file_that_is_not_ours(kept: Access, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    old = [make_backup(kept, folder, Reason.CHANGED, NOW - timedelta(days=400 + each)) for each in range(2)]
    other = folder / "library.00000000.20200101T000000Z.changed.backup.negdesk"
    for foreign in (other, folder / "notes.txt"):
        foreign.write_bytes(b"not ours")
    newest = make_backup(kept, folder, Reason.QUIT, NOW)
    assert prune(folder, kept.path, NOW) == 2
    assert newest.exists() and not any(each.exists() for each in old)
    assert {each.name for each in folder.iterdir()} - {newest.name, f"{newest.name}.key"} == {other.name, "notes.txt"}


def test_bringing_back_is_whole_and_keeps_what_was_there(kept: Access, tmp_path: Path) -> None:
    backups = Backups(kept.path, tmp_path / "backups")
    then = digest(kept)
    backups.make(kept, Reason.CHANGED, NOW)
    desk = Desk(open_library(kept.path, kept.key))
    fill(desk, 3, 1)
    desk.close()
    later = digest(kept)
    (entry,) = backups.entries(kept)
    assert entry.holding is not None and entry.holding.counterparts == 8 and not entry.trouble
    before = backups.bring_back(entry, kept, NOW)
    assert digest(kept) == then and digest(Access(before, kept.key)) == later


def test_a_damaged_backup_is_not_brought_back(kept: Access, tmp_path: Path) -> None:
    backups = Backups(kept.path, tmp_path / "backups")
    made = backups.make(kept, Reason.CHANGED, NOW)
    data = bytearray(made.read_bytes())
    data[40_960:61_440] = bytes(20_480)
    made.write_bytes(data)
    before = digest(kept)
    with pytest.raises(Damaged):
        backups.bring_back(backups.entries(kept)[0], kept, NOW)
    assert digest(kept) == before


def test_a_damaged_library_is_copied_as_it_is_before_a_backup_takes_its_place(kept: Access, tmp_path: Path) -> None:
    backups = Backups(kept.path, tmp_path / "backups")
    backups.make(kept, Reason.CHANGED, NOW)
    then = digest(kept)
    data = bytearray(kept.path.read_bytes())
    data[40_960:61_440] = bytes(20_480)
    kept.path.write_bytes(data)
    before = backups.bring_back(backups.entries(kept)[0], kept, NOW)
    assert before.read_bytes() == bytes(data) and digest(kept) == then


def test_a_backup_that_went_meanwhile_is_said_to_be_gone(kept: Access, tmp_path: Path) -> None:
    backups = Backups(kept.path, tmp_path / "backups")
    made = backups.make(kept, Reason.CHANGED, NOW)
    (entry,) = backups.entries(kept)
    made.unlink()
    before = digest(kept)
    with pytest.raises(Refusal, match="no longer there"):
        backups.bring_back(entry, kept, NOW)
    assert digest(kept) == before


def test_a_library_that_is_in_use_is_not_replaced(kept: Access, tmp_path: Path) -> None:
    made = make_backup(kept, tmp_path / "backups", Reason.CHANGED, NOW)
    database = open_library(kept.path, kept.key)
    try:
        database.connection.execute("SELECT count(*) FROM counterpart").fetchone()
        with pytest.raises(Refusal, match="Close it"):
            restore(Access(made, kept.key, kept.salt), kept.path, kept.key)
    finally:
        database.close()


# Salvage


def test_all_of_a_sound_library_comes_over(kept: Access, tmp_path: Path) -> None:
    report = salvage(kept, tmp_path / "new.negdesk")
    assert all(each.whole for each in report)
    one, two = open_library(kept.path, kept.key), open_library(tmp_path / "new.negdesk", kept.key)
    assert whole_content(one.connection) == whole_content(two.connection)
    one.close()
    two.close()


def zeroed(data: bytearray, page: int, chance: random.Random) -> None:
    data[page * 4096 : (page + 1) * 4096] = bytes(4096)


def flipped(data: bytearray, page: int, chance: random.Random) -> None:
    at = page * 4096 + chance.randrange(4096)
    data[at] ^= 1 << chance.randrange(8)


def cut(data: bytearray, page: int, chance: random.Random) -> None:
    del data[page * 4096 + chance.randrange(4096) :]


def rows_of(access: Access) -> dict[str, dict[str, tuple[object, ...]]]:
    """Each row by its uid, without what a salvage may let go of."""
    database = open_library(access.path, access.key)
    try:
        return {
            table: {str(row[0]): row for row in database.connection.execute(sql)}
            for table, sql in {
                "counterpart": "SELECT uid, kind, name, created_at FROM counterpart",
                "log_entry": "SELECT uid, kind, happened_on, written_at, text FROM log_entry",
            }.items()
        }
    finally:
        database.close()


@pytest.mark.parametrize("spoil", [zeroed, flipped, cut])
def test_what_is_salvaged_is_right(
    kept: Access, tmp_path: Path, spoil: Callable[[bytearray, int, random.Random], None]
) -> None:
    """Every row that comes over says what it said, wherever the file was spoilt.

    In a plain library a flipped bit inside a text cannot be told; all else can.
    """
    if spoil is flipped and kept.key is None:
        pytest.skip("nothing seals a plain library's texts")
    right, whole = rows_of(kept), kept.path.read_bytes()
    chance = random.Random(7)  # noqa: S311  # places, not secrets
    brought = 0
    for turn in range(6):
        data = bytearray(whole)
        pages = len(whole) // 4096
        spoil(data, chance.randrange(pages * 3 // 4 if spoil is cut else 1, pages), chance)
        damaged = tmp_path / f"damaged-{turn}.negdesk"
        damaged.write_bytes(data)
        made = Access(tmp_path / f"made-{turn}.negdesk", kept.key)
        try:
            salvage(Access(damaged, kept.key, kept.salt), made.path)
        except Refusal:
            continue
        assert damaged.read_bytes() == data
        digest(made)  # it opens and is whole
        for table, rows in rows_of(made).items():
            for uid, row in rows.items():
                assert uid.startswith("lost-") or right[table][uid] == row
            brought += len(rows)
    assert brought > 6 * 5, "most of what was there comes over"


def test_a_salvage_without_seals_is_seen_to_be_wrong(library: Path, tmp_path: Path) -> None:
    """What the check of values must find: in a plain library a letter in a text is changed."""
    desk = Desk(open_library(library))
    fill(desk, 1, 1)
    desk.close()
    right = rows_of(Access(library))
    damaged = tmp_path / "damaged.negdesk"
    damaged.write_bytes(library.read_bytes().replace(b"Maria 0", b"Maria 1"))
    salvage(Access(damaged), tmp_path / "made.negdesk")
    assert rows_of(Access(tmp_path / "made.negdesk")) != right


def test_rows_of_a_lost_counterpart_have_a_stand_in(library: Path, tmp_path: Path) -> None:
    desk = Desk(open_library(library))
    fill(desk, 2, 2)
    desk.close()
    database = open_library(library)
    database.connection.execute("PRAGMA foreign_keys = OFF")
    database.connection.execute("DELETE FROM counterpart WHERE name = 'Maria 1'")
    database.close()
    report = {each.table: each for each in salvage(Access(library), tmp_path / "made.negdesk")}
    assert report["counterpart"].stand_ins == 1 and report["log_entry"].brought == 4
    made = Access(tmp_path / "made.negdesk")
    digest(made)
    assert {row[2] for row in rows_of(made)["counterpart"].values()} == {"Maria 0", "Lost in the damage"}


def test_nothing_is_made_where_nothing_can_be_read(kept: Access, tmp_path: Path) -> None:
    data = bytearray(kept.path.read_bytes())
    data[:4096] = bytes(4096)
    damaged = tmp_path / "damaged.negdesk"
    damaged.write_bytes(data)
    with pytest.raises(Refusal, match=r"Nothing of damaged\.negdesk can be read"):
        salvage(Access(damaged, kept.key, kept.salt), tmp_path / "made.negdesk")
    assert not (tmp_path / "made.negdesk").exists()
    assert not list(tmp_path.glob(".*"))


def test_one_bad_page_costs_no_other_table(kept: Access, tmp_path: Path) -> None:
    """In an encrypted library, too, what is read after the page that cannot be read comes over."""
    desk = Desk(open_library(kept.path, kept.key))
    for number in range(30):
        desk.do(commands.promise.add_promise, Side.US, f"Promise {number}", None, counterpart_id=1)
    found = desk.ask(
        lambda each: each.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'log_entry'").fetchone()
    )
    count = desk.ask(lambda each: each.execute("SELECT count(*) FROM promise").fetchone())
    desk.close()
    assert found is not None and count is not None
    data = bytearray(kept.path.read_bytes())
    data[(found[0] - 1) * 4096 : found[0] * 4096] = bytes(4096)
    kept.path.write_bytes(data)
    report = {each.table: each for each in salvage(kept, tmp_path / "made.negdesk")}
    assert not report["log_entry"].whole
    assert (report["promise"].brought, report["promise"].whole) == (count[0], True)
    assert [name for name, each in report.items() if not each.whole] == ["log_entry"]
