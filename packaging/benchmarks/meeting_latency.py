"""How long a key of a meeting takes to the disk and to the screen, beside the same rows committed by bare SQLite.

    .venv/bin/python packaging/benchmarks/meeting_latency.py --rounds 5
    .venv/bin/python packaging/benchmarks/meeting_latency.py --rounds 5 --encrypted

A meeting of forty minutes is played by its keys (the journey of tests/journeys/long_meeting.py, with its clock) in the
real window on a library of 10,000 negotiations. How each column is measured, always from the moment of the key:

- to disk: until COMMIT has returned, with `synchronous=FULL`, so that it is on the disk.
- to screen: until the first paint is done, which shows what the key did.
- settled: until the last paint is done that follows from the key, with everything beside it: the cards, the sidebar.
- computing: of the time to the screen, what the window's thread computed. It neither waited for the disk in it nor for
  another program, so that it says more than the others on a computer that has something else to do.
- paint: how long the window's own painting took, that of what the key changed and of nothing else; of the first paint.
- bare SQLite: the rows that the gesture changed are written once more, in one transaction into a copy of the library
  (plain or encrypted, as the library is), by the same driver with the same pragmas and without any of our triggers or
  the search index; the row of the field's time, which we keep as well, is not among them. Making the statements does
  not count.

The target is a key to the screen within one frame of 16 ms for 99 of 100 gestures, and within 1.5 times bare SQLite's
commit plus paint. That is counted in both ways in which it can be read: 1.5 times both together, and the stricter one,
1.5 times the commit and the paint once. Each gesture is held against its own commit and its own paint; and last the
99th of 100 gestures against the 99th of 100 commits with their paints, which is the mildest way to read it.

Last comes what the simplest window takes with plain lists and a line, pressed in the same run (`bare_meeting.py`): the
same target held against itself, and how many times as long a key of ours takes.

What a figure is on another computer depends on its disk, and on what else runs there. Where there is no display Qt's
offscreen platform is used.
"""

import argparse
import json
import os
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QSettings  # noqa: E402  # the lines above say where all this is found
from PySide6.QtWidgets import QApplication  # noqa: E402

from negdesk.desk import Change  # noqa: E402
from negdesk.desktop.application import make_application  # noqa: E402
from negdesk.desktop.controls.toast import Toast  # noqa: E402
from negdesk.desktop.launch import Session  # noqa: E402
from negdesk.desktop.main_window import MainWindow  # noqa: E402
from negdesk.desktop.shell import Place  # noqa: E402
from negdesk.domain.encryption import Chosen  # noqa: E402
from negdesk.encrypting import Encryption  # noqa: E402
from negdesk.opening import open_desk  # noqa: E402
from negdesk.storage import clock  # noqa: E402
from negdesk.storage.connection import connect  # noqa: E402
from negdesk.storage.database import Database  # noqa: E402
from negdesk.storage.library_key import LibraryKey  # noqa: E402
from tests.journeys.long_meeting import GESTURES, MINUTES, Gesture, plan_meeting  # noqa: E402

BARE_MEETING = Path(__file__).with_name("bare_meeting.py")
BIG_LIBRARY = runpy.run_path(str(Path(__file__).with_name("big_library.py")))
FRAME_MS = 16.0
SIZE = 1280, 860
"""Of the window. It would be as small as the offscreen screen, 800 by 800, with most lines in several."""
MS = 1000
COLUMNS = {
    "durable": "to disk",
    "painted": "to screen",
    "settled": "settled",
    "computing": "computing",
    "paint": "paint",
    "bare": "bare SQLite",
}


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of one gesture, by the columns of the table; `paints` is how long all of its paints took."""

    kind: str
    durable: float
    painted: float
    settled: float
    computing: float
    paint: float
    paints: float
    bare: float


class Watch(QObject):
    """Knows when the window was painted, when a transaction was on the disk, and which rows it changed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.painted: list[tuple[float, float]] = []
        self.computed: list[float] = []
        self.durable: list[float] = []
        self.rows: set[tuple[str, int]] = set()
        window.installEventFilter(self)
        window.shell.desk.subscribe(self._changed)

    def forget(self) -> None:
        """Begin anew, before the next key."""
        self.painted.clear()
        self.computed.clear()
        self.durable.clear()
        self.rows.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window or event.type() != QEvent.Type.UpdateRequest:
            return False
        begun = time.perf_counter()
        watched.event(event)  # paints all that is to be painted, down to the last widget
        self.painted.append((begun, time.perf_counter()))
        self.computed.append(time.thread_time())
        return True

    def _changed(self, change: Change) -> None:
        self.rows |= change.rows


