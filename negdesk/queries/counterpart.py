"""The counterparts, and the page of one: the private log, rapport, give and take, promises, negotiations, people."""

from dataclasses import dataclass
from datetime import date

from negdesk.domain.counterpart import (
    CONTACT_KINDS,
    CounterpartKind,
    EntryKind,
    days_quiet,
    last_spoken,
    quiet_sentence,
    rapport_trend,
)
from negdesk.domain.negotiation import Side, Stage
from negdesk.domain.privacy import Open
from negdesk.domain.promise import Promise, PromiseState, count_promises
from negdesk.domain.text import in_line
from negdesk.domain.wording import t
from negdesk.storage.database import Connection

PAGE = 100
"""Entries of a log that are shown at first, and more with each wish for older ones."""

_KINDS = ",".join(f"'{kind}'" for kind in sorted(CONTACT_KINDS))
_ABOUT = (
    "(e.counterpart_id = c.id OR e.counterpart_id IN (SELECT p.id FROM counterpart p WHERE p.organisation_id = c.id))"
)
"""An organisation's log is its own and that of its people."""


@dataclass(frozen=True, slots=True)
class CounterpartLine:
    """One line of the list. When they were last spoken with is private."""

    id: Open[int]
    name: Open[str]
    kind: Open[CounterpartKind]
    below: Open[str]
    contact: str
    quiet: bool | None


@dataclass(frozen=True, slots=True)
class CounterpartList:
    """Some counterparts, by name; `all` is how many match."""

    lines: Open[tuple[CounterpartLine, ...]]
    all: Open[int]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the log; `who` is the person where the log is an organisation's."""

    id: Open[int]
    happened_on: date | None
    kind: EntryKind | None
    text: str
    who: Open[str]
    rapport: int | None
    value: int | None
    negotiation: Open[str]


@dataclass(frozen=True, slots=True)
class NegotiationOf:
    """A negotiation with this counterpart."""

    id: Open[int]
    title: Open[str]
    stage: Open[Stage]


@dataclass(frozen=True, slots=True)
class PersonOf:
    """Someone of this organisation, or the organisation of this person."""

    id: Open[int]
    name: Open[str]
    job_title: Open[str]


@dataclass(frozen=True, slots=True)
class CounterpartPage:
    """All that the page of a counterpart shows; `entries` are the newest, `older` says how many more there are."""

    id: Open[int]
    kind: Open[CounterpartKind]
    name: Open[str]
    job_title: Open[str]
    subtitle: Open[str]
    contact: str
    email: str
    phone: str
    address: str
    how_we_know: str
    languages: str
    what_matters: str
    known_since: str
    quiet_after_days: int | None
    entries: Open[tuple[EntryLine, ...]]
    older: Open[int]
    rapport: tuple[tuple[date, int], ...]
    trend: str
    years: tuple[tuple[int, int, int], ...]
    our_promises: str
    their_promises: str
    negotiations: Open[tuple[NegotiationOf, ...]]
    people: Open[tuple[PersonOf, ...]]
    organisation: Open[PersonOf | None]
    binned: Open[bool]


