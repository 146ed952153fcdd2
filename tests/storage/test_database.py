"""Opening a library: what a new file is like, which files are refused, and what happens when the disk is full."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.refusal import Refusal
from negdesk.storage.database import APPLICATION_ID, IN_MEMORY, Database, SaveFailed, open_library
from negdesk.storage.schema_upgrade import NEWEST
from tests.whole_content import whole_content


def pragma(database: Database, name: str) -> object:
    row = database.connection.execute(f"PRAGMA {name}").fetchone()
    assert row is not None
    return row[0]


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "library.negdesk"
    open_library(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_the_files_beside_an_open_library_are_for_its_owner_alone(library: Path) -> None:
    database = open_library(library)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in library.parent.glob(f"{library.name}*")}
    database.close()
    assert set(modes.values()) == {0o600}, modes


def test_a_new_file_says_whose_it_is_and_which_version(library: Path) -> None:
    database = open_library(library)
    assert pragma(database, "application_id") == APPLICATION_ID
    assert pragma(database, "user_version") == NEWEST
    database.close()
    assert library.read_bytes()[68:72] == b"NGDS"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 4000),
    ],
)
@pytest.mark.parametrize("again", [False, True], ids=["new", "opened again"])
def test_every_connection_is_set_as_it_must_be(library: Path, name: str, wanted: object, again: bool) -> None:
    if again:
        open_library(library).close()
    database = open_library(library)
    assert pragma(database, name) == wanted
    database.close()


def test_closing_leaves_one_file_and_may_be_done_twice(library: Path) -> None:
    database = open_library(library)
    database.close()
    database.close()
    assert [each.name for each in library.parent.iterdir()] == [library.name]


def test_an_empty_file_becomes_a_library(library: Path) -> None:
    library.touch()
    database = open_library(library)
    assert pragma(database, "application_id") == APPLICATION_ID
    assert pragma(database, "user_version") == NEWEST
    database.close()


def test_a_library_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_library(IN_MEMORY).close()
    assert list(tmp_path.iterdir()) == []


def write_text(path: Path) -> None:
    path.write_text("Dear diary, this is no library at all.\n" * 60, encoding="utf-8")


def write_noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def write_other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER PRIMARY KEY, name TEXT)")
        connection.execute("INSERT INTO recipe (name) VALUES ('Rye bread')")
    connection.close()


def write_newer(path: Path) -> None:
    open_library(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()


def write_damaged(path: Path) -> None:
    open_library(path).close()
    held = path.read_bytes()
    path.write_bytes(held[:100] + b"\xff" * (len(held) - 100))


def write_cut_short(path: Path) -> None:
    open_library(path).close()
    os.truncate(path, 100)


NOT_A_LIBRARY = "is not a NegDesk library, or it is damaged. Nothing in it was changed."


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (write_text, NOT_A_LIBRARY),
        (write_noise, NOT_A_LIBRARY),
        (write_other_program, "belongs to another program. Nothing in it was changed."),
        (write_newer, "was written by a newer NegDesk. Update NegDesk, then open it again."),
        (write_damaged, NOT_A_LIBRARY),
        (write_cut_short, NOT_A_LIBRARY),
    ],
)
def test_a_file_that_is_refused_stays_as_it_is(tmp_path: Path, write: Callable[[Path], None], sentence: str) -> None:
    path = tmp_path / "odd.negdesk"
    write(path)
    before = path.read_bytes()
    with pytest.raises(Refusal) as refused:
        open_library(path)
    assert refused.value.sentence == f"odd.negdesk {sentence}"
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["odd.negdesk"]


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot be opened"):
        open_library(tmp_path)


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refusal, match=r"cannot be made here \(.+\)\. Choose another folder\."):
        open_library(tmp_path / "file" / "library.negdesk")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything is refused nothing")
def test_a_folder_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Refusal, match="cannot be made here"):
            open_library(tmp_path / "library.negdesk")
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_said_and_nothing_is_kept(library: Path) -> None:
    desk = Desk(database := open_library(library))
    negotiation = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    before = whole_content(database.connection)
    pages = pragma(database, "page_count")
    database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SaveFailed) as failed:
        desk.do(commands.negotiation.edit_negotiation, negotiation, note="long " * 15_000)
    assert failed.value.sentence.startswith("Not saved: the disk is full.")
    assert desk.trouble == failed.value.sentence
    assert not database.connection.in_transaction
    assert whole_content(database.connection) == before

    database.connection.execute("PRAGMA max_page_count = 100000")
    desk.do(commands.negotiation.edit_negotiation, negotiation, note="long " * 15_000)
    assert desk.trouble == ""
    desk.close()


def test_a_library_that_another_program_holds_is_said(library: Path) -> None:
    desk = Desk(database := open_library(library))
    database.connection.execute("PRAGMA busy_timeout = 0")
    other = open_library(library)
    other.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(SaveFailed, match="another program holds the library"):
        desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    other.connection.execute("ROLLBACK")
    other.close()
    assert desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist") == 1
    assert desk.trouble == ""
    desk.close()


def test_an_error_of_ours_is_no_trouble_of_the_disk(library: Path) -> None:
    database = open_library(library)

    def break_half_way() -> None:
        with database.transaction():
            database.connection.execute("INSERT INTO setting (uid, key, value) VALUES ('u', 'our_name', 'Nobody')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_half_way()
    assert whole_content(database.connection)["setting"] == []
    database.close()


def test_a_statement_stays_compiled_however_many_there_were_before(library: Path) -> None:
    database = open_library(library)
    connection: Any = database.connection
    compiled: list[int] = []

    def asked(action: int, *_what: object) -> int:  # whether a statement may do this, which is asked as it is compiled
        compiled.append(action)
        return 0

    connection.set_authorizer(asked)
    for number in range(500):
        connection.execute(f"SELECT {number} FROM saving")
    assert compiled
    for _ in range(2):  # one after the other, as the statements of a gesture are
        compiled.clear()
        for column in ("library", "number"):
            connection.execute(f"SELECT {column} FROM saving").fetchall()
    assert not compiled
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a file that is open")
@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_said_to_be_saved_once_the_library_is_not_where_it_was(library: Path, replaced: bool) -> None:
    desk, away = Desk(open_library(library)), library.with_name("moved.negdesk")
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    library.rename(away)
    if replaced:
        library.write_bytes(b"")
    for text in ("Lost?", "This too?"):
        with pytest.raises(SaveFailed, match="moved, deleted or replaced") as refused:
            desk.do(commands.log.write_entry, ana, text)
        assert refused.value.offers == "try again" and desk.trouble == refused.value.sentence
    away.replace(library)
    desk.do(commands.log.write_entry, ana, "Kept")
    assert not desk.trouble
    desk.close()
    again = Desk(open_library(library))
    assert again.ask(lambda c: c.execute("SELECT text FROM log_entry").fetchall()) == [("Kept",)]
    again.close()
