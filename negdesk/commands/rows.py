"""Between a row and the domain value that says whether it may be so: finding, making, changing and ordering rows."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlmodel import Session, SQLModel

from negdesk.commands.statements import delete_row, insert_row, last_position, positions, row_columns, update_row
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.clock import local_moment, utc_text
from negdesk.storage.tables import Row

R = TypeVar("R", bound=Row)
V = TypeVar("V")


def get(session: Session, row_type: type[R], row_id: int) -> R:
    """The row with this number; refuses where it is gone, as after an undo in another window."""
    row = session.get(row_type, row_id)
    if row is None:
        raise _gone()
    return row


def columns(session: Session, row_type: type[Row], row_id: int) -> dict[str, Any]:
    """As `get`, but the row's columns without an object; refuses where it is gone."""
    held = row_columns(session, row_type, row_id)
    if held is None:
        raise _gone()
    return held


def make(session: Session, row_type: type[R], value: Any, **columns: Any) -> R:
    """Keep a domain value as a new row; `columns` are those the value does not know. The row is flushed."""
    row = row_type(**(_stored(row_type, value) | columns))
    session.add(row)
    session.flush()
    return row


def insert(session: Session, row_type: type[Row], value: Any, **columns: Any) -> int:
    """As `make`, but without an object for the row, which takes a fifth of the time; returns the row's number."""
    return insert_row(session, row_type, _stored(row_type, value) | columns)


def update(session: Session, row_type: type[Row], row_id: int, **columns: Any) -> bool:
    """Change columns of a row without an object for it; whether there is such a row."""
    return update_row(session, row_type, row_id, columns)


def delete(session: Session, row_type: type[Row], row_id: int) -> None:
    """Remove a row without an object for it, with what goes along with it."""
    delete_row(session, row_type, row_id)


def revise(row: Row, value_type: type[V], changes: Mapping[str, object]) -> V:
    """Check the row with `changes` through its domain value, and write what changed back; refuses as the value does."""
    value = value_type(**(_held(_columns_of(row), value_type) | dict(changes)))
    for column, content in _stored(type(row), value).items():
        if column != "id" and getattr(row, column) != content:
            setattr(row, column, content)
    return value


def amend(session: Session, row_type: type[Row], row_id: int, value_type: type[V], changes: Mapping[str, object]) -> V:
    """As `get` and `revise`, but without an object for the row: for what is done in the middle of a meeting."""
    held = columns(session, row_type, row_id)
    value = value_type(**(_held(held, value_type) | dict(changes)))
    changed = {name: content for name, content in _stored(row_type, value).items() if held[name] != content}
    if changed:
        update_row(session, row_type, row_id, changed)
    return value


def read(row: Row, value_type: type[V]) -> V:
    """The domain value that a row holds."""
    return value_type(**_held(_columns_of(row), value_type))


def next_position(session: Session, row_type: type[Row], **same: Any) -> int:
    """The position after the last one of the rows whose columns have these values."""
    last = last_position(session, row_type, same)
    return 0 if last is None else last + 1


def move(session: Session, row_type: type[Row], row_id: int, to: int, *same: str) -> None:
    """Put a row at index `to` among those that have the `same` columns as it, in their order; an index beyond either
    end is that end."""
    row = columns(session, row_type, row_id)
    held = positions(session, row_type, {name: row[name] for name in same})
    order = [each for each in held if each != row_id]
    order.insert(max(0, min(to, len(order))), row_id)
    for position, each in enumerate(order):
        if held[each] != position:
            update_row(session, row_type, each, {"position": position})


def _gone() -> Refusal:
    return Refusal(t("This is no longer there. Undo gives back what was removed."))


def _columns_of(row: Row) -> dict[str, Any]:
    """The columns that the row's object has."""
    return {name: getattr(row, name) for name in type(row).model_fields}


def _held(columns: Mapping[str, Any], value_type: type) -> dict[str, Any]:
    return {name: _as_domain(columns[name], hint) for name, hint in _hints(value_type).items() if name in columns}


def columns_of(row_type: type[SQLModel], value: Any) -> dict[str, Any]:
    """The columns that a domain value fills, as they are kept, for rows that are written many at once."""
    return _stored(row_type, value)


def _stored(row_type: type[SQLModel], value: Any) -> dict[str, Any]:
    """The columns of a domain value as they are kept: words for enums, ISO text for days, UTC text for moments."""
    columns = row_type.model_fields
    return {
        field.name: kept_form(getattr(value, field.name))
        for field in fields(value)
        if field.name in columns and field.name != "id"
    }


def kept_form(content: object) -> object:
    """A value's field as its column keeps it: the word of an enum, a day or moment as text; all else as it is."""
    if isinstance(content, StrEnum):
        return content.value
    if isinstance(content, datetime):
        # Only the hour that was agreed for a meeting has no zone: it is local, whatever zone the machine is in later.
        return utc_text(content) if content.tzinfo else content.isoformat(timespec="minutes")
    return content.isoformat() if isinstance(content, date) else content


def _as_domain(content: object, hint: object) -> object:
    """A column's content as the domain's type for it; a day, a moment or an enum may be optional there."""
    if not isinstance(content, str):
        return content
    for kind in _kinds(hint):
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind(content)
        if kind is datetime:
            return local_moment(content) if content.endswith("Z") else datetime.fromisoformat(content)
        if kind is date:
            return date.fromisoformat(content)
    return content


@cache
def field_kinds(value_type: type) -> dict[str, tuple[object, ...]]:
    """For each field of a domain value the types that it may have besides None."""
    return {name: _kinds(hint) for name, hint in _hints(value_type).items()}


def _kinds(hint: object) -> tuple[object, ...]:
    if get_origin(hint) in (Union, UnionType):
        return tuple(kind for kind in get_args(hint) if kind is not NoneType)
    return (hint,)


@cache
def _hints(value_type: type) -> dict[str, object]:
    named = get_type_hints(value_type)
    return {field.name: named[field.name] for field in fields(value_type)}
