"""The documented JSON format covers every table and column that the library has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from negdesk.exchange.library_schema import schema_text
from negdesk.queries.library_content import library_tables
from negdesk.storage.database import IN_MEMORY, Connection, open_library
from negdesk.storage.schema_upgrade import NEWEST

SCHEMA = Path(__file__).resolve().parents[2] / "resources" / "exchange" / "library.schema.json"


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    database = open_library(IN_MEMORY)
    yield database.connection
    database.close()


def test_the_schema_in_its_file_is_that_of_the_tables(connection: Connection) -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(NEWEST, library_tables(connection)), (
        "the tables changed: run python packaging/json_schema.py"
    )


def test_every_table_that_holds_what_a_person_wrote_can_go_out(connection: Connection) -> None:
    """A table without a uid is not written, not merged and not undone: such may only hold what is made of others,
    or what is typed and not yet entered, or count how often the library was saved."""
    made = {
        name
        for (name,) in connection.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'search%' AND name NOT IN ('draft', 'saving')"
        )
    }
    assert made == {shape.table for shape in library_tables(connection)}
