"""The capture line of a meeting by keys alone, in the real window on a real file."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.controls.toast import Toast
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.shell import Place
from negdesk.domain.meeting import CaptureKind
from tests.desktop.meeting.keys import ALT, CTRL, SHIFT, captures, rows, shown, ticked, words_of, write
from tests.desktop.showing import cursor, press


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


def test_typing_a_part_of_an_item_of_the_checklist_offers_it_and_taking_it_ticks_it(
    desk: Desk, live: MeetPanel
) -> None:
    write("Ask about the truck", Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(cursor(), "truck")
    assert [match.text for match in live.line.matches.matches] == ["Ask about the truck"]
    press(Qt.Key.Key_Tab)
    assert captures(desk) == [("note", "Ask about the truck")] and ticked(desk) == ["Ask about the truck"]
    QTest.keyClicks(cursor(), "truck")
    assert live.line.matches.matches == (), "what is ticked is not open any more"
    live.line.clear()
    live.shell.set_shield(True)
    QTest.keyClicks(cursor(), "name the next")
    assert live.line.matches.matches == ()


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


def test_how_much_it_is_is_asked_where_a_digit_does_not_say_it(desk: Desk, window: MainWindow, live: MeetPanel) -> None:
    held = "SELECT t.name, v.value FROM offer_value v JOIN term t ON t.id = v.term_id ORDER BY v.id"
    write("=150 t, 640-650, $ 7")
    press(Qt.Key.Key_1)
    assert asked(live) and live.line.text() == "640-650" and "Price" in words_of(live.line)
    press(Qt.Key.Key_Return)
    assert asked(live) and "Write how much" in words_of(live.line) and rows(desk, held) == [("Volume", "150")]
    press(Qt.Key.Key_A, CTRL)
    write("640")
    assert rows(desk, held) == [("Volume", "150"), ("Price", "640")]
    assert asked(live) and "$ 7" in words_of(live.line), "the next one is asked about"
    press(Qt.Key.Key_Escape)
    write("=640-650")
    assert captures(desk)[-1] == ("our_offer", "640-650") and asked(live)
    press(Qt.Key.Key_1)
    window.undo()
    QApplication.processEvents()
    assert not asked(live) and live.line.text() == "", "the question goes with the offer"


def test_a_digit_never_takes_away_an_amount_that_the_offer_has(desk: Desk, live: MeetPanel) -> None:
    write("~680, 10 pallets")
    QTest.keyClicks(cursor(), "14 days, they say")
    assert rows(desk, "SELECT value FROM offer_value") == [("680",)]
    press(Qt.Key.Key_Return)
    assert asked(live) and rows(desk, "SELECT value FROM offer_value") == [("680",)]
    press(Qt.Key.Key_Escape)
    write("~640 instead of 650")
    press(Qt.Key.Key_1)
    assert live.line.text() == "instead of 650" and "already" in words_of(live.line)
    press(Qt.Key.Key_Return)
    assert rows(desk, "SELECT value FROM offer_value ORDER BY id") == [("680",), ("650",)] and not asked(live)


def test_a_digit_that_no_term_has_is_not_swallowed_without_a_word(desk: Desk, live: MeetPanel) -> None:
    write("=650, 12 pallets")
    press(Qt.Key.Key_6)
    assert "6" in cursor().accessibleDescription() and "Escape" in words_of(live.line)
    assert asked(live) and rows(desk, "SELECT count(*) FROM offer_value") == [(1,)]
    press(Qt.Key.Key_Escape)
    assert not asked(live) and "Escape" not in words_of(live.line)
    QTest.keyClicks(cursor(), "66000")
    assert live.line.text() == "66000"


def asked(live: MeetPanel) -> bool:
    return live.line.asking


def test_the_tenth_term_and_those_after_it_are_reached_by_0_and_by_enter(
    desk: Desk, oats: int, live: MeetPanel
) -> None:
    for number in range(3, 13):
        desk.do(commands.plan.add_term, oats, f"Term {number}")
    QApplication.processEvents()
    offered = live.line.matches
    write("=650, 12 pallets")
    assert [match.text for match in offered.matches][8:] == ["Term 9", "Show the 3 others"]
    press(Qt.Key.Key_0)
    assert [(match.key, match.text) for match in offered.matches] == [
        ("1", "Term 10"), ("2", "Term 11"), ("3", "Term 12"), ("0", "Show the 9 others"),
    ]  # fmt: skip
    press(Qt.Key.Key_4)
    assert asked(live), "no term has this digit here"
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_2)
    placed = "SELECT t.name FROM offer_value v JOIN term t ON t.id = v.term_id WHERE v.value = '{}'"
    assert rows(desk, placed.format(12)) == [("Term 11",)] and not asked(live)
    write("=640, 14 pallets")
    assert offered.matches[0].text == "Price", "from the first again"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert rows(desk, placed.format(14)) == [("Term 10",)]


def test_a_question_goes_with_the_offer_that_is_taken_back(desk: Desk, window: MainWindow, live: MeetPanel) -> None:
    write("=650")
    write("=640, 12 pallets")
    assert asked(live)
    window.undo()
    QApplication.processEvents()
    assert not asked(live) and live.line.matches.matches == () and "pallets" not in words_of(live.line)
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    write(", 14 boxes")
    assert asked(live) and "14 boxes" in words_of(live.line)
    window.undo()
    QApplication.processEvents()
    assert captures(desk) == [("our_offer", "650")] and not asked(live)


def test_any_text_behind_a_mark_survives_an_edit_that_changes_nothing(desk: Desk, live: MeetPanel) -> None:
    for text in ("?\\>x", "!\\\\?", ">>x", "\\\\=650"):
        write(text)
        held = captures(desk)
        press(Qt.Key.Key_Up, CTRL)
        press(Qt.Key.Key_F2)
        press(Qt.Key.Key_Return)
        assert captures(desk) == held
        press(Qt.Key.Key_Escape)
    assert [row[1] for row in captures(desk)] == ["\\>x", "\\\\?", ">x", "\\=650"]


def test_what_is_refused_stays_in_the_line_with_its_sentence(desk: Desk, live: MeetPanel) -> None:
    write("=a bit less")
    assert live.line.text() == "=a bit less"
    said = live.line.edit.accessibleDescription()
    assert "No amount was found" in said and "Enter and no “=”" in said
    assert captures(desk) == []
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    assert captures(desk) == [("note", "a bit less")], "what the sentence says to do is so"


def test_undo_takes_the_last_capture_back(desk: Desk, live: MeetPanel) -> None:
    write(">A tour")
    press(Qt.Key.Key_Z, CTRL)
    assert captures(desk) == []
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert captures(desk) == [("give", "A tour")]


def test_an_amount_without_a_term_is_asked_about_before_a_meeting_too(desk: Desk, live: MeetPanel) -> None:
    write("We could do 650 or 14 something")
    live.shell.do(commands.meeting.end_meeting, 1, none=True)
    assert not live.line.isVisible()
    live.captures.rekinded.emit(1, CaptureKind.OUR_OFFER)
    assert live.line.isVisible() and live.line.asking, "it is asked where it can be seen"
    write("", Qt.Key.Key_Escape)
    assert not live.line.isVisible()


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


def test_no_term_is_named_under_the_shield_where_an_amount_is_asked_about_or_refused(
    desk: Desk, live: MeetPanel
) -> None:
    def said() -> str:
        seen = [match.text for match in live.line.matches.matches]
        return " ".join([*seen, words_of(live.line), live.line.edit.accessibleDescription()])

    write("650, 20 boxes", Qt.Key.Key_O, CTRL)
    assert "Volume" in said()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_F9)
    assert "Volume" not in said() and "boxes" not in said() and len(live.line.matches.matches) == 2
    press(Qt.Key.Key_F9)
    assert "Volume" in said() and live.line.matches.current == 0
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_2)
    volume = "SELECT value FROM offer_value v JOIN term t ON t.id = v.term_id WHERE t.name = 'Volume'"
    assert rows(desk, volume) == [("20",)]
    write("660, 30 boxes", Qt.Key.Key_O, CTRL)
    assert "Not every amount" in said() and not live.line.asking
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_Up, CTRL)
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Return)
    assert "30 boxes" in said() and "Volume" in said()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_F9)
    write("=a bit less")
    assert "No amount was found" in said() and "Volume" not in said() and "Price" not in said()


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


def test_a_passing_sentence_makes_way_when_the_line_grows(window: MainWindow, live: MeetPanel) -> None:
    live.shell.say("Said a moment ago.")
    toast = next(each for each in window.findChildren(Toast) if each.isVisible())
    QTest.keyClicks(cursor(), "so much that it takes four lines to write it down " * 8)
    QApplication.processEvents()
    line = QRect(live.line.edit.mapTo(window, QPoint(0, 0)), live.line.edit.size())
    assert line.height() > 60 and not QRect(toast.mapTo(window, QPoint(0, 0)), toast.size()).intersects(line)
