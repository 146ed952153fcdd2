"""What was said to be saved and is gone is told of, until somebody has heard it; a crash raises no alarm."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.command_line import main
from negdesk.desk import Desk
from negdesk.domain.backup import Reason
from negdesk.opening import open_desk
from negdesk.storage import clock
from negdesk.storage.backup import Access, make_backup
from negdesk.storage.connection import connect
from negdesk.storage.database import open_library
from negdesk.storage.restoring import restore
from negdesk.storage.saved_mark import mark_file, read_mark
from tests.campaigns import FULL
from tests.kills import Nursery

KILLS, LONGEST = (200, 1.0) if FULL else (6, 0.6)


def beside(library: Path) -> list[str]:
    return sorted(each.name for each in library.parent.iterdir())


@pytest.fixture
def desk(library: Path) -> Iterator[Desk]:
    """A desk on a new library of which nothing has settled into its file yet."""
    desk = Desk(open_library(library))
    yield desk
    desk.close()


@pytest.fixture
def crashed(desk: Desk, library: Path, tmp_path: Path) -> Path:
    """A library as a crash leaves it after five changes."""
    for number in range(5):
        desk.do(commands.counterpart.add_counterpart, f"Person {number}")
    folder = tmp_path / "crashed"
    folder.mkdir()
    for each in (library, library.with_name("library.negdesk-wal"), mark_file(library)):
        shutil.copyfile(each, folder / each.name)
    return folder / library.name


@pytest.fixture
def cut_short(crashed: Path) -> Path:
    """The same with the end of its log gone."""
    log = crashed.with_name("library.negdesk-wal")
    log.write_bytes(log.read_bytes()[:-30_000])
    return crashed


def people(desk: Desk) -> int:
    row = desk.ask(lambda each: each.execute("SELECT count(*) FROM counterpart").fetchone())
    assert row is not None
    return int(row[0])


def test_each_change_is_counted_beside_the_library_and_the_count_goes_when_it_is_closed(
    desk: Desk, library: Path
) -> None:
    desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.undo()
    desk.redo()
    mark = read_mark(library)
    assert mark is not None
    row = desk.ask(lambda each: each.execute("SELECT library, number FROM saving").fetchone())
    assert row == mark and mark[1] >= 3
    assert mark_file(library).stat().st_mode & 0o077 == 0
    desk.close()
    assert beside(library) == ["library.negdesk"]
    again = open_desk(library)
    assert again.missing == 0
    again.close()


def test_a_crash_is_no_alarm(crashed: Path) -> None:
    desk = open_desk(crashed)
    assert (desk.missing, people(desk)) == (0, 5)
    desk.close()
    assert beside(crashed) == [crashed.name]


def test_what_another_program_settled_is_no_alarm(crashed: Path) -> None:
    connection = connect(crashed)
    connection.execute("SELECT count(*) FROM counterpart").fetchall()
    connection.close()
    assert beside(crashed) == [crashed.name, "library.negdesk-saved"]
    desk = open_desk(crashed)
    assert (desk.missing, people(desk)) == (0, 5)
    desk.close()


def test_what_is_missing_is_told_each_time_until_it_was_heard(cut_short: Path) -> None:
    desk = open_desk(cut_short)
    lost = desk.missing
    assert lost > 0 and people(desk) < 5
    desk.close()
    desk = open_desk(cut_short)
    assert desk.missing == lost
    desk.do(commands.counterpart.add_counterpart, "Later")
    desk.close()
    desk = open_desk(cut_short)
    assert desk.missing == lost
    desk.accept_missing()
    desk.do(commands.counterpart.add_counterpart, "Later still")
    desk.close()
    desk = open_desk(cut_short)
    assert desk.missing == 0
    desk.close()
    assert beside(cut_short) == [cut_short.name]


def test_check_says_it_and_any_other_word_of_the_command_line_too(
    cut_short: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--library", str(cut_short)]) == 1
    assert "What was saved last in library.negdesk is missing" in capsys.readouterr().out
    assert main(["find", "--library", str(cut_short), "Person"]) == 0
    assert "What was saved last in library.negdesk is missing" in capsys.readouterr().err


def test_a_log_that_is_gone_and_a_file_with_nothing_in_it(crashed: Path) -> None:
    crashed.with_name("library.negdesk-wal").unlink()
    with pytest.raises(Exception, match="is damaged"):
        open_desk(crashed)
    assert mark_file(crashed).exists()


def test_another_library_in_its_place_and_a_backup_brought_back_are_no_alarm(crashed: Path, tmp_path: Path) -> None:
    early = tmp_path / "early.negdesk"
    open_library(early).close()
    backup = make_backup(Access(early), tmp_path / "backups", Reason.BY_HAND, clock.now())
    other = Desk(open_library(tmp_path / "other.negdesk"))
    other.do(commands.counterpart.add_counterpart, "Bo")
    other.close()
    mark = mark_file(crashed).read_bytes()
    restore(Access(backup), crashed)
    assert not mark_file(crashed).exists()
    shutil.copyfile(tmp_path / "other.negdesk", crashed)
    mark_file(crashed).write_bytes(mark)
    desk = open_desk(crashed)
    assert desk.missing == 0
    desk.close()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with Nursery("tests.storage.doomed_backups:write_on", {}) as made:
        yield made


@pytest.mark.campaign
def test_no_kill_ever_raises_a_false_alarm(nursery: Nursery, library: Path) -> None:
    chance, done = random.Random(8), 0  # noqa: S311  # moments, not secrets
    open_library(library).close()
    for _ in range(KILLS):
        death = nursery.kill(0.2 + LONGEST * chance.random(), str(library))
        done += len(death.said)
        desk = open_desk(library)
        held = people(desk)
        assert desk.missing == 0 and held >= done
        done = held
        desk.close()
    print(f"{KILLS} kills of somebody who writes, {done} changes kept, no false alarm")
    assert done > KILLS
