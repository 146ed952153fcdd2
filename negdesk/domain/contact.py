"""What another program's address book says of somebody, and what becomes of it here."""

from dataclasses import dataclass
from enum import StrEnum

from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.text import LINE_LIMIT, NAME_LIMIT, TEXT_LIMIT
from negdesk.domain.wording import t


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or an organisation as a card or a table's row names it; `where` says which card or row it was."""

    name: str
    kind: CounterpartKind = CounterpartKind.PERSON
    organisation: str = ""
    job_title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: str = ""
    languages: str = ""
    known_since: str = ""
    how_we_know: str = ""
    what_matters: str = ""
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class ContactsRead:
    """All that a file gave."""

    contacts: tuple[Contact, ...]
    unread: tuple[Unread, ...] = ()


class Duplicates(StrEnum):
    """What becomes of somebody who is probably here already."""

    MERGE = "merge"
    SKIP = "skip"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """The choice's words on the screen."""
        if self is Duplicates.MERGE:
            return t("Merge")
        return t("Skip") if self is Duplicates.SKIP else t("Keep both")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A contact to be taken in: as a new counterpart, or into the one with the number `into`."""

    contact: Contact
    into: int | None = None


def joined(values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Several numbers or addresses as one line, and those that no longer fit it."""
    line, over = "", []
    for value in dict.fromkeys(values):
        longer = f"{line}, {value}" if line else value
        if len(longer) <= LINE_LIMIT:
            line = longer
        else:
            over.append(value)
    return line, tuple(over)


def fitting(contact: Contact) -> tuple[dict[str, str], str]:
    """The fields of a counterpart, each as long as may be, and the note that holds all that did not fit."""
    email, more_emails = joined(contact.emails)
    phone, more_phones = joined(contact.phones)
    lines = {"name": NAME_LIMIT, "job_title": LINE_LIMIT, "languages": LINE_LIMIT, "known_since": LINE_LIMIT}
    held = {name: getattr(contact, name) for name in (*lines, "address", "how_we_know", "what_matters")}
    left = [contact.note, *more_emails, *more_phones]
    for name, text in held.items():
        limit = lines.get(name, TEXT_LIMIT)
        if len(text) > limit:
            left.append(text)
            held[name] = text[:limit]
    note = "\n".join(part for part in left if part)[:TEXT_LIMIT]
    return {**held, "email": email, "phone": phone}, note
