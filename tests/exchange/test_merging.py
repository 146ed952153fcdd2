"""What a merge decides, seen on two libraries that were one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.counterpart import CounterpartKind
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.storage import clock
from tests.exchange.libraries import content, copy_of, open_desk, sound, unordered
from tests.whole_content import whole_content

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Two:
    """A library and its copy, and what is done in them hour by hour."""

    def __init__(self, a: Desk, b: Desk) -> None:
        self.a, self.b = a, b

    def at(self, hour: int, desk: Desk, command: Any, *args: Any, **kwargs: Any) -> Any:
        with clock.frozen(NOON + timedelta(hours=hour)):
            return desk.do(command, *args, **kwargs)

    def merge(self) -> dict[str, dict[str, Any]]:
        """Both ways; returns what both hold then, by table and uid."""
        of_a, of_b = content(self.a), content(self.b)
        self.at(20, self.a, commands.library.merge_library, of_b)
        self.at(20, self.b, commands.library.merge_library, of_a)
        assert unordered(self.a) == unordered(self.b)
        return unordered(self.a)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    a = open_desk(tmp_path / "a.negdesk")
    with clock.frozen(NOON):
        mara = a.do(commands.counterpart.add_counterpart, "Mara Lindqvist", phone="1")
        a.do(commands.template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", [mara], "EUR")
        a.do(commands.counterpart.add_counterpart, "Jonas Weber")
        a.do(commands.log.write_entry, mara, "Called about the harvest")
    b = copy_of(a, tmp_path / "a.negdesk", tmp_path / "b.negdesk")
    yield Two(a, b)
    a.close()
    b.close()


def only(rows: dict[str, Any]) -> Any:
    (row,) = rows.values()
    return row


def named(merged: dict[str, dict[str, Any]], name: str) -> Any:
    return next(row for row in merged["counterpart"].values() if row["name"] == name)


def past(merged: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return sorted((row["table_name"], row["field"], json.loads(row["value"])) for row in merged["merge_past"].values())


def test_each_field_is_as_whoever_changed_it_last_left_it(two: Two) -> None:
    two.at(1, two.a, commands.counterpart.edit_counterpart, 1, phone="2", email="mara@northmill.example")
    two.at(2, two.b, commands.counterpart.edit_counterpart, 1, phone="3", languages="Swedish")
    row = named(two.merge(), "Mara Lindqvist")
    assert (row["phone"], row["email"], row["languages"]) == ("3", "mara@northmill.example", "Swedish")


def test_what_gave_way_is_set_aside_with_the_day(two: Two) -> None:
    two.at(1, two.a, commands.log.edit_entry, 1, text="Called about the price")
    two.at(2, two.b, commands.log.edit_entry, 1, text="Called about the barley")
    merged = two.merge()
    assert only(merged["log_entry"])["text"] == "Called about the barley"
    before, other = ("Called about the harvest", "Called about the price")
    assert past(merged) == [("log_entry", "text", before), ("log_entry", "text", other)]
    days = {json.loads(row["value"]): row["merged_at"] for row in merged["merge_past"].values()}
    assert days == {before: "2026-11-23T13:00:00Z", other: "2026-11-24T08:00:00Z"}


def test_one_tag_written_in_both_is_one_tag(two: Two) -> None:
    for hour, desk, text in ((1, two.a, "The #Price"), (2, two.b, "Again the #price, with @Jonas Weber")):
        two.at(hour, desk, commands.log.write_entry, 1, text)
        two.at(hour, desk, commands.tag.set_tags, 1, "price")
    merged = two.merge()
    tag = only(merged["tag"])
    assert tag["folded"] == "price"
    assert [row["tag_id"] for row in merged["entry_tag"].values()] == [tag["uid"]] * 2
    assert len(merged["counterpart_tag"]) == 1
    assert only(merged["mention"])["counterpart_id"] == named(merged, "Jonas Weber")["uid"]


def test_what_was_added_in_either_is_in_both(two: Two) -> None:
    two.at(1, two.a, commands.log.write_entry, 1, "From a")
    two.at(1, two.b, commands.log.write_entry, 1, "From b")
    assert len(two.merge()["log_entry"]) == 3


def test_what_was_removed_stays_removed_and_can_be_read(two: Two) -> None:
    two.at(1, two.a, commands.plan.remove_term, 1)
    before = len(unordered(two.b)["term"])
    merged = two.merge()
    assert len(merged["term"]) == before - 1
    ((table, field, row),) = past(merged)
    assert (table, field, row["name"]) == ("term", "", "Price per unit")


def test_what_was_changed_after_it_was_removed_elsewhere_comes_back(two: Two) -> None:
    two.at(1, two.a, commands.plan.remove_term, 1)
    two.at(2, two.b, commands.plan.edit_term, 1, unit="per tonne")
    assert "per tonne" in {row["unit"] for row in two.merge()["term"].values()}


def test_what_is_needed_by_something_new_comes_back(two: Two) -> None:
    meeting = two.at(0, two.b, commands.meeting.start_meeting, 1)
    two.at(1, two.b, commands.capture.capture, meeting, CaptureKind.OUR_OFFER, "Price per unit 630")
    offered = unordered(two.b)["offer_value"]
    assert len(offered) == 1
    two.at(2, two.a, commands.plan.remove_term, 1)
    merged = two.merge()
    assert only(merged["offer_value"])["term_id"] in merged["term"]


def test_one_undo_gives_back_what_came_to_belong_to_something_new(two: Two) -> None:
    promise = two.at(0, two.a, commands.promise.add_promise, Side.US, "Send samples", None)
    two.at(0, two.a, commands.log.write_entry, 1, "The #price")
    two.at(0, two.b, commands.library.merge_library, content(two.a))
    barley = two.at(1, two.b, commands.negotiation.new_negotiation, "Barley")
    two.at(1, two.b, commands.promise.belongs_to, promise, negotiation_id=barley)
    before, theirs = two.a.ask(whole_content), content(two.b)
    two.at(2, two.a, commands.library.merge_library, theirs)
    after = two.a.ask(whole_content)
    assert only(unordered(two.a)["promise"])["negotiation_id"] is not None
    for _ in range(2):
        two.a.undo()
        assert two.a.ask(whole_content) == before
        two.a.redo()
        assert two.a.ask(whole_content) == after
    assert sound(two.a)


def test_one_party_added_in_both_is_one_party(two: Two) -> None:
    for hour, desk in ((1, two.a), (2, two.b)):
        two.at(hour, desk, commands.negotiation.add_party, 1, 2)
    merged = two.merge()
    assert len(merged["party"]) == 2
    assert [table for table, _, _ in past(merged)] == ["party"]


def test_one_setting_made_in_both_is_one_setting(two: Two) -> None:
    two.at(1, two.a, commands.setting.set_setting, "our_name", "Harbour Bakery")
    two.at(2, two.b, commands.setting.set_setting, "our_name", "Bakery at the harbour")
    two.at(3, two.b, commands.setting.set_setting, "our_name", "The harbour's bakery")
    assert only(two.merge()["setting"])["value"] == "The harbour's bakery"


def test_the_bin_is_a_field_like_any_other(two: Two) -> None:
    two.at(1, two.a, commands.counterpart.bin_counterpart, 2)
    two.at(2, two.b, commands.counterpart.edit_counterpart, 2, phone="7")
    row = named(two.merge(), "Jonas Weber")
    assert (row["binned_at"], row["phone"]) == ("2026-11-23T13:00:00Z", "7")


def test_what_was_undone_counts_as_never_done(two: Two) -> None:
    two.at(3, two.a, commands.counterpart.edit_counterpart, 1, phone="2")
    two.a.undo()
    two.at(1, two.b, commands.counterpart.edit_counterpart, 1, phone="3")
    assert named(two.merge(), "Mara Lindqvist")["phone"] == "3"


def test_whoever_somebody_belongs_to_stays_an_organisation(two: Two) -> None:
    mill = two.at(0, two.a, commands.counterpart.add_counterpart, "Northmill", CounterpartKind.ORGANISATION)
    two.at(0, two.b, commands.library.merge_library, content(two.a))
    two.at(1, two.a, commands.counterpart.edit_counterpart, mill, kind=CounterpartKind.PERSON)
    two.at(2, two.b, commands.counterpart.set_organisation, 2, mill)
    merged = two.merge()
    assert named(merged, "Northmill")["kind"] == "organisation"
    assert named(merged, "Jonas Weber")["organisation_id"] == named(merged, "Northmill")["uid"]


def test_an_older_backup_of_the_same_library_brings_nothing_back(two: Two) -> None:
    two.at(1, two.a, commands.counterpart.edit_counterpart, 1, phone="2")
    two.at(1, two.a, commands.plan.remove_term, 1)
    before = {table: rows for table, rows in unordered(two.a).items() if table != "merge_past"}
    done = two.at(2, two.a, commands.library.merge_library, content(two.b))
    assert {table: rows for table, rows in unordered(two.a).items() if table != "merge_past"} == before
    assert (done.added, done.changed, done.removed, done.set_aside) == (0, 0, 0, 2)


def test_the_sample_does_not_come_among_ones_own(two: Two) -> None:
    two.b.do(commands.setting.set_setting, "sample", "1")
    before = unordered(two.a)
    with pytest.raises(Refusal, match="made up"):
        two.a.do(commands.library.merge_library, content(two.b))
    assert unordered(two.a) == before


def test_a_look_before_it_says_the_same_and_changes_nothing(two: Two) -> None:
    two.at(1, two.a, commands.counterpart.edit_counterpart, 1, phone="2")
    two.at(1, two.b, commands.log.write_entry, 1, "From b")
    before = unordered(two.a)
    said = two.a.ask(commands.library.preview_merge, content(two.b))
    assert unordered(two.a) == before
    assert said == two.a.do(commands.library.merge_library, content(two.b))


def test_how_far_a_merge_is_is_told_while_it_writes_and_it_can_be_stopped_then(two: Two) -> None:
    def many(session: Session) -> None:
        for number in range(1_100):
            commands.counterpart.add_counterpart(session, f"Person {number}")

    two.b.do(many)
    theirs, before = content(two.b), content(two.a)
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if 2 * done > of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        two.a.do(commands.library.merge_library, theirs, stop)
    assert content(two.a) == before
    told.clear()
    two.a.do(commands.library.merge_library, theirs, lambda done, of: told.append((done, of)))
    assert told == sorted(told) and len({of for _, of in told}) == 1
    assert sum(2 * done > of for done, of in told) >= 2, "in the half that is the writing"
