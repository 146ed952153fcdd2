"""People from a table on the command line: columns said in words, duplicates each way, and encrypted libraries."""

import json
from pathlib import Path
from typing import Any

import pytest

from negdesk import command_line, commands
from negdesk.domain.encryption import Chosen
from negdesk.encrypting import Encryption
from negdesk.looking_in import content_of
from negdesk.opening import open_desk

pytestmark = pytest.mark.usefixtures("cheap_keys")

WORDS, OTHER_WORDS = "harbour lantern oats violin", "another four words here"
TABLE = "Wer;Wo;Wann\r\nMara Lindqvist;mara@northmill.example;1998\r\nJonas Wéber;jonas@harbour.example;2004\r\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return a_library(tmp_path / "own.negdesk", "Mara Lindqvist")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(TABLE.encode("cp1252"))
    return path


def a_library(path: Path, name: str, passphrase: str = "") -> Path:
    if passphrase:
        Encryption(path).make(Chosen(passphrase))
    desk = open_desk(path, passphrase)
    desk.do(commands.counterpart.add_counterpart, name, job_title="Buyer")
    desk.close()
    return path


def run(*words: object) -> int:
    return command_line.main([str(word) for word in words])


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def people(path: Path, typed: str = "") -> list[tuple[Any, ...]]:
    rows = content_of(path, typed).rows["counterpart"]
    return [(row["name"], row["email"], row["known_since"]) for row in rows]


