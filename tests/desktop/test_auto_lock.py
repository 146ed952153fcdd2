"""When a library locks itself: after a while without use, and when the computer sleeps or its screen is locked."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from negdesk.desktop.auto_lock import AutoLock

ROOT = Path(__file__).resolve().parents[2]


class Hands:
    """A clock that is moved by hand, and how often it was locked."""

    def __init__(self) -> None:
        self.now, self.locked = 1000.0, 0

    def lock(self) -> None:
        self.locked += 1


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands()


@pytest.fixture
def auto(hands: Hands, qapp: QApplication, tmp_path: Path) -> Iterator[AutoLock]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    auto = AutoLock(qapp, hands.lock, settings, lambda: hands.now)
    yield auto
    auto.deleteLater()


def pass_minutes(auto: AutoLock, hands: Hands, minutes: float) -> None:
    for _ in range(int(minutes * 4)):
        hands.now += 15
        auto.look()


def test_idle_locks_once_and_a_key_begins_the_time_anew(auto: AutoLock, hands: Hands, qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    pass_minutes(auto, hands, 14)
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_A)
    pass_minutes(auto, hands, 14)
    assert hands.locked == 0 and line.text() == "a"
    pass_minutes(auto, hands, 1)
    assert hands.locked == 1
    auto.set_minutes(0)
    pass_minutes(auto, hands, 300)
    assert hands.locked == 1


def test_a_sleep_that_nobody_told_of_locks_at_its_end(auto: AutoLock, hands: Hands) -> None:
    auto.set_minutes(0)
    hands.now += 20
    auto.look()
    assert hands.locked == 0
    hands.now += 3600
    auto.look()
    assert hands.locked == 1
    hands.now -= 7200
    auto.look()
    assert hands.locked == 1


BUS = """
import os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"] = sys.argv[1]
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from negdesk.desktop.auto_lock import SystemLocks

application = QCoreApplication([])
system = QDBusConnection.connectToBus(sys.argv[1], "system")
for name in ("org.freedesktop.login1", "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"):
    assert system.registerService(name)
locks = SystemLocks(application)
heard = []
locks.locked.connect(lambda: heard.append(doing))
LOGIN = "/org/freedesktop/login1"
SIGNALS = [
    (LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
    (LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", [False]),
    (LOGIN + "/session/_32", "org.freedesktop.login1.Session", "Lock", []),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [False]),
]
for path, interface, name, arguments in SIGNALS:
    doing = f"{name} {arguments}"
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(arguments)
    assert system.send(message)
    QTimer.singleShot(150, application.quit)
    application.exec()
print("; ".join(heard))
"""


@pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="there is no message bus to try it with")
def test_the_system_tells_of_sleep_and_of_a_locked_screen() -> None:
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        told = subprocess.run(
            [sys.executable, "-c", BUS, address], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        bus.terminate()
    assert told.stdout.strip() == "PrepareForSleep [True]; Lock []; ActiveChanged [True]", told.stderr
