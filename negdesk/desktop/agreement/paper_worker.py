"""A paper made and saved beside the window; a long one with its progress, until it is there or no longer wanted."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from negdesk import documents
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.documents.export import Paper, PaperKind
    from negdesk.documents.paper_style import PaperStyle


class PaperWorker(QThread):
    """Makes a paper and saves it, whole or not at all; a long one is made in a process of its own.

    What it tells arrives in the thread of whoever asked. When it has ended `paper` is what was saved, or `trouble` says
    why nothing was; neither where it was stopped.
    """

    told = Signal(int, int)
    """How many pages of how many of a long paper are done."""

    def __init__(self, parent: QObject, path: Path, kind: "PaperKind", sheet: Any, style: "PaperStyle") -> None:
        super().__init__(parent)
        self._wanted = (kind, sheet, style)
        self._stop = Event()
        self.path = path
        self.long = documents.paper_making.is_long(kind, sheet)
        self.paper: Paper | None = None
        self.trouble = ""

    def leave(self) -> None:
        """Be done with it: a short paper is saved yet, a long one is given up with nothing left of it.

        Returns when it has ended.
        """
        if self.long:
            self._stop.set()
        self.wait()

    def run(self) -> None:
        making = documents.paper_making
        try:
            if self.long:
                paper = making.made_apart(*self._wanted, tell=self.told.emit, stopped=self._stop.is_set)
            else:
                paper = documents.export.paper_of(*self._wanted)
            if not self._stop.is_set():
                documents.export.save(self.path, paper.data)
                self.paper = paper
        except making.Stopped:
            return
        except Refusal as refusal:
            self.trouble = refusal.sentence
        except Exception:
            self.trouble = t("The paper could not be made. Nothing was saved.")
            raise
