"""Making, checking and locking a library from the command line."""

from pathlib import Path

import pytest

from negdesk import command_line
from negdesk.opening import open_desk

pytestmark = pytest.mark.usefixtures("cheap_keys")


def test_a_new_library_is_encrypted_checked_given_another_passphrase_and_made_plain(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("harbour lantern oats\n", encoding="utf-8")
    second.write_text("violin gravel seventeen\n", encoding="utf-8")
    at = ["--library", str(library)]
    with_first = [*at, "--passphrase-file", str(first)]
    assert command_line.main(["new", *at]) == 1
    assert "--passphrase-file" in capsys.readouterr().err and not library.exists()
    assert command_line.main(["new", *with_first]) == 0
    code = capsys.readouterr().out.split("Recovery code: ")[1].strip()
    assert command_line.main(["new", *with_first]) == 1
    assert command_line.main(["check", *at]) == 1
    assert "is encrypted" in capsys.readouterr().err
    assert command_line.main(["check", *with_first]) == 0
    assert "(encrypted) is whole" in capsys.readouterr().out
    assert command_line.main(["passphrase", *with_first, "--new-passphrase-file", str(second)]) == 0
    assert command_line.main(["check", *with_first]) == 1
    monkeypatch.setenv("NEGDESK_PASSPHRASE", code)
    assert command_line.main(["check", *at]) == 0
    assert command_line.main(["passphrase", *at, "--new-passphrase-file", str(first), "--new-key"]) == 0
    assert code not in capsys.readouterr().out
    monkeypatch.delenv("NEGDESK_PASSPHRASE")
    assert command_line.main(["passphrase", *with_first, "--plain"]) == 0
    assert command_line.main(["check", *at]) == 0
    assert "(plain) is whole" in capsys.readouterr().out


def test_a_damaged_library_ends_with_1(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["new", "--plain", "--library", str(library)]) == 0
    spoiled = bytearray(library.read_bytes())
    spoiled[4096:12288] = bytes(8192)
    library.write_bytes(spoiled)
    assert command_line.main(["check", "--library", str(library)]) == 1
    said = capsys.readouterr()
    assert "whole" in said.out + said.err or "damaged" in said.err


def test_an_empty_file_is_no_whole_library_and_stays_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    emptied = tmp_path / "library.negdesk"
    emptied.touch()
    assert command_line.main(["check", "--library", str(emptied)]) == 1
    told = capsys.readouterr()
    assert "library.negdesk is empty" in told.err and "negdesk restore" in told.err and "whole" not in told.out
    assert [(each.name, each.stat().st_size) for each in tmp_path.iterdir()] == [("library.negdesk", 0)]


@pytest.mark.parametrize("words", [["find", "x"], ["check"], ["new", "--plain"], ["restore", "{library}", "-o"], []])
def test_a_name_that_no_file_can_have_is_said(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    open_desk(library).close()
    long = str(tmp_path / f"{'long' * 100}.negdesk")
    named = [word.format(library=library) for word in words]
    assert command_line.main([*named, *([] if words[:1] == ["restore"] else ["--library"]), long]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"negdesk: {long} cannot be opened (") and said.count("\n") == 1
