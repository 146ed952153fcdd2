"""Kill the program anywhere in a meeting: all that was shown is there, and the next start returns to the meeting."""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk.desktop.application import make_application
from negdesk.desktop.launch import Session
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.opening import open_desk
from tests.campaigns import FULL
from tests.journeys.doomed_meeting import ONLY_ADDS, Fact, facts
from tests.journeys.long_meeting import plan_meeting
from tests.kills import Death, Nursery

KILLS = 1000 if FULL else 4
MOST_LINES = 90
"""A life says two lines a gesture, and so has forty-five of them at most."""
LONGEST_PAUSE = 0.05
"""Seconds from the last line to the kill: longer than a gesture takes on most machines."""
MOST_CHANGING = 4
"""So many facts at most one gesture changes that does more than add, such as an undo."""

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks"),
]


@dataclass
class Last:
    """What the dead had shown last, what it was about to do, and the draft that had settled."""

    shown: set[Fact] = field(default_factory=set)
    doing: str = ""
    draft: str = ""
    gestures: int = 0


@dataclass(frozen=True)
class Meeting:
    """A library with a planned negotiation, to be copied for each life."""

    library: Path
    negotiation_id: int


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    library = tmp_path / "planned.negdesk"
    desk = open_desk(library)
    negotiation_id = plan_meeting(desk)
    desk.close()
    return Meeting(library, negotiation_id)


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    with Nursery("tests.journeys.doomed_meeting:live", environment) as made:
        yield made


def test_nothing_that_was_shown_is_lost(qtbot: QtBot, nursery: Nursery, meeting: Meeting, tmp_path: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311  # moments, not secrets
    gestures, running = 0, 0
    for number in range(KILLS):
        lines = int(MOST_LINES * (chance.random() if FULL else (number + chance.random()) / KILLS))
        after = LONGEST_PAUSE * chance.random() if lines else 2 * chance.random()  # without, it may die at its start
        library = tmp_path / f"{number}.negdesk"
        shutil.copy(meeting.library, library)
        last = _last(nursery.kill(after, str(library), meeting.negotiation_id, number, 0, lines=lines))
        losses, runs = _reopen(qtbot, library, last)
        assert losses == [], (number, after, last.doing)
        gestures, running = gestures + last.gestures, running + runs
        for left in tmp_path.glob(f"{number}.*"):
            left.unlink()
        if number % 50 == 49:
            print(f"{number + 1} kills, {gestures} gestures acknowledged, {running} returns", flush=True)
    print(f"{KILLS} kills, {gestures} gestures acknowledged, {running} returns to a running meeting, nothing lost")
    assert gestures > 10 * KILLS and running >= KILLS // 2


def test_the_campaign_finds_what_is_shown_before_it_is_committed(
    qtbot: QtBot, nursery: Nursery, meeting: Meeting, tmp_path: Path
) -> None:
    found = []
    for number in range(2):
        library = tmp_path / f"{number}.negdesk"
        shutil.copy(meeting.library, library)
        last = _last(nursery.kill(0.01, str(library), meeting.negotiation_id, number, 12, lines=30 + 7 * number))
        assert last.gestures, "killed before the first gesture"
        found += _reopen(qtbot, library, last)[0]
    print(f"with commits that lag: {len(found)} losses, such as {found[:2]}")
    assert found


def _last(death: Death) -> Last:
    last = Last()
    for line in death.said:
        if "begins" in line:
            last.doing = line["begins"]
            last.draft = ""
        elif "draft" in line:
            last.draft = line["draft"]  # the words of a lamp settle meanwhile, as its gesture may change what is shown
        elif "shown" in line:
            last.shown |= {tuple(fact) for fact in line["shown"]}
            last.shown -= {tuple(fact) for fact in line["gone"]}
            last.doing, last.gestures = "", last.gestures + 1
    return last


def _reopen(qtbot: QtBot, library: Path, last: Last) -> tuple[list[str], bool]:
    """Start the program on what was left; returns what is missing, and whether a meeting runs."""
    session = Session(make_application(), QSettings(str(library.with_suffix(".ini")), QSettings.Format.IniFormat))
    window = session.open(library)
    try:
        QApplication.processEvents()
        sound = window.shell.desk.ask(lambda connection: connection.execute("PRAGMA integrity_check").fetchall())
        losses = [] if sound == [("ok",)] else [f"the file is damaged: {sound}"]
        if window.shell.desk.missing:
            losses.append(f"a false alarm: {window.shell.desk.missing} changes said to be missing")
        panel = window.findChild(MeetPanel)
        if panel is None or not panel.isVisible():
            return losses + (["no return to the running meeting"] if last.gestures else []), False
        missing = last.shown - facts(panel)
        if last.doing and last.doing not in ONLY_ADDS and len(missing) <= MOST_CHANGING:
            missing = set()
        losses += [f"lost: {fact}" for fact in sorted(missing)]
        if last.draft and panel.line.text() != last.draft:
            losses.append(f"lost what was typed: {last.draft!r}")
        return losses, True
    finally:
        window.close()
        for left in (window, session):
            left.deleteLater()
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
