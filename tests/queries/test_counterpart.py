"""The list of counterparts and the page of one, against what was written by commands."""

from datetime import date

import pytest

from negdesk.commands import counterpart, ledger, log, negotiation, promise
from negdesk.desk import Desk
from negdesk.domain.counterpart import CounterpartKind, EntryKind
from negdesk.domain.ledger import LedgerState
from negdesk.domain.negotiation import Side
from negdesk.domain.privacy import MASK, masked
from negdesk.domain.search_text import holds_all
from negdesk.queries.counterpart import (
    LINE_BREAK,
    LONGEST_SHOWN,
    CounterpartPage,
    EntryLine,
    counterpart_page,
    entry_lines,
    log_entry,
    organisations,
)
from negdesk.queries.counterpart_list import CounterpartLine, counterpart_ids, counterpart_lines, filter_texts
from negdesk.queries.log_words import all_names, named_but, names_like
from negdesk.queries.today import today_sheet

TODAY = date(2026, 11, 23)


@pytest.fixture
def mill(desk: Desk) -> int:
    return desk.do(
        counterpart.add_counterpart, "Nordmill Foods", CounterpartKind.ORGANISATION, job_title="Oat mill",
        known_since="2023",
    )  # fmt: skip


@pytest.fixture
def ragna(desk: Desk, mill: int) -> int:
    return desk.do(counterpart.add_counterpart, "Ragna Holm", job_title="Sales director", organisation_id=mill)


def page(desk: Desk, number: int) -> CounterpartPage:
    found = desk.ask(counterpart_page, number, TODAY)
    assert found is not None
    return found


def entries(desk: Desk, number: int) -> list[EntryLine]:
    ids = page(desk, number).entry_ids
    return sorted(desk.ask(entry_lines, number, ids), key=lambda entry: ids.index(entry.id))


def lines(desk: Desk, words: str = "") -> tuple[CounterpartLine, ...]:
    ids = desk.ask(counterpart_ids).ids
    return desk.ask(counterpart_lines, TODAY, holds_all(ids, desk.ask(filter_texts, ids), words))


def names(desk: Desk, words: str = "") -> list[str]:
    return [line.name for line in lines(desk, words)]


def test_the_list_is_by_name_and_filters_by_name_job_and_organisation(desk: Desk, ragna: int) -> None:
    desk.do(counterpart.add_counterpart, "ana 100%_sure")
    assert names(desk) == ["ana 100%_sure", "Nordmill Foods", "Ragna Holm"]
    assert names(desk, "nordm") == ["Nordmill Foods", "Ragna Holm"]
    assert names(desk, "DIRECTOR") == ["Ragna Holm"]
    assert names(desk, "%") == names(desk, "_") == ["ana 100%_sure"]
    assert names(desk, "nobody") == []
    desk.do(counterpart.add_counterpart, "Łucja Müßig-Øster")
    for typed in ("mussig", "MÜSSIG", "oster łuc", "lucja", "ussig-o"):
        assert names(desk, typed) == ["Łucja Müßig-Øster"], typed
    assert names(desk, "nord ragna") == ["Ragna Holm"] and names(desk, "ragna x") == []
    assert len(desk.ask(counterpart_lines, TODAY, desk.ask(counterpart_ids).ids[:2])) == 2


def test_a_line_says_who_they_are_and_when_there_was_contact(desk: Desk, mill: int, ragna: int) -> None:
    desk.do(log.write_entry, ragna, "Called", EntryKind.CALL, happened_on=date(2026, 9, 12))
    desk.do(log.write_entry, ragna, "To myself", happened_on=date(2026, 11, 20))
    of_mill, of_ragna = lines(desk)
    assert (of_mill.below, of_mill.contact, of_mill.quiet) == ("Oat mill, one person", "Not spoken for 72 days", True)
    assert of_ragna.below == "Sales director, Nordmill Foods"
    desk.do(counterpart.edit_counterpart, ragna, quiet_after_days=None)
    assert lines(desk)[1].contact == "last spoken 72 days ago"
    desk.do(counterpart.bin_counterpart, mill)
    assert [line.below for line in lines(desk)] == ["Sales director"]


def test_today_and_the_list_say_the_same_of_an_organisation_whose_person_is_in_the_bin(
    desk: Desk, mill: int, ragna: int
) -> None:
    desk.do(log.write_entry, mill, "Called", EntryKind.CALL, happened_on=date(2026, 6, 1))
    desk.do(log.write_entry, ragna, "Called", EntryKind.CALL, happened_on=date(2026, 11, 20))
    assert [line.quiet for line in lines(desk)] == [False, False]
    assert desk.ask(today_sheet, TODAY).quiet == ()
    desk.do(counterpart.bin_counterpart, ragna)
    (line,) = lines(desk)
    assert [(each.name, each.sentence) for each in desk.ask(today_sheet, TODAY).quiet] == [(line.name, line.contact)]


