"""Who of those that come is probably here already, and what becomes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from negdesk.domain.contact import Arrival, Contact, Duplicates
from negdesk.domain.likeness import plain_mails, plain_name, plain_phones
from negdesk.domain.wording import t
from negdesk.queries.contact import KnownContact

ALIKE = 0.94
"""How near two names must be to be taken for one (Jaro-Winkler, 0 to 1): one typing mistake in a usual name."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Likely:
    """A contact of a file, and who of the library it probably is: number, name and why. Number 0: nobody."""

    contact: Contact
    known_id: int = 0
    known_name: str = ""
    why: str = ""


def likely_duplicates(
    contacts: Sequence[Contact], known: Sequence[KnownContact], tell: Progress = lambda _done, _all: None
) -> tuple[Likely, ...]:
    """For each contact who of the library it probably is: same mail, phone or name, else a name nearly the same."""
    by_mail = {mail: each for each in reversed(known) for mail in plain_mails(each.email)}
    by_phone = {phone: each for each in reversed(known) for phone in plain_phones(each.phone)}
    by_name = {(each.kind, plain_name(each.name)): each for each in reversed(known)}
    names = {kind: [name for each, name in by_name if each == kind and name] for kind in ("person", "organisation")}
    found = []
    for number, contact in enumerate(contacts):
        if number % 100 == 0:
            tell(number, len(contacts))
        found.append(_likely(contact, by_mail, by_phone, by_name, names))
    tell(len(contacts), len(contacts))
    return tuple(found)


def _likely(
    contact: Contact,
    by_mail: dict[str, KnownContact],
    by_phone: dict[str, KnownContact],
    by_name: dict[tuple[str, str], KnownContact],
    names: dict[str, list[str]],
) -> Likely:
    kind = contact.kind.value
    for index, keys, why in (
        (by_mail, plain_mails(", ".join(contact.emails)), t("the same mail")),
        (by_phone, plain_phones(", ".join(contact.phones)), t("the same phone")),
    ):
        for key in sorted(keys):
            # A switchboard's number is of the organisation and of everybody in it.
            if key in index and index[key].kind == kind:
                return Likely(contact, index[key].id, index[key].name, why)
    plain = plain_name(contact.name)
    same = by_name.get((kind, plain))
    if same is not None and plain:
        return Likely(contact, same.id, same.name, t("the same name"))
    near = process.extractOne(plain, names[kind], scorer=JaroWinkler.similarity, score_cutoff=ALIKE) if plain else None
    if near is None:
        return Likely(contact)
    alike = by_name[kind, near[0]]
    return Likely(contact, alike.id, alike.name, t("a name much alike"))


def arrivals(found: Sequence[Likely], choices: Sequence[Duplicates]) -> tuple[Arrival, ...]:
    """What is to be taken in, by what was chosen for each; what is nobody's duplicate is taken in always."""
    return tuple(
        Arrival(each.contact, each.known_id if each.known_id and choice is Duplicates.MERGE else None)
        for each, choice in zip(found, choices, strict=True)
        if not (each.known_id and choice is Duplicates.SKIP)
    )
