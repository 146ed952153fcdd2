"""What tests of controls share: the theme is on, and what they show is the active window."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from negdesk.desktop.theme import apply_theme, load_fonts

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Show]:
    """Shows widgets one below the other in a window; returns the window."""
    load_fonts()
    apply_theme(qapp, "light")

    windows: list[QWidget] = []  # kept: a window that nobody holds is deleted

    def show_all(*widgets: QWidget) -> QWidget:
        window = QWidget()
        window.resize(480, 320)
        layout = QVBoxLayout(window)
        for widget in widgets:
            layout.addWidget(widget)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show_all
    apply_theme(qapp, "light")
