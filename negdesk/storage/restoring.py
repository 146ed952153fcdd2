"""Puts what a backup holds in the place of a library: whatever happens, the old one is there or the new one, whole."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.backup import Access, write_copy
from negdesk.storage.connection import connect, is_damage, key_file
from negdesk.storage.file_replacing import making_file, put_in_place, remove_left, remove_made, settle_folder
from negdesk.storage.key_file import envelopes_beside, is_empty_key_file, write_key_file
from negdesk.storage.saved_mark import forget_mark

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey


def restore(backup: Access, target: Path, old_key: "LibraryKey | None" = None) -> None:
    """Have `target` hold what the backup holds, and open by what opens the backup.

    A library at `target` is settled first and replaced by one rename; `old_key` is its key. Nobody may have it open
    meanwhile; whoever wants to keep it has backed it up before. Raises `Refusal`; then `target` is as it was.
    """
    remove_left(target)
    making = making_file(target)
    before, salt = envelopes_beside(target), backup.salt.hex()
    # A backup that was made while the key file was gone has none: that of the library opens it as well.
    envelopes = envelopes_beside(backup.path) or [each for each in before if each.salt == salt]
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_copy(backup, making)
        if target.exists():
            _settle(target, old_key)
            forget_mark(target)
        if backup.salt:
            # Whichever of the two files a crash leaves, its envelope is there.
            write_key_file(target, [*envelopes, *(each for each in before if each.salt != salt)])
        put_in_place(making, target)
    except OSError as error:
        raise Refusal(
            t(
                "Nothing was brought back: {path} cannot be written ({reason}). Make room and try again.",
                path=target.parent,
                reason=error.strerror,
            )
        ) from None
    finally:
        remove_made(making)
    if backup.salt and (envelopes or is_empty_key_file(backup.path)):
        write_key_file(target, envelopes)
    else:
        key_file(target).unlink(missing_ok=True)


def set_aside(target: Path, beside: Path) -> Path:
    """Copy a library that cannot be opened, byte by byte, with all that lies beside it; returns the copy.

    Raises `Refusal` where there is no room; then nothing was changed.
    """
    try:
        beside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for ending in ("", "-wal", ".key"):
            source, copy = Path(f"{target}{ending}"), Path(f"{beside}{ending}")
            if source.exists():
                os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                shutil.copyfile(source, copy)
                with copy.open("rb+") as file:
                    os.fsync(file.fileno())
        settle_folder(beside.parent)
    except OSError as error:
        raise Refusal(
            t("{path} cannot be written ({reason}). Nothing was changed.", path=beside.parent, reason=error.strerror)
        ) from None
    return beside


def _settle(target: Path, key: "LibraryKey | None") -> None:
    """Settle the log of changes into the file, so that none of it ever meets the file that takes its place."""
    connection = connect(target, key)
    try:
        settled = connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    except dbapi2.DatabaseError as error:
        settled = is_damage(error)
    finally:
        connection.close()
    if not settled:
        raise Refusal(t("Another program holds the library. Close it and try again."))
    for left in (f"{target}-wal", f"{target}-shm"):
        with suppress(FileNotFoundError):
            Path(left).unlink()
