"""Following through by keys alone: promises, the look back, and the versions."""

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negdesk.commands import agreement, ledger, meeting, negotiation
from negdesk.desk import Desk
from negdesk.desktop.agreement.export_sheet import ExportSheet
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.follow.follow_panel import FollowPanel
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.promises.promise_lines import PromiseLine
from negdesk.desktop.shell import Place
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import LampKind, Side, Stage
from tests.desktop.agreement.test_agree_panel import CTRL, beyond_the_page, light_all, rows, shown, write
from tests.desktop.showing import cursor, press

KEPT = (b"%PDF-1.7 as it was agreed", sha256(b"%PDF-1.7 as it was agreed").hexdigest())


def named(panel: FollowPanel, name: str) -> QWidget:
    return next(each for each in panel.findChildren(QWidget) if each.accessibleName().startswith(name))


def test_a_promise_is_added_and_does_not_change_what_was_agreed(desk: Desk, panel: FollowPanel) -> None:
    named(panel, "Add a promise").setFocus()
    write("Send photos of the harvest")
    assert rows(desk, "SELECT side, next_step, negotiation_id FROM promise WHERE text LIKE 'Send photos%'") == [
        ("us", 0, 1)
    ]
    assert "Send photos of the harvest" in shown(panel)


def test_a_promise_is_ticked_by_a_key_and_stands_again_by_another(desk: Desk, panel: FollowPanel) -> None:
    line = next(each for each in panel.findChildren(PromiseLine) if "Send the order" in each.accessibleName())
    line.setFocus()
    press(Qt.Key.Key_Space)
    sql = "SELECT state, settled_on FROM promise WHERE text = 'Send the order'"
    assert rows(desk, sql) == [("kept", "2026-11-23")] and line.tick.isChecked()
    press(Qt.Key.Key_R)
    assert rows(desk, sql) == [("open", None)] and not line.tick.isChecked()
    press(Qt.Key.Key_N)
    assert rows(desk, sql) == [("broken", "2026-11-23")] and not line.tick.isChecked()


def test_the_look_back_is_answered_by_keys_one_to_five(desk: Desk, panel: FollowPanel) -> None:
    first = named(panel, "How good is the outcome? Us")
    assert isinstance(first, Dots)
    first.setFocus()
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Tab)
    assert cursor().accessibleName().startswith("How good is the outcome? Them")
    press(Qt.Key.Key_2)
    assert rows(desk, "SELECT outcome_us, outcome_them FROM look_back") == [(4, 2)]
    assert first.accessibleName() == "How good is the outcome? Us: 4 of 5"
    press(Qt.Key.Key_0)
    assert rows(desk, "SELECT outcome_us, outcome_them FROM look_back") == [(4, None)]
    press(Qt.Key.Key_Z, CTRL)
    assert rows(desk, "SELECT outcome_us, outcome_them FROM look_back") == [(4, 2)]


def test_what_was_learnt_is_kept_when_the_page_is_left(desk: Desk, window: MainWindow, panel: FollowPanel) -> None:
    named(panel, "What was learnt").setFocus()
    QTest.keyClicks(cursor(), "Ask about the truck first")
    window.shell.go(Place("today"))
    assert rows(desk, "SELECT learnt FROM look_back") == [("Ask about the truck first",)]


def test_a_place_can_ask_for_the_look_back(window: MainWindow, panel: FollowPanel) -> None:
    window.shell.go(Place("negotiation", 1, "follow", "look_back"))
    assert cursor().accessibleName().startswith("How good is the outcome? Us")


def test_the_versions_are_there_with_what_changed(desk: Desk, oats: int, panel: FollowPanel) -> None:
    assert "Version 1, agreed 23 Nov" in shown(panel)
    desk.do(agreement.open_again, oats)
    get = desk.do(ledger.add_get, oats, "Certificate", value=3)
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    for side in Side:
        desk.do(meeting.set_lamp, oats, side, LampKind.WANTS, True)
    desk.do(agreement.mark_agreed, oats)
    assert "Version 2, agreed 23 Nov" in shown(panel) and "New: Certificate" in shown(panel)


def test_the_kept_paper_of_any_version_is_saved_by_keys(
    qtbot: QtBot, desk: Desk, oats: int, window: MainWindow, panel: FollowPanel, tmp_path: Path
) -> None:
    desk.ask(lambda c: c.execute("UPDATE agreement_version SET paper = ?, page = 'A4', fingerprint = ?", KEPT))
    desk.do(agreement.open_again, oats)
    get = desk.do(ledger.add_get, oats, "Certificate", value=3)
    desk.do(ledger.set_state, get, LedgerState.ACCEPTED)
    light_all(desk, oats)
    desk.do(agreement.mark_agreed, oats)
    desk.do(agreement.open_again, oats)
    assert named(panel, "Save version 2 as PDF").isVisible()
    named(panel, "Save version 1 as PDF").setFocus()
    press(Qt.Key.Key_Space)
    sheet = window.findChild(ExportSheet)
    assert isinstance(sheet, ExportSheet) and "version 1 as it was agreed" in shown(sheet)
    assert "Brief" not in shown(sheet), "a version has no private papers"
    path = tmp_path / "first.pdf"
    sheet.path.setText(str(path))
    sheet.save()
    qtbot.waitUntil(path.exists)
    assert path.read_bytes() == KEPT[0]


def test_a_lopsided_deal_is_pointed_out_gently_until_both_feel_good_about_it(
    desk: Desk, oats: int, panel: FollowPanel
) -> None:
    assert "We give much more than we get here" in shown(panel)
    desk.do(agreement.save_look_back, oats, outcome_us=4, outcome_them=4, relationship_us=5, relationship_them=5)
    assert "much more" not in shown(panel)


def test_a_new_one_says_what_comes_here(desk: Desk, window: MainWindow, panel: FollowPanel) -> None:
    other = desk.do(negotiation.new_negotiation, "Pallets")
    window.shell.go(Place("negotiation", other, "follow"))
    assert "No promises yet" in shown(panel) and "Agreed versions" not in shown(panel)
    assert "Send the order" not in shown(panel)
    desk.do(negotiation.set_stage, other, Stage.NO_DEAL)
    assert "No deal can be a good outcome" in shown(panel)


def test_nothing_private_is_there_under_the_shield_and_nothing_can_be_written_over(
    desk: Desk, oats: int, panel: FollowPanel
) -> None:
    desk.do(agreement.save_look_back, oats, outcome_us=4, learnt="Canary learnt")
    assert "4 of 5" in shown(panel)
    panel.shell.set_shield(True)
    for private in ("Canary", "4 of 5", "much more"):
        assert private not in shown(panel)
    assert panel._note.isHidden(), "not even that something is said of how it stands"
    QTest.keyClick(named(panel, "How good is the outcome? Us"), Qt.Key.Key_1)
    assert rows(desk, "SELECT outcome_us, learnt FROM look_back") == [(4, "Canary learnt")]
    panel.shell.set_shield(False)
    assert "4 of 5" in shown(panel) and "much more" in shown(panel)


@pytest.mark.parametrize("width", [760, 960, 1024, 1280])
def test_in_a_window_of_any_width_all_of_it_is_within_the_page(
    qtbot: QtBot, window: MainWindow, panel: FollowPanel, width: int
) -> None:
    window.resize(width, 800)
    qtbot.waitUntil(lambda: beyond_the_page(panel) == [])
