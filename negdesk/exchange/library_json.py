"""The whole library as JSON, and back: equal to the last field. ``resources/exchange`` has its JSON Schema.

Written twice it is the same to the byte. Rows stand in the order in which they were written down, by which screens
order what happened in the same second, and name each other by their uids, which are the same in every library.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from math import isfinite
from typing import Any

from negdesk.domain.library_content import Column, LibraryContent, Record, Shape, Value, place, unreadable
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

FORMAT = "negdesk-library"
MOST_BYTES = 2048 * 1024 * 1024
"""A file larger than this is not read: no library that people keep comes near it."""

_HEAD = ("format", "version", "tables")


def library_json(content: LibraryContent) -> bytes:
    """The library as UTF-8, one row a line, so that two exports can be compared line by line."""
    tables = (f' "{shape.table}": [{_lines(content.rows[shape.table])}]' for shape in content.shapes)
    start = f'{{"format": "{FORMAT}", "version": {content.version}, "tables": {{\n'
    return (start + ",\n".join(tables) + "\n}}\n").encode()


def _lines(rows: Iterable[Record]) -> str:
    lines = [f"  {json.dumps(row, ensure_ascii=False, default=_blob)}" for row in rows]
    return "\n" + ",\n".join(lines) + "\n " if lines else ""


def _blob(value: object) -> object:
    assert isinstance(value, bytes)
    return {"base64": b64encode(value).decode("ascii")}


def read_library_json(data: bytes, version: int, shapes: tuple[Shape, ...]) -> LibraryContent:
    """What such a file holds, in the shape of this program's own libraries (`version`, `shapes`).

    What an older program did not know yet gets its default. Raises `Refusal` with a sentence that says where and why;
    whether rows may be so is for whoever takes them in to say.
    """
    if len(data) > MOST_BYTES:
        raise Refusal(t("This file is too large: at most {n} MB can be read.", n=MOST_BYTES // 1024 // 1024))
    whole = _parsed(data)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise Refusal(t("This is not a library that NegDesk wrote as JSON. Choose another file."))
    if set(whole) != set(_HEAD) or not isinstance(whole["tables"], dict):
        raise unreadable(t("the file's beginning"), t("there is something else than expected"))
    written_by = whole["version"]
    if not isinstance(written_by, int) or isinstance(written_by, bool) or written_by < 1:
        raise unreadable("version", t("there is a value of the wrong type"))
    if written_by > version:
        raise Refusal(t("This file was written by a newer NegDesk. Update NegDesk, then read it again."))
    known = {shape.table: shape for shape in shapes}
    for name in whole["tables"]:
        if name not in known:
            raise unreadable(name[:80], t("there is a table that is not known here"))
    tables = whole["tables"]
    return LibraryContent(
        version, shapes, {name: _read_rows(shape, tables.get(name, [])) for name, shape in known.items()}
    )


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Refusal(t("This file is not JSON: it is not written in UTF-8. Choose another file.")) from None
    except RecursionError:
        raise Refusal(t("This file is not a library: it is nested too deeply. Choose another file.")) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        if line:
            raise Refusal(
                t("This file is not JSON: line {line} cannot be read. Choose another file.", line=line)
            ) from None
        raise Refusal(t("This file is not JSON that can be read. Choose another file.")) from None


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _read_rows(shape: Shape, rows: Any) -> tuple[Record, ...]:
    if not isinstance(rows, list):
        raise unreadable(shape.table, t("there is no list of rows"))
    columns = {column.name: column for column in shape.columns}
    return tuple(_read_row(shape, columns, row, number) for number, row in enumerate(rows))


def _read_row(shape: Shape, columns: dict[str, Column], row: Any, number: int) -> Record:
    if not isinstance(row, dict):
        raise unreadable(place(shape.table, number), t("there is no row"))
    for name in row:
        if name not in columns and name != "uid":
            raise unreadable(place(shape.table, number, name[:80]), t("there is a field that is not known here"))
    read: Record = {"uid": _value(row.get("uid"), place(shape.table, number, "uid"))}
    for name, column in columns.items():
        if name in row:
            read[name] = _value(row[name], place(shape.table, number, name))
        elif column.has_default:
            read[name] = column.default
        else:
            raise unreadable(place(shape.table, number, name), t("a value is missing"))
    return read


def _value(value: Any, where: str) -> Value:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    if isinstance(value, dict) and set(value) == {"base64"} and isinstance(value["base64"], str):
        try:
            return b64decode(value["base64"], validate=True)
        except (NotBase64, ValueError):
            raise unreadable(where, t("there is no proper base64")) from None
    raise unreadable(where, t("there is a value of the wrong type"))
