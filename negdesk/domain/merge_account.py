"""What a merge would do, one by one, for a person to look at before it is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from negdesk.domain.library_content import BOOKS, LibraryContent, Record, Shape, Value, read_canonical

_NAMING = ("title", "name", "if_text", "text", "key", "agreed_on", "starts_at", "started_at")
"""The fields that say what a row is, the most telling first."""

Row = tuple[str, str]
"""A table and a uid."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A field of which the two libraries say different things; `kept` is what it will say."""

    row: Row
    field: str
    here: Value
    there: Value
    kept: Value


@dataclass(frozen=True, slots=True)
class Aside:
    """What would be set aside: a value of a field, or with an empty field a whole row."""

    row: Row
    field: str
    value: Value | Record


@dataclass(frozen=True, slots=True)
class MergeAccount:
    """All that a merge would do, in the order of the tables' names and of their rows."""

    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    differing: tuple[Differing, ...]
    aside: tuple[Aside, ...]
    rows: Mapping[Row, Record]
    references: Mapping[str, Mapping[str, str]]
    """For each table which of its fields name a row of which other one."""

    def title(self, row: Row) -> str:
        """What a row says it is, such as a title or a name; empty where it only names others."""
        return _naming(self.rows.get(row, {}))

    def belongs_to(self, row: Row) -> str:
        """What the rows say that this one names, such as the negotiation of a term."""
        found = self.rows.get(row, {})
        named = (self.words(row[0], field, found.get(field)) for field in self.references.get(row[0], {}))
        return ", ".join(dict.fromkeys(name for name in named if name))

    def words(self, table: str, field: str, value: Value | Record) -> str:
        """A value as it can be read: of a row that it names, or that it is, what that says."""
        if isinstance(value, dict):
            return _naming(value)
        if value is None or isinstance(value, bytes):
            return ""
        named = self.references.get(table, {}).get(field)
        return self.title((named, str(value))) if named else str(value)


def account(ours: LibraryContent, theirs: LibraryContent, merged: LibraryContent) -> MergeAccount:
    """What becomes of `ours` when `theirs` is merged into it; `merged` is both as one."""
    shapes = [shape for shape in ours.shapes if shape.table not in BOOKS]
    here, there, after = (_by_row(content, shapes) for content in (ours, theirs, merged))
    return MergeAccount(
        added=tuple(row for row in after if row not in here),
        removed=tuple(row for row in here if row not in after),
        differing=tuple(_differing(shapes, here, there, after)),
        aside=tuple(_aside(ours, merged)),
        rows={**there, **here, **after},
        references={shape.table: {each.name: each.references for each in shape.references} for shape in shapes},
    )


def _by_row(content: LibraryContent, shapes: Iterable[Shape]) -> dict[Row, Record]:
    return {(shape.table, str(row["uid"])): row for shape in shapes for row in content.rows.get(shape.table, ())}


def _differing(
    shapes: Iterable[Shape], here: Mapping[Row, Record], there: Mapping[Row, Record], after: Mapping[Row, Record]
) -> Iterable[Differing]:
    fields = {shape.table: [column.name for column in shape.columns] for shape in shapes}
    for row, kept in after.items():
        if row in here and row in there and here[row] != there[row]:
            for field in fields[row[0]]:
                if here[row][field] != there[row][field]:
                    yield Differing(row, field, here[row][field], there[row][field], kept[field])


def _aside(ours: LibraryContent, merged: LibraryContent) -> Iterable[Aside]:
    before = {row["uid"] for row in ours.rows.get("merge_past", ())}
    for each in merged.rows.get("merge_past", ()):
        if each["uid"] not in before:
            row = (str(each["table_name"]), str(each["row_uid"]))
            yield Aside(row, str(each["field"]), read_canonical(str(each["value"])))


def _naming(row: Record) -> str:
    return next((str(row[field]) for field in _NAMING if row.get(field)), "")
