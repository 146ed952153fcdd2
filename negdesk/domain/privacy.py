"""What may be seen while the shield is on.

A sheet is private unless it says otherwise: a field is shown under the shield only where its type is ``Open[...]``.
So a field that someone adds and forgets about stays hidden.
"""

from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar, get_type_hints

T = TypeVar("T")

MASK = "•••"
_OPEN = "open"
Open: TypeAlias = Annotated[T, _OPEN]
"""Marks the type of a field which may be seen under the shield. What is nested in it is masked by its own marks."""

_SHIPPED = "shipped"
Shipped: TypeAlias = Annotated[T, _SHIPPED]
"""Marks the type of a text which may be seen under the shield where it is word for word one that ships with the
program, such as an item of a built-in checklist: it says nothing about anybody."""


@cache
def shipped_fields(sheet_type: type) -> frozenset[str]:
    """The names of the fields of a sheet type that stay readable where their text is one of the program's own."""
    hints = get_type_hints(sheet_type, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _SHIPPED in getattr(hint, "__metadata__", ()))


@cache
def open_fields(sheet_type: type) -> frozenset[str]:
    """The names of the fields of a sheet type that stay readable under the shield."""
    hints = get_type_hints(sheet_type, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _OPEN in getattr(hint, "__metadata__", ()))


def no_words() -> frozenset[str]:
    """No text at all counts as the program's own."""
    return frozenset()


def masked(value: T, shipped: Callable[[], Collection[str]] = no_words) -> T:
    """`value` as it may be shown while the shield is on; `shipped` tells the texts that ship with the program.

    A private text becomes a neutral mark of one length, whatever it said; an empty one stays empty. Every other private
    value becomes ``None`` or an empty tuple. Values that are no sheets are returned as they are.
    """
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(masked(each, shipped) for each in value)  # type: ignore[return-value]  # same shape, element by element
    if not is_dataclass(value) or isinstance(value, type):
        return value
    sheet_type: Any = type(value)
    changes = {}
    for name in (field.name for field in fields(value)):
        held = getattr(value, name)
        changes[name] = masked(held, shipped) if _keeps(sheet_type, name, held, shipped) else _hidden(held)
    return replace(value, **changes)


def masked_after(value: T, before: T, shown: T, shipped: Callable[[], Collection[str]] = no_words) -> T:
    """As `masked`, where `shown` is `before` masked: what is the same object in both is not masked anew."""
    if value is before:
        return shown
    if isinstance(value, tuple) and isinstance(before, tuple) and isinstance(shown, tuple):
        if len(shown) != len(before) or hasattr(value, "_fields"):
            return masked(value, shipped)
        done = {id(old): mask for old, mask in zip(before, shown, strict=True)}
        beside = (*before, *(None,) * (len(value) - len(before)))
        return tuple(  # type: ignore[return-value]  # same shape, element by element
            done[id(each)] if id(each) in done else masked_after(each, old, done.get(id(old)), shipped)
            for each, old in zip(value, beside, strict=False)
        )
    if not is_dataclass(value) or type(before) is not type(value) or type(shown) is not type(value):
        return masked(value, shipped)
    sheet_type: Any = type(value)
    changes = {}
    for name in (field.name for field in fields(value)):
        held, old = getattr(value, name), getattr(before, name)
        if held is not old:
            keeps = _keeps(sheet_type, name, held, shipped)
            changes[name] = masked_after(held, old, getattr(shown, name), shipped) if keeps else _hidden(held)
    return replace(shown, **changes)  # type: ignore[type-var]  # it is a sheet, as `value` is


def _keeps(sheet_type: Any, name: str, held: object, shipped: Callable[[], Collection[str]]) -> bool:
    """Whether a field of a sheet stays readable; what is nested in it is masked by its own marks."""
    return name in open_fields(sheet_type) or (name in shipped_fields(sheet_type) and held in shipped())


def _hidden(held: object) -> object:
    if isinstance(held, str) and type(held) is str:
        return MASK if held else ""
    return () if isinstance(held, tuple) else None
