"""Whether a library is whole: every page, every index, every row that another one belongs to."""

from sqlcipher3 import dbapi2

from negdesk.domain.wording import t, tn
from negdesk.storage.connection import is_damage
from negdesk.storage.database import Database


def check_library(database: Database) -> list[str]:
    """What is wrong with the library, a sentence each; nothing where it is whole. No value of a row is in them."""
    try:
        return _pages(database) + _structure(database)
    except dbapi2.DatabaseError as error:
        if not is_damage(error):
            raise
        return [t("Part of it cannot be read: it is not what was written.")]


def _pages(database: Database) -> list[str]:
    """Pages of an encrypted file whose seal does not fit."""
    if not database.encrypted:
        return []
    broken = len(database.connection.execute("PRAGMA cipher_integrity_check").fetchall())
    return [tn("{n} page is not what was written.", "{n} pages are not what was written.", broken)] if broken else []


def _structure(database: Database) -> list[str]:
    connection = database.connection
    found = []
    problems = [row for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
    if problems:
        found.append(tn("{n} place does not fit together.", "{n} places do not fit together.", len(problems)))
    strays = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if strays:
        found.append(tn("{n} row belongs to one that is gone.", "{n} rows belong to ones that are gone.", strays))
    return found
