"""A bare connection to a library file: plain, encrypted or read-only; and what an error of it means.

Sources: SQLite's documentation on URI file names, SQLCipher's on its pragmas.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey

PAGE_BYTES = 4096
"""The size of a page, and so what the size of a library is a multiple of."""

PLAIN_HEAD = b"SQLite format 3\0"

KEPT_STATEMENTS = 1000
"""So many statements stay compiled, which is more than a run has.

Once the driver's own hundred are full, each new one drives out the one that came last: a statement that is met late, as
all of a meeting's are after the start made its triggers, would be compiled anew every time.
"""


class Cursor(Protocol):
    """What a query may use of a DB-API cursor."""

    @property
    def lastrowid(self) -> int | None: ...
    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Connection(Protocol):
    """What a query may use of the database's DB-API connection."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Sequence[object]], /) -> Cursor: ...
    def create_function(self, name: str, narg: int, func: Callable[..., object]) -> None: ...
    def backup(self, target: "Connection", /) -> None: ...
    def set_progress_handler(self, handler: Callable[[], int] | None, n: int) -> None: ...
    def close(self) -> None: ...


class KeyNeeded(Refusal):
    """The file is encrypted, or no library at all, and no key was given. `salt` is what the file names itself by."""

    def __init__(self, name: str, salt: bytes) -> None:
        super().__init__(
            t("{name} is encrypted. Its passphrase or its recovery code opens it.", name=name), offers="unlock"
        )
        self.salt = salt


class Damaged(Refusal):
    """What was read is not what was written. Nothing of it is shown as data."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            t(
                "{name} is damaged: part of it is not what was written. Nothing in it was changed. "
                "Bring back a backup, and check the disk.",
                name=path.name,
            ),
            offers="restore",
        )


def key_file(library: Path) -> Path:
    """Where the key file of a library lies (see the module `key_file`)."""
    return library.with_name(f"{library.name}.key")


def connect(
    path: Path, key: "LibraryKey | None" = None, *, salt: bytes = b"", frozen: bool = False, reading: bool = False
) -> Connection:
    """Connect to a file, with its key where it is encrypted; `salt` is for a new file that is to begin with it.

    The transaction belongs to us alone (isolation_level=None): the driver must not begin or end one by itself. A
    `frozen` file is taken as one that nobody changes: it is neither locked nor written, nor is anything beside it. One
    that is for `reading` alone is locked while it is read, and what has not settled into it yet is read too.
    """
    how = "?immutable=1" if frozen else "?mode=ro" if reading else ""
    name = f"{path.absolute().as_uri()}{how}" if how else str(path)
    try:
        connection = dbapi2.connect(
            name, isolation_level=None, check_same_thread=False, uri=bool(how), cached_statements=KEPT_STATEMENTS
        )
    except dbapi2.Error:
        raise Refusal(t("{path} cannot be opened. Is it a file you may read?", path=path)) from None
    if key is not None:
        # Not `cipher_memory_security`: it locks and unlocks each piece of memory, for every library of the process and
        # for good, which makes a gesture four times as slow (1.7 ms, 6.5 with it). SQLCipher wipes its keys without it,
        # and locking writes over what was freed (`negdesk.wiping`).
        for pragma in (
            "cipher_log_level = NONE",  # what SQLCipher says of a wrong key would stand on the terminal
            f'key = "{key.literal(salt)}"',
            "cipher_compatibility = 4",
        ):
            connection.execute(f"PRAGMA {pragma}")
    return cast(Connection, connection)


def file_number(path: Path) -> int:
    """What the system knows a file by, whatever it is called; 0 where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def salt_of_encrypted(path: Path) -> bytes:
    """The salt at the head of an encrypted file; empty for a plain one, and for what is no database that SQLite knows.

    The file is read by SQLite alone: to open it by hand would let go of the locks that a connection of ours holds.
    """
    if path.stat().st_size == 0:
        return b""
    connection = connect(path, frozen=True)
    try:
        # Of the head of the file: to read a table SQLite would first read the schema, all 90 KB of it.
        connection.execute("PRAGMA application_id").fetchone()
        return b""
    except UnicodeDecodeError:  # a plain one that is damaged: the words of its schema are none
        return b""
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            return b""
    finally:
        connection.close()
    from negdesk.storage.library_key import KEY_BYTES, LibraryKey  # here, because a plain library does without it

    connection = connect(path, LibraryKey(bytes(KEY_BYTES)), frozen=True)
    try:
        row = connection.execute("PRAGMA cipher_salt").fetchone()
    finally:
        connection.close()
    salt = bytes.fromhex(row[0]) if row else b""
    return b"" if salt == PLAIN_HEAD else salt


def is_damage(error: BaseException) -> bool:
    """Whether an error of the driver says that the file is not as it was written, or shows it by what cannot be read.

    The driver decodes what SQLite says of a damaged schema, and every text: either may hold what is no UTF-8.
    """
    origin = getattr(error, "orig", error)
    if isinstance(origin, UnicodeDecodeError):
        return True
    if not isinstance(origin, dbapi2.DatabaseError):
        return False
    said = str(getattr(origin, "sqlite_errorname", "") or "")
    return said.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "Could not decode to UTF-8" in str(origin)
