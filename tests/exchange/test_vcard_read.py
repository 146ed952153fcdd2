"""Cards as real address books write them come in with everything in its place."""

import pytest

from negdesk.domain.contact import Contact
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.refusal import Refusal
from negdesk.exchange.vcard_read import read_vcards
from tests.exchange import cards


def read_one(text: str) -> Contact:
    read = read_vcards(text.encode())
    assert read.unread == ()
    (contact,) = read.contacts
    return contact


def test_apple() -> None:
    mara = read_one(cards.APPLE)
    assert (mara.name, mara.organisation, mara.job_title) == ("Mara Lindqvist", "Northmill AB", "Head of grain")
    assert mara.emails == ("mara@northmill.example",)
    assert set(mara.phones) == {"+46 8 555 01 23 (desk)", "+46 70 555 01 24 (cell)"}
    assert mara.address == "Kvarngatan 1\n211 11 Malmö\nSweden"
    assert mara.note.splitlines() == [
        "Likes mornings, tea", "and short mails", "Department: Purchasing", "Birthday: 05-04",
        "Website: https://northmill.example",
    ]  # fmt: skip


def test_google() -> None:
    joerg = read_one(cards.GOOGLE)
    assert (joerg.name, joerg.organisation, joerg.job_title) == ("Dr. Jörg Müller", "Mühle GmbH", "Einkauf")
    assert joerg.emails == ("joerg@muehle.example (work)", "joerg@zuhause.example (home)")
    assert joerg.phones == ("+49 30 5550100",)
    assert joerg.address == "Hauptstraße 1\nHinterhof\n10115 Berlin\nGermany"
    assert joerg.note.splitlines() == ["Met at the fair", "Birthday: 1980-05-04", "Categories: myContacts, suppliers"]


def test_outlook() -> None:
    jonas = read_one(cards.OUTLOOK)
    assert (jonas.name, jonas.organisation, jonas.job_title) == ("Jonas Wéber", "Bakery at the Harbour", "Owner")
    assert jonas.phones == ("(040) 555 0199 (work)", "0171 5550198 (cell)")
    assert jonas.emails == ("jonas@harbour.example",)
    assert jonas.address == "Am Kai 3\n2. Stock\n20095 Hamburg\nGermany"
    assert jonas.note.splitlines() == ["First line", "second line", "Birthday: 1975-02-28"]


def test_nextcloud() -> None:
    aiko = read_one(cards.NEXTCLOUD)
    assert (aiko.name, aiko.organisation, aiko.languages) == ("Aiko Tanaka", "Kome Foods, Inc.", "ja")
    assert (aiko.emails, aiko.phones) == (("aiko@kome.example",), ("+81-3-5550-0100",))
    assert aiko.address == "1-2-3 Chiyoda\n100-0001 Tokyo\nJapan"
    assert aiko.note.splitlines() == ["Speaks slowly on the phone", "Birthday: 05-04", "Anniversary: 2010-11-12"]


def test_an_outlook_that_writes_in_the_letters_of_windows_and_does_not_say_so() -> None:
    read = read_vcards(cards.OUTLOOK_OF_OLD.replace("\n", "\r\n").encode("cp1252"))
    assert read.unread == ()
    (wald,) = read.contacts
    assert (wald.name, wald.organisation, wald.job_title) == ("Herr Förster Grünwald", "Mühle & Söhne", "Leiter")
    assert wald.emails == ("g@muehle.example", "gruen@zuhause.example")
    assert wald.phones == ("(030) 555-1212 (work)", "(030) 555-1213 (fax)", "0171 5551214 (cell)")
    assert wald.address == "Mühlgasse 1\nHinterhof\n10115 Berlin\nBE\nDeutschland"
    assert wald.note.splitlines() == [
        "Grüße", "aus der Mühle", "Department: Einkauf", "Birthday: 1956-06-06", "Anniversary: 1985-05-05",
        "Website: http://muehle.example", "Spouse: Jenny", "Role: Prokurist",
    ]  # fmt: skip


