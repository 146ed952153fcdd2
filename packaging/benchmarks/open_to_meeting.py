"""How long `negdesk --meet NAME` takes from a cold start to the cursor in the capture line of a running meeting.

    .venv/bin/python packaging/benchmarks/open_to_meeting.py --runs 10

On a library of 10,000 negotiations, in a new process each time, beside a bare PySide6 window in the same run: the time
from the start of the process to the line it prints. Three starts are timed: into a meeting that begins with it, back
into one that is running, and by Enter on Today's meeting (its key is sent as soon as the window has painted). “Cold” is
a new process with its files in the system's cache; after a restart of the computer the disk comes on top, for both.
"""

import argparse
import runpy
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
FIRST_PAINT: dict[str, Any] = runpy.run_path(str(HERE / "first_paint.py"))

PREPARE = """
import runpy, sys
from datetime import timedelta
from pathlib import Path
sys.path.insert(0, {root!r})
from negdesk import commands
from negdesk.opening import open_desk
from negdesk.storage import clock
from tests.journeys.long_meeting import plan_meeting
library = Path({library!r})
runpy.run_path({big!r})["make_big_library"](library, {negotiations})
desk = open_desk(library)
number = plan_meeting(desk)
soon = (clock.now() + timedelta(minutes=1)).replace(tzinfo=None)
desk.do(commands.meeting.plan_meeting, number, starts_at=soon)
if {running}:
    desk.do(commands.meeting.start_meeting, number)
desk.close()
"""

START = """
import os, sys
from PySide6.QtCore import QTimer, Qt
from PySide6.QtWidgets import QApplication
from negdesk.desktop import launch
enter = {enter}

def look():
    from negdesk.desktop.meeting.capture_line import LineEditor
    window = next((each for each in QApplication.topLevelWidgets() if hasattr(each, "first_painted")), None)
    line = window.focusWidget() if window is not None else None  # its own: a bare screen activates no window
    if window is not None and isinstance(line, LineEditor) and line.isVisible() and window._painted:
        window.repaint()
        print("first paint", flush=True)
        os._exit(0)

def press(window):
    from PySide6.QtTest import QTest
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)

timer = QTimer(interval=1)
timer.timeout.connect(look)
before = launch.Session._show

def show(session, *arguments):
    window = before(session, *arguments)
    timer.start()
    if enter:
        window.first_painted.connect(lambda: press(window))
    return window

launch.Session._show = show
sys.argv[1:] = {words!r}
from negdesk.__main__ import main
sys.exit(main())
"""
"""The program as it is, with a look at each turn of the event loop whether the capture line has the cursor."""


def main() -> int:
    """Measure and print; the status is 1 if a start takes longer than `--at-most` seconds."""
    parser = argparse.ArgumentParser(description="Times opening into a meeting against a bare PySide6 window.")
    parser.add_argument("--runs", type=int, default=10, help="how often each is started (10)")
    parser.add_argument("--negotiations", type=int, default=10_000, help="in the library (10,000)")
    parser.add_argument("--at-most", type=float, metavar="SECONDS", help="exit with status 1 above this median")
    arguments = parser.parse_args()
    with FIRST_PAINT["_own_folders"]() as folders, FIRST_PAINT["_display"](False) as display:
        environment = {**display, **folders}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        folder = Path(folders["HOME"])
        starts = {
            "--meet, begins it": _library(folder / "planned.negdesk", arguments.negotiations, False, environment),
            "into a running one": _library(folder / "running.negdesk", arguments.negotiations, True, environment),
            "Enter on Today's": _library(folder / "today.negdesk", arguments.negotiations, False, environment),
        }
        times = _measure(arguments.runs, starts, environment)
        shown_on = environment.get("QT_QPA_PLATFORM") or "the display"
    bare = times.pop("bare")
    print(f"To the capture line on {shown_on}, {arguments.negotiations:,} negotiations, {arguments.runs} runs in turn")
    print(f"  {'bare PySide6 window':22}{FIRST_PAINT['_summary'](bare)}")
    for name, took in times.items():
        ratio = statistics.median(took) / statistics.median(bare)
        print(f"  {name:22}{FIRST_PAINT['_summary'](took)}  ratio {ratio:.2f}")
    slowest = max(statistics.median(took) for took in times.values()) / 1000
    return int(arguments.at_most is not None and slowest > arguments.at_most)


def _library(path: Path, negotiations: int, running: bool, environment: Mapping[str, str]) -> Path:
    made = PREPARE.format(
        root=str(ROOT), library=str(path), big=str(HERE / "big_library.py"), negotiations=negotiations, running=running
    )
    subprocess.run([sys.executable, "-c", made], cwd=ROOT, env=environment, check=True)
    return path


def _measure(runs: int, starts: Mapping[str, Path], environment: Mapping[str, str]) -> dict[str, list[float]]:
    """Milliseconds of each run, in turn so that all have the machine's same mood; the first ones are not counted."""
    times: dict[str, list[float]] = {name: [] for name in ("bare", *starts)}
    for run in range(runs + 1):
        took = {"bare": FIRST_PAINT["_milliseconds"](FIRST_PAINT["BARE"], environment)}
        for name, library in starts.items():
            copy = library.with_name(f"run-{library.name}")
            for left in library.parent.glob(f"{copy.name}*"):
                left.unlink()
            copy.write_bytes(library.read_bytes())
            words = ["--library", str(copy), *(["--meet", "Oat flour for the year"] if "--meet" in name else [])]
            command = [sys.executable, "-c", START.format(words=words, enter="Enter" in name)]
            took[name] = FIRST_PAINT["_milliseconds"](command, environment)
        for name, each in took.items() if run else ():
            times[name].append(each)
    return times


if __name__ == "__main__":
    sys.exit(main())
