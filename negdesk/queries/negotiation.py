"""The list of negotiations, and what stands above each of one's four steps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negdesk.domain.negotiation import Lamp, LampKind, Side, Stage, waiting_for
from negdesk.domain.privacy import Open
from negdesk.domain.search_text import folded_each
from negdesk.domain.text import in_line, listed_in_brief
from negdesk.queries.readiness import readiness_of
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class NegotiationIds:
    """Which negotiations there are, the one that was moved on last first; and the stage of each."""

    ids: Open[tuple[int, ...]]
    stages: Open[tuple[Stage, ...]]


@dataclass(frozen=True, slots=True)
class NegotiationLine:
    """One line of the list. The next gap is a sentence, or empty when nothing is open.

    While it is prepared it is the plan's, with `done` of `total` points; agreed in principle, what that waits for.
    """

    id: Open[int]
    title: Open[str]
    counterparts: Open[str]
    stage: Open[Stage]
    changed_on: Open[date]
    next_gap: str
    done: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class NegotiationLines:
    """Some lines of the list, in the order in which they were asked for."""

    lines: Open[tuple[NegotiationLine, ...]]


@dataclass(frozen=True, slots=True)
class PartySheet:
    """A counterpart in a negotiation and what they do there."""

    counterpart_id: Open[int]
    name: Open[str]
    job_title: Open[str]
    organisation: Open[str]
    decides: Open[bool]
    advises: Open[bool]
    signs: Open[bool]
    speaks: Open[bool]


@dataclass(frozen=True, slots=True)
class NegotiationHeader:
    """What stands above the steps: the title, who it is with, its context and its currency."""

    id: Open[int]
    title: Open[str]
    subtitle: Open[str]
    context: Open[str]
    currency: Open[str]
    stage: Open[Stage]
    binned: Open[bool]
    parties: Open[tuple[PartySheet, ...]]


def negotiation_ids(connection: Connection) -> NegotiationIds:
    """Every negotiation that is not in the bin."""
    found = connection.execute(
        "SELECT id, stage FROM negotiation WHERE binned_at IS NULL ORDER BY stage_changed_at DESC, id DESC"
    ).fetchall()
    stages = {stage.value: stage for stage in Stage}
    return NegotiationIds(tuple(number for number, _ in found), tuple(stages[stage] for _, stage in found))


def filter_texts(connection: Connection, ids: Sequence[int]) -> list[str]:
    """What a filter finds each of these by, in their order and folded: title, context, counterparts, organisations.

    Ask for some hundreds.
    """
    marks = ",".join("?" * len(ids))
    texts: dict[int, str] = dict(
        connection.execute(
            f"SELECT id, title || char(10) || context FROM negotiation WHERE id IN ({marks})", tuple(ids)
        ).fetchall()
    )
    for number, names in connection.execute(
        "SELECT p.negotiation_id, char(10) || c.name || char(10) || coalesce(o.name, '') FROM party p"
        " JOIN counterpart c ON c.id = p.counterpart_id LEFT JOIN counterpart o ON o.id = c.organisation_id"
        f" WHERE p.negotiation_id IN ({marks})",
        tuple(ids),
    ):
        texts[number] += names
    return folded_each([texts.get(number, "") for number in ids])


def negotiation_lines(connection: Connection, ids: Sequence[int]) -> NegotiationLines:
    """The lines for these negotiations, read together; ask for a page of some dozens. One that is gone is left out."""
    marks = ",".join("?" * len(ids))
    found = {
        row[0]: row
        for row in connection.execute(
            f"SELECT id, title, stage, stage_changed_at FROM negotiation WHERE id IN ({marks})", tuple(ids)
        )
    }
    parties = _parties(connection, ids)
    readiness = readiness_of(connection, ids)
    lamps = _lamps(connection, ids)
    lines = []
    for negotiation_id in ids:
        if negotiation_id not in found:
            continue
        _, title, stage, changed = found[negotiation_id]
        plan = readiness[negotiation_id]
        preparing = Stage(stage) in (Stage.PLANNING, Stage.MEETING)
        gap = plan.gaps[0].sentence if plan.gaps and preparing else ""
        if Stage(stage) is Stage.AGREED_IN_PRINCIPLE:
            gap = waiting_for(lamps[negotiation_id])
        lines.append(
            NegotiationLine(
                id=negotiation_id,
                title=title,
                counterparts=listed_in_brief([party.name for party in parties[negotiation_id]]),
                stage=Stage(stage),
                changed_on=local_moment(changed).date(),
                next_gap=gap,
                done=plan.done if preparing else None,
                total=plan.total if preparing else None,
            )
        )
    return NegotiationLines(tuple(lines))


def negotiation_header(connection: Connection, negotiation_id: int) -> NegotiationHeader | None:
    """What stands above a negotiation's steps; nothing where there is no such negotiation."""
    row = connection.execute(
        "SELECT title, context, currency, stage, binned_at FROM negotiation WHERE id = ?", (negotiation_id,)
    ).fetchone()
    if row is None:
        return None
    title, context, currency, stage, binned_at = row
    parties = tuple(_parties(connection, (negotiation_id,))[negotiation_id])
    there = {party.name for party in parties}
    who = listed_in_brief([_with_title(party, there) for party in parties])
    return NegotiationHeader(
        id=negotiation_id,
        title=title,
        subtitle=" · ".join(part for part in (who, context, currency) if part),
        context=context,
        currency=currency,
        stage=Stage(stage),
        binned=binned_at is not None,
        parties=parties,
    )


def _lamps(connection: Connection, ids: Sequence[int]) -> dict[int, list[Lamp]]:
    found: dict[int, list[Lamp]] = defaultdict(list)
    for negotiation_id, side, kind in connection.execute(
        f"SELECT negotiation_id, side, kind FROM lamp WHERE lit AND negotiation_id IN ({','.join('?' * len(ids))})",
        tuple(ids),
    ):
        found[negotiation_id].append(Lamp(side=Side(side), kind=LampKind(kind), lit=True))
    return found


def _parties(connection: Connection, ids: Sequence[int]) -> dict[int, list[PartySheet]]:
    marks = ",".join("?" * len(ids))
    found: dict[int, list[PartySheet]] = defaultdict(list)
    for negotiation_id, *party in connection.execute(
        "SELECT p.negotiation_id, c.id, c.name, c.job_title, coalesce(o.name, ''),"
        " p.decides, p.advises, p.signs, p.speaks"
        " FROM party p JOIN counterpart c ON c.id = p.counterpart_id"
        f" LEFT JOIN counterpart o ON o.id = c.organisation_id WHERE p.negotiation_id IN ({marks})"
        " ORDER BY p.position, p.id",
        tuple(ids),
    ):
        found[negotiation_id].append(PartySheet(*party[:4], *(bool(role) for role in party[4:])))
    return found


def _with_title(party: PartySheet, there: set[str]) -> str:
    """``Nordmill Foods, head of purchasing``; a person with their organisation, unless it is `there` itself."""
    job = in_line(party.job_title) if party.job_title else ""
    organisation = "" if party.organisation in there else party.organisation
    return ", ".join(part for part in (party.name, job, organisation) if part)
