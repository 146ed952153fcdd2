"""What a negotiation is called and who is at its table, as a person writes it in the plan: by keys, on a real file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.negotiations.negotiation_page import NegotiationPage
from negdesk.desktop.plan.parties_card import PartyRow
from negdesk.desktop.plan.plan_panel import PlanPanel
from negdesk.desktop.shell import Place
from negdesk.domain.counterpart import CounterpartKind
from negdesk.queries.negotiation import NegotiationHeader, negotiation_header
from negdesk.queries.plan import plan_sheet
from tests.desktop.showing import cursor, press, window_at

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def negotiation(desk: Desk) -> int:
    return desk.do(commands.negotiation.new_negotiation, "Oat flour", currency="USD")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path, negotiation: int) -> Iterator[MainWindow]:
    with window_at(qtbot, desk, library, Place("negotiation", negotiation, "plan")) as window:
        yield window


@pytest.fixture
def header(desk: Desk, negotiation: int) -> Callable[[], NegotiationHeader]:
    def ask() -> NegotiationHeader:
        found = desk.ask(negotiation_header, negotiation)
        assert found is not None
        return found

    return ask


def begin(window: MainWindow, action: str) -> None:
    """Have the cursor where an action of the menu puts it."""
    window.actions_table.run(action)
    QApplication.processEvents()


def write(text: str) -> None:
    """Type where a person would: into the list that is open under the line, or where the cursor is."""
    for letter in text:
        QTest.keyClicks(_takes_keys(), letter)


def strike(key: Qt.Key) -> None:
    """Press a key where a person would."""
    QTest.keyClick(_takes_keys(), key)


def _takes_keys() -> QWidget:
    return QApplication.activePopupWidget() or cursor()


def row(window: MainWindow, index: int = 0) -> PartyRow:
    (panel,) = window.findChildren(PlanPanel)
    found = panel.parties.rows.rows()[index]
    assert isinstance(found, PartyRow)
    return found


def test_title_context_currency_and_note_are_written_anew(
    window: MainWindow, desk: Desk, negotiation: int, header: Callable[[], NegotiationHeader]
) -> None:
    begin(window, "edit_about")
    for text in ("Rye flour", "supplier purchase", "eur", "Ask Mara first"):
        press(Qt.Key.Key_A, CONTROL)
        write(text)
        press(Qt.Key.Key_Tab)
    assert (header().title, header().context, header().currency) == ("Rye flour", "supplier purchase", "EUR")
    sheet = desk.ask(plan_sheet, negotiation)
    assert sheet is not None and sheet.note == "Ask Mara first"
    (page,) = window.findChildren(NegotiationPage)
    assert page._head.title.text() == "Rye flour"
    desk.undo()
    desk.undo()
    assert header().currency == "USD"


@pytest.mark.parametrize(("tabs", "wrong", "says"), [(0, " ", "title"), (2, "euros", "currency")])
def test_what_cannot_be_is_said_beneath_and_nothing_is_lost(
    window: MainWindow, header: Callable[[], NegotiationHeader], tabs: int, wrong: str, says: str
) -> None:
    before = header()
    begin(window, "edit_about")
    for _ in range(tabs):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_A, CONTROL)
    write(wrong)
    press(Qt.Key.Key_Return)
    assert says in cursor().accessibleDescription()
    assert header() == before


def test_a_known_counterpart_is_taken_from_the_list_of_names(
    window: MainWindow, desk: Desk, header: Callable[[], NegotiationHeader]
) -> None:
    mara = desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    begin(window, "edit_parties")
    write("mar")
    strike(Qt.Key.Key_Return)  # takes the only name of the list
    line = cursor()
    assert isinstance(line, QLineEdit) and line.text() == "Mara Lindqvist"
    assert header().parties == ()
    press(Qt.Key.Key_Return)
    assert [party.counterpart_id for party in header().parties] == [mara]
    assert line.text() == ""
    (page,) = window.findChildren(NegotiationPage)
    assert page._head.subtitle.text() == "Mara Lindqvist · USD"


def test_of_two_of_one_name_each_comes_to_the_table(
    window: MainWindow, desk: Desk, header: Callable[[], NegotiationHeader]
) -> None:
    acme = desk.do(commands.counterpart.add_counterpart, "Acme", CounterpartKind.ORGANISATION)
    first, second = (desk.do(commands.counterpart.add_counterpart, "Ana", organisation_id=of) for of in (None, acme))
    begin(window, "edit_parties")
    for downs in (2, 1):
        write("ana")
        for _ in range(downs):
            strike(Qt.Key.Key_Down)
        strike(Qt.Key.Key_Return)  # takes the name
        press(Qt.Key.Key_Return)
    assert [party.counterpart_id for party in header().parties] == [second, first]


def test_a_new_name_is_a_new_counterpart_and_one_step_back(
    window: MainWindow, desk: Desk, header: Callable[[], NegotiationHeader]
) -> None:
    begin(window, "edit_parties")
    write("Nordmill Foods")
    press(Qt.Key.Key_Return)
    write("Abe")  # with the names that are offered changed while the cursor stayed
    press(Qt.Key.Key_Return)
    assert [party.name for party in header().parties] == ["Nordmill Foods", "Abe"]
    write("abe")
    strike(Qt.Key.Key_Return)  # takes the name
    strike(Qt.Key.Key_Return)
    assert "at the table already" in cursor().accessibleDescription()
    desk.undo()
    assert [party.name for party in header().parties] == ["Nordmill Foods"]


def test_of_two_of_one_name_the_second_comes_as_well(
    window: MainWindow, desk: Desk, header: Callable[[], NegotiationHeader]
) -> None:
    both = [desk.do(commands.counterpart.add_counterpart, "Ann Lee") for _ in range(2)]
    begin(window, "edit_parties")
    for _ in both:
        write("Ann Lee")
        strike(Qt.Key.Key_Return)
        strike(Qt.Key.Key_Return)
    assert [party.counterpart_id for party in header().parties] == both


def test_roles_are_ticked_by_keys_and_said_beneath_the_name(
    window: MainWindow, desk: Desk, negotiation: int, header: Callable[[], NegotiationHeader]
) -> None:
    mara = desk.do(commands.counterpart.add_counterpart, "Mara")
    desk.do(commands.negotiation.add_party, negotiation, mara)
    row(window).more.setFocus()
    press(Qt.Key.Key_Space)
    assert cursor() is row(window).ticks["decides"]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    (party,) = header().parties
    assert (party.decides, party.advises, party.signs, party.speaks) == (True, False, True, False)
    assert row(window).does.text() == "decides, signs"
    desk.undo()
    assert not row(window).ticks["signs"].isChecked()


def test_one_is_taken_out_by_delete_and_by_its_button_and_the_name_opens_the_page(
    window: MainWindow, desk: Desk, negotiation: int, header: Callable[[], NegotiationHeader], qtbot: QtBot
) -> None:
    _mara, nordmill = numbers = [desk.do(commands.counterpart.add_counterpart, name) for name in ("Mara", "Nordmill")]
    for who in numbers:
        desk.do(commands.negotiation.add_party, negotiation, who)
    row(window).name.setFocus()
    press(Qt.Key.Key_Delete)
    assert [party.name for party in header().parties] == ["Nordmill"]
    row(window).remove.click()
    assert header().parties == ()
    desk.undo()
    row(window).name.setFocus()
    with qtbot.waitSignal(window.shell.went) as went:
        press(Qt.Key.Key_Return)
    assert went.args == [Place("counterpart", nordmill)]
