"""The templates: what each brings, one's own renamed and moved to the bin, and a plan kept as one of one's own."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.negotiations.new_negotiation import NewNegotiation
from negdesk.desktop.shell import Place, Shell
from negdesk.desktop.templates.save_template import SaveTemplate
from negdesk.desktop.templates.template_list import TemplateListScreen
from negdesk.queries.template import templates_sheet
from negdesk.storage.clock import now
from tests.desktop.showing import show_screen


@pytest.fixture
def shell(desk: Desk) -> Shell:
    return Shell(desk, now)


@pytest.fixture
def negotiation(desk: Desk) -> int:
    number = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.do(commands.plan.add_question, number, "What matters?")
    return number


@pytest.fixture
def screen(qtbot: QtBot, shell: Shell) -> TemplateListScreen:
    screen = TemplateListScreen(shell)
    show_screen(qtbot, screen, 1000, 700)
    return screen


def own(desk: Desk) -> list[str]:
    return [line.name for line in desk.ask(templates_sheet).own]


def test_the_nine_are_there_and_enter_shows_what_one_brings(screen: TemplateListScreen) -> None:
    screen.show_place(Place("templates"))
    rows = screen.builtin.rows()
    assert len(rows) == 9
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert screen.preview.heading.text() == rows[1].accessibleName().split(".")[0]


def test_the_preview_says_what_is_in_each_part_and_nothing_of_the_one_before(screen: TemplateListScreen) -> None:
    screen.show_place(Place("templates"))
    rows = screen.builtin.rows()

    def said() -> list[str]:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [label.text() for label in screen.preview.findChildren(Label)]

    rows[2].setFocus()
    QTest.keyClick(rows[2], Qt.Key.Key_Return)
    assert {"Price per unit", "If they …, then I …", "Who else has to say yes?"} <= set(said())
    rows[8].setFocus()
    QTest.keyClick(rows[8], Qt.Key.Key_Return)
    assert "Price per unit" not in said()


def test_a_negotiation_is_begun_from_the_one_that_is_shown(screen: TemplateListScreen) -> None:
    screen.show_place(Place("templates"))
    button = next(each for each in screen.findChildren(QPushButton) if each.text() == "New negotiation from this")
    QTest.keyClick(button, Qt.Key.Key_Space)
    sheet = screen.window().findChild(NewNegotiation)
    assert isinstance(sheet, NewNegotiation)
    assert sheet.templates.currentRow() == 1
    sheet.reject()


def test_up_and_down_go_from_one_s_own_to_the_built_in_ones_and_back(
    screen: TemplateListScreen, desk: Desk, negotiation: int
) -> None:
    desk.do(commands.template.save_own_template, negotiation, "Oats")
    screen.refresh(None)
    own, built_in = screen.own.rows()[0], screen.builtin.rows()[0]
    own.take_cursor()
    QTest.keyClick(own, Qt.Key.Key_Down)
    assert built_in.hasFocus()
    QTest.keyClick(built_in, Qt.Key.Key_Up)
    assert own.hasFocus()


def test_one_s_own_is_renamed_and_goes_to_the_bin_and_comes_back(
    screen: TemplateListScreen, desk: Desk, negotiation: int
) -> None:
    desk.do(commands.template.save_own_template, negotiation, "Mine")
    screen.show_place(Place("templates"))
    (row,) = screen.own.rows()
    QTest.keyClick(row, Qt.Key.Key_Return)
    name = screen.preview.name
    name.editor.setFocus()
    QTest.keyClick(name.editor, Qt.Key.Key_End)
    QTest.keyClicks(name.editor, " too")
    QTest.keyClick(name.editor, Qt.Key.Key_Return)
    assert own(desk) == ["Mine too"]
    row.take_cursor()
    QTest.keyClick(row, Qt.Key.Key_Delete)
    assert own(desk) == []
    desk.undo()
    assert own(desk) == ["Mine too"]


def test_a_refused_name_does_not_stand_at_another_template(
    screen: TemplateListScreen, desk: Desk, negotiation: int
) -> None:
    for title in ("First", "Second"):
        desk.do(commands.template.save_own_template, negotiation, title)
    screen.show_place(Place("templates"))
    first, second = screen.own.rows()
    first.take_cursor()
    QTest.keyClick(first, Qt.Key.Key_Return)
    name = screen.preview.name
    name.editor.setFocus()
    QTest.keyClick(name.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(name.editor, Qt.Key.Key_Backspace)
    QTest.keyClick(name.editor, Qt.Key.Key_Return)
    assert name.refusal
    second.take_cursor()
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert (name.text(), name.refusal) == ("Second", "")
    assert own(desk) == ["First", "Second"]


@pytest.mark.parametrize("name", ["", "x" * 10_000])
def test_a_plan_is_kept_by_name_and_a_name_that_cannot_be_is_said(
    qtbot: QtBot, screen: TemplateListScreen, shell: Shell, desk: Desk, negotiation: int, name: str
) -> None:
    sheet = SaveTemplate(shell, screen, negotiation, "Oat flour")
    sheet.open()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.name.hasFocus)
    sheet.name.setText(name)
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    assert sheet.name.accessibleDescription()
    assert own(desk) == []
    sheet.name.setText("Flour")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    assert own(desk) == ["Flour"]
