"""All that a library holds, for other formats and other libraries. It is private from end to end."""

from negdesk.domain.library_content import LibraryContent, Shape
from negdesk.storage.database import Connection
from negdesk.storage.library_content import library_shapes, read_content
from negdesk.storage.schema_upgrade import NEWEST


def library_content(connection: Connection) -> LibraryContent:
    """Every row of every table by its uid."""
    return read_content(connection)


def library_tables(connection: Connection) -> tuple[Shape, ...]:
    """Which tables and columns there are."""
    return library_shapes(connection)


def library_version(_connection: Connection) -> int:
    """The version of the tables."""
    return NEWEST
