"""What is gone or differs in the library since a backup, as somebody reads it who looks for what to bring back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from negdesk.domain.library_content import LibraryContent, Record, Value
from negdesk.domain.merging import Row
from negdesk.domain.privacy import Open
from negdesk.domain.since_backup import Compared, RowSince, Since
from negdesk.storage.database import Connection
from negdesk.storage.library_content import read_content

_LONGEST = 2000

_TITLES: dict[str, tuple[str, ...]] = {
    "agreement_version": ("version",),
    "alternative": ("text",),
    "attached_file": ("name",),
    "attendee": ("counterpart_id",),
    "authority": ("who", "limit_note"),
    "capture": ("text",),
    "checklist_item": ("text",),
    "counterpart": ("name",),
    "counterpart_tag": ("tag_id",),
    "entry_tag": ("tag_id",),
    "if_then": ("if_text",),
    "lamp": ("who", "evidence"),
    "ledger_item": ("title",),
    "log_entry": ("text",),
    "look_back": ("learnt",),
    "meeting": ("place",),
    "mention": ("name",),
    "negotiation": ("title",),
    "offer": ("text",),
    "offer_value": ("term_id", "value"),
    "own_field": ("name",),
    "party": ("counterpart_id",),
    "promise": ("text",),
    "question": ("text",),
    "setting": ("key",),
    "tag": ("name",),
    "template": ("name",),
    "term": ("name",),
}
_MOMENTS: dict[str, tuple[str, ...]] = {
    "agreement_version": ("agreed_on",),
    "capture": ("captured_at",),
    "log_entry": ("happened_on",),
    "meeting": ("starts_at", "started_at"),
    "offer": ("made_at",),
    "promise": ("due_on",),
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """What a field said then and says now, as the library keeps it; empty for nothing. A table's name as `field` stands
    for the rows of it that belong to the line."""

    field: Open[str]
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One thing that can be brought back. `moment` is its day or time, as the library keeps it; empty where none is.

    `side` and `sort` are its side and kind where its table has such columns. `page` is the uid of the counterpart or
    negotiation on whose page it stands.
    """

    table: Open[str]
    uid: Open[str]
    since: Open[Since]
    page: Open[str]
    side: Open[str]
    sort: Open[str]
    moment: str
    title: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class SincePage:
    """A counterpart, a negotiation, or with empty words what has no page, and its lines."""

    table: Open[str]
    uid: Open[str]
    name: str
    lines: Open[tuple[SinceLine, ...]]


@dataclass(frozen=True, slots=True)
class SinceSheet:
    """Pages with something that is gone come first, then those with something in the bin; else by name."""

    pages: Open[tuple[SincePage, ...]]


def since_sheet(connection: Connection, backup: LibraryContent) -> SinceSheet:
    """What a backup has that is gone or says something else now; what came after it is left out."""
    compared = Compared(read_content(connection), backup)
    held: defaultdict[Row, list[RowSince]] = defaultdict(list)
    for each in compared.rows():
        held[each.page or ("", "")].append(each)
    pages = [
        SincePage(
            *page, _title(compared, page) if page[0] else "", tuple(_line(compared, each) for each in _sorted(of))
        )
        for page, of in held.items()
    ]
    ranks = list(Since)
    return SinceSheet(
        tuple(
            sorted(
                pages,
                key=lambda page: (min(ranks.index(line.since) for line in page.lines), page.name.casefold(), page.uid),
            )
        )
    )


def _sorted(rows: list[RowSince]) -> list[RowSince]:
    """The page's own row first, then what is gone, then the rest; each in the order of the library."""
    ranks = list(Since)
    return sorted(rows, key=lambda each: (each.row != each.page, ranks.index(each.since)))


def _line(compared: Compared, since: RowSince) -> SinceLine:
    (table, uid), then = since.row, compared.then[since.row[0]][since.row[1]]
    return SinceLine(
        table,
        uid,
        since.since,
        since.page[1] if since.page is not None else "",
        str(then.get("side") or ""),
        str(then.get("kind") or ""),
        next((str(then[name]) for name in _MOMENTS.get(table, ()) if then.get(name)), ""),
        _title(compared, since.row),
        (*_fields(compared, since), *_parts(compared, since)),
    )


def _fields(compared: Compared, since: RowSince) -> Iterator[FieldLine]:
    for each in since.fields:
        then, now = (_words(compared, since.row[0], each.field, value) for value in (each.then, each.now))
        yield FieldLine(each.field, then, now)


def _parts(compared: Compared, since: RowSince) -> Iterator[FieldLine]:
    by_table: defaultdict[str, list[Row]] = defaultdict(list)
    for row in since.parts:
        by_table[row[0]].append(row)
    for table, rows in by_table.items():
        then = [_title(compared, row) for row in rows]
        now = [_title(compared, row, now=True) for row in rows if row[1] in compared.now[table]]
        yield FieldLine(table, _listed(then), _listed(now))


def _listed(words: list[str]) -> str:
    return "\n".join(dict.fromkeys(word for word in words if word))[:_LONGEST]


def _words(compared: Compared, table: str, field: str, value: Value) -> str:
    named = compared.table_named(table, field)
    if value is None:
        return ""
    if isinstance(value, bytes):
        return str(len(value))
    return _title(compared, (named, str(value))) if named else str(value)[:_LONGEST]


def _title(compared: Compared, row: Row, now: bool = False) -> str:
    """What a row is called: as the backup says, or as the library does `now` or where the backup does not know it."""
    table, uid = row
    sides = (compared.now, compared.then) if now else (compared.then, compared.now)
    held: Record = sides[0][table].get(uid) or sides[1][table].get(uid) or {}
    if table == "offer_value":
        return " ".join(_words(compared, table, name, held.get(name)) for name in _TITLES[table])
    said = (_words(compared, table, name, held.get(name)) for name in _TITLES.get(table, ()))
    return next((" ".join(words.split())[:_LONGEST] for words in said if words.strip()), "")
