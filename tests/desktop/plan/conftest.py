"""A plan on a real file, of somebody who writes 1.250,50."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.plan.plan_panel import PlanPanel
from negdesk.desktop.shell import Shell
from negdesk.domain.money import NumberFormat
from negdesk.queries.plan import PlanSheet, plan_sheet
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen


@pytest.fixture
def shell(desk: Desk) -> Shell:
    shell = Shell(desk, now)
    shell.numbers = NumberFormat(decimal=",", group=".")
    return shell


@pytest.fixture
def negotiation(desk: Desk) -> int:
    return desk.do(commands.negotiation.new_negotiation, "Oat flour", currency="EUR")


@pytest.fixture
def panel(qtbot: QtBot, shell: Shell, negotiation: int) -> PlanPanel:
    panel = PlanPanel(shell)
    show_screen(qtbot, panel, 1040, 900)
    panel.show_negotiation(negotiation)
    return panel


@pytest.fixture
def sheet(desk: Desk, negotiation: int) -> Callable[[], PlanSheet]:
    def ask() -> PlanSheet:
        found = desk.ask(plan_sheet, negotiation)
        assert found is not None
        return found

    return ask
