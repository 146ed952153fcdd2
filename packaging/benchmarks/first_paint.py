"""How long NegDesk takes to its first paint with the sample on screen, against a bare PySide6 window.

    .venv/bin/python packaging/benchmarks/first_paint.py --runs 15

Both are started as new processes in turn, and timed from the start of the process to the line it prints once its window
has painted. The ratio is what to look at: it stays about the same from one computer to the next. Where there is no
display a virtual one is started, or Qt's offscreen platform is used.
"""

import argparse
import os
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 60

BARE_WINDOW = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.painted)

    def painted(self):
        print("first paint", flush=True)
        os._exit(0)

application = QApplication([])
window = Window()
window.setCentralWidget(QLabel("A bare window"))
window.resize(1280, 860)
window.show()
application.exec()
"""

OTHER_PROGRAM = """
from PySide6.QtGui import QGuiApplication

application = QGuiApplication([])
print("there", flush=True)
application.exec()
"""

BARE = [sys.executable, "-c", BARE_WINDOW]
NEGDESK = [sys.executable, "-m", "negdesk", "--sample"]
MAKE_SAMPLE = (
    "from negdesk.library_files import sample_library as path; from negdesk.opening import make_sample;"
    "path().parent.mkdir(parents=True, exist_ok=True); make_sample(path())"
)


def main() -> int:
    """Measure and print; the status is 1 if the ratio is above what `--at-most` allows."""
    parser = argparse.ArgumentParser(description="Times NegDesk's first paint against a bare PySide6 window's.")
    parser.add_argument("--runs", type=int, default=15, help="how often each is started (15)")
    parser.add_argument("--offscreen", action="store_true", help="use Qt's offscreen platform, not a display")
    parser.add_argument("--at-most", type=float, metavar="RATIO", help="exit with status 1 above this ratio")
    arguments = parser.parse_args()
    with _own_folders() as folders, _display(arguments.offscreen) as display:
        environment = {**display, **folders, "NEGDESK_EXIT_AT_FIRST_PAINT": "1"}
        # An installed program has its byte code; without this some machines would compile ours anew in every run.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-c", MAKE_SAMPLE], cwd=ROOT, env=environment, check=True)
        with _another_program(environment):
            bare, ours = _measure(arguments.runs, environment)
        shown_on = environment.get("QT_QPA_PLATFORM") or "the display"
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"First paint on {shown_on}, Python {sys.version.split()[0]}, {arguments.runs} runs each in turn")
    print(f"  bare PySide6 window      {_summary(bare)}")
    print(f"  NegDesk with the sample  {_summary(ours)}")
    print(f"  ratio of the medians     {ratio:.2f}")
    return int(arguments.at_most is not None and ratio > arguments.at_most)


@contextmanager
def _another_program(environment: Mapping[str, str]) -> Iterator[None]:
    """Have the display used by one more program meanwhile, as any but a virtual one is.

    A virtual one starts anew when its last program ends, and whichever window comes next waits for that.
    """
    command = [sys.executable, "-c", OTHER_PROGRAM]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None  # it was asked for
        try:
            if other.stdout.readline().strip() != "there":
                raise RuntimeError("no program can open this display")
            yield
        finally:
            other.terminate()


def _measure(runs: int, environment: Mapping[str, str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each run of the bare window and of NegDesk, in turn so that both have the machine's same mood."""
    for command in (BARE, NEGDESK):
        _milliseconds(command, environment)  # not counted: it fills caches and writes byte code
    pairs = [(_milliseconds(BARE, environment), _milliseconds(NEGDESK, environment)) for _ in range(runs)]
    return [bare for bare, _ in pairs], [ours for _, ours in pairs]


def _milliseconds(command: list[str], environment: Mapping[str, str]) -> float:
    """From the start of the process to its line “first paint”. Raises `RuntimeError` if it ends without."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # it was asked for
        patience = Timer(LONGEST_SECONDS, process.kill)
        patience.start()
        line = process.stdout.readline()
        took = time.perf_counter() - start
        process.wait()
        patience.cancel()
    if line.strip() != "first paint":
        raise RuntimeError(f"{' '.join(command)[:80]} ended with {process.returncode} before it had painted")
    return took * 1000


def _summary(times: list[float]) -> str:
    low, middle, high = statistics.quantiles(times, n=4)
    return f"{middle:5.0f} ms  (half of them {low:.0f} to {high:.0f}, all {min(times):.0f} to {max(times):.0f})"


@contextmanager
def _own_folders() -> Iterator[dict[str, str]]:
    """A folder without a library or settings of the user's, and for byte code; as variables for the environment."""
    with tempfile.TemporaryDirectory(prefix="negdesk-first-paint-") as folder:
        names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA", "PYTHONPYCACHEPREFIX")
        yield dict.fromkeys(names, folder)


@contextmanager
def _display(offscreen: bool) -> Iterator[dict[str, str]]:
    environment = dict(os.environ)
    has_display = not sys.platform.startswith("linux") or "DISPLAY" in environment or "WAYLAND_DISPLAY" in environment
    if offscreen or (not has_display and not shutil.which("Xvfb")):
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
    elif has_display:
        yield environment
    else:
        with runpy.run_path(str(ROOT / "packaging" / "quickstart.py"))["screen"]() as virtual:
            yield virtual


if __name__ == "__main__":
    sys.exit(main())
