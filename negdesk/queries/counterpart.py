"""The page of a counterpart: the private log, rapport, give and take, promises, negotiations, people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from negdesk.domain.counterpart import (
    CounterpartKind,
    EntryKind,
    RapportTrend,
    last_spoken,
    rapport_trend,
)
from negdesk.domain.negotiation import Party, Side, Stage
from negdesk.domain.privacy import Open
from negdesk.domain.promise import Promise, PromiseState, count_promises
from negdesk.domain.search_text import folded
from negdesk.domain.text import in_line
from negdesk.domain.wording import t
from negdesk.queries.log_filter import CONTACTS, EntryFilter, about
from negdesk.storage.database import Connection

EVERY_ENTRY = EntryFilter()

RATINGS = 24
"""So many of the last ratings make the line of rapport and its trend."""

YEARS = 5
"""So many of the last years of give and take are shown."""

MOST_NEGOTIATIONS = 1000
"""So many of the negotiations with a counterpart are listed, those that moved on last first."""

LONGEST_SHOWN = 1200
"""Characters of an entry that a list of entries shows; `log_entry` gives all of it."""

LINE_BREAK = 60
"""So many characters a line break counts as in the weight of a text, by which a list guesses how high it is."""

_OF = about("?1")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the log; `who` is the person where the log is an organisation's. A long text may be cut."""

    id: Open[int]
    happened_on: date | None
    kind: EntryKind | None
    text: str
    who: Open[str]
    rapport: int | None
    value: int | None
    negotiation: Open[str]
    negotiation_id: Open[int | None]


@dataclass(frozen=True, slots=True)
class NegotiationOf:
    """A negotiation with this counterpart."""

    id: Open[int]
    title: Open[str]
    stage: Open[Stage]


@dataclass(frozen=True, slots=True)
class PersonOf:
    """Someone of this organisation, or the organisation of this person.

    `roles` says whether they decide or sign, as of the negotiation that moved on last in which they do either.
    """

    id: Open[int]
    name: Open[str]
    job_title: Open[str]
    roles: Open[str]


@dataclass(frozen=True, slots=True)
class OwnFieldLine:
    """A field under a name of the user's own."""

    id: Open[int]
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CounterpartPage:
    """All that the page of a counterpart shows; `entry_ids` are those that are asked for, the newest first.

    `entry_weights` say about how many characters each of them shows (`entry_lines` reads what they say). `written`
    counts all entries, whatever is asked for. `rapport` has the last ratings with their days, `years` a year with the
    value given and got; both the oldest first.
    """

    id: Open[int]
    kind: Open[CounterpartKind]
    name: Open[str]
    job_title: Open[str]
    contact: str
    email: str
    phone: str
    address: str
    how_we_know: str
    languages: str
    what_matters: str
    known_since: str
    quiet_after_days: int | None
    reminders_off: bool | None
    tags: str
    own: Open[tuple[OwnFieldLine, ...]]
    said_before: Open[bool]
    entry_ids: Open[tuple[int, ...]]
    entry_weights: tuple[int, ...]
    written: Open[int]
    rapport: tuple[tuple[date, int], ...]
    trend: str
    years: tuple[tuple[int, int, int], ...]
    our_promises: str
    their_promises: str
    negotiations: Open[tuple[NegotiationOf, ...]]
    people: Open[tuple[PersonOf, ...]]
    organisation: Open[PersonOf | None]
    binned: Open[bool]


def organisations(connection: Connection, limit: int = 2000) -> tuple[PersonOf, ...]:
    """The organisations one may belong to, by name."""
    return _people(connection, "kind = 'organisation'", limit)


def counterpart_page(
    connection: Connection, counterpart_id: int, today: date, only: EntryFilter = EVERY_ENTRY
) -> CounterpartPage | None:
    """The page of a counterpart with the entries that `only` asks for; nothing where there is no such counterpart."""
    row = connection.execute(
        "SELECT kind, name, job_title, email, phone, address, how_we_know, languages, what_matters, known_since,"
        " quiet_after_days, binned_at, organisation_id, reminders_off, EXISTS (SELECT 1 FROM merge_past p"
        " WHERE p.table_name = 'counterpart' AND p.row_uid = counterpart.uid AND p.field <> '')"
        " FROM counterpart WHERE id = ?",
        (counterpart_id,),
    ).fetchone()
    if row is None:
        return None
    count, spoken = _contact(connection, counterpart_id, today)
    rapport, trend = _rapport(connection, counterpart_id)
    promises = _promises(connection, counterpart_id)
    entries = _weighed(connection, counterpart_id, only)
    own = _people(connection, "id = ?1", row[12]) if row[12] is not None else ()
    return CounterpartPage(
        id=counterpart_id,
        kind=CounterpartKind(row[0]),
        name=row[1],
        job_title=row[2],
        contact=" · ".join(part for part in (_since(row[9]), last_spoken(spoken, today)) if part),
        email=row[3],
        phone=row[4],
        address=row[5],
        how_we_know=row[6],
        languages=row[7],
        what_matters=row[8],
        known_since=row[9],
        quiet_after_days=row[10],
        reminders_off=bool(row[13]),
        tags=_tags(connection, counterpart_id),
        own=_own_fields(connection, counterpart_id),
        said_before=bool(row[14]),
        entry_ids=tuple(number for number, _ in entries),
        entry_weights=tuple(weight for _, weight in entries),
        written=count,
        rapport=rapport,
        trend=trend.sentence,
        years=_years(connection, counterpart_id),
        our_promises=count_promises(promises, Side.US, today).sentence or t("none yet"),
        their_promises=count_promises(promises, Side.THEM, today).sentence or t("none yet"),
        negotiations=_negotiations(connection, counterpart_id),
        people=_people(connection, "organisation_id = ?1", counterpart_id),
        organisation=own[0] if own else None,
        binned=row[11] is not None,
    )


