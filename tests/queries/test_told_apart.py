"""Two of one name: each is shown so that one can say which it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from negdesk.commands import counterpart, negotiation, plan
from negdesk.desk import Desk
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.negotiation import Stage
from negdesk.queries.log_words import names_told_apart
from negdesk.queries.promise import promise_subjects
from negdesk.queries.search import search_sheet
from negdesk.queries.sidebar import sidebar_sheet
from negdesk.queries.today import today_sheet
from negdesk.queries.told_apart import told_apart

TODAY = date(2026, 11, 27)


@pytest.fixture
def talks(desk: Desk) -> tuple[int, ...]:
    """Two salary talks, with Maria and with Jonas, and a lease."""
    return tuple(
        desk.do(negotiation.new_negotiation, title, "", "", (), [who] if who else [])
        for title, who in (("Salary talk", "Maria"), ("salary talk", "Jonas"), ("Lease", "Ana"))
    )


def test_what_is_alone_stays_as_it_is_and_what_nothing_tells_apart_is_counted() -> None:
    assert told_apart(["Ana", "ana", "Ana (2)", "Bo"], ["", "", "", "Acme"]) == ["Ana", "ana (3)", "Ana (2)", "Bo"]
    assert told_apart(["Ana", "Ana", "Ana"], ["Acme", "Acme", ""], ["Agreed", "Planning", ""]) == [
        "Ana · Acme · Agreed", "Ana · Acme · Planning", "Ana",
    ]  # fmt: skip


@given(some.lists(some.sampled_from(["a", "A", "a · b", "a (2)", "a (3)", "b"]), max_size=7), some.data())
def test_no_two_are_ever_the_same(names: list[str], data: some.DataObject) -> None:
    words = data.draw(some.lists(some.sampled_from(["", "b"]), min_size=len(names), max_size=len(names)))
    said = told_apart(names, words)
    assert len({each.casefold() for each in said}) == len(names)


def test_the_sidebar_and_today_say_with_whom_where_two_have_one_title(desk: Desk, talks: tuple[int, ...]) -> None:
    wanted = {"Salary talk · Maria", "salary talk · Jonas", "Lease"}
    assert {each.title for each in desk.ask(sidebar_sheet, TODAY).open_now} == wanted
    assert {each.title for each in desk.ask(today_sheet, TODAY).preparation} == wanted
    for each in talks:
        desk.do(negotiation.set_stage, each, Stage.NO_DEAL)
    assert {each.title for each in desk.ask(today_sheet, TODAY).look_backs} == wanted


def test_search_says_which_it_found_and_marks_the_words_where_they_are(desk: Desk, talks: tuple[int, ...]) -> None:
    desk.do(plan.add_term, talks[0], "Salary")
    desk.do(counterpart.add_counterpart, "Salary board")
    board = desk.do(counterpart.add_counterpart, "Salary board", job_title="Chair")
    hits = desk.ask(search_sheet, "salary", TODAY).hits
    found = {(hit.page, hit.id, hit.step): hit.title for hit in hits}
    assert found["negotiation", talks[0], ""] == found["negotiation", talks[0], "plan"] == "Salary talk · Maria"
    assert found["negotiation", talks[1], ""] == "salary talk · Jonas"
    assert found["counterpart", board, ""] == "Salary board · Chair"
    assert {hit.title_marks for hit in hits if not hit.step} == {((0, 6),)}


def test_what_a_promise_can_belong_to_is_never_said_twice(desk: Desk, talks: tuple[int, ...]) -> None:
    (maria, *_), *_ = desk.ask(names_told_apart)[2:]
    again = desk.do(negotiation.new_negotiation, "Salary talk", "", "", [maria])
    desk.do(negotiation.set_stage, talks[0], Stage.NO_DEAL)
    desk.do(counterpart.add_counterpart, "Lease")
    said = {(each.table, each.id): each.said for each in desk.ask(promise_subjects)}
    assert said["negotiation", again] == "Salary talk · Maria · Planning"
    assert said["negotiation", talks[0]] == "Salary talk · Maria · No deal"
    assert said["negotiation", talks[2]] == "Lease · Ana"
    assert len(set(said.values())) == len(said)


def test_counterparts_of_one_name_are_told_apart_by_job_and_organisation(desk: Desk) -> None:
    acme = desk.do(counterpart.add_counterpart, "Acme", CounterpartKind.ORGANISATION)
    people = [desk.do(counterpart.add_counterpart, "Thomas Miller") for _ in range(3)]
    desk.do(counterpart.set_organisation, people[1], acme)
    assert desk.ask(names_told_apart) == [
        (acme, "Acme", "Acme"),
        (people[0], "Thomas Miller", "Thomas Miller"),
        (people[1], "Thomas Miller", "Thomas Miller · Acme"),
        (people[2], "Thomas Miller", "Thomas Miller (2)"),
    ]
