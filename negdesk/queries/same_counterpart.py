"""Two counterparts that are the same one: in what they differ, and what comes over."""

from dataclasses import dataclass

from negdesk.domain.counterpart import MERGED_FIELDS
from negdesk.domain.privacy import Open
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of which the two say different things."""

    field: Open[str]
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class SameSheet:
    """What would become of two: where they differ, and how much of the other one comes over."""

    differences: Open[tuple[Difference, ...]]
    entries: Open[int]
    negotiations: Open[int]
    promises: Open[int]


def same_sheet(connection: Connection, kept_id: int, other_id: int) -> SameSheet | None:
    """What would become of the two; nothing where one of them is gone."""
    columns = ", ".join(MERGED_FIELDS)
    rows = [
        connection.execute(f"SELECT {columns} FROM counterpart WHERE id = ?", (number,)).fetchone()
        for number in (kept_id, other_id)
    ]
    if rows[0] is None or rows[1] is None:
        return None
    said = [["" if value is None else str(value) for value in row] for row in rows if row is not None]
    counted = connection.execute(
        "SELECT (SELECT count(*) FROM log_entry WHERE counterpart_id = ?1 AND binned_at IS NULL),"
        " (SELECT count(*) FROM party WHERE counterpart_id = ?1),"
        " (SELECT count(*) FROM promise WHERE counterpart_id = ?1)",
        (other_id,),
    ).fetchone()
    assert counted is not None  # a count always answers
    return SameSheet(
        tuple(
            Difference(field, ours, theirs)
            for field, ours, theirs in zip(MERGED_FIELDS, *said, strict=True)
            if ours and theirs and ours != theirs
        ),
        *(int(each) for each in counted),
    )
