"""The one connection to the library file: how it is opened, checked, locked and closed.

Sources: the SQLite documentation on pragmas, WAL and ``application_id``. The measured reasons for WAL with
``synchronous=FULL`` stand in CONTRIBUTING.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.schema_upgrade import NEWEST, upgrade

APPLICATION_ID = 0x4E474453
"""The four letters NGDS; SQLite keeps them in the file's header, and they tell our files from others."""

SOUND_SQLITE = (3, 51, 3)
"""Builds before this one can corrupt a WAL file when a reader and a checkpoint meet."""

IN_MEMORY = Path(":memory:")


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
    def close(self) -> None: ...


class SaveFailed(Refusal):
    """The database could not keep a change; nothing of it was kept. The sentence says why and what to do."""


class Database:
    """An open library. All work on it happens in one thread, on one connection."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is committed when it ends, or none of it.

        When this returns, the change is on the disk. Raises `SaveFailed` where the disk or the file refuses, and
        `Refusal` where a row would belong to one that is gone, as after an undo.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if _names_what_is_gone(error):
                raise Refusal(t("This is no longer there. Undo gives back what was removed.")) from None
            trouble = _storage_trouble(error)
            if trouble is None:
                raise
            raise SaveFailed(trouble) from None

    def close(self) -> None:
        """Settle the write-ahead log into the file and let go of it. Closing twice does no harm."""
        self.connection.close()


def open_library(path: Path) -> Database:
    """Open the library at `path`, or make a new one where there is no file; `IN_MEMORY` makes one that is never kept.

    A file of an older version is brought up to date, one transaction a step. Refuses, without touching it, a file that
    is not a library, that is damaged, or that a newer version wrote.
    """
    if dbapi2.sqlite_version_info < SOUND_SQLITE:
        raise Refusal(
            t("This SQLite ({version}) can damage files. Install NegDesk anew.", version=dbapi2.sqlite_version)
        )
    new = path == IN_MEMORY or not path.exists()
    if new and path != IN_MEMORY:
        _make_private_file(path)
    connection = _connect(path)
    try:
        if not new:
            _check_ours(connection, path)
        _set_pragmas(connection)
        upgrade(connection, path)
        if new:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException:
        connection.close()
        raise
    return Database(connection, path)


def _make_private_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError as error:
        raise Refusal(
            t("{path} cannot be made here ({reason}). Choose another folder.", path=path, reason=error.strerror)
        ) from None


def _connect(path: Path) -> Connection:
    # The transaction belongs to us alone (isolation_level=None): the driver must not begin or end one by itself.
    try:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    except dbapi2.Error:
        raise Refusal(t("{path} cannot be opened. Is it a file you may read?", path=path)) from None
    return cast(Connection, connection)


def _set_pragmas(connection: Connection) -> None:
    for pragma in (
        "busy_timeout = 4000",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _check_ours(connection: Connection, path: Path) -> None:
    name = path.name
    try:
        application = _number(connection, "application_id")
        version = _number(connection, "user_version")
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.DatabaseError:
        raise Refusal(
            t("{name} is not a NegDesk library, or it is damaged. Nothing in it was changed.", name=name)
        ) from None
    empty = tables is not None and tables[0] == 0 and path.stat().st_size == 0
    if empty:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif application != APPLICATION_ID:
        raise Refusal(t("{name} belongs to another program. Nothing in it was changed.", name=name))
    elif version > NEWEST:
        raise Refusal(t("{name} was written by a newer NegDesk. Update NegDesk, then open it again.", name=name))


def _number(connection: Connection, pragma: str) -> int:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(row[0]) if row else 0


def _names_what_is_gone(error: BaseException) -> bool:
    origin = getattr(error, "orig", error)
    return isinstance(origin, dbapi2.IntegrityError) and "FOREIGN KEY" in str(origin)


def _storage_trouble(error: BaseException) -> str | None:
    """Why the storage said no, as a sentence; nothing where the error is not the storage's."""
    origin = getattr(error, "orig", error)
    if not isinstance(origin, dbapi2.OperationalError):
        return None
    said = str(origin)
    if "full" in said:
        return t("Not saved: the disk is full. Your text stays here; make room and it will be saved.")
    if "readonly" in said or "read-only" in said:
        return t("Not saved: the library may only be read here. Move it to a folder you may write to.")
    if "locked" in said or "busy" in said:
        return t("Not saved: another program holds the library. Close it and try again.")
    if "I/O" in said or "unable to open" in said:
        return t("Not saved: the disk did not answer. Your text stays here; check the disk and try again.")
    return None
