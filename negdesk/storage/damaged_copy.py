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
from negdesk.storage.connection import PAGE_BYTES, Connection, connect
from negdesk.storage.key_file import envelopes_beside

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey


class DamagedCopy:
    """Reads on a connection that is made anew after each page that cannot be read.

    SQLCipher reads nothing more on a connection that has met such a page: without that, one bad page would cost all
    that is read after it.
    """

    def __init__(self, copy: Path, key: "LibraryKey | None", salt: bytes) -> None:
        self._copy, self._key, self.salt = copy, key, salt
        self._connection = self._connect()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows. Raises `dbapi2.DatabaseError` where one of them cannot be read."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except dbapi2.DatabaseError:
            self._begin_anew()
            raise

    def until_damage(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...] | None]:
        """The rows one after the other; nothing, and the end, where one cannot be read."""
        try:
            yield from self._connection.execute(sql, values)
        except (dbapi2.DatabaseError, UnicodeDecodeError):
            self._begin_anew()
            yield None

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()

    def _connect(self) -> Connection:
        connection = connect(self._copy, self._key, salt=self.salt)
        with suppress(dbapi2.DatabaseError):  # whoever reads will hear of it
            connection.execute("PRAGMA writable_schema = ON")  # so that a file that was cut off is read all the same
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    def _begin_anew(self) -> None:
        if self._key is not None:
            self._connection.close()
            self._connection = self._connect()


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
        source = DamagedCopy(copy, damaged.key, salt)
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
