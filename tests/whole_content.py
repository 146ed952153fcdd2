"""Everything that a library holds, in a form that compares and reads well when two differ."""

from typing import Any, TypeAlias

from negdesk.storage.database import Connection

Content: TypeAlias = dict[str, list[tuple[Any, ...]]]
"""For each table its rows in the order of their numbers."""


def whole_content(connection: Connection) -> Content:
    """All rows of all tables of the library file.

    What lives in memory beside it (the journal) is left out, and so are the search index, which is made of these rows,
    and how often the library was saved.
    """
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_%' AND name <> 'saving' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT * FROM main."{name}" ORDER BY rowid').fetchall()  # names are the schema's own
        for (name,) in names
    }
