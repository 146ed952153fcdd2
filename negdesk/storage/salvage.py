"""Brings over to a new library every row of a damaged one that can still be read.

The damaged file is never written: a copy is read, table by table. Where a range of rows cannot be read it is halved
until single rows are left, so that one bad page costs the rows on it and no more. Each row has to pass the new
library's own rules. In an encrypted library every page is sealed, so what is read is what was written; in a plain one a
changed letter inside a text cannot be told, and only rows that contradict their own index are left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2

from negdesk.domain.library_content import Column, Shape
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.library_files import is_there
from negdesk.storage import clock
from negdesk.storage.backup import Access
from negdesk.storage.connection import Connection, connect
from negdesk.storage.damaged_copy import DamagedCopy, open_copy
from negdesk.storage.database import APPLICATION_ID
from negdesk.storage.file_replacing import making_file, put_in_place, remove_made
from negdesk.storage.key_file import envelopes_beside, write_key_file
from negdesk.storage.library_content import library_shapes
from negdesk.storage.schema_upgrade import NEWEST, STEPS, upgrade

_MOST_PROBES = 20_000
_BEYOND = 200
"""How far beyond the last number that was read rows are looked for, where nothing tells the last number."""


@dataclass(slots=True)
class TableSalvage:
    """What became of one table's rows. `lost` counts those known to have been there; `more_lost` says it may be more.

    `unsure` were read but contradict the library's rules or their index; `let_go` lost a row that they named;
    `stand_ins` were made so that rows that belong to a lost one have somewhere to be.
    """

    table: str
    brought: int = 0
    lost: int = 0
    more_lost: bool = False
    unsure: int = 0
    let_go: int = 0
    stand_ins: int = 0

    @property
    def whole(self) -> bool:
        """Whether all of the table came over as it was."""
        return not (self.lost or self.more_lost or self.unsure or self.let_go or self.stand_ins)


@dataclass(slots=True)
class _Read:
    """The rows of one table by their number, and how far that is all of them."""

    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    gaps: int = 0


Tell = Callable[[int, int], object]
"""Is told how many of how many tables were read."""


def salvage(damaged: Access, target: Path, tell: Tell = lambda _done, _of: None) -> list[TableSalvage]:
    """Make a new library at `target` of what can be read; it opens by what opens the damaged one.

    Raises `Refusal` where not one table can be found, or where there is a file at `target` already; then nothing was
    made. The damaged file stays as it is.
    """
    if is_there(target):
        raise Refusal(t("{path} is there already. Nothing was changed. Choose another name.", path=target))
    making = making_file(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with TemporaryDirectory(prefix=".negdesk-", dir=target.parent) as folder:
            source = open_copy(damaged, Path(folder))
            salt = source.salt
            try:
                report = _bring_over(source, Access(making, damaged.key, salt), tell)
            finally:
                source.close()
        if salt:
            write_key_file(target, envelopes_beside(damaged.path))
        put_in_place(making, target)
    except OSError as error:
        raise Refusal(
            t("{path} cannot be written ({reason}). Nothing was changed.", path=target.parent, reason=error.strerror)
        ) from None
    finally:
        remove_made(making)
    return report


def _bring_over(source: DamagedCopy, made: Access, tell: Tell) -> list[TableSalvage]:
    version = _version(source)
    made.path.touch(mode=0o600)
    target = connect(made.path, made.key, salt=made.salt)
    try:
        target.execute("PRAGMA journal_mode = MEMORY").fetchone()
        target.execute("PRAGMA foreign_keys = OFF")
        upgrade(target, steps=STEPS[:version])
        target.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        shapes = library_shapes(target)
        report = {shape.table: TableSalvage(shape.table) for shape in shapes}
        target.execute("BEGIN IMMEDIATE")
        for done, shape in enumerate(shapes):
            tell(done, len(shapes))
            _bring_table(source, target, shape, report[shape.table])
        tell(len(shapes), len(shapes))
        _Belonging(target, shapes, report).mend()
        target.execute("COMMIT")
    finally:
        target.close()
    return list(report.values())


def _version(source: DamagedCopy) -> int:
    try:
        ((version,),) = source.rows("PRAGMA user_version")
    except dbapi2.DatabaseError:
        return NEWEST
    return int(version) if 0 < version <= NEWEST else NEWEST


def _bring_table(source: DamagedCopy, target: Connection, shape: Shape, report: TableSalvage) -> None:
    try:
        there = {str(row[1]) for row in source.rows(f'PRAGMA table_info("{shape.table}")')}
    except dbapi2.DatabaseError:
        there = set()
    if not {"id", "uid"} <= there:
        report.more_lost = True
        return
    names = ["id", "uid", *(column.name for column in shape.columns if column.name in there)]
    known = _known_uids(source, shape.table)
    read = _read_rows(source, shape.table, names, known)
    marks, listed = ", ".join("?" * len(names)), ", ".join(f'"{name}"' for name in names)
    for number, row in read.rows.items():
        if known is not None and known.get(number) != row[1]:
            report.unsure += 1
            continue
        try:
            target.execute(f'INSERT INTO "{shape.table}" ({listed}) VALUES ({marks})', row)
            report.brought += 1
        except dbapi2.DatabaseError:
            report.unsure += 1
    if known is not None:
        report.lost = len(known.keys() - read.rows.keys())
    else:
        report.more_lost = read.gaps > 0 or shape.table in source.partly


def _known_uids(source: DamagedCopy, table: str) -> dict[int, str] | None:
    """The number and uid of each row as the index of uids has them; nothing where it cannot be read whole."""
    try:
        found = source.rows(f'SELECT id, uid FROM "{table}" INDEXED BY "sqlite_autoindex_{table}_1" ORDER BY uid')
    except dbapi2.DatabaseError:
        return None
    return {int(number): str(uid) for number, uid in found}


def _read_rows(source: DamagedCopy, table: str, names: Sequence[str], known: dict[int, str] | None) -> _Read:
    read, listed = _Read(), ", ".join(f'"{name}"' for name in names)
    sql = f'SELECT {listed} FROM "{table}" WHERE id BETWEEN ? AND ? ORDER BY id'
    numbers = None if known is None else sorted(known)
    ranges, bound = [(1, 2**62)], 0
    for _ in range(_MOST_PROBES):
        if not ranges:
            break
        low, high = ranges.pop()
        if numbers is not None and bisect_left(numbers, low) == bisect_right(numbers, high):
            continue  # the index says that no row is there
        seen = low - 1
        for row in source.until_damage(sql, (low, high)):
            if row is None:
                read.gaps += 1
                bound = bound or _bound(source, table, known, seen)
                ranges += _rest(seen + 1, min(high, bound))
                break
            seen = int(row[0])
            read.rows[seen] = row
    read.gaps += len(ranges)
    return read


def _rest(low: int, high: int) -> list[tuple[int, int]]:
    """What is left to read from a row on that may be the one that cannot be read: its halves, or nothing."""
    if high <= low:
        return []
    middle = (low + high) // 2
    return [(middle + 1, high), (low, middle)]


def _bound(source: DamagedCopy, table: str, known: dict[int, str] | None, last: int) -> int:
    """The greatest number that a row may have."""
    if known is not None:
        return max(known, default=0)
    try:
        ((greatest,),) = source.rows(f'SELECT max(id) FROM "{table}"')
    except dbapi2.DatabaseError:
        return last + _BEYOND
    return int(greatest or 0)


class _Belonging:
    """Has every row belong to one that is there: lets go of what may be let go of, and makes stand-ins for the rest."""

    def __init__(self, target: Connection, shapes: Sequence[Shape], report: dict[str, TableSalvage]) -> None:
        self._target, self._report = target, report
        self._shapes = {shape.table: shape for shape in shapes}

    def mend(self) -> None:
        """Afterwards nothing names a row that is not there."""
        for _ in range(len(self._shapes) + 1):
            broken = self._target.execute("PRAGMA foreign_key_check").fetchall()
            for table, number, parent, place in broken:
                self._mend(str(table), int(number), str(parent), int(place))
            if not broken:
                return
        raise Refusal(t("What was read does not fit together. Bring back a backup."))

    def _mend(self, table: str, number: int, parent: str, place: int) -> None:
        names = self._target.execute(
            'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (table, place)
        ).fetchone()
        assert names is not None
        column = next(each for each in self._shapes[table].columns if each.name == names[0])
        named = self._target.execute(f'SELECT "{column.name}" FROM "{table}" WHERE id = ?', (number,)).fetchone()
        if named is None or named[0] is None:
            return  # it was mended with another one
        if not column.required and parent not in ("counterpart", "negotiation", "meeting"):
            self._target.execute(f'UPDATE "{table}" SET "{column.name}" = NULL WHERE id = ?', (number,))
            self._report[table].let_go += 1
        elif not self._is_there(parent, int(named[0])) and not self._stand_in(parent, int(named[0])):
            self._target.execute(f'DELETE FROM "{table}" WHERE id = ?', (number,))
            self._report[table].brought -= 1
            self._report[table].unsure += 1

    def _is_there(self, table: str, number: int) -> bool:
        return self._target.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (number,)).fetchone() is not None

    def _stand_in(self, table: str, number: int) -> bool:
        """Make a row in place of a lost one; whether the library's rules let that be."""
        needed = [column for column in self._shapes[table].columns if column.required and not column.has_default]
        names = ["id", "uid", *(column.name for column in needed)]
        values = [number, f"lost-{table.replace('_', '-')}-{number}", *(self._filled(column) for column in needed)]
        listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        try:
            self._target.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', values)
        except dbapi2.DatabaseError:
            return False
        self._report[table].stand_ins += 1
        return True

    def _filled(self, column: Column) -> object:
        if column.references:
            found = self._target.execute(f'SELECT min(id) FROM "{column.references}"').fetchone()
            return found[0] if found and found[0] is not None else 1
        if column.choices:
            return column.choices[0]
        if column.kind != "TEXT":
            return b"" if column.kind == "BLOB" else 0
        if column.name.endswith("_at"):
            return clock.now_utc()
        return clock.today().isoformat() if column.name.endswith("_on") else t("Lost in the damage")
