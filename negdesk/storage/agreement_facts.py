"""What an agreement would say now, read from the library for the domain to compose.

Only columns that may be shared are read, so that nothing private can come into an agreement or a paper made of one.
"""

from datetime import date, datetime
from decimal import Decimal

from negdesk.domain.agreement import AgreedParty, AgreementContent, Signer, agreed_values, compose_agreement
from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.negotiation import Party, Side
from negdesk.domain.plan import Term
from negdesk.domain.promise import Promise, PromiseState
from negdesk.domain.refusal import Refusal
from negdesk.domain.wording import t
from negdesk.storage.clock import local_moment
from negdesk.storage.database import Connection


def draft_content(connection: Connection, negotiation_id: int) -> AgreementContent:
    """What the agreement would say now, composed by the domain; only columns that may be shared are read."""
    row = connection.execute("SELECT title FROM negotiation WHERE id = ?", (negotiation_id,)).fetchone()
    if row is None:
        raise Refusal(t("This negotiation is no longer there."))
    parties = _parties(connection, negotiation_id)
    return compose_agreement(
        title=row[0],
        agreed_on=None,
        parties=[party for party, _ in parties],
        terms=_terms(connection, negotiation_id),
        values=agreed_values(accepted_offers(connection, negotiation_id)),
        items=_accepted_items(connection, negotiation_id),
        promises=_next_steps(connection, negotiation_id),
        signers=_signers(parties),
    )


def _parties(connection: Connection, negotiation_id: int) -> list[tuple[AgreedParty, Party]]:
    """Both sides with what each does."""
    setting = dict(
        connection.execute(
            "SELECT key, value FROM setting WHERE key IN ('our_name', 'our_job_title', 'our_address')"
        ).fetchall()
    )
    found = connection.execute(
        "SELECT c.name, c.job_title, coalesce(o.name, ''), p.decides, p.advises, p.signs, p.speaks FROM party p"
        " JOIN counterpart c ON c.id = p.counterpart_id LEFT JOIN counterpart o ON o.id = c.organisation_id"
        " WHERE p.negotiation_id = ? ORDER BY p.position, p.id",
        (negotiation_id,),
    )
    us = AgreedParty(
        Side.US, setting.get("our_name", ""), setting.get("our_job_title", ""), setting.get("our_address", "")
    )
    them = [
        (
            AgreedParty(
                Side.THEM,
                name,
                t(", ").join(part for part in (job, organisation) if part),
                organisation=organisation,
            ),
            Party(*map(bool, does)),
        )
        for name, job, organisation, *does in found
    ]
    return [(us, Party(signs=True)), *them]


def _signers(parties: list[tuple[AgreedParty, Party]]) -> list[Signer]:
    """Those who sign, as far as the roles say; where they say it of nobody of theirs, all who may.

    These are those who decide and those of whom no role is known; where there are none of either, all. Of those who
    are there for one organisation it is those who decide, if any does; and these sign for an organisation that is
    there itself.
    """
    there = [(party, does) for party, does in parties if party.side is Side.THEM]
    theirs = [party for party, does in there if does.signs]
    if not theirs:
        may = [(party, does) for party, does in there if does.decides or not does.roles] or there
        spoken_for = {party.organisation for party, _ in may}
        decided = {party.organisation for party, does in may if does.decides} - {""}
        theirs = [
            party
            for party, does in may
            if party.name not in spoken_for and (does.decides or party.organisation not in decided)
        ]
    ours = [party for party, _ in parties if party.side is Side.US]
    return [Signer(party.side, party.name, party.role) for party in (*ours, *theirs)]


def _terms(connection: Connection, negotiation_id: int) -> dict[int, Term]:
    found = connection.execute(
        "SELECT id, name, unit, currency FROM term WHERE negotiation_id = ? ORDER BY position, id", (negotiation_id,)
    )
    return {term_id: Term(name, unit, currency) for term_id, name, unit, currency in found}


def accepted_offers(connection: Connection, negotiation_id: int) -> list[tuple[datetime, dict[int, Decimal]]]:
    """The offers that were accepted, each with its time and its value for each term."""
    offers: dict[int, tuple[datetime, dict[int, Decimal]]] = {}
    for offer_id, made_at, term_id, value in connection.execute(
        "SELECT o.id, o.made_at, v.term_id, v.value FROM offer o JOIN offer_value v ON v.offer_id = o.id"
        " WHERE o.negotiation_id = ? AND o.state = 'accepted' ORDER BY o.made_at, o.id",
        (negotiation_id,),
    ):
        offers.setdefault(offer_id, (local_moment(made_at), {}))[1][term_id] = Decimal(value)
    return list(offers.values())


def _accepted_items(connection: Connection, negotiation_id: int) -> list[LedgerItem]:
    found = connection.execute(
        "SELECT side, title, due_on, due_text FROM ledger_item WHERE negotiation_id = ? AND state = 'accepted'"
        " ORDER BY position, id",
        (negotiation_id,),
    )
    return [
        LedgerItem(Side(side), title, state=LedgerState.ACCEPTED, due_on=_day(due_on), due_text=due_text)
        for side, title, due_on, due_text in found
    ]


def _next_steps(connection: Connection, negotiation_id: int) -> list[Promise]:
    """The steps named at the end of the last meeting, which may be none; those of earlier meetings led up to it.

    What was added outside of a meeting stands beside them.
    """
    found = connection.execute(
        "SELECT side, text, due_on, due_text, state FROM promise WHERE negotiation_id = ?1 AND next_step = 1"
        " AND (meeting_id IS NULL OR meeting_id ="
        " (SELECT m.id FROM meeting m WHERE m.negotiation_id = ?1 AND (m.no_next_step = 1 OR m.id IN"
        " (SELECT meeting_id FROM promise WHERE negotiation_id = ?1 AND next_step = 1))"
        " ORDER BY m.ended_at DESC, m.id DESC LIMIT 1))"
        " ORDER BY created_at, id",
        (negotiation_id,),
    )
    return [
        Promise(Side(side), text, _day(due_on), due_text, PromiseState(state), next_step=True)
        for side, text, due_on, due_text, state in found
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
