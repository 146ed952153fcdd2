"""The simplest program that could keep a meeting: what its keys take is what no program of its kind can be far below.

    .venv/bin/python packaging/benchmarks/bare_meeting.py

Two of Qt's plain lists and a line, with nothing styled and nothing behind them: Space ticks the next of the sixteen
lines on the left, Enter writes what was typed below the lines on the right. Each is one row committed by bare SQLite
(`synchronous=FULL`), then shown. Prints, as JSON, the milliseconds of each key: its `commit`, its `paint`, and from
the key `to_screen`, each measured as `meeting_latency.py` does, which has the figures of the same run beside its own.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt  # the lines above say where it is shown
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from sqlcipher3 import dbapi2

KEYS = 40
"""Of each kind, as many as a meeting has."""
ITEMS = 16
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Bare(QLineEdit):
    """The line, which has the cursor, with the two lists it writes into."""

    def __init__(self, library: Path) -> None:
        super().__init__()
        self._connection = dbapi2.connect(str(library), isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, at TEXT, kind TEXT, text TEXT)")
        self.checklist, self.captures = QListWidget(), QListWidget()
        for number in range(ITEMS):
            item = QListWidgetItem(f"What is to be asked, number {number}")
            item.setCheckState(_OFF)
            self.checklist.addItem(item)
        self.commit = 0.0
        self._next = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Return:
            self._keep("note", self.text())
            self.captures.addItem(self.text())
            self.captures.scrollToBottom()
            self.clear()
        elif event.key() == Qt.Key.Key_Space and not self.text():
            item = self.checklist.item(self._next)
            self._keep("tick", item.text())
            item.setCheckState(_OFF if item.checkState() is _ON else _ON)
            self._next = (self._next + 1) % ITEMS
            self.checklist.setCurrentRow(self._next)
        else:
            super().keyPressEvent(event)

    def _keep(self, kind: str, text: str) -> None:
        begun = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO line (at, kind, text) VALUES (datetime(), ?, ?)", (kind, text))
        self._connection.execute("COMMIT")
        self.commit = time.perf_counter() - begun


class Watch(QObject):
    """Knows when the window was painted."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.painted: list[tuple[float, float]] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window or event.type() != QEvent.Type.UpdateRequest:
            return False
        begun = time.perf_counter()
        watched.event(event)
        self.painted.append((begun, time.perf_counter()))
        return True


def main() -> int:
    """Press the keys and print what they took."""
    application = QApplication([])
    application.setCursorFlashTime(0)
    with tempfile.TemporaryDirectory(prefix="negdesk-bare-meeting-") as folder:
        line, window = Bare(Path(folder) / "bare.db"), QWidget()
        row, right = QHBoxLayout(window), QVBoxLayout()
        row.addWidget(line.checklist)
        row.addLayout(right)
        right.addWidget(line.captures)
        right.addWidget(line)
        window.resize(1280, 860)
        window.show()
        window.activateWindow()
        line.setFocus()
        _wait(1)
        watch, times = Watch(window), list[dict[str, float]]()
        for number in range(KEYS):
            times.append(_time(line, watch, Qt.Key.Key_Space))
            QTest.keyClicks(line, f"What they said, number {number}")
            times.append(_time(line, watch, Qt.Key.Key_Return))
    print(json.dumps(times))
    return 0


def _time(line: Bare, watch: Watch, key: Qt.Key) -> dict[str, float]:
    _wait(0.03)
    watch.painted.clear()
    begun = time.perf_counter()
    QTest.keyClick(line, key)
    while not watch.painted:
        QApplication.processEvents()
    start, end = watch.painted[0]
    _wait(0.03)
    return {"commit": line.commit * 1000, "paint": (end - start) * 1000, "to_screen": (end - begun) * 1000}


def _wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main())
