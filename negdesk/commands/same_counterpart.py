"""Makes one of two counterparts that are the same one."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from negdesk.commands.rows import get
from negdesk.commands.setting_aside import keep_past
from negdesk.domain.counterpart import MERGED_FIELDS, log_place
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.database import Connection
from negdesk.storage.handing_over import hand_over, unite_roles
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import CounterpartRow


def merge_counterparts(session: Session, kept_id: int, other_id: int, taking: Sequence[str] = ()) -> None:
    """Bring all of the other counterpart over to the one that is kept, and take the other away.

    Of each of `MERGED_FIELDS` the kept one's is kept, or the other's where it had none, or where `taking` names it;
    what is not kept is set aside as what was said before. Refuses a person with an organisation.
    """
    kept, other = get(session, CounterpartRow, kept_id), get(session, CounterpartRow, other_id)
    if kept_id == other_id:
        raise Refusal(t("This is the one that is open. Choose another one that is the same."), "other")
    if kept.kind != other.kind:
        raise Refusal(
            t("One is a person and the other an organisation. Say first that both are the same kind."), "other"
        )
    connection = raw_connection(session)
    _check_draft(connection, other_id)
    for field in MERGED_FIELDS:
        _merge_field(session, kept, other, field, field in taking)
    if kept.organisation_id is None:
        kept.organisation_id = other.organisation_id
    kept.reminders_off = kept.reminders_off and other.reminders_off
    session.flush()
    unite_roles(connection, kept_id, other_id)
    hand_over(connection, "counterpart", kept_id, other_id)
    # Nobody is mentioned in an entry about themselves.
    connection.execute(
        "DELETE FROM mention WHERE counterpart_id = ?1"
        " AND log_entry_id IN (SELECT id FROM log_entry WHERE counterpart_id = ?1)",
        (kept_id,),
    )
    connection.execute("DELETE FROM counterpart WHERE id = ?", (other_id,))
    session.expire_all()


def _check_draft(connection: Connection, other_id: int) -> None:
    """What is typed in the other's line and not entered yet would have no line to stand in any more."""
    if connection.execute("SELECT 1 FROM draft WHERE place = ?", (log_place(other_id),)).fetchone() is not None:
        raise Refusal(t("Something is typed in the other one's log line and not entered yet. Enter it first."), "other")


def _merge_field(session: Session, kept: CounterpartRow, other: CounterpartRow, field: str, taken: bool) -> None:
    ours, theirs = getattr(kept, field), getattr(other, field)
    if ours == theirs:
        return
    take = theirs not in (None, "") and (taken or ours in (None, ""))
    left: Any = ours if take else theirs
    if take:
        setattr(kept, field, theirs)
    if left not in (None, ""):
        keep_past(session, "counterpart", kept.uid, field, left)
