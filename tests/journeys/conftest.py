"""What the journeys begin with: a run of the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from negdesk.desktop.application import make_application
from negdesk.desktop.launch import Session
from tests.letting_go import let_go_of_windows


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    yield
    let_go_of_windows()


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A run of the program with settings of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    application = make_application()
    session = Session(application, QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    yield session
    if session.window is not None:
        session.window.close()
