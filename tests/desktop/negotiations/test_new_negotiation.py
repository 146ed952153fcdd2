"""Beginning a negotiation: a title and Enter are enough, and what cannot be is said beneath."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.negotiations.new_negotiation import NewNegotiation
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.counterpart import CounterpartKind
from negdesk.queries.negotiation import NegotiationHeader, negotiation_header, negotiation_ids
from negdesk.queries.plan import plan_sheet
from negdesk.storage.clock import now
from tests.very_many import add_very_many

Open = Callable[..., NewNegotiation]
MANY = 5_100


@pytest.fixture
def shell(desk: Desk) -> Shell:
    return Shell(desk, now)


@pytest.fixture
def open_sheet(qtbot: QtBot, shell: Shell) -> Open:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_it(counterpart_id: int = 0, template: str = "") -> NewNegotiation:
        sheet = NewNegotiation(shell, window, counterpart_id, template)
        sheet.open()
        sheet.activateWindow()
        qtbot.waitUntil(sheet.title.hasFocus)
        return sheet

    open_it.window = window  # type: ignore[attr-defined]  # kept: a window that nobody holds is deleted
    return open_it


def the_only(desk: Desk) -> NegotiationHeader:
    (number,) = desk.ask(negotiation_ids).ids
    header = desk.ask(negotiation_header, number)
    assert header is not None
    return header


def press_enter() -> None:
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Return)


def sentences(sheet: NewNegotiation) -> list[str]:
    return [
        label.text()
        for label in sheet.findChildren(QLabel)
        if label.isVisible() and label.property("kind") == "refusal"
    ]


def test_of_very_many_the_last_by_name_is_known(open_sheet: Open, desk: Desk) -> None:
    add_very_many(desk, MANY)
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Pay review")
    sheet.who.setFocus()
    QTest.keyClicks(sheet.who, f"person {MANY - 1:05}")
    press_enter()
    assert [party.name for party in the_only(desk).parties] == [f"Person {MANY - 1:05}"]
    assert desk.ask(lambda c: c.execute("SELECT count(*) FROM counterpart").fetchall()) == [(MANY,)], "nobody is new"


def test_a_title_and_enter_are_enough(open_sheet: Open, desk: Desk, shell: Shell, qtbot: QtBot) -> None:
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Pay review")
    with qtbot.waitSignal(shell.went) as went:
        press_enter()
    header = the_only(desk)
    assert header.title == "Pay review"
    assert went.args == [Place("negotiation", header.id, "plan")]


@pytest.mark.parametrize("title", ["", "   ", "x" * 10_000])
def test_a_title_that_cannot_be_is_said_beneath_and_stays(open_sheet: Open, desk: Desk, title: str) -> None:
    sheet = open_sheet()
    sheet.title.setText(title)
    sheet.who.setFocus()
    press_enter()
    assert len(sentences(sheet)) == 1
    assert sheet.isVisible()
    assert sheet.title.hasFocus()
    assert desk.ask(negotiation_ids).ids == ()
    assert sheet.title.accessibleDescription() == sentences(sheet)[0]
    sheet.reject()


def test_a_currency_that_is_none_is_said(open_sheet: Open, desk: Desk) -> None:
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Pay review")
    sheet.currency.setFocus()
    sheet.currency.selectAll()
    QTest.keyClicks(sheet.currency, "12 coins")
    press_enter()
    assert sentences(sheet)
    assert sheet.currency.hasFocus()
    assert desk.ask(negotiation_ids).ids == ()
    sheet.currency.selectAll()
    QTest.keyClicks(sheet.currency, "dkk")
    press_enter()
    assert the_only(desk).currency == "DKK"


def test_a_known_counterpart_is_taken_and_a_new_one_made(open_sheet: Open, desk: Desk) -> None:
    add = commands.counterpart.add_counterpart
    known = desk.do(add, "Nordmill Foods", CounterpartKind.ORGANISATION)
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Oat flour")
    sheet.who.setFocus()
    QTest.keyClicks(sheet.who, "nordmill foods, Ida Holm")
    press_enter()
    parties = the_only(desk).parties
    assert [party.name for party in parties] == ["Nordmill Foods", "Ida Holm"]
    assert parties[0].counterpart_id == known


def test_it_begins_with_the_counterpart_whose_page_it_comes_from(open_sheet: Open, desk: Desk) -> None:
    known = desk.do(commands.counterpart.add_counterpart, "Ida Holm", CounterpartKind.PERSON)
    sheet = open_sheet(known)
    QTest.keyClicks(sheet.title, "Lease")
    press_enter()
    assert [party.counterpart_id for party in the_only(desk).parties] == [known]


def test_a_name_with_a_comma_that_is_known_is_one_counterpart(open_sheet: Open, desk: Desk) -> None:
    known = desk.do(commands.counterpart.add_counterpart, "Holm, Berg & Sons", CounterpartKind.ORGANISATION)
    sheet = open_sheet(known)
    QTest.keyClicks(sheet.title, "Lease")
    press_enter()
    assert [party.counterpart_id for party in the_only(desk).parties] == [known]


def test_of_two_counterparts_with_one_name_the_one_whose_page_it_was_is_taken(open_sheet: Open, desk: Desk) -> None:
    add = commands.counterpart.add_counterpart
    numbers = [desk.do(add, "Ida Holm", CounterpartKind.PERSON) for _ in range(2)]
    for number in numbers:
        sheet = open_sheet(number)
        QTest.keyClicks(sheet.title, f"Lease {number}")
        press_enter()
        header = desk.ask(negotiation_header, max(desk.ask(negotiation_ids).ids))
        assert header is not None
        assert [party.counterpart_id for party in header.parties] == [number]


def test_of_two_counterparts_with_one_name_the_one_who_is_taken_from_the_list_is_meant(
    open_sheet: Open, desk: Desk
) -> None:
    acme, globex = (
        desk.do(commands.counterpart.add_counterpart, name, CounterpartKind.ORGANISATION) for name in ("Acme", "Globex")
    )
    for place in (acme, globex, acme):
        desk.do(commands.counterpart.add_counterpart, "Ana", organisation_id=place)
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Lease")
    sheet.who.setFocus()
    QTest.keyClicks(sheet.who, "ana")
    names = sheet.who.completer().popup()
    assert names is not None
    assert [names.model().index(row, 0).data() for row in range(names.model().rowCount())] == [
        "Ana · Acme", "Ana · Globex", "Ana · Acme (2)",
    ]  # fmt: skip
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(names, key)
    QTest.keyClick(sheet.who, Qt.Key.Key_Return)
    assert [(party.name, party.organisation) for party in the_only(desk).parties] == [("Ana", "Globex")]


def test_of_several_names_each_is_taken_from_the_list(open_sheet: Open, desk: Desk) -> None:
    for name in ("Ana Ruiz", "Jörg Åkesson", "Weber, Jonas"):
        desk.do(commands.counterpart.add_counterpart, name)
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Lease")
    sheet.who.setFocus()
    for typed in ("ana", ", akes", ", weber, jo"):
        QTest.keyClicks(sheet.who, typed)
        names = sheet.who.completer().popup()
        assert names is not None
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            QTest.keyClick(names, key)
    assert sheet.who.text() == "Ana Ruiz, Jörg Åkesson, Weber, Jonas"
    QTest.keyClick(sheet.who, Qt.Key.Key_Return)
    assert [party.name for party in the_only(desk).parties] == ["Ana Ruiz", "Jörg Åkesson", "Weber, Jonas"]


def test_the_template_is_chosen_with_down_from_the_title(open_sheet: Open, desk: Desk) -> None:
    sheet = open_sheet()
    assert sheet.templates.count() == 10
    QTest.keyClicks(sheet.title, "A sale")
    QTest.keyClick(sheet.title, Qt.Key.Key_Down)
    press_enter()
    plan = desk.ask(plan_sheet, the_only(desk).id)
    assert plan is not None
    assert plan.terms


def test_one_s_own_templates_are_offered_too(open_sheet: Open, desk: Desk) -> None:
    number = desk.do(commands.negotiation.new_negotiation, "First")
    desk.do(commands.plan.add_question, number, "What matters?")
    template = desk.do(commands.template.save_own_template, number, "My kind")
    desk.do(commands.negotiation.bin_negotiation, number)
    sheet = open_sheet(template=f"own:{template}")
    assert sheet.templates.currentItem().text() == "My kind"
    QTest.keyClicks(sheet.title, "Second")
    press_enter()
    plan = desk.ask(plan_sheet, the_only(desk).id)
    assert plan is not None
    assert [line.text for line in plan.questions] == ["What matters?"]


def test_escape_leaves_it_and_begins_nothing(open_sheet: Open, desk: Desk) -> None:
    sheet = open_sheet()
    QTest.keyClicks(sheet.title, "Pay review")
    QTest.keyClick(sheet.title, Qt.Key.Key_Escape)
    assert desk.ask(negotiation_ids).ids == ()
