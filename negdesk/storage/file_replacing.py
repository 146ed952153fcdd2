"""Files that are written to take the place of another, and what a crash may leave of them.

Some are in plain bytes, as while a library is being decrypted. So they carry the number of the process that makes
them, and whoever opens the library next removes those whose process is gone.
"""

import os
from contextlib import suppress
from pathlib import Path

from negdesk.processes import runs

_ENDING = ".making"


def making_file(path: Path) -> Path:
    """Where a file is written that is to take the place of the one at `path`."""
    from uuid import uuid4  # here, because the first paint does not need it

    return path.with_name(f".{path.name}.{os.getpid()}-{uuid4().hex}{_ENDING}")


def remove_left(path: Path) -> None:
    """Remove what crashed processes left of writing the library at `path`, or its key file, anew."""
    start = f".{path.name}."
    with suppress(OSError):
        for left in path.parent.iterdir():
            if left.name.startswith(start) and _ENDING in left.name:
                rest = left.name.removeprefix(start).removeprefix("key.")
                if not runs(rest.partition("-")[0]):
                    left.unlink()


def remove_stale_journal(path: Path) -> None:
    """Remove a rollback journal that a crash left while the library at `path` was being rewritten.

    To be called while it is open in WAL mode: a journal that was needed was rolled back, and removed, by SQLite when
    the library was read, and nobody writes another.
    """
    with suppress(OSError):
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def put_in_place(making: Path, target: Path) -> None:
    """Have a file that was written take its place, whole, and on the disk when this returns."""
    with making.open("rb+") as file:
        os.fsync(file.fileno())
    making.replace(target)
    settle_folder(target.parent)


def remove_made(making: Path) -> None:
    """Remove a file that was being written, with what SQLite wrote beside it."""
    for left in (making, Path(f"{making}-journal"), Path(f"{making}-wal"), Path(f"{making}-shm")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def settle_folder(folder: Path) -> None:
    """Have what was renamed or removed in a folder on the disk, where the system knows such a thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
