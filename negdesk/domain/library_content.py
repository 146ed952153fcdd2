"""All that a library holds, in a form that is the same in every library: rows by their uid, in plain values.

It is what is written as JSON, read back, and merged. Which tables and columns there are is read from the library
itself, so a new one is covered without a word here.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

Value: TypeAlias = str | int | float | bytes | None
Record: TypeAlias = dict[str, Value]
"""A row: its uid and its columns in the table's order; a reference holds the uid of the row it names."""

BOOKS = ("field_change", "merge_past")
"""The tables that keep accounts of the others: when a field changed, and what a merge set aside."""

_UID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_CHANGE_UID = re.compile(r"[a-z_]{1,64}:[0-9A-Za-z_-]{1,64}:[a-z0-9_]{0,64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\dZ)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "BLOB": (bytes,)}
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the library's own SQL says: `kind` is SQLite's; `references` names a table, or nothing.

    A row `goes_along` with the one it names, if that is removed. `choices` are all the words it may hold, or
    empty where any will do. `default` is used where an older library did not have the column; it counts only with
    `has_default`.
    """

    name: str
    kind: str
    required: bool
    references: str = ""
    goes_along: bool = False
    choices: tuple[str, ...] = ()
    has_default: bool = False
    default: Value = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns without number and uid, and the sets of columns of which no two rows may say the same."""

    table: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...] = ()

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that name a row of some table."""
        return tuple(column for column in self.columns if column.references)


@dataclass(frozen=True, slots=True)
class LibraryContent:
    """The rows of every table in the order in which they were written down, and the schema's version."""

    version: int
    shapes: tuple[Shape, ...]
    rows: Mapping[str, tuple[Record, ...]]

    def count(self) -> int:
        """How many rows there are that a person wrote, accounts left out."""
        return sum(len(rows) for table, rows in self.rows.items() if table not in BOOKS)


def parents_first(shapes: Iterable[Shape]) -> list[Shape]:
    """The tables so that each comes after those it refers to; where they refer in a circle, by name."""
    by_name = {shape.table: shape for shape in shapes}
    graph = {
        name: {column.references for column in shape.references} - {name} & by_name.keys()
        for name, shape in sorted(by_name.items())
    }
    try:
        return [by_name[name] for name in TopologicalSorter(graph).static_order() if name in by_name]
    except CycleError:
        return [by_name[name] for name in sorted(by_name)]


def canonical(value: Value | Record) -> str:
    """A value, or a whole row, as one text that is the same everywhere: JSON, with bytes as ``{"base64": …}``."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def read_canonical(text: str) -> Value | Record:
    """The value, or the row, that `canonical` made this text of; nothing where it was none."""
    read = json.loads(text)
    if isinstance(read, dict) and set(read) != {"base64"}:
        return {str(name): _value(each) for name, each in read.items()}
    return _value(read)


def _value(read: object) -> Value:
    if isinstance(read, dict) and set(read) == {"base64"}:
        return b64decode(str(read["base64"]))
    return read if isinstance(read, str | int | float) else None


def _plain(value: Value | Record) -> object:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return {"base64": b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def check_content(content: LibraryContent) -> None:
    """Refuse what no library could hold: wrong types or words, days that are none, doubles, names of nothing."""
    uids = {shape.table: _check_uids(shape.table, content.rows.get(shape.table, ())) for shape in content.shapes}
    for shape in content.shapes:
        rows = content.rows.get(shape.table, ())
        for number, row in enumerate(rows):
            for column in shape.columns:
                trouble = _trouble(column, row[column.name])
                if not trouble and column.references and row[column.name] is not None:
                    found = row[column.name] in uids.get(column.references, set())
                    trouble = "" if found else t("it names something that is not in the file")
                if trouble:
                    raise unreadable(place(shape.table, number, column.name), trouble)
        for key in shape.keys:
            _check_key(shape.table, key, rows)


def place(table: str, number: int, column: str = "") -> str:
    """Where something stands in a file: ``counterpart[3].name``, counted from 0 as in JSON."""
    return f"{table}[{number}].{column}" if column else f"{table}[{number}]"


def unreadable(where: str, trouble: str) -> Refusal:
    """What is said of a file whose content cannot be so."""
    return Refusal(
        t("This file cannot be read: at {where} {trouble}. Nothing was changed.", where=where, trouble=trouble)
    )


def _check_uids(table: str, rows: Iterable[Record]) -> set[Value]:
    pattern = _CHANGE_UID if table == "field_change" else _UID
    seen: set[Value] = set()
    for number, row in enumerate(rows):
        uid = row["uid"]
        if not isinstance(uid, str) or not pattern.fullmatch(uid):
            raise unreadable(place(table, number, "uid"), t("there is no proper uid"))
        if uid in seen:
            raise unreadable(place(table, number, "uid"), t("the same uid comes twice"))
        seen.add(uid)
    return seen


def _check_key(table: str, key: tuple[str, ...], rows: Iterable[Record]) -> None:
    seen: set[tuple[Value, ...]] = set()
    for number, row in enumerate(rows):
        held = tuple(row[name] for name in key)
        if None not in held and held in seen:
            raise unreadable(place(table, number, key[-1]), t("the same comes twice where it may only come once"))
        seen.add(held)


def _trouble(column: Column, value: Value) -> str:
    """Why a column cannot hold this; empty where it can."""
    if value is None:
        return t("a value is missing") if column.required else ""
    if column.references:
        return "" if isinstance(value, str) else t("there is no proper uid")
    if not isinstance(value, _TYPES[column.kind]) or isinstance(value, bool):
        return t("there is a value of the wrong type")
    if isinstance(value, int) and abs(value) > _LARGEST:
        return t("the number is too large")
    if isinstance(value, str):
        return _trouble_of_text(column, value)
    return ""


def _trouble_of_text(column: Column, text: str) -> str:
    if column.choices and text not in column.choices:
        return t("there is a word that is not known here")
    if column.name.endswith("_at") and not _MOMENT.fullmatch(text):
        return t("there is no proper time")
    if column.name.endswith("_on") and not _DAY.fullmatch(text):
        return t("there is no proper day")
    if any("\ud800" <= char <= "\udfff" for char in text):
        return t("there is half a character")
    return ""


def rows_of(content: LibraryContent) -> Iterator[tuple[Shape, int, Record]]:
    """Every row with its table and its place in it."""
    for shape in content.shapes:
        for number, row in enumerate(content.rows.get(shape.table, ())):
            yield shape, number, row
