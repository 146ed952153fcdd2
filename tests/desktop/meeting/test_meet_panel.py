"""A meeting by keys alone, in the real window on a real file."""

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.end_sheet import EndSheet
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.shell import Place
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.privacy import MASK
from negdesk.storage import clock
from tests.desktop.meeting.conftest import TEN

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
NONE = Qt.KeyboardModifier.NoModifier


def cursor() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(cursor(), key, modifiers)


def write(text: str, key: Qt.Key = Qt.Key.Key_Return, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClicks(cursor(), text)
    press(key, modifiers)


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def captures(desk: Desk) -> list[tuple[object, ...]]:
    return rows(desk, "SELECT kind, text FROM capture ORDER BY id")


def ticked(desk: Desk) -> list[object]:
    return [row[0] for row in rows(desk, "SELECT text FROM checklist_item WHERE ticked_at IS NOT NULL ORDER BY id")]


def label(panel: MeetPanel, name: str) -> QLabel:
    found = panel.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def shown(panel: MeetPanel) -> str:
    checklist = [panel.checklist.item(row).text() for row in range(panel.checklist.count())]
    lines = [panel.captures.item(row).text() for row in range(panel.captures.count())]
    return "\n".join([*checklist, *lines])


def test_the_main_button_starts_and_the_cursor_is_in_the_capture_line(
    desk: Desk, window: MainWindow, panel: MeetPanel
) -> None:
    button = next(each for each in window.findChildren(QPushButton) if each.text() == "Start meeting")
    assert not panel.line.isVisible()
    button.click()
    assert button.text() == "End meeting"
    assert cursor() is panel.line.edit
    assert rows(desk, "SELECT started_at FROM meeting") == [(clock.utc_text(TEN),)]


def test_enter_is_a_note_and_keys_are_the_other_kinds(desk: Desk, live: MeetPanel) -> None:
    write("Good season")
    write("A tour of the mill", Qt.Key.Key_G, CTRL)
    write("A name on the sacks", Qt.Key.Key_T, CTRL)
    write("650", Qt.Key.Key_O, CTRL)
    write("680, 150 t", Qt.Key.Key_O, CTRL | SHIFT)
    write("He is tired", Qt.Key.Key_R, CTRL)
    write("Why now?", Qt.Key.Key_J, CTRL)
    assert captures(desk) == [
        ("note", "Good season"), ("give", "A tour of the mill"), ("get", "A name on the sacks"), ("our_offer", "650"),
        ("their_offer", "680, 150 t"), ("private", "He is tired"), ("question", "Why now?"),
    ]  # fmt: skip
    assert live.line.text() == ""


def test_marks_say_the_kind_and_can_be_escaped(desk: Desk, live: MeetPanel) -> None:
    for text in (">Tour", "< Sacks", "=650", "~660", "?Why now", "!tired", ">>5 t is much", "\\!important"):
        write(text)
    kinds = [row[0] for row in captures(desk)]
    assert kinds == ["give", "get", "our_offer", "their_offer", "question", "private", "note", "note"]
    assert [row[1] for row in captures(desk)][-2:] == [">5 t is much", "!important"]


def test_up_down_and_space_tick_from_the_empty_line(desk: Desk, live: MeetPanel) -> None:
    first = live.checklist.current()
    assert first is not None
    press(Qt.Key.Key_Space)
    assert ticked(desk) == [first.text]
    assert live.checklist.current_id() != first.id
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Space)
    assert ticked(desk) == []
    write("a b")
    assert captures(desk) == [("note", "a b")]


def test_an_item_is_added_here_noted_reordered_and_taken_off(desk: Desk, live: MeetPanel) -> None:
    write("Ask about the truck", Qt.Key.Key_Return, CTRL)
    added = live.checklist.current()
    assert added is not None and added.text == "Ask about the truck"
    before = [line.id for line in live.checklist.lines()].index(added.id)
    press(Qt.Key.Key_Up, ALT)
    assert [line.id for line in live.checklist.lines()].index(added.id) == before - 1
    write("until May", Qt.Key.Key_N, ALT)
    press(Qt.Key.Key_N, ALT)
    assert live.line.text() == "until May"
    write(" or June")
    assert rows(desk, "SELECT note FROM checklist_item WHERE note <> ''") == [("until May or June",)]
    press(Qt.Key.Key_F2)
    write("!")
    assert rows(desk, "SELECT text FROM checklist_item WHERE note <> ''") == [("Ask about the truck!",)]
    press(Qt.Key.Key_Delete)
    assert rows(desk, "SELECT text FROM checklist_item WHERE note <> ''") == []
    press(Qt.Key.Key_Z, CTRL)
    assert len(rows(desk, "SELECT text FROM checklist_item WHERE note <> ''")) == 1


