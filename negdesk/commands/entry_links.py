"""What the words of a log entry link it to: its tags, and the counterparts that it mentions."""

from collections.abc import Sequence

from sqlmodel import Session

from negdesk.commands.rows import insert
from negdesk.domain.tag import Mention, Tag, fold, mentions_in, tags_in
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import MentionRow, TagRow, new_uid


def link_entry(session: Session, entry_id: int, text: str, chosen: Sequence[int] = ()) -> None:
    """Keep what `text` tags and mentions, and no more; of several counterparts of one name those `chosen`.

    Whoever was mentioned before stays so while that name stands in the text, even if they are called otherwise by now.
    """
    connection = raw_connection(session)
    if "#" in text or connection.execute("SELECT 1 FROM entry_tag WHERE log_entry_id = ?", (entry_id,)).fetchone():
        _link_tags(session, entry_id, text)
    if "@" in text or connection.execute("SELECT 1 FROM mention WHERE log_entry_id = ?", (entry_id,)).fetchone():
        _link_mentions(session, entry_id, text, chosen)


def tag_number(session: Session, name: str) -> int:
    """The number of the tag of this name, which is made where there is none. Raises `Refusal` where it is no tag."""
    tag = Tag.named(name)
    known = raw_connection(session).execute("SELECT id FROM tag WHERE folded = ?", (tag.folded,)).fetchone()
    return int(known[0]) if known is not None else insert(session, TagRow, tag)


def drop_unused_tags(session: Session) -> None:
    """Take away the tags that nothing has any more."""
    raw_connection(session).execute(
        "DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM entry_tag)"
        " AND id NOT IN (SELECT tag_id FROM counterpart_tag)"
    )


def _link_tags(session: Session, entry_id: int, text: str) -> None:
    connection = raw_connection(session)
    wanted = {tag_number(session, sign.word) for sign in tags_in(text)}
    had = connection.execute("SELECT tag_id FROM entry_tag WHERE log_entry_id = ?", (entry_id,)).fetchall()
    held = {int(number) for (number,) in had}
    for number in sorted(wanted - held):
        connection.execute(
            "INSERT INTO entry_tag (uid, log_entry_id, tag_id) VALUES (?, ?, ?)",
            (new_uid(), entry_id, number),
        )
    for number in held - wanted:
        connection.execute("DELETE FROM entry_tag WHERE log_entry_id = ? AND tag_id = ?", (entry_id, number))
    if held - wanted:
        drop_unused_tags(session)


def _link_mentions(session: Session, entry_id: int, text: str, chosen: Sequence[int]) -> None:
    connection = raw_connection(session)
    held = connection.execute("SELECT id, counterpart_id, name FROM mention WHERE log_entry_id = ?", (entry_id,))
    before = {int(who): (int(number), name) for number, who, name in held.fetchall()}
    called: dict[str, list[int]] = {}
    for who, (_, name) in before.items():
        called.setdefault(fold(name), []).append(who)
    # Who was chosen comes first, then who is of the same organisation as the one that the entry is about.
    for number, name in connection.execute(
        "SELECT c.id, c.name FROM counterpart c, log_entry e JOIN counterpart a ON a.id = e.counterpart_id"
        " WHERE e.id = ? AND c.binned_at IS NULL AND c.id <> e.counterpart_id ORDER BY"
        " coalesce(c.organisation_id, 0) NOT IN (coalesce(a.organisation_id, -1), a.id), c.id",
        (entry_id,),
    ).fetchall():
        place = called.setdefault(fold(name), [])
        if number not in place:
            place.insert(0 if number in chosen else len(place), int(number))
    wanted = {called[fold(sign.word)][0]: sign.word for sign in mentions_in(text, called)}
    for who, name in wanted.items():
        if who not in before:
            insert(session, MentionRow, Mention(name), log_entry_id=entry_id, counterpart_id=who)
    for who, (number, _) in before.items():
        if who not in wanted:
            connection.execute("DELETE FROM mention WHERE id = ?", (number,))
