"""Who is here already, to find those of a file among them, and all that an address book can know of them."""

from dataclasses import dataclass

from negdesk.domain.privacy import Open
from negdesk.storage.database import Connection


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A counterpart as an address book sees it."""

    id: Open[int]
    uid: Open[str]
    kind: Open[str]
    name: Open[str]
    organisation: Open[str]
    job_title: str
    email: str
    phone: str
    address: str
    languages: str
    known_since: str
    how_we_know: str
    what_matters: str


def known_contacts(connection: Connection) -> tuple[KnownContact, ...]:
    """Every counterpart that is not in the bin, by name."""
    return tuple(
        KnownContact(*row)
        for row in connection.execute(
            "SELECT c.id, c.uid, c.kind, c.name, coalesce(o.name, ''), c.job_title, c.email, c.phone, c.address,"
            " c.languages, c.known_since, c.how_we_know, c.what_matters FROM counterpart c"
            " LEFT JOIN counterpart o ON o.id = c.organisation_id AND o.binned_at IS NULL"
            " WHERE c.binned_at IS NULL ORDER BY c.name COLLATE NOCASE, c.id"
        )
    )