def test_typing_a_part_of_the_plan_offers_it_and_it_is_the_planned_one(desk: Desk, live: MeetPanel) -> None:
    QTest.keyClicks(cursor(), "second")
    assert [match.text for match in live.line.matches.matches] == ["Delivery every second week"]
    press(Qt.Key.Key_Tab)
    assert captures(desk) == [("get", "Delivery every second week")]
    assert rows(desk, "SELECT state FROM ledger_item WHERE side = 'them'") == [("asked",)]
    QTest.keyClicks(cursor(), "can't move")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert captures(desk)[1] == ("if_then", "They can't move on the price")
    write("a second one")
    assert captures(desk)[2] == ("note", "a second one")


def test_accepted_declined_and_later_are_one_key_on_the_chosen_capture(desk: Desk, live: MeetPanel) -> None:
    write(">Two-month forecast")
    write("<A tour")
    press(Qt.Key.Key_A, ALT)
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_D, ALT)
    states = "SELECT title, state FROM ledger_item WHERE title IN ('A tour', 'Two-month forecast') ORDER BY title"
    assert rows(desk, states) == [("A tour", "accepted"), ("Two-month forecast", "declined")]
    press(Qt.Key.Key_L, ALT)
    assert rows(desk, states)[1] == ("Two-month forecast", "offered")
    assert "accepted" in shown(live)


def test_a_capture_is_edited_changes_its_kind_and_goes(desk: Desk, live: MeetPanel) -> None:
    write(">A tour")
    write("half a word")
    QTest.keyClicks(cursor(), "draft")
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    assert live.line.text() == "A tour"
    write(" of the mill", Qt.Key.Key_T, CTRL)
    assert captures(desk)[0] == ("get", "A tour of the mill")
    assert rows(desk, "SELECT side FROM ledger_item WHERE title = 'A tour of the mill'") == [("them",)]
    assert live.line.text() == "draft"
    live.line.clear()
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_Delete)
    assert captures(desk) == [("get", "A tour of the mill")]


def test_what_finds_no_term_is_asked_about_in_place(desk: Desk, live: MeetPanel) -> None:
    write("=650, 12 pallets")
    assert [match.text for match in live.line.matches.matches] == ["Price", "Volume"]
    press(Qt.Key.Key_2)
    assert rows(desk, "SELECT term_id, value FROM offer_value ORDER BY term_id") == [(1, "650"), (2, "12")]
    assert not live.line.asking
    write("=640, 12 pallets")
    write("going on")
    assert rows(desk, "SELECT count(*) FROM offer_value WHERE offer_id = 2") == [(1,)]
    assert captures(desk)[-1] == ("note", "going on")


def test_what_is_refused_stays_in_the_line_with_its_sentence(desk: Desk, live: MeetPanel) -> None:
    write("=a bit less")
    assert live.line.text() == "=a bit less"
    assert "No amount was found" in live.line.edit.accessibleDescription()
    assert captures(desk) == []


def test_a_lamp_is_one_key_then_who_and_how_we_know(desk: Desk, live: MeetPanel) -> None:
    press(Qt.Key.Key_4, CTRL)
    write("Ana Ruiz")
    write("Said so twice")
    assert rows(desk, "SELECT side, kind, lit, who, evidence FROM lamp") == [
        ("them", "can_sign", 1, "Ana Ruiz", "Said so twice")
    ]
    assert cursor() is live.line.edit
    assert live.lamps.lamp(4).lamp.text() == "They can sign: Ana Ruiz"


def test_escape_comes_back_to_the_line_from_anywhere(live: MeetPanel) -> None:
    write("one")
    live.captures.setFocus()
    press(Qt.Key.Key_Escape)
    assert cursor() is live.line.edit


def test_undo_takes_the_last_capture_back(desk: Desk, live: MeetPanel) -> None:
    write(">A tour")
    press(Qt.Key.Key_Z, CTRL)
    assert captures(desk) == []
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert captures(desk) == [("give", "A tour")]


