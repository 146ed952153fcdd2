"""The command line: its table, its help, papers without a window, and sentences where something is not there."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from negdesk import command_line, commands
from negdesk.command_line.subcommands import SUBCOMMANDS
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import LAMPS
from negdesk.opening import open_desk


@pytest.fixture
def library(library: Path) -> Path:
    """A library with one negotiation in it."""
    desk = open_desk(library)
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.close()
    return library


def test_help_lists_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(each.name in said and each.help[:20] in said for each in SUBCOMMANDS)


@pytest.mark.parametrize("name", [each.name for each in SUBCOMMANDS])
def test_each_subcommand_tells_its_words_and_takes_a_library(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main([name, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert f"negdesk {name}" in said
    assert "--library FILE" in said


def test_a_paper_is_saved_without_a_window(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "brief.pdf"
    assert command_line.main(["export", "brief", "oat", "-o", str(paper), "--library", str(library)]) == 0
    assert capsys.readouterr().out == f"{paper}\n"
    assert paper.read_bytes().startswith(b"%PDF-")


def test_a_library_that_is_not_there_is_said_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "missing.negdesk"
    assert command_line.main(["--library", str(missing), "export", "brief", "oat", "-o", "x.pdf"]) == 1
    assert f"There is no library at {missing}" in capsys.readouterr().err
    assert not missing.exists()


def test_words_that_are_not_understood_end_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main(["exprot"])
    assert ended.value.code == 2
    assert "exprot" in capsys.readouterr().err


def test_changes_are_marked_where_a_version_was_agreed_before(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "agreement.pdf"
    words = ["export", "agreement", "oat", "--changes", "-o", str(paper), "--library", str(library)]
    assert command_line.main(words) == 1
    assert "an earlier version" in capsys.readouterr().err and not paper.exists()
    desk = open_desk(library)
    item = desk.do(commands.ledger.add_give, 1, "Forecast")
    desk.do(commands.ledger.set_state, item, LedgerState.ACCEPTED)
    for side, kind in LAMPS:
        desk.do(commands.meeting.set_lamp, 1, side, kind, True)
    desk.do(commands.agreement.mark_agreed, 1)
    desk.do(commands.agreement.open_again, 1)
    desk.do(commands.ledger.edit_item, item, due_text="each month")
    desk.close()
    assert command_line.main(words) == 0
    text = " ".join(PdfReader(paper).pages[0].extract_text().split())
    assert "Changed since version 1 What Version 1 Now Forecast given by Our side no day each month" in text
    words.remove("--changes")
    assert command_line.main(words) == 0
    assert "Changed since" not in PdfReader(paper).pages[0].extract_text()
