"""Backups: made under load, read back, kept and removed, and brought back."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.backing_up import Backups, bring_back
from negdesk.desk import Desk
from negdesk.domain.backup import Reason
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import open_desk
from negdesk.storage import clock, key_file
from negdesk.storage.backup import Access, backups_in, make_backup, prune, read_back
from negdesk.storage.connection import Damaged
from negdesk.storage.database import open_library
from negdesk.storage.key_file import Cost
from negdesk.storage.restoring import restore
from tests.storage.libraries import digest, fill

NOW = clock.now()
WORDS = "harbour lantern oats violin"


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


def test_of_a_library_that_is_gone_no_backup_is_made_and_no_empty_one_in_its_place(
    kept: Access, tmp_path: Path
) -> None:
    kept.path.rename(tmp_path / "moved.negdesk")
    with pytest.raises(Refusal, match="not there any more"):
        make_backup(kept, tmp_path / "backups", Reason.QUIT, clock.now())
    assert not kept.path.exists() and not list((tmp_path / "backups").iterdir())


def test_a_backup_of_when_the_key_file_was_gone_takes_no_passphrase_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "Cost", lambda: Cost(1, 64, 1))
    monkeypatch.delenv("NEGDESK_PASSPHRASE", raising=False)
    library, backups = tmp_path / "library.negdesk", tmp_path / "backups"
    code = Encryption(library).make(Chosen(WORDS))
    keys = library.with_name(f"{library.name}.key")
    kept = keys.read_bytes()
    keys.unlink()
    desk = open_desk(library, code)
    desk.do(commands.counterpart.add_counterpart, "Ana")
    access = desk.access
    made = make_backup(access, backups, Reason.QUIT, clock.now())
    desk.close()
    with pytest.raises(Refusal, match=r"key file of .* is not beside it"):
        open_desk(made, WORDS)
    bring_back(Access(made, access.key, access.salt), access, backups, clock.now())
    assert not keys.exists()
    with pytest.raises(Refusal, match=r"Put library\.negdesk\.key back"):
        open_desk(library, WORDS)
    keys.write_bytes(kept)
    bring_back(Access(made, access.key, access.salt), access, backups, clock.now())
    desk = open_desk(library, WORDS)
    assert desk.ask(lambda c: c.execute("SELECT name FROM counterpart").fetchall()) == [("Ana",)]
    desk.close()