def test_a_reply_that_fits_is_shown(live: MeetPanel) -> None:
    write("They will not move on prices")
    assert label(live, "reply").isVisible()
    write("Nice weather")
    assert not label(live, "reply").isVisible()


def test_a_meeting_ends_only_with_a_next_step_or_none(
    desk: Desk, qtbot: QtBot, live: MeetPanel, window: MainWindow
) -> None:
    live.end()
    sheet = live.window().findChild(EndSheet)
    assert isinstance(sheet, EndSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    press(Qt.Key.Key_Return, CTRL)
    assert rows(desk, "SELECT ended_at FROM meeting") == [(None,)]
    write("Send the figures")
    write("27 Nov")
    write("Try a sample lot")
    press(Qt.Key.Key_4, ALT)
    press(Qt.Key.Key_Return, CTRL)
    steps = rows(desk, "SELECT side, text, due_on FROM promise ORDER BY id")
    assert steps == [("us", "Send the figures", "2026-11-27"), ("them", "Try a sample lot", None)]
    assert rows(desk, "SELECT DISTINCT kind, rapport FROM log_entry") == [("meeting", 4)]
    assert not live.line.isVisible()
    assert [each for each in window.findChildren(QPushButton) if each.text() == "Start meeting"]


def test_each_open_item_is_taken_along_or_dropped(desk: Desk, qtbot: QtBot, live: MeetPanel) -> None:
    for words in ("Ask about the truck", "Ask about the mill"):
        QTest.keyClicks(cursor(), words)
        press(Qt.Key.Key_Return, CTRL)
    live.end()
    sheet = live.window().findChild(EndSheet)
    assert isinstance(sheet, EndSheet)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    mill = next(box for box in sheet.findChildren(QCheckBox) if box.text() == "Ask about the mill")
    while cursor() is not mill:
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    sheet.none.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    asked = "SELECT meeting_id, text FROM checklist_item WHERE text LIKE 'Ask about the %' ORDER BY 1"
    assert rows(desk, asked) == [(1, "Ask about the truck"), (2, "Ask about the truck")]


def test_the_last_one_who_was_there_cannot_leave(desk: Desk, live: MeetPanel, window: MainWindow) -> None:
    boxes = live.meetings.findChildren(QCheckBox)
    assert [box.text() for box in boxes] == ["Nordmill Foods", "Ana Ruiz"]
    for box in boxes:
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert [box.isChecked() for box in boxes] == [False, True]
    assert "somebody" in window._toast.sentence
    assert rows(desk, "SELECT counterpart_id FROM attendee") == [(2,)]


def test_an_amount_without_a_term_is_asked_about_before_a_meeting_too(desk: Desk, live: MeetPanel) -> None:
    write("We could do 650 or 14 something")
    live.shell.do(commands.meeting.end_meeting, 1, none=True)
    assert not live.line.isVisible()
    live.captures.rekinded.emit(1, CaptureKind.OUR_OFFER)
    assert live.line.isVisible() and live.line.asking, "it is asked where it can be seen"
    write("", Qt.Key.Key_Escape)
    assert not live.line.isVisible()


def test_the_clock_marks_two_thirds(desk: Desk, panel: MeetPanel) -> None:
    from negdesk.commands import meeting

    desk.do(meeting.plan_meeting, panel.negotiation_id, planned_minutes=30)
    panel.start()
    corner = label(panel, "progress")
    with clock.frozen(TEN + timedelta(minutes=19, seconds=5)):
        panel.refresh(None)
        assert corner.text().endswith(" · 19:05")
    with clock.frozen(TEN + timedelta(minutes=20)):
        panel.refresh(None)
        assert corner.text().endswith("20:00 · 10 min left")


def test_nothing_private_is_in_the_screen_under_the_shield(live: MeetPanel) -> None:
    write("A private canary")
    write("=650, 160 t")
    write(">Canary forecast")
    live.shell.set_shield(True)
    texts = shown(live)
    for widget in live.findChildren(QWidget):
        texts += widget.accessibleName() + widget.accessibleDescription() + widget.toolTip()
        texts += str(widget.property("text") or "") + str(widget.property("plainText") or "")
    for private in ("canary", "Canary", "650", "640", "685", "Delivery", "forecast"):
        assert private not in texts
    assert MASK in texts
    write("Still writing")
    live.shell.set_shield(False)
    assert "Still writing" in shown(live)


def test_what_is_being_typed_is_put_aside_by_the_shield_and_gone_on_with(desk: Desk, live: MeetPanel) -> None:
    line = live.line.edit
    QTest.keyClicks(line, "!They would")
    press(Qt.Key.Key_F9)
    assert line.toPlainText() == "" and "•••" in line.placeholderText()
    assert live.line.text() == "!They would"
    live.flush()
    assert rows(desk, "SELECT text FROM draft") == [("!They would",)], "it is kept all the same"
    write(" take 640")
    assert captures(desk) == [("private", "They would take 640")]
    QTest.keyClicks(line, "Half a")
    press(Qt.Key.Key_F9)
    assert line.toPlainText() == "Half a"
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F9)
    QTest.keyClicks(line, " line")
    assert line.toPlainText() == "Half a line" and "•••" not in line.placeholderText()


