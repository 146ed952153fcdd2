"""From a name to a file: found by title or number, saved whole or not at all."""

import os
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from negdesk import documents
from negdesk.documents.export import make_paper, save, system_locale
from negdesk.domain.refusal import Refusal
from negdesk.storage.database import Database
from tests.documents.oat_flour import NOW, put
from tests.documents.reading import asker

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", ["Oat flour, yearly supply", "oat FLOUR", "1", " yearly  supply "])
def test_a_negotiation_is_found_by_title_part_or_number(oats: Database, name: str) -> None:
    paper = make_paper(asker(oats), "agreement", name, today=DAY)
    assert paper.file_name == "2026-11-23 Oat flour, yearly supply - Summary of agreement.pdf"
    assert paper.data.startswith(b"%PDF") and paper.unprintable == ""


def test_the_log_is_of_a_counterpart_and_private(oats: Database) -> None:
    paper = make_paper(asker(oats), "log", "nordmill", page="Letter", locale="de_DE", today=DAY)
    assert paper.file_name == "2026-11-23 PRIVATE Nordmill Foods - Log.pdf"


def test_who_is_not_there_or_not_clear_is_said(oats: Database) -> None:
    for paper, name, words in (("brief", "pallets", "no negotiation “pallets”"), ("log", "", "no counterpart")):
        with pytest.raises(Refusal, match=words):
            make_paper(asker(oats), paper, name, today=DAY)
    put(oats.connection, "negotiation", title="Oat milk", created_at=NOW, stage_changed_at=NOW)
    with pytest.raises(Refusal, match=r"Several are called that.*1 for “Oat flour.*2 for “Oat milk”"):
        make_paper(asker(oats), "brief", "oat", today=DAY)


def test_a_name_that_is_not_there_brings_the_names_that_are(oats: Database) -> None:
    with pytest.raises(Refusal, match=r"Write the number or the name: 1 for “Oat flour, yearly supply”\."):
        make_paper(asker(oats), "agreement", "pallets", today=DAY)
    for number in range(2, 14):
        put(oats.connection, "negotiation", title=f"Talk {number}", created_at=NOW, stage_changed_at=NOW)
    put(oats.connection, "negotiation", title="Thrown away", created_at=NOW, stage_changed_at=NOW, binned_at=NOW)
    with pytest.raises(Refusal, match=r"13 for “Talk 13”;.*and 3 more\.") as refused:
        make_paper(asker(oats), "agreement", "pallets", today=DAY)
    assert "Thrown away" not in refused.value.sentence


def test_saving_replaces_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    save(target, b"one")
    save(target, b"two")
    assert target.read_bytes() == b"two" and [path.name for path in tmp_path.iterdir()] == ["paper.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe has no name on this system")
def test_what_is_no_file_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    """``-o /dev/stdout`` put a file in the device's place where that was allowed, and was refused elsewhere."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    save(pipe, b"one")
    reader.join(10)
    assert read == [b"one"] and pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_link_stays_one_and_what_it_leads_to_is_saved(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target, link = tmp_path / "kept" / "paper.pdf", tmp_path / "link.pdf"
    link.symlink_to(target)
    for data in (b"one", b"two"):
        save(link, data)
        assert link.is_symlink() and target.read_bytes() == data
    library = tmp_path / "mine.negdesk"
    library.write_bytes(b"all that was ever written")
    link.unlink()
    link.symlink_to(library)
    with pytest.raises(Refusal, match="is a library, or belongs to one"):
        save(link, b"one")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    for target in (tmp_path / "no" / "such" / "paper.pdf", tmp_path / "folder.pdf"):
        with pytest.raises(Refusal, match="cannot be saved"):
            save(target, b"one")
    with pytest.raises(Refusal, match="the name cannot be used"):
        save(tmp_path / "zero\0.pdf", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


@pytest.mark.parametrize(
    "name", ["mine.negdesk", "MINE.NEGDESK", "mine.negdesk.key", "mine.negdesk-wal", "mine.negdesk-saved", "in use.db"]
)
def test_nothing_is_saved_over_a_library_or_what_belongs_to_one(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"all that was ever written")
    (tmp_path / "in use.db-wal").touch()
    with pytest.raises(Refusal, match="is a library, or belongs to one"):
        save(target, b"one")
    assert target.read_bytes() == b"all that was ever written"
    save(tmp_path / f"new {name}", b"a file that is not there yet may have any name")


def test_the_locale_is_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    assert system_locale() == "en_GB"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert system_locale() == "de_DE"


def test_modules_are_loaded_when_used() -> None:
    assert documents.export.make_paper is make_paper
    with pytest.raises(AttributeError):
        _ = documents.nothing
