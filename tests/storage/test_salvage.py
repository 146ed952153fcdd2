"""What of a damaged library is salvaged: every row that can be read, right, and where it begins found again."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.storage.backup import Access
from negdesk.storage.database import open_library
from negdesk.storage.file_pages import FilePages
from negdesk.storage.salvage import salvage
from negdesk.storage.schema_mending import pages_of_schema
from tests.campaigns import FULL
from tests.storage.libraries import digest, fill
from tests.whole_content import whole_content


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


def schema_pages(access: Access) -> list[int]:
    """The pages, after the first, that say what the tables are and where they begin."""
    with FilePages(access.path, access.key, access.salt) as pages:
        return [number for number, _greatest in pages_of_schema(pages)]


def test_a_bad_page_of_what_the_tables_are_costs_no_row(kept: Access, tmp_path: Path) -> None:
    """SQLite reads nothing without that page; what it said is known, and where the tables begin is found again."""
    right, whole, rows = rows_of(kept), kept.path.read_bytes(), 8 + 24
    places = sorted(schema_pages(kept))  # the first ones name the tables, the later ones what keeps the search index
    assert len(places) > 15
    for number in places if FULL else (*places[:8], *places[8::9]):
        data = bytearray(whole)
        if kept.key is None:
            data[(number - 1) * 4096 : number * 4096] = bytes(4096)
        else:
            data[(number - 1) * 4096 + 77] ^= 8
        damaged, made = tmp_path / f"damaged-{number}.negdesk", Access(tmp_path / f"made-{number}.negdesk", kept.key)
        damaged.write_bytes(data)
        report = {each.table: each for each in salvage(Access(damaged, kept.key, kept.salt), made.path)}
        assert rows_of(made) == right, f"page {number} of {places}"
        assert report["counterpart"].brought + report["log_entry"].brought == rows
        digest(made)


def test_a_table_is_not_taken_for_another_one_whose_beginning_was_lost(kept: Access, tmp_path: Path) -> None:
    """Rows that a lost table does not take stay out of it, and what was not found is said."""
    missing, right = {"log_entry", "promise"}, rows_of(kept)
    database = open_library(kept.path, kept.key)
    database.connection.execute("PRAGMA writable_schema = ON")
    ((place,),) = database.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'log_entry'").fetchall()
    for table in missing:
        database.connection.execute("DELETE FROM sqlite_schema WHERE tbl_name = ?", (table,))
    database.connection.execute("PRAGMA writable_schema = OFF")
    database.close()
    with FilePages(kept.path, kept.key, kept.salt) as pages:
        pages.write(place, bytes(pages.room))
    report = {each.table: each for each in salvage(kept, tmp_path / "made.negdesk")}
    assert {name for name, each in report.items() if each.more_lost} == missing
    assert 0 < report["log_entry"].brought < 24 and not report["promise"].brought
    made = rows_of(Access(tmp_path / "made.negdesk", kept.key))
    assert made["counterpart"] == right["counterpart"] and made["log_entry"].items() <= right["log_entry"].items()


def test_what_has_not_settled_yet_comes_over_past_a_bad_page(kept: Access, tmp_path: Path) -> None:
    desk = Desk(open_library(kept.path, kept.key))
    fill(desk, 2, 2)
    for ending in ("", "-wal"):
        beside = Path(f"{kept.path}{ending}")
        (tmp_path / f"damaged.negdesk{ending}").write_bytes(beside.read_bytes())
    desk.close()
    right = rows_of(kept)
    damaged = Access(tmp_path / "damaged.negdesk", kept.key, kept.salt)
    data = bytearray(damaged.path.read_bytes())
    for number in schema_pages(kept)[2:6]:
        data[(number - 1) * 4096 : number * 4096] = bytes(4096)
    damaged.path.write_bytes(data)
    salvage(damaged, tmp_path / "made.negdesk")
    assert rows_of(Access(tmp_path / "made.negdesk", kept.key)) == right
