"""Who of those that come is probably here already, or stands twice in the file, and what becomes of them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negdesk.domain.contact import CONTACT_FIELDS, Arrival, Contact, Duplicates, fitting, joining
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.likeness import plain_mails, plain_name, plain_phones
from negdesk.domain.wording import t
from negdesk.exchange.names_alike import NamesAlike
from negdesk.queries.contact import KnownContact

_MOST_OF_A_MAIL = 20
"""With so many who have the same mail another one is compared; it is nobody's then."""

Progress = Callable[[int, int], None]

_Index = dict[tuple[str, ...], KnownContact]
"""Who has a mail, a phone or a name, by the kind and that, and by the kind, that and the name."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A contact of a file, and who of the library it probably is, with the reason; nothing where it is nobody.

    Where it is nobody of the library but one who stands before it in the file, `known` is that one, without a number,
    and `twin` its place among those of the file.
    """

    contact: Contact
    known: KnownContact | None = None
    why: str = ""
    twin: int | None = None

    @property
    def known_id(self) -> int:
        """The number of who it probably is; 0 where it is nobody of the library."""
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

    Where several have the same mail or phone it is the one of the same name, else the first of them. Where it is nobody
    of the library it may be one who stands before it in the file: of the same name, or of the same mail and a name that
    may be meant for the same. If that one is somebody of the library, so is this one.
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
    found: list[Likely] = []
    before = _Before()
    for number, contact in enumerate(contacts):
        if number % 100 == 0:
            tell(number, len(contacts))
        likely = _likely(contact, by_mail, by_phone, by_name, names)
        twin, why = before.same_as(contact)
        if likely.known is None and twin is not None:
            first = found[twin]
            likely = Likely(contact, _as_known(first.contact), why, twin)
            if first.known is not None:
                likely = Likely(contact, first.known, why, first.twin)
        before.add(number, contact)
        found.append(likely)
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


class _Before:
    """Those of a file that stand before another one."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], tuple[int, Contact]] = {}
        self._by_mail: defaultdict[tuple[str, str], list[tuple[int, Contact]]] = defaultdict(list)

    def same_as(self, contact: Contact) -> tuple[int | None, str]:
        """The place of the one that is probably the same, and why; nothing where there is none."""
        kind, plain = contact.kind.value, plain_name(contact.name)
        if plain and (kind, plain) in self._by_name:
            place, first = self._by_name[kind, plain]
            return place, t("the same name, {where}", where=first.where)
        for mail in sorted(plain_mails(", ".join(contact.emails))):
            for place, first in self._by_mail.get((kind, mail), ()):
                if _may_be(plain, plain_name(first.name)):
                    return place, t("the same mail, {where}", where=first.where)
        return None, ""

    def add(self, place: int, contact: Contact) -> None:
        kind = contact.kind.value
        self._by_name.setdefault((kind, plain_name(contact.name)), (place, contact))
        for mail in plain_mails(", ".join(contact.emails)):
            if len(self._by_mail[kind, mail]) < _MOST_OF_A_MAIL:
                self._by_mail[kind, mail].append((place, contact))


def _may_be(plain: str, other: str) -> bool:
    """Whether two names may be meant for the same: each word of the shorter is in the other, or the first letter of one
    that is.
    """
    shorter, longer = sorted((plain.split(), other.split()), key=len)
    return bool(shorter) and all(
        any(word == each or (1 in (len(word), len(each)) and word[0] == each[0]) for each in longer) for word in shorter
    )


def _as_known(contact: Contact) -> KnownContact:
    """A contact as it will be known when it has come in; it has no number yet."""
    fields, _ = fitting(contact)
    return KnownContact(id=0, uid="", kind=contact.kind.value, organisation=contact.organisation, **fields)


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
    coming: list[Arrival] = []
    places: dict[int, int] = {}
    for number, (each, choice) in enumerate(zip(found, choices, strict=True)):
        if each.known is not None and choice is Duplicates.SKIP:
            continue
        places[number] = len(coming)
        if each.known is None or choice is Duplicates.KEEP:
            coming.append(Arrival(each.contact))
        elif each.twin is not None:
            coming.append(Arrival(each.contact, joins=places[each.twin]))
        else:
            coming.append(Arrival(each.contact, each.known_id))
    return tuple(coming)
