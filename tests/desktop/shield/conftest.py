"""The window on a library whose private fields are all canaries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from tests.desktop.shield.sown_window import sown_window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    with sown_window(qtbot, desk, library) as window:
        yield window
