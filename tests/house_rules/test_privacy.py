"""Under the shield a sheet shows only what is marked open, whichever sheet it is and whoever adds a field tomorrow."""

import dataclasses
import inspect
import pkgutil
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from negdesk import queries
from negdesk.domain.privacy import MASK, masked, open_fields, shipped_fields
from negdesk.queries import papers_private, papers_shareable

CANARY = "a private word"


def sheets_of(module: object) -> list[type]:
    name = getattr(module, "__name__", "")
    return [
        each
        for _, each in inspect.getmembers(module, inspect.isclass)
        if dataclasses.is_dataclass(each) and each.__module__ == name and not each.__name__.startswith("_")
    ]


MODULES = [import_module(f"negdesk.queries.{found.name}") for found in pkgutil.iter_modules(queries.__path__)]
SHEETS = [sheet for module in MODULES for sheet in sheets_of(module)]
SHAREABLE = sheets_of(papers_shareable)


def filled(hint: Any, text: str) -> Any:
    """A value of this type in which every text is `text`."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return filled(inside[0], text)
    if origin in (Union, UnionType):
        return filled(next(each for each in inside if each is not NoneType), text)
    if origin is tuple:
        if len(inside) == 2 and inside[1] is Ellipsis:
            return (filled(inside[0], text), filled(inside[0], text))
        return tuple(filled(each, text) for each in inside)
    if origin in (dict,):
        return {filled(inside[0], text): filled(inside[1], text)}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return a_sheet(hint, text)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain: dict[Any, Any] = {
        str: text, int: 3, bool: True, Decimal: Decimal("12.5"), float: 0.5, date: date(2026, 11, 23), object: text,
        datetime: datetime(2026, 11, 23, 10, 2).astimezone(), frozenset: frozenset(),
        bytes: text.encode(), tuple: (), dict: {}, NoneType: None,
    }  # fmt: skip
    return plain[origin or hint]


def a_sheet(sheet: type, text: str) -> Any:
    hints = get_type_hints(sheet, include_extras=True)
    return sheet(**{field.name: filled(hints[field.name], text) for field in dataclasses.fields(sheet) if field.init})


def private_left(value: Any) -> list[str]:
    """The private fields of a masked sheet, and of those within it, that still say something."""
    if isinstance(value, tuple):
        return [name for each in value for name in private_left(each)]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return []
    left = []
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if field.name in open_fields(type(value)):
            left += private_left(held)
        elif held not in (MASK, "", None, ()):
            left.append(f"{type(value).__name__}.{field.name} = {held!r}")
    return left


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
class TestSheet:
    """Each sheet of each query."""

    def test_it_is_frozen(self, sheet: type) -> None:
        assert getattr(sheet, "__dataclass_params__").frozen  # noqa: B009  # the type checker does not know the name

    def test_masked_it_says_nothing_private(self, sheet: type) -> None:
        assert private_left(masked(a_sheet(sheet, CANARY))) == []

    def test_its_mask_is_as_long_whatever_was_said(self, sheet: type) -> None:
        def texts(value: Any) -> list[str]:
            if isinstance(value, tuple):
                return [text for each in value for text in texts(each)]
            if not dataclasses.is_dataclass(value) or isinstance(value, type):
                return []
            shown = open_fields(type(value))
            found = []
            for field in dataclasses.fields(value):
                held = getattr(value, field.name)
                found += texts(held) if field.name in shown else [held] if isinstance(held, str) else []
            return found

        assert texts(masked(a_sheet(sheet, "no"))) == texts(masked(a_sheet(sheet, CANARY * 40)))


def sheets_in(hint: Any) -> set[type]:
    """The sheets that a type speaks of."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return {hint}
    return {sheet for each in get_args(hint) for sheet in sheets_in(each)}


def seen_under_the_shield() -> list[type]:
    """What the queries of the screens answer, and every sheet within it that stays when the shield is on."""
    waiting = {
        sheet
        for module in MODULES
        if module is not papers_private
        for name, query in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and query.__module__ == module.__name__
        for answer in [get_type_hints(query).get("return")]
        if get_origin(answer) not in (list, dict)  # a query's own reading, which it makes sheets of
        for sheet in sheets_in(answer)
    }
    seen: set[type] = set()
    while waiting:
        sheet = waiting.pop()
        seen.add(sheet)
        hints = get_type_hints(sheet, include_extras=True)
        for name in open_fields(sheet):
            waiting |= sheets_in(hints[name]) - seen
    return sorted((sheet for sheet in seen if sheet in SHEETS), key=lambda sheet: sheet.__name__)


@pytest.mark.parametrize("sheet", seen_under_the_shield(), ids=lambda sheet: sheet.__name__)
def test_a_masked_field_still_fits_its_type(sheet: type) -> None:
    """A private number, day or sheet becomes None, so its type must allow that; a tuple becomes empty."""
    hints = get_type_hints(sheet, include_extras=True)
    bad = []
    for field in dataclasses.fields(sheet):
        hint = hints[field.name]
        if field.name in shipped_fields(sheet):
            hint = get_args(hint)[0]
        if field.name in open_fields(sheet) or hint is str or get_origin(hint) is tuple:
            continue
        if get_origin(hint) not in (Union, UnionType) or NoneType not in get_args(hint):
            bad.append(f"{field.name}: {hint}")
    assert bad == []


@pytest.mark.parametrize("sheet", SHAREABLE, ids=lambda sheet: sheet.__name__)
def test_a_paper_to_be_shared_has_no_private_field_at_all(sheet: type) -> None:
    assert open_fields(sheet) == {field.name for field in dataclasses.fields(sheet)}
    assert masked(a_sheet(sheet, CANARY)) == a_sheet(sheet, CANARY)


def test_the_sheets_were_found() -> None:
    assert len(SHEETS) > 40
    assert len(SHAREABLE) >= 2
