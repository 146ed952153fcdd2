"""Agreeing by keys alone, in the real window on a real file."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk.commands import ledger, meeting, plan, promise
from negdesk.desk import Desk
from negdesk.desktop.agreement.agree_panel import AgreePanel
from negdesk.desktop.controls.labels import Label
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.page_head import ScrollPage
from negdesk.desktop.promises.promise_lines import PromiseLine
from negdesk.desktop.shell import Place
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import LAMPS, LampKind, Side
from negdesk.domain.privacy import MASK
from tests.desktop.showing import cursor, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def write(text: str) -> None:
    QTest.keyClicks(cursor(), text)
    press(Qt.Key.Key_Return)


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def stage(desk: Desk) -> object:
    return rows(desk, "SELECT stage FROM negotiation")[0][0]


def texts(root: QWidget) -> Iterator[str]:
    """All that can be seen, heard or pointed at in what is shown."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisibleTo(root):
            for said in (widget.property("text"), widget.property("placeholderText"), widget.toolTip()):
                yield str(said or "")
            yield widget.accessibleName() + widget.accessibleDescription()


def shown(root: QWidget) -> str:
    return "\n".join(texts(root))


def lines(panel: AgreePanel) -> list[PromiseLine]:
    return [line for line in panel.findChildren(PromiseLine) if line.isVisible()]


def light_all(desk: Desk, number: int, lit: bool = True) -> None:
    for side, kind in LAMPS:
        desk.do(meeting.set_lamp, number, side, kind, lit)


def test_the_cursor_begins_on_the_first_dark_lamp(desk: Desk, panel: AgreePanel) -> None:
    lamp = cursor()
    assert isinstance(lamp, Lamp) and lamp.accessibleName() == "We want this: not yet"


def test_a_lamp_is_lit_then_who_says_so_then_how_we_know(desk: Desk, panel: AgreePanel) -> None:
    press(Qt.Key.Key_Space)
    assert cursor().accessibleName() == "Who says so"
    write("Ines")
    assert cursor().accessibleName() == "How we know"
    write("fits the year")
    assert rows(desk, "SELECT side, kind, lit, who, evidence FROM lamp") == [
        ("us", "wants", 1, "Ines", "fits the year")
    ]
    lamp = cursor()
    assert isinstance(lamp, Lamp) and lamp.text() == "fits the year"
    assert lamp.accessibleDescription() == "Ines: fits the year"
    press(Qt.Key.Key_F2)
    assert cursor().accessibleName() == "Who says so"
    press(Qt.Key.Key_Escape)
    assert cursor() is lamp
    press(Qt.Key.Key_Space)
    assert rows(desk, "SELECT lit, who FROM lamp") == [(0, "Ines")]
    assert lamp.text() == "not yet"


def test_a_click_on_the_words_of_a_lit_lamp_changes_them_and_one_on_its_dot_puts_it_out(
    desk: Desk, oats: int, panel: AgreePanel
) -> None:
    desk.do(meeting.set_lamp, oats, Side.US, LampKind.WANTS, True)
    lamp = panel.findChildren(Lamp)[0]
    middle = lamp.height() // 2
    QTest.mouseClick(lamp, Qt.MouseButton.LeftButton, pos=QPoint(40, middle))
    assert rows(desk, "SELECT lit FROM lamp") == [(1,)]
    assert cursor().accessibleName() == "Who says so"
    QTest.mouseClick(lamp, Qt.MouseButton.LeftButton, pos=QPoint(7, middle))
    assert rows(desk, "SELECT lit FROM lamp") == [(0,)]


def test_a_dark_lamp_is_named_and_agreed_in_principle_is_one_key_away(
    desk: Desk, window: MainWindow, panel: AgreePanel
) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(key, CTRL)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert stage(desk) == "meeting"
    assert "Not yet: “They can sign” is not lit" in shown(panel)
    lamp = cursor()
    assert isinstance(lamp, Lamp) and lamp.accessibleName() == "They can sign: not yet"
    button = next(each for each in panel.findChildren(QPushButton) if each.text() == "Agreed in principle")
    button.setFocus()
    press(Qt.Key.Key_Space)
    assert stage(desk) == "agreed_in_principle" and not button.isVisible()


def test_four_lamps_and_one_key_freeze_a_version_which_can_be_opened_again(
    qtbot: QtBot, desk: Desk, oats: int, window: MainWindow, panel: AgreePanel
) -> None:
    light_all(desk, oats)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: stage(desk) == "agreed")
    assert rows(desk, "SELECT version FROM agreement_version") == [(1,)]
    get = desk.do(ledger.add_get, oats, "Certificate")
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    assert "Since version 1: New: Certificate" in shown(panel)
    assert "Open it again" in shown(panel)
    primary = next(each for each in window.findChildren(QPushButton) if each.text() == "Open again")
    primary.click()
    assert stage(desk) == "meeting"
    light_all(desk, oats)  # who wants it is asked again
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: stage(desk) == "agreed")
    assert rows(desk, "SELECT version FROM agreement_version ORDER BY version") == [(1,), (2,)]
    assert "Since version" not in shown(panel)


def test_undo_takes_the_agreement_back(desk: Desk, oats: int, panel: AgreePanel) -> None:
    light_all(desk, oats)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    panel.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert stage(desk) == "meeting" and rows(desk, "SELECT id FROM agreement_version") == []


