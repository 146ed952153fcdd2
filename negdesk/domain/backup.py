"""Backups: why one is made, what its file is called, what it holds, and which ones are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import PurePath

from negdesk.domain.wording import mark, t, tn

DAYS, WEEKS, MONTHS = 14, 10, 9
"""For how long the newest backup of each day, of each week, and of each month is kept, today's own counted."""

EVERY = timedelta(minutes=30)
"""A library that was changed is backed up at least this often."""

ENDING = ".backup.negdesk"

_NAME = re.compile(r"(?P<library>.+)\.(?P<at>\d{8}T\d{6}Z)\.(?P<reason>[a-z-]+)" + re.escape(ENDING), re.DOTALL)
_STAMP = "%Y%m%dT%H%M%SZ"


class Reason(StrEnum):
    """Why a backup was made."""

    CHANGED = "changed"
    QUIT = "quit"
    BY_HAND = "by-hand"
    UPGRADE = "before-upgrade"
    IMPORT = "before-import"
    MERGE = "before-merge"
    KEY = "before-key"
    RESTORE = "before-restore"

    @property
    def label(self) -> str:
        """The reason as a person reads it."""
        return t(_LABELS[self])

    @property
    def guards(self) -> bool:
        """Whether it was made before something that one may want to take back days later."""
        return self.value.startswith("before-")


_LABELS = {
    Reason.CHANGED: mark("while you worked"),
    Reason.QUIT: mark("on closing"),
    Reason.BY_HAND: mark("when you asked for it"),
    Reason.UPGRADE: mark("before an upgrade"),
    Reason.IMPORT: mark("before an import"),
    Reason.MERGE: mark("before taking in a library"),
    Reason.KEY: mark("before a change of the key"),
    Reason.RESTORE: mark("before bringing back a backup"),
}


@dataclass(frozen=True, slots=True)
class BackupName:
    """What a backup's file name says: of which library it is, when it was made (UTC, to the second), and why."""

    library: str
    made_at: datetime
    reason: Reason

    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.library}.{self.made_at.astimezone(UTC).strftime(_STAMP)}.{self.reason.value}{ENDING}"


def read_name(file_name: str) -> BackupName | None:
    """What a file's name says; nothing where it is not one that this program gives to backups."""
    found = _NAME.fullmatch(file_name)
    if found is None or found["reason"] not in _LABELS:
        return None
    try:
        made_at = datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupName(found["library"], made_at, Reason(found["reason"]))


def library_name(library: PurePath, digest: str) -> str:
    """How backups name a library: its file's stem and a digest of where it lies, so that two of one name differ."""
    return f"{library.stem}.{digest}"


def backups_to_keep(backups: Iterable[BackupName], now: datetime) -> frozenset[BackupName]:
    """Those that are kept of one library's backups.

    All of the last 24 hours; all that were made before something was changed as a whole, for two weeks; the newest of
    each of the last 14 days, 10 weeks and 9 months. The newest of all is always among them, and so is one whose date
    lies ahead, as after a clock was set back. Days are those of the time zone of `now`.
    """
    ordered = sorted(backups, key=lambda each: (each.made_at, each.reason))  # two may be of the same second
    keep: set[BackupName] = set(ordered[-1:])
    newest: dict[tuple[str, object], BackupName] = {}
    for each in ordered:
        local = each.made_at.astimezone(now.tzinfo)
        age, days = now - each.made_at, (now.date() - local.date()).days
        if age < timedelta(days=1) or (each.reason.guards and days < DAYS):
            keep.add(each)
        if days < DAYS:
            newest["day", local.date()] = each
        if (_monday(now.date()) - _monday(local.date())).days // 7 < WEEKS:
            newest["week", _monday(local.date())] = each
        if _month(now.date()) - _month(local.date()) < MONTHS:
            newest["month", _month(local.date())] = each
    return frozenset(keep | set(newest.values()))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> int:
    return day.year * 12 + day.month


def words_of_missing(name: str, missing: int) -> str:
    """What is said where a library does not know of all that was saved in it."""
    return tn(
        "What was saved last in {name} is missing: {n} change. The file with the latest changes ({name}-wal) was "
        "damaged or is gone, so the library is as it was before. A backup may hold more; check the disk.",
        "What was saved last in {name} is missing: {n} changes. The file with the latest changes ({name}-wal) was "
        "damaged or is gone, so the library is as it was before. A backup may hold more; check the disk.",
        missing,
        name=name,
    )


@dataclass(frozen=True, slots=True)
class Holding:
    """How much a library holds, and when its latest log entry was written (UTC, as stored; empty where none is)."""

    counterparts: int = 0
    negotiations: int = 0
    meetings: int = 0
    log_entries: int = 0
    promises: int = 0
    latest_entry_at: str = ""


@dataclass(frozen=True, slots=True)
class BackupEntry:
    """A backup in the list. `holding` is unknown where it could not be opened; then `trouble` says why.

    One that is `locked` has a key that is not at hand: its passphrase or its recovery code opens it.
    """

    file_name: str
    name: BackupName
    size: int
    holding: Holding | None
    trouble: str = ""
    locked: bool = False