def a_passphrase(folder: Path, words: str) -> Path:
    path = folder / f"{words[:3]}.txt"
    path.write_text(f"{words}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("columns", ["name,email,known_since", "Wer=name,2=email,WANN=known-since"])
def test_columns_are_said_and_all_of_it_comes_in(own: Path, table: Path, columns: str) -> None:
    words = ("import", "csv", table, "--library", own, "--heading", "--columns", columns, "--duplicates", "keep")
    assert run(*words) == 0
    assert people(own) == [
        ("Mara Lindqvist", "", ""),
        ("Mara Lindqvist", "mara@northmill.example", "1998"),
        ("Jonas Wéber", "jonas@harbour.example", "2004"),
    ]


def test_a_preview_says_what_was_recognised_and_changes_nothing(
    own: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_of(own)
    words = ("import", "csv", table, "--library", own, "--columns", "Wer=name,Wann=-", "--heading", "--preview")
    assert run(*words, "--json") == 0
    told = said(capsys)
    assert told["table"] == {
        "delimiter": ";",
        "encoding": "cp1252",
        "heading": True,
        "columns": [
            {"heading": "Wer", "field": "name"},
            {"heading": "Wo", "field": "email"},
            {"heading": "Wann", "field": ""},
        ],
    }
    assert (told["read"], told["added"], told["skipped"]) == (2, 1, 1)
    assert run(*words) == 0
    out = capsys.readouterr().out
    assert "Columns: Wer=name, Wo=email, Wann=-" in out
    assert "“;”" in out and "cp1252" in out
    assert content_of(own) == before


def test_delimiter_and_encoding_are_said(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes("Name~Phone\r\nJörg~1234567\r\n".encode("cp437"))
    assert run("import", "csv", path, "--library", own, "--delimiter", "~", "--encoding", "cp437") == 0
    assert "Jörg" in [name for name, _, _ in people(own)]


@pytest.mark.parametrize(
    ("choice", "mails", "told"),
    [
        ("merge", ["mara@northmill.example", "jonas@harbour.example"], (1, 1, 0)),
        ("skip", ["", "jonas@harbour.example"], (1, 0, 1)),
        ("keep", ["", "mara@northmill.example", "jonas@harbour.example"], (2, 0, 0)),
    ],
)
def test_who_is_here_already_is_merged_skipped_or_kept(
    own: Path, table: Path, capsys: pytest.CaptureFixture[str], choice: str, mails: list[str], told: tuple[int, ...]
) -> None:
    words = ("import", "csv", table, "--library", own, "--heading", "--columns", "name,email", "--json")
    assert run(*words, "--duplicates", choice) == 0
    answer = said(capsys)
    assert (answer["added"], answer["merged"], answer["skipped"]) == told
    assert [each["here"] for each in answer["duplicates"]] == ["Mara Lindqvist"]
    assert [mail for _, mail, _ in people(own)] == mails


TWICE = 'Name,Email,Phone\nIda Berg,ida@x.example,\nOve Lund,,\n"Berg, Ida",,0600 000 003\n'


@pytest.mark.parametrize(
    ("choice", "told", "sentence"),
    [
        ((), (2, 0, 1, 0), "One was added to the same one in the file."),
        (("--duplicates", "merge"), (2, 0, 1, 0), "One was added to the same one in the file."),
        (("--duplicates", "skip"), (2, 0, 0, 1), "left out."),
        (("--duplicates", "keep"), (3, 0, 0, 0), "3 came in new."),
    ],
)
def test_who_stands_twice_in_a_table_is_told_and_merged_unless_said_otherwise(
    own: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    choice: tuple[str, ...],
    told: tuple[int, ...],
    sentence: str,
) -> None:
    table = tmp_path / "twice.csv"
    table.write_text(TWICE, encoding="utf-8")
    words = ("import", "csv", table, "--library", own, *choice)
    assert run(*words, "--preview") == 0
    out = capsys.readouterr().out
    assert "row 4: Berg, Ida is probably Ida Berg (the same name, row 2)" in out
    assert sentence in out
    for more in ("--preview", "--heading"):
        assert run(*words, more, "--json") == 0
        answer = said(capsys)
        assert (answer["added"], answer["merged"], answer["twice"], answer["skipped"]) == told


def test_a_preview_tells_as_many_as_come_in_and_organisations_besides(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "belonging.csv"
    table.write_text("Name,Organisation\nIda Berg,Mill One\nOve Lund,Mill Two\nEli Dahl,Mill Two\n", encoding="utf-8")
    for words in (("--preview",), ()):
        assert run("import", "csv", table, "--library", own, *words) == 0
        out = capsys.readouterr().out
        assert "3 came in new." in out
        assert ("2 organisations were made for those who belong to them." in out) == (not words)


def test_a_word_that_says_nothing_about_such_a_file_is_refused(
    own: Path, tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("vcard", "--columns", "name"), ("json", "--no-heading"), ("csv", "--file-passphrase-file", table)):
        assert run("import", words[0], table, "--library", own, *words[1:]) == 1
        assert "Leave it out" in capsys.readouterr().err
    assert run("import", "csv", table, "--library", own, "--columns", "what") == 1
    assert "“what” is no field" in capsys.readouterr().err


@pytest.mark.parametrize("by", ["file", "environment"])
def test_an_encrypted_library_takes_in_a_table(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = a_library(tmp_path / "locked.negdesk", "Aiko Tanaka", WORDS)
    words = ["import", "csv", table, "--library", own, "--heading", "--columns", "name,email"]
    assert run(*words) == 1
    assert "encrypted" in capsys.readouterr().err
    if by == "file":
        words += ["--passphrase-file", a_passphrase(tmp_path, WORDS)]
    else:
        monkeypatch.setenv("NEGDESK_PASSPHRASE", WORDS)
    assert run(*words) == 0
    assert [name for name, _, _ in people(own, WORDS)] == ["Aiko Tanaka", "Mara Lindqvist", "Jonas Wéber"]


@pytest.mark.parametrize("by", ["the same passphrase", "the environment", "a passphrase of its own"])
def test_an_encrypted_library_is_read(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = a_library(tmp_path / "other.negdesk", "Aiko Tanaka", OTHER_WORDS)
    before = other.read_bytes()
    words = ["import", "library", other, "--library", own]
    assert run(*words) == 1
    assert "other.negdesk is encrypted" in capsys.readouterr().err, "the file is called by its name"
    match by:
        case "the same passphrase":
            words += ["--passphrase-file", a_passphrase(tmp_path, OTHER_WORDS)]
        case "the environment":
            monkeypatch.setenv("NEGDESK_PASSPHRASE", OTHER_WORDS)
        case _:
            monkeypatch.setenv("NEGDESK_PASSPHRASE", WORDS)
            own = a_library(tmp_path / "locked.negdesk", "Mara Lindqvist", WORDS)
            words[-1] = own
            words += ["--file-passphrase-file", a_passphrase(tmp_path, OTHER_WORDS)]
    assert run(*words) == 0
    assert [name for name, _, _ in people(own, WORDS)] == ["Mara Lindqvist", "Aiko Tanaka"]
    assert other.read_bytes() == before
