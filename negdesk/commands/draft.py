"""What is typed and not yet entered. It is kept so that no crash loses it, but it is no step that undo takes back."""

import json
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from negdesk.domain.text import clean_text
from negdesk.storage.sessions import raw_connection

P = ParamSpec("P")
R = TypeVar("R")


def keep_draft(session: Session, place: str, text: str) -> None:
    """Keep what is typed at `place` (such as ``"meeting:4"``) in place of what was; an empty text keeps nothing."""
    connection = raw_connection(session)
    connection.execute("DELETE FROM draft WHERE place = ?", (place,))
    if text:
        connection.execute("INSERT INTO draft (place, text) VALUES (?, ?)", (place, clean_text(text, "text")))


def keep_typed(session: Session, place: str, text: str) -> None:
    """Keep what was typed into the field at `place` and refused there, letter by letter; an empty text keeps nothing.

    It is kept as JSON: whatever it is that a field does not take, and however long.
    """
    connection = raw_connection(session)
    connection.execute("DELETE FROM draft WHERE place = ?", (place,))
    if text:
        connection.execute("INSERT INTO draft (place, text) VALUES (?, ?)", (place, json.dumps(text)))


def entering(place: str, command: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
    """`command`, made of what was kept at `place`, which lets go of that as well: both are done, or neither."""

    def enter(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
        keep_draft(session, place, "")
        return command(session, *args, **kwargs)

    return enter
