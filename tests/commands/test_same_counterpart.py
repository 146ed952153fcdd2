"""Two counterparts that are the same one become one, with nothing lost, and undo makes them two again."""

import json

import pytest

from negdesk.commands import (
    counterpart,
    draft,
    log,
    meeting,
    negotiation,
    own_field,
    past,
    promise,
    same_counterpart,
    tag,
)
from negdesk.desk import Desk
from negdesk.domain.counterpart import CounterpartKind, log_place
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from tests.whole_content import whole_content


def ask(desk: Desk, sql: str, *values: object) -> list[tuple[object, ...]]:
    return desk.ask(lambda c: c.execute(sql, values).fetchall())


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    kept = desk.do(counterpart.add_counterpart, "Ana Ruiz", email="ana@mill.example", phone="")
    other = desk.do(counterpart.add_counterpart, "A. Ruiz", email="ruiz@old.example", phone="+45 1", address="Pier 4")
    return kept, other


def test_all_that_names_the_other_names_the_kept_one(desk: Desk, two: tuple[int, int]) -> None:
    kept, other = two
    jo = desk.do(counterpart.add_counterpart, "Jo")
    deal = desk.do(negotiation.new_negotiation, "Flour", counterpart_ids=[kept, other])
    alone = desk.do(negotiation.new_negotiation, "Oats", counterpart_ids=[other])
    desk.do(log.write_entry, other, "Called")
    about_jo = desk.do(log.write_entry, jo, "Met @Ana Ruiz and", mentioned=[kept])
    desk.do(log.write_entry, kept, "Knows @A. Ruiz", mentioned=[other])
    desk.do(promise.add_promise, Side.US, "Send the samples", counterpart_id=other)
    desk.do(own_field.add_own_field, other, "Gate", "4")
    desk.do(tag.set_tags, kept, "key")
    desk.do(tag.set_tags, other, "key old")
    desk.do(same_counterpart.merge_counterparts, kept, other)
    assert ask(desk, "SELECT id FROM counterpart ORDER BY id") == [(kept,), (jo,)]
    parties = ask(desk, "SELECT negotiation_id, counterpart_id FROM party ORDER BY negotiation_id")
    assert parties == [(deal, kept), (alone, kept)]
    assert ask(desk, "SELECT text FROM log_entry WHERE counterpart_id = ? ORDER BY id", kept) == [
        ("Called",), ("Knows @A. Ruiz",),
    ]  # fmt: skip
    assert ask(desk, "SELECT log_entry_id, counterpart_id FROM mention") == [(about_jo, kept)]
    assert ask(desk, "SELECT counterpart_id FROM promise") == [(kept,)]
    assert ask(desk, "SELECT counterpart_id, name FROM own_field") == [(kept, "Gate")]
    assert len(ask(desk, "SELECT 1 FROM counterpart_tag WHERE counterpart_id = ?", kept)) == 2


def test_roles_of_both_are_kept_where_both_are_parties(desk: Desk, two: tuple[int, int]) -> None:
    deal = desk.do(negotiation.new_negotiation, "Flour", counterpart_ids=list(two))
    desk.do(negotiation.set_roles, deal, two[0], signs=True, decides=False)
    desk.do(negotiation.set_roles, deal, two[1], decides=True, signs=False)
    desk.do(same_counterpart.merge_counterparts, *two)
    assert ask(desk, "SELECT decides, signs FROM party") == [(1, 1)]


def test_what_is_empty_is_filled_and_what_is_not_kept_is_set_aside(desk: Desk, two: tuple[int, int]) -> None:
    desk.do(same_counterpart.merge_counterparts, *two, ["name"])
    assert ask(desk, "SELECT name, email, phone, address FROM counterpart") == [
        ("A. Ruiz", "ana@mill.example", "+45 1", "Pier 4")
    ]
    aside = {(field, json.loads(value)) for field, value in ask(desk, "SELECT field, value FROM merge_past")}  # type: ignore[arg-type]  # text
    assert aside == {("name", "Ana Ruiz"), ("email", "ruiz@old.example")}


def test_what_was_set_aside_is_brought_back(desk: Desk, two: tuple[int, int]) -> None:
    desk.do(same_counterpart.merge_counterparts, *two)
    ((number,),) = ask(desk, "SELECT id FROM merge_past WHERE field = 'email'")
    assert isinstance(number, int)
    desk.do(past.bring_back, number)
    assert ask(desk, "SELECT email FROM counterpart") == [("ruiz@old.example",)]
    assert ('"ana@mill.example"',) in ask(desk, "SELECT value FROM merge_past")


def test_undo_makes_them_two_again_and_redo_one(desk: Desk, two: tuple[int, int]) -> None:
    desk.do(negotiation.new_negotiation, "Flour", counterpart_ids=list(two))
    desk.do(log.write_entry, two[1], "Called about #price")
    before = desk.ask(whole_content)
    desk.do(same_counterpart.merge_counterparts, *two, ["email"])
    after = desk.ask(whole_content)
    desk.undo()
    assert desk.ask(whole_content) == before
    desk.redo()
    assert desk.ask(whole_content) == after


def test_people_of_one_organisation_go_to_the_other(desk: Desk) -> None:
    mills = [desk.do(counterpart.add_counterpart, name, CounterpartKind.ORGANISATION) for name in ("Mill", "Mill Ltd")]
    ana = desk.do(counterpart.add_counterpart, "Ana", organisation_id=mills[1])
    desk.do(same_counterpart.merge_counterparts, mills[0], mills[1])
    assert ask(desk, "SELECT organisation_id FROM counterpart WHERE id = ?", ana) == [(mills[0],)]


def test_a_person_is_no_organisation_and_nobody_is_the_same_as_themselves(desk: Desk, two: tuple[int, int]) -> None:
    mill = desk.do(counterpart.add_counterpart, "Mill", CounterpartKind.ORGANISATION)
    before = desk.ask(whole_content)
    for other in (mill, two[0]):
        with pytest.raises(Refusal):
            desk.do(same_counterpart.merge_counterparts, two[0], other)
    assert desk.ask(whole_content) == before


def test_what_is_typed_about_the_other_must_be_entered_first(desk: Desk, two: tuple[int, int]) -> None:
    for number in two:
        desk.do(draft.keep_draft, log_place(number), f"typed {number}")
    with pytest.raises(Refusal, match="Enter it first"):
        desk.do(same_counterpart.merge_counterparts, *two)
    assert len(ask(desk, "SELECT 1 FROM draft")) == len(ask(desk, "SELECT 1 FROM counterpart")) == 2
    desk.do(draft.keep_draft, log_place(two[1]), "")
    desk.do(same_counterpart.merge_counterparts, *two)
    assert ask(desk, "SELECT place FROM draft") == [(log_place(two[0]),)]


def test_who_was_there_stands_once(desk: Desk, two: tuple[int, int]) -> None:
    deal = desk.do(negotiation.new_negotiation, "Flour", counterpart_ids=list(two))
    it = desk.do(meeting.start_meeting, deal)
    there = ask(desk, "SELECT count(*) FROM attendee WHERE meeting_id = ?", it)
    desk.do(same_counterpart.merge_counterparts, *two)
    assert there == [(2,)]
    assert ask(desk, "SELECT counterpart_id FROM attendee WHERE meeting_id = ?", it) == [(two[0],)]
