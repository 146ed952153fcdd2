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
)

PROBE = """
import sys
from pathlib import Path

from negdesk.desktop.qt_loading import load_qt

load_qt()
from negdesk.desktop import launch

launch.after_first_paint = lambda window, desk: sys.exit(report())

def report():
    print("\\n".join(sorted({name.partition(".")[0] for name in sys.modules})), flush=True)
    sys.stdout.flush()
    import os
    os._exit(0)

sys.exit(launch.start(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded once the window on an empty library has painted, in a process of its own."""
    home = tmp_path_factory.mktemp("home")
    folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"), str(home))
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, str(home / "library.negdesk")],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert probe.returncode == 0, probe.stderr
    return set(probe.stdout.split())


def test_the_window_has_painted(loaded: set[str]) -> None:
    assert {"negdesk", "PySide6", "sqlcipher3"} <= loaded


@pytest.mark.parametrize("module", LATER)
def test_it_is_not_loaded_yet(loaded: set[str], module: str) -> None:
    assert module not in loaded
