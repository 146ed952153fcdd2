"""Files that are dragged: which they are, and that a line of text leaves them to what it stands in."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent


def local_files(data: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def leaves_files(event: QDragEnterEvent) -> bool:
    """For an editor's `dragEnterEvent`: whether files are dragged; then they are left to the page behind it.

    Qt's own editors would write the address of a file where it is dropped.
    """
    if local_files(event.mimeData()):
        event.ignore()
        return True
    return False
