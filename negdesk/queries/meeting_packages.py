"""Packages worth the same to us, to compare in the meeting and to put on the table."""

from dataclasses import dataclass
from decimal import Decimal

from negdesk.domain.negotiation import Side
from negdesk.domain.packages import equal_packages, worth_of
from negdesk.domain.privacy import Open
from negdesk.queries.meeting_offers import percent, steps_of, terms_of
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
    terms = terms_of(connection, negotiation_id)
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
                for_us=int(percent(package.worth)),
                for_them=None if package.theirs is None else int(percent(package.theirs)),
                beyond_theirs=package.beyond_theirs,
            )
            for package in packages
        ),
        like_last_offer=bool(like),
    )
