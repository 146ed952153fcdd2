"""The agreement: composed of shareable facts alone, and frozen as versions. `agreement_text` keeps and compares them.

No type in this file has a field for anything private, so that no paper made of them can show any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from negdesk.domain.checking import check_amount, check_currency, check_day, keep
from negdesk.domain.ledger import LedgerItem, LedgerState
from negdesk.domain.negotiation import Side
from negdesk.domain.plan import Term
from negdesk.domain.promise import Promise, PromiseState
from negdesk.domain.refusal import Refusal
from negdesk.domain.text import NAME_LIMIT, TITLE_LIMIT, clean_line, clean_text
from negdesk.domain.wording import t


@dataclass(frozen=True, slots=True)
class AgreedParty:
    """Who a side is: the name, what they are there (``Head of purchasing``), where, and for whom (an organisation)."""

    side: Side
    name: str
    role: str = ""
    address: str = ""
    organisation: str = ""

    def __post_init__(self) -> None:
        keep(
            self,
            name=clean_line(self.name, "name", NAME_LIMIT),
            role=clean_line(self.role, "role"),
            address=clean_text(self.address, "address"),
            organisation=clean_line(self.organisation, "organisation", NAME_LIMIT),
        )


@dataclass(frozen=True, slots=True)
class AgreedTerm:
    """One term with the value both sides agreed on."""

    name: str
    value: Decimal
    unit: str = ""
    currency: str = ""

    def __post_init__(self) -> None:
        keep(
            self,
            name=clean_line(self.name, "name", NAME_LIMIT, required=True),
            unit=clean_line(self.unit, "unit"),
            currency=check_currency(self.currency),
        )
        check_amount(self.value, "value")


@dataclass(frozen=True, slots=True)
class AgreedGive:
    """What a side gives, by which day or in which words (``each invoice``)."""

    side: Side
    title: str
    due_on: date | None = None
    due_text: str = ""

    def __post_init__(self) -> None:
        keep(
            self,
            title=clean_line(self.title, "title", required=True),
            due_text=clean_line(self.due_text, "due_text"),
        )
        check_day(self.due_on, "due_on")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a side does next, and by when."""

    side: Side
    text: str
    due_on: date | None = None
    due_text: str = ""

    def __post_init__(self) -> None:
        keep(self, text=clean_line(self.text, "text", required=True), due_text=clean_line(self.due_text, "due_text"))
        check_day(self.due_on, "due_on")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who agrees for a side."""

    side: Side
    name: str
    role: str = ""

    def __post_init__(self) -> None:
        keep(self, name=clean_line(self.name, "name", NAME_LIMIT), role=clean_line(self.role, "role"))


@dataclass(frozen=True, slots=True)
class AgreementContent:
    """All that an agreement says, and all that the other side may ever see of a negotiation."""

    title: str
    agreed_on: date | None = None
    parties: tuple[AgreedParty, ...] = ()
    terms: tuple[AgreedTerm, ...] = ()
    gives: tuple[AgreedGive, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    signers: tuple[Signer, ...] = ()

    def __post_init__(self) -> None:
        keep(self, title=clean_line(self.title, "title", TITLE_LIMIT, required=True))
        check_day(self.agreed_on, "agreed_on")

    @property
    def empty(self) -> bool:
        """Whether nothing was agreed yet: no term and no give."""
        return not self.terms and not self.gives

    def gives_of(self, side: Side) -> tuple[AgreedGive, ...]:
        """What one side gives."""
        return tuple(give for give in self.gives if give.side is side)

    def parties_of(self, side: Side) -> tuple[AgreedParty, ...]:
        """Who one side is."""
        return tuple(party for party in self.parties if party.side is side)

    def names_of(self, side: Side) -> tuple[str, ...]:
        """By which names a side is called: a person is not named beside the organisation that they are there for."""
        parties = self.parties_of(side)
        names = {party.name for party in parties if not party.organisation}
        return tuple(party.name for party in parties if party.name and party.organisation not in names - {""})


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """An agreement as it was when it was agreed; it never changes again.

    `paper` is the PDF that was agreed on, on a `page` of that size, and `fingerprint` its SHA-256 in hexadecimal.
    """

    version: int
    agreed_on: date
    frozen_at: datetime
    content: AgreementContent
    paper: bytes | None = None
    fingerprint: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        check_day(self.agreed_on, "agreed_on")
        if self.fingerprint != ("" if self.paper is None else fingerprint_of(self.paper)):
            raise Refusal(t("An agreed paper is not the one it was. A backup may still have it whole."), "paper")
        if self.page not in (("",) if self.paper is None else ("A4", "Letter")):
            raise ValueError("a paper has a page of some size")
        if self.version < 1:
            raise ValueError("versions count from 1")


def fingerprint_of(paper: bytes) -> str:
    """What tells a paper from every other: its SHA-256 in hexadecimal."""
    from hashlib import sha256

    return sha256(paper).hexdigest()


def agreed_values(accepted: Iterable[tuple[datetime, Mapping[int, Decimal]]]) -> dict[int, Decimal]:
    """The agreed value of each term: what the last accepted offer that names the term says.

    `accepted` are the accepted offers with the time they were made, in any order; of two at one time the later in the
    sequence counts. So where offers are whole packages it is the last one accepted, and where they name single terms
    none of those is lost.
    """
    values: dict[int, Decimal] = {}
    for _, package in sorted(accepted, key=lambda offer: offer[0]):
        values.update(package)
    return values


def compose_agreement(
    *,
    title: str,
    agreed_on: date | None,
    parties: Iterable[AgreedParty],
    terms: Mapping[int, Term],
    values: Mapping[int, Decimal],
    items: Iterable[LedgerItem],
    promises: Iterable[Promise],
    signers: Iterable[Signer],
) -> AgreementContent:
    """The agreement out of the ledger, nothing typed twice; only what may be shared is read from what is given.

    Of `terms`, in their order, name, unit and currency of those which have a value in `values`; of `items` the titles
    and days of the accepted; of `promises` text and day of the next steps that still stand.
    """
    return AgreementContent(
        title=title,
        agreed_on=agreed_on,
        parties=tuple(parties),
        terms=tuple(
            AgreedTerm(term.name, values[key], term.unit, term.currency) for key, term in terms.items() if key in values
        ),
        gives=tuple(
            AgreedGive(item.side, item.title, item.due_on, item.due_text)
            for item in items
            if item.state is LedgerState.ACCEPTED
        ),
        next_steps=tuple(
            NextStep(promise.side, promise.text, promise.due_on, promise.due_text)
            for promise in promises
            if promise.next_step and promise.state in (PromiseState.OPEN, PromiseState.KEPT)
        ),
        signers=tuple(signers),
    )
