"""``backup``, ``restore`` and ``salvage`` from the command line."""

import shutil
from pathlib import Path

import pytest

from negdesk import command_line, commands
from negdesk.domain.backup import Reason
from negdesk.opening import open_desk
from negdesk.storage import key_file
from negdesk.storage.backup import Access, backups_in, read_back
from negdesk.storage.key_file import Cost


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "Cost", lambda: Cost(1, 64, 1))
    monkeypatch.delenv("NEGDESK_PASSPHRASE", raising=False)


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text("harbour lantern oats\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("encrypted", [False, True])
def test_there_and_back(
    library: Path, tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str], encrypted: bool
) -> None:
    key = ["--passphrase-file", str(passphrase)]
    assert command_line.main(["new", "--library", str(library), *key, *([] if encrypted else ["--plain"])]) == 0
    desk = open_desk(library, "harbour lantern oats")
    desk.do(commands.counterpart.add_counterpart, "Maria")
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
    kept = Path(capsys.readouterr().out.splitlines()[0].removeprefix("What was there is kept as "))
    for path, people in ((library, 1), (kept, 2)):
        desk = open_desk(path, "harbour lantern oats")
        assert desk.ask(lambda each: each.execute("SELECT count(*) FROM counterpart").fetchone()) == (people,)
        desk.close()
    new = tmp_path / "new.negdesk"
    assert command_line.main(["restore", str(backup), *key, "-o", str(new)]) == 0
    assert command_line.main(["check", "--library", str(new), *key]) == 0


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
