"""Work on backups that goes on until its process is killed: bringing back, importing, and plain writing."""

from itertools import count
from pathlib import Path

from negdesk import commands
from negdesk.domain.contact import Contact, Duplicates
from negdesk.exchange.duplicates import arrivals, likely_duplicates
from negdesk.opening import open_desk
from negdesk.queries.contact import known_contacts
from negdesk.storage import restoring
from negdesk.storage.backup import Access
from negdesk.storage.library_key import LibraryKey
from negdesk.storage.restoring import restore
from tests.kills import say
from tests.storage.written_in_place import put_slowly

commands.load()  # once, in the nursery


def bring_back(library: str, backups: list[str], key: str, careless: bool) -> None:
    """Bring back one backup after the other, and say each time that it was done."""
    if careless:
        vars(restoring)["put_in_place"] = put_slowly(0.01)
    held = LibraryKey(bytes.fromhex(key)) if key else None
    salts = [Path(each).read_bytes()[:16] if held else b"" for each in backups]
    for number in count():
        which = number % len(backups)
        restore(Access(Path(backups[which]), held, salts[which]), Path(library), held)
        say({"done": number, "which": which})


def import_people(library: str, people: int, careless: bool) -> None:
    """Take in so many people at once and undo it, over and over."""
    desk = open_desk(Path(library))
    new = [Contact(name=f"Person {number}", where=f"line {number}") for number in range(people)]
    for number in count():
        coming = arrivals(likely_duplicates(new, desk.ask(known_contacts)), [Duplicates.KEEP] * people)
        if careless:
            for each in coming:  # one by one, as if each were a step of its own
                desk.do(commands.contacts.take_in, [each])
        else:
            desk.do(commands.contacts.take_in, coming)
        say({"done": number})
        while desk.can_undo:
            desk.undo()
        say({"undone": number})


def write_on(library: str) -> None:
    """Write one thing after the other, and say each time that it was acknowledged."""
    desk = open_desk(Path(library))
    for number in count():
        desk.do(commands.counterpart.add_counterpart, f"{number}")
        say({"done": number})
