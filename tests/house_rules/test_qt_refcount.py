"""The Qt that is installed must be sound on this Python.

PySide6 6.12.0 on Python 3.10 and 3.11 drops one reference to None with each Qt call that returns nothing; a window that
paints in Python then brings the whole program down within seconds. Looked at in a process of its own, which may abort.
"""

import os
import subprocess
import sys

import pytest

CALLS = 400
LOAD = 100_000
ROUGHLY_NONE = 0.05
"""References to None gained or lost by a call: other parts of the process take and drop a few meanwhile."""

PROBE = f"""
import sys
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap

application = QGuiApplication([])
pixmap = QPixmap(9, 9)
painter = QPainter(pixmap)

def call_often(times):
    for _ in range(times // 2):
        painter.save()
        painter.restore()

before = sys.getrefcount(None)
call_often({CALLS})
print((sys.getrefcount(None) - before) / {CALLS}, flush=True)
call_often({LOAD})
painter.end()
print("sound", flush=True)
"""


@pytest.fixture(scope="module")
def probe() -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", PROBE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_calls_that_return_nothing_leave_the_references_to_none(probe: subprocess.CompletedProcess[str]) -> None:
    drift = float(probe.stdout.split()[0])
    assert abs(drift) < ROUGHLY_NONE, (
        f"each such call changes them by {drift:+.2f}: this PySide6 is not for this Python"
    )


def test_many_calls_do_not_bring_the_program_down(probe: subprocess.CompletedProcess[str]) -> None:
    assert probe.returncode == 0, probe.stderr
    assert probe.stdout.split()[1:] == ["sound"]
