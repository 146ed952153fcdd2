"""A meeting of forty minutes by keyboard alone, in a real window; then the file is opened again."""

import runpy
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk.desktop.application import make_application
from negdesk.desktop.launch import Session
from negdesk.desktop.meeting.capture_line import LineEditor
from negdesk.desktop.shell import Place
from negdesk.opening import open_desk
from negdesk.queries.meeting import meeting_sheet
from negdesk.storage import clock
from tests.journeys.long_meeting import CTRL, GESTURES, MINUTES, SHIFT, Gesture, cursor, plan_meeting

BIG_LIBRARY = Path(__file__).resolve().parents[2] / "packaging" / "benchmarks" / "big_library.py"


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A run of the program with settings of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    session = Session(make_application(), QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()


def test_a_meeting_of_forty_minutes(qtbot: QtBot, session: Session, library: Path) -> None:
    assert len(GESTURES) >= 60
    runpy.run_path(str(BIG_LIBRARY))["make_big_library"](library, 200)
    desk = open_desk(library)
    negotiation_id = plan_meeting(desk)
    desk.close()
    window = session.open(library)
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    _ = window.actions_table  # made right after the first paint; a person's keys wait for it in the event loop
    window.shell.go(Place("negotiation", negotiation_id, "meet"))
    begin = clock.now().replace(hour=10, minute=0)  # whatever the hour is, forty minutes do not pass midnight
    for number, gesture in enumerate((Gesture("start", (Qt.Key.Key_Return, CTRL | SHIFT)), *GESTURES)):
        with clock.frozen(begin + timedelta(minutes=MINUTES * number / len(GESTURES))):
            gesture.type()
            gesture.press()
            QApplication.processEvents()
            if gesture.kind not in ("lamp", "lamp words"):
                assert isinstance(cursor(), LineEditor), gesture
    window.close()
    desk = open_desk(library)
    sheet = desk.ask(meeting_sheet, negotiation_id)
    desk.close()
    assert sheet.running
    held = Counter(line.kind for line in sheet.captures)
    marked = {"~": "their offer", "!": "private"}
    said = Counter(
        marked.get(gesture.text[:1], gesture.kind) for gesture in GESTURES if gesture.text and gesture.kind != "edit"
    )
    for kind, words in (("note", "note"), ("give", "give"), ("get", "get"), ("private", "private")):
        assert held[kind] == said[words], kind  # type: ignore[index]  # a kind is its word
    assert held["our_offer"] == 2 and held["their_offer"] == 4  # type: ignore[index]  # a kind is its word
    assert held["question"] == 2 and held["if_then"] == 1  # type: ignore[index]  # a kind is its word
    assert sheet.done >= 9
    times = [line.at for line in sheet.captures]
    assert times == sorted(times) and len(set(times)) > 15
    assert any(line.text == "Friday is hard for their drivers, Tuesday would do for both" for line in sheet.captures)
    assert any(line.note == "they keep it dry" for phase in sheet.phases for line in phase.items)
    assert [lamp.who for lamp in sheet.lamps if lamp.lit] == ["Owner", "Ragna Holm"]