def test_open_promises_are_counted_with_those_of_the_people_and_the_negotiations(
    desk: Desk, mill: int, ragna: int
) -> None:
    deal = desk.do(negotiation.new_negotiation, "Oats", counterpart_ids=[ragna])
    desk.do(promise.add_promise, Side.US, "Named", counterpart_id=ragna, negotiation_id=deal)
    desk.do(promise.add_promise, Side.THEM, "Of all parties", date(2026, 11, 1), negotiation_id=deal)
    kept = desk.do(promise.add_promise, Side.US, "Kept", counterpart_id=mill)
    desk.do(promise.keep, kept, date(2026, 11, 2))
    assert [line.open_promises for line in lines(desk)] == [2, 2]
    assert (page(desk, ragna).our_promises, page(desk, ragna).their_promises) == ("1 open", "1 late")
    assert page(desk, mill).our_promises == "1 kept, 1 open"
    desk.do(negotiation.bin_negotiation, deal)
    assert [line.open_promises for line in lines(desk)] == [0, 0]
    assert page(desk, ragna).our_promises == "none yet"


def test_an_organisation_has_its_people_s_entries_until_they_are_in_the_bin(desk: Desk, mill: int, ragna: int) -> None:
    desk.do(log.write_entry, mill, "Ours", happened_on=date(2026, 1, 1))
    hers = desk.do(log.write_entry, ragna, "Hers", happened_on=date(2026, 1, 2))
    assert [(entry.text, entry.who) for entry in entries(desk, mill)] == [("Hers", "Ragna Holm"), ("Ours", "")]
    assert [(entry.text, entry.who) for entry in entries(desk, ragna)] == [("Hers", "")]
    desk.do(log.bin_entry, hers)
    assert page(desk, ragna).entry_ids == ()
    assert desk.ask(entry_lines, ragna, (hers,)) == (), "what went meanwhile is left out"
    desk.do(log.restore_entry, hers)
    desk.do(counterpart.bin_counterpart, ragna)
    assert [entry.text for entry in entries(desk, mill)] == ["Ours"]
    assert page(desk, mill).people == ()
    assert page(desk, ragna).binned


def test_a_page_has_all_entries_of_a_log_by_number_newest_first_and_about_how_long_they_are(
    desk: Desk, ragna: int
) -> None:
    made = [desk.do(log.write_entry, ragna, "x" * n, happened_on=date(2026, 1, 1)) for n in (3, 2 * LONGEST_SHOWN)]
    newer = desk.do(log.write_entry, ragna, "one\ntwo", happened_on=date(2026, 1, 2))
    assert page(desk, ragna).entry_ids == (newer, made[1], made[0])
    assert page(desk, ragna).entry_weights == (7 + LINE_BREAK, LONGEST_SHOWN, 3)
    assert masked(page(desk, ragna)).entry_weights == ()


def test_a_list_of_entries_cuts_long_texts_and_one_entry_has_all_of_it(desk: Desk, ragna: int) -> None:
    long = "word " * 1000
    it = desk.do(log.write_entry, ragna, long)
    assert len(entries(desk, ragna)[0].text) == LONGEST_SHOWN + 1
    whole = desk.ask(log_entry, it)
    assert whole is not None and whole.text == long.strip()
    assert desk.ask(log_entry, 77) is None


def test_rapport_goes_from_the_oldest_rating_to_the_newest(desk: Desk, ragna: int) -> None:
    for month, rapport in ((3, 4), (1, 2), (2, None), (4, 5)):
        desk.do(log.write_entry, ragna, "x", EntryKind.MEETING, happened_on=date(2026, month, 1), rapport=rapport)
    assert page(desk, ragna).rapport == ((date(2026, 1, 1), 2), (date(2026, 3, 1), 4), (date(2026, 4, 1), 5))
    assert page(desk, ragna).trend == "Warmer over three meetings"


def test_give_and_take_by_year_counts_the_log_and_what_was_accepted(desk: Desk, mill: int, ragna: int) -> None:
    desk.do(log.write_entry, mill, "Fair", EntryKind.GAVE, happened_on=date(2025, 5, 1), value=3)
    desk.do(log.write_entry, ragna, "Insurer", EntryKind.GOT, happened_on=date(2025, 6, 1))
    deal = desk.do(negotiation.new_negotiation, "Oats", counterpart_ids=[ragna, mill])
    given = desk.do(ledger.add_give, deal, "Forecast", value=4)
    desk.do(ledger.set_state, given, LedgerState.ACCEPTED)
    year = date.today().year  # noqa: DTZ011  # the command took today's
    assert page(desk, mill).years == ((2025, 3, 1), (year, 4, 0))
    assert page(desk, ragna).years == ((2025, 0, 1), (year, 4, 0))


