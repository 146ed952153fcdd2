"""The tags of a counterpart; those of a log entry stand in its text (`negdesk.commands.log`)."""

from sqlmodel import Session

from negdesk.commands.entry_links import drop_unused_tags, tag_number
from negdesk.commands.rows import get
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import CounterpartRow, new_uid


def set_tags(session: Session, counterpart_id: int, words: str) -> None:
    """Give a counterpart these tags and no others: ``price long-term``, ``#price, #long-term``.

    Raises `Refusal` where a word is no tag; then nothing changes.
    """
    get(session, CounterpartRow, counterpart_id)
    connection = raw_connection(session)
    wanted = {tag_number(session, word) for word in words.replace(",", " ").split()}
    held = {
        int(number)
        for (number,) in connection.execute(
            "SELECT tag_id FROM counterpart_tag WHERE counterpart_id = ?", (counterpart_id,)
        ).fetchall()
    }
    for number in sorted(wanted - held):
        connection.execute(
            "INSERT INTO counterpart_tag (uid, counterpart_id, tag_id) VALUES (?, ?, ?)",
            (new_uid(), counterpart_id, number),
        )
    for number in sorted(held - wanted):
        connection.execute(
            "DELETE FROM counterpart_tag WHERE counterpart_id = ? AND tag_id = ?", (counterpart_id, number)
        )
    if held - wanted:
        drop_unused_tags(session)
