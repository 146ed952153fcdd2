"""What the private fields of a library are sown with: values that occur nowhere else, and how each is recognised.

The fields are those of the tables: a new column of a text, an amount, a number, a day or a moment is sown by itself,
unless it is named here with the reason why not.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args, get_type_hints

from negdesk.commands.row_values import VALUES
from negdesk.storage import tables
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection
from negdesk.storage.tables import Row

SHAREABLE = {
    "counterpart": {"name", "job_title"}, "negotiation": {"title", "context", "currency"},
    "agreement_version": {"fingerprint", "agreed_on", "version"},
    "template": {"name", "context"}, "lamp": {"who"},
}  # fmt: skip
"""Names and roles of the parties, what a negotiation is called, who agrees and when it was agreed; a template's name is
a heading too."""

NOT_WALKED = {"field_change", "merge_past"}
"""When fields changed is on no screen; what was said before and set aside is looked for in `test_every_window`."""

_TO_BE_SAID = "state IN ('planned', 'declined')"
_NOT_AGREED = (
    "id NOT IN (SELECT v.term_id FROM offer_value v JOIN offer o ON o.id = v.offer_id WHERE o.state = 'accepted')"
)
_UNSAID = "next_step = 0 AND ledger_item_id IS NULL"
ANSWERED = {
    **{f"ledger_item.{name}": _TO_BE_SAID for name in ("title", "due_text", "due_on")},
    **{f"term.{name}": _NOT_AGREED for name in ("name", "unit", "currency")},
    "checklist_item.text": "ticked_at IS NULL",
    "offer_value.value": "offer_id IN (SELECT id FROM offer WHERE state = 'open')",
    **{f"promise.{name}": _UNSAID for name in ("text", "due_text", "due_on", "first_due_on")},
}
"""What was accepted, asked, or agreed as a term or a next step is no secret any more: those rows keep what they say."""

BOOKKEEPING = {"binned_at", "created_at", "stage_changed_at", "frozen_at", "written_at"}
"""When a row came or went, which orders it: a value of the program, and for most rows on no screen."""

CLOCK = {"started_at", "ended_at", "paused_at", "paused_seconds"}
"""What the clock of the meeting is made of, which the design shows under the shield: both sides sit before it."""

SMALL = {"cost", "value", "weight", "rapport"}
"""Of one to five steps, and looked for by what changes on the screen when they change; so is the look-back."""

FIRST_AHEAD, FIRST_PAST = date(2026, 12, 4), date(2026, 1, 4)
AHEAD = ("ledger_item.due_on", "promise.due_on", "promise.first_due_on", "meeting.starts_at")
"""Days ahead for what is due or planned, days gone by for what happened; today is 23 November 2026."""


@dataclass(frozen=True)
class Canary:
    """A value, and the pattern of all the ways in which it may be written."""

    value: object
    pattern: "re.Pattern[str]"


def canaries() -> dict[str, Canary]:
    """Each private column that takes a value of its own, as ``table.column``, with what it is sown with."""
    found: dict[str, Canary] = {}
    for table, row in sorted(_rows().items()):
        for name in row.model_fields if table not in NOT_WALKED else ():
            made = _canary(table, name, row, len(found))
            if made is not None:
                found[f"{table}.{name}"] = made
    return found


def sow(connection: Connection, sown: dict[str, Canary], other: bool = False) -> None:
    """Write the canaries, and steps; with `other` every private value is another, in the same order as before."""
    connection.execute("UPDATE term SET more_is_better = 0")  # or the amounts would be in no possible order
    connection.execute("UPDATE promise SET parts_kept = 0, parts = 1 WHERE ledger_item_id IS NULL AND next_step = 0")
    for field, canary in sown.items():
        table, column = field.split(".")
        where = ANSWERED.get(field, "true")
        if column.endswith(("_at", "_on", "parts")):  # what did not happen yet, and what has no parts, stays so
            where += f' AND "{column}" IS NOT NULL'
        value = _other(canary.value) if other else canary.value
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (value,))
    step = 4 if other else 2
    for statement in (
        f"UPDATE ledger_item SET cost = {step}, value = {step + 1} WHERE state = 'planned'",
        f"UPDATE term SET weight = {step - 1}",
        f"UPDATE log_entry SET rapport = {step}, value = {step}",
        "UPDATE look_back SET " + ", ".join(f"{name} = {step}" for name in _look_back()),
    ):
        connection.execute(statement)


def seen_in(said: str, sown: dict[str, Canary]) -> set[str]:
    """The fields whose canary is in what was said."""
    bare = said.replace(",", "").replace("\u202f", "").replace("\xa0", "")
    return {field for field, canary in sown.items() if canary.pattern.search(said) or canary.pattern.search(bare)}


def _rows() -> dict[str, type[Row]]:
    rows = [each for each in vars(tables).values() if isinstance(each, type) and issubclass(each, Row)]
    return {str(row.__tablename__): row for row in rows if row is not Row and str(row.__tablename__) in VALUES}


def _look_back() -> list[str]:
    return [name for name in tables.LookBackRow.model_fields if name.endswith(("_us", "_them"))]


def _canary(table: str, name: str, row: type[Row], place: int) -> Canary | None:
    number = place + 11
    skipped = name in ("id", "uid", "position", "content") or name.endswith("_id")
    if skipped or name in SHAREABLE.get(table, ()) or name in BOOKKEEPING | CLOCK | SMALL:
        return None
    hint = get_type_hints(row)[name]
    kinds = {hint, *get_args(hint)}
    if bool in kinds or bytes in kinds or (table == "look_back" and int in kinds):
        return None
    if name.endswith(("_at", "_on")):
        return _day(f"{table}.{name}", place)
    if Decimal in kinds:
        return Canary(f"7{number}3{number}", re.compile(f"7{number}3{number}"))
    if int in kinds:
        much = 990 - 4 * number  # of the parts of a promise fewer are kept than there are
        return Canary(much, re.compile(rf"(?<![\d.]){much}(?![\d.]\d)"))
    if str not in kinds or _is_choice(name):
        return None
    if name == "currency":
        return Canary("ZQX", re.compile("ZQX"))
    return Canary(f"zq{number}x", re.compile(f"zq{number}x"))


def _is_choice(name: str) -> bool:
    return name in ("kind", "side", "state", "stage", "phase", "priority")


def _day(field: str, place: int) -> Canary:
    """A day, or a moment of it, that no other field has; places are below 120, and a day that is ahead is in 2026."""
    name, ahead = field.partition(".")[2], field in AHEAD
    day = FIRST_AHEAD + timedelta(days=AHEAD.index(field) * 3) if ahead else FIRST_PAST + timedelta(days=2 * place)
    written = rf"(?<!\d){day.day} ?(?:{day:%b}\b|{day:%B})|{day}|(?:{day:%b}|{day:%B}) {day.day}(?!\d)"
    if not name.endswith("_at"):
        return Canary(day.isoformat(), re.compile(written))
    at = f"{3 + place % 3:02}:{place % 60:02}"
    value = f"{day}T{at}" if name == "starts_at" else f"{day}T{at}:00Z"
    shown = at if name == "starts_at" else f"{local_moment(value):%H:%M}"
    return Canary(value, re.compile(rf"{written}|(?<!\d){shown}(?!\d)"))


def _other(value: object) -> object:
    if isinstance(value, int):
        return value + 1
    text = str(value)
    if text == "ZQX":
        return "QXY"
    if text.startswith("zq"):
        return f"{text} and a good deal more than before"
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return f"{date.fromisoformat(text[:10]) + timedelta(days=1)}{text[10:]}"
    return f"{text}5"
