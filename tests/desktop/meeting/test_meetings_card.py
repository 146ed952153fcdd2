"""Several meetings in one negotiation: who was there, and what was captured in each, by keys."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.rows import RowList
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.domain.meeting import CaptureKind
from negdesk.queries.meeting import meeting_sheet
from negdesk.queries.meetings_held import meetings_held
from negdesk.storage import clock
from tests.desktop.meeting.conftest import TEN


def captured(panel: MeetPanel) -> list[str]:
    return [panel.captures.item(row).text().split(", ", 2)[-1] for row in range(panel.captures.count())]


@pytest.fixture
def third(desk: Desk, oats: int, live: MeetPanel) -> MeetPanel:
    """The third meeting, running, with something captured in each of the three."""
    shell, start = live.shell, TEN - timedelta(days=14)
    ana = desk.ask(meeting_sheet, oats).attendees[1].counterpart_id
    desk.undo()  # the start at ten o'clock
    for number, said in enumerate(("The mill is new", "The price is too high")):
        began = start + timedelta(days=number)
        with clock.frozen(began):
            meeting = shell.do(commands.meeting.start_meeting, oats)
            assert meeting is not None
            if number:
                shell.do(commands.meeting.set_attendance, oats, ana, False)
            shell.do(commands.capture.capture, meeting, CaptureKind.NOTE, said)
        with clock.frozen(began + timedelta(minutes=40)):
            shell.do(commands.meeting.end_meeting, meeting, none=True)
    live.start()
    live.line.captured.emit(CaptureKind.NOTE, "Good morning")
    return live


def test_each_meeting_says_its_day_its_length_and_who_was_there(desk: Desk, oats: int, third: MeetPanel) -> None:
    second, first = desk.ask(meetings_held, oats)
    assert (first.number, first.minutes, first.names) == (1, 40, ("Nordmill Foods", "Ana Ruiz"))
    assert (second.number, second.minutes, second.names) == (2, 40, ("Nordmill Foods",))
    rows = third.meetings.findChild(RowList)
    assert isinstance(rows, RowList)
    names = [row.accessibleName() for row in rows.rows()]
    assert names[0].endswith("40 min, Nordmill Foods") and names[1].endswith("Nordmill Foods, Ana Ruiz")


def test_a_key_goes_from_meeting_to_meeting_and_escape_comes_back(third: MeetPanel) -> None:
    assert captured(third) == ["Good morning"]
    seen = []
    for _ in range(3):
        QTest.keyClick(third.line.edit, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
        seen.append(captured(third))
    assert seen == [["The price is too high"], ["The mill is new"], ["Good morning"]]
    QTest.keyClick(third.line.edit, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert third.line.edit.hasFocus()
    QTest.keyClick(third.line.edit, Qt.Key.Key_Escape)
    assert captured(third) == ["Good morning"]


def test_what_is_captured_meanwhile_belongs_to_the_present_meeting(third: MeetPanel) -> None:
    QTest.keyClick(third.line.edit, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(third.line.edit, "Coffee")
    QTest.keyClick(third.line.edit, Qt.Key.Key_Return)
    assert captured(third) == ["Good morning", "Coffee"]


def test_what_was_found_in_an_earlier_meeting_is_shown_there(desk: Desk, oats: int, third: MeetPanel) -> None:
    found = desk.ask(lambda c: c.execute("SELECT id FROM capture WHERE text = 'The mill is new'").fetchall())
    third.show_negotiation(oats, f"capture:{found[0][0]}")
    assert captured(third) == ["The mill is new"]
    current = third.captures.current()
    assert current is not None and current.id == found[0][0]


def test_who_is_there_is_ticked_while_it_runs(desk: Desk, oats: int, third: MeetPanel) -> None:
    box = next(each for each in third.meetings.findChildren(QCheckBox) if each.text() == "Ana Ruiz")
    box.setFocus()
    assert QApplication.focusWidget() is box and box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [(line.name, line.there) for line in desk.ask(meeting_sheet, oats).attendees] == [
        ("Nordmill Foods", True),
        ("Ana Ruiz", False),
    ]


def test_under_the_shield_an_earlier_meeting_keeps_its_captures_to_itself(third: MeetPanel) -> None:
    third.shell.set_shield(True)
    QTest.keyClick(third.line.edit, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert third.captures.count() == 1
    assert "price" not in third.captures.item(0).text()
