"""The page of a negotiation, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.bin_note import BinNote
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.negotiations.negotiation_page import NegotiationPage
from negdesk.desktop.shell import Place
from tests.desktop.showing import press, window_at


@pytest.fixture
def oats(desk: Desk) -> int:
    return desk.do(commands.negotiation.new_negotiation, "Oat flour")


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, oats: int, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with window_at(qtbot, desk, library, Place("negotiation", oats, "plan")) as made:
        yield made


def test_going_back_to_a_negotiation_in_the_bin_says_where_it_lies_and_gives_it_back(
    window: MainWindow, desk: Desk
) -> None:
    page = window.current()
    assert isinstance(page, NegotiationPage) and page.findChild(BinNote) is None
    window.actions_table.run("bin_negotiation")
    assert window.current() is not page
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    note = page.findChild(BinNote)
    assert window.current() is page and note is not None and note.isVisible()
    note.give_back.setFocus()
    press(Qt.Key.Key_Space)
    assert note.isHidden()
    assert desk.ask(lambda c: c.execute("SELECT binned_at FROM negotiation").fetchall()) == [(None,)]
    desk.undo()
    assert not note.isHidden(), "in the bin again"
