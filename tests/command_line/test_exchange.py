"""In and out from the command line: what is said, what is kept, and what is left alone."""

import json
import os
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from icalendar import Calendar

from negdesk import command_line, commands
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.negotiation import Side
from negdesk.looking_in import content_of
from negdesk.opening import make_sample, open_desk
from negdesk.storage.clock import today
from tests.exchange import cards


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.negdesk"
    desk = open_desk(path)
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", phone="=1+1")
    desk.do(commands.promise.add_promise, Side.US, "Send samples", today(), counterpart_id=1)
    desk.do(commands.log.write_entry, 1, "# Called | about <b>flour</b>")
    desk.close()
    return path


def run(*words: object) -> int:
    return command_line.main([str(word) for word in words])


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def content(path: Path) -> LibraryContent:
    return content_of(path)


def test_a_preview_of_cards_says_all_and_changes_nothing(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.vcf"
    file.write_text(cards.ALL + "BEGIN:VCARD\nEND:VCARD\n", encoding="utf-8")
    before = content(own)
    assert run("import", "vcard", file, "--library", own, "--preview", "--json") == 0
    told = said(capsys)
    assert (told["read"], told["added"], told["skipped"]) == (5, 4, 1)
    assert [each["here"] for each in told["duplicates"]] == ["Mara Lindqvist"]
    assert [each["why"] for each in told["not_read"]] == ["it has no name"]
    assert content(own) == before


def test_cards_come_in_and_what_was_not_read_is_named(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.vcf"
    file.write_text(cards.ALL + "BEGIN:VCARD\nEND:VCARD\n", encoding="utf-8")
    assert run("import", "vcard", file, "--library", own, "--duplicates", "merge") == 0
    out = capsys.readouterr().out
    assert "5 things were read." in out
    assert "One was added to somebody who was here." in out
    assert "it has no name" in out
    names = {row["name"] for row in content(own).rows["counterpart"]}
    assert {"Mara Lindqvist", "Aiko Tanaka", "Mühle GmbH"} <= names


def test_a_table_goes_out_and_comes_in(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, other = tmp_path / "people.csv", tmp_path / "other.negdesk"
    assert run("export", "csv", "-o", table, "--library", own) == 0
    told = capsys.readouterr()
    assert "Private" in told.err
    assert told.out == f"{table}\n"
    assert "'=1+1" in table.read_text(encoding="utf-8-sig")
    open_desk(other).close()
    assert run("import", "csv", table, "--library", other) == 0
    assert [row["phone"] for row in content(other).rows["counterpart"]] == ["=1+1"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe has no name on this system")
def test_what_goes_out_to_another_program_has_nothing_behind_it(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As with ``-o /dev/stdout``, which was refused, or replaced by a file for who may do that."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("export", "json", "-o", pipe, "--library", own) == 0
    reader.join(10)
    assert json.loads(read[0])["format"]
    assert capsys.readouterr().out == ""


def test_the_library_goes_out_as_json_and_comes_back_the_same(tmp_path: Path) -> None:
    sample, empty = tmp_path / "sample.negdesk", tmp_path / "empty.negdesk"
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    make_sample(sample)
    open_desk(empty).close()
    assert run("export", "json", "-o", first, "--library", sample) == 0
    assert run("import", "json", first, "--library", empty) == 0
    assert run("export", "json", "-o", second, "--library", empty) == 0
    assert first.read_bytes() == second.read_bytes()


def test_another_library_is_merged_and_stays_as_it_is(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.negdesk"
    desk = open_desk(other)
    desk.do(commands.counterpart.add_counterpart, "Jonas Weber")
    desk.close()
    before = other.read_bytes()
    assert run("import", "library", other, "--library", own, "--json") == 0
    assert said(capsys)["added"] == 1
    assert {row["name"] for row in content(own).rows["counterpart"]} == {"Mara Lindqvist", "Jonas Weber"}
    assert other.read_bytes() == before


def test_a_calendar_has_promises_with_stable_names(own: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    for file in (first, second):
        assert run("export", "ics", "-o", file, "--library", own) == 0
    assert first.read_bytes() == second.read_bytes()
    (event,) = Calendar.from_ical(first.read_bytes()).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == ("Send samples", "Mara Lindqvist")
    assert event.decoded("dtstart") == today()


def test_the_log_goes_out_as_markdown_that_shows_what_was_written(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "log.md"
    assert run("export", "markdown", "-o", file, "--library", own) == 0
    text = file.read_text(encoding="utf-8")
    assert "## Mara Lindqvist" in text
    assert "> # Called | about \\<b>flour\\</b>" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("markdown", "Mara Lindqvist"), "“markdown” holds all of the library. Leave “Mara Lindqvist” out."),
        (("json", "--table", "log"), "--table is for csv only. Leave it out."),
        (("ledger", "Flour", "--table", "log"), "--table is for csv only. Leave it out."),
        (("vcard", "--changes"), "--changes is for agreement only. Leave it out."),
        (("brief", "Flour", "--changes"), "--changes is for agreement only. Leave it out."),
    ],
)
def test_no_word_about_what_goes_out_is_passed_over(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    """Somebody who names one counterpart would hand out a file with everybody in it."""
    file = tmp_path / "out"
    assert run("export", *words, "-o", file, "--library", own) == 1
    assert sentence in capsys.readouterr().err
    assert not file.exists()


def test_markdown_keeps_apart_what_is_called_the_same(own: Path, tmp_path: Path) -> None:
    desk = open_desk(own)
    for term in ("Price", "Delivery"):
        negotiation_id = desk.do(commands.negotiation.new_negotiation, "Flour")
        desk.do(commands.plan.add_term, negotiation_id, term)
    namesake = desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    desk.do(commands.log.write_entry, namesake, "Another Mara altogether")
    desk.close()
    file = tmp_path / "log.md"
    assert run("export", "markdown", "-o", file, "--library", own) == 0
    text = file.read_text(encoding="utf-8")
    assert text.count("## Flour") == 2
    assert (text.count("Price"), text.count("Delivery")) == (1, 1)
    assert text.count("## Mara Lindqvist") == 2


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("vcard", b"nothing", "There is no vCard"),
        ("csv", b"", "There is nothing in this file"),
        ("json", b"{", "line 1 cannot be read"),
        ("json", b"[]", "not a library"),
        ("library", b"nothing at all", "is not a NegDesk library"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, data: bytes, sentence: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    before = content(own)
    assert run("import", kind, file, "--library", own) == 1
    assert sentence in capsys.readouterr().err
    assert content(own) == before
    assert run("import", kind, tmp_path / "missing", "--library", own) == 1
