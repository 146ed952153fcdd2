"""The private log: written, changed, filed under a negotiation, thrown away and given back."""

from datetime import date, datetime

import pytest

from negdesk.commands import counterpart, log, negotiation, past, tag
from negdesk.desk import Desk
from negdesk.domain.counterpart import EntryKind
from negdesk.domain.refusal import Refusal
from negdesk.storage import clock


@pytest.fixture
def ana(desk: Desk) -> int:
    return desk.do(counterpart.add_counterpart, "Ana")


def row(desk: Desk, number: int, columns: str) -> tuple[object, ...]:
    found = desk.ask(lambda c: c.execute(f"SELECT {columns} FROM log_entry WHERE id = ?", (number,)).fetchone())
    assert found is not None
    return found


def test_an_entry_is_a_note_of_today_unless_it_is_said_otherwise(desk: Desk, ana: int) -> None:
    with clock.frozen(datetime(2026, 11, 23, 23, 30).astimezone()):
        note = desk.do(log.write_entry, ana, "Prefers short calls")
        gift = desk.do(
            log.write_entry, ana, "Cake", EntryKind.GAVE, happened_on=date(2026, 6, 26), rapport=5, value=2
        )  # fmt: skip
    assert row(desk, note, "kind, happened_on, rapport, value") == ("note", "2026-11-23", None, 0)
    assert row(desk, gift, "kind, happened_on, rapport, value") == ("gave", "2026-06-26", 5, 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  \n "}, "text"),
        ({"text": "x" * 100_001}, "text"),
        ({"rapport": 6}, "rapport"),
        ({"rapport": 0}, "rapport"),
        ({"value": -1}, "value"),
        ({"happened_on": date(1800, 1, 1)}, "happened_on"),
    ],
)
def test_what_cannot_be_is_refused_and_the_entry_stays(
    desk: Desk, ana: int, change: dict[str, object], field: str
) -> None:
    it = desk.do(log.write_entry, ana, "Called", EntryKind.CALL, rapport=3)
    with pytest.raises(Refusal) as refused:
        desk.do(log.edit_entry, it, **change)  # type: ignore[arg-type]  # each case has a field's own type
    assert refused.value.field == field
    assert row(desk, it, "text, rapport, value") == ("Called", 3, 0)


def test_only_what_is_passed_changes_and_typing_is_one_step(desk: Desk, ana: int) -> None:
    it = desk.do(log.write_entry, ana, "Called", EntryKind.CALL, rapport=3)
    for text in ("Called t", "Called twice"):
        desk.type_into("log_entry:1", log.edit_entry, it, text=text)
    desk.do(log.edit_entry, it, kind=EntryKind.GOT, value=4)
    assert row(desk, it, "text, kind, rapport, value") == ("Called twice", "got", 3, 4)
    desk.undo()
    desk.undo()
    assert row(desk, it, "text, kind") == ("Called", "call")


def test_an_entry_is_filed_under_a_negotiation_and_under_none(desk: Desk, ana: int) -> None:
    deal = desk.do(negotiation.new_negotiation, "Oat flour")
    it = desk.do(log.write_entry, ana, "Called", negotiation_id=deal)
    assert row(desk, it, "negotiation_id") == (deal,)
    desk.do(log.set_negotiation, it, None)
    assert row(desk, it, "negotiation_id") == (None,)
    desk.do(log.set_negotiation, it, deal)
    with pytest.raises(Refusal):
        desk.do(log.set_negotiation, it, 77)
    assert row(desk, it, "negotiation_id") == (deal,)


def test_the_bin_gives_an_entry_back(desk: Desk, ana: int) -> None:
    it = desk.do(log.write_entry, ana, "Called")
    desk.do(log.bin_entry, it)
    assert row(desk, it, "binned_at IS NULL") == (0,)
    desk.do(log.restore_entry, it)
    assert row(desk, it, "text, binned_at") == ("Called", None)


def test_nobody_to_write_about(desk: Desk) -> None:
    with pytest.raises(Refusal):
        desk.do(log.write_entry, 77, "Called")


# What the words link to


