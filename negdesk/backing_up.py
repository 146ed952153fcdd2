"""What a person can have done about backups: make one, list them, look into one, bring one back, salvage.

The window and the command line speak to storage's backups through this alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from negdesk.domain.backup import BackupEntry, Reason
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.backup import (
    Access,
    backups_in,
    copy_library,
    entry_of,
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

__all__ = ["Backups", "back_up_to", "bring_back", "salvage_library"]


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

    def newest(self) -> datetime | None:
        """When the newest was made; nothing where there is none."""
        found = backups_in(self.folder, self.library)
        return found[0][0].made_at if found else None

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

    def bring_back(self, entry: BackupEntry, access: Access, now: datetime) -> Path:
        """Back the library up, then have it hold what the backup holds; returns the backup that was made before.

        Nobody may have the library open meanwhile.
        """
        backup = self.path_of(entry)
        if not backup.is_file():
            raise Refusal(t("{name} is no longer there. Nothing was changed.", name=backup.name))
        salt = salt_of_encrypted(backup)
        key = _key_at_hand(salt, access) if salt else None
        if salt and key is None:
            raise KeyNeeded(backup.name, salt)
        return bring_back(Access(backup, key, salt), access, self.folder, now)


def bring_back_newest(backups: Backups, now: datetime) -> BackupEntry:
    """Have a library that no longer opens hold what its newest sound backup holds; returns that one.

    The damaged file is copied to the backups as it is. Raises `KeyNeeded` where the key store does not open it.
    """
    access = access_by(backups.library, "")
    for entry in backups.entries(access):
        if entry.holding is not None:
            try:
                backups.bring_back(entry, access, now)
            except Damaged:
                continue
            return entry
    raise Refusal(
        t(
            "There is no sound backup in {folder}. In a terminal, negdesk salvage {name} -o FILE makes a new library "
            "of what can still be read.",
            folder=backups.folder,
            name=backups.library,
        )
    )


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


def back_up_to(access: Access, target: Path) -> "Holding":
    """Copy a library to a file that is not there yet; returns what it holds."""
    if target.exists():
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


def salvage_library(damaged: Access, target: Path) -> "list[TableSalvage]":
    """Make a new library at `target` of every row of a damaged one that can be read."""
    from negdesk.storage.salvage import salvage

    return salvage(damaged, target)
