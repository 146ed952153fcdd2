"""What SQLModel sees, what the frozen steps made and what the domain knows are the same columns."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from sqlalchemy import types
from sqlmodel import SQLModel

from negdesk.command_line import export
from negdesk.commands.row_values import VALUES, WITHOUT_VALUE
from negdesk.domain import library_content
from negdesk.queries import exchange_tables
from negdesk.storage import change_times, tables
from negdesk.storage.database import IN_MEMORY, Connection, open_library
from negdesk.storage.tables import Row

ROWS: dict[str, type[Row]] = {
    str(row.__tablename__): row
    for row in vars(tables).values()
    if isinstance(row, type) and issubclass(row, Row) and row is not Row
}

WITHOUT_ROW = {"draft", "saving"}
"""What is typed and not yet entered, and how often it was saved, is no fact of the library: undo and merging
pass it by."""

ANOTHER_SHAPE = {("template", "content"), ("agreement_version", "content")}
"""Kept as JSON, and a value of its own in the domain."""

KEPT_BESIDE = {"id", "uid", "position", "created_at", "binned_at"}
"""Columns by which rows are named, ordered, dated and thrown away; what they belong to (``…_id``) is such, too."""


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    database = open_library(IN_MEMORY)
    yield database.connection
    database.close()


def test_there_is_a_row_for_every_table(connection: Connection) -> None:
    made = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert {name for (name,) in made} - WITHOUT_ROW == set(ROWS)
    assert set(VALUES) | WITHOUT_VALUE == set(ROWS)


def test_what_a_start_has_no_time_to_ask_for_is_said_twice_alike() -> None:
    assert change_times.BOOKS == library_content.BOOKS
    assert export.TABLES == exchange_tables.TABLES


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_rows_columns_are_those_of_the_frozen_sql(connection: Connection, table: str) -> None:
    made = {
        name: (kind, bool(required or key))
        for name, kind, required, key in connection.execute(
            'SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,)
        )
    }
    seen = {
        column.name: (sql_type(column.type), not column.nullable) for column in SQLModel.metadata.tables[table].columns
    }
    assert seen == made


def sql_type(kind: types.TypeEngine[object]) -> str:
    if isinstance(kind, types.Integer | types.Boolean):
        return "INTEGER"
    if isinstance(kind, types.LargeBinary):
        return "BLOB"
    kept = kind.impl_instance if isinstance(kind, types.TypeDecorator) else kind
    assert isinstance(kept, types.String), kind
    return "TEXT"


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_rows_references_are_those_of_the_frozen_sql(connection: Connection, table: str) -> None:
    made = {
        (column, target)
        for column, target in connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    }
    seen = {
        (column.name, key.column.table.name)
        for column in SQLModel.metadata.tables[table].columns
        for key in column.foreign_keys
    }
    assert seen == made


@pytest.mark.parametrize("table", sorted(VALUES))
def test_a_row_holds_what_the_domain_value_says(table: str) -> None:
    columns = set(ROWS[table].model_fields)
    known = {field.name for field in fields(VALUES[table])}
    missing = {name for name in known - columns if (table, name) not in ANOTHER_SHAPE}
    assert missing == set(), "the value says what no column keeps"
    beside = {name for name in columns - known if name not in KEPT_BESIDE and not name.endswith("_id")}
    assert {name for name in beside if (table, name) not in ANOTHER_SHAPE} == set(), "a column no value checks"
