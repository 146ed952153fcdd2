"""What is typed and not yet entered. It is kept so that no crash loses it, but it is no step that undo takes back."""

from sqlmodel import Session

from negdesk.domain.text import clean_text
from negdesk.storage.sessions import raw_connection


def keep_draft(session: Session, place: str, text: str) -> None:
    """Keep what is typed at `place` (such as ``"meeting:4"``) in place of what was; an empty text keeps nothing."""
    connection = raw_connection(session)
    connection.execute("DELETE FROM draft WHERE place = ?", (place,))
    if text:
        connection.execute("INSERT INTO draft (place, text) VALUES (?, ?)", (place, clean_text(text, "text")))
