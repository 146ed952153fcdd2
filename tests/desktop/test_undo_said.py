"""The sentence that offers Undo takes back what it speaks of, or is gone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.toast import Toast
from negdesk.desktop.shell import Place
from negdesk.queries.negotiation import negotiation_ids
from tests.desktop.showing import window_at


@pytest.mark.parametrize("more", [False, True])
def test_it_goes_with_the_next_change(desk: Desk, library: Path, qtbot: QtBot, more: bool) -> None:
    lease, oats = (desk.do(commands.negotiation.new_negotiation, title) for title in ("Lease", "Oats"))
    with window_at(qtbot, desk, library, Place("negotiations")) as window:
        window.shell.do_and_say("Moved to the bin.", commands.negotiation.bin_negotiation, lease)
        QApplication.processEvents()
        toast = window.findChild(Toast)
        assert isinstance(toast, Toast) and toast.isVisible() and toast.button.isVisible()
        if more:
            window.shell.do(commands.negotiation.edit_negotiation, oats, note="Ask Mara first")
            assert not toast.isVisible()
            window.shell.say_with("Saved.", "Open", window.close)
            window.shell.do(commands.negotiation.edit_negotiation, oats, note="Ask her")
            assert toast.isVisible(), "what its button does is the same still"
        else:
            toast.button.click()
            assert set(desk.ask(negotiation_ids).ids) == {lease, oats}
