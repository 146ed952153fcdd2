"""What the search index of a library holds, and what it should hold."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from negdesk.desk import Desk
from negdesk.storage import search_index
from negdesk.storage.database import Connection, open_library


def index_content(connection: Connection) -> list[tuple[Any, ...]]:
    """Every word of the index with its entry and its place in it."""
    connection.execute("CREATE VIRTUAL TABLE temp.search_words USING fts5vocab('main', 'search_index', 'instance')")
    try:
        words = "SELECT doc, term, offset FROM temp.search_words ORDER BY doc, offset, term"
        return connection.execute(words).fetchall()
    finally:
        connection.execute("DROP TABLE temp.search_words")


def made_anew(connection: Connection) -> list[tuple[Any, ...]]:
    """What the index would hold if it were made of the library's rows now, in a copy of the file."""
    with TemporaryDirectory(prefix="negdesk-index-") as folder:
        copy = Path(folder) / "copy.negdesk"
        connection.execute("VACUUM INTO ?", (str(copy),))
        database = open_library(copy)
        try:
            with database.transaction():
                search_index.renew(database.connection)
            return index_content(database.connection)
        finally:
            database.close()


def check_index(desk: Desk) -> None:
    """The index that was kept by the triggers is the one that would be made now."""
    assert desk.ask(index_content) == desk.ask(made_anew)
