"""Work in other threads: what the window hears of it, and that it may go meanwhile."""

import subprocess
import sys
from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from negdesk.desktop.apart import apart, beside, when_undisturbed

GOING_MEANWHILE = """
import time
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from negdesk.desktop.apart import beside
application = QCoreApplication([])
for turn in range(300):
    owner = QObject()
    reached = []
    def work(ready):
        reached.append(True)
        ready()
    beside(owner, work, lambda: None)
    while not reached:
        time.sleep(0)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
print("done")
"""

READING = """
from negdesk.desktop.backups.soundness import Soundness
from negdesk.domain.refusal import Refusal
def begin(owner, reached):
    def check():
        reached.append(True)
        raise Refusal("It is damaged.")
    Soundness(check, lambda refusal: None, owner).begin()
"""

BACKING_UP = """
from types import SimpleNamespace
from negdesk.desktop.backups.backup_keeper import BackupKeeper
from negdesk.domain.backup import Reason
from negdesk.domain.refusal import Refusal
def begin(owner, reached):
    def make(*_what):
        reached.append(True)
        raise Refusal("The disk is full.")
    backups = SimpleNamespace(make=make, newest=lambda: None)
    desk = SimpleNamespace(access=True, adrift=False, times_saved=0, subscribe=lambda listener: None)
    BackupKeeper(SimpleNamespace(desk=desk, now=lambda: None), lambda: backups, owner).begin(Reason.CHANGED)
"""

MAKING_A_PAPER = """
from negdesk import documents
from negdesk.desktop.agreement.paper_worker import PaperMaker
export, long = documents.export, documents.paper_making
def begin(owner, reached):
    export.paper_of = lambda *_what: reached.append(True)
    PaperMaker(owner, export.PaperKind.BRIEF, None, None).start()
"""

OWNER_GOES = """
import time
from PySide6.QtCore import QCoreApplication, QEvent, QObject
application = QCoreApplication([])
for turn in range(150):
    owner, reached = QObject(), []
    begin(owner, reached)
    while not reached:
        time.sleep(0)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
print("done")
"""


@pytest.mark.parametrize("begin", [READING, BACKING_UP, MAKING_A_PAPER])
def test_a_window_may_go_without_being_closed_while_its_threads_tell(begin: str) -> None:
    """The program closes its windows first, which waits for them; who only deletes one was brought down by each."""
    done = subprocess.run([sys.executable, "-c", begin + OWNER_GOES], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "done"), done.stderr


def test_then_is_called_in_the_window_once_work_is_ready_while_work_goes_on(qtbot: QtBot) -> None:
    owner, go_on, ended, told = QObject(), Event(), Event(), list[bool]()

    def work(ready: Callable[[], None]) -> None:
        ready()
        go_on.wait(20)
        ended.set()

    beside(owner, work, lambda: told.append(ended.is_set()))
    qtbot.waitUntil(lambda: bool(told))
    go_on.set()
    assert ended.wait(20)
    qtbot.wait(100)
    assert told == [False], "once only, and before the work had ended"
    assert not owner.children()


def test_an_owner_that_went_is_told_nothing(qtbot: QtBot) -> None:
    owner, go_on, ended, told = QObject(), Event(), Event(), list[bool]()

    def work(ready: Callable[[], None]) -> None:
        go_on.wait(20)
        ready()
        ended.set()

    beside(owner, work, lambda: told.append(True))
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    go_on.set()
    assert ended.wait(20)
    qtbot.wait(100)
    assert told == []


def test_what_would_take_the_window_away_waits_until_whoever_waits_for_work_has_gone_on(qtbot: QtBot) -> None:
    owner, told = QObject(), list[str]()
    QTimer.singleShot(0, owner, lambda: when_undisturbed(owner, lambda: told.append("locked")))
    QTimer.singleShot(0, owner, lambda: told.append("asked"))
    assert apart(lambda: "made") == "made"
    told.append("gone on")
    assert apart(lambda: "more") == "more"
    told.append("gone on")
    qtbot.waitUntil(lambda: "locked" in told)
    assert told == ["asked", "gone on", "gone on", "locked"]
    when_undisturbed(owner, lambda: told.append("at once"))
    assert told[-1] == "at once", "where nothing is waited for"


def test_work_that_fails_keeps_nothing_waiting(qtbot: QtBot) -> None:
    told = list[str]()
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 / 0)
    when_undisturbed(QObject(), lambda: told.append("at once"))
    assert told == ["at once"]


def test_an_owner_may_go_while_the_work_tells() -> None:
    """Of the signal that once told of it, one window in thirty of those closed meanwhile brought the program down."""
    done = subprocess.run([sys.executable, "-c", GOING_MEANWHILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "done"), done.stderr
