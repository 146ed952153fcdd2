"""A paper made beside the window, or saved as well; a long one with its progress, until it is no longer wanted."""

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


class PaperMaker(QThread):
    """Makes a paper; a long one is made in a process of its own.

    What it tells arrives in the thread of whoever asked. When it has ended `paper` is there, or `trouble` says why it
    is not; neither where it was stopped.
    """

    told = Signal(int, int)
    """How many pages of how many of a long paper are done."""

    def __init__(self, parent: QObject, kind: "PaperKind", sheet: Any, style: "PaperStyle") -> None:
        super().__init__(parent)
        self.kind, self.sheet, self.style = kind, sheet, style
        self._stop = Event()
        self.long = documents.paper_making.is_long(kind, sheet)
        self.paper: Paper | None = None
        self.trouble = ""
        parent.destroyed.connect(self.leave)  # Qt ends the program with a thread that goes while it works

    def leave(self) -> None:
        """Be done with it: a short paper is finished yet, a long one is given up with nothing left of it.

        Returns when it has ended.
        """
        if self.long:
            self._stop.set()
        self.wait()

    def run(self) -> None:
        making, wanted = documents.paper_making, (self.kind, self.sheet, self.style)
        try:
            if self.long:
                paper = making.made_apart(*wanted, tell=self.told.emit, stopped=self._stop.is_set)
            else:
                paper = documents.export.paper_of(*wanted)
            if not self._stop.is_set():
                self._keep(paper)
                self.paper = paper
        except making.Stopped:
            return
        except Refusal as refusal:
            self.trouble = refusal.sentence
        except Exception:
            self.trouble = t("The paper could not be made. Nothing was saved.")
            raise

    def _keep(self, paper: "Paper") -> None:
        """What is done with a paper before it counts as there. Raises `Refusal` where that fails."""


class PaperWorker(PaperMaker):
    """Makes a paper and saves it, whole or not at all: `paper` is what was saved."""

    def __init__(self, parent: QObject, path: Path, kind: "PaperKind", sheet: Any, style: "PaperStyle") -> None:
        super().__init__(parent, kind, sheet, style)
        self.path = path

    def _keep(self, paper: "Paper") -> None:
        documents.export.save(self.path, paper.data)
