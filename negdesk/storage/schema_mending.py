"""Has a copy of a damaged library say again where its tables are, as far as that was lost.

SQLite reads no table before it has read what all of them are, so that a page of that which cannot be read would cost
the whole library. What the tables are, our own steps know; where the lost ones begin is found among the pages that
belong to no other table, and believed only where all that is read there fits. Source: SQLite's documentation of its
file format.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlcipher3 import dbapi2

from negdesk.storage.connection import PLAIN_HEAD, Connection, connect
from negdesk.storage.file_pages import FilePages
from negdesk.storage.schema_upgrade import NEWEST, STEPS, upgrade

if TYPE_CHECKING:
    from negdesk.storage.library_key import LibraryKey

_BRANCH, _LEAF = 0x05, 0x0D
"""What the first byte of a table's page says: it names further pages, or it has rows."""

_FILE_HEAD = 100
"""So many bytes of the first page come before what every page begins with."""

_ROWS_TRIED = 20


class _Missing(NamedTuple):
    table: str
    sql: str
    columns: int


class _Beginning(NamedTuple):
    """A page where a table may begin: how many columns its last rows have, and whether it names further pages."""

    page: int
    columns: int
    branches: bool


def begins_right(copy: Path, key: "LibraryKey | None", salt: bytes) -> bool:
    """Whether the first page is there and is what was written with this key, as far as that can be told."""
    with FilePages(copy, key, salt) as pages:
        return pages.count > 0 and (pages.read(1) or b"").startswith(PLAIN_HEAD)


def mend_pages(copy: Path, key: "LibraryKey | None", salt: bytes) -> None:
    """Have every page that cannot be read be one of nothing, and the pages of the schema ones that can be read.

    Afterwards such a page is met as damage wherever its rows are asked for, and costs no other one: SQLCipher would
    read nothing more on a connection that has met a seal that does not fit.
    """
    with FilePages(copy, key, salt) as pages:
        for number in range(2, pages.count + 1):
            if not pages.is_sealed(number):
                pages.write(number, bytes(pages.room))
        for number, greatest in pages_of_schema(pages):
            content = pages.read(number)
            if content is None or not any(content):
                pages.write(number, _stand_in(number, greatest, pages.room))


def find_lost_tables(copy: Path, key: "LibraryKey | None", salt: bytes) -> frozenset[str]:
    """Have the schema name what it lacks of its version's tables, where they are found.

    Returns those that may have more rows elsewhere: several places fit, as where the page that named them all is gone.
    """
    partly = set[str]()
    source = connect(copy, key, salt=salt)
    expected = connect(Path(":memory:"))
    with suppress(dbapi2.DatabaseError):  # what cannot be named stays lost, and is said to be
        source.execute("PRAGMA writable_schema = ON")
        missing = _missing(source, expected)
        with FilePages(copy, key, salt) as pages:
            beginnings = _beginnings(pages, _known_places(source)) if missing else []
        # Those first where as many columns are kept as the table has: rows that are older than a column have fewer.
        pairs = [(each, one) for each in missing for one in beginnings if one.columns <= each.columns]
        pairs.sort(key=lambda pair: (pair[0].columns - pair[1].columns, pair[0].table, not pair[1].branches))
        found: dict[str, int] = {}
        for each, one in pairs:
            if one.page in found.values():
                continue
            _name(source, each, one.page)
            source.close()
            source = connect(copy, key, salt=salt)  # it reads what the tables are when it is made
            source.execute("PRAGMA writable_schema = ON")
            fits = _fits(source, expected, each)
            if fits and each.table not in found:
                found[each.table] = one.page
            elif fits:
                partly.add(each.table)
            _unname(source, each, found.get(each.table))
    source.close()
    expected.close()
    return frozenset(partly)


def pages_of_schema(pages: FilePages) -> Iterator[tuple[int, int]]:
    """The pages that the first one names, and those that these name: all that the schema is on but the first.

    Each with the greatest number that a row on it may have, as far as that is said.
    """
    waiting, seen = [(1, 0)], {1}
    while waiting:
        number, greatest = waiting.pop()
        content = pages.read(number)
        if number > 1:
            yield number, greatest
        for child, most in _named_pages(content or b"", _FILE_HEAD if number == 1 else 0):
            if child not in seen and 1 < child <= pages.count:
                seen.add(child)
                waiting.append((child, most))


def _stand_in(number: int, greatest: int, room: int) -> bytes:
    """A page of the schema with one row that does no harm; a page of none, SQLite would take for damage."""
    name = f"lost_{number}"
    texts = ["view", name, name, f"CREATE VIEW {name} AS SELECT 1"]
    kinds = [13 + 2 * len(text) for text in texts]
    kinds.insert(3, 8)  # the number nought: a view begins nowhere
    record = bytes((1 + len(kinds), *kinds)) + "".join(texts).encode()
    cell = _written(len(record)) + _written(greatest) + record
    begins = room - len(cell)
    head = bytes((_LEAF, 0, 0, 0, 1, *begins.to_bytes(2), 0, *begins.to_bytes(2)))
    return head.ljust(begins, b"\0") + cell


