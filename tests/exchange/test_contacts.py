"""Taking in an address book: duplicates found, merged, skipped or kept; all or nothing; one undo."""

from dataclasses import replace
from datetime import timedelta

import pytest

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.contact import Contact, Duplicates
from negdesk.domain.counterpart import QUIET_AFTER_DAYS, CounterpartKind, EntryKind
from negdesk.domain.text import LINE_LIMIT, TEXT_LIMIT
from negdesk.exchange.duplicates import arrivals, likely_duplicates
from negdesk.exchange.vcard_read import read_vcards
from negdesk.exchange.writing import vcards
from negdesk.queries.contact import KnownContact, known_contacts
from negdesk.queries.today import today_sheet
from negdesk.storage.clock import today
from tests.exchange import cards
from tests.whole_content import whole_content


def take_in(desk: Desk, contacts: tuple[Contact, ...], choice: Duplicates) -> commands.contacts.TakenIn:
    found = likely_duplicates(contacts, desk.ask(known_contacts))
    return desk.do(commands.contacts.take_in, arrivals(found, [choice] * len(found)))


def by_name(desk: Desk) -> dict[str, KnownContact]:
    return {each.name: each for each in desk.ask(known_contacts)}


def notes(desk: Desk) -> list[str]:
    return [row[0] for row in desk.ask(lambda c: c.execute("SELECT text FROM log_entry ORDER BY id").fetchall())]


def test_everybody_comes_in_with_their_organisation_and_one_undo_takes_them_back(desk: Desk) -> None:
    empty = desk.ask(whole_content)
    taken = take_in(desk, read_vcards(cards.ALL.encode()).contacts, Duplicates.SKIP)
    here = by_name(desk)
    assert here["Mara Lindqvist"].organisation == "Northmill AB"
    assert here["Northmill AB"].phone == "+46 8 555 00 00"
    assert taken.added == len(read_vcards(cards.ALL.encode()).contacts)
    assert len(desk.ask(known_contacts)) == taken.added + taken.organisations
    assert here["Mara Lindqvist"].email == "mara@northmill.example"
    assert "Birthday: 1980-05-04" in "\n".join(notes(desk))
    desk.undo()
    assert desk.ask(whole_content) == empty


def test_an_organisation_with_a_card_of_its_own_comes_once_wherever_its_card_stands(desk: Desk) -> None:
    person = Contact("Mara Lindqvist", organisation="Northmill AB")
    company = Contact("Northmill AB", kind=CounterpartKind.ORGANISATION, phones=("+46 8 555 00 00",))
    taken = take_in(desk, (person, company, Contact("Jonas", organisation="Bakery")), Duplicates.SKIP)
    assert (taken.added, taken.organisations) == (3, 1)
    assert sorted(each.name for each in desk.ask(known_contacts)) == [
        "Bakery", "Jonas", "Mara Lindqvist", "Northmill AB",
    ]  # fmt: skip
    assert by_name(desk)["Northmill AB"].phone == "+46 8 555 00 00"
    assert by_name(desk)["Mara Lindqvist"].organisation == "Northmill AB"


def test_again_they_are_all_known_and_nothing_changes(desk: Desk) -> None:
    contacts = read_vcards(cards.ALL.encode()).contacts
    take_in(desk, contacts, Duplicates.SKIP)
    before = desk.ask(whole_content)
    found = likely_duplicates(contacts, desk.ask(known_contacts))
    assert all(each.known_id for each in found)
    assert take_in(desk, contacts, Duplicates.SKIP).added == 0
    assert desk.ask(whole_content) == before


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        (Contact("Somebody else", emails=("MARA@northmill.example",)), "the same mail"),
        (Contact("M. L.", phones=("08-555 01 23", "+46 8 555 01 23")), "the same phone"),
        (Contact("Lindqvist, Mara"), "the same name"),
        (Contact("Prof. Dr. Mara Lindqvist"), "the same name"),
        (Contact("Dr. Mara"), ""),
        (Contact("Mara Lindkvist"), "a name much alike"),
        (Contact("Jonas Weber"), ""),
    ],
)
def test_who_is_probably_here_already(desk: Desk, contact: Contact, why: str) -> None:
    desk.do(
        commands.counterpart.add_counterpart,
        "Mara Lindqvist",
        email="mara@northmill.example",
        phone="+46 8 555 01 23",
    )
    (found,) = likely_duplicates((contact,), desk.ask(known_contacts))
    assert found.why == why
    assert bool(found.known_id) == bool(why)


def test_merging_adds_and_drops_nothing(desk: Desk) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", email="old@x.example", job_title="Buyer")
    contact = Contact(
        "Mara Lindqvist", emails=("new@x.example",), phones=("123 4567",), job_title="Head of grain", note="Likes tea"
    )
    assert take_in(desk, (contact,), Duplicates.MERGE).merged == 1
    mara = by_name(desk)["Mara Lindqvist"]
    assert (mara.email, mara.phone, mara.job_title) == ("old@x.example, new@x.example", "123 4567", "Buyer")
    assert notes(desk) == ["Likes tea\nHead of grain"]


