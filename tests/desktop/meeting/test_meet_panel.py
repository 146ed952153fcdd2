"""A meeting by keys alone, in the real window on a real file."""

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.long_words import wrappable
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.line_list import text_height
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.page_head import ScrollPage
from negdesk.domain.privacy import MASK
from negdesk.storage import clock
from tests.desktop.meeting.conftest import TEN
from tests.desktop.meeting.keys import ALT, CTRL, NONE, SHIFT, captures, label, rows, shown, words_of, write
from tests.desktop.showing import cursor, press


def test_the_main_button_starts_and_the_cursor_is_in_the_capture_line(
    desk: Desk, window: MainWindow, panel: MeetPanel
) -> None:
    button = next(each for each in window.findChildren(QPushButton) if each.text() == "Start meeting")
    assert not panel.line.isVisible()
    button.click()
    assert button.text() == "End meeting"
    assert cursor() is panel.line.edit
    assert rows(desk, "SELECT started_at FROM meeting") == [(clock.utc_text(TEN),)]


def test_tab_comes_back_to_a_checklist_that_is_prepared_and_passes_that_of_a_running_meeting(panel: MeetPanel) -> None:
    panel.checklist.setFocus()
    press(Qt.Key.Key_Tab)
    assert cursor() is not panel.checklist
    press(Qt.Key.Key_Backtab)
    assert cursor() is panel.checklist
    panel.start()
    press(Qt.Key.Key_Backtab)
    assert cursor() is not panel.checklist


def test_a_lamp_is_one_key_then_who_and_how_we_know(desk: Desk, live: MeetPanel) -> None:
    press(Qt.Key.Key_4, CTRL)
    write("Ana Ruiz")
    write("Said so twice")
    assert rows(desk, "SELECT side, kind, lit, who, evidence FROM lamp") == [
        ("them", "can_sign", 1, "Ana Ruiz", "Said so twice")
    ]
    assert cursor() is live.line.edit
    assert live.lamps.lamp(4).lamp.text() == "They can sign: Ana Ruiz"


def test_what_is_typed_beside_the_line_is_typed_in_it_from_its_first_letter_on(live: MeetPanel) -> None:
    write("one")
    for beside, key, modifiers in (
        (live.checklist, Qt.Key.Key_T, SHIFT),
        (live.checklist, Qt.Key.Key_Greater, SHIFT),
        (live.lamps.lamp(1).lamp, Qt.Key.Key_T, NONE),
        (live.captures, Qt.Key.Key_T, SHIFT),
    ):
        beside.setFocus()
        press(key, modifiers)
        assert cursor() is live.line.edit and live.line.text().casefold() in (">", "t")
        live.line.clear()
    live.checklist.setFocus()
    press(Qt.Key.Key_T, ALT)
    assert live.line.text() == ""


def test_a_long_title_over_the_offers_is_one_line_as_the_others_are(
    desk: Desk, window: MainWindow, live: MeetPanel
) -> None:
    window.resize(1024, 640)
    desk.do(commands.plan.edit_term, 1, name="Price per tonne of oat flour")
    write("=650")
    titles = {card.heading.height() for card in live.findChildren(Card) if card.isVisible() and card.heading.text()}
    assert any("room to agree" in card.heading.text() for card in live.findChildren(Card) if card.isVisible())
    assert len(titles) == 1


def test_escape_comes_back_to_the_line_from_anywhere(live: MeetPanel) -> None:
    write("one")
    live.captures.setFocus()
    press(Qt.Key.Key_Escape)
    assert cursor() is live.line.edit
    beside = set()
    for _ in range(40):
        press(Qt.Key.Key_Tab)
        at = cursor()
        if at is live.line.edit:
            break
        beside.add(type(at).__name__)
        press(Qt.Key.Key_Escape)
        assert cursor() is live.line.edit, at.accessibleName()
        at.setFocus()
    assert {"SidebarEntry", "_Tab", "QPushButton", "Lamp"} <= beside


def test_a_reply_that_fits_is_shown(live: MeetPanel) -> None:
    write("They will not move on prices")
    assert label(live, "reply").isVisible()
    write("Nice weather")
    assert not label(live, "reply").isVisible()


def test_the_last_one_who_was_there_cannot_leave(desk: Desk, live: MeetPanel, window: MainWindow) -> None:
    boxes = live.meetings.findChildren(QCheckBox)
    assert [box.text() for box in boxes] == ["Nordmill Foods", "Ana Ruiz"]
    for box in boxes:
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert [box.isChecked() for box in boxes] == [False, True]
    assert "somebody" in window._toast.sentence
    assert rows(desk, "SELECT counterpart_id FROM attendee") == [(2,)]


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