def test_planned_stands_beside_agreed(panel: AgreePanel) -> None:
    for words in ("Price", "€ 640", "€ 648", "€ 37"):
        assert words in shown(panel).replace("\N{NO-BREAK SPACE}", " ")


def test_gives_beyond_what_we_may_sign_for_are_pointed_out_and_not_even_hinted_at_under_the_shield(
    desk: Desk, oats: int, panel: AgreePanel
) -> None:
    desk.do(plan.set_authority, oats, Side.US, limit_amount=Decimal(500))
    give = desk.do(ledger.add_give, oats, "Storage", cost_amount=Decimal(600))
    assert "may sign for" not in shown(panel)
    desk.do(ledger.set_state, give, LedgerState.ACCEPTED)
    told = next(each for each in panel.findChildren(Label) if "may sign for" in each.text())
    assert told.isVisible() and "€ 100 more" in told.text().replace("\N{NO-BREAK SPACE}", " ")
    panel.shell.set_shield(True)
    assert told.isHidden()
    panel.shell.set_shield(False)
    desk.do(ledger.edit_item, give, cost_amount=Decimal(500))
    assert told.isHidden()


def test_a_next_step_of_either_side_is_added_kept_and_given_a_day(desk: Desk, panel: AgreePanel) -> None:
    whose = next(each for each in panel.findChildren(QPushButton) if each.accessibleName().startswith("Whose step: Us"))
    whose.click()
    assert whose.accessibleName() == "Whose step: Them"
    add = next(each for each in panel.findChildren(QWidget) if each.accessibleName() == "Add a next step")
    add.setFocus()
    write("Sign the order")
    assert rows(desk, "SELECT side, text, next_step FROM promise ORDER BY id")[-1] == ("them", "Sign the order", 1)
    assert cursor() is add
    line = next(each for each in lines(panel) if "Sign the order" in each.accessibleName())
    line.setFocus()
    press(Qt.Key.Key_D)
    write("27 Nov")
    assert rows(desk, "SELECT due_on FROM promise WHERE text = 'Sign the order'") == [("2026-11-27",)]
    line.setFocus()
    press(Qt.Key.Key_Space)
    assert rows(desk, "SELECT state, settled_on FROM promise WHERE text = 'Sign the order'") == [("kept", "2026-11-23")]


def test_an_empty_step_and_a_day_that_is_none_are_said_in_place(desk: Desk, panel: AgreePanel) -> None:
    before = rows(desk, "SELECT count(*) FROM promise")
    add = next(each for each in panel.findChildren(QWidget) if each.accessibleName() == "Add a next step")
    add.setFocus()
    write("   ")
    assert rows(desk, "SELECT count(*) FROM promise") == before
    line = lines(panel)[0]
    line.day.focus_end()
    press(Qt.Key.Key_A, CTRL)
    write("the 40th")
    assert "is not a day" in line.day.refusal and line.day.text() == "the 40th"


def test_nothing_private_is_in_the_cards_under_the_shield(desk: Desk, oats: int, panel: AgreePanel) -> None:
    desk.do(meeting.set_lamp, oats, Side.US, LampKind.WANTS, True, who="Canary Ines", evidence="canary words")
    desk.do(promise.add_promise, Side.US, "Canary promise", negotiation_id=oats)
    assert "canary words" in shown(panel)
    panel.shell.set_shield(True)
    everything = shown(panel)
    for private in ("anary", "640", "37", "685"):
        assert private not in everything
    assert "648" in everything and MASK in everything
    press(Qt.Key.Key_1, CTRL)
    press(Qt.Key.Key_1, CTRL)
    assert rows(desk, "SELECT lit, who FROM lamp") == [(1, "Canary Ines")]
    assert "anary" not in shown(panel)
    panel.shell.set_shield(False)
    assert "canary words" in shown(panel)


def test_what_is_typed_beside_a_lamp_is_kept_when_the_page_is_left(
    desk: Desk, oats: int, window: MainWindow, panel: AgreePanel
) -> None:
    press(Qt.Key.Key_Space)
    QTest.keyClicks(cursor(), "Ines")
    window.shell.go(Place("today"))
    assert rows(desk, "SELECT who FROM lamp") == [("Ines",)]
    window.shell.go(Place("negotiation", oats, "agree"))
    assert "Who says so" not in shown(panel)


@pytest.mark.parametrize("width", [760, 960, 1024, 1280])
def test_in_a_window_of_any_width_nothing_lies_over_the_cards(
    qtbot: QtBot, window: MainWindow, panel: AgreePanel, width: int
) -> None:
    window.resize(width, 1000)
    page = panel.findChild(ScrollPage)
    assert page is not None
    qtbot.waitUntil(lambda: not page.geometry().intersects(panel.preview.geometry()))
    qtbot.waitUntil(lambda: beyond_the_page(panel) == [])
    assert panel.preview.geometry().right() < panel.width()


def beyond_the_page(panel: QWidget) -> list[str]:
    """What a person reads or presses on a page that scrolls down only, and that reaches beyond its edges."""
    page = panel.findChild(ScrollPage)
    assert page is not None
    edge = page.viewport().rect()
    parts = [each for each in page.findChildren(QWidget) if isinstance(each, QLabel | QAbstractButton)]
    found = []
    for part in parts:
        box = part.rect().translated(part.mapTo(page.viewport(), QPoint(0, 0)))
        if part.isVisible() and (box.left() < edge.left() or box.right() > edge.right()):
            found.append(f"{type(part).__name__} {part.accessibleName() or part.property('text')}")
    return found
