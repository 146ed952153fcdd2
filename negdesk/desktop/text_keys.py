"""Keys while a text field has the cursor: which are the window's all the same, and undo in the text itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class TextKeys(QObject):
    """Gives the window the keys that it `claims` while a text field of it has the cursor.

    A text field would keep Ctrl+Z or Ctrl+K to itself, even where it has nothing to do with them. Keys that `claims`
    answers with False are a shortcut of something that nobody does just now: the text field has them for itself.
    """

    def __init__(self, window: QWidget, claims: Callable[[QKeyEvent], bool | None]) -> None:
        super().__init__(window)
        self._window = window
        self._claims = claims
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            claimed = self._claims(event)
            if claimed is not None:
                event.setAccepted(not claimed)
                return True
        return False

    def _watch(self, before: QWidget | None, now: QWidget | None) -> None:
        """Look at the keys of the text field that has the cursor, and of no other."""
        if before is not None and _is_text_field(before):
            before.removeEventFilter(self)
        if now is not None and _is_text_field(now) and now.window() is self._window:
            now.installEventFilter(self)


def _is_text_field(widget: QWidget) -> bool:
    # By their names: PySide6 need not make the classes and their enumerations for a first page that has no field.
    return widget.inherits("QLineEdit") or widget.inherits("QPlainTextEdit")


def undo_in_text(redo: bool) -> bool:
    """Undo, or redo, inside the text field that has the cursor; whether there was something to."""
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        able = field.isRedoAvailable() if redo else field.isUndoAvailable()
    elif isinstance(field, QPlainTextEdit):
        able = field.document().isRedoAvailable() if redo else field.document().isUndoAvailable()
    else:
        return False
    if able:
        _ = field.redo() if redo else field.undo()
    return able
