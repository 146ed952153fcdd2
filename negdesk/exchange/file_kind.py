"""What a file that comes in is: by its first bytes where they tell, else by its name."""

from enum import StrEnum
from pathlib import Path

from negdesk.exchange.plain_text import decoded, read_file
from negdesk.library_files import SUFFIX

_LOOKED_AT = 4096
_LIBRARY_HEAD = b"SQLite format 3\0"


class FileKind(StrEnum):
    """The kinds of file that can be taken in."""

    CARDS = "vcard"
    TABLE = "csv"
    JSON = "json"
    LIBRARY = "library"


_BY_ENDING = {".vcf": FileKind.CARDS, ".vcard": FileKind.CARDS, ".json": FileKind.JSON, SUFFIX: FileKind.LIBRARY}


def kind_of(path: Path) -> FileKind:
    """What a file is; what is nothing else is a table. Raises `Refusal` where it cannot be read."""
    head = read_file(path, part=_LOOKED_AT)
    if head.startswith(_LIBRARY_HEAD) or path.with_name(f"{path.name}.key").exists():
        return FileKind.LIBRARY
    ending = _BY_ENDING.get(path.suffix.lower())
    if ending is not None:
        return ending
    text = decoded(head).text.lstrip("\ufeff \t\r\n")
    if text[:11].upper() == "BEGIN:VCARD":
        return FileKind.CARDS
    return FileKind.JSON if text.startswith("{") else FileKind.TABLE
