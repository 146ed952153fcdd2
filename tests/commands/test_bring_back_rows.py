"""Single things of a backup brought back into the library of today."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negdesk import commands
from negdesk.desk import Desk
from negdesk.domain.library_content import LibraryContent
from negdesk.domain.merging import Row
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.since_backup import Compared, RowSince, Since
from negdesk.storage import clock
from tests.exchange.libraries import content, live_a_little, open_desk, sound, unordered
from tests.whole_content import whole_content

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Life:
    """A library with a day behind it, and what is done to it hour by hour after its backup was made."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.hour = desk, 0
        self.mara = self.do(commands.counterpart.add_counterpart, "Mara Lindqvist", phone="1")
        self.oats = self.do(
            commands.template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", [self.mara], "EUR"
        )
        self.price = self.do(commands.plan.add_term, self.oats, "Cap", currency="EUR", target=Decimal(610))
        self.entry = self.do(commands.log.write_entry, self.mara, "Called about the #harvest")
        self.promise = self.do(
            commands.promise.add_promise, Side.THEM, "Send samples", date(2026, 12, 1), counterpart_id=self.mara
        )
        self.backup = content(desk)

    def do(self, command: Any, *args: Any, **kwargs: Any) -> Any:
        self.hour += 1
        with clock.frozen(NOON + timedelta(hours=self.hour)):
            return self.desk.do(command, *args, **kwargs)

    def lost(self) -> dict[Row, RowSince]:
        return {each.row: each for each in Compared(content(self.desk), self.backup).rows()}

    def uid(self, table: str, number: int) -> str:
        found = self.desk.ask(lambda c: c.execute(f'SELECT uid FROM "{table}" WHERE id = ?', (number,)).fetchone())
        assert found is not None
        return str(found[0])

    def bring_back(self, *rows: Row) -> Any:
        return self.do(commands.library.bring_back_rows, self.backup, rows)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    desk = open_desk(tmp_path / "library.negdesk")
    yield Life(desk)
    desk.close()


def test_nothing_is_lost_where_nothing_was_done(life: Life) -> None:
    assert life.lost() == {}


def test_what_came_after_the_backup_is_neither_listed_nor_touched(life: Life) -> None:
    life.do(commands.log.write_entry, life.mara, "Called again")
    term = ("term", life.uid("term", life.price))
    life.do(commands.plan.remove_term, life.price)
    assert set(life.lost()) == {term}
    life.bring_back(term)
    assert [row["text"] for row in content(life.desk).rows["log_entry"]] == [
        "Called about the #harvest",
        "Called again",
    ]


def test_a_removed_term_comes_back_alone_and_undo_takes_it_away_again(life: Life) -> None:
    term = ("term", life.uid("term", life.price))
    life.do(commands.counterpart.edit_counterpart, life.mara, phone="2")
    life.do(commands.plan.remove_term, life.price)
    before = life.desk.ask(whole_content)
    lost = life.lost()
    assert lost[term].since is Since.GONE
    assert lost[term].page == ("negotiation", life.uid("negotiation", life.oats))
    life.bring_back(term)
    after = content(life.desk)
    assert next(row for row in after.rows["term"] if row["uid"] == term[1])["target"] == "610"
    assert after.rows["counterpart"][0]["phone"] == "2", "nothing else is touched"
    assert term not in life.lost()
    life.desk.undo()
    assert life.desk.ask(whole_content) == before


def test_a_field_says_again_what_it_said_and_what_it_says_now_is_kept(life: Life) -> None:
    mara = ("counterpart", life.uid("counterpart", life.mara))
    life.do(commands.counterpart.edit_counterpart, life.mara, phone="2", languages="Swedish")
    (changed,) = life.lost().values()
    assert changed.since is Since.CHANGED
    assert [(each.field, each.then, each.now) for each in changed.fields] == [
        ("phone", "1", "2"), ("languages", "", "Swedish")
    ]  # fmt: skip
    life.bring_back(mara)
    rows = content(life.desk).rows
    assert (rows["counterpart"][0]["phone"], rows["counterpart"][0]["languages"]) == ("1", "")
    aside = {(row["field"], json.loads(str(row["value"]))) for row in rows["merge_past"]}
    assert {("phone", "2"), ("languages", "Swedish")} <= aside


