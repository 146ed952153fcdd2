"""Going to one thing on a page, as search and Today do: it has the cursor, and it is in sight."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.shell import Place
from negdesk.domain.negotiation import Side
from tests.desktop.showing import cursor, press, window_at

MANY = 60


def in_sight() -> bool:
    """Whether all of what has the cursor can be seen."""
    return cursor().visibleRegion().boundingRect() == cursor().rect()


def places(desk: Desk, page: str) -> list[Place]:
    """The last, the first and a middle one of many things on a page, so that each is far from the one before it."""
    if page == "log":
        ana = desk.do(commands.counterpart.add_counterpart, "Ana")
        day = date(2026, 11, 2)
        made = [
            Place("counterpart", ana, focus=f"log_entry:{number}")
            for number in (desk.do(commands.log.write_entry, ana, f"{n} " * 80, happened_on=day) for n in range(MANY))
        ]
    elif page == "promises":
        made = [
            Place("promises", focus=f"promise:{number}")
            for number in (desk.do(commands.promise.add_promise, Side.US, f"Promise {n}") for n in range(MANY))
        ]
    else:
        oats = desk.do(commands.negotiation.new_negotiation, "Oats")
        made = [
            Place("negotiation", oats, "plan", focus=f"term:{number}")
            for number in (desk.do(commands.plan.add_term, oats, f"Term {n}") for n in range(MANY))
        ]
    return [made[-1], made[0], made[MANY // 2]]


@pytest.mark.parametrize("page", ["log", "promises", "terms"])
def test_what_one_goes_to_is_in_sight(qtbot: QtBot, desk: Desk, library: Path, page: str) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        for place in places(desk, page):
            window.go(Place("today"))
            window.go(place)  # the first time the page has no layout yet when the cursor is set
            QApplication.processEvents()
            assert in_sight(), place
            press(Qt.Key.Key_Tab)
            assert in_sight(), place


def test_the_oldest_entry_is_in_sight_on_a_first_visit(qtbot: QtBot, desk: Desk, library: Path) -> None:
    oldest = places(desk, "log")[1]
    with window_at(qtbot, desk, library, Place("today")) as window:
        window.go(oldest)
        QApplication.processEvents()
        assert in_sight()
