"""Files kept with a negotiation or a counterpart. Each function is one gesture."""

from collections.abc import Sequence

from sqlmodel import Session

from negdesk.commands.rows import get, make
from negdesk.domain.attached_file import AttachedFile
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.clock import now_utc
from negdesk.storage.tables import AttachedFileRow, CounterpartRow, FileContentRow, NegotiationRow


def attach_file(
    session: Session, name: str, data: bytes, negotiation_id: int | None = None, counterpart_id: int | None = None
) -> int:
    """Keep a file with one negotiation or one counterpart; returns its number. Refuses one of more than 25 MB."""
    if (negotiation_id is None) == (counterpart_id is None):
        raise Refusal(t("A file belongs to a negotiation or to a counterpart."))
    if negotiation_id is not None:
        get(session, NegotiationRow, negotiation_id)
    if counterpart_id is not None:
        get(session, CounterpartRow, counterpart_id)
    row = make(
        session,
        AttachedFileRow,
        AttachedFile(name=name, size=len(data)),
        negotiation_id=negotiation_id,
        counterpart_id=counterpart_id,
        added_at=now_utc(),
    )
    session.add(FileContentRow(attached_file_id=row.row_id, bytes=data))
    return row.row_id


def attach_files(
    session: Session,
    files: Sequence[tuple[str, bytes]],
    negotiation_id: int | None = None,
    counterpart_id: int | None = None,
) -> list[int]:
    """Keep several files, each a name with its content, as `attach_file` does; returns their numbers."""
    return [attach_file(session, name, data, negotiation_id, counterpart_id) for name, data in files]


def bin_file(session: Session, file_id: int) -> None:
    """Put a file into the bin."""
    get(session, AttachedFileRow, file_id).binned_at = now_utc()


def restore_file(session: Session, file_id: int) -> None:
    """Take a file out of the bin, as it was."""
    get(session, AttachedFileRow, file_id).binned_at = None
