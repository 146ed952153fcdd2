"""Light and dark as the system has it, also before the window is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from negdesk.desktop import theme

PROBE = """
import sys
from negdesk.desktop.qt_loading import load_qt
load_qt()
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from negdesk.desktop.qt_numbers import enumerations_made
from negdesk.desktop.theme import current_theme, follow_system
application = QApplication([])
colours = QPalette()
colours.setColor(QPalette.ColorRole.Window, QColor(sys.argv[1]))
colours.setColor(QPalette.ColorRole.WindowText, QColor(sys.argv[2]))
application.setPalette(colours)
follow_system(application, sys.argv[3])
print(current_theme().name, enumerations_made())
"""


@pytest.mark.parametrize(
    ("window", "text", "wanted", "shown"),
    [
        ("#202020", "#ffffff", "system", "dark"),
        ("#ffffff", "#000000", "system", "light"),
        ("#ffffff", "#000000", "dark", "dark"),
        ("#202020", "#ffffff", "light", "light"),
    ],
)
def test_the_first_paint_goes_by_the_palette_of_the_system(window: str, text: str, wanted: str, shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, window, text, wanted],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == [shown, "False"]


@pytest.mark.parametrize(("scheme", "shown"), [(Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")])
def test_once_it_is_there_the_system_itself_is_asked(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, shown: str
) -> None:
    other = "light" if shown == "dark" else "dark"
    monkeypatch.setattr(theme, "_wanted", "system")
    monkeypatch.setattr(theme, "_current", other)

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802  # as Qt's own
            return scheme

    monkeypatch.setattr(QGuiApplication, "styleHints", Hints)
    try:
        theme.look_at_the_system_again()
        assert theme.current_theme().name == shown
    finally:
        monkeypatch.undo()
        theme.apply_theme(qapp, "light")
