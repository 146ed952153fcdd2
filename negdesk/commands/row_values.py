"""Which domain value says whether a table's row may be so, and the check of a row that comes from outside by it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negdesk.commands.rows import field_kinds, kept_form
from negdesk.commands.setting import check_setting
from negdesk.domain import (
    agreement,
    attached_file,
    counterpart,
    ledger,
    meeting,
    merging,
    negotiation,
    plan,
    promise,
    tag,
    template,
)
from negdesk.domain.agreement_text import from_json
from negdesk.domain.library_content import Record, Value
from negdesk.domain.money import canonical
from negdesk.domain.template import read_content
from negdesk.storage.clock import local_moment

VALUES: dict[str, type] = {
    "counterpart": counterpart.Counterpart,
    "own_field": counterpart.OwnField,
    "log_entry": counterpart.LogEntry,
    "tag": tag.Tag,
    "mention": tag.Mention,
    "negotiation": negotiation.Negotiation,
    "party": negotiation.Party,
    "lamp": negotiation.Lamp,
    "look_back": negotiation.LookBack,
    "authority": plan.Authority,
    "alternative": plan.Alternative,
    "term": plan.Term,
    "if_then": plan.IfThen,
    "question": plan.Question,
    "ledger_item": ledger.LedgerItem,
    "offer": ledger.Offer,
    "offer_value": ledger.OfferValue,
    "meeting": meeting.Meeting,
    "checklist_item": meeting.ChecklistItem,
    "capture": meeting.Capture,
    "agreement_version": agreement.AgreementVersion,
    "promise": promise.Promise,
    "attached_file": attached_file.AttachedFile,
    "template": template.Template,
    "field_change": merging.FieldChange,
    "merge_past": merging.MergePast,
}
WITHOUT_VALUE = {"setting", "attendee", "file_content", "entry_tag", "counterpart_tag"}
"""A setting is a key with its text, a file's content its bytes, the others two numbers: there is nothing to say."""

_READ_CONTENT: dict[tuple[str, str], Callable[[str], object]] = {
    ("template", "content"): read_content,
    ("agreement_version", "content"): from_json,
}


def checked(table: str, record: Record) -> Record:
    """The record as a command would have kept it.

    Raises `Refusal` as the domain does, and ValueError where the text is no day, moment or amount at all.
    """
    if table == "setting":
        return {**record, "value": check_setting(str(record["key"]), str(record["value"]))}
    value_type = VALUES.get(table)
    if value_type is None:
        return record
    kinds = field_kinds(value_type)
    held: dict[str, Any] = {}
    for field in fields(value_type):
        if field.name in record:
            read = _READ_CONTENT.get((table, field.name))
            content = record[field.name]
            held[field.name] = read(str(content)) if read else _as_domain(content, kinds[field.name])
    value = value_type(**held)
    return {**record, **_kept(table, value, record)}


def _kept(table: str, value: object, record: Mapping[str, Value]) -> Record:
    return {
        field.name: _as_kept(getattr(value, field.name))
        for field in fields(value)  # type: ignore[arg-type]  # every domain value is a dataclass
        if field.name in record and (table, field.name) not in _READ_CONTENT
    }


def _as_kept(content: object) -> Value:
    if isinstance(content, bool):
        return int(content)
    if isinstance(content, Decimal):
        return canonical(content)
    kept = kept_form(content)
    assert kept is None or isinstance(kept, str | int | float | bytes)
    return kept


def _as_domain(content: Value, kinds: tuple[object, ...]) -> object:
    for kind in kinds:
        if kind is bool:
            return {0: False, 1: True}[int(content)] if isinstance(content, int) and content in (0, 1) else _refuse()
        if not isinstance(content, str) or not isinstance(kind, type):
            continue
        if issubclass(kind, StrEnum):
            return kind(content)
        if kind is datetime:
            return local_moment(content) if content.endswith("Z") else datetime.fromisoformat(content)
        if kind is date:
            return date.fromisoformat(content)
        if kind is Decimal:
            return _amount(content)
    return content


def _amount(text: str) -> Decimal:
    if len(text) > 40:
        raise ValueError(text)
    return Decimal(text)


def _refuse() -> bool:
    raise ValueError("neither yes nor no")
