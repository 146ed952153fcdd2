"""What is in sight of a window, to be heard of it, or held by a widget in it; and which canaries are among that."""

import re
from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QBuffer,
    QEvent,
    QIODevice,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)

from negdesk.desktop.main_window import MainWindow
from tests.desktop.shield.canaries import canaries, seen_in

ROLES = [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole]

CANARIES = canaries()

TYPED = "zqtypedx"
"""What is typed in a field, and not yet entered."""

WRITTEN = {"typed": TYPED, "capture line": "zqcapturex", "log line": "zqlogx", "refused": "zqrefusedx"}


def painted(widget: QWidget) -> str:
    """The words that a widget and all in it paint, whoever paints them: what is drawn as text comes out as text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setSize(widget.size())
    widget.render(picture)
    del picture
    return bytes(buffer.data().data()).decode("utf-8", "replace")


def heard(node: QAccessibleInterface | None, depth: int = 0) -> Iterator[str]:
    """All that a node says to those who hear it, and its children."""
    if node is None or not node.isValid() or depth > 40:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield node.text(kind)
    text = node.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    for number in range(min(node.childCount(), 300)):
        yield from heard(node.child(number), depth + 1)


def held(root: QWidget) -> Iterator[str]:
    """What the widgets of a window have beside what they paint and say, seen or not."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.statusTip(), widget.windowTitle(), widget.whatsThis())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLineEdit):
            yield from (widget.text(), widget.placeholderText())
        if isinstance(widget, QLabel):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        if isinstance(widget, QMenu):
            yield from (text for action in widget.actions() for text in (action.text(), action.toolTip()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from listed(widget.model(), QModelIndex())


def listed(model: QAbstractItemModel, under: QModelIndex) -> Iterator[str]:
    """What the first thousand rows of a list, a table or a tree have in each cell."""
    # Qt keeps to itself that a list has one column, and that a table has nothing under its cells.
    one_column, flat = (
        isinstance(model, QAbstractListModel),
        isinstance(model, QAbstractListModel | QAbstractTableModel),
    )
    for row in range(min(model.rowCount(under), 1000)):
        for column in range(1 if one_column else model.columnCount(under)):
            index = model.index(row, column, under)
            yield from (str(index.data(role) or "") for role in ROLES)
            if not flat and model.hasChildren(index):
                yield from listed(model, index)


PICTURES = tuple(f"negdesk.desktop.controls.{name}" for name in ("bars", "charts", "chips", "dots", "lamp"))
"""What draws a value instead of writing it: how each is painted is compared line by line."""


def said_now() -> str:
    """All that is in sight, to be heard, or held by a widget now, in whatever window; and how pictures are drawn."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # an event loop does so each turn
    said = []
    for root in QApplication.topLevelWidgets():
        said += [*held(root), *heard(QAccessible.queryAccessibleInterface(root))]
        said += [re.sub(r"<[^>]*>", "\n", painted(root))] if root.isVisible() else []
        pictures = [each for each in root.findChildren(QWidget) if type(each).__module__ in PICTURES]
        for each in pictures:
            if each.isVisible():
                said += [f"{DRAWN}{type(each).__name__} {line}" for line in painted(each).splitlines()]
    return "\n".join(said)


DRAWN = "drawn "
"""Before each line of how a picture is drawn: full of numbers, so not searched, but compared."""


def in_sight() -> set[str]:
    """The fields whose canary is somewhere now; and what is being written, where that is."""
    return found_in(said_now())


def found_in(said: str) -> set[str]:
    """As `in_sight`, in what was said."""
    said = "\n".join(line for line in said.splitlines() if not line.startswith(DRAWN))
    return seen_in(said, CANARIES) | {name for name, word in WRITTEN.items() if word in said}


def close_sheets(window: MainWindow) -> None:
    """Have every dialog of a window gone at once."""
    for dialog in window.findChildren(QDialog):
        dialog.reject()
        dialog.setParent(None)
        dialog.deleteLater()
