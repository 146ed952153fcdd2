"""All promises of both sides, by when they matter."""

from datetime import date

from negdesk.commands import counterpart, negotiation, promise
from negdesk.desk import Desk
from negdesk.domain.negotiation import Side, Stage
from negdesk.domain.privacy import MASK, masked
from negdesk.queries.exchange_tables import calendar_entries, plain_table
from negdesk.queries.promise import PromiseRow, promise_subjects, promises_of, promises_sheet, to_remind_of
from negdesk.queries.search import search_sheet
from negdesk.queries.sidebar import sidebar_sheet
from negdesk.queries.today import today_sheet
from tests.very_many import add_very_many

TODAY = date(2026, 11, 23)


def texts(rows: tuple[PromiseRow, ...]) -> list[str]:
    return [row.text for row in rows]


def test_late_due_later_and_settled(desk: Desk) -> None:
    made = {
        text: desk.do(promise.add_promise, side, text, due)
        for text, side, due in (
            ("no day", Side.US, None),
            ("far", Side.US, date(2026, 12, 1)),
            ("a week ahead", Side.THEM, date(2026, 11, 30)),
            ("today", Side.US, TODAY),
            ("yesterday", Side.THEM, date(2026, 11, 22)),
            ("kept late", Side.US, date(2026, 11, 1)),
            ("broken", Side.US, date(2026, 11, 1)),
        )
    }
    desk.do(promise.keep, made["kept late"], date(2026, 11, 3))
    desk.do(promise.not_kept, made["broken"])
    sheet = desk.ask(promises_sheet, TODAY)
    assert texts(sheet.late) == ["yesterday"]
    assert texts(sheet.due) == ["today", "a week ahead"]
    assert texts(sheet.later) == ["far", "no day"]
    assert sorted(texts(sheet.settled)) == ["broken", "kept late"]
    when = {row.text: row.when for row in (*sheet.late, *sheet.due, *sheet.later, *sheet.settled)}
    assert (when["yesterday"], when["today"], when["kept late"]) == ("1 day late", "today", "kept 2 days late")
    assert (when["broken"], when["no day"]) == ("not kept", "")


def test_the_settled_come_in_pages_the_last_first(desk: Desk) -> None:
    for day in range(1, 8):
        desk.do(promise.keep, desk.do(promise.add_promise, Side.US, str(day)), date(2026, 11, day))
    sheet = desk.ask(promises_sheet, TODAY, 3)
    assert (texts(sheet.settled), sheet.older) == (["7", "6", "5"], 4)
    assert desk.ask(promises_sheet, TODAY, 7).older == 0


def test_what_a_promise_is_about_and_those_of_a_negotiation_in_the_bin(desk: Desk) -> None:
    deal = desk.do(negotiation.new_negotiation, "Lease")
    ana = desk.do(counterpart.add_counterpart, "Ana")
    desk.do(promise.add_promise, Side.US, "both", negotiation_id=deal, counterpart_id=ana)
    desk.do(promise.add_promise, Side.US, "hers", counterpart_id=ana)
    assert [(row.text, row.about) for row in desk.ask(promises_sheet, TODAY).later] == [
        ("both", "Lease"), ("hers", "Ana"),
    ]  # fmt: skip
    assert texts(desk.ask(promises_of, deal, TODAY)) == ["both"]
    desk.do(negotiation.bin_negotiation, deal)
    assert texts(desk.ask(promises_sheet, TODAY).later) == ["hers"]


def test_promises_to_one_who_lies_in_the_bin_wait_there_and_come_back(desk: Desk) -> None:
    deal = desk.do(negotiation.new_negotiation, "Lease")
    ana = desk.do(counterpart.add_counterpart, "Ana")
    desk.do(promise.add_promise, Side.US, "the deal's", TODAY, negotiation_id=deal, counterpart_id=ana)
    desk.do(promise.add_promise, Side.US, "hers", TODAY, counterpart_id=ana)
    desk.do(promise.keep, desk.do(promise.add_promise, Side.US, "kept", counterpart_id=ana))
    desk.do(promise.add_promise, Side.US, "nobody's", TODAY)

    def told() -> tuple[list[str], ...]:
        page, today = desk.ask(promises_sheet, TODAY), desk.ask(today_sheet, TODAY)
        reminded = desk.ask(to_remind_of, date(2026, 11, 22), TODAY)
        table, calendar = desk.ask(plain_table, "promises"), desk.ask(calendar_entries)
        side = desk.ask(sidebar_sheet, TODAY)
        assert (side.promises, side.today) == (len(page.due), len(today.promises))
        assert page.older == 0 and len(desk.ask(promises_sheet, TODAY, 0).settled) == 0
        assert desk.ask(promises_sheet, TODAY, 0).older == len(page.settled)
        assert sorted(row[1] for row in table.rows) == sorted(texts((*page.due, *page.settled)))
        lists = (page.due, today.promises, reminded)
        return (*([row.text for row in rows] for rows in lists), sorted(entry.title for entry in calendar))

    def found() -> list[tuple[str, str]]:
        return [(hit.group, hit.page) for hit in desk.ask(search_sheet, "hers", TODAY).hits]

    everything = ["the deal's", "hers", "nobody's"]
    assert told() == (everything, everything, everything, sorted(everything))
    desk.do(counterpart.bin_counterpart, ana)
    assert found() == [("In the bin", "bin")]
    left = ["the deal's", "nobody's"]
    assert told() == (left, left, left, sorted(left)), "what belongs to a negotiation stands with it"
    desk.do(counterpart.restore_counterpart, ana)
    assert told() == (everything, everything, everything, sorted(everything))
    assert found() == [("Promises", "promises")]


def test_subjects_are_what_goes_on_then_what_is_over_then_people(desk: Desk) -> None:
    over = desk.do(negotiation.new_negotiation, "Already over")
    desk.do(negotiation.set_stage, over, Stage.NO_DEAL)
    desk.do(negotiation.new_negotiation, "Lease")
    desk.do(counterpart.add_counterpart, "Ana")
    gone = desk.do(counterpart.add_counterpart, "Gone")
    desk.do(counterpart.bin_counterpart, gone)
    assert [each.name for each in desk.ask(promise_subjects)] == ["Lease", "Already over", "Ana"]


def test_a_promise_can_belong_to_anybody_of_very_many(desk: Desk) -> None:
    add_very_many(desk, 6_000)
    desk.do(counterpart.add_counterpart, "Zoe")
    desk.do(counterpart.add_counterpart, "Åsa")
    names = [each.name for each in desk.ask(promise_subjects)]
    assert (names[0], names[-1], len(names)) == ("Åsa", "Zoe", 6_002)


def test_under_the_shield_the_words_and_the_day_are_hidden(desk: Desk) -> None:
    desk.do(promise.add_promise, Side.US, "A secret", TODAY)
    (row,) = masked(desk.ask(promises_sheet, TODAY)).due
    assert (row.text, row.side, row.when, row.due_on) == (MASK, Side.US, MASK, None)
