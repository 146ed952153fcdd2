"""Agreeing: the version's paper is made beside the window; then all of it is kept in one step."""

from PySide6.QtCore import QObject, Signal

from negdesk import commands, documents
from negdesk.desktop.agreement.paper_worker import PaperMaker
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal


class Agreeing(QObject):
    """Marks a negotiation as agreed as soon as its paper is made, so that the window does not wait for that.

    Stage, version, paper and fingerprint are kept in one step or none of it is, and the paper is the one of what is
    kept: where something changed while it was made, it is made anew. Whatever asks that all be saved now, such as
    closing, locking or undo, has it finished first.
    """

    agreed = Signal(int, int)
    """The negotiation and the version, by number, that was kept."""
    refused = Signal(int, object)
    """The negotiation, and the `Refusal` that came up after its paper was made."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._negotiation = 0
        self._making: PaperMaker | None = None
        shell.settling.connect(self.finish)

    def begin(self, negotiation_id: int) -> None:
        """Begin to, unless that is under way. Raises `Refusal` where it cannot be agreed."""
        if self._making is None:
            self._negotiation = negotiation_id
            self._keep()

    def finish(self) -> None:
        """Where one is under way, wait for its paper and keep it."""
        while self._making is not None:
            self._making.wait()
            self._made()

    def _keep(self, made: PaperMaker | None = None) -> None:
        """Keep the version with the paper that was made; where it is not the one of the version, have that made."""
        export, style = documents.export, self._shell.paper_style()
        print_paper = export.printed(style)
        if made is not None and made.paper is not None and made.style == style:
            print_paper = export.printed(style, made.sheet, made.paper.data)
        try:
            version = self._shell.try_do(commands.agreement.mark_agreed, self._negotiation, print_paper)
        except export.PaperWanted as wanted:
            self._making = PaperMaker(self, export.PaperKind.AGREEMENT, wanted.sheet, style)
            self._making.finished.connect(self._made)
            self._making.start()
            return
        self.agreed.emit(self._negotiation, version)

    def _made(self) -> None:
        made, self._making = self._making, None
        if made is None:  # it was finished before this was heard
            return
        try:
            if made.paper is None:
                raise Refusal(made.trouble)
            self._keep(made)
        except Refusal as refusal:
            self.refused.emit(self._negotiation, refusal)
