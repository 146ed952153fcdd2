"""Two libraries become one: for each field the newest value is kept, and what it took the place of is set aside.

Guarantees: the result is the same whichever library is merged into which; merging again changes nothing; every value
that is not kept is among what is set aside. Two things that were decided here:

- What was removed in one library stays removed only if the other has not changed it since and nothing that is kept
  needs it. Otherwise it comes back: rather one thing too many than one too few.
- Two rows of which a library may hold only one (such as a party of a negotiation that was added in both) become the
  newer one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from negdesk.domain.library_content import BOOKS, LibraryContent, Record, Shape, Value, canonical, parents_first


@dataclass(frozen=True, slots=True)
class FieldChange:
    """When a field changed last; which one is said by the row's uid, ``TABLE:UID:FIELD``."""

    changed_at: datetime


@dataclass(frozen=True, slots=True)
class MergePast:
    """What was set aside: a field's value, or with an empty field a whole row, as JSON.

    A merge sets aside what was not the newest, and so does whoever edits a log entry with what it said before.
    """

    table_name: str
    row_uid: str
    field: str
    value: str
    merged_at: datetime


def past_uid(table: str, row_uid: str, field: str, value: str) -> str:
    """The uid of a value (as JSON) that is set aside: the same value of the same field is kept once."""
    return sha256("\0".join((table, row_uid, field, value)).encode()).hexdigest()[:32]


Row = tuple[str, str]
"""A table and a uid."""


Fits = Callable[[str, Record], bool]
"""Whether a row of a table may be so, all its fields together."""


def merge(ours: LibraryContent, theirs: LibraryContent, merged_at: str, fits: Fits) -> LibraryContent:
    """Both as one; rows of ours come first, in their order. `merged_at` is the moment (UTC) to note it under.

    Both must be sound (`check_content`) and of the same shape. Where the newest fields of both do not fit together
    (six of two deliveries were kept), the row is as the one has it that was changed last.
    """
    return _Merge(ours, theirs, merged_at, fits).result()


class _Times:
    """What one library knows of when its fields changed and its rows were removed."""

    def __init__(self, content: LibraryContent, present: set[Row]) -> None:
        self.field: dict[tuple[str, str, str], str] = {}
        self.removed: dict[Row, str] = {}
        self.newest: dict[Row, str] = {}
        for each in content.rows.get("field_change", ()):
            table, uid, field = str(each["uid"]).split(":", 2)
            at, row = str(each["changed_at"]), (table, uid)
            if field:
                self.field[table, uid, field] = at
                self.newest[row] = max(self.newest.get(row, ""), at)
            elif row not in present:
                self.removed[row] = at