def test_apple_with_all_that_it_writes() -> None:
    kate = read_one(cards.APPLE_IN_FULL)
    assert kate.name == "Dr. Kate Marie Haik PhD"
    assert kate.phones == ("(415) 555-3695 (main)", "(555) 555-0100 (fax)")
    assert kate.address.split("\n\n") == [
        "165 Davis Street\nSuite 4\n94010 Hillsborough\nCA\nUnited States",
        "1 Road\n94011 Town\nCA\nUnited States",
    ]
    assert kate.note.splitlines() == [
        "Nickname: Katie", "Department: Design", "Birthday: 1978-01-20", "Messages: aim:kate",
        "Profile: http://linkedin.example/in/kb", "Anniversary: 2009-03-12", "Spouse: Tom",
    ]  # fmt: skip


def test_nextcloud_as_it_is_downloaded() -> None:
    elodie = read_one(cards.NEXTCLOUD_AS_DOWNLOADED)
    assert (elodie.name, elodie.organisation, elodie.job_title) == ("Élodie Durand", "Moulin SA", "Acheteuse")
    assert elodie.emails == ("elodie@maison.example (home)", "facture@moulin.example (facturation)")
    assert elodie.phones == ("+33 1 23 45 67 89 (home)", "+33612345678 (cell)")
    assert elodie.address == "12 rue de la Paix\n75002 Paris\nFrance"
    assert elodie.note.splitlines() == ["Anniversary: 2011-09-03", "Categories: fournisseurs", "Spouse: Paul"]


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_comma_that_nobody_escaped_is_a_comma_of_the_text(version: str) -> None:
    """2.1 escapes none, addresses of pages never are, and many a program forgets it."""
    lines = (
        "FN:Lindqvist, Mara",
        "TITLE:Head, grain\\, rye",
        "ORG:Mill, Baker and Sons;Grain, rye",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Tea, not coffee=0D=0A=",
        "Gr=C3=BC=C3=9Fe, wenn =C3=BCber=",
        "haupt",
        "URL:https://mill.example/a,b",
        "ADR:;;1 Road, Suite 5;Leeds;;LS1;UK",
        "CATEGORIES:mills,rye",
    )
    mara = read_one("\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")))
    assert (mara.name, mara.job_title, mara.organisation) == (
        "Lindqvist, Mara", "Head, grain, rye", "Mill, Baker and Sons",
    )  # fmt: skip
    assert mara.address == "1 Road, Suite 5\nLS1 Leeds\nUK"
    assert mara.note.splitlines() == [
        "Tea, not coffee", "Grüße, wenn überhaupt", "Department: Grain, rye", "Website: https://mill.example/a,b",
        "Categories: mills, rye",
    ]  # fmt: skip


def test_thunderbirds_own_fields_and_an_address_that_is_only_a_label() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:4.0\nFN:Mia\nX-CUSTOM1;VALUE=TEXT:Gate B\nX-CUSTOM4;VALUE=TEXT:Tuesdays\n"
        "LABEL;TYPE=HOME:1 Road\\nTown\nEND:VCARD\n"
    )
    mia = read_one(text)
    assert mia.note.splitlines() == ["Custom 1: Gate B", "Custom 4: Tuesdays"]
    assert mia.address == "1 Road\nTown"
    assert read_one(text.replace("LABEL", "ADR:;;2 Lane;;;;\nLABEL")).address == "2 Lane"