def test_what_is_asked_in_the_line_is_put_aside_too(desk: Desk, live: MeetPanel) -> None:
    write("Two lots for 640")
    QTest.keyClick(cursor(), Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    assert live.line.text() == "Two lots for 640"
    press(Qt.Key.Key_F9)
    said = " ".join(each.text() for each in live.line.findChildren(QLabel))
    assert live.line.edit.toPlainText() == "" and "hidden" in said
    write(" euros")
    assert captures(desk) == [("note", "Two lots for 640 euros")]


def test_a_tick_leaves_every_other_line_alone(live: MeetPanel) -> None:
    changed: list[int] = []
    live.checklist.model().dataChanged.connect(lambda top, _bottom, _roles: changed.append(top.row()))
    press(Qt.Key.Key_Space)
    assert set(changed) == {0, 1}  # the phase with its count, and the item


def test_a_pause_does_not_count(desk: Desk, live: MeetPanel) -> None:
    started = clock.now()
    with clock.frozen(started + timedelta(minutes=10)):
        press(Qt.Key.Key_F6)
    with clock.frozen(started + timedelta(minutes=25)):
        live.refresh(None)
        assert label(live, "progress").text().endswith("10:00 · paused")
        press(Qt.Key.Key_F6)
    with clock.frozen(started + timedelta(minutes=30)):
        live.refresh(None)
        assert label(live, "progress").text().endswith("15:00")


def test_a_phase_folds_by_key_and_what_is_next_stays_in_sight(desk: Desk, live: MeetPanel) -> None:
    first = live.checklist.current()
    assert first is not None
    before = live.checklist.count()
    press(Qt.Key.Key_F, ALT)
    folded = live.checklist.item(0).text()
    assert folded.endswith("folded") and live.checklist.count() < before
    current = live.checklist.current()
    assert current is not None and current.phase is not first.phase and not current.ticked
    press(Qt.Key.Key_F, ALT | SHIFT)
    assert live.checklist.count() == before


def test_a_tick_opens_the_folded_phase_of_what_is_next(desk: Desk, live: MeetPanel) -> None:
    lines = live.checklist.lines()
    last_of_first = [line for line in lines if line.phase is lines[0].phase][-1]
    following = lines[lines.index(last_of_first) + 1]
    live.checklist.choose(following.id)
    press(Qt.Key.Key_F, ALT)
    live.checklist.choose(last_of_first.id)
    press(Qt.Key.Key_Space)
    assert live.checklist.current_id() == following.id


def test_a_click_on_a_heading_folds_it(live: MeetPanel) -> None:
    heading = live.checklist.visualItemRect(live.checklist.item(0)).center()
    QTest.mouseClick(live.checklist.viewport(), Qt.MouseButton.LeftButton, NONE, heading)
    assert live.checklist.item(0).text().endswith("folded")


def test_what_is_typed_is_kept_before_it_is_entered(
    qtbot: QtBot, desk: Desk, window: MainWindow, live: MeetPanel
) -> None:
    QTest.keyClicks(cursor(), "> they could")
    qtbot.waitUntil(lambda: rows(desk, "SELECT text FROM draft") == [("> they could",)])
    window.go(Place("today"))
    window.go(Place("negotiation", live.negotiation_id, "meet"))
    assert live.line.text() == "> they could"
    press(Qt.Key.Key_Return)
    assert captures(desk)[-1] == ("give", "they could")
    assert rows(desk, "SELECT * FROM draft") == []
    qtbot.wait(500)
    assert rows(desk, "SELECT * FROM draft") == []


def test_what_is_still_typed_at_the_end_is_captured_first(desk: Desk, window: MainWindow, live: MeetPanel) -> None:
    QTest.keyClicks(cursor(), "They will call")
    live.end()
    assert captures(desk)[-1] == ("note", "They will call")
    assert window.findChild(EndSheet) is not None


def test_an_item_is_dragged_to_its_place_within_its_phase_without_a_tick(desk: Desk, live: MeetPanel) -> None:
    lines = live.checklist.lines()
    phase = next(line.phase for line in lines if [each.phase for each in lines].count(line.phase) > 1)
    ids = [line.id for line in lines if line.phase is phase]
    where = {}
    for row in range(live.checklist.count()):
        entry = live.checklist.item(row).data(int(Qt.ItemDataRole.UserRole))
        if getattr(entry, "id", 0):
            where[entry.id] = live.checklist.visualItemRect(live.checklist.item(row))
    view = live.checklist.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=where[ids[0]].center())
    for step in (12, where[ids[-1]].bottom() - where[ids[0]].center().y() - 2):
        QTest.mouseMove(view, where[ids[0]].center() + QPoint(0, step))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=where[ids[-1]].bottomLeft() + QPoint(60, -2))
    now = [line.id for line in live.checklist.lines() if line.phase is phase]
    assert now == [*ids[1:], ids[0]]
    assert ticked(desk) == []


