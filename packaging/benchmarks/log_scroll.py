"""How long a private log takes to show and to scroll, beside a short one and beside a bare table of as many lines.

    .venv/bin/python packaging/benchmarks/log_scroll.py --entries 10000

A library with one counterpart whose log has so many entries (most of them of a line or two, every tenth with Markdown,
every fiftieth of many lines) and one with a hundred is shown in the real window. Each log is scrolled from its newest
entry to its oldest by page after page, as by Page Down, and back up in steps of a mouse wheel; a frame is the whole of
it: what scrolling asks of the list and of the library, layout, and painting. The bare table is Qt's own `QTableView`
over a model that holds the same words as plain text in rows of one height, in a window of the same size: it reads
nothing and breaks no lines, so nothing that shows a log can be as quick. All three are scrolled in turn, round after
round. Times are those that the window's thread computes, so that what else the computer does is not in them. Where
there is no display Qt's offscreen platform is used.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSettings, Qt  # noqa: E402
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHeaderView, QTableView  # noqa: E402

from negdesk.desktop.application import make_application  # noqa: E402  # the lines above say where all this is found
from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen  # noqa: E402
from negdesk.desktop.launch import Session  # noqa: E402
from negdesk.desktop.main_window import MainWindow  # noqa: E402
from negdesk.desktop.shell import Place  # noqa: E402
from negdesk.storage.database import Connection, open_library  # noqa: E402

FEW = 100
WHEEL = 120
"""A notch of a mouse wheel scrolls so far, in logical pixels."""
FRAME_MS = 16.7
WORDS = (
    "harvest", "forecast", "delivery", "price", "truck", "insurance", "freight", "quality", "volume", "licence",
    "patient", "friendly", "asked", "promised", "early", "southern", "warehouse", "certificate", "yearly", "frame",
)  # fmt: skip
_KINDS = ("note", "call", "message", "meeting", "gave", "got")


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Times showing and scrolling a long private log.")
    parser.add_argument("--entries", type=int, default=10_000, help="of the long log (10,000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is scrolled (3)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="negdesk-log-") as folder:
        os.environ.update(HOME=folder, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
        library = Path(folder) / "log.negdesk"
        database = open_library(library)
        with database.transaction():
            for number, entries in ((1, arguments.entries), (2, FEW)):
                write_log(database.connection, number, entries, datetime.now(UTC).date())
        database.close()
        measure(library, arguments.entries, arguments.rounds)
    return 0


def write_log(connection: Connection, counterpart: int, entries: int, today: date) -> None:
    """A counterpart with so many entries, about three a day back from `today`. The same numbers make the same log."""
    connection.execute(
        "INSERT INTO counterpart (id, uid, kind, name, created_at) VALUES (?, ?, 'person', ?, '2020-01-01T09:00:00Z')",
        (counterpart, uuid4().hex, f"Somebody with {entries:,} entries"),
    )
    connection.executemany(
        "INSERT INTO log_entry (uid, counterpart_id, kind, happened_on, written_at, text, rapport)"
        " VALUES (?, ?, ?, ?, '2020-01-01T09:00:00Z', ?, ?)",
        ((uuid4().hex, counterpart, _KINDS[n % 6], (today - timedelta(days=n // 3)).isoformat(), entry_text(n),
          n % 5 + 1 if n % 4 == 0 else None) for n in range(entries)),
    )  # fmt: skip


def entry_text(number: int) -> str:
    """What the entry of this number says."""
    words = [WORDS[(number * 7 + i * 3 + number // 20) % 20] for i in range(4 + number * 13 % 30)]
    if number % 50 == 49:
        return "\n".join(" ".join(words[i:] + words[:i]) for i in range(8))
    if number % 10 == 9:
        return f"**{words[0].capitalize()}** and then:\n- {' '.join(words[:5])}\n- {' '.join(words[2:9])}"
    return " ".join(words).capitalize()


def measure(library: Path, entries: int, rounds: int) -> None:
    """Show and scroll the two logs and the bare table in turn, and print what each took."""
    session = Session(make_application(), QSettings(str(library.with_suffix(".ini")), QSettings.Format.IniFormat))
    window = session.open(library)
    window.activateWindow()
    _wait(4)  # for the modules that are loaded after the first paint
    table = _bare_table(entries, window)
    shows: dict[str, list[float]] = {}
    frames: dict[tuple[str, str], list[float]] = {}
    names = (f"a log of {FEW}", f"a log of {entries:,}", "bare table")
    for _ in range(rounds):
        for name, number in zip(names, (2, 1, 0), strict=True):
            if number:
                window.go(Place("today"))
                _wait(0.1)
                shows.setdefault(name, []).append(_timed(partial(window.go, Place("counterpart", number))))
                area: QAbstractScrollArea = _screen(window).log.list
            else:
                shows.setdefault(name, []).append(_timed(table.show))
                area = table
            _wait(0.2)
            for way, step in (("pages down", area.verticalScrollBar().pageStep()), ("wheel up", -WHEEL)):
                frames.setdefault((name, way), []).extend(_scroll(area, step))
            if not number:
                table.hide()
    table.deleteLater()
    window.close()
    report(shows, frames)


def report(shows: dict[str, list[float]], frames: dict[tuple[str, str], list[float]]) -> None:
    """Print the table."""
    platform = os.environ.get("QT_QPA_PLATFORM") or "the display"
    print(f"on {platform}, in milliseconds; a frame of a display is {FRAME_MS}")
    for name, taken in shows.items():
        print(f"{name:18} shown in {statistics.median(taken):6.1f} (first {taken[0]:.1f})")
    print(f"{'':18} {'':12} {'frames':>7} {'median':>7} {'p99':>7} {'worst':>7} {'over a frame':>13}")
    for (name, way), taken in frames.items():
        ordered = sorted(taken)
        figures = (statistics.median(taken), ordered[round(0.99 * (len(ordered) - 1))], ordered[-1])
        over = sum(each > FRAME_MS for each in taken) / len(taken)
        print(f"{name:18} {way:12} {len(taken):7} " + " ".join(f"{each:7.1f}" for each in figures) + f" {over:13.1%}")


def _scroll(area: QAbstractScrollArea, step: int) -> Sequence[float]:
    """Scroll to the end by steps of so many pixels; what each took until it was painted, in milliseconds.

    At most 3,000 steps: then the rest of the way is jumped, for all that is timed.
    """
    bar = area.verticalScrollBar()
    taken: list[float] = []
    end = bar.maximum if step > 0 else bar.minimum
    while bar.value() != end() and len(taken) < 3000:
        taken.append(_timed(lambda: bar.setValue(bar.value() + step)))
    bar.setValue(end())
    QApplication.processEvents()
    return taken


def _timed(do: Callable[[], object]) -> float:
    begun = time.thread_time()
    do()
    QApplication.processEvents()
    QApplication.processEvents()  # layout asks for another turn before it is painted
    return (time.thread_time() - begun) * 1000


def _screen(window: MainWindow) -> CounterpartScreen:
    screen = window.current()
    assert isinstance(screen, CounterpartScreen)
    return screen


Index = QModelIndex | QPersistentModelIndex


class _PlainModel(QAbstractTableModel):
    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return len(self._rows)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return self._rows[index.row()] if role == Qt.ItemDataRole.DisplayRole else None


def _bare_table(entries: int, window: MainWindow) -> QTableView:
    table = QTableView()
    table.setModel(_PlainModel([entry_text(n).replace("\n", " ") for n in range(entries)]))
    table.model().setParent(table)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setDefaultSectionSize(37)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.resize(window.size())
    return table


def _wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main())
