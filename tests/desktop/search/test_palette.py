"""The search line: what is typed is found, grouped and marked, and Enter goes there; under the shield nothing shows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk.commands import counterpart, log
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.search.palette import Palette
from negdesk.desktop.shell import Place
from negdesk.domain.privacy import MASK
from tests.desktop.showing import window_at


@pytest.fixture
def ana(desk: Desk) -> int:
    ana = desk.do(counterpart.add_counterpart, "Ana Mühle")
    desk.do(log.write_entry, ana, "Likes the barley by the river")
    return ana


def opened(qtbot: QtBot, window: MainWindow) -> Palette:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return next(each for each in window.findChildren(Palette) if each.isVisible())


def test_a_passage_is_found_and_enter_goes_to_its_entry(qtbot: QtBot, desk: Desk, library: Path, ana: int) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        went: list[Place] = []
        window.shell.went.connect(went.append)
        palette = opened(qtbot, window)
        QTest.keyClicks(palette.line, "barl")
        (entry,) = palette.entries()
        assert (entry.group, entry.words, entry.kind) == ("Private log", "Ana Mühle", "Note")
        assert [entry.passage[start:end] for start, end in entry.marks] == ["barl"]
        assert not palette.grab().isNull()  # it is painted
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
        assert went == [Place("counterpart", ana, "", "log_entry:1")]


def test_pages_and_actions_are_offered_beside_names(qtbot: QtBot, desk: Desk, library: Path, ana: int) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        palette = opened(qtbot, window)
        QTest.keyClicks(palette.line, "pro")
        assert [(each.group, each.words) for each in palette.entries()] == [("Go to", "Promises")]
        palette.line.clear()
        QTest.keyClicks(palette.line, "mulhe")  # mistyped
        assert [each.words for each in palette.entries()] == ["Ana Mühle"]
        palette.close()


@pytest.mark.parametrize(
    ("typed", "words"), [("Import…", "Import"), ("import...", "Import"), ("new-nego", "New negotiation")]
)
def test_an_action_is_found_as_its_menu_writes_it(
    qtbot: QtBot, desk: Desk, library: Path, typed: str, words: str
) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        palette = opened(qtbot, window)
        palette.line.setText(typed)
        assert [each.words for each in palette.entries()] == [words]
        palette.close()


def test_arrows_pass_by_the_headings(qtbot: QtBot, desk: Desk, library: Path, ana: int) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        palette = opened(qtbot, window)
        chosen = [palette.list.currentRow()]
        for _ in range(len(palette.entries())):
            QTest.keyClick(palette.line, Qt.Key.Key_Down)
            chosen.append(palette.list.currentRow())
        assert all(palette.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable for row in chosen)
        assert len(set(chosen)) == len(palette.entries())
        palette.close()


def test_under_the_shield_no_passage_is_shown(qtbot: QtBot, desk: Desk, library: Path, ana: int) -> None:
    with window_at(qtbot, desk, library, Place("today")) as window:
        window.shell.set_shield(True)
        palette = opened(qtbot, window)
        QTest.keyClicks(palette.line, "barley")
        (entry,) = palette.entries()
        assert (entry.passage, entry.marks) == (MASK, ())
        palette.close()


def test_a_damaged_index_is_made_anew_and_said(qtbot: QtBot, desk: Desk, library: Path, ana: int) -> None:
    desk.ask(lambda connection: connection.execute("DELETE FROM search_index_data").rowcount)
    with window_at(qtbot, desk, library, Place("today")) as window:
        palette = opened(qtbot, window)
        QTest.keyClicks(palette.line, "b")
        assert [each.words for each in palette.entries() if each.group == "Private log"] == ["Ana Mühle"]
        palette.close()
