"""The library as a whole: taking in all of another one, or some rows of a backup, as one gesture."""

from collections.abc import Callable, Collection

from sqlmodel import Session

from negdesk.commands.entry_links import link_entry
from negdesk.commands.row_values import checked
from negdesk.domain.library_content import (
    LibraryContent,
    Record,
    check_content,
    place,
    rows_of,
    unreadable,
)
from negdesk.domain.merge_account import MergeAccount, account
from negdesk.domain.merging import Row, merge
from negdesk.domain.refusal import Refusal
from negdesk.domain.since_backup import Compared
from negdesk.domain.wording import t
from negdesk.storage.change_times import times_at_rest
from negdesk.storage.clock import now_utc
from negdesk.storage.database import Connection
from negdesk.storage.library_content import read_content
from negdesk.storage.library_keeping import ContentKeeping, Merged
from negdesk.storage.sessions import raw_connection

_CANNOT_BE = (ValueError, TypeError, KeyError, ArithmeticError, AttributeError, RecursionError)
"""What a domain value raises when it is made of something that it cannot be made of."""

CHECKED = 500
"""So many rows are checked in between two words on how far it is."""

Progress = Callable[[int, int], None]


def _untold(_done: int, _all: int) -> None:
    """Nobody asks how far it is."""


def merge_library(session: Session, theirs: LibraryContent, tell: Progress = _untold) -> Merged:
    """Take in all of another library: the newest value of each field is kept, the other is set aside, not dropped.

    Into an empty library it comes as it is, to the last field. `tell` hears how far it is of how far: looking at all
    rows is one half of it, writing the other; if it raises, nothing is kept. Raises `Refusal` where the content could
    not be a library's.
    """
    connection = raw_connection(session)
    ours = read_content(connection)
    half = max(1, sum(len(rows) for rows in theirs.rows.values()))
    as_one = _as_one(ours, theirs, lambda done, of: tell(half * done // max(1, of), 2 * half))[1]
    return _keep(connection, ours, as_one, lambda done, of: tell(half + half * done // max(1, of), 2 * half))


def bring_back_rows(session: Session, backup: LibraryContent, chosen: Collection[Row]) -> Merged:
    """Have the `chosen` rows be as a backup has them, with what belongs to them and what they cannot be without.

    What they say now is set aside, not dropped; all else stays as it is. Raises `Refusal` where nothing of it is gone
    or differs any more, and where the content could not be a library's.
    """
    connection = raw_connection(session)
    ours = read_content(connection)
    _check_samples(ours, backup)
    brought = Compared(ours, backup).bringing(chosen, now_utc())
    merged = _keep(connection, ours, _as_one(ours, brought)[1])
    if not merged:
        raise Refusal(t("What you chose is as it was in the backup already. Nothing was changed."))
    for row in brought.rows["log_entry"]:
        if ("log_entry", str(row["uid"])) in chosen:  # what it links to follows its words
            found = connection.execute("SELECT id, text FROM log_entry WHERE uid = ?", (row["uid"],)).fetchone()
            if found is not None:
                link_entry(session, int(found[0]), str(found[1]))
    return merged


def _keep(connection: Connection, ours: LibraryContent, merged: LibraryContent, tell: Progress = _untold) -> Merged:
    with times_at_rest(connection):
        # Rows come table by table, so one may stand for a moment before the one it names.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        return ContentKeeping(connection, ours, merged).keep(tell)


def preview_merge(connection: Connection, theirs: LibraryContent, tell: Progress = _untold) -> Merged:
    """What taking in another library would do; nothing is changed."""
    ours = read_content(connection)
    return ContentKeeping(connection, ours, _as_one(ours, theirs, tell)[1]).count()


def account_of_merge(connection: Connection, theirs: LibraryContent, tell: Progress = _untold) -> MergeAccount:
    """What would come in, what differs and what would be set aside, one by one; nothing is changed."""
    ours = read_content(connection)
    return account(ours, *_as_one(ours, theirs, tell))


def _as_one(
    ours: LibraryContent, theirs: LibraryContent, tell: Progress = _untold
) -> tuple[LibraryContent, LibraryContent]:
    """What comes, as this library would hold it, and both as one."""
    if theirs.shapes != ours.shapes:
        raise Refusal(t("Its tables are not those of a NegDesk library. Nothing was changed. Choose another file."))
    _check_samples(ours, theirs)
    theirs = _checked(theirs, tell)
    return theirs, merge(ours, theirs, now_utc(), _fits)


def _checked(content: LibraryContent, tell: Progress) -> LibraryContent:
    check_content(content)
    rows: dict[str, list[Record]] = {shape.table: [] for shape in content.shapes}
    of = sum(len(content.rows.get(table, ())) for table in rows)
    for done, (shape, number, row) in enumerate(rows_of(content)):
        if done % CHECKED == 0:
            tell(done, of)
        try:
            rows[shape.table].append(checked(shape.table, row))
        except Refusal as refusal:
            raise unreadable(place(shape.table, number, refusal.field), refusal.sentence) from None
        except _CANNOT_BE:
            raise unreadable(place(shape.table, number), t("there is something that cannot be so")) from None
    return LibraryContent(content.version, content.shapes, {table: tuple(found) for table, found in rows.items()})


def _fits(table: str, row: Record) -> bool:
    try:
        checked(table, row)
    except (Refusal, *_CANNOT_BE):
        return False
    return True


def _check_samples(ours: LibraryContent, theirs: LibraryContent) -> None:
    """Made-up people must not come among the user's own."""
    ours_is, theirs_is = (_is_sample(content) for content in (ours, theirs))
    if ours.count() and ours_is != theirs_is:
        raise Refusal(t("The sample library is made up. It cannot be put together with a library of your own."))


def _is_sample(content: LibraryContent) -> bool:
    return any(row["key"] == "sample" and row["value"] for row in content.rows.get("setting", ()))
