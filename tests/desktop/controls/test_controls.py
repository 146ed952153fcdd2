"""The small controls: set by keys and clicks, heard by name, painted in both themes."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.controls.bars import BalanceBar, ProgressBar, RangeBar, YearBars
from negdesk.desktop.controls.buttons import Button, LinkButton
from negdesk.desktop.controls.cards import Card
from negdesk.desktop.controls.charts import LineGraph, StepGraph
from negdesk.desktop.controls.checks import TickBox, WordedTick
from negdesk.desktop.controls.chips import Chip, KeyCap, PrivateValue
from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.controls.empty import EmptyState
from negdesk.desktop.controls.labels import Body, ElidedLabel
from negdesk.desktop.controls.lamp import Lamp
from negdesk.desktop.controls.tabs import StepTabs
from negdesk.desktop.controls.toast import SHOWN_MS, Toast
from negdesk.desktop.theme import apply_theme, load_theme, tokens
from negdesk.domain.plan import Term
from negdesk.domain.room import room_to_agree

from .conftest import Show

D = Decimal


def test_dots_are_set_by_keys_and_click(show: Show) -> None:
    dots = Dots(2, name="Value to them", editable=True)
    show(dots)
    values: list[int] = []
    dots.changed.connect(values.append)
    dots.setFocus()
    for key in (Qt.Key.Key_4, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_9, Qt.Key.Key_0, Qt.Key.Key_Left):
        QTest.keyClick(dots, key)
    assert values == [4, 3, 4, 0]
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(7, 10))
    QTest.mouseClick(dots, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(7, 10))
    assert values[-2:] == [1, 0]
    assert dots.accessibleName() == "Value to them: 0 of 5"


def test_dots_to_look_at_and_hidden_ones_cannot_be_set(show: Show) -> None:
    fixed, hidden = Dots(3), Dots(None, name="Value", editable=True)
    show(fixed, hidden)
    assert fixed.focusPolicy() == Qt.FocusPolicy.NoFocus
    hidden.setFocus()
    QTest.keyClick(hidden, Qt.Key.Key_3)
    assert hidden.value() is None
    assert hidden.accessibleName() == "Value"
    assert hidden.toolTip() == "Value"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_lamp_and_tick_box_answer_to_keys(show: Show, key: Qt.Key) -> None:
    lamp, box = Lamp(False, "They can sign:", "who?"), TickBox("Say back what each side gives")
    show(lamp, box)
    for button in (lamp, box):
        button.setFocus()
        asked: list[bool] = []
        button.clicked.connect(lambda on, asked=asked: asked.append(on))
        QTest.keyClick(button, key)
        assert asked == [True]
    assert lamp.accessibleName() == "They can sign: yes"
    lamp.show_lamp(False, "They can sign", "who?")
    assert "not yet" in lamp.accessibleName()


def test_tabs_are_chosen_by_keys_and_click(show: Show) -> None:
    tabs = StepTabs(["1 Plan", "2 Meet", "3 Agree"], "Steps")
    show(tabs)
    chosen: list[int] = []
    tabs.chosen.connect(chosen.append)
    tabs.set_current(1)
    assert chosen == []
    tabs._group.button(1).setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
    assert chosen == [2, 1, 0]
    QTest.mouseClick(tabs._group.button(2), Qt.MouseButton.LeftButton)
    assert tabs.current() == 2


def test_toast_says_offers_and_goes(qtbot: QtBot, show: Show) -> None:
    window = show(Body("page"))
    toast = Toast(window)
    done: list[bool] = []
    toast.say("Moved to the bin.", "Undo", lambda: done.append(True))
    assert toast.isVisible()
    assert toast.accessibleName() == "Moved to the bin."
    assert window.rect().contains(toast.geometry())
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert toast.isHidden()
    toast.say("A sentence so long that it needs two lines in a window as narrow as this one is. " * 2)
    assert window.rect().contains(toast.geometry())
    assert toast.button.isHidden()
    assert SHOWN_MS == 6000
    toast._timer.setInterval(1)
    toast._timer.start()
    qtbot.waitUntil(toast.isHidden)


def test_toast_is_never_over_the_field_with_the_cursor_and_stands_in_the_middle_of_its_page(show: Show) -> None:
    page, elsewhere, line = QWidget(), QLineEdit(), QLineEdit()
    column = QVBoxLayout(page)
    column.addWidget(elsewhere)
    column.addStretch(1)
    column.addWidget(line)
    window = show(page)
    page.move(page.x() + 40, page.y())
    toast = Toast(window, page)
    elsewhere.setFocus()
    toast.say("Noted.")
    foot = toast.geometry()
    field = QRect(line.mapTo(window, QPoint(0, 0)), line.size())
    assert foot.intersects(field), "there would be no need to move"
    line.setFocus()
    assert toast.geometry().bottom() < field.top(), "the cursor came after the sentence"
    elsewhere.setFocus()
    toast.say("Noted.")
    assert toast.geometry().intersects(field)
    line.setFocus()
    toast.say("Noted.")
    assert toast.geometry().bottom() < field.top()
    assert abs(toast.geometry().center().x() - page.geometry().center().x()) <= 1


def test_toast_keeps_off_the_line_of_a_list_that_has_the_cursor_and_off_nothing_else_of_it(show: Show) -> None:
    above, lines = QLineEdit(), QListWidget()
    lines.addItems([f"Line {number}" for number in range(40)])
    window = show(above, lines)
    toast = Toast(window)
    lines.setFocus()
    lines.setCurrentRow(0)
    toast.say("Moved to the bin.")
    foot = toast.geometry()
    assert foot.bottom() > window.height() - 40
    lines.setCurrentRow(next(row for row in range(40) if _in_window(lines, row, window).intersects(foot)))
    toast.say("Moved to the bin.")
    assert toast.geometry().bottom() < _in_window(lines, lines.currentRow(), window).top()
    above.setFocus()
    assert toast.geometry() == foot, "it comes back to its place"


def _in_window(lines: QListWidget, row: int, window: QWidget) -> QRect:
    line = lines.visualItemRect(lines.item(row))
    return QRect(lines.viewport().mapTo(window, line.topLeft()), line.size())


def test_toast_goes_up_when_the_field_with_the_cursor_grows_and_hears_of_no_field_afterwards(show: Show) -> None:
    page, line = QWidget(), QLineEdit()
    column = QVBoxLayout(page)
    column.addStretch(1)
    column.addWidget(line)
    window = show(page)
    toast = Toast(window, page)
    line.setFocus()
    toast.say("Noted.")
    line.setMinimumHeight(120)
    QApplication.processEvents()
    assert toast.geometry().bottom() < line.mapTo(window, QPoint(0, 0)).y()
    toast.hide()
    at = toast.pos()
    line.setMinimumHeight(60)
    QApplication.processEvents()
    assert toast.pos() == at
    line.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    toast.say("Noted again.")
    assert toast.isVisible()


def test_a_worded_tick_is_cut_where_there_is_no_room_and_says_all_of_it_in_its_tip(show: Show) -> None:
    tick = WordedTick("Bread & butter")
    window = show(tick)
    assert tick.text() == "Bread && butter" and tick.toolTip() == "" and tick.accessibleName() == "Bread & butter"
    long = "The extraordinarily long name of somebody who comes, " * 4
    tick.set_words(long)
    tick.resize(140, 30)
    assert tick.text().endswith("…") and tick.toolTip() == long and tick.accessibleName() == long
    assert tick.minimumSizeHint().width() < 140 < tick.sizeHint().width()
    tick.set_words("•••")
    assert (tick.text(), tick.toolTip(), tick.accessibleName()) == ("•••", "", "•••"), "nothing is left of it"
    assert window.isVisible()


def test_elided_label_has_all_of_it_in_its_tip_only_when_cut(show: Show) -> None:
    label = ElidedLabel("short")
    window = show(label)
    label.grab()
    assert label.toolTip() == ""
    label.setText("a title that is far too long for a label of this width, " * 3)
    label.resize(120, 20)
    label.grab()
    assert label.toolTip().split() == label.text().split()
    label.setText("•••")
    label.grab()
    assert label.toolTip() == ""
    assert window.isVisible()


def test_labels_show_markup_as_it_is(show: Show) -> None:
    labels = [Body("<b>bold</b>"), ElidedLabel("<img src='file:///etc/hostname'>")]
    show(*labels)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_wrapped_label_asks_for_the_height_its_width_needs(show: Show) -> None:
    label = Body("A predictable order book, paid on time; a name to show other bakeries.", wrap=True)
    show(label)
    assert label.heightForWidth(160) > label.heightForWidth(600)
    assert label.minimumSizeHint().height() < 30


def test_drawings_can_be_heard() -> None:
    balance = BalanceBar(2, 1)
    assert balance.accessibleName() == "Given 2, Got 1"
    balance.set_balance(None, None)
    assert "2" not in balance.accessibleName()
    assert ProgressBar(7, 9).accessibleName() == "7 of 9"
    rooms = [
        (Term("x", walk_away=D(685), their_walk_away=D(655)), "From 655 to 685"),
        (Term("x", more_is_better=True, walk_away=D(140), their_walk_away=D(150)), "From 140 to 150"),
        (Term("x", walk_away=D(600), their_walk_away=D(655)), "No room yet, as far as we know"),
        (Term("x", walk_away=D(600)), "Ask in the meeting"),
    ]
    assert [RangeBar(room_to_agree(term)).accessibleDescription() for term, _ in rooms] == [said for _, said in rooms]
    assert RangeBar().accessibleDescription() == "Not known yet"
    assert YearBars([(2026, 3, 2)]).accessibleDescription() == "2026: given 3, got 2"


def test_the_room_is_a_band_between_the_walk_aways_and_without_any_the_three_marks_stand_alone(show: Show) -> None:
    def across(target: int, walk_away: int, theirs: int) -> list[str]:
        """The colours from left to right, along the middle of the track."""
        bar = RangeBar(room_to_agree(Term("x", target=D(target), walk_away=D(walk_away), their_walk_away=D(theirs))))
        bar.setFixedSize(150, 18)
        show(bar)
        picture = bar.grab().toImage()
        colours = tokens()
        marks = (colours.room, colours.text, colours.private, colours.get)
        names = dict(zip((colour.rgb() for colour in marks), ("room", "target", "ours", "theirs"), strict=True))
        row = [names.get(picture.pixelColor(x, picture.height() // 2).rgb(), "") for x in range(picture.width())]
        return [name for name, before in zip(row, ["", *row], strict=False) if name and name != before]

    assert across(640, 685, 655) == ["target", "room", "ours"]
    assert across(600, 640, 655) == ["target", "ours", "theirs"]


@pytest.mark.parametrize("width", [170, 240, 380])
def test_words_of_a_graph_are_neither_over_each_other_nor_over_more_steps_than_they_must(width: int) -> None:
    graph = StepGraph(lambda value: f"{value} %")
    graph.resize(width, 126)
    us = [(0, D(100)), (3, D(55)), (5, D(48)), (8, D(46))]
    graph.set_offers(us, [(1, D(29)), (4, D(27)), (6, D(40)), (7, D(47))], D(0), D(55))
    placed = graph.labels()
    words = [said for _box, said in placed]
    assert {"them 29 %", "us 100 %", "walk-away 0 %"} <= set(words)
    for number, (box, _said) in enumerate(placed):
        assert graph.rect().contains(box.toAlignedRect())
        assert not any(box.intersects(other) for other, _words in placed[:number])
    strokes = graph._strokes(tuple(us))
    first = placed[words.index("us 100 %")][0]
    assert not any(first.contains(begin) and first.contains(end) for begin, end in strokes), "no step is hidden whole"


def test_graphs_say_their_figures_and_forget_them() -> None:
    graph = StepGraph()
    graph.set_offers([(0, D(610)), (2, D(630))], [(1, D(668))], D(685), D(640))
    assert graph.accessibleDescription() == "us: 610, 630; them: 668; walk-away 685; target 640"
    graph.set_offers([], [])
    assert graph.accessibleDescription() == "No offers yet"
    rapport = LineGraph("Rapport")
    rapport.set_points([(0, 2), (1, 4)])
    assert rapport.accessibleDescription() == "From first to last: 2, 4"
    rapport.set_points([])
    assert "4" not in rapport.accessibleDescription()


def test_a_button_keeps_its_size_with_the_cursor_on_it(show: Show) -> None:
    elsewhere, button = QLineEdit(), Button("Start meeting", "primary")
    show(elsewhere, button)
    elsewhere.setFocus()
    before = button.sizeHint()
    button.setFocus()
    assert button.sizeHint() == before
    button.set_text("End meeting")
    focused = button.sizeHint()
    elsewhere.setFocus()
    assert abs(button.sizeHint().width() - focused.width()) <= 1


def everything() -> list[QWidget]:
    """One of each control, with and without something in it."""
    graph, line = StepGraph(), LineGraph("Rapport")
    graph.set_offers([(0, D(610)), (0, D(610))], [(0, D(610))], D(610))
    line.set_points([(1, 3)])
    point = room_to_agree(Term("x", walk_away=D(5), their_walk_away=D(5)))
    return [
        graph, line, StepGraph(), LineGraph("Empty"), BalanceBar(0, 0), BalanceBar(3, 2, 10), ProgressBar(0, 0),
        RangeBar(), RangeBar(point), YearBars(), YearBars([(2026, 1, 0)]),
        Chip("Give", "give"), Chip("", "neutral"), KeyCap("Ctrl K"), PrivateValue("€ 685"), Dots(3, editable=True),
        TickBox("Tick", True), TickBox("Tick"), Lamp(True, "We want this"), Lamp(False, "They can sign:", "who?"),
        Button("Shield", key="F9"), LinkButton("who?"), EmptyState("Nothing", "Write.", "Begin"),
        Card("Title", "private", "6 of 11"), StepTabs(["1"]),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_control_paints_with_and_without_the_cursor(qapp: QApplication, show: Show, name: str) -> None:
    widgets = everything()
    elsewhere = QLineEdit()
    window = show(elsewhere, *widgets)
    apply_theme(qapp, name)
    for widget in widgets:
        elsewhere.setFocus()
        plain = widget.grab().toImage()
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            widget.setFocus()
            assert widget.grab().toImage() != plain, f"the cursor cannot be seen on {widget}"
            assert widget.accessibleName()
    assert window.isVisible()


def test_a_change_of_theme_repaints(qapp: QApplication, show: Show) -> None:
    lamp = Lamp(True, "We want this")
    show(lamp)
    at = QPointF(7, lamp.height() / 2).toPoint()
    for name in ("dark", "light"):
        apply_theme(qapp, name)
        assert lamp.grab().toImage().pixelColor(at) == QColor(load_theme(name).good) == tokens().good
