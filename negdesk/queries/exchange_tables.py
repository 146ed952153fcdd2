"""Plain tables of what the library holds, for spreadsheets, calendars and texts. They are private from end to end."""

from dataclasses import dataclass

from negdesk.domain.privacy import Open
from negdesk.domain.wording import mark, t
from negdesk.queries.promises_standing import NOT_BINNED, PROMISES
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Headings and rows, all of them texts; `owners` says by number whose each row is, for names may be the same."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    owners: Open[tuple[int, ...]]


TABLES = ("counterparts", "log", "negotiations", "terms", "ledger", "promises")

_HEADINGS = {
    "counterparts": (
        mark("Name"),
        mark("Kind"),
        mark("Organisation"),
        mark("Job title"),
        mark("Email"),
        mark("Phone"),
        mark("Address"),
        mark("Languages"),
        mark("Known since"),
        mark("How we know each other"),
        mark("What matters to them"),
    ),
    "log": (
        mark("Day"),
        mark("Counterpart"),
        mark("Kind"),
        mark("Text"),
        mark("Rapport"),
        mark("Value"),
        mark("Negotiation"),
    ),
    "negotiations": (
        mark("Title"),
        mark("Context"),
        mark("Stage"),
        mark("Currency"),
        mark("A good outcome for us"),
        mark("A good outcome for them"),
        mark("Note"),
        mark("Begun"),
    ),
    "terms": (
        mark("Negotiation"),
        mark("Term"),
        mark("Unit"),
        mark("Currency"),
        mark("Opening"),
        mark("Target"),
        mark("Walk-away"),
        mark("Weight"),
        mark("Their target"),
        mark("Their walk-away"),
        mark("Source"),
    ),
    "ledger": (
        mark("Negotiation"),
        mark("Side"),
        mark("Title"),
        mark("State"),
        mark("Cost"),
        mark("Value"),
        mark("Limit"),
        mark("Condition"),
        mark("Priority"),
        mark("Due"),
    ),
    "promises": (
        mark("Side"),
        mark("Promise"),
        mark("About"),
        mark("Due"),
        mark("Due in words"),
        mark("State"),
        mark("Settled"),
    ),
}
_SQL = {  # the number of whose it is, and then what the headings say
    "counterparts": "SELECT c.id, c.name, c.kind, coalesce(o.name, ''),"
    " c.job_title, c.email, c.phone, c.address, c.languages,"
    " c.known_since, c.how_we_know,"
    " c.what_matters FROM counterpart c LEFT JOIN counterpart o ON o.id = c.organisation_id"
    " WHERE c.binned_at IS NULL ORDER BY c.name COLLATE NOCASE, c.id",
    "log": "SELECT c.id, e.happened_on, c.name, e.kind, e.text, e.rapport,"
    " e.value, coalesce(n.title, '') FROM log_entry e JOIN counterpart c"
    " ON c.id = e.counterpart_id LEFT JOIN negotiation n ON n.id = e.negotiation_id"
    " WHERE e.binned_at IS NULL AND c.binned_at IS NULL ORDER BY e.happened_on, e.id",
    "negotiations": "SELECT id, title, context, stage, currency,"
    " outcome_us, outcome_them, note,"
    " substr(created_at, 1, 10) FROM negotiation WHERE binned_at IS NULL ORDER BY id",
    "terms": "SELECT n.id, n.title, t.name, t.unit, t.currency,"
    " t.opening, t.target, t.walk_away, t.weight,"
    " t.their_target, t.their_walk_away, t.their_source"
    " FROM term t JOIN negotiation n ON n.id = t.negotiation_id WHERE n.binned_at IS NULL"
    " ORDER BY n.id, t.position, t.id",
    "ledger": "SELECT n.id, n.title, i.side, i.title, i.state, i.cost,"
    " i.value, i.limit_text, i.condition_text, i.priority,"
    " i.due_on FROM ledger_item i JOIN negotiation n ON n.id = i.negotiation_id WHERE n.binned_at IS NULL"
    " ORDER BY n.id, i.side, i.position, i.id",
    "promises": "SELECT p.id, p.side, p.text, coalesce(n.title, c.name, ''), p.due_on,"
    f" p.due_text, p.state, p.settled_on FROM {PROMISES}"
    f" WHERE {NOT_BINNED} ORDER BY p.due_on IS NULL, p.due_on, p.id",
}


def plain_table(connection: Connection, table: str) -> PlainTable:
    """One of `TABLES`; what is not known is empty, and what is in the bin is left out."""
    found = connection.execute(_SQL[table]).fetchall()
    return PlainTable(
        tuple(t(heading) for heading in _HEADINGS[table]),
        tuple(tuple("" if cell is None else str(cell) for cell in row[1:]) for row in found),
        tuple(int(str(row[0])) for row in found),
    )


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A promise's day, or a meeting's hour; `starts` is ``YYYY-MM-DD`` or a local or UTC moment as stored."""

    uid: str
    kind: str
    title: str
    about: str
    starts: str
    minutes: Open[int]
    place: str
    stamp: str


def calendar_entries(connection: Connection) -> tuple[CalendarEntry, ...]:
    """Open promises that have a day, and every meeting that has an hour, in the order of time."""
    return tuple(
        CalendarEntry(*row)
        for row in connection.execute(
            "SELECT p.uid, 'promise', p.text, coalesce(n.title, c.name, ''), p.due_on, 0, '', p.created_at"
            f" FROM {PROMISES} WHERE p.state = 'open' AND p.due_on IS NOT NULL AND {NOT_BINNED}"
            " UNION ALL SELECT m.uid, 'meeting', n.title, n.context, coalesce(m.started_at, m.starts_at),"
            " coalesce(m.planned_minutes, 60), m.place, n.created_at FROM meeting m"
            " JOIN negotiation n ON n.id = m.negotiation_id WHERE coalesce(m.started_at, m.starts_at) IS NOT NULL"
            " AND n.binned_at IS NULL ORDER BY 5, 1"
        )
    )
