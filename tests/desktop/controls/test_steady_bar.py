"""A scroll bar that comes moves nothing aside, and is not seen where there is nothing to scroll."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.meeting.line_list import LineList
from negdesk.desktop.page_head import ScrollPage


def ink(bar: QScrollBar) -> set[int]:
    """The colours of what the bar paints, on nothing."""
    bar.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    picture = bar.grab().toImage()
    return {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}


def shown_page(qtbot: QtBot) -> tuple[ScrollPage, QWidget]:
    """A page that is higher than what is in it, and that."""
    content = QWidget()
    page = ScrollPage(content)
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.show()
    return page, content


def test_a_page_is_as_wide_with_its_bar_as_without(qtbot: QtBot) -> None:
    page, content = shown_page(qtbot)
    without = content.width()
    content.setMinimumHeight(600)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert content.width() == without < 300


def test_a_list_s_lines_are_as_wide_with_its_bar_as_without(qtbot: QtBot) -> None:
    lines = LineList("Lines", lambda item, text: item.setText(text))
    qtbot.addWidget(lines)
    lines.resize(300, 100)
    lines.show()
    lines.show_entries(("one",))
    without = lines.visualItemRect(lines.item(0)).width()
    lines.show_entries(tuple(str(number) for number in range(40)))
    qtbot.waitUntil(lambda: lines.verticalScrollBar().maximum() > 0)
    assert lines.visualItemRect(lines.item(0)).width() == without


def test_the_bar_is_seen_only_where_there_is_something_to_scroll(qtbot: QtBot) -> None:
    page, content = shown_page(qtbot)
    bar = page.verticalScrollBar()
    assert bar.isVisible() and len(ink(bar)) == 1
    content.setMinimumHeight(600)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert len(ink(bar)) > 1
