"""The one connection to the library file: how it is opened, checked, locked and closed.

Sources: the SQLite documentation on pragmas, WAL and ``application_id``. The measured reasons for WAL with
``synchronous=FULL`` stand in CONTRIBUTING.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import mark, t
from negdesk.storage.connection import (
    PAGE_BYTES,
    Connection,
    Cursor,
    Damaged,
    KeyNeeded,
    connect,
    file_number,
    is_damage,
    key_file,
    salt_of_encrypted,
)
from negdesk.storage.file_replacing import remove_stale_journal
from negdesk.storage.saved_mark import SavedMark, read_mark, saves_missing
from negdesk.storage.schema_upgrade import NEWEST, upgrade

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey

__all__ = [
    "APPLICATION_ID", "IN_MEMORY", "Connection", "Cursor", "Damaged", "Database", "KeyNeeded", "OlderLibrary",
    "SaveFailed", "open_library",
]  # fmt: skip

APPLICATION_ID = 0x4E474453
"""The four letters NGDS; SQLite keeps them in the file's header, and they tell our files from others."""

SOUND_SQLITE = (3, 51, 3)
"""Builds before this one can corrupt a WAL file when a reader and a checkpoint meet."""

IN_MEMORY = Path(":memory:")

BUSY_MS = 4000
"""How long another program that writes is waited for."""


P = ParamSpec("P")
R = TypeVar("R")


_ONLY_READ = mark("Not saved: the library may only be read here. Move it to a folder you may write to.")


class SaveFailed(Refusal):
    """The database could not keep a change; nothing of it was kept. The sentence says why and what to do.

    It `offers` ``"try again"`` where the same may go well in a while, as when there is room on the disk again.
    """


def words_of_adrift(path: Path) -> str:
    """What is said of a library whose file is not where it was."""
    return t(
        "Not saved: {path} was moved, deleted or replaced while it was open. Put it back there and try again, or save "
        "a copy elsewhere; your text stays here.",
        path=path,
    )


class OlderLibrary(Refusal):
    """The library is of an older version, and may only be read, so that it cannot be brought up to date."""


