"""A copy of a library that is open, of what its connection reads: its own file may be gone from where it was.

On Linux and macOS a file that is deleted while it is open stays on the disk until it is closed. So all that was saved
in it can be read as long as the library is open, and then never again.
"""

from contextlib import suppress
from itertools import count
from pathlib import Path

from sqlcipher3 import dbapi2

from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.backup import Access, fill_copy, read_back
from negdesk.storage.connection import Damaged, is_damage, key_file
from negdesk.storage.database import Database
from negdesk.storage.file_replacing import making_file, put_in_place, remove_made
from negdesk.storage.key_file import envelopes_beside, read_envelopes, write_key_file
from negdesk.storage.saved_mark import mark_file


def copy_open(library: Database, target: Path) -> None:
    """Copy all that an open library holds to a file that is not there yet; it opens by what opened the library.

    It is on the disk and was read back when this returns. Raises `Refusal`; then there is no copy. `library` stays as
    it is.
    """
    with suppress(OSError):  # of a name that is too long nothing can be told; writing it says why
        _refuse_taken(target)
    making = making_file(target)
    access = Access(library.path, library.key, library.salt)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = fill_copy(library.connection, access, making)
        if read_back(Access(making, library.key, library.salt)) != held:
            raise Refusal(t("No copy was made: what was written did not compare. Choose another disk."))
        _write_key_file(library, target)
        put_in_place(making, target)
    except BaseException as error:
        if not target.exists():
            with suppress(OSError):
                key_file(target).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise Refusal(
                t(
                    "No copy was made: {path} cannot be written ({reason}). Choose another folder.",
                    path=target,
                    reason=error.strerror,
                )
            ) from None
        if is_damage(error):
            raise Damaged(library.path) from None
        if isinstance(error, dbapi2.DatabaseError):
            raise Refusal(
                t("No copy was made: the disk is full, or it did not answer. Choose another folder.")
            ) from None
        raise
    finally:
        remove_made(making)


def free_place(library: Path) -> Path:
    """Where a copy of a library that is gone may be saved: beside where it was, else at home, by a free name."""
    folder = library.parent if library.parent.is_dir() else Path.home()
    names = (t("{name} copy", name=library.stem) + (f" {n}" if n > 1 else "") for n in count(1))
    return next(path for name in names if _taken(path := folder / f"{name}{library.suffix}") is None)


def _refuse_taken(target: Path) -> None:
    """Never write over anything, nor beside the log of another library: SQLite would read that into the copy."""
    taken = _taken(target)
    if taken is not None:
        raise Refusal(t("{path} is there already. Nothing was changed. Choose another name.", path=taken))


def _taken(target: Path) -> Path | None:
    """What is there already of a library or beside it; nothing where nothing is."""
    beside = [target.with_name(f"{target.name}{ending}") for ending in ("", "-wal", "-journal")]
    return next((each for each in (*beside, key_file(target), mark_file(target)) if each.exists()), None)


def _write_key_file(library: Database, target: Path) -> None:
    """The key file that is beside the library, where it is this one's; else as it was when the library was opened."""
    if not library.salt:
        return
    own = [each for each in envelopes_beside(library.path) if each.salt == library.salt.hex()]
    if own or library.key_file:
        write_key_file(target, own or read_envelopes(library.key_file))
