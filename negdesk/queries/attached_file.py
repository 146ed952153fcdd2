"""The files kept with a negotiation or a counterpart."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.privacy import Open
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection

MOST = 500


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its name, size in bytes, what it is, and the day it came."""

    id: Open[int]
    name: str
    size: int | None
    note: str
    added_on: date | None


def files_of_negotiation(connection: Connection, negotiation_id: int) -> tuple[FileLine, ...]:
    """The files of a negotiation, the newest first."""
    return _files(connection, "negotiation_id", negotiation_id)


def files_of_counterpart(connection: Connection, counterpart_id: int) -> tuple[FileLine, ...]:
    """The files of a counterpart, the newest first."""
    return _files(connection, "counterpart_id", counterpart_id)


def file_bytes(connection: Connection, file_id: int) -> bytes:
    """What is in a file; refuses where it is gone."""
    found = connection.execute("SELECT bytes FROM file_content WHERE attached_file_id = ?", (file_id,)).fetchone()
    if found is None:
        raise Refusal(t("This is no longer there. Undo gives back what was removed."))
    return bytes(found[0])


def _files(connection: Connection, column: str, number: int) -> tuple[FileLine, ...]:
    found = connection.execute(
        f"SELECT id, name, size, note, added_at FROM attached_file WHERE {column} = ? AND binned_at IS NULL"
        " ORDER BY added_at DESC, id DESC LIMIT ?",
        (number, MOST),
    )
    return tuple(
        FileLine(file_id, name, size, note, local_moment(at).date()) for file_id, name, size, note, at in found
    )
