"""Files dropped on the window: kept with the negotiation or counterpart that is shown, elsewhere taken in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from negdesk.desktop.controls.dropping import local_files
from negdesk.desktop.shell import Place
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.desktop.main_window import MainWindow

OWNERS = ("negotiation", "counterpart")
"""The pages of which something can keep a file."""


class DroppedFiles(QObject):
    """Hears of drops on a window that nothing in it wanted for itself."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and not self._window.shell.desk.read_only:
            paths = local_files(event.mimeData())
            if paths and event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
                event.acceptProposedAction()
                return True
            if paths and event.type() == QEvent.Type.Drop:
                event.acceptProposedAction()
                self.take(paths)
                return True
        return super().eventFilter(watched, event)

    def take(self, paths: list[Path]) -> None:
        """Keep the files with what is shown; on a page of no one thing, open the first in the import sheet."""
        window, place = self._window, self._window.shown_place
        if place.page in OWNERS:
            from negdesk.desktop.files.attaching import attach

            window.flush()
            attach(window.shell, place.page, place.id, paths)
            return
        window.go(Place("import", focus=str(paths[0])))
        if len(paths) > 1:
            window.shell.say(t("One file is read at a time. Drop the others once this one is in."))
