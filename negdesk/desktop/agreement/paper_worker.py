"""A long paper made beside the window, with its progress, until it is there or no longer wanted."""

from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from negdesk import documents

if TYPE_CHECKING:
    from negdesk.documents.export import PaperKind
    from negdesk.documents.paper_style import PaperStyle


class PaperWorker(QThread):
    """Waits for the process that makes the paper; what it tells arrives in the thread of whoever asked."""

    told = Signal(int, int)
    """How many pages of how many are done."""
    made = Signal(object)
    """The `Paper`."""
    failed = Signal()

    def __init__(self, parent: QObject, kind: "PaperKind", sheet: Any, style: "PaperStyle") -> None:
        super().__init__(parent)
        self._wanted = (kind, sheet, style)
        self._stop = Event()

    def stop(self) -> None:
        """Make it no more; returns when the process is gone. Nothing is told after this."""
        self._stop.set()
        self.wait()

    def run(self) -> None:
        making = documents.paper_making
        try:
            paper = making.made_apart(*self._wanted, tell=self.told.emit, stopped=self._stop.is_set)
        except making.Stopped:
            return
        except Exception:
            self.failed.emit()
            raise
        if not self._stop.is_set():
            self.made.emit(paper)