def test_a_page_names_negotiations_people_and_organisation(desk: Desk, mill: int, ragna: int) -> None:
    deal = desk.do(negotiation.new_negotiation, "Oats", counterpart_ids=[ragna])
    gone = desk.do(negotiation.new_negotiation, "Gone", counterpart_ids=[ragna])
    desk.do(negotiation.bin_negotiation, gone)
    assert [each.id for each in page(desk, mill).negotiations] == [deal]
    assert [each.name for each in page(desk, mill).people] == ["Ragna Holm"]
    organisation = page(desk, ragna).organisation
    assert organisation is not None and organisation.id == mill
    assert [each.name for each in desk.ask(organisations)] == ["Nordmill Foods"]


def test_of_the_people_it_is_said_who_decides_and_who_signs(desk: Desk, mill: int, ragna: int) -> None:
    assert page(desk, mill).people[0].roles == ""
    oats = desk.do(negotiation.new_negotiation, "Oats", counterpart_ids=[ragna])
    desk.do(negotiation.set_roles, oats, ragna, decides=True, signs=True)
    assert page(desk, mill).people[0].roles == "decides, signs"
    barley = desk.do(negotiation.new_negotiation, "Barley", counterpart_ids=[ragna])
    desk.do(negotiation.set_roles, barley, ragna, decides=False, signs=True)
    assert page(desk, mill).people[0].roles == "signs", "as of the newer one"
    desk.do(negotiation.set_roles, barley, ragna, signs=False)
    assert page(desk, mill).people[0].roles == "decides, signs", "where nothing is said of them the one before counts"
    desk.do(negotiation.bin_negotiation, oats)
    assert page(desk, mill).people[0].roles == ""


def test_all_negotiations_are_named(desk: Desk, ragna: int) -> None:
    made = [desk.do(negotiation.new_negotiation, f"No. {n}", counterpart_ids=[ragna]) for n in range(30)]
    assert [each.id for each in page(desk, ragna).negotiations] == made[::-1]


def test_under_the_shield_names_stay_and_the_relationship_does_not(desk: Desk, ragna: int) -> None:
    desk.do(log.write_entry, ragna, "A secret", EntryKind.CALL, happened_on=TODAY, rapport=4)
    desk.do(counterpart.edit_counterpart, ragna, email="r@mill.example", what_matters="Sundays")
    shown = masked(page(desk, ragna))
    assert (shown.name, shown.job_title) == ("Ragna Holm", "Sales director")
    assert (shown.contact, shown.email, shown.what_matters, shown.trend) == (MASK, MASK, MASK, MASK)
    assert (shown.rapport, shown.years, shown.quiet_after_days) == ((), (), None)
    (entry,) = masked(desk.ask(entry_lines, ragna, shown.entry_ids))
    assert (entry.text, entry.happened_on, entry.kind, entry.rapport) == (MASK, None, None, None)
    line = masked(lines(desk))[1]
    assert (line.contact, line.quiet, line.open_promises) == (MASK, None, None)


def test_nobody_has_no_page(desk: Desk) -> None:
    assert desk.ask(counterpart_page, 77, TODAY) is None


def test_names_stand_where_one_looks_for_them_with_accents_too(desk: Desk) -> None:
    north = desk.do(counterpart.add_counterpart, "Zur Mühle", CounterpartKind.ORGANISATION)
    for name in ("Zimmer", "Öztürk", "ärmel", "Apfel", "Émile", "Müller", "Muller", "Ødegård", "Mustermann"):
        desk.do(counterpart.add_counterpart, name, organisation_id=north)
    people = ["Apfel", "ärmel", "Émile", "Muller", "Müller", "Mustermann", "Ødegård", "Öztürk", "Zimmer"]
    assert names(desk) == [*people, "Zur Mühle"]
    assert [name for _number, name in desk.ask(all_names)] == [*people, "Zur Mühle"]
    assert [each.name for each in desk.ask(named_but, north, "person")] == people
    assert [each.name for each in page(desk, north).people] == people
    assert [each.name for each in desk.ask(names_like, "m")] == ["Muller", "Müller", "Mustermann", "Zur Mühle"]
    assert [each.name for each in desk.ask(names_like, "oz")] == ["Öztürk"]
    assert [each.name for each in desk.ask(names_like, "ÖZTU")] == ["Öztürk"]