def _named_pages(content: bytes, head: int = 0) -> list[tuple[int, int]]:
    """The pages that a table's page names, each with the greatest number of its rows; none for another kind of page."""
    if len(content) <= head or content[head] != _BRANCH:
        return []
    found, greatest = [], 0
    for place in _cell_places(content, head, 12):
        at = int.from_bytes(content[place : place + 2])
        greatest = _number(content, at + 4)[0]
        found.append((int.from_bytes(content[at : at + 4]), greatest))
    return [*found, (int.from_bytes(content[head + 8 : head + 12]), greatest + 1)]


def _cell_places(content: bytes, head: int, length: int) -> range:
    count = int.from_bytes(content[head + 3 : head + 5])
    return range(head + length, head + length + 2 * count, 2)


def _missing(source: Connection, expected: Connection) -> list[_Missing]:
    """The tables that a library of this version has and this one does not name. `expected` is made such a one."""
    row = source.execute("PRAGMA user_version").fetchone()
    version = int(row[0]) if row and 0 < row[0] <= NEWEST else NEWEST
    upgrade(expected, steps=STEPS[:version])
    tables = expected.execute(
        "SELECT name, sql, (SELECT count(*) FROM pragma_table_info(s.name)) FROM sqlite_schema s WHERE type = 'table'"
    ).fetchall()
    return [_Missing(*row) for row in tables if not _is_named(source, str(row[0]))]


def _is_named(source: Connection, table: str) -> bool:
    found = source.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return found is not None


def _known_places(source: Connection) -> set[int]:
    return {int(place or 0) for (place,) in source.execute("SELECT rootpage FROM sqlite_schema").fetchall()}


def _beginnings(pages: FilePages, known: set[int]) -> list[_Beginning]:
    """Where a table may begin of which the schema knows nothing: pages of rows that no other page names."""
    kept: dict[int, list[int]] = {}
    leaves: dict[int, int] = {}
    other = _free_pages(pages) | {number for number, _greatest in pages_of_schema(pages)}
    for number in range(2, pages.count + 1):
        content = None if number in other else pages.read(number)
        if content is None:
            continue
        if content[0] == _BRANCH:
            kept[number] = [child for child, _greatest in _named_pages(content)]
        elif content[0] == _LEAF:
            leaves[number] = _columns(content)
    named = {child for children in kept.values() for child in children}
    found = []
    for number in sorted((kept.keys() | leaves.keys()) - named - known):
        last = number
        for _ in range(20):  # no table is as deep as that
            last = kept[last][-1] if last in kept else last
        if leaves.get(last, 0):
            found.append(_Beginning(number, leaves[last], number in kept))
    return found


def _free_pages(pages: FilePages) -> set[int]:
    """The pages that hold nothing any more, but may hold what they once did."""
    head = pages.read(1) or bytes(_FILE_HEAD)
    trunk, free = int.from_bytes(head[32:36]), set[int]()
    while 1 < trunk <= pages.count and trunk not in free:
        free.add(trunk)
        content = pages.read(trunk)
        if content is None:
            break
        count = min(int.from_bytes(content[4:8]), (pages.room - 8) // 4)
        free |= {int.from_bytes(content[at : at + 4]) for at in range(8, 8 + 4 * count, 4)}
        trunk = int.from_bytes(content[:4])
    return free


def _columns(content: bytes) -> int:
    """How many columns the widest row on a page of rows has."""
    widest = 0
    for place in _cell_places(content, 0, 8):
        at = int.from_bytes(content[place : place + 2])
        with suppress(IndexError):
            _length, at = _number(content, at)
            _row_number, at = _number(content, at)
            head, at_kinds = _number(content, at)
            columns, end = 0, at + head
            while at_kinds < end:
                _kind, at_kinds = _number(content, at_kinds)
                columns += 1
            widest = max(widest, columns)
    return widest


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's variable length, and where it ends."""
    value = 0
    for length in range(1, 10):
        byte = content[at]
        at += 1
        if length == 9:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at


def _written(value: int) -> bytes:
    """A number as SQLite writes it in its variable length; up to eight times seven bits of it."""
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(value & 0x7F | 0x80)
    return bytes(reversed(groups))


def _name(source: Connection, missing: _Missing, page: int) -> None:
    source.execute(
        "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, ?, ?)",
        (missing.table, missing.table, page, missing.sql),
    )


def _unname(source: Connection, missing: _Missing, but: int | None) -> None:
    """Have the schema name the table at no place but this one."""
    source.execute(
        "DELETE FROM sqlite_schema WHERE type = 'table' AND name = ? AND rootpage IS NOT ?", (missing.table, but)
    )


def _fits(source: Connection, expected: Connection, missing: _Missing) -> bool:
    """Whether the first rows are such as the table takes."""
    try:
        rows = source.execute(f'SELECT * FROM "{missing.table}" LIMIT {_ROWS_TRIED}').fetchall()
    except (dbapi2.DatabaseError, UnicodeDecodeError):
        return False
    marks = ", ".join("?" * missing.columns)
    expected.execute("PRAGMA foreign_keys = OFF")
    expected.execute("BEGIN")
    try:
        expected.executemany(f'INSERT INTO "{missing.table}" VALUES ({marks})', rows)
        return bool(rows)
    except dbapi2.DatabaseError:
        return False
    finally:
        expected.execute("ROLLBACK")