def log_entry(connection: Connection, entry_id: int) -> EntryLine | None:
    """One entry with all of its text; nothing where there is no such entry."""
    select = _ENTRY.format(text="e.text", who="''")
    row = connection.execute(f"{select} WHERE e.id = ?", (entry_id,)).fetchone()
    return None if row is None else _entry(row)


def entry_lines(connection: Connection, counterpart_id: int, ids: tuple[int, ...]) -> tuple[EntryLine, ...]:
    """These entries of the log of a counterpart, in no order; those that are gone are left out."""
    cut = f"CASE WHEN length(e.text) > {LONGEST_SHOWN} THEN substr(e.text, 1, {LONGEST_SHOWN}) || '…' ELSE e.text END"
    select = _ENTRY.format(text=cut, who="CASE WHEN e.counterpart_id = ?1 THEN '' ELSE c.name END")
    places = ", ".join("?" * len(ids))
    rows = connection.execute(f"{select} WHERE e.id IN ({places}) AND e.binned_at IS NULL", (counterpart_id, *ids))
    return tuple(_entry(row) for row in rows)


def _tags(connection: Connection, counterpart_id: int) -> str:
    """The tags as they are typed: ``#key #long-term``."""
    return " ".join(
        f"#{name}"
        for (name,) in connection.execute(
            "SELECT t.name FROM counterpart_tag c JOIN tag t ON t.id = c.tag_id WHERE c.counterpart_id = ?"
            " ORDER BY t.folded",
            (counterpart_id,),
        )
    )


def _own_fields(connection: Connection, counterpart_id: int) -> tuple[OwnFieldLine, ...]:
    return tuple(
        OwnFieldLine(*row)
        for row in connection.execute(
            "SELECT id, name, text FROM own_field WHERE counterpart_id = ? ORDER BY position, id", (counterpart_id,)
        )
    )


def _since(year: str) -> str:
    return t("known since {year}", year=year) if year else ""


def _contact(connection: Connection, counterpart_id: int, today: date) -> tuple[int, date | None]:
    """How many entries there are, and the day of the last contact."""
    row = connection.execute(
        f"SELECT count(*), max(CASE WHEN e.kind IN ({CONTACTS}) AND e.happened_on <= ?2 THEN e.happened_on END)"
        f" FROM log_entry e WHERE {_OF} AND e.binned_at IS NULL",
        (counterpart_id, today.isoformat()),
    ).fetchone()
    assert row is not None  # a count always answers
    return int(row[0]), date.fromisoformat(row[1]) if row[1] else None


def _rapport(connection: Connection, counterpart_id: int) -> tuple[tuple[tuple[date, int], ...], RapportTrend]:
    """The last ratings with their days, the oldest first, and where they are going."""
    found = connection.execute(
        f"SELECT e.happened_on, e.rapport, e.kind FROM log_entry e WHERE {_OF} AND e.binned_at IS NULL"
        " AND e.rapport IS NOT NULL ORDER BY e.happened_on DESC, e.id DESC LIMIT ?2",
        (counterpart_id, RATINGS),
    ).fetchall()[::-1]
    meetings_only = all(kind == EntryKind.MEETING for _, _, kind in found)
    trend = rapport_trend([rapport for _, rapport, _ in found], meetings_only)
    return tuple((date.fromisoformat(day), rapport) for day, rapport, _ in found), trend


_ENTRY = (
    "SELECT e.id, e.happened_on, e.kind, {text}, {who}, e.rapport, e.value, n.title, n.id FROM log_entry e"
    " JOIN counterpart c ON c.id = e.counterpart_id"
    " LEFT JOIN negotiation n ON n.id = e.negotiation_id AND n.binned_at IS NULL"
)