def links(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    return desk.ask(lambda c: c.execute(sql).fetchall())


TAGS = "SELECT t.name FROM entry_tag x JOIN tag t ON t.id = x.tag_id ORDER BY t.folded"
MENTIONS = "SELECT c.name, m.name FROM mention m JOIN counterpart c ON c.id = m.counterpart_id ORDER BY c.id"


def test_tags_follow_the_words_and_are_one_whatever_their_capitals(desk: Desk, ana: int) -> None:
    it = desk.do(log.write_entry, ana, "About the #Price and #harvest")
    other = desk.do(log.write_entry, ana, "Still the #PRICE")
    assert links(desk, TAGS) == [("harvest",), ("Price",), ("Price",)]
    desk.do(log.edit_entry, it, text="About the harvest")
    assert links(desk, TAGS) == [("Price",)]
    assert links(desk, "SELECT name FROM tag") == [("Price",)], "a tag that nothing has is gone"
    desk.undo()
    assert links(desk, TAGS) == [("harvest",), ("Price",), ("Price",)]
    desk.do(log.bin_entry, other)
    assert len(links(desk, TAGS)) == 3


def test_a_mention_stays_with_whom_it_meant(desk: Desk, ana: int) -> None:
    jana, twin = (desk.do(counterpart.add_counterpart, "Jana Novak") for _ in range(2))
    it = desk.do(log.write_entry, ana, "Met @Jana Novak", mentioned=[twin])
    assert links(desk, "SELECT counterpart_id FROM mention") == [(twin,)]
    desk.do(counterpart.edit_counterpart, twin, name="Jana Kral")
    desk.do(log.edit_entry, it, text="Met @Jana Novak for lunch")
    assert links(desk, MENTIONS) == [("Jana Kral", "Jana Novak")]
    desk.do(log.edit_entry, it, text="Had lunch")
    assert links(desk, MENTIONS) == []
    assert jana != twin


# What it said before


def said_before(desk: Desk) -> list[object]:
    return [value for (value,) in links(desk, "SELECT value FROM merge_past WHERE field = 'text' ORDER BY id")]


def test_an_edit_keeps_what_was_said_and_a_burst_keeps_it_once(desk: Desk, ana: int) -> None:
    with clock.frozen(datetime(2026, 11, 23, 9, 0).astimezone()):
        it = desk.do(log.write_entry, ana, "Called")
        desk.type_into("log_entry:1", log.edit_entry, it, text="Called t")
    with clock.frozen(datetime(2026, 11, 23, 9, 0, 2).astimezone()):
        desk.type_into("log_entry:1", log.edit_entry, it, text="Called twice")
    assert said_before(desk) == ['"Called"']
    with clock.frozen(datetime(2026, 11, 23, 9, 1).astimezone()):
        desk.do(log.edit_entry, it, text="Called thrice")
        desk.do(log.edit_entry, it, kind=EntryKind.CALL)
    assert said_before(desk) == ['"Called"', '"Called twice"']
    desk.undo()
    desk.undo()
    assert said_before(desk) == ['"Called"']
    assert row(desk, it, "text") == ("Called twice",)


def test_what_it_said_is_brought_back_in_one_step(desk: Desk, ana: int) -> None:
    it = desk.do(log.write_entry, ana, "Asked about #flour")
    desk.do(log.edit_entry, it, text="Asked")
    ((number,),) = links(desk, "SELECT id FROM merge_past")
    assert isinstance(number, int)
    desk.do(past.bring_back, number)
    assert row(desk, it, "text") == ("Asked about #flour",)
    assert links(desk, TAGS) == [("flour",)]
    assert said_before(desk) == ['"Asked about #flour"', '"Asked"']
    desk.undo()
    assert row(desk, it, "text") == ("Asked",)
    assert links(desk, TAGS) == []
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(past.bring_back, number + 7)


def test_a_counterpart_has_the_tags_that_are_named_each_once(desk: Desk, ana: int) -> None:
    desk.do(tag.set_tags, ana, "#Key, key  long-term")
    assert links(desk, "SELECT name FROM tag ORDER BY id") == [("Key",), ("long-term",)]
    desk.do(tag.set_tags, ana, "KEY")
    assert links(desk, "SELECT name FROM tag") == [("Key",)]
    with pytest.raises(Refusal, match="one word"):
        desk.do(tag.set_tags, ana, "new ?!")
    assert links(desk, "SELECT name FROM tag") == [("Key",)]
    desk.undo()
    assert links(desk, "SELECT t.name FROM counterpart_tag c JOIN tag t ON t.id = c.tag_id ORDER BY t.id") == [
        ("Key",), ("long-term",),
    ]  # fmt: skip
