"""A tool-tip that is open when the shield comes on says nothing private any more."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from negdesk.desktop.controls.dots import Dots
from negdesk.desktop.main_window import MainWindow
from negdesk.desktop.shell import Place
from tests.house_rules.test_widgets import NEGOTIATION


def hover(widget: QWidget) -> str:
    """What the tool-tip of a widget says."""
    middle = widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QHelpEvent.Type.ToolTip, middle, widget.mapToGlobal(middle)))
    return said()


def said() -> str:
    tips = [each for each in QApplication.topLevelWidgets() if each.metaObject().className() == "QTipLabel"]
    return "".join(each.text() for each in tips if isinstance(each, QLabel) and each.isVisible())


def test_the_shield_takes_an_open_tool_tip_away_at_once(window: MainWindow) -> None:
    window.go(Place("negotiation", NEGOTIATION, "plan"))
    QApplication.processEvents()
    dots = next(each for each in window.current().findChildren(Dots) if each.isVisible() and each.value() is not None)
    assert hover(dots) == dots.toolTip() and " of 5" in said()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert said() == ""
    QToolTip.hideText()
