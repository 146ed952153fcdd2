"""Every upgrade step: old files open and lose nothing, and a step that fails leaves the version before it whole."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from negdesk.domain.backup import Reason
from negdesk.domain.refusal import Refusal
from negdesk.storage import database as database_module
from negdesk.storage import schema_upgrade
from negdesk.storage.backup import backups_in
from negdesk.storage.database import APPLICATION_ID, Database, open_library
from negdesk.storage.encryption import new_lock, set_encryption
from negdesk.storage.library_key import new_key
from negdesk.storage.schema_upgrade import NEWEST, STEPS, upgrade
from negdesk.storage.unlocking import open_with
from tests.whole_content import whole_content

OLD_FILES = Path(__file__).parents[1] / "old_files"
"""For each version that a step made one library of that version, ``VERSION.negdesk``, with a row in every table."""

FIRST_TITLE = "Oat flour for next year"


def schema(connection: sqlite3.Connection | object) -> list[tuple[object, ...]]:
    assert hasattr(connection, "execute")
    found: list[tuple[object, ...]] = connection.execute(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY name"
    ).fetchall()
    return found


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the package's, whose steps a test may add to."""
    folder = tmp_path / "package" / "schema_steps"
    folder.mkdir(parents=True)
    real = Path(schema_upgrade.__file__).parent / "schema_steps"
    for name in STEPS:
        copyfile(real / name, folder / name)
    monkeypatch.setattr(schema_upgrade, "files", lambda _package: folder.parent)
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the newest of the old files."""
    return Path(copyfile(OLD_FILES / f"{NEWEST}.negdesk", tmp_path / "old.negdesk"))


def test_every_step_has_its_old_file() -> None:
    wanted = {f"{version}.negdesk" for version in range(1, NEWEST + 1)}
    assert {each.name for each in OLD_FILES.glob("*.negdesk")} == wanted, (
        "a step was added: keep a library of its version, with a row in every table, in tests/old_files"
    )


def test_the_steps_are_numbered_in_order_and_all_of_them_are_run() -> None:
    folder = Path(schema_upgrade.__file__).parent / "schema_steps"
    assert [name.partition("_")[0] for name in STEPS] == [f"{number:04}" for number in range(1, NEWEST + 1)]
    assert {each.name for each in folder.glob("*.sql")} == set(STEPS)


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
class TestOldFile:
    """Each old file, opened by this version of the program."""

    @pytest.fixture
    def path(self, version: int, tmp_path: Path) -> Path:
        return Path(copyfile(OLD_FILES / f"{version}.negdesk", tmp_path / "old.negdesk"))

    def test_it_is_of_its_version_and_full(self, path: Path, version: int) -> None:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            empty = [t for (t,) in tables if connection.execute(f'SELECT count(*) FROM "{t}"').fetchone() == (0,)]
        assert empty == [], "the file would not show what a step does to these"

    def test_it_opens_and_is_as_a_new_one(self, path: Path, tmp_path: Path) -> None:
        new, upgraded = open_library(tmp_path / "new.negdesk"), open_library(path)
        try:
            assert schema(upgraded.connection) == schema(new.connection)
            assert upgraded.connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
            assert upgraded.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert upgraded.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        finally:
            new.close()
            upgraded.close()

    def test_what_was_in_it_is_still_there(self, path: Path, version: int) -> None:
        with closing(sqlite3.connect(path)) as connection:
            tables = [t for (t,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            counts = {t: connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}
        database = open_library(path)
        try:
            after = whole_content(database.connection)
            counts.pop("saving", None)
            assert {table: len(rows) for table, rows in after.items() if table in counts} == counts
            title = database.connection.execute("SELECT title FROM negotiation WHERE id = 1").fetchone()
            assert title == (FIRST_TITLE,)
        finally:
            database.close()
        made = backups_in(path.with_name("backups"), path)
        assert [name.reason for name, _ in made] == ([Reason.UPGRADE] if version < NEWEST else [])


@pytest.fixture
def next_step(steps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the program that has one step more."""
    (steps / "next.sql").write_text(
        "ALTER TABLE question ADD COLUMN tone TEXT NOT NULL DEFAULT '';\n", encoding="utf-8"
    )
    monkeypatch.setattr(
        database_module, "upgrade", lambda connection, back_up: upgrade(connection, back_up, (*STEPS, "next.sql"))
    )
    monkeypatch.setattr(database_module, "NEWEST", NEWEST + 1)


