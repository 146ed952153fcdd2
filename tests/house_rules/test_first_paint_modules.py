"""The first paint waits for nothing that it does not need: the heavy libraries come after it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LATER = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "reportlab",
    "pypdfium2",
    "babel",
    "uharfbuzz",
    "keyring",
    "argon2",
    "cryptography",
    "argparse",
    "logging",
    # what modules of Python's own name and the start does not use, see `later_modules`
    "ast",
    "tokenize",
    "_bz2",
    "_lzma",
)

ENUMERATIONS = "the enumerations of Qt"

PROBE = """
import sys
from negdesk.later_modules import put_off

put_off()
from pathlib import Path

from negdesk.desktop.qt_loading import load_qt

load_qt()
from negdesk.desktop import launch

launch.after_first_paint = lambda window, desk: sys.exit(report())

def report():
    from PySide6 import QtCore

    loaded = {name.partition(".")[0] for name in sys.modules}
    if "Qt" in vars(QtCore):
        loaded.add("the enumerations of Qt")
    print("\\n".join(sorted(loaded)), flush=True)
    sys.stdout.flush()
    import os
    os._exit(0)

if sys.argv[1:] == ["nothing"]:
    from PySide6.QtCore import QTimer
    from negdesk.desktop.welcome import WelcomeWindow

    WelcomeWindow.paintEvent = lambda window, _event: QTimer.singleShot(0, window, lambda: sys.exit(report()))
    sys.exit(launch.start(None))
if len(sys.argv) > 1:
    sys.exit(launch.start(Path(sys.argv[1])))
from negdesk.library_files import sample_library
sys.exit(launch.start(sample_library(), sample=True))
"""

MAKE_EMPTY = """
import sys
from pathlib import Path

from negdesk.opening import open_desk

open_desk(Path(sys.argv[1])).close()
"""

MAKE_SAMPLE = """
from negdesk.library_files import sample_library
from negdesk.opening import make_sample

sample_library().parent.mkdir(parents=True, exist_ok=True)
make_sample(sample_library())
"""


def run(home: Path, code: str, *words: str) -> str:
    folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"), str(home))
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded once the window on an empty library has painted, in a process of its own."""
    home = tmp_path_factory.mktemp("home")
    library = str(home / "library.negdesk")
    run(home, MAKE_EMPTY, library)
    return set(run(home, PROBE, library).splitlines())


@pytest.fixture(scope="module")
def loaded_for_the_sample(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """As `loaded`, with the sample on screen."""
    home = tmp_path_factory.mktemp("sample-home")
    run(home, MAKE_SAMPLE)
    return set(run(home, PROBE).splitlines())


@pytest.fixture(scope="module")
def loaded_for_the_welcome(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """As `loaded`, with the window of the very first start."""
    return set(run(tmp_path_factory.mktemp("first-home"), PROBE, "nothing").splitlines())


def test_the_window_has_painted(loaded: set[str]) -> None:
    assert {"negdesk", "PySide6", "sqlcipher3"} <= loaded


@pytest.mark.parametrize("module", [*LATER, ENUMERATIONS])
def test_it_is_not_loaded_yet(loaded: set[str], module: str) -> None:
    assert module not in loaded


@pytest.mark.parametrize("module", [*LATER, ENUMERATIONS])
def test_it_is_not_loaded_for_the_sample_either(loaded_for_the_sample: set[str], module: str) -> None:
    assert "sqlcipher3" in loaded_for_the_sample
    assert module not in loaded_for_the_sample


@pytest.mark.parametrize("module", [*LATER, ENUMERATIONS])
def test_it_is_not_loaded_for_the_welcome_either(loaded_for_the_welcome: set[str], module: str) -> None:
    assert "PySide6" in loaded_for_the_welcome
    assert module not in loaded_for_the_welcome
