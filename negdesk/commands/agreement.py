"""From talking to an agreement, and what is thought of it afterwards. Each function is one gesture."""

from collections.abc import Callable
from typing import TypeAlias, TypedDict, Unpack

from sqlmodel import Session, func, select

from negdesk.commands.negotiation import set_stage
from negdesk.commands.rows import get, make, revise
from negdesk.domain.agreement import AgreementContent, fingerprint_of
from negdesk.domain.agreement_text import from_json, to_json
from negdesk.domain.negotiation import LookBack, Stage
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.clock import now, now_utc, today
from negdesk.storage.database import Connection
from negdesk.storage.sessions import raw_connection
from negdesk.storage.tables import AgreementVersionRow, LookBackRow, NegotiationRow


class Answers(TypedDict, total=False):
    """The answers of a look-back, each 1 to 5 or None, and what was learnt; what is not passed stays."""

    outcome_us: int | None
    outcome_them: int | None
    ourselves_us: int | None
    ourselves_them: int | None
    way_us: int | None
    way_them: int | None
    relationship_us: int | None
    relationship_them: int | None
    learnt: str


PrintPaper: TypeAlias = Callable[[Connection, int, int], tuple[bytes, str]]
"""Makes the paper of a negotiation's version, both by number; returns it with the size of its page."""


def mark_agreed(session: Session, negotiation_id: int, print_paper: PrintPaper | None = None) -> int:
    """Say that it is agreed, and freeze what was agreed as the next version; returns the version's number.

    The paper that `print_paper` makes of it is kept with the version, and its fingerprint. Refuses while one of the
    four lamps is dark or nothing was accepted. Where nothing changed since the last version, that one stands again.
    """
    set_stage(session, negotiation_id, Stage.AGREED)
    session.flush()
    content = draft_content(raw_connection(session), negotiation_id)
    last: int | None = session.exec(
        select(func.max(AgreementVersionRow.version)).where(AgreementVersionRow.negotiation_id == negotiation_id)
    ).one()
    if last is not None and _of_version(session, negotiation_id, last) == content:
        return int(last)
    row = AgreementVersionRow(
        negotiation_id=negotiation_id,
        version=(last or 0) + 1,
        agreed_on=today().isoformat(),
        frozen_at=now_utc(),
        content=to_json(content),
    )
    session.add(row)
    if print_paper is not None:
        session.flush()
        paper, page = print_paper(raw_connection(session), negotiation_id, row.version)
        row.paper, row.fingerprint, row.page = paper, fingerprint_of(paper), page
    return row.version


def agree_in_principle(session: Session, negotiation_id: int) -> None:
    """Say that it is agreed in principle, until the dark lamps are lit."""
    set_stage(session, negotiation_id, Stage.AGREED_IN_PRINCIPLE)


def open_again(session: Session, negotiation_id: int) -> None:
    """Open an agreement again; what was agreed stays as its version, and a change makes the next one."""
    set_stage(session, negotiation_id, Stage.MEETING)


def save_look_back(session: Session, negotiation_id: int, **answers: Unpack[Answers]) -> None:
    """Keep what is passed of the look back on a negotiation."""
    get(session, NegotiationRow, negotiation_id)
    row = session.exec(select(LookBackRow).where(LookBackRow.negotiation_id == negotiation_id)).one_or_none()
    if row is None:
        make(session, LookBackRow, LookBack(**answers, written_at=now()), negotiation_id=negotiation_id)
    else:
        revise(row, LookBack, answers)


def _of_version(session: Session, negotiation_id: int, version: int) -> AgreementContent:
    return from_json(
        session.exec(
            select(AgreementVersionRow.content).where(
                AgreementVersionRow.negotiation_id == negotiation_id, AgreementVersionRow.version == version
            )
        ).one()
    )