class Database:
    """An open library. All work on it happens in one thread, on one connection.

    `salt` is what an encrypted file names itself by, and empty for a plain one. A `read_only` library takes no change.
    The `key` is held for connections that make backups, until the library is closed. The `mark` tells the next one who
    opens it how often it was saved.
    """

    def __init__(
        self,
        connection: Connection,
        path: Path,
        salt: bytes = b"",
        read_only: bool = False,
        key: "LibraryKey | None" = None,
        missing: int = 0,
    ) -> None:
        self.key = key
        self.mark = SavedMark(path, missing)
        self.connection = connection
        self.path = path
        self.salt = salt
        self.read_only = read_only
        self._file = file_number(path)
        self.key_file = ""
        """What the key file says, in case it is gone when a copy needs one; empty where there is none."""
        self.remember_key_file()

    def remember_key_file(self) -> None:
        """Know what the key file says now, as after the passphrase was changed."""
        if self.salt:
            with suppress(OSError, UnicodeDecodeError):
                self.key_file = key_file(self.path).read_text(encoding="utf-8")

    @property
    def adrift(self) -> bool:
        """Whether the file is not where it was when it was opened: moved, deleted or replaced."""
        return self.path != IN_MEMORY and file_number(self.path) != self._file

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return bool(self.salt)

    def read(self, query: Callable[Concatenate[Connection, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `query` reads. Raises `Damaged` where a page of the file is not what was written."""
        try:
            return query(self.connection, *args, **kwargs)
        except dbapi2.DatabaseError as error:
            if not is_damage(error):
                raise
            raise Damaged(self.path) from None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is committed when it ends, or none of it.

        When this returns, the change is on the disk. Raises `SaveFailed` where the disk or the file refuses, and
        `Refusal` where a row would belong to one that is gone, as after an undo.
        """
        if self.read_only:
            raise SaveFailed(t(_ONLY_READ))
        # SQLite would go on writing into a file that nobody finds any more. It looks for that itself where it keeps a
        # rollback journal (``SQLITE_READONLY_DBMOVED``), but not in WAL.
        if self.adrift:
            raise SaveFailed(words_of_adrift(self.path), offers="try again")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            if self.path != IN_MEMORY:
                self.mark.count(self.connection)
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if _names_what_is_gone(error):
                raise Refusal(t("This is no longer there. Undo gives back what was removed.")) from None
            if is_damage(error):
                raise Damaged(self.path) from None
            trouble = _storage_trouble(error)
            if trouble is None:
                raise
            raise SaveFailed(trouble, offers="" if trouble == t(_ONLY_READ) else "try again") from None
        self.mark.keep()

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A transaction of which nothing is ever kept: all of the block is taken back when it ends.

        It waits for nobody: where another program writes just now it raises the driver's error.
        """
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def close(self) -> None:
        """Settle the write-ahead log into the file and let go of it. Closing twice does no harm."""
        self.key = None
        self.connection.close()
        if not self.read_only:
            self.mark.close()


def open_library(
    path: Path,
    key: "LibraryKey | None" = None,
    *,
    salt: bytes = b"",
    read_only: bool = False,
    backups: Path | None = None,
) -> Database:
    """Open the library at `path`, or make a new one where there is no file; `IN_MEMORY` makes one that is never kept.

    A new library is encrypted where a `key` is given, and begins with `salt` where that is given too. A plain one opens
    with a key or without. A file of an older version is backed up into `backups` (by itself a folder beside it) and
    brought up to date, one transaction a step. Where it does not know of all that was said to be saved, its `mark` says
    so. Refuses, without touching it, a file that is not a library, that is damaged (`Damaged`), or that a newer version
    wrote; raises `KeyNeeded` for an encrypted one without its key.
    """
    if dbapi2.sqlite_version_info < SOUND_SQLITE:
        raise Refusal(
            t("This SQLite ({version}) can damage files. Install NegDesk anew.", version=dbapi2.sqlite_version)
        )
    new = path == IN_MEMORY or not path.exists()
    if new:
        key, salt = (key, salt or _new_salt()) if key and path != IN_MEMORY else (None, b"")
        if path != IN_MEMORY:
            if key is None:
                refuse_left_key_file(path)
            _make_private_file(path)
    else:
        salt = _salt_of_existing(path, key)
    # In a folder that cannot be written SQLite reads a library as nobody changes it; if there is something beside it
    # that has not settled yet, that must be read too, or what was saved last would be missing.
    unsettled = read_only and _unsettled(path)
    connection = connect(
        path, key if salt else None, salt=salt if new else b"", frozen=read_only and not unsettled, reading=unsettled
    )
    missing = 0
    try:
        if not new:
            _check_ours(connection, path, encrypted=bool(salt))
            missing = saves_missing(connection, path)
        _set_pragmas(connection, read_only)
        if not read_only and connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            remove_stale_journal(path)
        library = Database(connection, path, salt, read_only, key if salt else None, missing)
        _bring_up_to_date(library, backups)
        if new:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    except BaseException as error:
        connection.close()
        if is_damage(error):
            raise Damaged(path) from None
        if isinstance(error, dbapi2.OperationalError):
            raise _cannot_be_read(path, unsettled) from None
        raise
    return library


def _cannot_be_read(path: Path, unsettled: bool) -> Refusal:
    if unsettled:
        return Refusal(
            t(
                "{name} may only be read here, and part of it lies beside it in {name}-wal. Copy both to a folder you "
                "may write to, and open it there.",
                name=path.name,
            )
        )
    return Refusal(t("{path} cannot be opened. Is it a file you may read?", path=path))


def _unsettled(path: Path) -> bool:
    """Whether there are changes beside the file which are not in it yet."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


def _new_salt() -> bytes:
    from negdesk.storage.library_key import new_salt  # here, because a plain library does without it

    return new_salt()


def _salt_of_existing(path: Path, key: "LibraryKey | None") -> bytes:
    """The salt of an encrypted file, empty for a plain one. Raises `Refusal` for what can be neither."""
    salt = salt_of_encrypted(path)
    if salt and path.stat().st_size % PAGE_BYTES:
        raise Damaged(path) if key else _not_ours(path)
    if salt and key is None:
        raise KeyNeeded(path.name, salt)
    return salt


def refuse_left_key_file(path: Path) -> None:
    """Never make an empty library where an encrypted one was."""
    if key_file(path).exists():
        raise Refusal(
            t(
                "{name} is gone, yet its key file is still there. Nothing was made in its place. "
                "Bring the library back from a backup, or move {keys} away to begin anew.",
                name=path.name,
                keys=key_file(path).name,
            )
        )


def _bring_up_to_date(library: Database, backups: Path | None) -> None:
    path = library.path
    if not library.read_only:
        upgrade(library.connection, lambda: _back_up(library, backups))
    elif _number(library.connection, "user_version") < NEWEST:
        raise OlderLibrary(
            t(
                "{name} is of an older version and may only be read here, so it cannot be brought up to date. "
                "Copy it to a folder you may write to.",
                name=path.name,
            )
        )


def _back_up(library: Database, folder: Path | None) -> None:
    from negdesk.storage.backup import Access, back_up_before_upgrade  # here, since a library of today needs none of it

    back_up_before_upgrade(Access(library.path, library.key, library.salt), folder)


def _not_ours(path: Path) -> Refusal:
    return Refusal(
        t("{name} is not a NegDesk library, or it is damaged. Nothing in it was changed.", name=path.name),
        offers="restore",
    )


def _make_private_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError as error:
        raise Refusal(
            t("{path} cannot be made here ({reason}). Choose another folder.", path=path, reason=error.strerror)
        ) from None


def _set_pragmas(connection: Connection, read_only: bool) -> None:
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        *([] if read_only else ["journal_mode = WAL"]),
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _check_ours(connection: Connection, path: Path, encrypted: bool) -> None:
    name = path.name
    try:
        application = _number(connection, "application_id")
        version = _number(connection, "user_version")
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.OperationalError:
        raise  # the file may well be ours; it is the system that does not let it be read
    except dbapi2.DatabaseError:
        # The key of an encrypted file is known to be right, or the passphrase is asked for: see `opening`.
        raise (Damaged(path) if encrypted else _not_ours(path)) from None
    bare = tables is not None and tables[0] == 0
    empty = bare and path.stat().st_size == 0
    if (empty and key_file(path).exists()) or (bare and read_mark(path) is not None):
        raise Damaged(path)  # never begin anew where something was kept
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
        return t(_ONLY_READ)
    if "locked" in said or "busy" in said:
        return t("Not saved: another program holds the library. Close it and try again.")
    if "I/O" in said or "unable to open" in said:
        return t("Not saved: the disk did not answer. Your text stays here; check the disk and try again.")
    return None
