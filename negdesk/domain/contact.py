"""What another program's address book says of somebody, and what becomes of it here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.likeness import plain_mails, plain_name, plain_phones
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


CONTACT_FIELDS = (
    "name", "job_title", "email", "phone", "address", "languages", "known_since", "how_we_know", "what_matters",
)  # fmt: skip
"""The fields of a counterpart that a contact can fill, in the order in which they are shown."""

KINDS_OF_NUMBER = ("cell", "fax", "pager", "work", "home", "main")
"""What address books call a number or a mail, where it is several of them the most telling first."""


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
    """A contact to be taken in: as a new counterpart, or into the one with the number `into`.

    Or into what an earlier one of those that arrive becomes, the one at the place `joins`.
    """

    contact: Contact
    into: int | None = None
    joins: int | None = None

    @property
    def new(self) -> bool:
        """Whether it comes in as a new counterpart."""
        return self.into is None and self.joins is None


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
    return {**held, "email": email, "phone": phone}, "\n".join(part for part in left if part)


def entries_of(note: str) -> tuple[str, ...]:
    """A note in pieces that an entry of the log can hold each, parted between two lines where there are any."""
    pieces = []
    while len(note) > TEXT_LIMIT:
        end = note.rfind("\n", 1, TEXT_LIMIT + 1)
        end = end if end > 0 else TEXT_LIMIT
        pieces.append(note[:end])
        note = note[end:].removeprefix("\n")
    return (*pieces, note)


@dataclass(frozen=True, slots=True)
class Joining:
    """What becomes of a contact that goes into somebody who is here.

    `changes` are fields with what they say from then on: empty ones filled, mails and phones made longer.
    `organisation` is the one they belong to from then on; empty where that stays as it is. `aside` is what goes into
    a note in the log, for it says something else than what is here.
    """

    changes: Mapping[str, str]
    organisation: str
    aside: tuple[str, ...]


def joining(contact: Contact, kind: CounterpartKind, held: Mapping[str, str], organisation: str) -> Joining:
    """What becomes of `contact` in a counterpart of this kind whose fields are `held`; what is there stays.

    `organisation` is the name of the one they belong to, or empty.
    """
    fields, note = fitting(contact)
    changes: dict[str, str] = {}
    aside = [note]
    for name, text in fields.items():
        there = held[name]
        if not text or text == there or (name == "name" and plain_name(there) == plain_name(text)):
            continue
        if name in ("email", "phone"):
            line, over = _together(name, there, text)
            changes |= {name: line} if line != there else {}
            aside += over
        elif there:
            aside.append(text)
        else:
            changes[name] = text
    joins = contact.organisation if kind is CounterpartKind.PERSON else ""
    if joins and organisation:
        aside += [joins] if plain_name(joins) != plain_name(organisation) else []
        joins = ""
    return Joining(changes, joins, tuple(part for part in aside if part))


def _together(name: str, held: str, new: str) -> tuple[str, tuple[str, ...]]:
    """Mails or phones that are there with those that are not, as one line; and what no longer fits."""
    plain = plain_mails if name == "email" else plain_phones
    there = plain(held)
    parts = held.split(", ")
    more = tuple(part for part in new.split(", ") if part not in parts and not (plain(part) and plain(part) <= there))
    return joined(((held,) if held else ()) + more)
