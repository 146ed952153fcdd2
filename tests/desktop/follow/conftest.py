"""The oat flour, agreed, in the real window at *Follow through*."""

import pytest

from negdesk.commands import agreement, meeting
from negdesk.desk import Desk
from negdesk.desktop.follow.follow_panel import FollowPanel
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.negotiation import LAMPS
from tests.desktop.agreement.conftest import oats, window

__all__ = ["oats", "panel", "window"]


@pytest.fixture
def panel(desk: Desk, oats: int, window: MainWindow) -> FollowPanel:
    """The panel, after the four lamps were lit and it was marked as agreed."""
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, oats, side, kind, True)
    desk.do(agreement.mark_agreed, oats)
    window.shell.go(Place("negotiation", oats, "follow"))
    found = window.findChild(FollowPanel)
    assert isinstance(found, FollowPanel)
    return found
