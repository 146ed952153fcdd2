"""The page of the day in the window."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negdesk.commands import meeting, negotiation, promise
from negdesk.desk import Desk
from negdesk.desktop.shell import Place
from negdesk.desktop.today.today_lines import Line, LinesCard
from negdesk.domain.negotiation import Side
from negdesk.queries.today import MOST
from negdesk.storage import clock
from tests.desktop.showing import cursor, press, window_at


def test_a_line_leads_to_the_promises_that_are_not_shown(qtbot: QtBot, desk: Desk, library: Path) -> None:
    for number in range(MOST + 2):
        desk.do(promise.add_promise, Side.US, f"Promise {number}", clock.today() - timedelta(days=1))
    with window_at(qtbot, desk, library, Place("today")) as window:
        (more,) = [line for line in window.findChildren(Line) if line.key == "promises" and line.isVisible()]
        assert more.accessibleName() == "2 more are late or due"
        desk.do(promise.keep, 1)
        (more,) = [line for line in window.findChildren(Line) if line.key == "promises" and line.isVisible()]
        assert more.accessibleName() == "One more is late or due"
        more.setFocus()
        press(Qt.Key.Key_Return)
        assert cursor().accessibleName() == "A new promise"
        window.shell.go(Place("today"))  # as whoever closes the window there


def test_the_card_of_meetings_says_whether_it_is_one_or_more(qtbot: QtBot, desk: Desk, library: Path) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        for number, title in enumerate(("Today's meeting", "Today's meetings"), start=1):
            flour = desk.do(negotiation.new_negotiation, f"Flour {number}")
            desk.do(meeting.start_meeting, flour)
            window.shell.go(Place("today"))
            (card,) = [
                card
                for card in window.findChildren(LinesCard)
                if card.isVisible() and "meeting" in card.accessibleName()
            ]
            assert card.accessibleName() == title
