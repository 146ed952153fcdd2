"""Opens a library and puts a desk before it. Together with tests the only place that opens the database."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from negdesk import commands
from negdesk.desk import Desk
from negdesk.library_files import is_there, may_write
from negdesk.storage import clock
from negdesk.storage.connection import KeyNeeded
from negdesk.storage.database import open_library
from negdesk.storage.file_replacing import remove_left
from negdesk.storage.saved_mark import forget_mark

__all__ = ["TYPED_BEFORE", "KeyNeeded", "make_sample", "open_desk"]

TYPED_BEFORE = "NEGDESK_PASSPHRASE"
"""Where the environment may hold the passphrase, for those who start the program from one of their own."""


def open_desk(path: Path, typed: str = "", backups: Path | None = None) -> Desk:
    """A desk on the library at `path`, which is made, plain, where there is none.

    An encrypted one is opened with what was `typed` (its passphrase or its recovery code), else with what the
    environment holds, else by the system's key store. Where the file or its folder may not be written it can only be
    read. What a crash left beside it is removed. An older version's is backed up into `backups` before it is brought up
    to date, by itself into a folder beside it. Raises `Refusal` as `open_library` does, and `KeyNeeded`.
    """
    there = is_there(path)
    read_only = there and not may_write(path)
    if there and not read_only:
        remove_left(path)
        _make_private(path)
    try:
        return Desk(open_library(path, read_only=read_only, backups=backups))
    except KeyNeeded:
        from negdesk.storage.unlocking import open_with  # here, because a plain library does without it

        return Desk(open_with(path, typed or os.environ.get(TYPED_BEFORE, ""), read_only=read_only, backups=backups))


def _make_private(path: Path) -> None:
    """Have the file readable by its owner alone, as one that was copied here by hand may not be."""
    with suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def make_sample(path: Path, today: date | None = None) -> None:
    """Make the sample library at `path` by the real commands, in place of whatever sample was there.

    It comes to its place whole: after a crash in the middle there is the old one or the new one.
    """
    from uuid import uuid4  # here, because the first paint does not need it

    making = path.with_name(f"{path.name}.{uuid4().hex}.making")
    desk = open_desk(making)
    try:
        commands.sample.fill_sample(desk.do, today or clock.today())
    finally:
        desk.close()
    for leftover in (f"{path}-wal", f"{path}-shm"):
        Path(leftover).unlink(missing_ok=True)
    forget_mark(path)
    making.replace(path)
