"""A negotiation that was talked through, on a real file, in the real window at *Agree*."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from negdesk.commands import ledger, meeting, negotiation, plan, promise
from negdesk.commands.capture import Answer, answer_capture, capture
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.agreement.paper_preview import PaperPreview
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.domain.ledger import LedgerState
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import Side
from negdesk.storage import clock
from tests.desktop.showing import window_at

TEN = datetime(2026, 11, 23, 10, 0).astimezone()


@pytest.fixture
def oats(desk: Desk) -> int:
    """The oat flour: a price and a give agreed, a next step promised, all lamps dark."""
    made = desk.do(
        negotiation.new_negotiation, "Oat flour", currency="EUR", new_counterparts=["Nordmill Foods", "Ana Ruiz"]
    )
    desk.do(
        plan.add_term, made, "Price", currency="EUR", opening=Decimal(610), target=Decimal(640), walk_away=Decimal(685)
    )
    give = desk.do(ledger.add_give, made, "Two-month forecast", value=4, due_on=date(2026, 12, 1))
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    desk.do(plan.add_alternative, made, Side.US, "Second canary mill")
    with clock.frozen(TEN):
        running = desk.do(meeting.start_meeting, made)
        offer = desk.do(capture, running, CaptureKind.THEIR_OFFER, "648").capture_id
        desk.do(answer_capture, offer, Answer.ACCEPTED)
        desk.do(promise.add_promise, Side.THEM, "Send the order", negotiation_id=made, next_step=True)
    return made


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, oats: int, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window on the agreement."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with clock.frozen(TEN), window_at(qtbot, desk, library, Place("negotiation", oats, "agree")) as made:
        yield made


@pytest.fixture
def panel(window: MainWindow) -> AgreePanel:
    """The panel of the agreement."""
    found = window.findChild(AgreePanel)
    assert isinstance(found, AgreePanel)
    return found


@pytest.fixture
def preview(panel: AgreePanel, qtbot: QtBot) -> PaperPreview:
    """The preview with its first page."""
    qtbot.waitUntil(lambda: panel.preview.has_page)
    return panel.preview
