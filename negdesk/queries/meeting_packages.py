"""Packages worth the same to us, to compare in the meeting and to put on the table."""

from dataclasses import dataclass
from decimal import Decimal

from negdesk.domain.negotiation import Side
from negdesk.domain.packages import equal_packages, worth_of
from negdesk.domain.plan import Term
from negdesk.domain.privacy import Open
from negdesk.queries.meeting_offers import steps_of
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class TermColumn:
    """A term that the packages trade."""

    term_id: Open[int]
    name: str
    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class PackageColumn:
    """One package: a value for each term, what it is worth to us and, as far as we know, to them (percent)."""

    values: tuple[Decimal, ...]
    for_us: int | None
    for_them: int | None
    beyond_theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackagesSheet:
    """Packages side by side. All of it is private: what a package is worth to us says where we could go."""

    terms: tuple[TermColumn, ...]
    packages: tuple[PackageColumn, ...]
    like_last_offer: bool | None


def packages_sheet(connection: Connection, negotiation_id: int) -> PackagesSheet:
    """Packages worth as much as our last offer, or before any as our targets.

    Raises `Refusal` where the plan lacks what is needed.
    """
    terms = _terms(connection, negotiation_id)
    ours = {
        term_id: step.value
        for term_id, step in steps_of(connection, negotiation_id)
        if step.side is Side.US and step.value is not None
    }
    like = ours if worth_of(terms, ours) is not None else {}
    packages = equal_packages(terms, like)
    traded = packages[0].values if packages else {}
    return PackagesSheet(
        terms=tuple(
            TermColumn(number, terms[number].name, terms[number].unit, terms[number].currency) for number in traded
        ),
        packages=tuple(
            PackageColumn(
                values=tuple(package.values.values()),
                for_us=_percent(package.worth),
                for_them=None if package.theirs is None else _percent(package.theirs),
                beyond_theirs=package.beyond_theirs,
            )
            for package in packages
        ),
        like_last_offer=bool(like),
    )


def _terms(connection: Connection, negotiation_id: int) -> dict[int, Term]:
    columns = "opening, target, walk_away, their_target, their_walk_away"
    found = connection.execute(
        f"SELECT id, name, unit, currency, more_is_better, weight, {columns} FROM term"
        " WHERE negotiation_id = ? ORDER BY position, id",
        (negotiation_id,),
    )
    terms = {}
    for number, name, unit, currency, more, weight, *amounts in found:
        opening, target, walk_away, theirs, their_end = (None if each is None else Decimal(each) for each in amounts)
        terms[number] = Term(
            name=name,
            unit=unit,
            currency=currency,
            more_is_better=bool(more),
            weight=weight,
            opening=opening,
            target=target,
            walk_away=walk_away,
            their_target=theirs,
            their_walk_away=their_end,
        )
    return terms


def _percent(share: Decimal) -> int:
    return int((share * 100).to_integral_value())
