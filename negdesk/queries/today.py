"""What the day asks for: meetings, promises due, what is in preparation, who has gone quiet, what to look back on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from negdesk.domain.counterpart import days_quiet, quiet_sentence
from negdesk.domain.dates import short_day
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import Open
from negdesk.domain.promise import DUE_WITHIN_DAYS, Promise, Standing, standing, when_words
from negdesk.domain.wording import t, tn
from negdesk.queries.log_filter import CONTACTS, about
from negdesk.queries.promises_standing import NOT_BINNED, PROMISES
from negdesk.queries.readiness import readiness_of
from negdesk.queries.told_apart import names_of, names_of_who_comes, titles_told_apart
from negdesk.storage.clock import hour_text, local_moment
from negdesk.storage.database import Connection

MOST = 8
"""Lines that each card shows."""

LOOK_BACK_WITHIN_DAYS = 60
"""A look-back that was not written by then is no longer asked for."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting of today, or one that is running; `who` comes to it, else all of the negotiation."""

    negotiation_id: Open[int]
    meeting_id: Open[int]
    at: str
    title: Open[str]
    who: Open[str]
    running: Open[bool]
    readiness: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise that is late or due soon."""

    id: Open[int]
    side: Open[Side]
    text: str
    about: Open[str]
    when: str
    late: Open[bool]


@dataclass(frozen=True, slots=True)
class PreparationLine:
    """A negotiation being prepared, its next gap, and when it meets."""

    negotiation_id: Open[int]
    title: Open[str]
    readiness: str
    gap_key: str
    meets_on: date | None


@dataclass(frozen=True, slots=True)
class QuietLine:
    """A counterpart one has not spoken with for longer than wished."""

    counterpart_id: Open[int]
    name: Open[str]
    sentence: str


@dataclass(frozen=True, slots=True)
class LookBackLine:
    """A negotiation that ended and that nobody has looked back on."""

    negotiation_id: Open[int]
    title: Open[str]
    sentence: Open[str]


@dataclass(frozen=True, slots=True)
class TodaySheet:
    """The day; every part may be empty. `nothing_yet` says that the library holds no negotiation at all.

    Of the promises that are late or due so many more than are shown are `promises_more`.
    """

    meetings: Open[tuple[MeetingLine, ...]]
    promises: Open[tuple[PromiseLine, ...]]
    promises_more: Open[int]
    preparation: Open[tuple[PreparationLine, ...]]
    quiet: Open[tuple[QuietLine, ...]]
    look_backs: Open[tuple[LookBackLine, ...]]
    summary: Open[str]
    nothing_yet: Open[bool]


def today_sheet(connection: Connection, today: date) -> TodaySheet:
    """The sheet of the day `today`."""
    meetings = _meetings(connection, today)
    promises = _promises(connection, today)
    late, due = _count_promises(connection, today)
    held = connection.execute("SELECT EXISTS (SELECT 1 FROM negotiation WHERE binned_at IS NULL)").fetchone()
    return TodaySheet(
        meetings=meetings,
        promises=promises,
        promises_more=late + due - len(promises),
        preparation=_preparation(connection, today, {line.negotiation_id for line in meetings}),
        quiet=_quiet(connection, today),
        look_backs=_look_backs(connection, today),
        summary=_summary(len(meetings), late, due),
        nothing_yet=not (held and held[0]),
    )


def _summary(meetings: int, late: int, due: int) -> str:
    said = [tn("One meeting today", "{n} meetings today", meetings) if meetings else t("No meeting today")]
    if late:
        said.append(tn("one promise late", "{n} promises late", late))
    if due:
        said.append(tn("one promise due this week", "{n} promises due this week", due))
    if not late and not due:
        said.append(t("no promise due"))
    return t(", ").join(said)


def _meetings(connection: Connection, today: date) -> tuple[MeetingLine, ...]:
    rows = connection.execute(
        "SELECT n.id, m.id, coalesce(m.starts_at, ''), n.title, m.started_at FROM meeting m"
        " JOIN negotiation n ON n.id = m.negotiation_id WHERE n.binned_at IS NULL AND m.ended_at IS NULL"
        " AND (m.started_at IS NOT NULL OR (m.starts_at >= ?1 AND m.starts_at < ?2 AND n.stage <> 'no_deal'))"
        " ORDER BY m.started_at IS NULL, m.starts_at LIMIT ?3",
        (today.isoformat(), (today + timedelta(days=1)).isoformat(), MOST),
    ).fetchall()
    ids = [row[0] for row in rows]
    who, ready = names_of(connection, ids), readiness_words(connection, ids)
    come = names_of_who_comes(connection, [row[1] for row in rows])
    lines = []
    for negotiation_id, meeting_id, starts_at, title, started_at in rows:
        began = local_moment(started_at).date() if started_at else today
        at = hour_text(started_at) if started_at else starts_at[11:16]
        at = at if began == today else short_day(began, today)
        words, _key = ready[negotiation_id]
        names = come.get(meeting_id) or who.get(negotiation_id, "")
        lines.append(MeetingLine(negotiation_id, meeting_id, at, title, names, bool(started_at), words))
    return tuple(lines)


def readiness_words(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """For each negotiation ``7 of 9 ready: name who can sign for them`` and the key of that gap."""
    words = {}
    for negotiation_id, ready in readiness_of(connection, ids).items():
        count = t("{n} of {all} ready", n=ready.done, all=ready.total)
        if ready.gaps:
            gap = ready.gaps[0]
            sentence = gap.sentence[:1].lower() + gap.sentence[1:]
            words[negotiation_id] = (t("{count}: {gap}", count=count, gap=sentence), gap.key)
        else:
            words[negotiation_id] = (count, "")
    return words


_DUE = f"FROM {PROMISES} WHERE p.state = 'open' AND p.due_on <= ? AND {NOT_BINNED}"


def _count_promises(connection: Connection, today: date) -> tuple[int, int]:
    """How many are late, and how many are due within the week."""
    days = today - timedelta(days=1), today + timedelta(days=DUE_WITHIN_DAYS)
    late, both = (connection.execute(f"SELECT count(*) {_DUE}", (day.isoformat(),)).fetchone() for day in days)
    return (int(late[0]), int(both[0]) - int(late[0])) if late and both else (0, 0)


def _promises(connection: Connection, today: date) -> tuple[PromiseLine, ...]:
    rows = connection.execute(
        f"SELECT p.id, p.side, p.text, p.due_on, coalesce(n.title, c.name, '') {_DUE} ORDER BY p.due_on, p.id LIMIT ?",
        ((today + timedelta(days=DUE_WITHIN_DAYS)).isoformat(), MOST),
    )
    lines = []
    for promise_id, side, text, due_on, of in rows:
        promise = Promise(side=Side(side), text=text, due_on=date.fromisoformat(due_on))
        late = standing(promise, today) is Standing.LATE
        lines.append(PromiseLine(promise_id, promise.side, text, of, when_words(promise, today), late))
    return tuple(lines)


def _preparation(connection: Connection, today: date, but: set[int]) -> tuple[PreparationLine, ...]:
    rows = connection.execute(
        "SELECT n.id, n.title, (SELECT min(m.starts_at) FROM meeting m WHERE m.negotiation_id = n.id"
        " AND m.ended_at IS NULL AND m.starts_at >= ?1) AS meets FROM negotiation n"
        " WHERE n.binned_at IS NULL AND n.stage IN ('planning', 'meeting')"
        " ORDER BY meets IS NULL, meets, n.stage_changed_at DESC LIMIT ?2",
        (today.isoformat(), MOST + len(but)),
    ).fetchall()
    rows = [row for row in rows if row[0] not in but][:MOST]
    ids = [row[0] for row in rows]
    ready, titles = readiness_words(connection, ids), titles_told_apart(connection, ids, [row[1] for row in rows])
    return tuple(
        PreparationLine(each, title, *ready[each], datetime.fromisoformat(meets).date() if meets else None)
        for (each, _title, meets), title in zip(rows, titles, strict=True)
    )


def _quiet(connection: Connection, today: date) -> tuple[QuietLine, ...]:
    rows = connection.execute(
        "SELECT c.id, c.name, c.quiet_after_days, max(e.happened_on) AS last FROM counterpart c"
        " JOIN log_entry e ON e.binned_at IS NULL AND e.happened_on <= ?1"
        f" AND e.kind IN ({CONTACTS}) AND {about('c.id')}"
        " WHERE c.binned_at IS NULL AND c.quiet_after_days IS NOT NULL AND NOT c.reminders_off GROUP BY c.id"
        " HAVING julianday(?1) - julianday(last) > c.quiet_after_days ORDER BY last LIMIT ?2",
        (today.isoformat(), MOST),
    )
    lines = []
    for counterpart_id, name, after, last in rows:
        days = days_quiet(date.fromisoformat(last), after, today)
        if days is not None:
            lines.append(QuietLine(counterpart_id, name, quiet_sentence(days)))
    return tuple(lines)


def _look_backs(connection: Connection, today: date) -> tuple[LookBackLine, ...]:
    since = (today - timedelta(days=LOOK_BACK_WITHIN_DAYS)).isoformat()
    rows = connection.execute(
        "SELECT n.id, n.title, n.stage, n.stage_changed_at FROM negotiation n"
        " LEFT JOIN look_back l ON l.negotiation_id = n.id WHERE n.binned_at IS NULL AND coalesce(l.outcome_us,"
        " l.outcome_them, l.ourselves_us, l.ourselves_them, l.way_us, l.way_them, l.relationship_us,"
        " l.relationship_them, nullif(l.learnt, '')) IS NULL"
        " AND n.stage IN ('agreed', 'no_deal') AND n.stage_changed_at >= ? ORDER BY n.stage_changed_at DESC LIMIT ?",
        (since, MOST),
    ).fetchall()
    titles = titles_told_apart(connection, [row[0] for row in rows], [row[1] for row in rows])
    lines = []
    for (negotiation_id, _title, stage, changed), title in zip(rows, titles, strict=True):
        days = max((today - local_moment(changed).date()).days, 0)
        if stage == "agreed":
            ended = t("Agreed today.") if days == 0 else tn("Agreed yesterday.", "Agreed {n} days ago.", days)
        else:
            ended = t("Ended today.") if days == 0 else tn("Ended yesterday.", "Ended {n} days ago.", days)
        lines.append(LookBackLine(negotiation_id, title, t("{ended} How did both sides feel about it?", ended=ended)))
    return tuple(lines)
