"""Only what changed is painted again: what stands on the screen is all the same what the window would paint anew."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desk import Desk
from negdesk.desktop.meeting.meet_panel import MeetPanel
from negdesk.desktop.shell import Place
from negdesk.storage import clock
from tests.desktop.meeting.conftest import TEN
from tests.desktop.showing import window_at
from tests.journeys.long_meeting import AGAIN, BACK, GESTURES, MINUTES, Gesture, plan_meeting


class Painted(QObject):
    """How high the part is that was painted of a widget, or of what a list or an editor shows, all in all."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.height = 0
        (widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.height += sum(part.height() for part in cast(Iterable[QRect], event.region()))
        return super().eventFilter(watched, event)


def test_after_each_key_the_lists_on_the_screen_are_as_they_would_be_painted_anew(
    qtbot: QtBot, desk: Desk, library: Path
) -> None:
    made = plan_meeting(desk)
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    with clock.frozen(TEN), window_at(qtbot, desk, library, Place("negotiation", made, "meet")) as window:
        panel = window.findChild(MeetPanel)
        assert isinstance(panel, MeetPanel)
        panel.start()
        lists = (panel.checklist, panel.captures)
        painted = {view: Painted(view) for view in lists}
        least = {gesture.kind: panel.checklist.height() for gesture in GESTURES}
        for number, gesture in enumerate((*GESTURES, *[Gesture("undo", BACK)] * 8, *[Gesture("redo", AGAIN)] * 8)):
            with clock.frozen(TEN + timedelta(minutes=MINUTES * number / len(GESTURES))):
                gesture.type()
                QApplication.processEvents()
                for each in painted.values():
                    each.height = 0
                gesture.press()
                for _ in range(4):  # until the layout of the page has settled
                    QApplication.processEvents()
            least[gesture.kind] = min(least[gesture.kind], max(each.height for each in painted.values()))
            screen = window.screen().grabWindow(window.winId())
            for port in (*(each.viewport() for each in lists if each.isVisible()), panel.line.edit.viewport()):
                place = QRect(port.mapTo(window, QPoint(0, 0)), port.size())
                assert screen.copy(place).toImage() == port.grab().toImage(), gesture
        assert panel.captures.verticalScrollBar().maximum() > 0
        assert max(least[kind] for kind in ("tick", "note", "answer", "give")) < panel.checklist.height() / 3, least
    QApplication.setCursorFlashTime(before)


@pytest.mark.parametrize("key", [Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift])
def test_a_key_that_is_only_held_with_others_paints_nothing_of_the_line(live: MeetPanel, key: Qt.Key) -> None:
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    QTest.keyClicks(live.line.edit, "650")
    QApplication.processEvents()
    painted, around = Painted(live.line.edit), Painted(live.line)
    QTest.keyClick(live.line.edit, key)
    QApplication.processEvents()
    alone = painted.height
    QTest.keyClicks(live.line.edit, ", 160 t")
    QApplication.processEvents()
    assert alone == 0
    assert painted.height > 0
    assert around.height == 0  # nor what is under it, for a letter
    assert live.line.text() == "650, 160 t"
    QApplication.setCursorFlashTime(before)
