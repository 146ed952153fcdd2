"""Libraries for tests of going out and coming in: filled by the random user's gestures, copied, and told apart."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

from negdesk.desk import Desk
from negdesk.domain.library_content import LibraryContent, Record
from negdesk.domain.refusal import Refusal
from negdesk.queries.library_content import library_content
from negdesk.storage.database import open_library
from tests.empty_library import empty_desk
from tests.journeys.test_random_user import COMMANDS, arguments
from tests.whole_content import whole_content

Draw = Callable[[Any], Any]

EVERY_COMMAND = tuple(command for found in COMMANDS.values() for command in found)
STARTERS = tuple(
    command
    for command in EVERY_COMMAND
    if command.name
    in ("counterpart.add_counterpart", "template.begin_negotiation", "log.write_entry", "promise.add_promise")
)


def open_desk(path: Path) -> Desk:
    """A desk on a library at `path`, new where there is none."""
    return Desk(open_library(path)) if path.exists() else empty_desk(path)


def live_a_little(desk: Desk, draw: Draw, strategies: Any, gestures: int) -> None:
    """Some gestures of the random user; what is refused is refused."""
    for _ in range(gestures):
        command = draw(strategies.sampled_from(EVERY_COMMAND + STARTERS * 4))
        given = arguments(command, desk.ask(whole_content), draw)
        if given.get("key") == "sample":
            continue  # only the maker of the sample says that; a sample and a library of one's own are never merged
        try:
            desk.do(command.run, **given)
        except Refusal:
            continue


def copy_of(desk: Desk, path: Path, to: Path) -> Desk:
    """A desk on a copy of a desk's library."""
    desk.ask(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    return open_desk(Path(copyfile(path, to)))


def content(desk: Desk) -> LibraryContent:
    """All that a library holds."""
    return desk.ask(library_content)


def unordered(desk: Desk) -> dict[str, dict[str, Record]]:
    """All that a library holds, whatever the order in which it came."""
    return {table: {str(row["uid"]): row for row in rows} for table, rows in content(desk).rows.items()}


def sound(desk: Desk) -> bool:
    """Whether SQLite finds nothing wrong."""

    def look(connection: Any) -> bool:
        whole: list[Any] = connection.execute("PRAGMA integrity_check").fetchall()
        orphans: list[Any] = connection.execute("PRAGMA foreign_key_check").fetchall()
        return whole == [("ok",)] and orphans == []

    return desk.ask(look)
