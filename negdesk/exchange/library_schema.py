"""The JSON Schema of a library written as JSON, made of the library's own tables.

``resources/exchange/library.schema.json`` is what this gives for the newest schema; a house rule compares the two.
"""

import json
from typing import Any

from negdesk.domain.library_content import Column, Shape
from negdesk.exchange.library_json import FORMAT

_ABOUT = {
    "field_change": "When a field changed last. The uid is TABLE:UID:FIELD; without a field: when the row was removed.",
    "merge_past": "What a merge or an edit of the log set aside: a value as JSON, or with an empty field a whole row.",
}
_UID = {"type": "string", "pattern": "^[0-9A-Za-z_:-]+$"}
_TYPES: dict[str, dict[str, Any]] = {
    "TEXT": {"type": "string"},
    "INTEGER": {"type": "integer"},
    "REAL": {"type": "number"},
    "BLOB": {
        "type": "object",
        "properties": {"base64": {"type": "string", "contentEncoding": "base64"}},
        "required": ["base64"],
        "additionalProperties": False,
    },
}
_DAY = {"type": "string", "format": "date"}
_MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\dZ)?$",
    "description": "UTC, to the second; without seconds: local time, whatever the zone.",
}


def schema_text(version: int, shapes: tuple[Shape, ...]) -> str:
    """The schema as it stands in its file."""
    return json.dumps(json_schema(version, shapes), indent=2, ensure_ascii=False) + "\n"


def json_schema(version: int, shapes: tuple[Shape, ...]) -> dict[str, Any]:
    """The schema of what a program of this `version` of the tables writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A NegDesk library",
        "description": (
            "Everything that a library holds. Each table is a list of rows in the order in which they were written "
            "down. A field that ends in _id holds the uid of a row of another table. Amounts are decimal numbers as "
            "text, yes and no are 1 and 0, what is not known is null."
        ),
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": version, "description": "The version of the tables."},
            "tables": _object({shape.table: {"type": "array", "items": _row(shape)} for shape in shapes}),
        },
        "required": ["format", "version", "tables"],
        "additionalProperties": False,
    }


def _row(shape: Shape) -> dict[str, Any]:
    row = _object({"uid": _UID, **{column.name: _column(column) for column in shape.columns}})
    return {"description": _ABOUT[shape.table], **row} if shape.table in _ABOUT else row


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _column(column: Column) -> dict[str, Any]:
    if column.references:
        kind: dict[str, Any] = {"type": "string", "description": f"The uid of a row of {column.references}."}
    elif column.choices:
        kind = {"enum": list(column.choices)}
    elif column.name.endswith("_on"):
        kind = dict(_DAY)
    elif column.name.endswith("_at"):
        kind = dict(_MOMENT)
    else:
        kind = dict(_TYPES[column.kind])
    return kind if column.required else {"anyOf": [kind, {"type": "null"}]}
