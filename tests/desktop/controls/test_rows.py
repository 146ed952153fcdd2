"""Lists of rows: keys and drags ask, widgets stay, the cursor never jumps; and the line that adds."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls.labels import Body
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.controls.rows import AddLine, Row, RowId, RowList
from negdesk.desktop.controls.text_field import TextField
from negdesk.desktop.page_head import ScrollPage
from negdesk.domain.refusal import Refusal
from tests.desktop.showing import cursor

from .conftest import Show

ALT = Qt.KeyboardModifier.AltModifier


def make(row_id: RowId) -> Row:
    """A row that has the cursor itself."""
    row = Row(f"Row {row_id}", focusable=True)
    row.line.addWidget(Body(f"Row {row_id}"))
    return row


def shown_list(show: Show, *ids: RowId) -> RowList:
    """A list with these rows, on screen."""
    rows = RowList("Nothing yet", movable=True, removable=True)
    rows.show_ids(ids, make)
    show(rows)
    return rows


def test_rows_stay_the_same_widgets_and_the_last_has_no_line(show: Show) -> None:
    rows = shown_list(show, 1, 2, 3)
    before = {row.row_id: row for row in rows.rows()}
    rows.show_ids([3, 1, 4], make)
    assert [row.row_id for row in rows.rows()] == [3, 1, 4]
    assert rows.row(3) is before[3]
    assert rows.row(1) is before[1]
    assert rows.row(2) is None
    assert [row.last for row in rows.rows()] == [False, False, True]


def test_up_and_down_go_from_row_to_row(show: Show) -> None:
    rows = shown_list(show, 1, 2, 3)
    first, second, third = rows.rows()
    first.take_cursor()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_End)
    assert third.hasFocus()
    QTest.keyClick(third, Qt.Key.Key_Down)
    assert third.hasFocus()
    QTest.keyClick(third, Qt.Key.Key_Up)
    assert second.hasFocus()


def test_the_page_goes_where_the_arrow_keys_go(show: Show) -> None:
    rows = RowList()
    rows.show_ids(range(60), make)
    page = ScrollPage(rows)
    show(page)
    rows.rows()[0].take_cursor()
    for _ in range(40):
        QTest.keyClick(cursor(), Qt.Key.Key_Down)
    assert cursor() is rows.rows()[40]
    assert cursor().visibleRegion().boundingRect() == cursor().rect()
    QTest.keyClick(cursor(), Qt.Key.Key_Home)
    assert page.verticalScrollBar().value() == 0


def test_tab_comes_to_a_new_first_row_from_what_is_before_the_list(show: Show) -> None:
    before, rows, after = QLineEdit(), RowList(), QLineEdit()
    rows.show_ids([1, 2], make)
    show(before, rows, after)
    rows.show_ids([3, 1, 2], make)
    before.setFocus()
    gone_to = []
    for _ in range(4):
        QTest.keyClick(cursor(), Qt.Key.Key_Tab)
        gone_to.append(cursor())
    assert gone_to == [*rows.rows(), after]


def test_tab_goes_through_the_fields_of_each_row_and_round_all_there_is(show: Show) -> None:
    before, rows, after = QLineEdit(), RowList(), QLineEdit()
    show(before, rows, after)

    def make_fields(_row_id: RowId) -> Row:
        row = Row()
        row.line.addWidget(TextField("Give", str))
        row.line.addWidget(LineField("Limit", str))
        row.line.addWidget(QLineEdit())
        return row

    for ids in ([1, 2], [1, 2, 3], [1, 4, 3], [3, 1, 5, 4], [5, 4]):
        rows.show_ids(ids, make_fields)
        fields = [
            field for row in rows.rows() for kind in (QPlainTextEdit, QLineEdit) for field in row.findChildren(kind)
        ]
        before.setFocus()
        gone_to = []
        for _ in range(len(fields) + 3):
            QTest.keyClick(cursor(), Qt.Key.Key_Tab)
            gone_to.append(cursor())
        assert gone_to == [*fields, after, before, fields[0]], ids
        QTest.keyClick(cursor(), Qt.Key.Key_Backtab)
        QTest.keyClick(cursor(), Qt.Key.Key_Backtab)
        assert cursor() is after


def test_tab_comes_from_a_row_to_what_stands_in_it(show: Show) -> None:
    def make_both(_row_id: RowId) -> Row:
        row = make("two")
        row.line.addWidget(QLineEdit())
        return row

    before, rows, after = QLineEdit(), RowList(), QLineEdit()
    show(before, rows, after)
    rows.show_ids([1], make_both)
    rows.show_ids([1, 2], make_both)
    before.setFocus()
    gone_to = []
    for _ in range(5):
        QTest.keyClick(cursor(), Qt.Key.Key_Tab)
        gone_to.append(cursor())
    assert gone_to == [each for row in rows.rows() for each in (row, row.findChild(QLineEdit))] + [after]


def test_alt_up_and_down_ask_for_another_place(show: Show) -> None:
    rows = shown_list(show, "a", "b")
    asked: list[tuple[object, int]] = []
    rows.moved.connect(lambda row_id, index: asked.append((row_id, index)))
    first = rows.rows()[0]
    first.take_cursor()
    QTest.keyClick(first, Qt.Key.Key_Up, ALT)
    QTest.keyClick(first, Qt.Key.Key_Down, ALT)
    assert asked == [("a", 1)]
    rows.show_ids(["b", "a"], make)
    assert first.hasFocus()


def test_delete_asks_and_the_cursor_goes_to_the_next(show: Show) -> None:
    rows = shown_list(show, 1, 2, 3)
    rows.removed.connect(lambda gone: rows.show_ids([each for each in (1, 2, 3) if each != gone], make))
    second = rows.rows()[1]
    second.take_cursor()
    QTest.keyClick(second, Qt.Key.Key_Delete)
    assert [row.row_id for row in rows.rows()] == [1, 3]
    assert rows.rows()[1].hasFocus()


def test_delete_in_a_text_is_the_texts_own(show: Show) -> None:
    rows = RowList(removable=True)
    row = Row("Row")
    edit = QLineEdit("")
    edit.setAccessibleName("Text")
    row.line.addWidget(edit)
    rows.show_ids([1], lambda _id: row)
    show(rows)
    gone: list[object] = []
    rows.removed.connect(gone.append)
    row.take_cursor()
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    assert gone == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_row_is_activated_by_key_and_click(qtbot: QtBot, show: Show, key: Qt.Key) -> None:
    rows = shown_list(show, 1)
    row = rows.rows()[0]
    row.take_cursor()
    with qtbot.waitSignal(row.activated):
        QTest.keyClick(row, key)
    with qtbot.waitSignal(row.activated):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)


def test_a_drag_asks_for_another_place(show: Show) -> None:
    rows = shown_list(show, 1, 2, 3)
    asked: list[tuple[object, int]] = []
    rows.moved.connect(lambda row_id, index: asked.append((row_id, index)))
    first, _second, third = rows.rows()
    end = first.mapFromGlobal(third.mapToGlobal(QPoint(20, third.height() - 2)))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 10))
    rows.drag(first, first.mapToGlobal(end))
    rows.drop(first)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert asked == [(1, 2)]


def test_an_empty_list_says_what_to_do(show: Show) -> None:
    rows = shown_list(show)
    assert rows.empty.isVisible()
    rows.show_ids([1], make)
    assert rows.empty.isHidden()
    rows.show_ids([], make)
    assert rows.empty.isVisible()


def test_add_line_adds_and_is_ready_for_the_next(show: Show) -> None:
    added: list[str] = []
    line = AddLine("+ Add a give")
    line.added.connect(added.append)
    show(line)
    line.edit.setFocus()
    for text in ("One", "  ", "Two"):
        QTest.keyClicks(line.edit, text)
        QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert added == ["One", "Two"]
    assert line.edit.hasFocus()
    assert not line.pending
    assert line.edit.accessibleName() == "Add a give"


def test_add_line_keeps_what_is_refused(show: Show) -> None:
    def refuse(_text: str) -> None:
        raise Refusal("Write a shorter one.")

    line = AddLine("+ Add a get", refuse)
    show(line)
    line.edit.setFocus()
    QTest.keyClicks(line.edit, "x")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.edit.text() == "x"
    assert line.edit.accessibleDescription() == "Write a shorter one."
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert not line.pending
    assert line.edit.accessibleDescription() == ""


def test_a_row_that_goes_by_a_key_in_one_of_its_fields_hears_no_more_of_it(show: Show) -> None:
    def make_field(row_id: RowId) -> Row:
        row = Row(f"Row {row_id}")
        field = QLineEdit()
        field.returnPressed.connect(lambda: rows.show_ids([1], make_field))
        row.line.addWidget(field)
        return row

    rows = RowList()
    rows.show_ids([1, 2], make_field)
    show(rows)
    field = rows.rows()[1].findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)  # a line edit passes Enter on, to a row that the list does not know now
    assert [row.row_id for row in rows.rows()] == [1]
