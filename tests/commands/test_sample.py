"""The sample library: made by real gestures, full enough for every screen, and always as of today."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from negdesk.desk import Desk
from negdesk.domain.negotiation import Side, Stage
from negdesk.opening import make_sample, open_desk
from negdesk.queries.agreement import agree_sheet, follow_sheet
from negdesk.queries.counterpart import counterpart_page
from negdesk.queries.counterpart_list import counterpart_ids, counterpart_lines
from negdesk.queries.meeting import meeting_sheet
from negdesk.queries.negotiation import negotiation_header, negotiation_ids, negotiation_lines
from negdesk.queries.papers_private import brief_paper_sheet, ledger_paper_sheet, log_paper_sheet
from negdesk.queries.papers_shareable import agreement_paper_sheet
from negdesk.queries.plan import plan_sheet
from negdesk.queries.sidebar import sidebar_sheet
from negdesk.queries.template import templates_sheet
from negdesk.queries.today import today_sheet

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on the sample as of `TODAY`; these tests only read it."""
    path = tmp_path_factory.mktemp("sample") / "sample.negdesk"
    make_sample(path, TODAY)
    desk = open_desk(path)
    yield desk
    desk.close()


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda connection: connection.execute(sql).fetchall())


def number(desk: Desk, sql: str) -> int:
    held = rows(desk, sql)[0][0]
    assert isinstance(held, int)
    return held


def test_there_is_enough_of_everything(sample: Desk) -> None:
    assert number(sample, "SELECT count(*) FROM negotiation") == 6
    assert number(sample, "SELECT count(*) FROM counterpart") == 12
    assert number(sample, "SELECT count(DISTINCT kind) FROM counterpart") == 2
    assert number(sample, "SELECT count(*) FROM log_entry") > 80
    for table in (
        "party", "authority", "alternative", "term", "ledger_item", "if_then", "question", "meeting", "attendee",
        "checklist_item", "capture", "offer", "offer_value", "lamp", "agreement_version", "promise", "look_back",
    ):  # fmt: skip
        assert number(sample, f"SELECT count(*) FROM {table}") > 0, table


def test_it_is_marked_as_the_sample_and_knows_our_side(sample: Desk) -> None:
    settings = {str(key): value for key, value in rows(sample, "SELECT key, value FROM setting")}
    assert settings["sample"] == "1"
    assert (settings["our_name"], settings["currency"]) == ("Harbour Bakery", "EUR")
    assert sample.ask(sidebar_sheet, TODAY).sample


def test_every_stage_is_present(sample: Desk) -> None:
    assert {row[0] for row in rows(sample, "SELECT stage FROM negotiation")} == {stage.value for stage in Stage}


def test_the_log_covers_two_years_and_every_kind(sample: Desk) -> None:
    first, last = rows(sample, "SELECT min(happened_on), max(happened_on) FROM log_entry")[0]
    assert date.fromisoformat(str(first)) < TODAY - timedelta(days=700)
    assert TODAY - timedelta(days=30) < date.fromisoformat(str(last)) <= TODAY
    kinds = {row[0] for row in rows(sample, "SELECT DISTINCT kind FROM log_entry")}
    assert kinds == {"note", "call", "message", "meeting", "gave", "got"}
    assert number(sample, "SELECT count(*) FROM log_entry WHERE rapport IS NOT NULL") > 30
    assert number(sample, "SELECT count(*) FROM log_entry WHERE kind IN ('gave', 'got') AND value = 0") == 0


def test_nothing_but_plans_and_promises_lies_ahead(sample: Desk) -> None:
    ahead = f"{TODAY + timedelta(days=1)}"
    for table, column in (
        ("log_entry", "happened_on"), ("log_entry", "written_at"), ("capture", "captured_at"), ("offer", "made_at"),
        ("negotiation", "created_at"), ("negotiation", "stage_changed_at"), ("meeting", "ended_at"),
        ("promise", "created_at"), ("promise", "settled_on"), ("lamp", "set_at"), ("look_back", "written_at"),
        ("checklist_item", "ticked_at"), ("ledger_item", "state_at"), ("agreement_version", "frozen_at"),
    ):  # fmt: skip
        assert number(sample, f"SELECT count(*) FROM {table} WHERE {column} >= '{ahead}'") == 0, (table, column)


def test_a_meeting_waits_today_at_ten(sample: Desk) -> None:
    waiting = rows(sample, "SELECT starts_at, started_at FROM meeting WHERE substr(starts_at, 1, 10) = '2026-11-23'")
    assert waiting == [("2026-11-23T10:00", None)]


def test_captures_and_offers_have_the_times_of_their_meeting(sample: Desk) -> None:
    strange = number(
        sample,
        "SELECT count(*) FROM capture c JOIN meeting m ON m.id = c.meeting_id"
        " WHERE c.captured_at < m.started_at OR c.captured_at > m.ended_at",
    )
    assert strange == 0
    times = number(sample, "SELECT count(DISTINCT made_at) FROM offer")
    assert times == number(sample, "SELECT count(*) FROM offer")


def test_promises_of_both_sides_are_kept_late_and_open(sample: Desk) -> None:
    today = TODAY.isoformat()
    for side in ("us", "them"):
        of_side = f"SELECT count(*) FROM promise WHERE side = '{side}'"
        assert number(sample, f"{of_side} AND state = 'kept' AND settled_on <= due_on") > 0
        assert number(sample, f"{of_side} AND state = 'kept' AND settled_on > due_on") > 0
        assert number(sample, f"{of_side} AND state = 'open' AND due_on > '{today}'") > 0
        assert number(sample, f"{of_side} AND state = 'open' AND due_on < '{today}'") > 0


