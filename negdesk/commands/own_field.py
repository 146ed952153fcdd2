"""What one wants to know of a counterpart under names of one's own. Each function is one gesture."""

from typing import TypedDict, Unpack

from sqlmodel import Session

from negdesk.commands.rows import get, make, move, next_position, revise
from negdesk.domain.counterpart import OwnField
from negdesk.storage.tables import CounterpartRow, OwnFieldRow


class OwnFieldChanges(TypedDict, total=False):
    """What may change in an own field; what is not passed stays."""

    name: str
    text: str


def add_own_field(session: Session, counterpart_id: int, name: str, text: str = "") -> int:
    """Write down something more of a counterpart, after what is there; returns its number."""
    get(session, CounterpartRow, counterpart_id)
    position = next_position(session, OwnFieldRow, counterpart_id=counterpart_id)
    field = OwnField(name=name, text=text, position=position)
    return make(session, OwnFieldRow, field, counterpart_id=counterpart_id).row_id


def edit_own_field(session: Session, own_field_id: int, **changes: Unpack[OwnFieldChanges]) -> None:
    """Change what is passed of an own field."""
    revise(get(session, OwnFieldRow, own_field_id), OwnField, changes)


def remove_own_field(session: Session, own_field_id: int) -> None:
    """Take an own field away; undo gives it back."""
    session.delete(get(session, OwnFieldRow, own_field_id))


def move_own_field(session: Session, own_field_id: int, to: int) -> None:
    """Put an own field at index `to` of its counterpart's."""
    move(session, OwnFieldRow, own_field_id, to, "counterpart_id")
