"""Files that somebody broke: each is read or refused with a sentence, in time, and all of it is kept or nothing.

After each single file the library holds what it held, row by row: where the file was refused, and where it came in and
was undone. Where it came in, all of it is there before that.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, NamedTuple

import pytest
from sqlcipher3 import dbapi2

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.contact import Contact, ContactsRead, Duplicates, fitting
from negdesk.domain.counterpart import Counterpart, CounterpartKind
from negdesk.domain.encryption import Chosen
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.refusal import Refusal
from negdesk.encrypting import Encryption
from negdesk.exchange.csv_columns import FIELDS
from negdesk.exchange.csv_read import DELIMITERS, contacts_of, read_table
from negdesk.exchange.duplicates import arrivals, likely_duplicates
from negdesk.exchange.library_json import library_json, read_library_json
from negdesk.exchange.vcard_read import read_vcards
from negdesk.looking_in import content_of
from negdesk.opening import open_desk as opened
from negdesk.queries.contact import known_contacts
from negdesk.queries.library_content import library_tables, library_version
from tests.campaigns import FULL
from tests.exchange import cards
from tests.exchange.libraries import content, open_desk, sound
from tests.whole_content import whole_content

FILES = 5_000 if FULL else 150
"""Cards, tables and libraries as JSON, a third of them each; library files come on top."""

SLOWEST = 5.0
"""Seconds of this process that one small file may take."""

MOST_MEMORY = 400 * 1024 * 1024
"""Bytes by which all the files of a kind may raise the most that the process ever held."""

WORDS = "harbour lantern oats violin"

PEOPLE = (Duplicates.MERGE, Duplicates.SKIP, Duplicates.KEEP)
TABLE = 'Name;Firma;E-Mail;Telefon;Notiz\r\nMara;Mill;m@x.example;1;"a\r\nb"\r\n=1+1;;;;x\r\n'
PIECES = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n", b":", b";", b'"', b"=", b"=3D", b"\\", b"{", b"}", b"[", b"]",
    b",",     b"BEGIN:VCARD\n", b"END:VCARD\n", b"ENCODING=QUOTED-PRINTABLE:", b"ENCODING=b:",
    b"CHARSET=utf-7:", b"VERSION:9\n",
    b"N:\n", b"TYPE=", b"null", b"true", b"1e999", b"9" * 5000, b"[" * 3000, b"-1", b'"uid": 5', b"x" * 20_000,
    "\u202eא\u0301".encode(),
)  # fmt: skip


def broken(data: bytes, chance: random.Random) -> bytes:
    """The file with a few things cut, doubled, swapped or put in."""
    for _ in range(chance.randint(1, 6)):
        a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        b = min(b, a + chance.choice((1, 5, 60)))
        match chance.randrange(5):
            case 0:
                data = data[:a] + data[b:]
            case 1:
                data = data[:b] + data[a:]
            case 2:
                data = data[:a] + bytes(chance.randrange(256) for _ in range(b - a)) + data[b:]
            case 3:
                data = data[:a]
            case _:
                data = data[:a] + chance.choice(PIECES) + data[a:]
        data = data or b"x"
    return data


HOSTILE: tuple[Any, ...] = (
    None, -1, 2**70, 1.5, True, "", "x" * 200_000, "2026-99-99", "0000-01-01T00:00:00Z", [], {}, {"base64": "!"},
    "\u202eא", "\0", "personal", 10**400, {"base64": "AAAA"},
)  # fmt: skip
"""Values that stand where another one is expected."""


def broken_within(data: bytes, chance: random.Random) -> bytes:
    """JSON that can still be parsed, with a few rows and values that do not fit, or that still do."""
    whole = json.loads(data)
    for _ in range(chance.randint(1, 4)):
        table = chance.choice([name for name, rows in whole["tables"].items() if rows])
        rows = whole["tables"][table]
        row = chance.choice(rows)
        field = chance.choice(list(row))
        match chance.randrange(7):
            case 0:
                row.pop(field)
            case 1:
                rows.remove(row)
            case 2:
                rows.append(dict(row))
            case 3:
                row[field] = chance.choice(rows).get(field)
            case 4:
                row["position"] = 3
            case _:
                row[field] = chance.choice(HOSTILE)
        if not rows:
            break
    return json.dumps(whole).encode()


def broken_or_within(data: bytes, chance: random.Random) -> bytes:
    return broken(data, chance) if chance.randrange(2) else broken_within(data, chance)


def overwritten(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes others, at the size that it has, or cut at its end."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoilt))
        length = min(chance.choice((1, 4, 60, 5000)), len(spoilt) - at)
        spoilt[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
    return bytes(spoilt[: chance.randrange(len(spoilt))] if chance.randrange(8) == 0 else spoilt)


def rewritten(data: bytes, chance: random.Random) -> bytes:
    """The library, whole, with values, tables and triggers that NegDesk would never write."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt"
        path.write_bytes(data)
        connection = dbapi2.connect(str(path), isolation_level=None)
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF", "journal_mode = DELETE"):
            connection.execute(f"PRAGMA {pragma}")
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%'")
        tables = [str(name) for (name,) in found.fetchall() if not str(name).startswith("sqlite_")]
        for _ in range(chance.randint(1, 4)):
            table = chance.choice(tables)
            columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
            column = chance.choice([str(name) for (name,) in columns] or ["id"])
            value = chance.choice([each for each in HOSTILE if not isinstance(each, list | dict)] + [b"\xff\0"])
            with suppress(dbapi2.Error, OverflowError):
                match chance.randrange(8):
                    case 0:
                        connection.execute(f'DROP TABLE "{table}"')
                    case 1:
                        connection.execute(f'ALTER TABLE "{table}" ADD COLUMN more')
                    case 2:
                        connection.execute(f"PRAGMA user_version = {chance.choice((-1, 0, 1, 3, 99))}")
                    case 3:
                        connection.execute(
                            f'CREATE TRIGGER odd AFTER UPDATE ON "{table}" BEGIN DELETE FROM counterpart; END'
                        )
                    case 4:
                        connection.execute(f'DELETE FROM "{table}"')
                    case _:
                        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        connection.close()
        return path.read_bytes()


