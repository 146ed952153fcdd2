"""Brings back what a field said before an edit, or before two became one (`negdesk.commands.setting_aside`)."""

import json

from sqlmodel import Session

from negdesk.commands.entry_links import link_entry
from negdesk.commands.row_values import checked
from negdesk.commands.setting_aside import keep_past
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.library_content import library_shapes, row_of_uid, write_value
from negdesk.storage.sessions import raw_connection


def bring_back(session: Session, past_id: int) -> None:
    """Have a field say again what it said before; what it says now is kept in its turn.

    Refuses where the row is gone, where the field names another row, or where the row may no longer be so.
    """
    connection = raw_connection(session)
    past = connection.execute(
        "SELECT table_name, row_uid, field, value FROM merge_past WHERE id = ?", (past_id,)
    ).fetchone()
    if past is None:
        raise Refusal(t("This is no longer there. Undo gives back what was removed."))
    table, row_uid, field, value = past[0], past[1], past[2], json.loads(past[3])
    shape = next((shape for shape in library_shapes(connection) if shape.table == table), None)
    column = next((column for column in shape.columns if column.name == field), None) if shape is not None else None
    if shape is None or column is None or column.references or not isinstance(value, str | int | float | None):
        raise Refusal(t("This can be read here, but not brought back by itself."))
    row = row_of_uid(connection, shape, row_uid)
    if row is None:
        raise Refusal(t("This is no longer there. Undo gives back what was removed."))
    if row[field] == value:
        return
    try:
        new = checked(table, {**row, field: value})
    except (Refusal, ValueError) as error:
        raise Refusal(t("It no longer fits what stands beside it now, so it was left as it is.")) from error
    keep_past(session, table, row_uid, field, row[field])
    write_value(connection, shape, row_uid, field, new[field])
    if (table, field) == ("log_entry", "text"):
        link_entry(session, int(str(row["id"])), str(new[field]))
    session.expire_all()
