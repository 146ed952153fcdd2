"""Backups of a library: made while it is written, encrypted as it is, and believed only once they were read back.

A copy is made by SQLite's backup interface on a connection of its own, in one step from one snapshot: whoever writes
meanwhile neither waits nor is seen. It has the library's key and salt, so whatever opens the library opens it.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from negdesk.domain.backup import BackupEntry, BackupName, Holding, Reason, backups_to_keep, library_name, read_name
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage import clock
from negdesk.storage.connection import Connection, Damaged, connect, is_damage, key_file, salt_of_encrypted
from negdesk.storage.database import APPLICATION_ID, Database
from negdesk.storage.file_replacing import making_file, put_in_place, remove_left, remove_made
from negdesk.storage.integrity import check_library
from negdesk.storage.key_file import envelopes_beside, is_empty_key_file, write_key_file
from negdesk.storage.saved_mark import times_saved

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey

_COUNTED = {
    "counterparts": "counterpart",
    "negotiations": "negotiation",
    "meetings": "meeting",
    "log_entries": "log_entry",
    "promises": "promise",
}


@dataclass(frozen=True, slots=True)
class Access:
    """Where a library lies and what opens it; nothing and empty for a plain one. Never shown, never logged."""

    path: Path
    key: "LibraryKey | None" = field(default=None, repr=False)
    salt: bytes = field(default=b"", repr=False)

    def code(self) -> str:
        """The recovery code of its key; empty for a plain one."""
        from negdesk.storage.library_key import recovery_code

        return recovery_code(self.key) if self.key is not None else ""


def name_of(library: Path) -> str:
    """How the backups of the library at this place begin."""
    return library_name(library, hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:8])


def make_backup(library: Access, folder: Path, reason: Reason, now: datetime) -> Path:
    """Make a backup in `folder`, which is made where it is not there; returns its file.

    When this returns it is on the disk, was read back, and holds what the library held. Raises `Refusal` with the
    reason; then no backup was made and none is gone.
    """
    name = name_of(library.path)
    with _in_words(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        remove_left(folder / name)
        made_at = now.astimezone(UTC).replace(microsecond=0)
        while (target := folder / BackupName(name, made_at, reason).file_name()).exists():
            made_at += timedelta(seconds=1)
    copy_library(library, target, making_file(folder / name))
    return target


def back_up_before_upgrade(library: Access, folder: Path | None) -> None:
    """Make a backup of a library that is about to be upgraded: in `folder`, or beside it where there is none.

    A folder that refuses, such as one on a disk that is not there, keeps nobody from the library: then it is made
    beside it. Raises `Refusal` where that cannot be done either.
    """
    beside, now = library.path.with_name("backups"), clock.now()
    for each in dict.fromkeys((folder or beside, beside)):
        try:
            make_backup(library, each, Reason.UPGRADE, now)
        except Refusal:
            if each == beside:
                raise
        else:
            prune(each, library.path, now)
            return


def copy_library(library: Access, target: Path, making: Path | None = None) -> Holding:
    """Copy a library to a file that is not there yet, with its key file beside it; returns what it holds.

    The copy comes to its place whole and read back. Raises `Refusal`; then there is none.
    """
    making = making or making_file(target)
    with _in_words(target.parent):
        try:
            held = write_copy(library, making)
            envelopes = envelopes_beside(library.path)
            if library.salt and (
                envelopes or is_empty_key_file(library.path)
            ):  # one that is gone does not say that there is no passphrase
                write_key_file(target, envelopes)
            put_in_place(making, target)
        except BaseException:
            if not target.exists():
                key_file(target).unlink(missing_ok=True)
            raise
        finally:
            remove_made(making)
    return held


def write_copy(library: Access, making: Path) -> Holding:
    """Write a settled copy to `making`, have it on the disk, read it back; returns what it holds."""
    if not library.path.exists():  # SQLite would make an empty one in its place
        raise Refusal(t("No backup was made: {path} is not there any more.", path=library.path))
    source = connect(library.path, library.key, frozen=_is_settled_backup(library.path))
    try:
        source.execute("PRAGMA busy_timeout = 4000")
        source.execute("PRAGMA query_only = ON")
        source.execute("BEGIN")
        held = fill_copy(source, library, making)
    except dbapi2.DatabaseError as error:
        if is_damage(error):
            raise Damaged(library.path) from None
        raise Refusal(t("No backup was made: the disk is full, or it did not answer.")) from None
    finally:
        source.close()
    try:
        as_it_was = read_back(Access(making, library.key, library.salt)) == held
    except Damaged:
        check_whole(library)  # of a plain library a damaged page is copied as it is
        as_it_was = False
    if not as_it_was:
        raise Refusal(t("No backup was made: what was written did not compare. Check the disk."))
    return held


def fill_copy(source: Connection, library: Access, making: Path) -> Holding:
    """Write all that `source` reads of a library to a new file, with the same key and salt; returns what it holds.

    The file is for its owner alone, settled, and on the disk when this returns.
    """
    held = holding(source)
    os.close(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    copy = connect(making, library.key, salt=library.salt)
    try:
        source.backup(copy)
        # As one file: nobody who only looks at it has to write a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        copy.close()
    with making.open("rb+") as file:
        os.fsync(file.fileno())
    return held


def read_back(backup: Access) -> Holding:
    """What a backup holds, after every page of it was read. Raises `Damaged`; the file is not written."""
    connection = connect(backup.path, backup.key, frozen=True)
    try:
        ours = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        if not ours or check_library(Database(connection, backup.path, backup.salt, read_only=True)):
            raise Damaged(backup.path)
        return holding(connection)
    except dbapi2.DatabaseError as error:
        if not is_damage(error):
            raise
        raise Damaged(backup.path) from None
    finally:
        connection.close()


def check_whole(library: Access) -> None:
    """Read every page of a library that may be in use. Raises `Damaged`; nothing is written.

    Of an encrypted one the seals are read first: where all of them hold, nothing of it comes into memory.
    """
    connection = connect(library.path, library.key)
    try:
        if library.key is not None and not connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return
        # A page that is being written just now breaks its seal as damage does: reading as SQLite does tells them apart.
        connection.execute("PRAGMA busy_timeout = 4000")
        connection.execute("PRAGMA query_only = ON")
        damaged = bool(check_library(Database(connection, library.path, library.salt, read_only=True)))
    except dbapi2.DatabaseError as error:
        damaged = is_damage(error)  # anything else, as a library that is being replaced, says nothing about its pages
    finally:
        connection.close()
    if damaged:
        raise Damaged(library.path)


def holding(connection: Connection) -> Holding:
    """How much a library of any version holds."""
    tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    counts = {
        name: int((connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() or (0,))[0])
        for name, table in _COUNTED.items()
        if table in tables
    }
    latest = connection.execute("SELECT max(written_at) FROM log_entry").fetchone() if "log_entry" in tables else None
    return Holding(**counts, latest_entry_at=str(latest[0] or "") if latest else "")


def backups_in(folder: Path, library: Path | None = None) -> list[tuple[BackupName, Path]]:
    """The backups in a folder, the newest first; those of one library, where one is given. No other file is in it."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            name = read_name(path.name)
            if name is not None and (library is None or name.library == name_of(library)) and path.is_file():
                found.append((name, path))
    return sorted(found, key=lambda each: (each[0].made_at, each[1].name), reverse=True)