def counterpart_list(connection: Connection, today: date, words: str = "", limit: int = 500) -> CounterpartList:
    """The counterparts whose name, job or organisation holds `words`, by name, at most `limit` of them."""
    literal = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    where = (
        "c.binned_at IS NULL AND (c.name LIKE ?1 ESCAPE '\\' OR c.job_title LIKE ?1 ESCAPE '\\'"
        " OR o.name LIKE ?1 ESCAPE '\\')"
    )
    joined = "counterpart c LEFT JOIN counterpart o ON o.id = c.organisation_id"
    found = connection.execute(
        f"SELECT c.id, c.name, c.kind, c.job_title, coalesce(o.name, ''), c.quiet_after_days,"
        f" (SELECT max(e.happened_on) FROM log_entry e WHERE e.binned_at IS NULL AND e.happened_on <= ?2"
        f" AND e.kind IN ({_KINDS}) AND {_ABOUT}) FROM {joined} WHERE {where} ORDER BY c.name COLLATE NOCASE, c.id"
        " LIMIT ?3",
        (f"%{literal}%", today.isoformat(), limit),
    ).fetchall()
    count = connection.execute(f"SELECT count(*) FROM {joined} WHERE {where}", (f"%{literal}%",)).fetchone()
    lines = []
    for counterpart_id, name, kind, job, organisation, after, last in found:
        spoken = date.fromisoformat(last) if last else None
        days = days_quiet(spoken, after, today)
        contact = quiet_sentence(days) if days is not None else last_spoken(spoken, today)
        below = t(", ").join(part for part in (job, organisation) if part)
        lines.append(CounterpartLine(counterpart_id, name, CounterpartKind(kind), below, contact, days is not None))
    return CounterpartList(tuple(lines), int(count[0]) if count else 0)


def counterpart_page(
    connection: Connection, counterpart_id: int, today: date, shown: int = PAGE
) -> CounterpartPage | None:
    """The page of a counterpart with its `shown` newest entries; nothing where there is no such counterpart."""
    row = connection.execute(
        "SELECT kind, name, job_title, email, phone, address, how_we_know, languages, what_matters, known_since,"
        " quiet_after_days, binned_at, organisation_id FROM counterpart WHERE id = ?",
        (counterpart_id,),
    ).fetchone()
    if row is None:
        return None
    kind = CounterpartKind(row[0])
    facts = _facts(connection, counterpart_id)
    spoken = max((day for day, entry, _, _ in facts if entry in CONTACT_KINDS and day <= today), default=None)
    ratings = [(day, rapport, entry) for day, entry, rapport, _ in facts if rapport is not None]
    trend = rapport_trend([rapport for _, rapport, _ in ratings], all(e is EntryKind.MEETING for _, _, e in ratings))
    promises = _promises(connection, counterpart_id)
    people = _people(connection, "organisation_id = ?", counterpart_id)
    own = _people(connection, "id = ?", row[12]) if row[12] is not None else ()
    return CounterpartPage(
        id=counterpart_id,
        kind=kind,
        name=row[1],
        job_title=row[2],
        subtitle=" · ".join(part for part in (row[2], own[0].name if own else "", _since(row[9])) if part),
        contact=last_spoken(spoken, today),
        email=row[3],
        phone=row[4],
        address=row[5],
        how_we_know=row[6],
        languages=row[7],
        what_matters=row[8],
        known_since=row[9],
        quiet_after_days=row[10],
        entries=_entries(connection, counterpart_id, shown),
        older=max(0, len(facts) - shown),
        rapport=tuple((day, rapport) for day, rapport, _ in ratings),
        trend=trend.sentence,
        years=_years(connection, counterpart_id, facts),
        our_promises=count_promises(promises, Side.US, today).sentence or t("none yet"),
        their_promises=count_promises(promises, Side.THEM, today).sentence or t("none yet"),
        negotiations=_negotiations(connection, counterpart_id),
        people=people,
        organisation=own[0] if own else None,
        binned=row[11] is not None,
    )


_OF = "(e.counterpart_id = ?1 OR e.counterpart_id IN (SELECT p.id FROM counterpart p WHERE p.organisation_id = ?1))"


def _since(year: str) -> str:
    return t("known since {year}", year=year) if year else ""


def _facts(connection: Connection, counterpart_id: int) -> list[tuple[date, EntryKind, int | None, int]]:
    """Day, kind, rapport and value of every entry, the oldest first; no text."""
    return [
        (date.fromisoformat(day), EntryKind(kind), rapport, value)
        for day, kind, rapport, value in connection.execute(
            f"SELECT e.happened_on, e.kind, e.rapport, e.value FROM log_entry e WHERE {_OF} AND e.binned_at IS NULL"
            " ORDER BY e.happened_on, e.id",
            (counterpart_id,),
        )
    ]


