"""What is typed in the line of a log and not yet written down: kept in the library until it is."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields

from PySide6.QtCore import QObject, QTimer

from negdesk import commands
from negdesk.desktop.controls.settling import SETTLE_MS, TRY_AGAIN_MS
from negdesk.desktop.shell import Shell
from negdesk.domain.counterpart import EntryKind, log_place
from negdesk.domain.refusal import Refusal
from negdesk.queries.draft import draft_at


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is being written: its words, and what is set of it besides. A day is kept as it was typed."""

    text: str = ""
    kind: str = EntryKind.NOTE.value
    rapport: int = 0
    value: int = 0
    day: str = ""
    negotiation: str = ""

    def kept(self) -> str:
        """The draft as the library keeps it; nothing where nothing is written."""
        return json.dumps(asdict(self), ensure_ascii=False) if self.text.strip() else ""

    @classmethod
    def read(cls, kept: str) -> "Draft":
        """The draft that was kept; what cannot be read as one is the words of a note."""
        try:
            held = json.loads(kept) if kept else {}
            known = {field.name: type(field.default) for field in fields(cls)}
            if not isinstance(held, dict) or any(type(held.get(name)) is not known[name] for name in held):
                return cls(kept)
            draft = cls(**held)
            EntryKind(draft.kind)
        except (ValueError, KeyError, TypeError):
            return cls(kept)
        return draft


class DraftKeeping(QObject):
    """Keeps the draft of one counterpart at a time, within half a second of typing; `say` tells why it cannot be."""

    def __init__(self, shell: Shell, parent: QObject, read: Callable[[], Draft], say: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._shell, self._read, self._say = shell, read, say
        self._counterpart_id = 0
        self._kept = ""
        self._trouble = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.keep)

    def begin(self, counterpart_id: int) -> Draft:
        """Keep what is typed about this one from now on; returns what was typed about them before."""
        self._counterpart_id = counterpart_id
        self._kept = self._shell.desk.ask(draft_at, log_place(counterpart_id))
        return Draft.read(self._kept)

    def typed(self) -> None:
        """Something was typed."""
        self._settling.start()

    def keep(self) -> None:
        """Keep now what is typed, where that has changed."""
        self._settling.stop()
        kept = self._read().kept()
        if not self._counterpart_id or kept == self._kept:
            return
        try:
            self._shell.try_do(commands.draft.keep_draft, log_place(self._counterpart_id), kept)
        except Refusal as refusal:  # too long, or the disk is full: it stays in the line all the same
            self._trouble = True
            self._say(refusal.sentence)
            if refusal.offers == "try again":
                QTimer.singleShot(TRY_AGAIN_MS, self, self.keep)
            return
        self._kept = kept
        if self._trouble:
            self._trouble = False
            self._say("")

    def written(self) -> None:
        """The draft became an entry, which took it out of the library."""
        self._settling.stop()
        self._kept = ""

    @property
    def unkept(self) -> bool:
        """Whether something is typed that the library does not have yet."""
        return self._read().kept() != self._kept