def test_one_look_back_is_written_and_one_is_to_do(sample: Desk) -> None:
    done = rows(sample, "SELECT n.stage FROM look_back l JOIN negotiation n ON n.id = l.negotiation_id")
    assert done == [("no_deal",)]
    assert [line.title for line in sample.ask(today_sheet, TODAY).look_backs] == ["Packaging, 2025"]


def test_the_day_has_something_of_everything(sample: Desk) -> None:
    day = sample.ask(today_sheet, TODAY)
    assert [(line.at, line.title) for line in day.meetings] == [("10:00", "Oat flour, yearly supply")]
    assert {line.late for line in day.promises} == {True, False}
    assert {line.side for line in day.promises} == set(Side)
    assert [line.title for line in day.preparation] == ["Pay review"]
    assert [line.name for line in day.quiet] == ["Kantine Süd", "Print house"]


def test_every_offer_speaks_of_every_term(sample: Desk) -> None:
    short = rows(
        sample,
        "SELECT o.text FROM offer o WHERE (SELECT count(*) FROM offer_value v WHERE v.offer_id = o.id)"
        " <> (SELECT count(*) FROM term t WHERE t.negotiation_id = o.negotiation_id)",
    )
    assert short == []


def test_the_agreement_has_two_versions(sample: Desk) -> None:
    assert [row[0] for row in rows(sample, "SELECT version FROM agreement_version ORDER BY version")] == [1, 2]


def test_no_private_amount_is_in_an_agreement(sample: Desk) -> None:
    contents = " ".join(str(row[0]) for row in rows(sample, "SELECT content FROM agreement_version"))
    for private in ("walk", "target", "0.45", "0.46", "half day"):
        assert private not in contents


def test_the_screens_have_something_to_show(sample: Desk) -> None:
    sidebar = sample.ask(sidebar_sheet, TODAY)
    assert sidebar.today and sidebar.negotiations == 6 and sidebar.counterparts == 12 and sidebar.promises
    assert [each.title for each in sidebar.open_now][:1] == ["Oat flour, yearly supply"]
    ids = sample.ask(negotiation_ids).ids
    for line in sample.ask(negotiation_lines, ids).lines:
        assert line.title and line.counterparts
        header = sample.ask(negotiation_header, line.id)
        assert header is not None and header.parties
        assert sample.ask(plan_sheet, line.id) is not None
        assert sample.ask(meeting_sheet, line.id).phases
        assert sample.ask(agree_sheet, line.id, TODAY) is not None
        assert sample.ask(follow_sheet, line.id, TODAY) is not None
        assert sample.ask(brief_paper_sheet, line.id, TODAY).title == line.title
        assert sample.ask(ledger_paper_sheet, line.id, TODAY).title == line.title


def test_every_counterpart_has_a_page_with_a_log(sample: Desk) -> None:
    for line in sample.ask(counterpart_lines, TODAY, sample.ask(counterpart_ids).ids):
        page = sample.ask(counterpart_page, line.id, TODAY)
        assert page is not None and page.entry_ids, line.name
        assert sample.ask(log_paper_sheet, line.id, TODAY).entries


def test_the_agreement_can_be_handed_over(sample: Desk) -> None:
    agreed = number(sample, "SELECT id FROM negotiation WHERE stage = 'agreed'")
    paper = sample.ask(agreement_paper_sheet, agreed, TODAY)
    assert paper.terms and paper.next_steps
    assert sample.ask(templates_sheet).own


def test_no_placeholder_is_left_in_any_text(sample: Desk) -> None:
    for table in ("negotiation", "counterpart", "log_entry", "promise", "ledger_item", "capture"):
        for row in rows(sample, f"SELECT * FROM {table}"):
            assert [held for held in row if isinstance(held, str) and re.search(r"\{\w", held)] == []


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 1, 1), date(2026, 3, 29)])
def test_it_is_fresh_on_any_day(tmp_path: Path, day: date) -> None:
    """Leap days, the turn of the year and the change to summer time are days like any other."""
    path = tmp_path / "sample.negdesk"
    make_sample(path, day)
    desk = open_desk(path)
    try:
        assert rows(desk, "SELECT count(*) FROM meeting WHERE starts_at = '" + f"{day}T10:00'") == [(1,)]
    finally:
        desk.close()


def test_it_is_made_while_one_takes_a_breath(tmp_path: Path) -> None:
    begun = perf_counter()
    make_sample(tmp_path / "sample.negdesk", TODAY)
    assert perf_counter() - begun < 6, "two seconds on a machine that has nothing else to do"


def test_making_it_again_replaces_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "sample.negdesk"
    make_sample(path, TODAY - timedelta(days=400))
    make_sample(path, TODAY)
    assert [held.name for held in tmp_path.iterdir()] == ["sample.negdesk"]
    desk = open_desk(path)
    assert number(desk, "SELECT count(*) FROM counterpart") == 12
    assert rows(desk, "SELECT max(happened_on) FROM log_entry")[0][0] == max(
        str(row[0]) for row in rows(desk, "SELECT happened_on FROM log_entry")
    )
    desk.close()
