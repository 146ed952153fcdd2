"""Reads all that the library holds, with the shape of its tables, from SQLite's own account of them."""

import re

from negdesk.domain.library_content import Column, LibraryContent, Record, Shape, Value
from negdesk.storage.change_journal import watched
from negdesk.storage.database import Connection
from negdesk.storage.schema_upgrade import NEWEST

_CHOICES = re.compile(r"CHECK \((\w+) IN \(([^()]*)\)\)")


def library_shapes(connection: Connection) -> tuple[Shape, ...]:
    """Every table whose rows have a uid, by name."""
    return tuple(_shape(connection, table) for table, _ in watched(connection))


def read_content(connection: Connection) -> LibraryContent:
    """All rows of all those tables, each table's in the order of their numbers."""
    shapes = library_shapes(connection)
    return LibraryContent(NEWEST, shapes, {shape.table: _rows(connection, shape) for shape in shapes})


def row_of_uid(connection: Connection, shape: Shape, uid: str) -> Record | None:
    """A row with its number and all its columns as the table keeps them; nothing where it is not there."""
    names = ("id", "uid", *(column.name for column in shape.columns))
    wanted = ", ".join(f'"{name}"' for name in names)
    row = connection.execute(f'SELECT {wanted} FROM main."{shape.table}" WHERE uid = ?', (uid,)).fetchone()
    return None if row is None else dict(zip(names, row, strict=True))


def write_value(connection: Connection, shape: Shape, uid: str, field: str, value: Value) -> None:
    """Have one field of a row say this; `field` must be one of the table's columns."""
    name = next(column.name for column in shape.columns if column.name == field)
    connection.execute(f'UPDATE main."{shape.table}" SET "{name}" = ? WHERE uid = ?', (value, uid))


def _shape(connection: Connection, table: str) -> Shape:
    made = connection.execute(
        "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    choices = {
        name: tuple(re.findall(r"'([^']*)'", words)) for name, words in _CHOICES.findall(made[0] if made else "")
    }
    references = {
        column: (target, on_delete == "CASCADE")
        for column, target, on_delete in connection.execute(
            'SELECT "from", "table", on_delete FROM pragma_foreign_key_list(?)', (table,)
        )
    }
    columns = tuple(
        Column(
            name,
            kind,
            bool(required),
            *references.get(name, ("", False)),
            choices.get(name, ()),
            not required or default is not None,
            _default(default),
        )
        for name, kind, required, default in connection.execute(
            'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)', (table,)
        )
        if name not in ("id", "uid")
    )
    return Shape(table, columns, _keys(connection, table))


def _default(written: str | None) -> Value:
    """A default as it stands in the SQL: a number or a text in quotation marks."""
    if written is None or written.upper() == "NULL":
        return None
    return written[1:-1].replace("''", "'") if written.startswith("'") else int(written)


def _keys(connection: Connection, table: str) -> tuple[tuple[str, ...], ...]:
    names = connection.execute(
        'SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0 ORDER BY name', (table,)
    ).fetchall()
    keys = [
        tuple(str(column) for (column,) in connection.execute("SELECT name FROM pragma_index_info(?)", (name,)))
        for (name,) in names
    ]
    return tuple(key for key in keys if key != ("uid",))


def _rows(connection: Connection, shape: Shape) -> tuple[Record, ...]:
    read, joins = ["t.uid"], []
    for number, column in enumerate(shape.columns):
        if column.references:
            read.append(f"r{number}.uid")
            joins.append(f' LEFT JOIN "{column.references}" r{number} ON r{number}.id = t."{column.name}"')
        else:
            read.append(f't."{column.name}"')
    names = ("uid", *(column.name for column in shape.columns))
    found = connection.execute(f'SELECT {", ".join(read)} FROM main."{shape.table}" t{"".join(joins)} ORDER BY t.id')
    return tuple(dict(zip(names, row, strict=True)) for row in found)
