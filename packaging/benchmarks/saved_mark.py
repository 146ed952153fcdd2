"""What the count beside a library costs a commit: the same change with it and without it, one after the other.

    .venv/bin/python packaging/benchmarks/saved_mark.py --rounds 400

Each round ticks an item of a checklist in one transaction on the disk (`synchronous=FULL`), once as the program does it
and once with neither the count inside the transaction nor the one beside it. Which of the two comes first changes from
round to round. The computing is this process's own, so that another program's load does not count in it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from negdesk import commands  # noqa: E402  # the lines above say where all this is found
from negdesk.desk import Desk  # noqa: E402
from negdesk.storage.database import Database, open_library  # noqa: E402
from negdesk.storage.library_key import new_key  # noqa: E402
from negdesk.storage.saved_mark import SavedMark  # noqa: E402

MS = 1000


class NoMark(SavedMark):
    """Counts nothing and writes nothing."""

    def count(self, connection: object) -> None:
        """Leave the transaction as it is."""

    def keep(self) -> None:
        """Write nothing beside the library."""


def main() -> None:
    """Print the figures for a plain library and for an encrypted one."""
    parser = argparse.ArgumentParser(description="What the count beside a library costs a commit.")
    parser.add_argument("--rounds", type=int, default=400)
    rounds = parser.parse_args().rounds
    for name, key in (("plain", None), ("encrypted", new_key())):
        with tempfile.TemporaryDirectory(dir=ROOT) as folder:  # on the disk: the temporary folder may be in memory
            database = open_library(Path(folder) / "library.negdesk", key)
            _print(name, *_measure(database, rounds))


def _measure(database: Database, rounds: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    desk = Desk(database)
    desk.warm_up()
    commands.sample.fill_sample(desk.do, date(2026, 3, 2))
    row = desk.ask(lambda connection: connection.execute("SELECT min(id) FROM checklist_item").fetchone())
    assert row is not None
    item = int(row[0])
    marks = {True: database.mark, False: NoMark(database.path)}
    took: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for number in range(rounds):
        for counted in (True, False) if number % 2 else (False, True):
            database.mark = marks[counted]
            took[counted].append(_timed(lambda: desk.do(commands.meeting.tick_item, item)))
            desk.do(commands.meeting.untick_item, item)
    database.mark = marks[True]
    desk.close()
    return took[True], took[False]


def _timed(tick: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds until it is on the disk, and those that were computed of them."""
    began, computed = time.perf_counter(), time.process_time()
    tick()
    return (time.perf_counter() - began) * MS, (time.process_time() - computed) * MS


def _print(name: str, with_it: list[tuple[float, float]], without: list[tuple[float, float]]) -> None:
    for column, what in enumerate(("to the disk", "computed")):
        ours, bare = ([each[column] for each in taken] for taken in (with_it, without))
        medians = statistics.median(ours), statistics.median(bare)
        print(
            f"{name}, {what}: median {medians[0]:.2f} ms with the count, {medians[1]:.2f} without, "
            f"ratio {medians[0] / medians[1]:.2f}; least {min(ours):.2f} and {min(bare):.2f}, "
            f"ratio {min(ours) / min(bare):.2f}"
        )


if __name__ == "__main__":
    main()
