"""What a field refused stands there again when its page is shown again, with the reason, until it is mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.field import Field
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.plan.about_card import AboutCard
from negdesk.desktop.plan.plan_panel import PlanPanel
from negdesk.desktop.plan.terms_card import TermRow
from negdesk.desktop.promises.promise_lines import PromiseLine
from negdesk.desktop.shell import Place
from negdesk.domain.negotiation import Side
from tests.desktop.showing import window_at

PLAN, OTHER, AWAY = Place("negotiation", 1, "plan"), Place("negotiation", 2, "plan"), Place("today")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library: Path) -> Iterator[MainWindow]:
    for title in ("Workshop lease", "Oat flour"):
        deal = desk.do(commands.negotiation.new_negotiation, title)
        desk.do(commands.plan.add_term, deal, "Price")
    desk.do(commands.promise.add_promise, Side.US, "Send the plan", negotiation_id=1)
    with window_at(qtbot, desk, library, PLAN) as window:
        yield window


def opening(window: MainWindow) -> Field:
    panel = window.current().findChild(PlanPanel)
    assert isinstance(panel, PlanPanel)
    [row] = [each for each in panel.terms.rows.rows() if isinstance(each, TermRow)]
    return row.amounts["opening"]


def type_at(field: Field, text: str) -> None:
    field.editor.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.editor, text)


def drafts(window: MainWindow) -> list[tuple[str, str]]:
    return window.shell.desk.ask(lambda each: each.execute("SELECT place, text FROM draft").fetchall())


def test_an_amount_that_is_none_comes_back_to_its_page_and_stands_on_no_other(window: MainWindow) -> None:
    type_at(opening(window), "abc")
    window.go(OTHER)
    assert opening(window).text() == "" and not opening(window).refusal
    window.go(AWAY)
    window.go(PLAN)
    assert opening(window).text() == "abc" and "not an amount" in opening(window).refusal


def test_keeping_it_is_no_step_that_undo_takes_back(window: MainWindow) -> None:
    steps = len(window.shell.desk._done)
    type_at(opening(window), "abc")
    window.go(AWAY)
    assert drafts(window) and len(window.shell.desk._done) == steps


def test_it_is_forgotten_once_it_is_mended(window: MainWindow) -> None:
    type_at(opening(window), "abc")
    window.go(AWAY)
    assert [text for _, text in drafts(window)] == ['"abc"']
    window.go(PLAN)
    type_at(opening(window), "650")
    window.go(AWAY)
    assert drafts(window) == []
    window.go(PLAN)
    assert opening(window).text() == "650" and not opening(window).refusal


def test_it_is_forgotten_once_it_is_given_up(window: MainWindow) -> None:
    type_at(opening(window), "abc")
    opening(window).flush()
    assert drafts(window)
    QTest.keyClick(opening(window).editor, Qt.Key.Key_Escape)
    assert drafts(window) == [] and opening(window).text() == ""


def test_the_shield_hides_it_and_gives_it_back(window: MainWindow) -> None:
    type_at(opening(window), "abc")
    window.go(AWAY)
    window.shell.set_shield(True)
    window.go(PLAN)
    assert "abc" not in opening(window).text() and drafts(window)
    window.shell.set_shield(False)
    QApplication.processEvents()
    assert opening(window).text() == "abc"
    opening(window).flush()
    assert opening(window).refusal and drafts(window)


def test_what_is_refused_as_the_shield_comes_on_stands_on_its_own_page_alone(window: MainWindow) -> None:
    def currency() -> Field:
        card = window.current().findChild(AboutCard)
        assert isinstance(card, AboutCard)
        return card.currency

    type_at(currency(), "no such money")
    window.shell.set_shield(True)
    window.go(OTHER)
    window.shell.set_shield(False)
    QApplication.processEvents()
    assert currency().text() == "" and not currency().refusal
    window.go(PLAN)
    assert currency().text() == "no such money" and currency().refusal


def test_a_title_that_was_emptied_as_the_shield_comes_on_empties_no_other(window: MainWindow) -> None:
    card = window.current().findChild(AboutCard)
    assert isinstance(card, AboutCard)
    type_at(card.title, "")
    QTest.keyClick(card.title.editor, Qt.Key.Key_Delete)
    window.shell.set_shield(True)
    assert card.title.unseen
    window.go(OTHER)
    window.shell.set_shield(False)
    QApplication.processEvents()
    assert card.title.text() == "Oat flour" and not card.title.pending


def test_a_field_of_hidden_details_is_brought_into_sight(window: MainWindow) -> None:
    panel = window.current().findChild(PlanPanel)
    assert isinstance(panel, PlanPanel)
    row = panel.terms.rows.rows()[0]
    assert isinstance(row, TermRow)
    row._details.toggle()
    type_at(row._authority, "plenty")
    window.go(OTHER)
    window.go(PLAN)
    row = window.current().findChild(PlanPanel).terms.rows.rows()[0]  # type: ignore[union-attr]  # it is there
    assert isinstance(row, TermRow)
    assert row._authority.isVisible() and row._authority.text() == "plenty"


def test_what_was_edited_in_place_and_refused_is_edited_again(window: MainWindow) -> None:
    window.go(Place("promises"))
    line = window.current().findChild(PromiseLine)
    assert isinstance(line, PromiseLine)
    line.edit()
    assert line.editor is not None
    QApplication.clipboard().setText("send " * 200)
    QTest.keyClick(line.editor.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    window.go(AWAY)
    assert drafts(window)
    for each in window.findChildren(QWidget):
        if isinstance(each, PromiseLine):
            each._close()
    window.go(Place("promises"))
    line = window.current().findChild(PromiseLine)
    assert isinstance(line, PromiseLine) and line.editor is not None
    assert "send send" in line.editor.text() and "too long" in line.editor.refusal
