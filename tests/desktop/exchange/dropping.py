"""Files that are dragged over a window and let go."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def dropped(target: QWidget, *paths: Path) -> bool:
    """Drag files to the middle of a widget as a file manager does, and let them go; whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, left, none = target.rect().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(middle), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        # The one that took the drag gets the drop: from the target up, the first that accepts drops of files.
        taker: QWidget | None = target
        while taker is not None and not taker.isWindow() and not _takes(taker, data):
            taker = taker.parentWidget()
        assert taker is not None
        QApplication.sendEvent(taker, QDropEvent(QPointF(middle), copy, data, left, none))
    return enter.isAccepted()


def _takes(widget: QWidget, data: QMimeData) -> bool:
    if not widget.acceptDrops():
        return False
    none = Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(1, 1), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    event.ignore()
    widget.event(event)
    return event.isAccepted()