def test_a_line_that_cannot_be_understood_is_named_and_the_rest_comes_in() -> None:
    """Old Androids write a number with a kind of its own so that no parser takes it."""
    odd = "TEL;X-Eigen(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=45=69):0171 5550100"
    text = f"BEGIN:VCARD\nVERSION:2.1\nFN:Mara\n{odd}\nand no name\nEMAIL:m@x.example\nEND:VCARD\n"
    read = read_vcards((cards.GOOGLE + text).encode())
    assert [(each.name, each.emails) for each in read.contacts[1:]] == [("Mara", ("m@x.example",))]
    ((where, why),) = [(each.where, each.why) for each in read.unread]
    assert where == f"line {cards.GOOGLE.count(chr(10)) + 1}"
    assert why == "lines of it cannot be understood; the rest comes in"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_only_what_ends_a_line_of_cards_ends_it(sign: str) -> None:
    """Address books keep such signs in a note as they were pasted; all that came after one was lost."""
    mara = read_one(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mara\r\nNOTE:Likes{sign}tea\r\nEND:VCARD\r\n")
    assert mara.note.split() == ["Likes", "tea"]


@pytest.mark.parametrize("encoding", ["8BIT", "7BIT", "8bit"])
def test_an_encoding_that_is_none(encoding: str) -> None:
    mara = read_one(f"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING={encoding};CHARSET=UTF-8:Mära, L.\nEND:VCARD\n")
    assert mara.name == "Mära, L."


@pytest.mark.parametrize("line", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:group"])
def test_a_list_of_others_is_nobody(line: str) -> None:
    listed = f"BEGIN:VCARD\nVERSION:3.0\nN:Mills;;;;\nFN:Mills\n{line}\nEND:VCARD\n"
    read = read_vcards((listed + cards.GOOGLE).encode())
    assert [contact.name for contact in read.contacts] == ["Dr. Jörg Müller"]
    assert [(each.where, each.why) for each in read.unread] == [("line 1", "it is a list of others")]


def test_a_company_is_an_organisation() -> None:
    mill = read_one(cards.COMPANY)
    assert (mill.name, mill.kind, mill.organisation) == ("Northmill AB", CounterpartKind.ORGANISATION, "")


def test_one_that_cannot_be_read_leaves_the_others() -> None:
    odd = "BEGIN:VCARD\nVERSION:3.0\nNOTE:nobody\nEND:VCARD\n"
    read = read_vcards((cards.APPLE + odd + cards.GOOGLE + "BEGIN:VCARD\nFN:No end\n").encode())
    assert [contact.name for contact in read.contacts] == ["Mara Lindqvist", "Dr. Jörg Müller"]
    assert [each.why for each in read.unread] == ["it has no name", "the card does not end"]
    assert read.unread[0].where == f"line {cards.APPLE.count(chr(10)) + 1}"


@pytest.mark.parametrize("line", ["FN;ENCODING=QUOTED-PRINTABLE;CHARSET=nobodys:Mara", "FN;ENCODING=nobodys:Mara"])
def test_a_card_in_an_encoding_that_nobody_knows_leaves_the_others(line: str) -> None:
    read = read_vcards(f"BEGIN:VCARD\nVERSION:2.1\n{line}\nEND:VCARD\n{cards.GOOGLE}".encode())
    assert read.contacts[-1].name == "Dr. Jörg Müller"
    assert len(read.contacts) + len(read.unread) == 2


def test_what_cannot_be_read_is_written_to_no_log(caplog: pytest.LogCaptureFixture) -> None:
    read = read_vcards(cards.GOOGLE.replace("NOTE:", "private words\nNOTE:").encode())
    assert read.contacts[0].name == "Dr. Jörg Müller"
    assert caplog.records == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_the_encoding_is_recognised(encoding: str) -> None:
    assert read_vcards(cards.GOOGLE.encode(encoding)).contacts[0].name == "Dr. Jörg Müller"


@pytest.mark.parametrize("odd", [b"\xff", "Gr\xfc\xdfe".encode("latin-1")])
def test_a_letter_that_is_broken_breaks_no_other(odd: bytes) -> None:
    """Address books that were put together have letters of two kinds; all names were garbled by a single one."""
    note = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nNOTE:" + odd + b"\nEND:VCARD\n"
    read = read_vcards(cards.GOOGLE.encode() * 3 + cards.NEXTCLOUD.encode() + note)
    assert read.contacts[0].name == "Dr. Jörg Müller"
    assert read.contacts[-1].note == odd.decode("cp1252")


def test_a_file_without_cards_is_refused() -> None:
    with pytest.raises(Refusal, match="no vCard"):
        read_vcards(b"Name,Email\n")


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=44=C5=82=75=67)", "dług"),
        ("X-Custom(ENCODING=QUOTED-PRINTABLE,Summer=20house);PREF", "summer house"),
        ("X-CUSTOM(Boat)", "boat"),
        ("X-CUSTOM(CHARSET=nobodys,ENCODING=QUOTED-PRINTABLE,=44)", None),
    ],
)
def test_a_number_with_a_label_as_telephones_write_it(label: str, says: str | None) -> None:
    read = read_vcards(f"BEGIN:VCARD\nVERSION:2.1\nFN:Ove Lund\nTEL;{label}:123456789\nTEL:5\nEND:VCARD\n".encode())
    phones = ("5",) if says is None else (f"123456789 ({says})", "5")
    assert [each.phones for each in read.contacts] == [phones]
    assert [each.where for each in read.unread] == (["line 1"] if says is None else [])
