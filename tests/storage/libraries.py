"""What tests of whole library files begin with and compare by."""

from negdesk import commands
from negdesk.desk import Desk
from negdesk.storage.backup import Access
from negdesk.storage.database import open_library
from negdesk.storage.encryption import library_digest
from negdesk.storage.integrity import check_library


def digest(access: Access) -> str:
    """What the library holds, in short; it opens and is whole."""
    database = open_library(access.path, access.key)
    try:
        assert check_library(database) == []
        return library_digest(database.connection)
    finally:
        database.close()


def fill(desk: Desk, people: int, entries: int) -> None:
    """So many people with so many entries each, two of which fill a page."""
    for number in range(people):
        person = desk.do(commands.counterpart.add_counterpart, f"Maria {number}")
        for entry in range(entries):
            desk.do(commands.log.write_entry, person, f"Said {entry} of {number} " + "and so on " * 150)
