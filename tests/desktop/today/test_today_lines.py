"""A line of the day: what it says, to eyes and to screen readers, and what keys and clicks do."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.today.today_lines import Line, LinesCard
from negdesk.domain.negotiation import Side


def shown(qtbot: QtBot, *lines: Line, width: int = 600) -> LinesCard:
    """A card with these lines in a window, as on the page: it is as high as its lines ask for."""
    window, card = QWidget(), LinesCard("Promises due")
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    card.show_lines(lines)
    window.resize(width, 700)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    card.holder = window  # type: ignore[attr-defined]  # so that it lives as long as its card
    return card


def nothing() -> None:
    pass


def test_a_screen_reader_hears_all_that_is_painted(qtbot: QtBot) -> None:
    line = Line("k", "Send the plan", "Workshop lease", nothing, time="10:00", side=Side.THEM, end="3 days late")
    shown(qtbot, line)
    assert line.accessibleName() == "10:00. Them. Send the plan. Workshop lease. 3 days late"


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another"},
        {"below": "Another"},
        {"time": "10:00"},
        {"side": Side.US},
        {"end": "Sunday"},
        {"late": True, "end": "3 days late"},
        {"strong": True},
    ],
    ids=str,
)
def test_each_of_its_words_is_to_be_seen(qtbot: QtBot, changed: dict[str, object]) -> None:
    plain: dict[str, object] = {"title": "Send the plan", "below": "Workshop lease"}
    pictures = []
    for words in (plain, {**plain, **changed}):
        line = Line("k", open_it=nothing, **words)  # type: ignore[arg-type]  # words by name
        shown(qtbot, line)
        pictures.append(line.grab().toImage())
    assert pictures[0] != pictures[1]


def test_a_long_title_wraps_and_its_card_grows_with_it(qtbot: QtBot) -> None:
    title = "Send the whole of the revised floor plan to everybody who was there"
    wide, narrow = Line("w", title, "below", nothing), Line("n", title, "below", nothing)
    cards = [shown(qtbot, wide, width=800), shown(qtbot, narrow, width=200)]
    assert narrow.height() > wide.height() and narrow.height() == narrow.heightForWidth(narrow.width())
    assert cards[1].height() - cards[0].height() == narrow.height() - wide.height()


def test_buttons_and_the_box_stand_beside_the_words(qtbot: QtBot) -> None:
    tick, plan, start = QCheckBox(), QPushButton("Open plan"), QPushButton("Start")
    line = Line("k", "Oat flour", "Nordmill", nothing, tick=tick, side=Side.US, buttons=(plan, start))
    shown(qtbot, line)
    left, right = line._text_left(), line._text_right(line.width())
    assert tick.geometry().right() < left < right <= plan.x() < plan.geometry().right() < start.x()
    assert start.geometry().right() < line.width()
    assert line.rect().contains(start.geometry()) and line.rect().contains(tick.geometry())


def test_a_line_is_measured_anew_when_its_style_changes(qtbot: QtBot) -> None:
    line = Line("k", "Oat flour", "Nordmill", nothing, buttons=(QPushButton("Open plan"),))
    shown(qtbot, line)
    right, height = line._text_right(line.width()), line.heightForWidth(line.width())
    line.setStyleSheet("QPushButton { min-width: 300px; min-height: 90px; }")
    assert line._text_right(line.width()) < right - 100
    assert line.heightForWidth(line.width()) > height


def test_the_words_after_the_chips_stand_in_one_column(qtbot: QtBot) -> None:
    lines = [Line("u", "a", "b", nothing, side=Side.US), Line("t", "a", "b", nothing, side=Side.THEM)]
    shown(qtbot, *lines)
    assert lines[0]._text_left() == lines[1]._text_left()


def test_enter_and_a_click_open_it_and_arrows_go_on(qtbot: QtBot) -> None:
    opened: list[str] = []
    lines = [Line(key, key, "", partial(opened.append, key)) for key in ("first", "second")]
    card = shown(qtbot, *lines)
    card.window().activateWindow()
    lines[0].setFocus()
    QTest.keyClick(lines[0], Qt.Key.Key_Return)
    QTest.keyClick(lines[0], Qt.Key.Key_Down)
    qtbot.waitUntil(lines[1].hasFocus)
    QTest.keyClick(lines[1], Qt.Key.Key_Enter)
    QTest.keyClick(lines[1], Qt.Key.Key_Up)
    qtbot.waitUntil(lines[0].hasFocus)
    QTest.mouseClick(lines[1], Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert opened == ["first", "second", "second"]


def test_arrows_pass_what_stands_in_a_line_and_space_ticks_it(qtbot: QtBot) -> None:
    ticked: list[str] = []
    lines = []
    for key in ("first", "second", "third"):
        tick = QCheckBox()
        tick.clicked.connect(lambda _on, key=key: ticked.append(key))
        lines.append(Line(key, key, "", nothing, tick=tick, buttons=[QPushButton("Start")]))
    card = shown(qtbot, *lines)
    card.window().activateWindow()
    lines[0].setFocus()
    down, up = Qt.Key.Key_Down, Qt.Key.Key_Up
    for before, arrow, after in ((0, down, 1), (1, down, 2), (2, down, 2), (2, up, 1)):
        QTest.keyClick(lines[before], arrow)
        qtbot.waitUntil(lines[after].hasFocus)
    QTest.keyClick(lines[1], Qt.Key.Key_Space)
    assert ticked == ["second"]


def test_a_card_without_lines_hides(qtbot: QtBot) -> None:
    card = shown(qtbot, Line("k", "a", "b", nothing))
    assert card.isVisible()
    card.show_lines([])
    assert not card.isVisible()


def test_a_word_longer_than_its_line_goes_on_in_the_next(qtbot: QtBot) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    short, long = Line("s", "Send it", "Lease", nothing), Line("l", word, "Lease", nothing)
    shown(qtbot, short, long, width=300)
    assert long.height() >= short.height() + 30, "two lines more at the least"
    assert long.accessibleName() == f"{word}. Lease"
