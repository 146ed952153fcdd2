"""A meeting's checklist by keys and by dragging, in the real window on a real file."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.domain.meeting import ItemKind, Phase
from tests.desktop.meeting.keys import ALT, CTRL, NONE, SHIFT, captures, rows, ticked, write
from tests.desktop.showing import press


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


def test_after_an_item_is_taken_off_the_one_below_it_is_chosen_and_of_the_last_the_one_above(live: MeetPanel) -> None:
    lines = live.checklist.lines()
    live.checklist.choose(lines[2].id)
    press(Qt.Key.Key_Delete)
    assert live.checklist.current_id() == lines[3].id
    press(Qt.Key.Key_Delete)
    assert [line.id for line in live.checklist.lines()] == [line.id for line in (*lines[:2], *lines[4:])]
    live.checklist.choose(lines[-1].id)
    press(Qt.Key.Key_Delete)
    assert live.checklist.current_id() == lines[-2].id


def test_a_tick_leaves_every_other_line_alone(live: MeetPanel) -> None:
    changed: list[int] = []
    live.checklist.model().dataChanged.connect(lambda top, _bottom, _roles: changed.append(top.row()))
    press(Qt.Key.Key_Space)
    assert set(changed) == {0, 1}  # the phase with its count, and the item


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


def move_to(live: MeetPanel, phase: Phase) -> None:
    """Move the current item down as far as this phase, and no further."""
    for _ in range(30):
        current = live.checklist.current()
        if current is not None and current.phase is not phase:
            press(Qt.Key.Key_Down, ALT)


def test_an_item_of_its_own_goes_on_into_the_next_phase(desk: Desk, live: MeetPanel) -> None:
    def stands() -> tuple[Phase, int]:
        line = live.checklist.current()
        assert line is not None and line.text == "Ask about the truck"
        return line.phase, [each.id for each in live.checklist.lines() if each.phase is line.phase].index(line.id)

    write("Ask about the truck", Qt.Key.Key_Return, CTRL)
    move_to(live, Phase.CLOSE)
    assert stands() == (Phase.CLOSE, 0), "at its top"
    exchanged = [line.id for line in live.checklist.lines() if line.phase is Phase.EXCHANGE]
    press(Qt.Key.Key_Up, ALT)
    assert stands() == (Phase.EXCHANGE, len(exchanged)), "at its end"
    press(Qt.Key.Key_Z, CTRL)
    assert stands() == (Phase.CLOSE, 0), "one step"
    for _ in live.checklist.lines():
        press(Qt.Key.Key_Up, ALT)
        press(Qt.Key.Key_Up, ALT)
    assert stands() == (Phase.OPEN, 0) and live.checklist.lines()[0].phase is Phase.OPEN


def test_an_item_of_the_plan_stays_in_the_phase_that_the_plan_gives_it(live: MeetPanel) -> None:
    item = next(line for line in live.checklist.lines() if line.kind is ItemKind.GET)
    live.checklist.choose(item.id)
    for _ in live.checklist.lines():
        press(Qt.Key.Key_Down, ALT)
    moved = live.checklist.current()
    assert moved is not None and (moved.id, moved.phase) == (item.id, item.phase)


def test_a_folded_phase_opens_for_the_item_that_comes_into_it(live: MeetPanel) -> None:
    write("Ask about the truck", Qt.Key.Key_Return, CTRL)
    added = live.checklist.current_id()
    live.checklist.fold(Phase.CLOSE)
    move_to(live, Phase.CLOSE)
    current = live.checklist.current()
    assert current is not None and (current.id, current.phase) == (added, Phase.CLOSE)
