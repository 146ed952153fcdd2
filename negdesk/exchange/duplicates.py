"""Who of those that come is probably here already, and what becomes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negdesk.domain.contact import CONTACT_FIELDS, Arrival, Contact, Duplicates, fitting, joining
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.likeness import plain_mails, plain_name, plain_phones
from negdesk.domain.wording import t
from negdesk.exchange.names_alike import NamesAlike
from negdesk.queries.contact import KnownContact

Progress = Callable[[int, int], None]

_Index = dict[tuple[str, ...], KnownContact]
"""Who has a mail, a phone or a name, by the kind and that, and by the kind, that and the name."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A contact of a file, and who of the library it probably is, with the reason; nothing where it is nobody."""

    contact: Contact
    known: KnownContact | None = None
    why: str = ""

    @property
    def known_id(self) -> int:
        """The number of who it probably is; 0 where it is nobody."""
        return self.known.id if self.known is not None else 0

    @property
    def known_name(self) -> str:
        """The name of who it probably is; empty where it is nobody."""
        return self.known.name if self.known is not None else ""


class Fate(StrEnum):
    """What becomes of what a file says about somebody."""

    NEW = "new"
    FILLED = "filled"
    ADDED = "added"
    SAME = "same"
    ASIDE = "aside"
    LOG = "log"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class FieldFate:
    """One field of a contact: what is here, what the file says, and what becomes of that."""

    field: str
    here: str
    coming: str
    fate: Fate


def likely_duplicates(
    contacts: Sequence[Contact], known: Sequence[KnownContact], tell: Progress = lambda _done, _all: None
) -> tuple[Likely, ...]:
    """For each contact who of the library it probably is: same mail, name or phone, else a name nearly the same.

    Where several have the same mail or phone it is the one of the same name, else the first of them.
    """
    plain = [plain_name(each.name) for each in known]
    by_mail: _Index = {}
    by_phone: _Index = {}
    by_name: _Index = {}
    for each, name in zip(reversed(known), reversed(plain), strict=True):
        by_name[each.kind, name] = each
        for index, keys in ((by_mail, plain_mails(each.email)), (by_phone, plain_phones(each.phone))):
            for key in keys:
                index[each.kind, key] = index[each.kind, key, name] = each
    names = {
        kind: NamesAlike([name for each, name in by_name if each == kind and name], len(contacts))
        for kind in ("person", "organisation")
    }
    found = []
    for number, contact in enumerate(contacts):
        if number % 100 == 0:
            tell(number, len(contacts))
        found.append(_likely(contact, by_mail, by_phone, by_name, names))
    tell(len(contacts), len(contacts))
    return tuple(found)


def _likely(
    contact: Contact, by_mail: _Index, by_phone: _Index, by_name: _Index, names: dict[str, NamesAlike]
) -> Likely:
    # A switchboard's number is of the organisation and of everybody in it, and a family has one mail.
    kind, plain = contact.kind.value, plain_name(contact.name)
    mails = [(kind, mail) for mail in sorted(plain_mails(", ".join(contact.emails)))]
    phones = [(kind, phone) for phone in sorted(plain_phones(", ".join(contact.phones)))]
    for index, keys, why in (
        (by_mail, [(*mail, plain) for mail in mails], t("the same mail")),
        (by_mail, mails, t("the same mail")),
        (by_phone, [(*phone, plain) for phone in phones], t("the same phone")),
        (by_name, [(kind, plain)] if plain else [], t("the same name")),
        (by_phone, phones, t("the same phone")),
    ):
        known = next((index[key] for key in keys if key in index), None)
        if known is not None:
            return Likely(contact, known, why)
    near = names[kind].nearest(plain) if plain else None
    return Likely(contact) if near is None else Likely(contact, by_name[kind, near], t("a name much alike"))


def fates(found: Likely, choice: Duplicates) -> tuple[FieldFate, ...]:
    """What becomes of each thing that the file says about somebody, by what was chosen; as `take_in` will do it.

    A note that is in the log already is not written again.
    """
    contact, known = found.contact, found.known
    fields, note = fitting(contact)
    coming = {**fields, "organisation": contact.organisation, "note": note}
    here = {field: str(getattr(known, field, "")) for field in coming}
    if known is None or choice is not Duplicates.MERGE:
        fate = Fate.LEFT_OUT if known is not None and choice is Duplicates.SKIP else Fate.NEW
        return tuple(FieldFate(field, here[field], text, fate) for field, text in coming.items() if text)
    held = {field: here[field] for field in CONTACT_FIELDS}
    becomes = joining(contact, CounterpartKind(known.kind), held, known.organisation)
    filled = {*becomes.changes, *(["organisation"] if becomes.organisation else [])}
    return tuple(
        FieldFate(field, here[field], text, _fate(field, text, here[field], field in filled, becomes.aside))
        for field, text in coming.items()
        if text
    )


def _fate(field: str, coming: str, here: str, filled: bool, aside: tuple[str, ...]) -> Fate:
    if field == "note":
        return Fate.LOG
    if filled:
        return Fate.ADDED if here else Fate.FILLED
    return Fate.ASIDE if coming in aside else Fate.SAME


def arrivals(found: Sequence[Likely], choices: Sequence[Duplicates]) -> tuple[Arrival, ...]:
    """What is to be taken in, by what was chosen for each; what is nobody's duplicate is taken in always."""
    return tuple(
        Arrival(each.contact, each.known_id if each.known_id and choice is Duplicates.MERGE else None)
        for each, choice in zip(found, choices, strict=True)
        if not (each.known_id and choice is Duplicates.SKIP)
    )
