"""Somebody one knows, on a real file, at noon of a Monday."""

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.shell import Place, Shell
from tests.desktop.showing import show_screen

NOON = datetime(2026, 11, 23, 12, 0).astimezone()


@pytest.fixture
def shell(desk: Desk) -> Shell:
    return Shell(desk, lambda: NOON)


@pytest.fixture
def ana(desk: Desk) -> int:
    return desk.do(commands.counterpart.add_counterpart, "Ana Ruiz", job_title="Buyer")


@pytest.fixture
def screen(qtbot: QtBot, shell: Shell, ana: int) -> CounterpartScreen:
    """Her page."""
    screen = CounterpartScreen(shell)
    show_screen(qtbot, screen, 1060, 860)
    screen.show_place(Place("counterpart", ana))
    return screen