def test_the_next_step_runs_and_leaves_a_backup_of_before(old: Path, next_step: None) -> None:
    database = open_library(old)
    try:
        assert database.connection.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
        assert database.connection.execute("SELECT tone FROM question").fetchone() == ("",)
    finally:
        database.close()
    [(name, copy)] = backups_in(old.with_name("backups"), old)
    assert name.reason is Reason.UPGRADE and stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(OLD_FILES / f"{NEWEST}.negdesk")) as original:
        assert list(kept.iterdump()) == list(original.iterdump())
        assert kept.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert kept.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_an_encrypted_library_is_backed_up_as_it_is_and_what_opens_it_opens_the_backup(
    old: Path, next_step: None, monkeypatch: pytest.MonkeyPatch, cheap_keys: None
) -> None:
    with monkeypatch.context() as before:
        before.setattr(database_module, "upgrade", lambda _connection, _back_up: 0)
        set_encryption(old, None, new_lock(new_key(), "harbour lantern oats"))
    open_with(old, "harbour lantern oats").close()
    [(_, copy)] = backups_in(old.with_name("backups"), old)
    assert b"SQLite format 3" not in copy.read_bytes() and FIRST_TITLE.encode() not in copy.read_bytes()
    looked = open_with(copy, "harbour lantern oats")
    assert looked.connection.execute("SELECT title FROM negotiation WHERE id = 1").fetchone() == (FIRST_TITLE,)
    looked.close()


def test_the_backup_goes_to_the_folder_that_was_chosen_and_beside_the_library_where_that_refuses(
    old: Path, next_step: None, tmp_path: Path
) -> None:
    chosen, again = tmp_path / "chosen", old.with_name("again.negdesk")
    copyfile(old, again)
    open_library(old, backups=chosen).close()
    assert [name.reason for name, _ in backups_in(chosen, old)] == [Reason.UPGRADE]
    assert not old.with_name("backups").exists()
    (tmp_path / "no folder").touch()
    open_library(again, backups=tmp_path / "no folder").close()
    assert [name.reason for name, _ in backups_in(again.with_name("backups"), again)] == [Reason.UPGRADE]


def test_a_library_that_cannot_be_backed_up_is_not_upgraded(old: Path, next_step: None) -> None:
    old.with_name("backups").touch()
    with pytest.raises(Refusal, match="No backup was made"):
        open_library(old)
    with closing(sqlite3.connect(old)) as kept, closing(sqlite3.connect(OLD_FILES / f"{NEWEST}.negdesk")) as original:
        assert list(kept.iterdump()) == list(original.iterdump())
        assert kept.execute("PRAGMA user_version").fetchone() == (NEWEST,)


def test_a_step_that_fails_leaves_the_version_before_it_whole(old: Path, steps: Path) -> None:
    (steps / "good.sql").write_text("CREATE TABLE good (id INTEGER PRIMARY KEY);\n", encoding="utf-8")
    (steps / "bad.sql").write_text(
        "CREATE TABLE half (id INTEGER PRIMARY KEY);\nDELETE FROM question;\nINSERT INTO nowhere VALUES (1);\n",
        encoding="utf-8",
    )
    database = open_library(old)
    before = whole_content(database.connection)
    with pytest.raises(Exception, match="nowhere"):
        upgrade(database.connection, steps=(*STEPS, "good.sql", "bad.sql"))
    check_is_at(database, NEWEST + 1)
    assert whole_content(database.connection) == {**before, "good": []}
    database.close()


def check_is_at(database: Database, version: int) -> None:
    assert not database.connection.in_transaction
    assert database.connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert database.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_an_up_to_date_library_is_left_alone(old: Path) -> None:
    database = open_library(old)
    assert upgrade(database.connection) == 0
    check_is_at(database, NEWEST)
    database.close()
    assert [each.name for each in old.parent.iterdir()] == [old.name]
