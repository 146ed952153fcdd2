"""A copy of a damaged library that is read row by row, whatever of it can be read."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.backup import Access
from negdesk.storage.connection import PAGE_BYTES, connect
from negdesk.storage.key_file import envelopes_beside
from negdesk.storage.schema_mending import begins_right, find_lost_tables, mend_pages

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey


class DamagedCopy:
    """Reads on one connection; what was damaged is met where it is, and what is beyond it is read all the same.

    Of the tables named in `partly` there may be rows elsewhere in the file that nothing leads to any more.
    """

    def __init__(self, copy: Path, key: "LibraryKey | None", salt: bytes, partly: frozenset[str] = frozenset()) -> None:
        self.salt = salt
        self.partly = partly
        self._connection = connect(copy, key, salt=salt)
        with suppress(dbapi2.DatabaseError):  # whoever reads will hear of it
            self._connection.execute("PRAGMA writable_schema = ON")  # so that a cut off file is read all the same
            self._connection.execute("PRAGMA cell_size_check = ON")
            self._connection.execute("PRAGMA trusted_schema = OFF")

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows. Raises `dbapi2.DatabaseError` where one of them cannot be read."""
        return self._connection.execute(sql, values).fetchall()

    def until_damage(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...] | None]:
        """The rows one after the other; nothing, and the end, where one cannot be read."""
        try:
            yield from self._connection.execute(sql, values)
        except (dbapi2.DatabaseError, UnicodeDecodeError):
            yield None

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()


def open_copy(damaged: Access, folder: Path) -> DamagedCopy:
    """A copy of the damaged file and its log in `folder`, opened with the salt that its seals fit.

    Raises `Refusal` where not one table can be found.
    """
    copy = folder / "damaged"
    for ending in ("", "-wal"):
        beside = Path(f"{damaged.path}{ending}")
        if beside.exists():
            shutil.copyfile(beside, f"{copy}{ending}")
    # A page that was cut in two would be read with zeros for the rest of it, and a plain library's texts end in them.
    os.truncate(copy, copy.stat().st_size // PAGE_BYTES * PAGE_BYTES)
    # The salt is at the head of the file, and may be what was damaged: the key file knows it, too.
    known = [bytes.fromhex(each.salt) for each in envelopes_beside(damaged.path)] if damaged.key else []
    for salt in dict.fromkeys((damaged.salt, *known)):
        partly = _mend(copy, damaged.key, salt)
        source = DamagedCopy(copy, damaged.key, salt, partly)
        with suppress(dbapi2.DatabaseError):
            if source.rows("SELECT name FROM sqlite_schema LIMIT 1"):
                return source
        source.close()
    raise Refusal(
        t(
            "Nothing of {name} can be read: the part that says where everything is, is gone. Bring back a backup.",
            name=damaged.path.name,
        )
    )


def _mend(copy: Path, key: "LibraryKey | None", salt: bytes) -> frozenset[str]:
    """Settle the copy's log of changes into it, and have it be read past what is damaged; not with another key.

    Returns the tables of which only part may have been found.
    """
    with suppress(dbapi2.DatabaseError):
        connection = connect(copy, key, salt=salt)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
    log = copy.with_name(f"{copy.name}-wal")
    if (log.exists() and log.stat().st_size) or not begins_right(copy, key, salt):
        return frozenset()
    mend_pages(copy, key, salt)
    return find_lost_tables(copy, key, salt)