def test_the_newest_edit_gives_way_even_in_the_same_second_and_with_a_clock_set_back(life: Life) -> None:
    mara = ("counterpart", life.uid("counterpart", life.mara))
    for moment in (NOON, NOON - timedelta(days=400)):
        with clock.frozen(NOON):
            life.desk.do(commands.counterpart.edit_counterpart, life.mara, phone="zz")
        with clock.frozen(moment):
            life.desk.do(commands.library.bring_back_rows, life.backup, [mara])
        assert content(life.desk).rows["counterpart"][0]["phone"] == "1"


def test_an_entry_in_the_bin_comes_out_of_it_with_its_tags(life: Life) -> None:
    entry = ("log_entry", life.uid("log_entry", life.entry))
    life.do(commands.log.edit_entry, life.entry, text="Called about the #price")
    life.do(commands.log.bin_entry, life.entry)
    assert life.lost()[entry].since is Since.BINNED
    assert life.lost()[entry].page == ("counterpart", life.uid("counterpart", life.mara))
    life.bring_back(entry)
    rows = content(life.desk).rows
    assert rows["log_entry"][0]["text"] == "Called about the #harvest" and rows["log_entry"][0]["binned_at"] is None
    assert [row["name"] for row in rows["tag"]] == ["harvest"]
    assert len(rows["entry_tag"]) == 1


def test_what_is_gone_brings_what_it_cannot_be_without(life: Life) -> None:
    """An entry of a counterpart who is gone for good is brought back: they come too, their other things do not."""
    other = life.do(commands.counterpart.add_counterpart, "Mara L.")
    entry = ("log_entry", life.uid("log_entry", life.entry))
    mara = ("counterpart", life.uid("counterpart", life.mara))
    life.desk.do(commands.same_counterpart.merge_counterparts, other, life.mara, [])
    assert life.lost()[mara].since is Since.GONE
    life.bring_back(entry)
    rows = content(life.desk).rows
    by_uid = {row["uid"]: row for row in rows["counterpart"]}
    assert rows["log_entry"][0]["counterpart_id"] == mara[1]
    assert by_uid[mara[1]]["name"] == "Mara Lindqvist"
    assert rows["promise"][0]["counterpart_id"] == life.uid("counterpart", other), "this one was not chosen"


def test_what_is_chosen_when_nothing_differs_any_more_is_refused(life: Life) -> None:
    with pytest.raises(Refusal, match="already"):
        life.bring_back(("counterpart", life.uid("counterpart", life.mara)))


def test_what_was_brought_back_stays_when_libraries_are_merged(life: Life, tmp_path: Path) -> None:
    """Another computer's library that knows of the removal does not remove it again."""
    term = ("term", life.uid("term", life.price))
    life.do(commands.plan.remove_term, life.price)
    elsewhere = content(life.desk)
    life.bring_back(term)
    life.do(commands.library.merge_library, elsewhere)
    assert term[1] in unordered(life.desk)["term"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_all_that_is_listed_can_be_brought_back(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """After any life: choosing everything leaves nothing lost but what could not stand beside what came since."""
    desk = open_desk(tmp_path_factory.mktemp("life") / "library.negdesk")
    try:
        live_a_little(desk, data.draw, st, 25)
        backup: LibraryContent = content(desk)
        live_a_little(desk, data.draw, st, 25)
        before = desk.ask(whole_content)
        lost = Compared(content(desk), backup).rows()
        if not lost:
            return
        chosen = data.draw(st.sets(st.sampled_from([each.row for each in lost]), min_size=1))
        now = unordered(desk)
        try:
            desk.do(commands.library.bring_back_rows, backup, chosen)
        except Refusal:
            assert desk.ask(whole_content) == before
            return
        assert sound(desk)
        after = unordered(desk)
        for table, rows in now.items():
            if table not in ("tag", "entry_tag", "mention", "field_change", "merge_past"):
                missing = rows.keys() - after[table].keys()
                aside = {row["row_uid"] for row in after["merge_past"].values() if not row["field"]}
                assert missing <= aside, "nothing that is here goes without being kept"
        assert {table for table, uid in chosen if uid not in after[table]} <= {"setting"}
        desk.undo()
        assert desk.ask(whole_content) == before
    finally:
        desk.close()
