"""What the steps *Agree* and *Follow through* show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negdesk.domain.agreement import agreed_values
from negdesk.domain.agreement_changes import differences
from negdesk.domain.agreement_text import from_json
from negdesk.domain.ledger import LedgerItem, LedgerState, Priority, balance
from negdesk.domain.money import NumberFormat
from negdesk.domain.negotiation import Lamp, LookBack, Side, Stage, lopsided, no_deal_sentence, waiting_for
from negdesk.domain.offer_check import cost_beyond_authority
from negdesk.domain.plan import Term
from negdesk.domain.planned_agreed import compare
from negdesk.domain.privacy import Open
from negdesk.queries.meeting import LampLine, lamp_lines
from negdesk.queries.promise import PromiseRow, promises_of
from negdesk.storage.agreement_facts import accepted_offers, draft_content
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A term: what we aimed for, what was agreed, and how far that is above our minimum."""

    id: Open[int]
    name: Open[str]
    unit: Open[str]
    currency: Open[str]
    target: Decimal | None
    agreed: Open[Decimal | None]
    above_minimum: Decimal | None


@dataclass(frozen=True, slots=True)
class PendingLine(ComparedLine):
    """A term that is not agreed: what it is called, and counted in, is a matter of our plan and of nobody else."""

    name: str
    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A frozen version, what is different from the one before, and the fingerprint of its paper where that is kept."""

    version: Open[int]
    agreed_on: Open[date]
    changes: Open[tuple[str, ...]]
    fingerprint: Open[str] = ""


@dataclass(frozen=True, slots=True)
class AgreeSheet:
    """Step 3: the lamps, planned beside agreed, who does what next, and what changed since the last version.

    `changed` is what the next version would say otherwise. While they can be mended, `beyond_authority` says that our
    gives cost more than we may sign for, and `lopsided`, gently, that one side gives much more.
    """

    stage: Open[Stage]
    lamps: Open[tuple[LampLine, ...]]
    waiting: Open[str]
    terms: Open[tuple[ComparedLine, ...]]
    facts: str
    steps: Open[tuple[PromiseRow, ...]]
    version: Open[int]
    changed: Open[tuple[str, ...]]
    beyond_authority: str
    lopsided: str
    counterpart_id: Open[int]


@dataclass(frozen=True, slots=True)
class FollowSheet:
    """Step 4: promises, the versions, the look back and, gently, whether it seems lopsided."""

    stage: Open[Stage]
    promises: Open[tuple[PromiseRow, ...]]
    versions: Open[tuple[VersionLine, ...]]
    look_back: LookBack | None
    lopsided: str
    no_deal: str


_STILL_TO_AGREE = (Stage.MEETING, Stage.AGREED_IN_PRINCIPLE)


def agree_sheet(
    connection: Connection, negotiation_id: int, today: date, numbers: NumberFormat | None = None
) -> AgreeSheet | None:
    """Step 3 of a negotiation; nothing where there is no such negotiation."""
    stage = _stage(connection, negotiation_id)
    if stage is None:
        return None
    lamps = lamp_lines(connection, negotiation_id)
    agreed = agreed_values(accepted_offers(connection, negotiation_id))
    items = _items(connection, negotiation_id)
    held = balance(items)
    mendable = stage in _STILL_TO_AGREE
    compared = compare(_terms(connection, negotiation_id), agreed, items)
    versions = _versions(connection, negotiation_id, numbers)
    last = _last_content(connection, negotiation_id)
    changed: tuple[str, ...] = ()
    if last is not None:
        changed = differences(from_json(last), draft_content(connection, negotiation_id), numbers)
    who = connection.execute(
        "SELECT counterpart_id FROM party WHERE negotiation_id = ? ORDER BY position, id LIMIT 1", (negotiation_id,)
    ).fetchone()
    return AgreeSheet(
        stage=stage,
        lamps=lamps,
        waiting=waiting_for([Lamp(line.side, line.kind, line.lit) for line in lamps]),
        terms=tuple(
            (ComparedLine if row.agreed is not None else PendingLine)(
                row.term_id, row.name, row.unit, row.currency, row.target, row.agreed, row.above_minimum
            )
            for row in compared.terms
        ),
        facts=compared.text,
        steps=tuple(row for row in promises_of(connection, negotiation_id, today) if row.open),
        version=versions[-1].version if versions else 0,
        changed=changed,
        beyond_authority=_beyond_authority(connection, negotiation_id, items, numbers) if mendable else "",
        lopsided=lopsided(held.given.value, held.got.value) if mendable else "",
        counterpart_id=int(who[0]) if who else 0,
    )


def follow_sheet(
    connection: Connection, negotiation_id: int, today: date, numbers: NumberFormat | None = None
) -> FollowSheet | None:
    """Step 4 of a negotiation; nothing where there is no such negotiation."""
    stage = _stage(connection, negotiation_id)
    if stage is None:
        return None
    held = balance(_items(connection, negotiation_id))
    look_back = _look_back(connection, negotiation_id)
    alternative = connection.execute(
        "SELECT 1 FROM alternative WHERE negotiation_id = ? AND side = 'us' LIMIT 1", (negotiation_id,)
    ).fetchone()
    return FollowSheet(
        stage=stage,
        promises=promises_of(connection, negotiation_id, today),
        versions=_versions(connection, negotiation_id, numbers),
        look_back=look_back,
        lopsided=lopsided(held.given.value, held.got.value, look_back) if stage is Stage.AGREED else "",
        no_deal=no_deal_sentence(alternative is not None) if stage is Stage.NO_DEAL else "",
    )


def _stage(connection: Connection, negotiation_id: int) -> Stage | None:
    row = connection.execute("SELECT stage FROM negotiation WHERE id = ?", (negotiation_id,)).fetchone()
    return Stage(row[0]) if row else None


def _terms(connection: Connection, negotiation_id: int) -> dict[int, Term]:
    return {
        row[0]: Term(
            name=row[1],
            unit=row[2],
            currency=row[3],
            more_is_better=bool(row[4]),
            target=Decimal(row[5]) if row[5] else None,
            walk_away=Decimal(row[6]) if row[6] else None,
        )
        for row in connection.execute(
            "SELECT id, name, unit, currency, more_is_better, target, walk_away FROM term WHERE negotiation_id = ?"
            " ORDER BY position, id",
            (negotiation_id,),
        )
    }


def _items(connection: Connection, negotiation_id: int) -> list[LedgerItem]:
    return [
        LedgerItem(
            side=Side(side),
            title=title,
            value=value,
            state=LedgerState(state),
            planned=bool(planned),
            priority=Priority(priority),
            cost_amount=Decimal(cost) if cost else None,
        )
        for side, title, value, state, planned, priority, cost in connection.execute(
            "SELECT side, title, value, state, planned, priority, cost_amount FROM ledger_item WHERE negotiation_id = ?"
            " ORDER BY position, id",
            (negotiation_id,),
        )
    ]


def _beyond_authority(
    connection: Connection, negotiation_id: int, items: list[LedgerItem], numbers: NumberFormat | None
) -> str:
    row = connection.execute(
        "SELECT a.limit_amount, n.currency FROM authority a JOIN negotiation n ON n.id = a.negotiation_id"
        " WHERE n.id = ? AND a.side = 'us'",
        (negotiation_id,),
    ).fetchone()
    limit, currency = (Decimal(row[0]) if row[0] else None, row[1]) if row else (None, "")
    return cost_beyond_authority(items, limit, currency, numbers)


def _last_content(connection: Connection, negotiation_id: int) -> str | None:
    row = connection.execute(
        "SELECT content FROM agreement_version WHERE negotiation_id = ? ORDER BY version DESC LIMIT 1",
        (negotiation_id,),
    ).fetchone()
    return str(row[0]) if row else None


def _versions(connection: Connection, negotiation_id: int, numbers: NumberFormat | None) -> tuple[VersionLine, ...]:
    lines: list[VersionLine] = []
    before = None
    for version, agreed_on, text, fingerprint in connection.execute(
        "SELECT version, agreed_on, content, fingerprint FROM agreement_version WHERE negotiation_id = ?"
        " ORDER BY version",
        (negotiation_id,),
    ):
        content = from_json(text)
        changes = differences(before, content, numbers) if before is not None else ()
        lines.append(VersionLine(version, date.fromisoformat(agreed_on), changes, fingerprint))
        before = content
    return tuple(lines)


def _look_back(connection: Connection, negotiation_id: int) -> LookBack | None:
    row = connection.execute(
        "SELECT outcome_us, outcome_them, ourselves_us, ourselves_them, way_us, way_them, relationship_us,"
        " relationship_them, learnt FROM look_back WHERE negotiation_id = ?",
        (negotiation_id,),
    ).fetchone()
    return LookBack(*row) if row else None
