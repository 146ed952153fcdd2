"""Looks into a library or a backup that stays as it is: all that it holds, or a desk that takes no change."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2

from negdesk.desk import Desk
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.opening import open_desk
from negdesk.queries.library_content import library_content
from negdesk.queries.since_backup import SinceSheet, since_sheet
from negdesk.storage.backup import Access
from negdesk.storage.connection import connect
from negdesk.storage.database import Database, OlderLibrary
from negdesk.storage.unlocking import open_with


def content_of(path: Path, typed: str = "") -> LibraryContent:
    """All that another library or a backup holds. The file stays as it is: a private copy is read, then removed.

    An encrypted one is opened as by `open_desk`. Raises `Refusal` as that does.
    """
    with _private_copy(path) as copy:
        desk = open_desk(copy, typed)
        try:
            if desk.ask(lambda connection: connection.execute("PRAGMA quick_check").fetchall()) != [("ok",)]:
                raise Refusal(t("{name} is damaged, or in use just now. Close its window first.", name=path.name))
            return desk.ask(library_content)
        except dbapi2.DatabaseError:  # no damage of the file, but tables that no library of ours ever had
            raise Refusal(
                t("{name} does not hold what a NegDesk library holds. Choose another file.", name=path.name)
            ) from None
        finally:
            desk.close()


def compared(backup: Path, typed: str, library: Access) -> tuple[LibraryContent, SinceSheet]:
    """All that a backup holds, and what of it is gone from a library or says something else there now.

    The library may be in use meanwhile: it is read, as it was saved last, by a connection of its own. Raises as
    `content_of` does.
    """
    content = content_of(backup, typed)
    connection = connect(library.path, library.key, reading=True)
    try:
        return content, since_sheet(connection, content)
    finally:
        connection.close()


def open_to_look(path: Path, typed: str = "") -> tuple[Desk, Callable[[], None]]:
    """A desk on a library or a backup that takes no change, and what is to be called once that desk is closed.

    The file is not written. One of an older version is brought up to date in a private copy, which goes at the end. An
    encrypted one is opened with what was `typed`, else by the key store. Raises `Refusal` as `open_library` does.
    """
    with ExitStack() as copies:
        desk = Desk(_opened(path, typed, copies))
        return desk, copies.pop_all().close


def _opened(path: Path, typed: str, copies: ExitStack) -> Database:
    try:
        return open_with(path, typed, read_only=True)
    except OlderLibrary:
        copy = copies.enter_context(_private_copy(path))
        open_with(copy, typed).close()
        return open_with(copy, typed, read_only=True)


@contextmanager
def _private_copy(path: Path) -> Iterator[Path]:
    """A copy that only we can read, with what has not settled yet and the key file; encrypted as the library is."""
    with TemporaryDirectory(prefix="negdesk-") as folder:
        copy = Path(folder) / path.name  # of the same name, which is what a refusal speaks of
        try:
            shutil.copyfile(path, copy)
            for ending in ("-wal", ".key"):
                beside = path.with_name(path.name + ending)
                if beside.exists():
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or t("the name cannot be used")
            raise Refusal(
                t("{path} cannot be read ({reason}). Choose another file.", path=path, reason=reason)
            ) from None
        yield copy
