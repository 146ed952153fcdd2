"""The search index: kept by the library's own triggers through undo and redo, and made anew where it was damaged."""

from pathlib import Path
from shutil import copyfile

import pytest

from negdesk.commands import counterpart, log, negotiation, plan
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side
from negdesk.opening import open_desk
from negdesk.storage import search_index
from negdesk.storage.database import Connection, open_library
from negdesk.storage.search_index import SOURCES
from tests.storage.index_content import check_index, index_content
from tests.whole_content import whole_content

OLD_FILES = Path(__file__).parents[1] / "old_files"


def entries(connection: Connection, words: str) -> list[int]:
    sql = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid"
    return [number for (number,) in connection.execute(sql, (words,))]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A library with a person, an entry in three scripts, and a negotiation."""
    ana = desk.do(counterpart.add_counterpart, "Łukasz Müller")
    desk.do(log.write_entry, ana, "Straße 12, 原価は価格です, สวัสดีครับ #Mühle")
    deal = desk.do(negotiation.new_negotiation, "Oat flour", counterpart_ids=[ana])
    desk.do(plan.add_alternative, deal, Side.US, "The other mill")
    return desk


@pytest.mark.parametrize(
    "words",
    ['"lukasz" AND "muller"', '"strasse"', '"価 格"', '"ส วั"', '"\ue000tmuhle"', '"fl" *', '"\ue000y2026" OR "oat"'],
)
def test_accents_spellings_and_scripts_are_folded(filled: Desk, words: str) -> None:
    if words == '"ส วั"':
        words = '"ส ว ั"'
    assert filled.ask(entries, words)


def test_a_phrase_is_not_found_across_two_texts(desk: Desk) -> None:
    desk.do(counterpart.add_counterpart, "Ana", job_title="Buyer")
    assert desk.ask(entries, '"ana" AND "buyer"')
    assert not desk.ask(entries, '"ana buyer"')


def test_undo_and_redo_keep_it_right(filled: Desk) -> None:
    before = filled.ask(index_content)
    check_index(filled)
    while filled.undo() is not None:
        check_index(filled)
    assert filled.ask(index_content) == []
    while filled.redo() is not None:
        pass
    assert filled.ask(index_content) == before


def test_what_changes_no_text_does_not_touch_it(filled: Desk) -> None:
    before = filled.ask(parts)
    filled.do(negotiation.bin_negotiation, 1)
    assert filled.ask(parts) == before


def parts(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT id, block FROM search_index_data ORDER BY id").fetchall()


DAMAGES = (
    "DELETE FROM search_index_config",
    "DELETE FROM search_index_data",
    "DELETE FROM search_index_docsize",
    "UPDATE search_index_data SET block = x'00112233'",
    "UPDATE search_index_data SET block = x'ff' WHERE id > 10",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_one_is_noticed_and_made_anew(filled: Desk, library: Path, damage: str) -> None:
    whole, content = filled.ask(index_content), filled.ask(whole_content)
    filled.close()
    database = open_library(library)
    database.connection.execute(damage)
    database.close()
    desk = open_desk(library)
    assert not desk.ask(search_index.is_whole)
    desk.renew_search()
    assert desk.ask(search_index.is_whole)
    assert desk.ask(index_content) == whole
    assert desk.ask(whole_content) == content
    desk.close()


@pytest.mark.parametrize("damage", DAMAGES[:2])
def test_a_damaged_one_keeps_nobody_from_writing(filled: Desk, library: Path, damage: str) -> None:
    filled.close()
    database = open_library(library)
    database.connection.execute(damage)
    database.close()
    desk = open_desk(library)
    desk.do(log.write_entry, 1, "Written all the same")
    assert desk.ask(entries, '"all the same"')
    check_index(desk)
    assert desk.undo() is not None
    check_index(desk)
    desk.close()


def test_an_old_library_is_indexed_before_the_first_change(tmp_path: Path) -> None:
    path = Path(copyfile(OLD_FILES / "1.negdesk", tmp_path / "old.negdesk"))
    desk = open_desk(path)
    desk.warm_up()
    assert desk.ask(entries, '"oat flour"')
    check_index(desk)
    desk.close()


def test_an_index_of_another_making_is_made_anew(filled: Desk, library: Path) -> None:
    filled.close()
    database = open_library(library)
    database.connection.execute("DROP TRIGGER search_insert_question")
    assert not search_index.is_current(database.connection)
    database.close()
    desk = open_desk(library)
    desk.warm_up()
    assert desk.ask(search_index.is_current)
    desk.close()


def test_every_source_has_a_number_of_its_own_and_a_table(desk: Desk) -> None:
    desk.warm_up()
    assert len({source.number for source in SOURCES}) == len(SOURCES)
    assert all(0 < source.number < search_index.SHIFT for source in SOURCES)
    tables = desk.ask(whole_content)
    assert {source.table for source in SOURCES} <= tables.keys()