class Bare:
    """A copy of the library under the bare driver: the same key, pragmas and tables, none of our triggers."""

    def __init__(
        self, library: Path, key: LibraryKey | None, ours: Callable[[str, int], tuple[dict[str, object], ...]]
    ) -> None:
        self._ours = ours
        self._connection = connect(library, key)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        triggers = self._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            self._connection.execute(f'DROP TRIGGER "{name}"')

    def commit(self, rows: set[tuple[str, int]]) -> float:
        """Write these rows as they are in our library, in one transaction; returns how long that took in ms."""
        statements = [self._statement(table, row) for table, row in sorted(rows)]
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        begun = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        for sql, values in statements:
            self._connection.execute(sql, values)
        self._connection.execute("COMMIT")
        return (time.perf_counter() - begun) * MS

    def _statement(self, table: str, row: int) -> tuple[str, list[object]]:
        held = self._ours(table, row)
        there = self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,)).fetchone()  # noqa: S608  # ours
        if not held:
            return f"DELETE FROM {table} WHERE id = ?", [row]  # noqa: S608  # ours
        columns = held[0]
        if there:
            changes = ", ".join(f"{name} = ?" for name in columns)
            return f"UPDATE {table} SET {changes} WHERE id = ?", [*columns.values(), row]  # noqa: S608  # ours
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        return f"INSERT INTO {table} ({names}) VALUES ({places})", list(columns.values())  # noqa: S608  # ours


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Times the keys of a meeting to the disk and to the screen.")
    parser.add_argument("--rounds", type=int, default=5, help="how many meetings are played (5)")
    parser.add_argument("--negotiations", type=int, default=10_000, help="in the library (10,000)")
    parser.add_argument("--encrypted", action="store_true", help="with a library that a passphrase opens")
    arguments = parser.parse_args()
    passphrase = "six mills and a river of oats" if arguments.encrypted else ""
    with tempfile.TemporaryDirectory(prefix="negdesk-meeting-latency-") as folder:
        os.environ.update(HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
        library = Path(folder) / "big.negdesk"
        BIG_LIBRARY["make_big_library"](library, arguments.negotiations)
        desk = open_desk(library)
        planned = [plan_meeting(desk) for _ in range(arguments.rounds)]
        desk.close()
        if passphrase:
            Encryption(library).lock_anew("", Chosen(passphrase))
        timed = measure(library, planned, passphrase)
        # Its own words are about what the screenless platform lacks.
        bare = subprocess.run(
            [sys.executable, BARE_MEETING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        ).stdout
    report(timed, arguments.negotiations, arguments.rounds, "encrypted" if passphrase else "plain")
    report_bare(json.loads(bare), timed)
    return 0


def measure(library: Path, planned: Sequence[int], passphrase: str = "") -> list[Timed]:
    """Play a meeting for each of the negotiations that were planned."""
    session = Session(make_application(), QSettings(str(library.with_suffix(".ini")), QSettings.Format.IniFormat))
    window = session.open(library, typed=passphrase)
    window.resize(*SIZE)
    window.activateWindow()
    QApplication.setCursorFlashTime(0)  # a cursor that blinks would be taken for what a key did
    _wait(5)  # for the modules that are loaded after the first paint
    watch = Watch(window)
    timed: list[Timed] = []
    with _told_when_durable(watch):
        for number, negotiation_id in enumerate(planned):
            window.shell.go(Place("negotiation", negotiation_id, "meet", "start"))
            _wait(0.5)
            while any(toast.isVisible() for toast in window.findChildren(Toast)):
                _wait(0.5)  # that the meeting has started is said for some seconds of the forty minutes, over the list
            copy = library.with_name(f"bare{number}.negdesk")
            window.shell.desk.ask(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
            shutil.copy(library, copy)
            timed += _play(watch, Bare(copy, window.shell.desk.access.key, _row_of(window)))
    window.close()
    return timed


def _play(watch: Watch, bare: Bare) -> Iterator[Timed]:
    begin = clock.now()
    for number, gesture in enumerate(GESTURES):
        with clock.frozen(begin + timedelta(minutes=MINUTES * number / len(GESTURES))):
            found = _time(gesture, watch, bare)
        if found is not None:
            yield found


def _time(gesture: Gesture, watch: Watch, bare: Bare) -> Timed | None:
    """The times of one gesture; nothing for one that changes nothing in the library."""
    gesture.type()
    _wait(0.03)
    watch.forget()
    begun, computed = time.perf_counter(), time.thread_time()
    gesture.press()
    while not watch.painted and time.perf_counter() - begun < 1:
        QApplication.processEvents()
    durable, rows = watch.durable[-1:], set(watch.rows)
    _wait(0.03)
    painted = tuple(watch.painted)
    if not durable or not painted or not rows:
        return None
    return Timed(
        gesture.kind,
        durable=(durable[0] - begun) * MS,
        painted=(painted[0][1] - begun) * MS,
        settled=(painted[-1][1] - begun) * MS,
        computing=(watch.computed[0] - computed) * MS,
        paint=(painted[0][1] - painted[0][0]) * MS,
        paints=sum(end - start for start, end in painted) * MS,
        bare=bare.commit(rows),
    )


def report(timed: Sequence[Timed], negotiations: int, rounds: int, kind: str) -> None:
    """Print the table: each kind of gesture, then all of them."""
    platform = os.environ.get("QT_QPA_PLATFORM") or "the display"
    print(
        f"{negotiations:,} negotiations, {kind}, {rounds} meetings of {len(GESTURES)} gestures on {platform},"
        " in milliseconds"
    )
    print(f"{'':14}{'':>5}  " + "  ".join(f"{words:^21}" for words in COLUMNS.values()))
    print(f"{'':14}{'n':>5}  " + "  ".join([f"{'median':>7}{'p99':>7}{'worst':>7}"] * len(COLUMNS)))
    for kind in [*dict.fromkeys(each.kind for each in timed), "all"]:
        some = [each for each in timed if kind in (each.kind, "all")]
        columns = ([getattr(each, name) for each in some] for name in COLUMNS)
        print(f"{kind:14}{len(some):5}  " + "  ".join(_three(each) for each in columns))
    for name in ("painted", "settled"):
        took = [getattr(each, name) for each in timed]
        paints = [each.paint if name == "painted" else each.paints for each in timed]
        both = [1.5 * (each.bare + paint) for each, paint in zip(timed, paints, strict=True)]
        once = [1.5 * each.bare + paint for each, paint in zip(timed, paints, strict=True)]
        print(f"{COLUMNS[name]}: median {statistics.median(took):.1f}")
        print(f"  within one frame of {FRAME_MS:.0f} ms: {_share(took, [FRAME_MS] * len(took))}")
        print(f"  within 1.5 times (bare SQLite + paint), median {statistics.median(both):.1f}: {_share(took, both)}")
        print(f"  within 1.5 times bare SQLite, + paint, median {statistics.median(once):.1f}: {_share(took, once)}")
        print(f"  p99 {_p99(took):.1f}, beside 1.5 times (bare SQLite + paint), p99 {_p99(both):.1f}")


def report_bare(bare: Sequence[dict[str, float]], timed: Sequence[Timed]) -> None:
    """Print what the simplest window's keys take, and how that compares."""
    took = [each["to_screen"] for each in bare]
    both = [1.5 * (each["commit"] + each["paint"]) for each in bare]
    median = statistics.median(took)
    print(f"the simplest window: median {median:.1f}")
    print(f"  within 1.5 times (bare SQLite + paint), median {statistics.median(both):.1f}: {_share(took, both)}")
    print(f"  p99 {_p99(took):.1f}, beside 1.5 times (bare SQLite + paint), p99 {_p99(both):.1f}")
    print(f"  to screen, ours is {statistics.median(each.painted for each in timed) / median:.2f} times that")


def _share(took: Sequence[float], allowed: Sequence[float]) -> str:
    within = sum(one <= other for one, other in zip(took, allowed, strict=True))
    return f"{within / len(took):.1%} of the gestures"


def _three(values: Sequence[float]) -> str:
    return f"{statistics.median(values):7.1f}{_p99(values):7.1f}{max(values):7.1f}"


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[round(0.99 * (len(values) - 1))]


def _wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def _row_of(window: MainWindow) -> Callable[[str, int], tuple[dict[str, object], ...]]:
    """What answers with a row of the library that is open, by its columns; with nothing where it is gone."""

    def row(table: str, number: int) -> tuple[dict[str, object], ...]:
        ask = window.shell.desk.ask
        found = ask(lambda c: c.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchall())  # noqa: S608  # ours
        names = ask(lambda c: c.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall())
        return tuple(dict(zip((name for (name,) in names), each, strict=True)) for each in found)

    return row


@contextmanager
def _told_when_durable(watch: Watch) -> Iterator[None]:
    """Have `watch` told the moment each transaction is on the disk."""
    kept = Database.transaction

    @contextmanager
    def transaction(self: Database) -> Iterator[None]:
        with kept(self):
            yield
        watch.durable.append(time.perf_counter())

    Database.transaction = transaction  # type: ignore[method-assign]  # for the time of the block
    try:
        yield
    finally:
        Database.transaction = kept  # type: ignore[method-assign]  # as it was


if __name__ == "__main__":
    sys.exit(main())
