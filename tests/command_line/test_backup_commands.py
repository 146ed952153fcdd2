"""``backup``, ``restore`` and ``salvage`` from the command line."""

import shutil
from pathlib import Path

import pytest

from negdesk import command_line, commands
from negdesk.desk import Desk
from negdesk.domain.backup import Reason
from negdesk.opening import open_desk
from negdesk.storage.backup import Access, backups_in, read_back
from tests.disks import only_read

pytestmark = pytest.mark.usefixtures("cheap_keys")


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text("harbour lantern oats\n", encoding="utf-8")
    return path


def new_with_maria(library: Path, key: list[str], encrypted: bool) -> Desk:
    """A library made by the command, open, with one counterpart; `key` are the words that name its passphrase."""
    assert command_line.main(["new", "--library", str(library), *key, *([] if encrypted else ["--plain"])]) == 0
    desk = open_desk(library, "harbour lantern oats")
    desk.do(commands.counterpart.add_counterpart, "Maria")
    return desk


def test_a_passphrase_file_is_read_as_any_editor_writes_it(library: Path, tmp_path: Path) -> None:
    written = tmp_path / "words.txt"
    for data in (b"harbour lantern oats\n", b"\xef\xbb\xbfharbour lantern oats\r\n"):
        written.write_bytes(data)
        made = library.with_name(f"{len(data)}.negdesk")
        assert command_line.main(["new", "--library", str(made), "--passphrase-file", str(written)]) == 0
        open_desk(made, "harbour lantern oats").close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_there_and_back(
    library: Path, tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str], encrypted: bool
) -> None:
    key = ["--passphrase-file", str(passphrase)]
    desk = new_with_maria(library, key, encrypted)
    backup = tmp_path / "backup.negdesk"
    make = ["backup", "--library", str(library), *key, "-o", str(backup)]
    assert command_line.main(make) == 0, "the window may have it open meanwhile"
    assert command_line.main(make) == 1 and "is there already" in capsys.readouterr().err
    desk.do(commands.counterpart.add_counterpart, "Ben")
    desk.close()
    bring = ["restore", str(backup), *key, "-o", str(library)]
    assert command_line.main(bring) == 1
    assert "--replace" in capsys.readouterr().err
    assert command_line.main([*bring, "--replace"]) == 0
    said = capsys.readouterr().out.splitlines()[0]
    assert said == f"What was there is kept as {kept(library)[Reason.RESTORE]}"
    assert people(library, "harbour lantern oats") == 1
    assert people(kept(library)[Reason.RESTORE], "harbour lantern oats") == 2
    new = tmp_path / "new.negdesk"
    assert command_line.main(["restore", str(backup), *key, "-o", str(new)]) == 0
    assert command_line.main(["check", "--library", str(new), *key]) == 0


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_backup_of_a_library_that_lacks_what_was_saved_says_so(
    library: Path, tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str], encrypted: bool
) -> None:
    key = ["--passphrase-file", str(passphrase)]
    desk = new_with_maria(library, key, encrypted)
    desk.close()
    desk = open_desk(library, "harbour lantern oats")
    desk.do(commands.counterpart.add_counterpart, "Ben")
    lost = tmp_path / "lost.negdesk"
    endings = ("", "-saved", ".key") if encrypted else ("", "-saved")
    for ending in endings:  # as it lies on the disk just now, without the file with the latest changes
        shutil.copyfile(f"{library}{ending}", f"{lost}{ending}")
    capsys.readouterr()
    make = ["backup", "--library", str(library), *key, "-o"]
    assert command_line.main([*make, str(tmp_path / "whole.negdesk")]) == 0, "in use, and nothing is missing"
    assert not capsys.readouterr().err
    desk.close()
    make[2] = str(lost)
    assert command_line.main([*make, str(tmp_path / "backup.negdesk")]) == 1
    said = capsys.readouterr()
    assert "What was saved last in lost.negdesk is missing: 1 change." in said.err
    assert said.out.splitlines() == [str(tmp_path / "backup.negdesk")]
    assert people(tmp_path / "backup.negdesk", "harbour lantern oats") == 1, "what is there is in it"
    assert command_line.main([*make, str(tmp_path)]) == 1, "it is said each time, until it was seen in the window"
    assert command_line.main(["check", "--library", str(lost), *key]) == 1


