"""The mouse's shape over a control, also over one that the window opens with under the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop import qt_numbers
from negdesk.desktop.controls.pointing import point


def test_the_mouse_has_its_shape_at_once(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    point(widget, "IBeamCursor")
    assert widget.cursor().shape() == Qt.CursorShape.IBeamCursor


def test_before_the_first_paint_it_waits(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    monkeypatch.setattr(qt_numbers, "enumerations_made", lambda: False)
    point(widget, "PointingHandCursor")
    assert widget.cursor().shape() == Qt.CursorShape.ArrowCursor
    monkeypatch.undo()
    qtbot.waitUntil(lambda: widget.cursor().shape() == Qt.CursorShape.PointingHandCursor)
