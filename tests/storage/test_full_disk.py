"""A disk that is full at any moment: what was said to be saved is whole, and what was not is not said to be."""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.storage.database import SaveFailed, open_library
from negdesk.storage.integrity import check_library
from tests.campaigns import FULL
from tests.disks import small_disk

TIMES = 100 if FULL else 4

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of a file"),
]


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes for the time of the block, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Writer:
    """Writes into a library and knows what was acknowledged."""

    def __init__(self, library: Path, seed: int, lies: bool = False) -> None:
        self.library, self.desk = library, Desk(open_library(library))
        self.chance, self.acknowledged, self.refused = random.Random(seed), list[str](), list[str]()  # noqa: S311  # moments
        self._lies = lies
        self._ana = self.desk.do(commands.counterpart.add_counterpart, "Ana")

    def write(self) -> bool:
        """One gesture; whether it was acknowledged. What was refused left no trace and said so."""
        number = len(self.acknowledged) + len(self.refused)
        text = f"{number} {'oat flour ' * self.chance.randrange(1, 900)}".strip()
        sentence, offered = "", ""
        try:
            self.desk.do(commands.log.write_entry, self._ana, text)
        except SaveFailed as failed:
            sentence, offered = failed.sentence, failed.offers
        assert self.desk.trouble == sentence
        if not sentence or self._lies:
            self.acknowledged.append(text)
        if sentence:
            assert sentence.startswith("Not saved: the disk") and offered == "try again"
            self.refused.append(text)
        return not sentence

    def close_and_look(self) -> list[str]:
        """What the library holds once it is opened again, whole."""
        self.desk.close()
        database = open_library(self.library)
        try:
            assert check_library(database) == []
            rows = database.connection.execute("SELECT text FROM log_entry ORDER BY id").fetchall()
            return [str(row[0]) for row in rows]
        finally:
            database.close()


def fill_and_go_on(writer: Writer) -> int:
    """Write until the disk is full, and once more; returns how often it was refused."""
    for _ in range(400):
        if not writer.write():
            writer.write()
            break
    return len(writer.refused)


@contextmanager
def filled(disk: Path, size: int) -> Iterator[None]:
    """A file of this size takes the room of a small disk for the time of the block."""
    filling = disk / "filling"
    filling.write_bytes(bytes(size))
    yield
    filling.unlink()


def play(folder: Path, full: Callable[[Path], AbstractContextManager[None]]) -> None:
    """Fill the disk so often, each time for a library of its own, and compare what it holds with what was said.

    `full` has a library's disk full for the time of its block.
    """
    refused, kept = 0, 0
    for number in range(TIMES):
        library = folder / f"{number}.negdesk"
        writer = Writer(library, number)
        writer.write()
        with full(library):
            refused += fill_and_go_on(writer)
        assert writer.write(), "there is room again, and it goes on"
        held = writer.close_and_look()
        assert held == writer.acknowledged
        kept += len(held)
        for left in folder.glob(f"{number}.*"):
            left.unlink()
    print(f"{TIMES} times full: {kept} gestures acknowledged and kept, {refused} refused and said so")
    assert refused >= TIMES


def log_size(library: Path) -> int:
    """How long the log of changes beside a library is, in bytes."""
    return library.with_name(f"{library.name}-wal").stat().st_size


def test_full_at_any_point_by_the_size_a_file_may_have(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311  # a test
    play(tmp_path, lambda library: files_end_at(log_size(library) + chance.randrange(1, 300_000)))


def test_full_at_any_point_on_a_small_disk(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311  # a test
    with small_disk(tmp_path / "disk", 8000) as disk:
        play(disk, lambda _library: filled(disk, chance.randrange(4_000_000, 6_500_000)))


def test_the_campaign_finds_a_saved_that_is_not_true(tmp_path: Path) -> None:
    library = tmp_path / "library.negdesk"
    writer = Writer(library, 1, lies=True)
    writer.write()
    with files_end_at(log_size(library) + 60_000):
        assert fill_and_go_on(writer)
    assert writer.close_and_look() != writer.acknowledged
