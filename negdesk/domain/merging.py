"""Two libraries become one: for each field the newest value is kept, and what it took the place of is set aside."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FieldChange:
    """When a field changed last; which one is said by the row's uid, ``TABLE:UID:FIELD``."""

    changed_at: datetime


@dataclass(frozen=True, slots=True)
class MergePast:
    """What a merge set aside: a field's value, or with an empty field a whole row, as JSON."""

    table_name: str
    row_uid: str
    field: str
    value: str
    merged_at: datetime
