"""When what is typed into a field is saved: a moment after the last key, and at once when the field is left."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from negdesk.domain.refusal import Refusal

SETTLE_MS = 400
TRY_AGAIN_MS = 3000
"""How long after a full disk, or a library that another program held, the same is tried again by itself."""


class Settling(QObject):
    """Keeps the text of one field and the library's together.

    `shown` is what the library says, as far as it was told. While something is `pending` (typed and not yet taken) the
    library's word is kept but not shown, so that typed text is never lost. What the library says about the text just
    saved (its own spelling of it, perhaps) is shown only when the cursor leaves the field.
    """

    refused = Signal(str)
    """Why the text was not taken; empty once it is."""
    held = Signal(str)
    """A text that was refused, each time it was; empty once another is taken in its place, or it is given up."""

    def __init__(
        self, parent: QObject, read: Callable[[], str], show: Callable[[str], None], save: Callable[[str], object]
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._show = show
        self._save = save
        self._busy = False
        self._told = False
        self.shown = ""
        self.pending = False
        self.refusal = ""
        self.aside: str | None = None
        """What was typed and refused, while it is out of sight; it is tried again as if it stood there."""
        self._timer = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._timer.timeout.connect(self.settle)

    def typed(self) -> None:
        """Something was typed."""
        self.pending = True
        self._timer.start(SETTLE_MS)

    def settle(self) -> None:
        """Save now what has not been saved. A `Refusal` keeps it pending; any other error does too, and is raised."""
        self._timer.stop()
        if self.aside is not None:
            self._settle_aside(self.aside)
            return
        if not self.pending or self._busy:
            return
        text = self._read()
        if text == self.shown:
            self._let_go()
            self._taken()
            return
        self._busy, self._told = True, False
        try:
            self._save(text)
        except Refusal as refusal:
            self._refuse(refusal.sentence)
            self.held.emit(text)
            if refusal.offers == "try again":
                self._timer.start(TRY_AGAIN_MS)
            return
        finally:
            self._busy = False
        if not self._told:
            self.shown = text
        self._let_go()
        if self._read() == text:
            self._taken()
        else:
            self._timer.start(SETTLE_MS)

    def put_aside(self) -> None:
        """Save what has not been saved; what is refused goes out of sight, and is not lost for that."""
        self.settle()
        aside = self._read() if self.pending else None
        self.forget()
        if aside is not None:
            self.aside = aside
            self._timer.start(TRY_AGAIN_MS)

    def take_from_aside(self) -> str | None:
        """What was put aside and is not saved yet, to stand in sight again; nothing where there is no such text."""
        aside, self.aside = self.aside, None
        return aside

    def _settle_aside(self, text: str) -> None:
        if self._busy:
            return
        self._busy, before = True, self.shown
        try:
            self._save(text)
        except Refusal as refusal:  # said once it is in sight again: the sentence may quote it
            if refusal.offers == "try again":
                self._timer.start(TRY_AGAIN_MS)
            return
        finally:
            self._busy = False
        self.aside = None
        if self.shown == before:  # nobody told how the library writes it
            self.shown = text
        self.held.emit("")

    def offer(self, text: str, focused: bool) -> None:
        """The library says `text` now."""
        self._told = True
        if text == self.shown:
            if not self.pending and not focused and self._read() != text:
                self._show(text)
            return
        self.shown = text
        if not self.pending and not self._busy and self._read() != text:
            self._show(text)

    def left(self) -> None:
        """The cursor has left the field: save, and show it as the library writes it."""
        self.settle()
        if not self.pending and self._read() != self.shown:
            self._show(self.shown)

    def give_up(self) -> bool:
        """As `forget`, and for good: whoever keeps what was refused lets go of it."""
        self._let_go()
        return self.forget()

    def forget(self) -> bool:
        """Show the library's word in place of what was not taken; whether there was anything that was not."""
        self._timer.stop()
        given_up = self.pending or self.aside is not None
        self.aside = None
        self._taken()
        if self._read() != self.shown:
            self._show(self.shown)
        return given_up

    def _let_go(self) -> None:
        if self.refusal:
            self.held.emit("")

    def _taken(self) -> None:
        self.pending = False
        self._refuse("")

    def _refuse(self, sentence: str) -> None:
        if sentence != self.refusal:
            self.refusal = sentence
            self.refused.emit(sentence)
