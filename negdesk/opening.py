"""Opens a library and puts a desk before it. Together with tests the only place that opens the database."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from negdesk import commands
from negdesk.desk import Desk
from negdesk.library_files import may_write
from negdesk.storage import clock
from negdesk.storage.connection import KeyNeeded
from negdesk.storage.database import open_library
from negdesk.storage.file_replacing import remove_left

if TYPE_CHECKING:
    from negdesk.domain.library_content import LibraryContent

__all__ = ["TYPED_BEFORE", "KeyNeeded", "make_sample", "open_desk"]

TYPED_BEFORE = "NEGDESK_PASSPHRASE"
"""Where the environment may hold the passphrase, for those who start the program from one of their own."""


def open_desk(path: Path, typed: str = "") -> Desk:
    """A desk on the library at `path`, which is made, plain, where there is none.

    An encrypted one is opened with what was `typed` (its passphrase or its recovery code), else with what the
    environment holds, else by the system's key store. Where the file or its folder may not be written it can only be
    read. What a crash left beside it is removed. Raises `Refusal` as `open_library` does, and `KeyNeeded`.
    """
    there = path.exists()
    read_only = there and not may_write(path)
    if there and not read_only:
        remove_left(path)
        _make_private(path)
    try:
        return Desk(open_library(path, read_only=read_only))
    except KeyNeeded:
        from negdesk.storage.unlocking import open_with  # here, because a plain library does without it

        return Desk(open_with(path, typed or os.environ.get(TYPED_BEFORE, ""), read_only=read_only))


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
    making.replace(path)


def content_of(path: Path, typed: str = "") -> "LibraryContent":
    """All that another library or a backup holds. The file stays as it is: a private copy is read, then removed.

    An encrypted one is opened as by `open_desk`. Raises `Refusal` as that does.
    """
    import shutil
    from tempfile import TemporaryDirectory

    from negdesk.domain.refusal import Refusal
    from negdesk.domain.wording import t
    from negdesk.queries.library_content import library_content

    with TemporaryDirectory(prefix="negdesk-") as folder:
        copy = Path(folder) / path.name  # of the same name, which is what a refusal speaks of
        try:
            shutil.copyfile(path, copy)
            # What a window that is open has not settled yet, and the key file of an encrypted one.
            for ending in ("-wal", ".key"):
                beside = path.with_name(path.name + ending)
                if beside.exists():
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or t("the name cannot be used")
            raise Refusal(
                t("{path} cannot be read ({reason}). Choose another file.", path=path, reason=reason)
            ) from None
        desk = open_desk(copy, typed)
        try:
            if desk.ask(lambda connection: connection.execute("PRAGMA quick_check").fetchall()) != [("ok",)]:
                raise Refusal(t("{name} is damaged, or in use just now. Close its window first.", name=path.name))
            return desk.ask(library_content)
        finally:
            desk.close()
