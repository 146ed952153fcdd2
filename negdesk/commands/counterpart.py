"""Counterparts: people and organisations across the table. Each function is one gesture."""

from typing import TypedDict, Unpack

from sqlmodel import Session, col, func, select

from negdesk.commands.rows import get, make, revise
from negdesk.domain.counterpart import Counterpart, CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t, tn
from negdesk.storage.clock import now_utc
from negdesk.storage.tables import CounterpartRow


class CounterpartValues(TypedDict, total=False):
    """What is known of a counterpart besides the name; what is not passed is empty, or stays."""

    job_title: str
    email: str
    phone: str
    address: str
    how_we_know: str
    languages: str
    what_matters: str
    known_since: str
    quiet_after_days: int | None
    reminders_off: bool


class CounterpartChanges(CounterpartValues, total=False):
    """What may change in a counterpart; what is not passed stays."""

    kind: CounterpartKind
    name: str


def add_counterpart(
    session: Session,
    name: str,
    kind: CounterpartKind = CounterpartKind.PERSON,
    *,
    organisation_id: int | None = None,
    **values: Unpack[CounterpartValues],
) -> int:
    """Write down a person or an organisation; returns its number."""
    row = make(session, CounterpartRow, Counterpart(kind=kind, name=name, **values), created_at=now_utc())
    set_organisation(session, row.row_id, organisation_id)
    return row.row_id


def edit_counterpart(session: Session, counterpart_id: int, **changes: Unpack[CounterpartChanges]) -> None:
    """Change what is passed of a counterpart. One that becomes an organisation belongs to none itself.

    Refuses to make a person of an organisation that people belong to, those in the bin included.
    """
    row = get(session, CounterpartRow, counterpart_id)
    if changes.get("kind") is CounterpartKind.PERSON and row.kind == CounterpartKind.ORGANISATION.value:
        _check_nobody_belongs_to(session, counterpart_id)
    value = revise(row, Counterpart, changes)
    if value.kind is CounterpartKind.ORGANISATION:
        row.organisation_id = None


def set_organisation(session: Session, counterpart_id: int, organisation_id: int | None) -> None:
    """Say which organisation a person belongs to, or that it is none."""
    row = get(session, CounterpartRow, counterpart_id)
    if organisation_id is not None:
        if row.kind == CounterpartKind.ORGANISATION.value:
            raise Refusal(t("An organisation does not belong to another one. Make it a person first."), "organisation")
        if get(session, CounterpartRow, organisation_id).kind != CounterpartKind.ORGANISATION.value:
            raise Refusal(t("People belong to organisations. Choose an organisation."), "organisation")
    row.organisation_id = organisation_id


def bin_counterpart(session: Session, counterpart_id: int) -> None:
    """Put a counterpart into the bin; negotiations keep the name."""
    get(session, CounterpartRow, counterpart_id).binned_at = now_utc()


def restore_counterpart(session: Session, counterpart_id: int) -> None:
    """Take a counterpart out of the bin, as it was."""
    get(session, CounterpartRow, counterpart_id).binned_at = None


def _check_nobody_belongs_to(session: Session, organisation_id: int) -> None:
    belonging = select(func.count()).where(col(CounterpartRow.organisation_id) == organisation_id)
    people = session.exec(belonging).one()
    if people:
        raise Refusal(
            tn(
                "Somebody belongs to this organisation. Say first that it is another one, or none.",
                "{n} people belong to this organisation. Say first that it is another one, or none.",
                people,
            ),
            "kind",
        )
