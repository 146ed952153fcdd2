"""A negotiation on a real file, shown in the real window at its meeting."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from negdesk.commands import ledger, negotiation, plan
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.shell import Place
from negdesk.domain.ledger import Priority
from negdesk.storage import clock
from tests.desktop.showing import window_at

TEN = datetime(2026, 11, 23, 10, 0).astimezone()


@pytest.fixture
def oats(desk: Desk) -> int:
    """The oat flour, planned."""
    made = desk.do(
        negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods", "Ana Ruiz"]
    )
    desk.do(
        plan.add_term, made, "Price", currency="EUR", opening=Decimal(610), target=Decimal(640), walk_away=Decimal(685)
    )
    desk.do(plan.add_term, made, "Volume", unit="t", more_is_better=True, target=Decimal(160))
    desk.do(ledger.add_give, made, "Two-month forecast", value=4, give_first=True)
    desk.do(ledger.add_get, made, "Delivery every second week", priority=Priority.MUST, value=4)
    desk.do(plan.add_question, made, "Who else has to say yes?")
    desk.do(plan.add_if_then, made, "They can't move on the price", "We pay within 14 days")
    return made


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, oats: int, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on the meeting, which has not begun."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with clock.frozen(TEN), window_at(qtbot, desk, library, Place("negotiation", oats, "meet")) as made:
        yield made


@pytest.fixture
def panel(window: MainWindow) -> MeetPanel:
    """The meeting's panel, before the start."""
    found = window.findChild(MeetPanel)
    assert isinstance(found, MeetPanel)
    return found


@pytest.fixture
def live(panel: MeetPanel) -> MeetPanel:
    """The panel with the meeting begun a moment ago."""
    panel.start()
    return panel
