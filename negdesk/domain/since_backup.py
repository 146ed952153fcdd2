"""What is gone or differs since a backup was made, and the part of the backup that brings some of it back.

Nothing is merged here: what is brought back is given to `negdesk.domain.merging` as a small library in which it was
changed last, so the merge's own guarantees hold for it. Rows that came after the backup are left alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from negdesk.domain.library_content import BOOKS, LibraryContent, Record, Value
from negdesk.domain.merging import Row

PAGES = ("counterpart", "negotiation")
"""The tables whose rows have a page of their own."""

PARTS = ("attendee", "counterpart_tag", "entry_tag", "file_content", "mention", "offer_value", "tag")
"""The tables whose rows are no line anywhere: each is part of the row that it belongs to."""

_NOT_COMPARED = ("position",)
"""Another order is nothing that was lost."""

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class Since(StrEnum):
    """What became of something since the backup."""

    GONE = "gone"
    BINNED = "binned"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldSince:
    """A field that says something else now; a reference holds the uid of the row it names."""

    field: str
    then: Value
    now: Value


@dataclass(frozen=True, slots=True)
class RowSince:
    """A row of the backup with a line or a page, what became of it, and of which page it is.

    `fields` are those that differ, or for one that is gone all that said something. `parts` are the rows that belong
    to it, are gone or differ, and come back with it.
    """

    row: Row
    since: Since
    page: Row | None
    fields: tuple[FieldSince, ...]
    parts: tuple[Row, ...]


class Compared:
    """A backup beside the library as it is now; both of one shape."""

    def __init__(self, now: LibraryContent, then: LibraryContent) -> None:
        self._now, self._then = now, then
        self.now, self.then = _by_uid(now), _by_uid(then)
        self._shapes = {shape.table: shape for shape in then.shapes if shape.table not in BOOKS}

    def rows(self) -> tuple[RowSince, ...]:
        """Everything that is gone or differs, in the order of the tables' names and of their rows."""
        changes = {
            (table, uid): fields
            for table in self._shapes
            for uid, row in self.then[table].items()
            if (fields := self._fields(table, uid, row)) or self._is_gone((table, uid))
        }
        parts: defaultdict[Row, list[Row]] = defaultdict(list)
        for row in changes:
            line = self._line_of(row)
            if line is not None:
                parts[line] += [row] if row != line else []
        return tuple(
            RowSince(line, self._since(line), self.page_of(line), changes.get(line, ()), tuple(found))
            for line, found in parts.items()
        )

    def bringing(self, chosen: Collection[Row], moment: str) -> LibraryContent:
        """The part of the backup that a merge has to take in for the `chosen` lines to be as they were then.

        It has what the rows need besides: as the library has it, else as the backup had it. Its changes bear `moment`
        (UTC), or a second after the library's own last change of the same row, so that they are the newest.
        """
        wanted = {row for line in self.rows() if line.row in chosen for row in (line.row, *line.parts)}
        rows = self._with_what_they_need(wanted)
        changed = [
            f"{table}:{uid}:{each}" for table, uid in sorted(rows) for each in self._fields_to_keep(table, uid, rows)
        ]
        at = self._after_all_changes(changed, rows, moment)
        content: dict[str, tuple[Record, ...]] = {
            table: tuple(rows[table, uid] for uid in self._order(table) if (table, uid) in rows)
            for table in self._shapes
        }
        content["field_change"] = tuple({"uid": uid, "changed_at": at} for uid in changed)
        content["merge_past"] = ()
        return LibraryContent(self._then.version, self._then.shapes, content)

    def table_named(self, table: str, field: str) -> str:
        """The table whose rows a field names; empty where it names none."""
        return next((each.references for each in self._shapes[table].columns if each.name == field), "")

    def page_of(self, row: Row) -> Row | None:
        """The counterpart or negotiation on whose page a row of the backup is shown; nothing where it has none."""
        owner: Row | None = row
        while owner is not None and owner[0] not in PAGES:
            owner = self._owner(owner)
        return owner

    # What differs

    def _fields(self, table: str, uid: str, then: Record) -> tuple[FieldSince, ...]:
        now = self.now[table].get(uid)
        names = (column.name for column in self._shapes[table].columns)
        if now is None:
            said = (FieldSince(name, then[name], None) for name in names if name not in _NOT_COMPARED)
            return tuple(each for each in said if each.then not in (None, "", 0))
        return tuple(
            FieldSince(name, then[name], now[name])
            for name in names
            if name not in _NOT_COMPARED and then[name] != now[name]
        )

    def _since(self, row: Row) -> Since:
        table, uid = row
        now, then = self.now[table].get(uid), self.then[table][uid]
        if now is None:
            return Since.GONE
        return Since.BINNED if now.get("binned_at") and not then.get("binned_at") else Since.CHANGED

    def _line_of(self, row: Row) -> Row | None:
        """The row with a line that this one is part of: itself, or what it belongs to."""
        line: Row | None = row
        while line is not None:
            owner = self._owner(line)
            went_along = owner is not None and owner[0] not in PAGES and self._is_gone(line) and self._is_gone(owner)
            if line[0] not in PARTS and not went_along:
                return line
            line = owner
        return None

    def _is_gone(self, row: Row) -> bool:
        return row[1] not in self.now[row[0]]

    def _owner(self, row: Row) -> Row | None:
        """What a row of the backup belongs to: what it goes along with, else the page that it names."""
        table, uid = row
        if table in PAGES:
            return None
        references = self._shapes[table].references
        held = self.then[table][uid]
        for column in (*(c for c in references if c.goes_along), *(c for c in references if c.references in PAGES)):
            if held[column.name] is not None:
                return column.references, str(held[column.name])
        return None

    # What is brought back

    def _with_what_they_need(self, wanted: Collection[Row]) -> dict[Row, Record]:
        """The wanted rows as they were, and every row they name; one that is not there any more is let go of."""
        rows: dict[Row, Record] = {}
        waiting = sorted(wanted)
        while waiting:
            row = waiting.pop()
            if row not in rows:
                rows[row] = self._to_take_in(row, row in wanted)
                waiting += self._named_by(row, rows[row])
        for (table, _), held in rows.items():
            for column in self._shapes[table].references:
                if (column.references, str(held[column.name])) not in rows:
                    held[column.name] = None
        return rows

    def _to_take_in(self, row: Row, as_then: bool) -> Record:
        table, uid = row
        now = self.now[table].get(uid)
        if now is None:
            return dict(self.then[table][uid])
        kept = {name: now[name] for name in _NOT_COMPARED if name in now}
        return {**self.then[table][uid], **kept} if as_then else dict(now)

    def _named_by(self, row: Row, held: Record) -> Iterable[Row]:
        """The rows that come along: those it cannot be without, those that are there, and those it named then."""
        table, uid = row
        now = self.now[table].get(uid)
        for column in self._shapes[table].references:
            if held[column.name] is not None:
                named = (column.references, str(held[column.name]))
                differs = now is not None and now[column.name] != held[column.name]
                if column.goes_along or differs or not self._is_gone(named):
                    yield named

    def _fields_to_keep(self, table: str, uid: str, rows: Mapping[Row, Record]) -> list[str]:
        """The fields that get a new time: those that differ; of a row that is gone one is enough."""
        now, held = self.now[table].get(uid), rows[table, uid]
        names = [column.name for column in self._shapes[table].columns]
        return names[:1] if now is None else [name for name in names if now[name] != held[name]]

    def _after_all_changes(self, changed: Iterable[str], rows: Collection[Row], moment: str) -> str:
        known = {str(each["uid"]): str(each["changed_at"]) for each in self._now.rows.get("field_change", ())}
        here = [known.get(uid, "") for uid in changed] + [known.get(f"{table}:{uid}:", "") for table, uid in rows]
        last = max(here, default="")
        if last < moment:
            return moment
        return (datetime.strptime(last, _MOMENT).replace(tzinfo=UTC) + timedelta(seconds=1)).strftime(_MOMENT)

    def _order(self, table: str) -> Iterable[str]:
        """The uids as the backup has them, then those that only the library has."""
        return dict.fromkeys((*self.then[table], *self.now[table]))


def _by_uid(content: LibraryContent) -> dict[str, dict[str, Record]]:
    return {
        shape.table: {str(row["uid"]): row for row in content.rows.get(shape.table, ())} for shape in content.shapes
    }