def is_backed_up(library: Access, folder: Path, since: int) -> bool:
    """Whether the newest backup was made of what the library holds, and opens with its key.

    It need not hold what was saved after the library had been saved `since` times. One in which nothing was ever saved
    needs no backup, and of one that cannot be read just now nothing is said.
    """
    saved = _times_saved(library)
    newest = next((path for _name, path in backups_in(folder, library.path)), None)
    if not saved or not since:
        return True
    return newest is not None and since <= _times_saved(Access(newest, library.key), frozen=True) <= saved


def _times_saved(library: Access, frozen: bool = False) -> int:
    """How often it was saved (see `saved_mark`); 0 where it cannot be read."""
    with suppress(OSError, Refusal, dbapi2.DatabaseError):
        connection = connect(library.path, library.key, frozen=frozen, reading=not frozen)
        try:
            return times_saved(connection)
        finally:
            connection.close()
    return 0


def entry_of(name: BackupName, backup: Path, keys: Callable[[bytes], "LibraryKey | None"]) -> BackupEntry:
    """A backup with what it holds. `keys` finds the key for a salt; nothing where it is not at hand."""
    size, held, trouble, locked = 0, None, "", False
    try:
        size = backup.stat().st_size
        salt = salt_of_encrypted(backup)
        key = keys(salt) if salt else None
        locked = bool(salt) and key is None
        if locked:
            trouble = t("It has another key: its passphrase or recovery code opens it.")
        else:
            connection = connect(backup, key, frozen=True)
            try:
                held = holding(connection)
            finally:
                connection.close()
    except (OSError, Refusal, dbapi2.DatabaseError):
        trouble = t("It is damaged, or cannot be read.")
    return BackupEntry(backup.name, name, size, held, trouble, locked)


def prune(folder: Path, library: Path, now: datetime) -> int:
    """Remove the library's backups that need not be kept, and nothing else; returns how many went."""
    found = backups_in(folder, library)
    keep = backups_to_keep([name for name, _ in found], now)
    gone = 0
    for name, path in found:
        if name not in keep:
            with suppress(OSError):
                path.unlink()
                key_file(path).unlink(missing_ok=True)
                gone += 1
    return gone


def _is_settled_backup(path: Path) -> bool:
    """Whether it is a backup that nobody writes: it may lie where nothing can be written beside it."""
    return read_name(path.name) is not None and not Path(f"{path}-wal").exists()


class _in_words:  # noqa: N801  # reads as what it does, in a `with`
    """Says an error of the file system as a sentence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise Refusal(
                t(
                    "No backup was made: {path} cannot be written ({reason}). Choose another folder, or make room.",
                    path=self._folder,
                    reason=error.strerror,
                )
            ) from None
