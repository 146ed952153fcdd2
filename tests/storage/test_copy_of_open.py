"""A library whose file is gone while it is open: all of it is copied elsewhere, and one goes on in the copy."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.encryption import Chosen
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.opening import KeyNeeded, open_desk
from negdesk.storage.database import SaveFailed

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a file that is open"),
    pytest.mark.usefixtures("cheap_keys"),
]

WORDS, OTHER = "harbour lantern oats violin", "gravel seventeen willow mast"


def opened(folder: Path, words: str) -> Desk:
    """A library in a folder of its own with two people, one of whom is in its log only."""
    library = folder / "library.negdesk"
    Encryption(library).make(Chosen(words))
    desk = open_desk(library, words)
    desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.ask(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    desk.do(commands.counterpart.add_counterpart, "Ben")
    return desk


def people(desk: Desk) -> list[str]:
    return [name for (name,) in desk.ask(lambda c: c.execute("SELECT name FROM counterpart ORDER BY id").fetchall())]


def is_adrift(desk: Desk) -> bool:
    """Asked anew, since it changes."""
    return desk.adrift


def lose(library: Path, how: str) -> None:
    """Have a library go from where it is, as other programs and people do that."""
    if how == "folder deleted":
        shutil.rmtree(library.parent)
    elif how == "file deleted":
        library.unlink()
    elif how == "moved":
        library.rename(library.with_name("elsewhere.negdesk"))
    else:
        other = library.with_name("other")
        other.write_bytes(b"what another program put there")
        other.replace(library)


@pytest.mark.parametrize("words", ["", WORDS])
@pytest.mark.parametrize("how", ["folder deleted", "file deleted", "moved", "replaced"])
def test_all_of_a_library_that_is_gone_is_copied_and_one_goes_on_in_the_copy(
    tmp_path: Path, how: str, words: str
) -> None:
    desk, library = opened(tmp_path / "shelf", words), tmp_path / "shelf" / "library.negdesk"
    lose(library, how)
    assert is_adrift(desk)
    with pytest.raises(SaveFailed, match="save a copy elsewhere"):
        desk.do(commands.counterpart.add_counterpart, "Cleo")
    target = tmp_path / "new" / "copy.negdesk"
    desk.go_on_in_copy(target)
    assert not is_adrift(desk) and not desk.trouble and people(desk) == ["Ana", "Ben"]
    desk.do(commands.counterpart.add_counterpart, "Cleo")
    assert desk.undo() is not None and desk.redo() is not None and desk.undo() is not None
    desk.do(commands.counterpart.add_counterpart, "Dora")
    assert desk.encrypted == bool(words)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in target.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    desk.close()
    if how == "replaced":
        assert library.read_bytes() == b"what another program put there"
    if words:
        with pytest.raises(KeyNeeded):
            open_desk(target)
    again = open_desk(target, words)
    assert people(again) == ["Ana", "Ben", "Dora"]
    again.close()
    assert {each.name for each in target.parent.iterdir()} == {target.name, *([f"{target.name}.key"] if words else [])}


def test_the_copy_opens_by_the_passphrase_as_it_was_changed_to(tmp_path: Path) -> None:
    desk, library = opened(tmp_path / "shelf", WORDS), tmp_path / "shelf" / "library.negdesk"
    Encryption(library).change_passphrase(WORDS, OTHER)
    desk.remember_key_file()
    lose(library, "folder deleted")
    target = tmp_path / "copy.negdesk"
    desk.go_on_in_copy(target)
    desk.close()
    with pytest.raises(Refusal, match="does not open"):
        open_desk(target, WORDS)
    open_desk(target, OTHER).close()


@pytest.mark.parametrize("ending", ["", "-wal", "-journal", "-saved", ".key"])
def test_nothing_is_written_over_and_nothing_is_lost_where_no_copy_can_be_made(tmp_path: Path, ending: str) -> None:
    desk, library = opened(tmp_path / "shelf", WORDS), tmp_path / "shelf" / "library.negdesk"
    lose(library, "folder deleted")
    target = tmp_path / "copy.negdesk"
    in_the_way = target.with_name(f"{target.name}{ending}")
    in_the_way.write_bytes(b"of somebody else")
    with pytest.raises(Refusal, match="is there already"):
        desk.go_on_in_copy(target)
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match="No copy was made"):
        desk.go_on_in_copy(tmp_path / "file" / "copy.negdesk")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith((".copy", "copy"))] == [in_the_way.name]
    assert in_the_way.read_bytes() == b"of somebody else"
    assert people(desk) == ["Ana", "Ben"] and desk.adrift
    desk.go_on_in_copy(tmp_path / "another.negdesk")
    assert people(desk) == ["Ana", "Ben"]
    desk.close()


def test_it_is_known_before_a_change_is_refused_and_forgotten_once_it_is_back(tmp_path: Path) -> None:
    desk, library = opened(tmp_path / "shelf", ""), tmp_path / "shelf" / "library.negdesk"
    desk.look_where_it_lies()
    assert not desk.trouble
    away = library.rename(library.with_name("away"))
    desk.look_where_it_lies()
    assert str(library) in desk.trouble
    away.rename(library)
    desk.look_where_it_lies()
    assert not desk.trouble
    desk.do(commands.counterpart.add_counterpart, "Cleo")
    desk.close()
