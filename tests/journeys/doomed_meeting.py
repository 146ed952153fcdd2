"""A meeting that goes on until its process is killed: real keys in the real window, saying after each what is shown."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from sqlalchemy.engine.default import DefaultDialect

from negdesk import commands
from negdesk.desktop.application import make_application
from negdesk.desktop.launch import Session
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.shell import Place
from negdesk.storage.database import Database
from tests.journeys.long_meeting import GESTURES, Gesture
from tests.kills import say

commands.load()

ONLY_ADDS = frozenset({"note", "private", "add item", "give", "get", "our offer", "their offer", "question", "if-then"})
"""Gestures that take nothing away of what is shown; in the midst of any other one a few facts may be changing."""

Fact = tuple[str, ...]


def live(library: str, negotiation_id: int, seed: int, lag: int) -> None:
    """Meet until the end. With a `lag` only every so many transactions are committed: what the campaign must find."""
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    settings = QSettings(str(Path(library).with_suffix(".ini")), QSettings.Format.IniFormat)
    session = Session(make_application(), settings)
    window = session.open(Path(library))
    window.activateWindow()
    _wait(0.05)
    _ = window.actions_table
    window.shell.go(Place("negotiation", negotiation_id, "meet", "start"))
    panel = window.findChild(MeetPanel)
    assert isinstance(panel, MeetPanel)
    if lag:
        _let_commits_lag(lag)
    shown: set[Fact] = set()
    for number in count():
        gesture = GESTURES[number % len(GESTURES)]
        say({"begins": gesture.kind})
        _do(gesture, panel, chance)
        now = facts(panel)
        say({"shown": sorted(now - shown), "gone": sorted(shown - now)})
        shown = now


def _do(gesture: Gesture, panel: MeetPanel, chance: random.Random) -> None:
    gesture.type()
    if gesture.text and chance.random() < 0.06:
        _wait(0.5)
        say({"draft": panel.line.text()})
        _wait(chance.random() * 0.2)
        say({"begins": gesture.kind})
    gesture.press()
    QApplication.processEvents()


def _wait(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def facts(panel: MeetPanel) -> set[Fact]:
    """Everything that the panel shows of the meeting, each as a few words."""
    lines = [panel.captures.item(row).data(0x100) for row in range(panel.captures.count())]
    found: set[Fact] = {("capture", str(line.id), str(line.kind), line.text) for line in lines}
    found |= {("answer", str(line.id), line.state) for line in lines if line.state}
    for item in panel.checklist.lines():
        found.add(("item", str(item.id), item.text))
        found |= {("tick", str(item.id))} if item.ticked else set()
        found |= {("note", str(item.id), item.note)} if item.note else set()
    for number in (1, 2, 3, 4):
        lamp = panel.lamps.lamp(number).lamp
        found |= {("lamp", str(number), lamp.text())} if lamp.isChecked() else set()
    return found


def _nothing(_dialect: object, _connection: object) -> None:
    """Stand in for a rollback."""


def _let_commits_lag(lag: int) -> None:
    """Have a transaction say that it was kept before it was: only each `lag`-th is committed."""
    turns = count(1)

    @contextmanager
    def transaction(self: Database) -> Iterator[None]:
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN IMMEDIATE")
        yield
        if next(turns) % lag == 0:
            self.connection.execute("COMMIT")

    # A session that closes rolls back what is open; where all is committed, as it should be, there is nothing open.
    DefaultDialect.do_rollback = _nothing  # type: ignore[method-assign]  # as below
    Database.transaction = transaction  # type: ignore[method-assign]  # in this process, which is about to be killed
