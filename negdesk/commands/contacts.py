"""Taking in people and organisations of an address book, all of them as one gesture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, insert, select

from negdesk.commands.rows import columns_of, get, revise
from negdesk.domain.contact import CONTACT_FIELDS, Arrival, Contact, entries_of, fitting, joining
from negdesk.domain.counterpart import Counterpart, CounterpartKind, EntryKind, LogEntry
from negdesk.domain.likeness import plain_name
from negdesk.domain.refusal import Refusal
from negdesk.storage.clock import now_utc, today
from negdesk.storage.tables import CounterpartRow, LogEntryRow, new_uid

CHUNK = 25
"""So many are taken in between two words on how far it is."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many came in new and how many were added to another one, how many organisations were made for people who
    belong to them, and who could not be taken in, with the reason.

    Of those that were added to another one, `twice` were to one that arrived with them.
    """

    added: int = 0
    merged: int = 0
    twice: int = 0
    organisations: int = 0
    refused: tuple[tuple[str, str], ...] = ()


def take_in(session: Session, arrivals: Sequence[Arrival], tell: Progress = lambda _done, _all: None) -> TakenIn:
    """Write down every arrival: as a new counterpart, or into the one it names.

    Where it goes into one, what is there stays: empty fields are filled, mails and phones are added, and what says
    something else goes into a note in the log, once also where the same file comes again. One that joins an arrival
    which is refused comes in as new. Organisations that people
    belong to are found by name, among those that arrive as well, or made.
    `tell` hears how many of how many were taken in; if it raises, nothing is kept.
    """
    taking = _TakingIn(session)
    organisations_first = sorted(
        enumerate(arrivals), key=lambda each: each[1].contact.kind is not CounterpartKind.ORGANISATION
    )
    for number, (place, arrival) in enumerate(organisations_first):
        if number % CHUNK == 0:
            taking.write()
            tell(number, len(arrivals))
        taking.take(place, arrival)
    taking.write()
    tell(len(arrivals), len(arrivals))
    return TakenIn(taking.added, taking.merged, taking.twice, taking.organisations, tuple(taking.refused))


class _TakingIn:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._now = now_utc()
        self._people: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []
        self._next = self._after_last(CounterpartRow)
        self._organisations: dict[str, int] = {
            plain_name(name): number
            for number, name in session.exec(
                select(CounterpartRow.id, CounterpartRow.name)
                .where(col(CounterpartRow.kind) == CounterpartKind.ORGANISATION.value)
                .where(col(CounterpartRow.binned_at).is_(None))
            )
            if number is not None
        }
        self._became: dict[int, int] = {}
        self.added = self.merged = self.twice = self.organisations = 0
        self.refused: list[tuple[str, str]] = []

    def _after_last(self, row_type: type[CounterpartRow]) -> int:
        last = self._session.exec(select(row_type.id).order_by(col(row_type.id).desc()).limit(1)).first()
        return (last or 0) + 1

    def take(self, place: int, arrival: Arrival) -> None:
        """Take the one at a place in; one whom the domain refuses is named, and the others are taken in all the same.

        One that joins another follows it.
        """
        into = arrival.into if arrival.joins is None else self._became.get(arrival.joins)
        try:
            if into is None:
                self._became[place] = self._add(arrival.contact)
                self.added += 1
            else:
                self._merge(arrival.contact, into)
                self.merged += 1
                self.twice += arrival.joins is not None
        except Refusal as refusal:
            self.refused.append((arrival.contact.where or arrival.contact.name, refusal.sentence))

    def write(self) -> None:
        """Write what waits, parents before those who belong to them."""
        for row_type, waiting in ((CounterpartRow, self._people), (LogEntryRow, self._notes)):
            if waiting:
                self._session.execute(insert(row_type), waiting)
                waiting.clear()

    def _add(self, contact: Contact) -> int:
        fields, note = fitting(contact)
        value = self._checked(contact.kind, fields)
        entries = self._entries(note)
        organisation = self._organisation(contact.organisation) if contact.organisation else None
        number = self._next
        self._next += 1
        self._people.append(
            {
                **columns_of(CounterpartRow, value),
                "id": number,
                "uid": new_uid(),
                "organisation_id": organisation,
                "created_at": self._now,
                "binned_at": None,
            }
        )
        if value.kind is CounterpartKind.ORGANISATION:
            self._organisations.setdefault(plain_name(value.name), number)
        self._write_down(number, entries)
        return number

    def _checked(self, kind: CounterpartKind, fields: dict[str, Any]) -> Counterpart:
        return Counterpart(kind=kind, **fields)

    def _organisation(self, name: str) -> int:
        known = self._organisations.get(plain_name(name))
        if known:
            return known
        self.organisations += 1
        return self._add(Contact(name=name, kind=CounterpartKind.ORGANISATION))

    def _merge(self, contact: Contact, into: int) -> None:
        self.write()
        row = get(self._session, CounterpartRow, into)
        belongs_to = self._session.get(CounterpartRow, row.organisation_id) if row.organisation_id else None
        held = {name: str(getattr(row, name)) for name in CONTACT_FIELDS}
        found = joining(contact, CounterpartKind(row.kind), held, belongs_to.name if belongs_to is not None else "")
        entries = self._entries("\n".join(found.aside))  # first, for what may be refused leaves the row as it is
        revise(row, Counterpart, dict(found.changes))
        if found.organisation:
            organisation = self._organisation(found.organisation)
            self.write()  # it must be there before anybody belongs to it
            row.organisation_id = organisation
        self._session.flush()
        said = select(LogEntryRow.text).where(col(LogEntryRow.counterpart_id) == into)
        here = set(self._session.exec(said.where(col(LogEntryRow.binned_at).is_(None))) if entries else ())
        self._write_down(into, [entry for entry in entries if entry.text not in here])

    def _entries(self, note: str) -> list[LogEntry]:
        return [
            LogEntry(kind=EntryKind.NOTE, happened_on=today(), text=text) for text in entries_of(note) if text.strip()
        ]

    def _write_down(self, counterpart_id: int, entries: list[LogEntry]) -> None:
        self._notes += [
            {
                **columns_of(LogEntryRow, entry),
                "uid": new_uid(),
                "counterpart_id": counterpart_id,
                "negotiation_id": None,
                "meeting_id": None,
                "written_at": self._now,
                "binned_at": None,
            }
            for entry in entries
        ]
