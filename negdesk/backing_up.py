"""What a person can have done about backups: make one, list them, look into one, bring one back, salvage.

The window and the command line speak to storage's backups through this alone.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from negdesk.domain.backup import BackupEntry, Reason
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import is_there
from negdesk.storage.backup import (
    Access,
    backups_in,
    check_whole,
    copy_library,
    entry_of,
    is_backed_up,
    make_backup,
    name_of,
    prune,
    read_back,
)
from negdesk.storage.connection import Damaged, KeyNeeded, key_file, salt_of_encrypted

if TYPE_CHECKING:
    from negdesk.domain.backup import Holding
    from negdesk.storage.library_key import LibraryKey
    from negdesk.storage.salvage import TableSalvage

__all__ = ["Backups", "back_up_to", "bring_back", "missing_in", "salvage_library"]


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups of one library in one folder. What raises `Refusal` has changed nothing."""

    library: Path
    folder: Path

    def make(self, access: Access, reason: Reason, now: datetime) -> Path:
        """Make one, read it back, and remove those that need not be kept any more; returns the new one's file."""
        made = make_backup(access, self.folder, reason, now)
        prune(self.folder, self.library, now)
        return made

    def forget(self, made: Path) -> None:
        """Remove a backup that was made before a change which was not made. None of those before it went for it."""
        with suppress(OSError):
            made.unlink()
            key_file(made).unlink(missing_ok=True)

    def newest(self) -> datetime | None:
        """When the newest was made; nothing where there is none."""
        found = backups_in(self.folder, self.library)
        return found[0][0].made_at if found else None

    def holds_all(self, access: Access, since: int) -> bool:
        """Whether the newest holds what was saved the first `since` times, and opens with the library's key."""
        return is_backed_up(access, self.folder, since)

    def entries(self, access: Access, tell: Callable[[BackupEntry], object] = id) -> list[BackupEntry]:
        """All of them with what they hold, the newest first."""
        found = []
        for name, path in backups_in(self.folder, self.library):
            found.append(entry_of(name, path, lambda salt: _key_at_hand(salt, access)))
            tell(found[-1])
        return found

    def path_of(self, entry: BackupEntry) -> Path:
        """The file of a backup in the list."""
        return self.folder / entry.file_name

    def access(self, typed: str = "") -> Access:
        """What opens the library, by what was `typed` or by the key store; it need not be whole.

        Without a key where none is at hand, or where what was typed does not fit.
        """
        try:
            return access_by(self.library, typed)
        except (OSError, Refusal):
            return Access(self.library)

    def check(self, access: Access) -> None:
        """Read all of the library, which may be in use meanwhile. Raises `Damaged` where it is not what was written."""
        check_whole(access)

    def salvage(self, access: Access, tell: Callable[[int, int], object]) -> "tuple[Path, list[TableSalvage]]":
        """Make a new library beside the damaged one of all that can be read of it; returns where it is, and the report.

        Raises `Refusal`; then nothing was made.
        """
        if access.key is None and salt_of_encrypted(self.library) and key_file(self.library).exists():
            raise Refusal(t("{name} is encrypted: without its passphrase nothing of it can be read.",
                            name=self.library.name))  # fmt: skip
        stem, suffix = self.library.stem, self.library.suffix
        names = (t("{name} salvaged", name=stem) + (f" {n}" if n > 1 else "") for n in count(1))
        target = next(path for name in names if not (path := self.library.with_name(f"{name}{suffix}")).exists())
        return target, salvage_library(access, target, tell)

    def code_of(self, entry: BackupEntry, access: Access, typed: str = "") -> str:
        """What opens a backup, as its recovery code; empty for a plain one.

        `typed` is a passphrase or a recovery code; without it the library's own key and the key store are tried. Raises
        `KeyNeeded` where none of these opens it, and `Refusal` where what was typed does not.
        """
        return self._opened(entry, access, typed).code()

    def seen_with(self, entry: BackupEntry, access: Access, typed: str) -> BackupEntry:
        """The entry with what it holds, opened with what was `typed`. Raises as `code_of` does."""
        opened = self._opened(entry, access, typed)
        return entry_of(entry.name, opened.path, lambda _salt: opened.key)

    def bring_back(self, entry: BackupEntry, access: Access, now: datetime, typed: str = "") -> Path:
        """Back the library up, then have it hold what the backup holds; returns the backup that was made before.

        Nobody may have the library open meanwhile. Raises as `code_of` does.
        """
        return bring_back(self._opened(entry, access, typed), access, self.folder, now)

    def _opened(self, entry: BackupEntry, access: Access, typed: str) -> Access:
        backup = self.path_of(entry)
        if not backup.is_file():
            raise Refusal(t("{name} is no longer there. Nothing was changed.", name=backup.name))
        if typed:
            return access_by(backup, typed)
        salt = salt_of_encrypted(backup)
        key = _key_at_hand(salt, access) if salt else None
        if salt and key is None:
            raise KeyNeeded(backup.name, salt)
        return Access(backup, key, salt)


def _key_at_hand(salt: bytes, access: Access) -> "LibraryKey | None":
    if salt == access.salt:
        return access.key
    from negdesk.storage import key_store

    return key_store.stored_key(salt)


def access_by(path: Path, typed: str) -> Access:
    """What opens a library, by what was typed or by the key store; it need not be whole. Raises `Refusal`."""
    from negdesk.storage import key_store
    from negdesk.storage.key_file import envelopes_beside
    from negdesk.storage.unlocking import key_by

    salt = salt_of_encrypted(path)
    if not salt and not (key_file(path).exists() and envelopes_beside(path)):
        return Access(path)
    key = key_by(path, typed, salt) if typed else key_store.stored_key(salt)
    if key is None:
        raise KeyNeeded(path.name, salt)
    return Access(path, key, salt)


def missing_in(library: Access) -> int:
    """How many times a library was saved of which it knows nothing any more; it may be in use meanwhile."""
    from negdesk.storage.connection import connect
    from negdesk.storage.saved_mark import saves_missing

    connection = connect(library.path, library.key)
    try:
        # The count beside it is read before the library is: whoever saves in between is in what is read afterwards.
        return saves_missing(connection, library.path)
    finally:
        connection.close()


def back_up_to(access: Access, target: Path) -> "Holding":
    """Copy a library to a file that is not there yet; returns what it holds."""
    if is_there(target):
        raise Refusal(t("{path} is there already. Nothing was changed. Choose another name.", path=target))
    return copy_library(access, target)


def bring_back(backup: Access, library: Access, folder: Path, now: datetime) -> Path:
    """Have the library hold what the backup holds; what was there is backed up before. Returns where that is.

    A library that is damaged is copied as it is. The backup is read back before anything is touched.
    """
    from negdesk.storage.restoring import restore, set_aside

    read_back(backup)
    try:
        before = make_backup(library, folder, Reason.RESTORE, now)
    except Damaged:
        stamp = now.strftime("%Y%m%dT%H%M%S")
        before = set_aside(library.path, folder / f"{name_of(library.path)}.{stamp}.damaged.negdesk")
    restore(backup, library.path, library.key)
    return before


def salvage_library(
    damaged: Access, target: Path, tell: Callable[[int, int], object] = lambda _done, _of: None
) -> "list[TableSalvage]":
    """Make a new library at `target` of every row of a damaged one that can be read.

    `tell` hears how many of how many tables were read, in the thread that salvages.
    """
    from negdesk.storage.salvage import salvage

    return salvage(damaged, target, tell)
