"""Brings a library file up to the newest schema: numbered, frozen SQL steps on SQLite's ``user_version``."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from negdesk.storage.database import Connection

STEPS = (
    "0001_first.sql",
    "0002_change_times.sql",
    "0003_promises_and_files.sql",
    "0004_meeting_clock.sql",
    "0005_agreed_papers.sql",
    "0006_tags_and_mentions.sql",
    "0007_own_fields.sql",
    "0008_saving.sql",
)
"""The steps in order; the one at place n brings a library from version n to n + 1. One that shipped never changes."""

NEWEST = len(STEPS)


def files(package: str) -> "Traversable":
    """The files of a package. What finds them is loaded only where a step has to run, not for the first paint."""
    from importlib import resources

    return resources.files(package)


class _Result(Protocol):
    def fetchone(self) -> tuple[Any, ...] | None: ...


class _Connection(Protocol):
    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> _Result: ...


def upgrade(connection: _Connection, back_up: Callable[[], object] = lambda: None, steps: Sequence[str] = STEPS) -> int:
    """Run the steps that this library has not had, one transaction each; returns how many ran.

    `back_up` is called before the first step that runs on a library which already holds something; where it raises,
    nothing is changed. After a crash in the middle the library is at one whole version, never between two.
    """
    row = connection.execute("PRAGMA user_version").fetchone()
    version = int(row[0]) if row else 0
    if 0 < version < len(steps):
        back_up()
        _drop_search_index(connection)
    for number, name in enumerate(steps[version:], start=version + 1):
        text = files("negdesk.storage").joinpath("schema_steps", name).read_text(encoding="utf-8")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(text):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return len(steps) - version


def _drop_search_index(connection: _Connection) -> None:
    """Take out what is made of today's tables, so that no step meets a trigger on a column it changes."""
    from negdesk.storage.search_index import drop  # here, because it knows the database, which knows this module

    connection.execute("BEGIN IMMEDIATE")
    drop(cast("Connection", connection))
    connection.execute("COMMIT")


def _statements(text: str) -> list[str]:
    """The statements of a step; each ends with a semicolon at the end of a line that is not indented, or after END."""
    statements, lines = [], []
    for line in text.splitlines():
        if line.startswith("--"):
            continue
        lines.append(line)
        if line.endswith(";") and not line.startswith(" "):
            statements.append("\n".join(lines))
            lines = []
    return [statement for statement in statements if statement.strip()]
