"""Files that somebody broke: each is read or refused with a sentence, in time, and all of it is kept or nothing."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.contact import Duplicates
from negdesk.domain.refusal import Refusal
from negdesk.exchange.csv_read import contacts_of, read_table
from negdesk.exchange.duplicates import arrivals, likely_duplicates
from negdesk.exchange.library_json import library_json, read_library_json
from negdesk.exchange.vcard_read import read_vcards
from negdesk.queries.contact import known_contacts
from negdesk.queries.library_content import library_tables, library_version
from tests.exchange import cards
from tests.exchange.libraries import content, open_desk, sound
from tests.whole_content import whole_content

FILES = 5_000 if os.environ.get("NEGDESK_CAMPAIGN") == "full" else 150
SLOWEST = 5.0
"""Seconds that one small file may take."""

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


def take_people(read: Callable[[bytes], object]) -> Callable[[Desk, bytes], object]:
    def take(desk: Desk, data: bytes) -> object:
        found = likely_duplicates(read(data).contacts, desk.ask(known_contacts))  # type: ignore[attr-defined]  # both readers' answer
        choice = [Duplicates.MERGE] * len(found)
        return desk.do(commands.contacts.take_in, arrivals(found, choice))

    return take


def take_library(desk: Desk, data: bytes) -> object:
    theirs = read_library_json(data, desk.ask(library_version), desk.ask(library_tables))
    return desk.do(commands.library.merge_library, theirs)


@pytest.fixture
def full(tmp_path: Path) -> bytes:
    """A library of people, a negotiation and a promise as JSON."""
    desk = open_desk(tmp_path / "full.negdesk")
    found = likely_duplicates(read_vcards(cards.ALL.encode()).contacts, ())
    desk.do(commands.contacts.take_in, arrivals(found, [Duplicates.KEEP] * len(found)))
    desk.do(commands.template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", [1], "EUR")
    desk.do(commands.meeting.start_meeting, 1)
    data = library_json(content(desk))
    desk.close()
    return data


@pytest.mark.campaign
@pytest.mark.parametrize("kind", ["vcard", "csv", "json"])
def test_no_file_brings_it_down(kind: str, full: bytes, tmp_path: Path) -> None:
    whole, take = {
        "vcard": (cards.ALL.encode(), take_people(read_vcards)),
        "csv": (TABLE.encode(), take_people(lambda data: contacts_of(read_table(data)))),
        "json": (full, take_library),
    }[kind]
    chance = random.Random(f"{kind} of today")  # noqa: S311  # the same files each time, and no secret
    desk = open_desk(tmp_path / "library.negdesk")
    came_in = refused = 0
    for number in range(FILES // 3):
        before = desk.ask(whole_content) if number % 10 == 0 else None
        began = monotonic()
        try:
            take(desk, broken(whole, chance))
            came_in += 1
        except Refusal:
            refused += 1
            assert before is None or desk.ask(whole_content) == before
        assert monotonic() - began < SLOWEST
        if before is not None and desk.can_undo:
            desk.undo()
            assert desk.ask(whole_content) == before
        elif desk.can_undo:
            desk.undo()
    assert came_in + refused == FILES // 3
    assert refused or kind != "json"
    assert sound(desk)
    desk.close()