def test_a_mail_that_stands_within_another_one_is_not_taken_for_it(desk: Desk) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist", email="tamara@x.example", phone="555 01 23")
    take_in(desk, (Contact("Mara Lindqvist", emails=("mara@x.example",), phones=("01 23",)),), Duplicates.MERGE)
    mara = by_name(desk)["Mara Lindqvist"]
    assert (mara.email, mara.phone) == ("tamara@x.example, mara@x.example", "555 01 23, 01 23")


def test_a_note_longer_than_an_entry_may_be_is_kept_whole(desk: Desk) -> None:
    long = "\n".join(f"Line {number} of a very long note" for number in range(3 * TEXT_LIMIT // 25))
    take_in(desk, (Contact("Mara Lindqvist", note=long),), Duplicates.KEEP)
    other = long.replace("Line", "Page")
    take_in(desk, (Contact("Mara Lindqvist", note=other, job_title="Buyer"),), Duplicates.MERGE)
    kept = notes(desk)
    assert "\n".join(kept) == f"{long}\n{other}"
    assert all(len(note) <= TEXT_LIMIT for note in kept)


def test_who_has_a_number_or_mail_together_with_others_is_still_the_one_of_that_name(desk: Desk) -> None:
    """Colleagues share a switchboard, and a family its mail; a card of one was taken for the first of them."""
    phone, email = "+46 8 555 00 00", "family@x.example"
    desk.do(commands.counterpart.add_counterpart, "A Mill", CounterpartKind.ORGANISATION, phone=phone)
    for name in ("Ana Ruiz", "Bert Wald"):
        desk.do(commands.counterpart.add_counterpart, name, phone=phone, email=email)
    desk.do(commands.counterpart.add_counterpart, "Clara Berg")
    phones, emails = (phone,), (email,)
    found = likely_duplicates(
        (
            Contact("Bert Wald", phones=phones),
            Contact("Wald, Bert", emails=emails),
            Contact("Clara Berg", phones=phones),
            Contact("Dora Lind", phones=phones),
            Contact("Dora Lind", emails=emails),
        ),
        desk.ask(known_contacts),
    )
    assert [(each.known_name, each.why) for each in found] == [
        ("Bert Wald", "the same phone"), ("Bert Wald", "the same mail"), ("Clara Berg", "the same name"),
        ("Ana Ruiz", "the same phone"), ("Ana Ruiz", "the same mail"),
    ]  # fmt: skip


def test_kept_both_there_are_two(desk: Desk) -> None:
    desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    take_in(desk, (Contact("Mara Lindqvist"),), Duplicates.KEEP)
    assert len(desk.ask(known_contacts)) == 2


TWICE = (
    Contact("John Smith", phones=("0600 000 003",), note="Likes tea", where="line 1"),
    Contact("Jane Smith", emails=("smiths@x.example",), where="line 9"),
    Contact("Smith, John", emails=("john@x.example",), note="Met in Oslo", where="line 17"),
    Contact("J. Smith", emails=("JOHN@x.example",), job_title="Buyer", where="line 25"),
    Contact("John Smith", CounterpartKind.ORGANISATION, where="line 33"),
    Contact("Sam Smith", emails=("smiths@x.example",), where="line 41"),
)
"""John three times, an organisation of his name, and a family with one mail."""


def test_who_stands_twice_in_a_file_is_told_with_where_the_other_one_is(desk: Desk) -> None:
    found = likely_duplicates(TWICE, desk.ask(known_contacts))
    assert [(each.contact.where, each.known_name, each.why) for each in found if each.known is not None] == [
        ("line 17", "John Smith", "the same name, line 1"),
        ("line 25", "John Smith", "the same mail, line 17"),
    ]


def test_who_stands_twice_in_a_file_is_merged_skipped_or_kept(desk: Desk) -> None:
    taken = take_in(desk, TWICE, Duplicates.MERGE)
    assert (taken.added, taken.merged) == (4, 2)
    john = next(each for each in desk.ask(known_contacts) if (each.name, each.kind) == ("John Smith", "person"))
    assert (john.phone, john.email, john.job_title) == ("0600 000 003", "john@x.example", "Buyer")
    assert notes(desk) == ["Likes tea", "Met in Oslo", "J. Smith"]
    before = desk.ask(whole_content)
    assert take_in(desk, TWICE, Duplicates.MERGE).added == 0
    assert desk.ask(whole_content) == before, "the same file again changes nothing"
    desk.undo()
    desk.undo()
    assert take_in(desk, TWICE, Duplicates.SKIP).added == 4
    desk.undo()
    assert take_in(desk, TWICE, Duplicates.KEEP).added == 6


def test_who_stands_twice_in_a_file_is_merged_into_who_was_here_before(desk: Desk) -> None:
    desk.do(commands.counterpart.add_counterpart, "John Smith")
    found = likely_duplicates(TWICE, desk.ask(known_contacts))
    assert {each.contact.where for each in found if each.known_id} == {"line 1", "line 17", "line 25"}
    assert take_in(desk, TWICE, Duplicates.MERGE).merged == 3
    people = [each for each in desk.ask(known_contacts) if each.kind == "person" and "John" in each.name]
    assert [(each.job_title, each.phone) for each in people] == [("Buyer", "0600 000 003")]


def test_who_stands_twice_in_a_file_comes_in_though_the_first_of_them_is_refused(desk: Desk) -> None:
    longer_when_composed = "\u0958" * LINE_LIMIT
    twice = (Contact("Mara", job_title=longer_when_composed, where="line 1"), Contact("Mara", where="line 9"))
    taken = take_in(desk, twice, Duplicates.MERGE)
    assert (taken.added, taken.merged, [where for where, _ in taken.refused]) == (1, 0, ["line 1"])
    assert "Mara" in by_name(desk)


def test_a_cancel_leaves_nothing_behind(desk: Desk) -> None:
    class Cancelled(Exception):
        pass

    def tell(done: int, _all: int) -> None:
        if done > 500:
            raise Cancelled

    found = likely_duplicates([Contact(f"Person {n}", note="x") for n in range(1000)], ())
    before = desk.ask(whole_content)
    with pytest.raises(Cancelled):
        desk.do(commands.contacts.take_in, arrivals(found, [Duplicates.SKIP] * len(found)), tell)
    assert desk.ask(whole_content) == before
    assert not desk.can_undo


def test_what_goes_out_as_cards_comes_back(desk: Desk) -> None:
    take_in(desk, read_vcards(cards.ALL.encode()).contacts, Duplicates.SKIP)
    known = desk.ask(known_contacts)
    back = {contact.name: contact for contact in read_vcards(vcards(known)).contacts}
    assert set(back) == {each.name for each in known}
    for each in known:
        assert back[each.name].kind.value == each.kind
        assert back[each.name].organisation == each.organisation
        assert ", ".join(back[each.name].emails) == each.email
        assert back[each.name].address == each.address
        assert back[each.name].languages == each.languages
    assert any(each.languages for each in known)


def test_what_a_number_is_for_goes_out_as_address_books_say_it(desk: Desk) -> None:
    """A mail with more behind it is none to them, and they write to nobody."""
    mara = Contact(
        "Mara Lindqvist",
        emails=("m@x.example (work)", "l@x.example (holiday house)", "n@x.example"),
        phones=("+49 (0)30 1 (cell)", "030 555 (0)"),
    )
    take_in(desk, (mara,), Duplicates.SKIP)
    text = vcards(desk.ask(known_contacts)).decode()
    assert "EMAIL;TYPE=WORK:m@x.example\r\n" in text
    assert "item1.EMAIL:l@x.example\r\nitem1.X-ABLabel:holiday house\r\n" in text
    assert "EMAIL:n@x.example\r\n" in text
    assert "TEL;TYPE=CELL:+49 (0)30 1\r\n" in text
    assert "TEL:030 555 (0)\r\n" in text
    (back,) = read_vcards(text.encode()).contacts
    assert (back.emails, back.phones) == (mara.emails, mara.phones)


def test_a_file_that_is_merged_again_says_nothing_twice_in_the_log(desk: Desk) -> None:
    contact = Contact("Mara Lindqvist", job_title="Miller", address="Quay 1", note="Likes tea\nBirthday: 05-04")
    take_in(desk, (contact,), Duplicates.MERGE)
    other = replace(contact, address="Quay 2")
    for _ in range(2):
        take_in(desk, (contact, other), Duplicates.MERGE)
    assert notes(desk) == [contact.note, f"{contact.note}\nQuay 2"]
    ((first,),) = desk.ask(lambda c: c.execute("SELECT min(id) FROM log_entry").fetchall())
    desk.do(commands.log.bin_entry, int(str(first)))
    take_in(desk, (contact,), Duplicates.MERGE)
    assert notes(desk).count(contact.note) == 2  # what is in the bin is not there


def test_who_came_in_goes_quiet_as_anybody_does_and_not_before_one_has_spoken(desk: Desk) -> None:
    take_in(desk, (Contact("Mara Lindqvist", note="From the fair"), Contact("Jonas Weber")), Duplicates.SKIP)
    later = today() + timedelta(days=QUIET_AFTER_DAYS + 1)
    assert desk.ask(today_sheet, later).quiet == ()
    jonas = by_name(desk)["Jonas Weber"].id
    desk.do(commands.log.write_entry, jonas, "Called", EntryKind.CALL)
    assert [each.name for each in desk.ask(today_sheet, later).quiet] == ["Jonas Weber"]