def _weighed(connection: Connection, counterpart_id: int, only: EntryFilter) -> list[tuple[int, int]]:
    """The numbers of the entries that are asked for, the newest first, each with its weight."""
    where, values = only.where()
    breaks = "length(e.text) - length(replace(e.text, char(10), ''))"
    return connection.execute(
        f"SELECT e.id, min(length(e.text), {LONGEST_SHOWN}) + {LINE_BREAK} * ({breaks}) FROM log_entry e"
        f" WHERE {_OF} AND e.binned_at IS NULL{where} ORDER BY e.happened_on DESC, e.id DESC",
        (counterpart_id, *values),
    ).fetchall()


def _entry(row: tuple[Any, ...]) -> EntryLine:
    number, day, kind, text, who, rapport, value, negotiation, negotiation_id = row
    return EntryLine(
        id=number,
        happened_on=date.fromisoformat(day),
        kind=EntryKind(kind),
        text=text,
        who=who,
        rapport=rapport,
        value=value,
        negotiation=negotiation or "",
        negotiation_id=negotiation_id,
    )


def _years(connection: Connection, counterpart_id: int) -> tuple[tuple[int, int, int], ...]:
    """Year, value given, value got: from the log, and from what was accepted in negotiations with this counterpart.

    What has no value yet counts as one, so that it is seen.
    """
    sums: dict[int, list[int]] = {}
    for year, got, value in connection.execute(
        "SELECT substr(e.happened_on, 1, 4), e.kind = 'got', sum(max(e.value, 1)) FROM log_entry e"
        f" WHERE {_OF} AND e.binned_at IS NULL AND e.kind IN ('gave', 'got') GROUP BY 1, 2"
        " UNION ALL SELECT strftime('%Y', i.state_at, 'localtime'), i.side = 'them', sum(max(i.value, 1))"
        " FROM ledger_item i JOIN negotiation n ON n.id = i.negotiation_id WHERE n.binned_at IS NULL"
        f" AND i.state = 'accepted' AND i.state_at IS NOT NULL AND {_WITH} GROUP BY 1, 2",
        (counterpart_id,),
    ):
        sums.setdefault(int(year), [0, 0])[bool(got)] += int(value)
    return tuple((year, given, got) for year, (given, got) in sorted(sums.items()))[-YEARS:]


_WITH = (
    "EXISTS (SELECT 1 FROM party p JOIN counterpart c ON c.id = p.counterpart_id"
    " WHERE p.negotiation_id = n.id AND (c.id = ?1 OR c.organisation_id = ?1 AND c.binned_at IS NULL))"
)
"""Whether negotiation `n` is one with this counterpart, or with people of this organisation."""


PROMISED = (
    "FROM promise e LEFT JOIN negotiation n ON n.id = e.negotiation_id"
    f" WHERE n.binned_at IS NULL AND ({_OF} OR e.counterpart_id IS NULL AND {_WITH})"
)
"""What was promised to or by this counterpart; where a promise names none it is with all of its negotiation."""


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
            f"SELECT e.side, e.text, e.due_on, e.state, e.settled_on {PROMISED}", (counterpart_id,)
        )
    ]


def _negotiations(connection: Connection, counterpart_id: int) -> tuple[NegotiationOf, ...]:
    return tuple(
        NegotiationOf(each, title, Stage(stage))
        for each, title, stage in connection.execute(
            f"SELECT n.id, n.title, n.stage FROM negotiation n WHERE {_WITH} AND n.binned_at IS NULL"
            " ORDER BY n.stage_changed_at DESC, n.id DESC LIMIT ?2",
            (counterpart_id, MOST_NEGOTIATIONS),
        )
    )


def _people(connection: Connection, where: str, number: int) -> tuple[PersonOf, ...]:
    limit = " LIMIT ?1" if "?1" not in where else ""
    roles = (
        "(SELECT {role} FROM party p JOIN negotiation n ON n.id = p.negotiation_id WHERE p.counterpart_id = c.id"
        " AND n.binned_at IS NULL AND (p.decides OR p.signs) ORDER BY n.stage_changed_at DESC, n.id DESC LIMIT 1)"
    )
    found = connection.execute(
        f"SELECT c.id, c.name, c.job_title, {roles.format(role='p.decides')}, {roles.format(role='p.signs')}"
        f" FROM counterpart c WHERE {where} AND c.binned_at IS NULL ORDER BY c.name COLLATE NOCASE, c.id{limit}",
        (number,),
    ).fetchall()
    return tuple(
        PersonOf(each, name, in_line(job) if job else "", _roles(bool(decides), bool(signs)))
        for each, name, job, decides, signs in sorted(found, key=lambda row: folded(row[1]))
    )


def _roles(decides: bool, signs: bool) -> str:
    return t(", ").join(Party(decides=decides, signs=signs).roles)
