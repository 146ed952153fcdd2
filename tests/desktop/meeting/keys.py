"""What a person does in a meeting, and what is to be seen of it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from negdesk.desk import Desk
from negdesk.desktop.meeting.meet_panel import MeetPanel
from tests.desktop.showing import cursor, press

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
NONE = Qt.KeyboardModifier.NoModifier


def write(text: str, key: Qt.Key = Qt.Key.Key_Return, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClicks(cursor(), text)
    press(key, modifiers)
    QApplication.processEvents()  # what follows from a key is shown after what it changed


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def captures(desk: Desk) -> list[tuple[object, ...]]:
    return rows(desk, "SELECT kind, text FROM capture ORDER BY id")


def ticked(desk: Desk) -> list[object]:
    return [row[0] for row in rows(desk, "SELECT text FROM checklist_item WHERE ticked_at IS NOT NULL ORDER BY id")]


def label(panel: MeetPanel, name: str) -> QLabel:
    found = panel.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def shown(panel: MeetPanel) -> str:
    checklist = [panel.checklist.item(row).text() for row in range(panel.checklist.count())]
    lines = [panel.captures.item(row).text() for row in range(panel.captures.count())]
    return "\n".join([*checklist, *lines])


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))
