"""A file kept with a negotiation or a counterpart: an offer letter, a price list."""

from dataclasses import dataclass
from datetime import datetime

from negdesk.domain.checking import keep
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT, clean_line
from negdesk.domain.wording import t

LARGEST_BYTES = 25 * 1024 * 1024

_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
"""What Windows does not take in a file's name; a slash would lead into another folder everywhere."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file by its name and size (bytes). The name is one that every system takes, without a folder."""

    name: str
    size: int
    note: str = ""
    added_at: datetime | None = None

    def __post_init__(self) -> None:
        keep(self, name=file_name(self.name), note=clean_line(self.note, "note"))
        if self.size > LARGEST_BYTES:
            raise Refusal(
                t(
                    "“{name}” is larger than 25 MB. Keep it where it is and note here where that is.",
                    name=self.name,
                ),
                "size",
            )


def file_name(name: str) -> str:
    """`name` as the name of a file on any system: without a folder, and without signs that some system refuses."""
    last = clean_line(name.replace("\\", "/").rsplit("/", 1)[-1], "name", limit=10_000)
    plain = "".join("_" if sign in _NOT_IN_NAMES else sign for sign in last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > NAME_LIMIT and dot and len(ending) < 20:
        plain = stem[: NAME_LIMIT - len(ending) - 1] + dot + ending
    return plain[:NAME_LIMIT] or t("file")
