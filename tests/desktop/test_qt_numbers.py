"""The numbers of Qt that the first paint uses are Qt's, and properties take them as its enumerations."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop import qt_numbers as numbers


@pytest.mark.parametrize(
    ("number", "its"),
    [
        (numbers.LEFT, Qt.AlignmentFlag.AlignLeft),
        (numbers.RIGHT, Qt.AlignmentFlag.AlignRight),
        (numbers.ACROSS, Qt.AlignmentFlag.AlignHCenter),
        (numbers.MIDDLE, Qt.AlignmentFlag.AlignVCenter),
        (numbers.CENTRE, Qt.AlignmentFlag.AlignCenter),
        (numbers.WRAP, Qt.TextFlag.TextWordWrap),
        (numbers.STRONG_FOCUS, Qt.FocusPolicy.StrongFocus),
        (numbers.NO_FOCUS, Qt.FocusPolicy.NoFocus),
        (numbers.PLAIN_TEXT, Qt.TextFormat.PlainText),
        (numbers.NOT_INTERACTIVE, Qt.TextInteractionFlag.NoTextInteraction),
        (numbers.NEVER_SCROLLS, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (numbers.ALWAYS_SCROLLS, Qt.ScrollBarPolicy.ScrollBarAlwaysOn),
    ],
)
def test_they_are_qt_s(number: int, its: Qt.AlignmentFlag) -> None:
    assert number == its.value


def test_the_properties_take_them(qtbot: QtBot) -> None:
    label, area, widget = QLabel("<b>bold</b>"), QScrollArea(), QWidget()
    for each in (label, area, widget):
        qtbot.addWidget(each)
    label.setProperty("textFormat", numbers.PLAIN_TEXT)
    label.setProperty("textInteractionFlags", numbers.NOT_INTERACTIVE)
    label.setProperty("alignment", numbers.ACROSS)
    area.setProperty("horizontalScrollBarPolicy", numbers.NEVER_SCROLLS)
    area.setProperty("verticalScrollBarPolicy", numbers.ALWAYS_SCROLLS)
    area.setProperty("focusPolicy", numbers.NO_FOCUS)
    widget.setProperty("focusPolicy", numbers.STRONG_FOCUS)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    assert label.alignment() == Qt.AlignmentFlag.AlignHCenter
    assert area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus and widget.focusPolicy() == Qt.FocusPolicy.StrongFocus
