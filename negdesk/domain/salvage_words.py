"""What became of a table in a salvage, in words, for the window and the command line."""

from typing import Protocol

from negdesk.domain.wording import t, tn


class Salvaged(Protocol):
    """What a salvage tells of a table (see `negdesk.storage.salvage`)."""

    @property
    def brought(self) -> int: ...
    @property
    def lost(self) -> int: ...
    @property
    def more_lost(self) -> bool: ...
    @property
    def unsure(self) -> int: ...
    @property
    def let_go(self) -> int: ...
    @property
    def stand_ins(self) -> int: ...


def lost_words(table: Salvaged) -> str:
    """What did not come over as it was; empty where all did."""
    parts = []
    if table.lost:
        parts.append(tn("{n} could not be read", "{n} could not be read", table.lost))
    if table.more_lost:
        parts.append(t("some could not be read, how many nobody can tell"))
    if table.unsure:
        parts.append(tn("{n} left out, for it does not fit", "{n} left out, for they do not fit", table.unsure))
    if table.let_go:
        parts.append(tn("{n} named something missing", "{n} named something missing", table.let_go))
    if table.stand_ins:
        parts.append(tn("{n} stands in for a missing one", "{n} stand in for missing ones", table.stand_ins))
    return ", ".join(parts)
