"""The list of negotiations: filtered by words and stage, opened with Enter, moved to the bin with Delete."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.negotiations.negotiation_list import NegotiationListScreen
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.negotiation import Stage
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen


@pytest.fixture
def shell(desk: Desk) -> Shell:
    return Shell(desk, now)


@pytest.fixture
def screen(qtbot: QtBot, shell: Shell) -> NegotiationListScreen:
    screen = NegotiationListScreen(shell)
    show_screen(qtbot, screen, 1000, 700)
    return screen


def begin(desk: Desk, *titles: str) -> list[int]:
    return [desk.do(commands.negotiation.new_negotiation, title) for title in titles]


def shown(screen: NegotiationListScreen) -> list[str]:
    model = screen.table.model()
    return [str(model.index(row, 0).data()).split(",")[0] for row in range(model.rowCount())]


def choose_stage(screen: NegotiationListScreen, key: str) -> None:
    screen.stage.edit.setCurrentIndex(screen.stage.edit.findData(key))
    screen.stage.edit.activated.emit(screen.stage.edit.currentIndex())


def test_enter_opens_the_negotiation_that_has_the_cursor(
    screen: NegotiationListScreen, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    first, _ = begin(desk, "Oat flour", "Pay review")
    screen.show_place(Place("negotiations"))
    assert shown(screen) == ["Pay review", "Oat flour"]
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.went) as went:
        QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert went.args == [Place("negotiation", first)]


def test_delete_moves_it_to_the_bin_and_undo_gives_it_back(
    screen: NegotiationListScreen, desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    begin(desk, "Oat flour", "Pay review", "Lease")
    screen.show_place(Place("negotiations"))
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.said) as said:
        QTest.keyClick(screen.table, Qt.Key.Key_Delete)
    assert said.args == ["Moved to the bin.", True]
    assert shown(screen) == ["Lease", "Oat flour"]
    assert screen.table.currentIndex().row() == 1
    desk.undo()
    assert shown(screen) == ["Lease", "Pay review", "Oat flour"]


def test_the_filter_finds_words_and_says_when_there_are_none(screen: NegotiationListScreen, desk: Desk) -> None:
    begin(desk, "Oat flour", "Pay review")
    desk.do(commands.negotiation.new_negotiation, "Ärger mit der Miete", "Москва")
    screen.show_place(Place("negotiations"))
    QTest.keyClicks(screen.filter, "FLOUR")
    assert shown(screen) == ["Oat flour"]
    for words in ("ärger", "arger", "ÄRGER", "miete är", "москва", "МОСКВА miete"):
        screen.filter.setText(words)
        assert shown(screen) == ["Ärger mit der Miete"], words
    screen.filter.setText("%")
    assert shown(screen) == []
    assert not screen.table.isVisible()
    screen.filter.setText("x" * 10_000)
    assert shown(screen) == []
    screen.filter.clear()
    assert len(shown(screen)) == 3


def test_a_letter_in_the_filter_reads_nothing_anew_and_a_change_is_found_at_once(
    screen: NegotiationListScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ten thousand negotiations each letter took three frames, for all titles were read and folded again."""
    first, _ = begin(desk, "Oat flour", "Pay review")
    screen.show_place(Place("negotiations"))
    QTest.keyClicks(screen.filter, "fl")
    ask, asked = desk.ask, list[object]()

    def listen(query: Callable[..., object], *what: object) -> object:
        asked.append(query)
        return ask(query, *what)

    monkeypatch.setattr(desk, "ask", listen)
    QTest.keyClicks(screen.filter, "our")
    assert asked == [], "the one line that is left was there before"
    assert shown(screen) == ["Oat flour"]
    desk.do(commands.negotiation.edit_negotiation, first, title="Rye")
    assert shown(screen) == []
    desk.undo()
    assert shown(screen) == ["Oat flour"]


def test_the_stage_filter_says_all_at_first_and_stays_where_it_is_put(
    screen: NegotiationListScreen, desk: Desk
) -> None:
    first, _ = begin(desk, "Oat flour", "Pay review")
    desk.do(commands.negotiation.set_stage, first, Stage.PAUSED)
    screen.show_place(Place("negotiations"))
    assert screen.stage.edit.currentText() == "All stages"
    choose_stage(screen, "paused")
    assert shown(screen) == ["Oat flour"]
    screen.filter.setText("review")
    assert shown(screen) == []
    assert screen.stage.edit.currentData() == "paused"
    desk.do(commands.negotiation.bin_negotiation, first)
    screen.filter.clear()
    assert screen.stage.edit.currentData() == "paused"
    choose_stage(screen, "")
    assert shown(screen) == ["Pay review"]


def test_an_empty_list_invites_to_begin(screen: NegotiationListScreen, shell: Shell, qtbot: QtBot) -> None:
    screen.show_place(Place("negotiations"))
    assert not screen.table.isVisible()
    assert screen.filter.hasFocus()
    with qtbot.waitSignal(shell.went) as went:
        screen._empty.pressed.emit()
    assert went.args == [Place("new_negotiation")]


def test_under_the_shield_the_next_gap_is_not_told(screen: NegotiationListScreen, desk: Desk, shell: Shell) -> None:
    begin(desk, "Oat flour")
    screen.show_place(Place("negotiations"))
    assert "good outcome" in str(screen.table.model().index(0, 0).data())
    shell.set_shield(True)
    assert "good outcome" not in str(screen.table.model().index(0, 0).data())


def test_many_long_lines_and_a_small_window(screen: NegotiationListScreen, desk: Desk, qtbot: QtBot) -> None:
    begin(desk, *(f"Negotiation {number} " + "w" * 150 for number in range(120)))
    screen.show_place(Place("negotiations"))
    for size in ((1000, 600), (420, 300), (1600, 900)):
        screen.resize(*size)
        screen.grab()
    QTest.keyClick(screen.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert screen.table.currentIndex().row() == 119
