"""All promises of both sides, by when they matter."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.negotiation import Side, Stage
from negdesk.domain.privacy import Open
from negdesk.domain.promise import Promise, PromiseState, Standing, standing, when_words
from negdesk.queries.log_words import all_names, jobs_of
from negdesk.queries.promises_standing import NOT_BINNED, PROMISES
from negdesk.queries.told_apart import names_of, same_places, told_apart
from negdesk.storage.database import Connection

SETTLED_SHOWN = 50
"""Settled promises that are shown at first, and more with each wish for older ones."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise; what it says, when and how much of it is private. Whose it is may be seen, and how it stands."""

    id: Open[int]
    side: Open[Side]
    text: str
    about: Open[str]
    due_on: date | None
    when: str
    standing: Open[Standing]
    open: Open[bool]
    settled_on: date | None
    moved_from: date | None
    parts: int | None
    parts_words: str
    remind: Open[bool]
    negotiation_id: Open[int | None]
    counterpart_id: Open[int | None]


@dataclass(frozen=True, slots=True)
class PromisesSheet:
    """Late, due within the week, later or without a day, and the last ones that were settled; `older` more were."""

    late: Open[tuple[PromiseRow, ...]]
    due: Open[tuple[PromiseRow, ...]]
    later: Open[tuple[PromiseRow, ...]]
    settled: Open[tuple[PromiseRow, ...]]
    older: Open[int]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a promise can belong to: a negotiation (``"negotiation"``) or a counterpart (``"counterpart"``).

    `said` is its name as it is offered, which no other has.
    """

    table: Open[str]
    id: Open[int]
    name: Open[str]
    said: Open[str]


_SELECT = f"""
SELECT p.id, p.side, p.text, coalesce(n.title, c.name, ''), p.due_on, p.due_text, p.state, p.settled_on,
  p.negotiation_id, p.counterpart_id, p.parts, p.parts_kept, p.first_due_on, p.remind
FROM {PROMISES} WHERE {NOT_BINNED} AND {{where}} ORDER BY {{order}} LIMIT {{most}}
"""
_OPEN = _SELECT.format(where="p.state = 'open'", order="p.due_on IS NULL, p.due_on, p.id", most=1000)
_SETTLED = _SELECT.format(where="p.state <> 'open'", order="p.settled_on DESC, p.id DESC", most="?")
_TO_REMIND_OF = _SELECT.format(
    where="p.state = 'open' AND p.remind AND p.due_on > ? AND p.due_on <= ?", order="p.due_on, p.id", most=100
)
_OF_NEGOTIATION = _SELECT.format(where="p.negotiation_id = ?", order="p.due_on IS NULL, p.due_on, p.id", most=500)


_COUNT_SETTLED = f"SELECT count(*) FROM {PROMISES} WHERE {NOT_BINNED} AND p.state <> 'open'"


def promises_sheet(connection: Connection, today: date, settled_shown: int = SETTLED_SHOWN) -> PromisesSheet:
    """The promises of the library as of `today`, with the `settled_shown` last ones of those that are settled."""
    standing_now = [_row(row, today) for row in connection.execute(_OPEN)]
    settled = connection.execute(_COUNT_SETTLED).fetchone()
    return PromisesSheet(
        late=tuple(row for row in standing_now if row.standing is Standing.LATE),
        due=tuple(row for row in standing_now if row.standing is Standing.DUE),
        later=tuple(row for row in standing_now if row.standing is Standing.OPEN),
        settled=tuple(_row(row, today) for row in connection.execute(_SETTLED, (settled_shown,))),
        older=max(0, (int(settled[0]) if settled else 0) - settled_shown),
    )


def promise_subjects(connection: Connection) -> tuple[Subject, ...]:
    """What a promise can belong to: the negotiations that go on first, then the others, then the counterparts."""
    found: list[tuple[str, int, str, str]] = connection.execute(
        "SELECT 'negotiation', id, title, stage FROM negotiation WHERE binned_at IS NULL"
        " ORDER BY stage IN ('agreed', 'no_deal'), title COLLATE NOCASE, id"
    ).fetchall()
    found += [("counterpart", number, name, "") for number, name in all_names(connection)]
    names = [row[2] for row in found]
    below = [""] * len(found)
    alike = same_places(names)
    for table, words_of in (("negotiation", names_of), ("counterpart", jobs_of)):
        some = {found[place][1]: place for place in alike if found[place][0] == table}
        for number, words in (words_of(connection, list(some)) if some else {}).items():
            below[some[number]] = words
    stages = [Stage(row[3]).label if row[3] else "" for row in found]
    said = told_apart(names, below, stages)
    return tuple(Subject(*row[:3], words) for row, words in zip(found, said, strict=True))


def due_and_kept(connection: Connection, promise_id: int) -> tuple[date | None, int]:
    """The day a promise is due, and how many parts of it were kept: for a gesture, whatever is shown."""
    row = connection.execute("SELECT due_on, parts_kept FROM promise WHERE id = ?", (promise_id,)).fetchone()
    due_on, kept = row if row is not None else (None, 0)
    return date.fromisoformat(due_on) if due_on else None, int(kept)


def promises_of(connection: Connection, negotiation_id: int, today: date) -> tuple[PromiseRow, ...]:
    """The promises of one negotiation, those due first in front."""
    return tuple(_row(row, today) for row in connection.execute(_OF_NEGOTIATION, (negotiation_id,)))


def _row(row: tuple[object, ...], today: date) -> PromiseRow:
    number, side, text, about, due_on, due_text, state, settled_on, negotiation_id, counterpart_id = row[:10]
    parts, parts_kept, first_due_on, remind = row[10:]
    promise = Promise(
        side=Side(str(side)),
        text=str(text),
        due_on=date.fromisoformat(str(due_on)) if due_on else None,
        due_text=str(due_text),
        state=PromiseState(str(state)),
        settled_on=date.fromisoformat(str(settled_on)) if settled_on else None,
        parts=None if parts is None else int(str(parts)),
        parts_kept=int(str(parts_kept)),
        first_due_on=date.fromisoformat(str(first_due_on)) if first_due_on else None,
        remind=bool(remind),
    )
    return PromiseRow(
        id=int(str(number)),
        side=promise.side,
        text=promise.text,
        about=str(about),
        due_on=promise.due_on,
        when=when_words(promise, today),
        standing=standing(promise, today),
        open=promise.state is PromiseState.OPEN,
        settled_on=promise.settled_on,
        moved_from=promise.first_due_on,
        parts=promise.parts,
        parts_words=promise.parts_words,
        remind=promise.remind,
        negotiation_id=None if negotiation_id is None else int(str(negotiation_id)),
        counterpart_id=None if counterpart_id is None else int(str(counterpart_id)),
    )


def to_remind_of(connection: Connection, since: date, today: date) -> tuple[PromiseRow, ...]:
    """The open promises whose day came after `since`, up to `today`, and of which the user wants to be reminded."""
    found = connection.execute(_TO_REMIND_OF, (since.isoformat(), today.isoformat()))
    return tuple(_row(row, today) for row in found)