def test_before_the_start_the_checklist_is_ticked_noted_and_edited_by_keys(desk: Desk, panel: MeetPanel) -> None:
    desk.do(commands.meeting.plan_meeting, panel.negotiation_id)
    panel.show_negotiation(panel.negotiation_id)
    assert panel.checklist.hasFocus() and not panel.line.isVisible()
    first = panel.checklist.lines()[0].id
    panel.checklist.choose(first)
    press(Qt.Key.Key_N)
    assert panel.line.edit.hasFocus() and panel.line.isVisible(), "the note is asked where it can be seen"
    write("Bring the sample")
    assert panel.checklist.hasFocus() and not panel.line.isVisible()
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, CTRL)
    write("Say hello")
    assert rows(desk, f"SELECT text, note FROM checklist_item WHERE id = {first}") == [
        ("Say hello", "Bring the sample")
    ]  # fmt: skip
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Escape)
    assert panel.checklist.hasFocus() and not panel.line.isVisible()
    press(Qt.Key.Key_Space)
    assert ticked(desk) == ["Say hello"]


def test_packages_worth_the_same_are_compared_and_one_is_offered_by_a_digit(
    desk: Desk, oats: int, live: MeetPanel
) -> None:
    press(Qt.Key.Key_F5)
    assert live.packages.isVisible() and "Fill them in the plan first" in words_of(live.packages)
    press(Qt.Key.Key_Escape)
    assert not live.packages.isVisible()
    volume = rows(desk, "SELECT id FROM term WHERE name = 'Volume'")[0][0]
    desk.do(commands.plan.edit_term, int(str(volume)), walk_away=Decimal(120))
    press(Qt.Key.Key_F5)
    assert "As much as our targets" in words_of(live.packages)
    press(Qt.Key.Key_2)
    assert not live.packages.isVisible()
    assert captures(desk)[-1][0] == "our_offer"
    assert len(rows(desk, "SELECT value FROM offer_value")) == 2, "each amount found its term again"
    press(Qt.Key.Key_F5)
    assert "As much as our last offer" in words_of(live.packages)
    QTest.keyClicks(cursor(), "n2")
    assert live.line.text() == "n2" and live.packages.isVisible(), "digits of what is typed are left alone"


def test_packages_are_not_shown_under_the_shield(window: MainWindow, live: MeetPanel) -> None:
    press(Qt.Key.Key_F5)
    window.shell.set_shield(True)
    assert not live.packages.isVisible()
    press(Qt.Key.Key_F5)
    assert not live.packages.isVisible()


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_what_is_typed_while_editing_is_kept_too_and_goes_with_the_edit(
    qtbot: QtBot, desk: Desk, live: MeetPanel
) -> None:
    write("They will call")
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    qtbot.wait(500)
    assert rows(desk, "SELECT text FROM draft") == [], "nothing was typed yet"
    QTest.keyClicks(cursor(), " on Friday")
    qtbot.waitUntil(lambda: rows(desk, "SELECT text FROM draft") == [("They will call on Friday",)])
    press(Qt.Key.Key_Return)
    assert captures(desk) == [("note", "They will call on Friday")]
    qtbot.waitUntil(lambda: rows(desk, "SELECT text FROM draft") == [])
