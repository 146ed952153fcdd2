"""A sheet in which one types: what stands in it is kept in the library until it is entered or given up."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from negdesk import commands
from negdesk.desktop.coming_back import read_kept
from negdesk.desktop.controls.line_field import LineField
from negdesk.desktop.draft_keeping import DraftKeeping
from negdesk.desktop.sheet_dialog import SheetDialog
from negdesk.desktop.shell import Shell
from negdesk.domain.refusal import Refusal
from negdesk.queries.draft import draft_at


@dataclass(frozen=True, slots=True)
class _Part:
    read: Callable[[], Any]
    write: Callable[[Any], object]
    first: Any
    """What it said before anything was typed."""


class KeptSheet(SheetDialog):
    """What `hold` was told of is kept within half a second of typing, and at once when the library is closed or locked.

    Escape and the button that leaves give it up; in a sheet that `waits` it stands there again the next time. A sheet
    that was open when the library was closed, locked or lost comes back by itself (see the module `coming_back`).
    `_say` shows the sentence why something could not be kept.

    `kept_at` is where: see `sheet_place`. What the sheet is for is done by ``commands.draft.entering(kept_at, …)``,
    which lets go of what was kept in the same transaction.
    """

    def __init__(
        self, shell: Shell, parent: QWidget, title: str, kept_at: str, *, width: int = 520, waits: bool = False
    ) -> None:
        super().__init__(parent, title, width)
        self._shell = shell
        self._waits = waits
        self._going = self._goes_on = False
        self._parts: dict[str, _Part] = {}
        self.kept_at = kept_at
        self._drafts = DraftKeeping(shell, self, lambda: self._text(open_=True), self._say)
        if waits:  # before a field sees it, which would give back what it said before its last letters
            QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self, self.reject)

    def hold(self, name: str, read: Callable[[], Any], write: Callable[[Any], object], changed: SignalInstance) -> None:
        """Keep what `read` gives, which is a text, a number, a yes or no, or a list of numbers, under this name."""
        self._parts[name] = _Part(read, write, read())
        changed.connect(lambda *_what: self._drafts.typed())

    def hold_line(self, name: str, line: QLineEdit | LineField) -> None:
        """Keep what is typed in a line; of a day that was understood the day, for "Friday" is another one next week."""
        if isinstance(line, LineField):
            field = line
            self.hold(
                name, lambda: field.text() if field.pending else field.settling.shown, line.write, line.edit.textChanged
            )
        else:
            self.hold(name, line.text, line.setText, line.textChanged)

    def take_up(self) -> None:
        """Have what was kept stand in the sheet again; called once all of it is held."""
        if self._shell.desk.read_only:
            return  # nothing can be kept, and nothing be done
        kept = self._drafts.begin(self.kept_at)
        for name, value in read_kept(kept)[1].items():
            part = self._parts.get(name)
            if part is not None and type(value) is type(part.first):
                part.write(value)
        self._goes_on = bool(kept)

    def open(self) -> None:
        """Show the sheet; where something was kept the cursor stands behind it."""
        super().open()
        line = self.focusWidget()
        if self._goes_on and isinstance(line, QLineEdit):
            line.end(False)  # a dialog that is shown marks all that stands there, to be typed over

    def flush(self) -> None:
        """Keep now what is typed."""
        self._drafts.keep()

    def unkept_text(self) -> str:
        """What would be gone with the sheet where it cannot be kept."""
        texts = [part.read() for part in self._parts.values()] if self._drafts.unkept else []
        return "\n".join(text for text in texts if isinstance(text, str) and text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It is closed with its library, or by the system's button; what cannot be kept keeps it open."""
        self.flush()
        if self._drafts.unkept:
            event.ignore()
            return
        self._going = True
        super().closeEvent(event)

    def done(self, result: int) -> None:
        left = "" if not self._waits else self._text(open_=False)
        self._drafts.end()
        if self._going:
            # One is asked to close before the window is, when the system ends the program: only if the library is
            # still there a moment later was it the sheet alone that was left.
            QTimer.singleShot(0, self._shell, lambda shell=self._shell, at=self.kept_at: _leave(shell, at, left))
        elif result != QDialog.DialogCode.Accepted:  # what it was entered by let go of what was kept
            _leave(self._shell, self.kept_at, left)
        super().done(result)

    def _say(self, sentence: str) -> None:
        raise TypeError(self)

    def _text(self, open_: bool) -> str:
        """What is kept: whether the sheet is open, and all that is not as it was at first; nothing where all is."""
        said = {name: part.read() for name, part in self._parts.items()}
        typed = {name: value for name, value in said.items() if value != self._parts[name].first}
        return json.dumps([open_, typed]) if typed else ""


def _leave(shell: Shell, place: str, text: str) -> None:
    """Keep this at the place of a sheet that was left, where the library is still open."""
    if not shell.desk.closed and shell.desk.ask(draft_at, place) != text:
        with suppress(Refusal):
            shell.try_do(commands.draft.keep_draft, place, text)
