"""A private log of ten thousand entries: all of it by keys, with widgets for what is in sight alone."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from negdesk import commands
from negdesk.desk import Desk
from negdesk.desktop.counterparts.counterpart_page import CounterpartScreen
from negdesk.desktop.counterparts.entry_row import EntryRow
from negdesk.desktop.shell import Place, Shell
from negdesk.domain.privacy import MASK
from negdesk.storage.database import Connection
from tests.desktop.showing import cursor, press, show_screen

NOON = datetime(2026, 11, 23, 12, 0).astimezone()
MANY = 10_000


def text_of(number: int) -> str:
    """Entries of one line, of three, and of twenty, so that no height is like the one before."""
    return f"Entry {number}." + (" And more of it." * (12 if number % 3 == 0 else 0)) + "\nx" * (number % 40 == 7) * 20


def write(connection: Connection, ana: int) -> None:
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO log_entry (id, uid, counterpart_id, kind, happened_on, written_at, text)"
        " VALUES (?, ?, ?, 'note', ?, '2020-01-01T09:00:00Z', ?)",
        ((n, uuid4().hex, ana, (date(2026, 11, 20) - timedelta(days=n // 3)).isoformat(), text_of(n))
         for n in range(1, MANY + 1)),
    )  # fmt: skip
    connection.execute("COMMIT")


@pytest.fixture
def ana(desk: Desk) -> int:
    ana = desk.do(commands.counterpart.add_counterpart, "Ana")
    desk.ask(write, ana)
    desk.do(commands.counterpart.edit_counterpart, ana, email="ana@mill.example")  # a step of their own for the entries
    return ana


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, ana: int) -> CounterpartScreen:
    screen = CounterpartScreen(Shell(desk, lambda: NOON))
    show_screen(qtbot, screen, 1060, 760)
    screen.show_place(Place("counterpart", ana))
    return screen


def in_order(screen: CounterpartScreen) -> list[int]:
    """The numbers from the newest to the oldest: of one day the one written last is the newest."""
    ids = sorted(range(1, MANY + 1), key=lambda n: (date(2026, 11, 20) - timedelta(days=n // 3), n), reverse=True)
    assert screen.log.list.ids == tuple(ids)
    return ids


def in_sight(screen: CounterpartScreen) -> list[EntryRow]:
    """The rows that can be seen, from above; they lie one below the other without a gap, and say what they should."""
    viewport = screen.log.list.viewport()
    rows = [row for row in screen.log.list.rows() if isinstance(row, EntryRow) and not row.visibleRegion().isEmpty()]
    rows.sort(key=lambda row: row.y())
    for one, below in pairwise(rows):
        assert one.y() + one.height() == below.y()
    for row in rows:
        assert text_of(int(str(row.row_id)))[:200] in row.accessibleName()
        if row.editor is None:
            assert row.height() == row.heightForWidth(row.width()), "no row is cut or stretched"
    ids = screen.log.list.ids
    assert [row.row_id for row in rows] == list(ids[ids.index(int(str(rows[0].row_id))) :][: len(rows)])
    assert rows[0].y() <= 0 and (rows[-1].row_id == ids[-1] or rows[-1].geometry().bottom() >= viewport.height() - 1)
    return rows


def entry_at_cursor() -> int:
    """The number of the entry whose row has the cursor and is in sight."""
    row = cursor()
    assert isinstance(row, EntryRow) and not row.visibleRegion().isEmpty()
    return int(str(row.row_id))


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def test_few_widgets_show_it_all_from_the_first_entry_to_the_last(screen: CounterpartScreen) -> None:
    ids, bar = in_order(screen), screen.log.list.verticalScrollBar()
    seen: set[object] = set()
    for part in range(41):
        bar.setValue(bar.maximum() * part // 40)
        settle()
        seen |= {row.row_id for row in in_sight(screen)}
        assert len(screen.log.list.rows()) < 60
    assert {ids[0], ids[-1]} <= seen
    widgets = len(screen.log.list.findChildren(EntryRow))
    assert widgets < 80, widgets


def test_page_after_page_shows_every_entry_while_the_cursor_stays_in_the_line(screen: CounterpartScreen) -> None:
    ids = in_order(screen)
    seen: list[object] = []
    for _ in range(40):
        seen += [row.row_id for row in in_sight(screen) if row.row_id not in seen]
        press(Qt.Key.Key_PageDown)
        settle()
    assert len(seen) > 200
    assert seen == ids[: len(seen)], "none is jumped over"
    assert cursor() is screen.log_line.line
    for _ in range(40):
        press(Qt.Key.Key_PageUp)
        settle()
    assert in_sight(screen)[0].row_id == ids[0]
    assert screen.log.list.verticalScrollBar().value() == 0


def test_what_one_reads_stays_in_its_place_when_other_rows_are_measured(screen: CounterpartScreen) -> None:
    bar = screen.log.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()
    for _ in range(60):
        before = {row.row_id: row.y() for row in in_sight(screen)}
        bar.setValue(bar.value() - 40)  # upwards: the rows that come in above are measured only now
        settle()
        moved = {row.y() - before[row.row_id] for row in in_sight(screen) if row.row_id in before}
        assert moved == {40}


def test_keys_go_to_any_entry_and_it_is_in_sight(screen: CounterpartScreen) -> None:
    ids = in_order(screen)
    press(Qt.Key.Key_Down)
    for key, index in (
        (Qt.Key.Key_Down, 1), (Qt.Key.Key_End, MANY - 1), (Qt.Key.Key_Up, MANY - 2), (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        press(key)
        settle()
        assert entry_at_cursor() == ids[index], key
        assert cursor() in in_sight(screen)
        assert cursor().accessibleDescription() == f"{index + 1} of {MANY}"
    pages = []
    for _ in range(12):
        press(Qt.Key.Key_PageDown)
        settle()
        assert cursor() in in_sight(screen)
        pages.append(ids.index(entry_at_cursor()))
    steps = [after - before for before, after in pairwise([0, *pages])]
    assert all(1 <= step <= 20 for step in steps) and sum(steps) > 60, steps
    for _ in range(30):
        press(Qt.Key.Key_PageUp)
    assert entry_at_cursor() == ids[0]


def test_every_entry_is_gone_to(screen: CounterpartScreen, ana: int) -> None:
    for number in (MANY, 1, 5007, 3, 9000):
        screen.show_place(Place("counterparts"))
        screen.show_place(Place("counterpart", ana, focus=f"log_entry:{number}"))
        settle()
        assert entry_at_cursor() == number
        assert cursor() in in_sight(screen)


def test_the_row_that_is_edited_keeps_its_words_while_the_log_scrolls(screen: CounterpartScreen, desk: Desk) -> None:
    screen.log.focus_entry(5000)
    press(Qt.Key.Key_Return)
    QTest.keyClicks(cursor(), " More")
    text = cursor()
    bar = screen.log.list.verticalScrollBar()
    for value in (0, bar.maximum(), bar.maximum() // 3):
        bar.setValue(value)
        settle()
        in_sight(screen)
    assert cursor() is text
    QTest.keyClicks(cursor(), "!")
    settle()
    assert not cursor().visibleRegion().isEmpty(), "what is typed in is in sight"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.ask(lambda c: c.execute("SELECT text FROM log_entry WHERE id = 5000").fetchall()) == [
        (text_of(5000) + " More!",)
    ]
    assert entry_at_cursor() == 5000


def test_tab_goes_through_the_editor_of_an_entry_and_out_of_the_log(screen: CounterpartScreen) -> None:
    screen.log.focus_entry(5000)
    row = cursor()
    press(Qt.Key.Key_Return)
    inside = 0
    while row.isAncestorOf(cursor()):
        press(Qt.Key.Key_Tab)
        inside += 1
        assert inside < 40
    assert inside > 8, "the words, six kinds, rapport, day, and the buttons"
    assert not screen.log.list.isAncestorOf(cursor()), "ten thousand rows are one stop"
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert cursor() is row


def test_delete_in_the_middle_goes_on_at_the_next(screen: CounterpartScreen, desk: Desk) -> None:
    ids = in_order(screen)
    screen.log.focus_entry(5000)
    press(Qt.Key.Key_Delete)
    settle()
    after = ids[ids.index(5000) + 1]
    assert entry_at_cursor() == after
    assert len(screen.log.list.ids) == MANY - 1
    desk.undo()
    settle()
    assert 5000 in [each.row_id for each in in_sight(screen)]
    assert entry_at_cursor() == after


def test_an_entry_that_comes_in_above_moves_nothing_for_who_reads_further_down(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    bar = screen.log.list.verticalScrollBar()
    desk.do(commands.log.write_entry, ana, "Seen at the top")
    assert "Seen at the top" in screen.log.list.rows()[0].accessibleName()
    bar.setValue(4321)
    settle()
    before = {row.row_id: row.y() for row in in_sight(screen)}
    desk.do(commands.log.write_entry, ana, "Out of sight at the top")
    settle()
    assert {row.row_id: row.y() for row in screen.log.list.rows() if row.row_id in before} == before


def test_a_narrower_window_has_higher_rows_and_the_same_entry_on_top(screen: CounterpartScreen) -> None:
    bar = screen.log.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()
    first = in_sight(screen)[0].row_id
    screen.resize(800, 560)
    settle()
    assert in_sight(screen)[0].row_id == first


def test_under_the_shield_no_height_tells_how_much_was_written(screen: CounterpartScreen) -> None:
    bar = screen.log.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()
    screen.shell.set_shield(True)
    settle()
    rows = [row for row in screen.log.list.rows() if isinstance(row, EntryRow)]
    assert rows and {row.accessibleName() for row in rows} == {MASK}
    assert len({row.height() for row in rows}) == 1
    assert bar.maximum() == MANY * rows[0].height() - screen.log.list.viewport().height()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    held = [label.text() for label in screen.log.list.findChildren(QLabel)]
    assert not any("Entry" in text or "2026" in text for text in held), "nor does a row that waits to be used again"
    assert MASK in held


def test_the_line_is_there_wherever_the_log_is(screen: CounterpartScreen) -> None:
    screen.log.focus_entry(1)
    settle()
    assert screen.log_line.visibleRegion().boundingRect() == screen.log_line.rect()
    lines = [each for each in screen.findChildren(QWidget) if each.hasFocus()]
    assert len(lines) == 1


def test_what_an_entry_far_down_refused_is_in_sight_as_soon_as_the_page_is(
    screen: CounterpartScreen, desk: Desk, ana: int
) -> None:
    number = in_order(screen)[7_000]
    screen.show_place(Place("counterpart", ana, focus=f"log_entry:{number}"))
    row = screen.log.list.row(number)
    assert isinstance(row, EntryRow)
    row.edit()
    assert row.editor is not None
    QApplication.clipboard().setText("far down " * 12_000)
    QTest.keyClick(row.editor.text.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    screen.flush()
    assert "too long" in row.editor.text.refusal
    again = CounterpartScreen(screen.shell)  # as after the program was started anew
    again.resize(1060, 760)
    again.show()
    again.show_place(Place("counterpart", ana))
    again.take_up_typed()
    (edited,) = [each for each in in_sight_of(again) if each.editor is not None]
    assert edited.row_id == number and edited.editor is not None
    assert "too long" in edited.editor.text.refusal and edited.editor.text.text().count("far down") == 12_000
    other = in_order(again)[3]
    again.show_place(Place("counterpart", ana, focus=f"log_entry:{other}"))
    again.take_up_typed()
    assert other in [each.row_id for each in in_sight_of(again)], "who came for another entry sees that one"
    again.close()


def in_sight_of(screen: CounterpartScreen) -> list[EntryRow]:
    rows = screen.log.list.rows()
    return [row for row in rows if isinstance(row, EntryRow) and not row.visibleRegion().isEmpty()]