@pytest.mark.parametrize("encrypted", [False, True])
def test_salvage_says_what_came_over(
    library: Path, tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str], encrypted: bool
) -> None:
    key = ["--passphrase-file", str(passphrase)]
    command_line.main(["new", "--library", str(library), *key, *([] if encrypted else ["--plain"])])
    desk = open_desk(library, "harbour lantern oats")
    for number in range(60):
        desk.do(commands.counterpart.add_counterpart, f"Maria {number}")
    found = desk.ask(
        lambda each: each.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'counterpart'").fetchone()
    )
    assert found is not None
    root = int(found[0])
    desk.close()
    sound = tmp_path / "sound.negdesk"
    assert command_line.main(["salvage", str(library), *key, "-o", str(sound)]) == 0
    assert "All rows came over" in capsys.readouterr().out
    data = bytearray(library.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    library.write_bytes(data)
    assert command_line.main(["check", "--library", str(library), *key]) == 1
    capsys.readouterr()
    assert command_line.main(["salvage", str(library), *key, "-o", str(tmp_path / "made.negdesk")]) == 1
    said = capsys.readouterr().out
    assert "Counterparts: 0 rows, 60 could not be read" in said and "Not everything came over" in said
    assert command_line.main(["check", "--library", str(tmp_path / "made.negdesk"), *key]) == 0
    assert command_line.main(["restore", str(tmp_path / "gone"), "-o", str(tmp_path / "x")]) == 1


def test_an_old_library_is_backed_up_before_any_word_upgrades_it(tmp_path: Path) -> None:
    old = tmp_path / "old.negdesk"
    shutil.copyfile(Path(__file__).parents[1] / "old_files" / "1.negdesk", old)
    assert command_line.main(["check", "--library", str(old)]) == 0
    [(name, backup)] = backups_in(tmp_path / "backups", old)
    assert name.reason is Reason.UPGRADE and read_back(Access(backup)).negotiations > 0


def people(path: Path, typed: str = "") -> int:
    desk = open_desk(path, typed)
    try:
        found = desk.ask(lambda each: each.execute("SELECT count(*) FROM counterpart").fetchone())
    finally:
        desk.close()
    return int(found[0]) if found is not None else -1


def kept(library: Path) -> dict[Reason, Path]:
    """The backups beside a library by their reasons; there may be one for each."""
    found = backups_in(library.with_name("backups"), library)
    assert len({name.reason for name, _ in found}) == len(found)
    return {name.reason: path for name, path in found}


@pytest.mark.parametrize("encrypted", [False, True])
def test_another_key_is_given_after_a_backup_that_the_old_one_opens(
    library: Path, tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str], encrypted: bool
) -> None:
    second = tmp_path / "second.txt"
    second.write_text("violin gravel seventeen\n", encoding="utf-8")
    old = ["--library", str(library), "--passphrase-file", str(passphrase)]
    command_line.main(["new", *old, *([] if encrypted else ["--plain"])])
    desk = open_desk(library, "harbour lantern oats")
    desk.do(commands.counterpart.add_counterpart, "Maria")
    desk.close()
    more = ["--new-key"] if encrypted else []
    assert command_line.main(["passphrase", *old, "--new-passphrase-file", str(second), *more]) == 0
    before = kept(library)[Reason.KEY]
    assert f"What was there is kept as {before}" in capsys.readouterr().out
    assert people(before, "harbour lantern oats" if encrypted else "") == 1
    assert people(library, "violin gravel seventeen") == 1
    restored = tmp_path / "restored.negdesk"
    new = ["--passphrase-file", str(second)]
    if encrypted:
        assert command_line.main(["restore", str(before), *new, "-o", str(restored)]) == 1
        assert "does not open" in capsys.readouterr().err and not restored.exists()
    assert command_line.main(["restore", str(before), "--passphrase-file", str(passphrase), "-o", str(restored)]) == 0
    assert people(restored, "harbour lantern oats" if encrypted else "") == 1


def test_an_import_is_backed_up_before_and_a_preview_is_not(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line.main(["new", "--library", str(library), "--plain"])
    cards_file = tmp_path / "cards.vcf"
    cards_file.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Maria\nEND:VCARD\n", encoding="utf-8")
    take = ["import", "--library", str(library), "vcard", str(cards_file)]
    assert command_line.main([*take, "--preview"]) == 0 and kept(library) == {}
    capsys.readouterr()
    assert command_line.main(take) == 0
    before = kept(library)[Reason.IMPORT]
    assert str(before) in capsys.readouterr().out
    assert people(before) == 0 and people(library) == 1
    other = tmp_path / "other.negdesk"
    command_line.main(["new", "--library", str(other), "--plain"])
    assert command_line.main(["import", "--library", str(library), "library", str(other), "--json"]) == 0
    assert people(kept(library)[Reason.MERGE]) == 1


def test_where_no_backup_can_be_made_nothing_is_changed(
    library: Path, passphrase: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line.main(["new", "--library", str(library), "--plain"])
    library.with_name("backups").write_text("in the way", encoding="utf-8")
    before = library.read_bytes()
    give = ["passphrase", "--library", str(library), "--new-passphrase-file", str(passphrase)]
    assert command_line.main(give) == 1
    assert "No backup was made" in capsys.readouterr().err
    assert library.read_bytes() == before


def test_a_library_in_a_folder_that_cannot_be_written_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "shelf" / "library.negdesk"
    command_line.main(["new", "--library", str(library), "--plain"])
    with only_read(library.parent):
        assert command_line.main(["check", "--library", str(library)]) == 0
    assert "is whole" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["salvage to", "salvage of", "backup", "restore"])
def test_a_path_that_the_system_refuses_is_said_in_a_sentence(
    library: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    open_desk(library).close()
    too_long = str(library.with_name("a" * 300))
    words = {
        "salvage to": ["salvage", str(library), "-o", too_long],
        "salvage of": ["salvage", too_long, "-o", str(library.with_name("new.negdesk"))],
        "backup": ["backup", "--library", str(library), "-o", too_long],
        "restore": ["restore", str(library), "-o", too_long],
    }[command]
    assert command_line.main(words) == 1
    assert "cannot be opened" in capsys.readouterr().err
