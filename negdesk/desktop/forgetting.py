"""What a locked program still holds of a library: nothing on the screen, nothing in the clipboard, no widget."""

import gc
import re

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget


def close_what_belongs_to(window: QWidget) -> None:
    """Close every sheet and window over `window`, each of which saves what it has to save.

    One that would rather stay, for it could not, goes as well: that was asked before.
    """
    for other in QApplication.topLevelWidgets():
        parent = other.parentWidget()
        while parent is not None and parent is not window:
            parent = parent.parentWidget()
        if parent is window and other.isVisible() and not other.close():
            other.hide()


def forget_what_was_shown() -> None:
    """Empty the clipboard of what came from here; delete the closed windows, then write over what is free.

    `wipe_as_it_is_freed` is to be on already; it is off again when this is done, a moment after.
    """
    from negdesk.desktop.private_clipboard import clear_private
    from negdesk.wiping import wipe_as_it_is_freed

    clear_private()
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    # Some of it goes only when the event loop has come round: what is put to be deleted, the system's last events.
    for after in (0, 400, 1500):
        QTimer.singleShot(after, _forget)
    QTimer.singleShot(1600, lambda: wipe_as_it_is_freed(False))


def _forget() -> None:
    from negdesk import documents
    from negdesk.wiping import wipe_freed

    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    QPixmapCache.clear()
    re.purge()  # names of terms and words of a search that something was looked for by
    documents.forget_texts()
    gc.unfreeze()
    wipe_freed()
