"""The library as it would be had nothing given way at some moment: what a merge set aside, to be looked at beside it.

What is brought back of it is brought back as from a backup (`negdesk.domain.since_backup`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from negdesk.domain.library_content import BOOKS, Column, LibraryContent, Record, Shape, Value, read_canonical

SAID_BEFORE = ("counterpart", "log_entry")
"""The tables whose rows say by themselves what each of their fields said before (`negdesk.queries.past`)."""


def before_it_gave_way(now: LibraryContent, past: Iterable[Mapping[str, Value]]) -> LibraryContent:
    """The library with the rows and values of `past` (rows of ``merge_past``, the newest first) as if they still held.

    A row that is there again, a value that is said again, and one that names what is gone is left out; of two values of
    one field the first counts.
    """
    shapes = {shape.table: shape for shape in now.shapes if shape.table not in BOOKS}
    rows = {table: {str(row["uid"]): row for row in now.rows.get(table, ())} for table in shapes}
    fields: dict[tuple[str, str, str], Value] = {}
    for each in past:
        table, uid, field = str(each["table_name"]), str(each["row_uid"]), str(each["field"])
        said = read_canonical(str(each["value"]))
        if table not in shapes:
            continue
        if not field and isinstance(said, dict):
            if uid not in rows[table]:
                rows[table][uid] = _whole(shapes[table], uid, said)
        elif not isinstance(said, dict):
            fields.setdefault((table, uid, field), said)
    for (table, uid, field), value in fields.items():
        column = next((column for column in shapes[table].columns if column.name == field), None)
        if column is not None and uid in rows[table] and _can_be(column, value, rows):
            rows[table][uid] = {**rows[table][uid], field: value}
    _leave_out_what_cannot_be(shapes.values(), rows)
    content = {table: tuple(found.values()) for table, found in rows.items()}
    return replace(now, rows={**now.rows, **content})


def _whole(shape: Shape, uid: str, said: Record) -> Record:
    """A row in the table's own columns: those that came later say what they say of older rows."""
    return {"uid": uid, **{column.name: said.get(column.name, column.default) for column in shape.columns}}


def _can_be(column: Column, value: Value, rows: Mapping[str, Mapping[str, Record]]) -> bool:
    if value is None:
        return not column.required
    return not column.references or str(value) in rows.get(column.references, {})


def _leave_out_what_cannot_be(shapes: Iterable[Shape], rows: Mapping[str, dict[str, Record]]) -> None:
    """Have no row name what is neither here nor set aside: it lets go of that, or is left out if it cannot."""
    shapes, again = list(shapes), True
    while again:
        again = False
        for shape in shapes:
            for uid, row in list(rows[shape.table].items()):
                lost = [
                    column
                    for column in shape.references
                    if row[column.name] is not None and str(row[column.name]) not in rows.get(column.references, {})
                ]
                if any(column.required for column in lost):
                    del rows[shape.table][uid]
                    again = True
                elif lost:
                    rows[shape.table][uid] = {**row, **{column.name: None for column in lost}}
