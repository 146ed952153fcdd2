"""The window on a library whose private fields are all canaries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from negdesk.storage import clock
from tests.desktop.shield.sown import sow_all
from tests.desktop.showing import window_at
from tests.house_rules.test_widgets import NOW


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    with clock.frozen(NOW):
        sow_all(desk)
        with window_at(qtbot, desk, library, Place("today")) as window:
            yield window