def test_packages_stand_in_columns_and_one_below_the_other_where_these_would_be_cut(
    desk: Desk, oats: int, window: MainWindow, live: MeetPanel
) -> None:
    volume = rows(desk, "SELECT id FROM term WHERE name = 'Volume'")[0][0]
    desk.do(commands.plan.edit_term, int(str(volume)), walk_away=Decimal(120))
    press(Qt.Key.Key_F5)
    for width, in_columns in ((1280, True), (1024, False), (1280, True)):
        window.resize(width, 640)
        QApplication.processEvents()
        buttons = [each for each in live.packages.findChildren(QPushButton) if each.isVisible()]
        assert len(buttons) >= 2
        assert (len({each.y() for each in buttons}) == 1) is in_columns, width
        for words in live.packages.findChildren(QLabel):
            if words.isVisible():
                needed = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
                assert words.height() >= needed - 1, f"{words.text()!r} is cut"
    press(Qt.Key.Key_1)
    assert captures(desk)[-1][0] == "our_offer"


def test_packages_are_not_shown_under_the_shield(window: MainWindow, live: MeetPanel) -> None:
    press(Qt.Key.Key_F5)
    window.shell.set_shield(True)
    assert not live.packages.isVisible()
    press(Qt.Key.Key_F5)
    assert not live.packages.isVisible()


def test_the_clock_stands_at_the_edge_of_its_card_and_moves_nothing_when_it_goes_on(live: MeetPanel) -> None:
    clock_label = label(live, "progress")
    card = clock_label.parentWidget()
    assert isinstance(card, QWidget)
    QApplication.processEvents()
    right = clock_label.mapTo(card, QPoint(clock_label.contentsRect().right(), 0)).x()
    assert card.width() - 22 < right < card.width() - 14
    before = clock_label.geometry()
    clock_label.setText("1 of 9 · 0:01")
    QApplication.processEvents()
    assert clock_label.geometry() == before
    clock_label.setText("1 of 9 · 1:40:01 · 20 min left")
    QApplication.processEvents()
    assert clock_label.width() > before.width() and clock_label.geometry().right() == before.right()


def test_a_long_name_of_somebody_there_leaves_the_column_beside_the_captures_as_wide_as_it_is(
    desk: Desk, oats: int, live: MeetPanel, window: MainWindow
) -> None:
    window.resize(1024, 640)
    long = "Nordmill Foods GmbH & Co. KG of the Northern Harbour and all of its mills along the coast"
    desk.do(commands.counterpart.edit_counterpart, 1, name=long)
    live.refresh(None)
    QApplication.processEvents()
    area = next(each for each in live.findChildren(ScrollPage) if each.isAncestorOf(live.meetings))
    inside = area.widget()
    assert inside is not None and inside.width() <= area.viewport().width()


def test_a_word_without_an_end_goes_on_in_the_next_line(live: MeetPanel) -> None:
    address = "https://example.org/" + "a-long-way/" * 12
    assert text_height(address, 200) > 4 * text_height("short", 200)
    assert wrappable(address).replace("\u200b", "") == address
    assert wrappable("Ask who else has to say yes") == "Ask who else has to say yes"
    QTest.keyClicks(cursor(), address)
    press(Qt.Key.Key_Return)
    row = live.captures.item(0)
    assert row.text().endswith(address), "what is read aloud has no breaks"


def test_where_the_captures_are_narrow_the_words_stand_below_their_time_and_kind(
    window: MainWindow, live: MeetPanel
) -> None:
    write("650, 160", Qt.Key.Key_O, CTRL)
    live.captures.setFixedWidth(400)
    QApplication.processEvents()
    wide = live.captures.visualItemRect(live.captures.item(0)).height()
    live.captures.setFixedWidth(170)
    QApplication.processEvents()
    box = live.captures.visualItemRect(live.captures.item(0))
    assert box.height() == wide + 22, "one line for what was beside it, one for the words"
    picture = live.captures.viewport().grab(box).toImage()
    ground = picture.pixelColor(4, picture.height() - 3)
    below = range(int(picture.height() * 0.6), int(picture.height() * 0.85))
    inked = [x for x in range(8, picture.width() - 8) if any(picture.pixelColor(x, y) != ground for y in below)]
    assert inked and inked[0] < 30, "the words begin at the left"


def test_a_day_that_was_read_stands_beside_the_time_where_the_words_would_have_less_room(
    window: MainWindow, live: MeetPanel
) -> None:
    live.captures.setFixedWidth(330)
    write("A tour", Qt.Key.Key_T, CTRL)
    write("Samples by 12 Dec 2199", Qt.Key.Key_T, CTRL)
    press(Qt.Key.Key_A, ALT)
    QApplication.processEvents()
    heights = [live.captures.visualItemRect(live.captures.item(at)).height() for at in (0, 1)]
    assert live.captures.item(1).text().endswith("accepted, by 12 Dec 2199")
    assert heights[1] == heights[0] + 22


def test_packages_whose_amounts_leave_no_room_for_the_names_stand_below_each_other(
    desk: Desk, oats: int, live: MeetPanel
) -> None:
    def side_by_side() -> bool:
        press(Qt.Key.Key_F5)
        QApplication.processEvents()
        found = any(
            "Offer 1" in button.text() for button in live.packages.findChildren(QPushButton) if button.isVisible()
        )
        press(Qt.Key.Key_Escape)
        return found

    desk.do(commands.plan.edit_term, 2, walk_away=Decimal(120))
    assert side_by_side()
    desk.do(commands.plan.edit_term, 1, currency="CHF", unit="per tonne")
    assert not side_by_side(), "“Volume” would have been “Vol”"
