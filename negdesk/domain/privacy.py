"""What may be seen while the shield is on.

A sheet is private unless it says otherwise: a field is shown under the shield only where its type is ``Open[...]``.
So a field that someone adds and forgets about stays hidden.
"""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar, get_type_hints

T = TypeVar("T")

MASK = "•••"
_OPEN = "open"
Open: TypeAlias = Annotated[T, _OPEN]
"""Marks the type of a field which may be seen under the shield. What is nested in it is masked by its own marks."""


@cache
def open_fields(sheet_type: type) -> frozenset[str]:
    """The names of the fields of a sheet type that stay readable under the shield."""
    hints = get_type_hints(sheet_type, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _OPEN in getattr(hint, "__metadata__", ()))


def masked(value: T) -> T:
    """`value` as it may be shown while the shield is on.

    A private text becomes a neutral mark of one length, whatever it said; an empty one stays empty. Every other private
    value becomes ``None`` or an empty tuple. Values that are no sheets are returned as they are.
    """
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(masked(each) for each in value)  # type: ignore[return-value]  # same shape, element by element
    if not is_dataclass(value) or isinstance(value, type):
        return value
    shown = open_fields(type(value))
    changes: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        changes[field.name] = masked(held) if field.name in shown else _hidden(held)
    return replace(value, **changes)


def _hidden(held: object) -> object:
    if isinstance(held, str) and type(held) is str:
        return MASK if held else ""
    return () if isinstance(held, tuple) else None
