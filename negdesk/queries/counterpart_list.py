"""The counterparts by name, with the last contact and how many promises are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negdesk.domain.counterpart import CounterpartKind, days_quiet, last_spoken, quiet_sentence
from negdesk.domain.privacy import Open
from negdesk.domain.search_text import folded_each
from negdesk.domain.wording import t, tn
from negdesk.queries.log_filter import CONTACTS, about
from negdesk.queries.log_words import all_names
from negdesk.storage.database import Connection

_AT_ONCE = 1_000
_ABOUT_IT = about("c.id")


@dataclass(frozen=True, slots=True)
class CounterpartLine:
    """One line of the list. When they were last spoken with is private, and so is what has been promised."""

    id: Open[int]
    name: Open[str]
    kind: Open[CounterpartKind]
    below: Open[str]
    contact: str
    quiet: bool | None
    open_promises: int | None


@dataclass(frozen=True, slots=True)
class CounterpartIds:
    """Which counterparts a list holds, by name."""

    ids: Open[tuple[int, ...]]


def counterpart_ids(connection: Connection) -> CounterpartIds:
    """All counterparts that are not in the bin, by name."""
    return CounterpartIds(tuple(number for number, _name in all_names(connection)))


def filter_texts(connection: Connection, ids: Sequence[int]) -> list[str]:
    """What a filter finds each of these by, in their order: name, job and organisation, folded as a search folds."""
    found: dict[int, str] = {}
    for begun in range(0, len(ids), _AT_ONCE):
        some = ids[begun : begun + _AT_ONCE]
        found |= connection.execute(
            "SELECT c.id, c.name || char(10) || c.job_title || char(10) || coalesce(o.name, '') FROM counterpart c"
            " LEFT JOIN counterpart o ON o.id = c.organisation_id AND o.binned_at IS NULL"
            f" WHERE c.id IN ({','.join('?' * len(some))})",
            some,
        ).fetchall()
    return folded_each([found.get(number, "") for number in ids])


def counterpart_lines(connection: Connection, today: date, ids: Sequence[int]) -> tuple[CounterpartLine, ...]:
    """The lines for these counterparts, in their order; ask for a page of some dozens. One that is gone is left out."""
    marks = ",".join("?" * len(ids))
    order = {number: place for place, number in enumerate(ids)}
    found = connection.execute(
        f"SELECT c.id, c.name, c.kind, c.job_title, coalesce(o.name, ''),"
        " CASE WHEN c.reminders_off THEN NULL ELSE c.quiet_after_days END,"
        f" (SELECT max(e.happened_on) FROM log_entry e WHERE e.binned_at IS NULL AND e.happened_on <= ?1"
        f" AND e.kind IN ({CONTACTS}) AND {_ABOUT_IT}),"
        f" (SELECT count(*) FROM counterpart p WHERE p.organisation_id = c.id AND p.binned_at IS NULL)"
        " FROM counterpart c LEFT JOIN counterpart o ON o.id = c.organisation_id AND o.binned_at IS NULL"
        f" WHERE c.id IN ({marks}) AND c.binned_at IS NULL",
        (today.isoformat(), *ids),
    ).fetchall()
    promises = _open_promises(connection, ids)
    lines = []
    for counterpart_id, name, kind, job, organisation, after, last, people in sorted(
        found, key=lambda row: order[row[0]]
    ):
        spoken = date.fromisoformat(last) if last else None
        days = days_quiet(spoken, after, today)
        contact = quiet_sentence(days) if days is not None else last_spoken(spoken, today)
        of = tn("one person", "{n} people", people) if people else ""
        below = t(", ").join(part for part in (job, organisation, of) if part)
        kept = promises.get(counterpart_id, 0)
        lines.append(
            CounterpartLine(counterpart_id, name, CounterpartKind(kind), below, contact, days is not None, kept)
        )
    return tuple(lines)


_OPEN_PROMISES = """
WITH promised AS (
  SELECT e.id, e.counterpart_id AS who FROM promise e LEFT JOIN negotiation n ON n.id = e.negotiation_id
    WHERE e.state = 'open' AND e.counterpart_id IS NOT NULL AND n.binned_at IS NULL
  UNION
  SELECT e.id, p.counterpart_id FROM promise e JOIN negotiation n ON n.id = e.negotiation_id
    JOIN party p ON p.negotiation_id = n.id
    WHERE e.state = 'open' AND e.counterpart_id IS NULL AND n.binned_at IS NULL
)
SELECT who, count(*) FROM (
  SELECT id, who FROM promised
  UNION
  SELECT promised.id, c.organisation_id FROM promised JOIN counterpart c ON c.id = promised.who
    WHERE c.organisation_id IS NOT NULL AND c.binned_at IS NULL
) WHERE who IN ({marks}) GROUP BY who
"""
"""How many promises are open with each counterpart; one that names none is with all parties of its negotiation, and
an organisation has those of its people."""


def _open_promises(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    marks = ",".join("?" * len(ids))
    return dict(connection.execute(_OPEN_PROMISES.format(marks=marks), tuple(ids)).fetchall())
