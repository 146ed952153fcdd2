"""Opens a library and puts a desk before it. Together with tests the only place that opens the database."""

from datetime import date
from pathlib import Path

from negdesk import commands
from negdesk.desk import Desk
from negdesk.storage import clock
from negdesk.storage.database import open_library


def open_desk(path: Path) -> Desk:
    """A desk on the library at `path`, which is made where there is none. Raises `Refusal` as `open_library` does."""
    return Desk(open_library(path))


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