def _entries(connection: Connection, counterpart_id: int, shown: int) -> tuple[EntryLine, ...]:
    return tuple(
        EntryLine(
            row[0], date.fromisoformat(row[1]), EntryKind(row[2]), row[3], row[4] or "", row[5], row[6], row[7] or ""
        )
        for row in connection.execute(
            "SELECT e.id, e.happened_on, e.kind, e.text, CASE WHEN e.counterpart_id = ?1 THEN '' ELSE c.name END,"
            " e.rapport, e.value, n.title FROM log_entry e JOIN counterpart c ON c.id = e.counterpart_id"
            f" LEFT JOIN negotiation n ON n.id = e.negotiation_id WHERE {_OF} AND e.binned_at IS NULL"
            " ORDER BY e.happened_on DESC, e.id DESC LIMIT ?2",
            (counterpart_id, shown),
        )
    )


def _years(
    connection: Connection, counterpart_id: int, facts: list[tuple[date, EntryKind, int | None, int]]
) -> tuple[tuple[int, int, int], ...]:
    """Year, value given, value got: from the log, and from what was accepted in negotiations with this counterpart."""
    sums: dict[int, list[int]] = {}
    for day, kind, _, value in facts:
        if kind in (EntryKind.GAVE, EntryKind.GOT):
            sums.setdefault(day.year, [0, 0])[kind is EntryKind.GOT] += max(value, 1)
    for year, side, value in connection.execute(
        "SELECT substr(i.state_at, 1, 4), i.side, sum(max(i.value, 1)) FROM ledger_item i"
        " JOIN negotiation n ON n.id = i.negotiation_id WHERE n.binned_at IS NULL AND i.state = 'accepted'"
        " AND i.state_at IS NOT NULL AND EXISTS (SELECT 1 FROM party p JOIN counterpart c ON c.id = p.counterpart_id"
        " WHERE p.negotiation_id = i.negotiation_id AND (c.id = ?1 OR c.organisation_id = ?1)) GROUP BY 1, 2",
        (counterpart_id,),
    ):
        sums.setdefault(int(year), [0, 0])[side == "them"] += int(value)
    return tuple((year, given, got) for year, (given, got) in sorted(sums.items()))[-5:]


def _promises(connection: Connection, counterpart_id: int) -> list[Promise]:
    return [
        Promise(
            side=Side(side),
            text=text,
            due_on=date.fromisoformat(due) if due else None,
            state=PromiseState(state),
            settled_on=date.fromisoformat(settled) if settled else None,
        )
        for side, text, due, state, settled in connection.execute(
            "SELECT e.side, e.text, e.due_on, e.state, e.settled_on FROM promise e"
            f" LEFT JOIN negotiation n ON n.id = e.negotiation_id WHERE {_OF} AND n.binned_at IS NULL",
            (counterpart_id,),
        )
    ]


def _negotiations(connection: Connection, counterpart_id: int) -> tuple[NegotiationOf, ...]:
    return tuple(
        NegotiationOf(each, title, Stage(stage))
        for each, title, stage in connection.execute(
            "SELECT DISTINCT n.id, n.title, n.stage FROM negotiation n JOIN party p ON p.negotiation_id = n.id"
            " JOIN counterpart c ON c.id = p.counterpart_id WHERE (c.id = ?1 OR c.organisation_id = ?1)"
            " AND n.binned_at IS NULL ORDER BY n.stage_changed_at DESC, n.id DESC LIMIT 12",
            (counterpart_id,),
        )
    )


def _people(connection: Connection, where: str, number: int) -> tuple[PersonOf, ...]:
    return tuple(
        PersonOf(each, name, in_line(job) if job else "")
        for each, name, job in connection.execute(
            f"SELECT id, name, job_title FROM counterpart WHERE {where} AND binned_at IS NULL ORDER BY name, id",
            (number,),
        )
    )
