"""What is typed in the line of a log and not yet written down, as the library keeps it."""

import json
from dataclasses import asdict, dataclass, fields

from negdesk.domain.counterpart import EntryKind


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