class _Merge:
    def __init__(self, ours: LibraryContent, theirs: LibraryContent, merged_at: str, fits: Fits) -> None:
        self._sides = (ours, theirs)
        self._fits = fits
        self._merged_at = merged_at
        self._shapes = [shape for shape in parents_first(ours.shapes) if shape.table not in BOOKS]
        self._along = {
            shape.table: [column for column in shape.references if column.goes_along] for shape in self._shapes
        }
        self._rows = [self._rows_by_uid(side) for side in self._sides]
        self._times = [_Times(side, _present(rows)) for side, rows in zip(self._sides, self._rows, strict=True)]
        self._same: dict[Row, str] = {}
        self._past: dict[str, Record] = {}
        self._done: dict[str, dict[str, Record]] = {}

    def _rows_by_uid(self, side: LibraryContent) -> dict[str, dict[str, Record]]:
        return {shape.table: {str(row["uid"]): row for row in side.rows.get(shape.table, ())} for shape in self._shapes}

    def result(self) -> LibraryContent:
        """Both libraries as one."""
        gone = self._gone()
        for shape in self._shapes:
            merged = self._merged_rows(shape, gone)
            for key in shape.keys:
                self._collapse(shape, key, merged)
            self._done[shape.table] = merged
        for shape in self._shapes:
            self._let_go_of_what_is_gone(shape)
        self._settle_organisations()
        rows = {table: tuple(found.values()) for table, found in self._done.items()}
        rows["field_change"] = self._field_changes()
        rows["merge_past"] = self._merge_past()
        ours = self._sides[0]
        return LibraryContent(ours.version, ours.shapes, rows)

    # What was removed

    def _gone(self) -> set[Row]:
        """The rows that one library removed after the other had changed them last, unless something kept needs them."""
        here = self._rows
        both = {row for row in _present(here[0]) if row[1] in here[1][row[0]]}
        gone = {
            row
            for rows, mine, other in (
                (here[0], self._times[0], self._times[1]),
                (here[1], self._times[1], self._times[0]),
            )
            for row, at in other.removed.items()
            if row[1] in rows.get(row[0], ()) and row not in both and at >= mine.newest.get(row, "")
        }
        waiting = [row for rows in here for row in _present(rows) if row not in gone]
        while waiting:
            table, uid = waiting.pop()
            for needed in self._needs(table, uid):
                if needed in gone:
                    gone.remove(needed)
                    waiting.append(needed)
        for table, uid in sorted(gone):
            for rows in self._rows:
                if uid in rows[table]:
                    self._set_aside(table, uid, "", rows[table][uid])
        return gone

    def _needs(self, table: str, uid: str) -> Iterable[Row]:
        """The rows without which this one cannot be."""
        for rows in self._rows:
            row = rows[table].get(uid)
            if row is not None:
                for column in self._along[table]:
                    if row[column.name] is not None:
                        yield column.references, str(row[column.name])

    def _let_go_of_what_is_gone(self, shape: Shape) -> None:
        for column in shape.references:
            there = self._done.get(column.references, {})
            for uid, row in self._done[shape.table].items():
                named = row[column.name]
                if named is not None and named not in there:
                    self._set_aside(shape.table, uid, column.name, named)
                    row[column.name] = None

    # Rows and fields

    def _merged_rows(self, shape: Shape, gone: set[Row]) -> dict[str, Record]:
        ours, theirs = (rows[shape.table] for rows in self._rows)
        merged: dict[str, Record] = {}
        for uid in (*ours, *(uid for uid in theirs if uid not in ours)):
            if (shape.table, uid) in gone:
                continue
            sides = [self._pointing_right(shape, rows[uid]) for rows in (ours, theirs) if uid in rows]
            merged[uid] = sides[0] if len(sides) == 1 or sides[0] == sides[1] else self._newest(shape, uid, *sides)
        return merged

    def _pointing_right(self, shape: Shape, row: Record) -> Record:
        """The row with its references to rows that became another one."""
        row = dict(row)
        for column in shape.references:
            named = row[column.name]
            if named is not None:
                row[column.name] = self._same.get((column.references, str(named)), named)
        return row

    def _newest(self, shape: Shape, uid: str, ours: Record, theirs: Record) -> Record:
        merged: Record = {"uid": uid}
        for column in shape.columns:
            name = column.name
            a, b = ours[name], theirs[name]
            at = [times.field.get((shape.table, uid, name), "") for times in self._times]
            merged[name] = a if a == b or (at[0], *_weight(a)) > (at[1], *_weight(b)) else b
        if merged not in (ours, theirs) and not self._fits(shape.table, merged):
            newer = self._side_age(shape, ours, 0) >= self._side_age(shape, theirs, 1)
            merged = dict(ours if newer else theirs)
        for name in merged:
            for side in (ours, theirs):
                if side[name] != merged[name]:
                    self._set_aside(shape.table, uid, name, side[name])
        return merged

    def _side_age(self, shape: Shape, row: Record, side: int) -> tuple[str, str]:
        return self._times[side].newest.get((shape.table, str(row["uid"])), ""), canonical(row)

    def _collapse(self, shape: Shape, key: tuple[str, ...], rows: dict[str, Record]) -> None:
        """Leave one row where the library may hold only one: the newest; what named another one names it."""
        found: defaultdict[tuple[Value, ...], list[str]] = defaultdict(list)
        for uid, row in rows.items():
            held = tuple(row[name] for name in key)
            if None not in held:
                found[held].append(uid)
        for uids in found.values():
            if len(uids) == 1:
                continue
            kept = max(uids, key=lambda uid: self._row_age(shape, rows[uid]))
            for uid in uids:
                if uid != kept:
                    self._set_aside(shape.table, uid, "", rows.pop(uid))
                    self._same[shape.table, uid] = kept
        for column in shape.references:
            if column.references == shape.table:
                for row in rows.values():
                    row[column.name] = self._same.get((shape.table, str(row[column.name])), row[column.name])

    def _row_age(self, shape: Shape, row: Record) -> tuple[str, str, str]:
        changed = max(times.newest.get((shape.table, str(row["uid"])), "") for times in self._times)
        written = max((str(row[c.name] or "") for c in shape.columns if c.name.endswith("_at")), default="")
        return max(changed, written), canonical({**row, "uid": ""}), str(row["uid"])

    def _settle_organisations(self) -> None:
        """People belong to organisations: whoever somebody belongs to is one, and belongs to nobody."""
        counterparts = self._done.get("counterpart", {})
        for uid in sorted({str(row["organisation_id"]) for row in counterparts.values() if row["organisation_id"]}):
            row = counterparts[uid]
            for field, right in (("kind", "organisation"), ("organisation_id", None)):
                if row[field] != right:
                    self._set_aside("counterpart", uid, field, row[field])
                    row[field] = right

    # The accounts

    def _set_aside(self, table: str, uid: str, field: str, value: Value | Record) -> None:
        text = canonical(value)
        name = past_uid(table, uid, field, text)
        self._past[name] = {
            "uid": name,
            "table_name": table,
            "row_uid": uid,
            "field": field,
            "value": text,
            "merged_at": self._merged_at,
        }

    def _field_changes(self) -> tuple[Record, ...]:
        fields = {shape.table: {column.name for column in shape.columns} for shape in self._shapes}
        kept: dict[str, str] = {}
        for times in self._times:
            for (table, uid, field), at in times.field.items():
                if uid in self._done.get(table, ()) and field in fields[table]:
                    _keep_newest(kept, f"{table}:{uid}:{field}", at)
            for (table, uid), at in times.removed.items():
                if table in self._done and uid not in self._done[table]:
                    _keep_newest(kept, f"{table}:{uid}:", at)
        return tuple({"uid": uid, "changed_at": kept[uid]} for uid in _in_order(self._sides, "field_change", kept))

    def _merge_past(self) -> tuple[Record, ...]:
        kept = dict(self._past)
        for side in self._sides:
            for row in side.rows.get("merge_past", ()):
                known = kept.get(str(row["uid"]))
                if known is None or str(row["merged_at"]) < str(known["merged_at"]):
                    kept[str(row["uid"])] = row
        return tuple(kept[uid] for uid in _in_order(self._sides, "merge_past", kept))


def _present(rows: Mapping[str, Mapping[str, Record]]) -> set[Row]:
    return {(table, uid) for table, found in rows.items() for uid in found}


def _keep_newest(kept: dict[str, str], uid: str, at: str) -> None:
    kept[uid] = max(kept.get(uid, ""), at)


def _in_order(sides: Iterable[LibraryContent], table: str, kept: Mapping[str, object]) -> list[str]:
    """The uids of what is kept in the order the libraries had it, what is new at the end."""
    order = [str(row["uid"]) for side in sides for row in side.rows.get(table, ())]
    return [uid for uid in dict.fromkeys((*order, *sorted(kept))) if uid in kept]


def _weight(value: Value) -> tuple[bool, str]:
    """Which of two values of one time is kept: one that says something, then the later one in order."""
    return value not in (None, ""), canonical(value)
