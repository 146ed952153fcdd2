"""``negdesk find``: what it prints, its exit status, and its JSON."""

import json
from pathlib import Path

import pytest

from negdesk import command_line, commands
from negdesk.opening import open_desk
from negdesk.storage.database import open_library


@pytest.fixture
def library(library: Path) -> Path:
    """A library with a person and an entry about them."""
    desk = open_desk(library)
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.do(commands.log.write_entry, ana, "Likes Müsli with flour")
    desk.close()
    return library


def test_hits_are_printed(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["find", "musl", "kind:note", "--library", str(library)]) == 0
    assert capsys.readouterr().out == "Note: Ana\tLikes Müsli with flour\n"


def test_nothing_found_is_said_and_ends_with_1(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["find", "weather", "--library", str(library)]) == 1
    assert capsys.readouterr().out == "Nothing found.\n"


def test_json_says_where_and_what(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["find", "flour", "--json", "--library", str(library)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["hits"] == [
        {
            "kind": "Note", "group": "Private log", "where": "Ana", "passage": "Likes Müsli with flour",
            "marks": [[17, 22]], "page": "counterpart", "id": 1, "step": "", "focus": "log_entry:1",
        }
    ]  # fmt: skip


def test_a_damaged_index_is_made_anew(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_library(library)
    database.connection.execute("DELETE FROM search_index_data")
    database.close()
    assert command_line.main(["find", "flour", "--library", str(library)]) == 0
    assert "Likes Müsli" in capsys.readouterr().out