def overwritten_or_rewritten(data: bytes, chance: random.Random) -> bytes:
    return overwritten(data, chance) if chance.randrange(2) else rewritten(data, chance)


class Took(NamedTuple):
    """What came in, and whether all of it is there now."""

    rows: int
    whole: bool


Take = Callable[[Desk, bytes, random.Random], Took]


def take_people(read: Callable[[bytes, random.Random], ContactsRead]) -> Take:
    def take(desk: Desk, data: bytes, chance: random.Random) -> Took:
        contacts = read(data, chance).contacts
        found = likely_duplicates(contacts, desk.ask(known_contacts))
        choices = [chance.choice(PEOPLE) for _ in found]
        coming = arrivals(found, choices)
        before = len(desk.ask(known_contacts))
        taken = desk.do(commands.contacts.take_in, coming)
        here = desk.ask(known_contacts)
        names = {each.name for each in here}
        refused = {where for where, _ in taken.refused}
        new = [each.contact for each in coming if each.new and each.contact.where not in refused]
        whole = (
            len(here) == before + taken.added + taken.organisations
            and taken.added + taken.merged + len(taken.refused) == len(coming)
            and taken.added >= len(new)
            and all(_name(contact) in names for contact in new)
        )
        return Took(taken.added + taken.merged, whole)

    return take


def _name(contact: Contact) -> str:
    """What somebody is called once they are here."""
    return Counterpart(CounterpartKind.PERSON, fitting(contact)[0]["name"]).name


def a_table(data: bytes, _chance: random.Random) -> ContactsRead:
    return contacts_of(read_table(data))


def a_table_said_otherwise(data: bytes, chance: random.Random) -> ContactsRead:
    """A table read by words that may fit it or not."""
    delimiter = chance.choice((*DELIMITERS, "", "x", "\0"))
    encoding = chance.choice(("", "utf-8", "utf-16", "cp1252", "shift_jis", "gb18030", "utf-7", "nobodys"))
    table = read_table(data, delimiter, encoding, chance.choice((None, True, False)))
    return contacts_of(table, tuple(chance.choice(tuple(FIELDS)) for _ in range(chance.randint(1, 9))))


def merge(desk: Desk, theirs: LibraryContent) -> Took:
    merged = desk.do(commands.library.merge_library, theirs)
    again = desk.do(commands.library.merge_library, theirs)
    return Took(merged.added, whole=not again)


def take_json(desk: Desk, data: bytes, _chance: random.Random) -> Took:
    return merge(desk, read_library_json(data, desk.ask(library_version), desk.ask(library_tables)))


