"""Encrypts a library, decrypts it, or gives it a new key, in place: whatever happens, the old file or the new is there.

The order is the whole of it. The library is settled into one file; a second one is written beside it by SQLCipher's own
export, read back and compared row by row; the key file gets the new envelope beside the old; one rename puts the new
file in place of the old; only then goes the old envelope. Nothing is written in the clear on the way to an encrypted
file. (What a plain library once left on the disk's free blocks nobody can take back: see the README.)
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.connection import Connection, Damaged, connect, is_damage, key_file
from negdesk.storage.database import APPLICATION_ID, open_library, refuse_left_key_file
from negdesk.storage.file_replacing import making_file, put_in_place, remove_made
from negdesk.storage.integrity import check_library
from negdesk.storage.key_file import Envelope, envelopes_beside, write_key_file
from negdesk.storage.library_key import LibraryKey, new_salt

_KEPT_PRAGMAS = ("application_id", "user_version")


@dataclass(frozen=True, slots=True)
class Lock:
    """The key a library is to have, the salt its file shall begin with, and the envelope that locks the key.

    Without an envelope no passphrase opens it: then the system's key store does, and the recovery code.
    """

    key: LibraryKey
    salt: bytes
    envelope: Envelope | None = None

    @property
    def envelopes(self) -> list[Envelope]:
        """What its key file holds."""
        return [] if self.envelope is None else [self.envelope]


def make_encrypted(path: Path, lock: Lock) -> None:
    """Make a new, empty, encrypted library where there is none. Raises `Refusal`; then nothing was made."""
    if path.exists():
        raise Refusal(t("{path} is there already. Nothing was changed. Choose another name.", path=path))
    refuse_left_key_file(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_key_file(path, lock.envelopes)
    try:
        open_library(path, lock.key, salt=lock.salt).close()
    except BaseException:
        key_file(path).unlink(missing_ok=True)
        raise


def set_encryption(path: Path, old_key: LibraryKey | None, lock: Lock | None) -> None:
    """Have the library encrypted with the key of `lock`, or plain where there is none.

    Nobody may have the library open meanwhile. Raises `Refusal`; then the library is as it was.
    """
    making = making_file(path)
    try:
        _write_anew(path, old_key, making, lock)
        before = envelopes_beside(path)
        if lock is not None:
            write_key_file(path, [*before, *lock.envelopes])
        put_in_place(making, path)
    except OSError as error:
        raise Refusal(
            t(
                "The library stays as it was: {path} cannot be written ({reason}). Make room and try again.",
                path=making.parent,
                reason=error.strerror,
            )
        ) from None
    finally:
        remove_made(making)
    drop_old_envelopes(path, lock)


def drop_old_envelopes(path: Path, lock: Lock | None) -> None:
    """Leave in the key file what opens the library as it is now, and no more."""
    if lock is not None:
        write_key_file(path, lock.envelopes)
    else:
        key_file(path).unlink(missing_ok=True)


def _write_anew(path: Path, old_key: LibraryKey | None, making: Path, lock: Lock | None) -> None:
    """Write the library at `path` to `making` with its new key, and compare the two. Leaves one settled file."""
    source = open_library(path, old_key)
    connection = source.connection
    try:
        if check_library(source):
            raise Damaged(path)
        if not _is_alone(connection):
            raise Refusal(t("Another program holds the library. Close it and try again."))
        os.close(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        key = lock.key.literal(lock.salt) if lock is not None else ""
        connection.execute("ATTACH DATABASE ? AS anew KEY ?", (str(making), key))
        connection.execute("SELECT sqlcipher_export('anew')")
        for pragma in _KEPT_PRAGMAS:
            row = connection.execute(f"PRAGMA main.{pragma}").fetchone()
            connection.execute(f"PRAGMA anew.{pragma} = {int(row[0]) if row else 0}")
        connection.execute("DETACH DATABASE anew")
        _compare(connection, making, lock)
    except dbapi2.DatabaseError as error:
        if is_damage(error):
            raise Damaged(path) from None
        raise Refusal(
            t("The library stays as it was: it could not be written anew. Is there room on the disk?")
        ) from None
    finally:
        source.close()


def _is_alone(connection: Connection) -> bool:
    """Whether nobody else has the library open. Then it is one file from now on: a log of changes that stayed behind
    must never meet the file that takes this one's place.
    """
    try:
        return connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    except dbapi2.DatabaseError as error:
        if is_damage(error):
            raise
        return False


def _compare(connection: Connection, making: Path, lock: Lock | None) -> None:
    """Raises `Refusal` where the file written anew does not hold the same."""
    other = connect(making, lock.key if lock else None)
    try:
        same = library_digest(connection) == library_digest(other)
        sound = other.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        ours = other.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        whole = lock is None or other.execute("PRAGMA cipher_integrity_check").fetchall() == []
    finally:
        other.close()
    if not (same and sound and ours and whole):
        raise Refusal(t("The library stays as it was: what was written anew did not compare. Check the disk."))


def library_digest(connection: Connection) -> str:
    """A digest of every table's name, definition and rows: the same for two libraries that hold the same."""
    digest = hashlib.sha256(repr(connection.execute("PRAGMA user_version").fetchone()).encode())
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    for kind, name, sql in schema:
        digest.update(f"{kind} {name} {sql}".encode())
        if kind == "table" and not str(sql).startswith("CREATE VIRTUAL"):
            rows: Sequence[tuple[object, ...]] = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            digest.update(repr(sorted(map(repr, rows))).encode())
    return digest.hexdigest()


def new_lock(key: LibraryKey, passphrase: str = "") -> Lock:
    """A lock for a file to be written: a salt of its own, and the key locked with the passphrase where there is one."""
    from negdesk.storage.key_file import lock_key

    salt = new_salt()
    return Lock(key, salt, lock_key(key, salt, passphrase) if passphrase else None)