def take_file(path: Path) -> Take:
    """A library's file, which is read as it lies there, and left so."""

    def take(desk: Desk, data: bytes, _chance: random.Random) -> Took:
        path.write_bytes(data)
        try:
            return merge(desk, content_of(path, WORDS))
        finally:
            assert path.read_bytes() == data
            assert [each.name for each in path.parent.glob(f"{path.name}-*")] == []

    return take


def take_key(library: Path) -> Take:
    """An encrypted library whose key file is broken."""

    def take(desk: Desk, data: bytes, _chance: random.Random) -> Took:
        library.with_name(f"{library.name}.key").write_bytes(data)
        return merge(desk, content_of(library, WORDS))

    return take


def live(desk: Desk) -> None:
    """People, a negotiation with a meeting, and a log."""
    found = likely_duplicates(read_vcards(cards.ALL.encode()).contacts, ())
    desk.do(commands.contacts.take_in, arrivals(found, [Duplicates.KEEP] * len(found)))
    desk.do(commands.template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", [1], "EUR")
    desk.do(commands.meeting.start_meeting, 1)


class Kind(NamedTuple):
    """A kind of file: a whole one, how it is taken in, and how many broken ones of it there are."""

    data: bytes
    spoil: Callable[[bytes, random.Random], bytes]
    take: Take
    files: int


def kind_of(name: str, folder: Path) -> Kind:
    """One of the kinds, with what it needs in a folder."""
    match name:
        case "vcard":
            return Kind(cards.ALL.encode(), broken, take_people(lambda data, _: read_vcards(data)), FILES // 3)
        case "csv":
            return Kind(TABLE.encode(), broken, take_people(a_table), FILES // 6)
        case "csv said otherwise":
            return Kind(TABLE.encode(), broken, take_people(a_table_said_otherwise), FILES // 6)
    path = folder / "theirs.negdesk"
    if name in ("encrypted library", "key file"):
        Encryption(path).make(Chosen(WORDS))
    desk = opened(path, WORDS)
    live(desk)
    data = library_json(content(desk))
    desk.ask(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    desk.close()
    if name == "json":
        return Kind(data, broken_or_within, take_json, FILES // 3)
    if name == "key file":
        return Kind(path.with_name(f"{path.name}.key").read_bytes(), broken, take_key(path), FILES // 15)
    spoil = overwritten if name == "encrypted library" else overwritten_or_rewritten
    return Kind(path.read_bytes(), spoil, take_file(path), FILES // 10)


@pytest.fixture
def desk_here(tmp_path: Path, cheap_keys: None) -> Iterator[Desk]:
    """A library in which there is somebody of the files already, and more."""
    desk = open_desk(tmp_path / "library.negdesk")
    mara = desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", email="mara@northmill.example")
    desk.do(commands.counterpart.add_counterpart, "Mara", phone="1234567")
    desk.do(commands.log.write_entry, mara, "Called about the harvest")
    desk.do(commands.template.begin_negotiation, "builtin:supplier-purchase", "Barley", [mara], "EUR")
    desk.forget_steps()
    yield desk
    desk.close()


KINDS = ("vcard", "csv", "csv said otherwise", "json", "library", "encrypted library", "key file")


@pytest.mark.campaign
@pytest.mark.parametrize("name", KINDS)
def test_no_file_brings_it_down(name: str, desk_here: Desk, tmp_path: Path) -> None:
    desk, kind = desk_here, kind_of(name, tmp_path)
    chance = random.Random(f"{name} of today")  # noqa: S311  # the same files each time, and no secret
    before, most = desk.ask(whole_content), most_memory()
    came_in = refused = 0
    slowest = 0.0
    sentences: set[str] = set()
    for number in range(kind.files):
        data, began = kind.spoil(kind.data, chance), process_time()
        try:
            took = kind.take(desk, data, chance)
            came_in += 1
            assert took.whole, number
        except Refusal as refusal:
            refused += 1
            sentences.add(refusal.sentence)
            assert not desk.can_undo, "what is refused leaves no step"
        slowest = max(slowest, process_time() - began)
        while desk.can_undo:
            desk.undo()
        assert desk.ask(whole_content) == before, number
        desk.forget_steps()
    print(f"{name}: {kind.files} files, {came_in} came in, {refused} refused, the slowest {slowest:.2f} s")
    assert slowest < SLOWEST
    assert most_memory() - most < MOST_MEMORY
    assert came_in or name == "encrypted library", "some are still whole enough"
    assert refused or name in ("vcard", "csv"), "and some are not"
    assert "" not in sentences
    assert sound(desk)


def most_memory() -> int:
    """The most bytes that this process ever held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
