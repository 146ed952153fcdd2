"""Out and in again is the same to the byte; two libraries become the same one whichever is merged into which."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from negdesk import commands
from negdesk.desk import Desk
from negdesk.exchange.library_json import library_json, read_library_json
from negdesk.queries.library_content import library_tables
from negdesk.storage import clock
from negdesk.storage.schema_upgrade import NEWEST
from tests.exchange.libraries import content, copy_of, live_a_little, open_desk, sound, unordered
from tests.whole_content import whole_content

FULL = os.environ.get("NEGDESK_CAMPAIGN") == "full"
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)

often = settings(
    max_examples=300 if FULL else 12,
    deadline=None,
    database=None,
    derandomize=not FULL,
    # Making a failing example smaller may take minutes; that is for whoever searches.
    phases=tuple(Phase) if FULL else (Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def take_in(desk: Desk, data: bytes) -> None:
    desk.do(commands.library.merge_library, read_library_json(data, NEWEST, desk.ask(library_tables)))


@pytest.mark.campaign
@often
@given(data=st.data())
def test_out_into_an_empty_library_and_out_again_is_the_same_to_the_byte(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        desk, empty = open_desk(Path(folder) / "full.negdesk"), open_desk(Path(folder) / "empty.negdesk")
        live_a_little(desk, data.draw, st, 25)
        out = library_json(content(desk))
        assert library_json(content(desk)) == out
        take_in(empty, out)
        assert library_json(content(empty)) == out
        assert sound(empty)
        before = empty.ask(whole_content)
        empty.undo()
        assert all(rows == [] for rows in empty.ask(whole_content).values()), "one undo takes the whole import back"
        empty.redo()
        assert empty.ask(whole_content) == before
        desk.close()
        empty.close()


@pytest.mark.campaign
@often
@given(data=st.data())
def test_it_does_not_matter_which_library_is_merged_into_which(data: st.DataObject) -> None:
    with TemporaryDirectory() as name, clock.frozen(MORNING):
        folder = Path(name)
        a = open_desk(folder / "a.negdesk")
        live_a_little(a, data.draw, st, 15)
        b = copy_of(a, folder / "a.negdesk", folder / "b.negdesk")
        for hour in range(4):
            with clock.frozen(MORNING + timedelta(hours=data.draw(st.integers(0, hour)))):
                live_a_little(data.draw(st.sampled_from((a, b))), data.draw, st, 8)
        of_a, of_b = content(a), content(b)
        before = a.ask(whole_content)
        a.do(commands.library.merge_library, of_b)
        b.do(commands.library.merge_library, of_a)
        assert unordered(a) == unordered(b)
        assert sound(a) and sound(b)
        after = a.ask(whole_content)
        for again in (of_b, content(b)):
            assert not a.do(commands.library.merge_library, again), "merged again nothing is new"
        assert a.ask(whole_content) == after
        if after != before:
            a.undo()
        assert a.ask(whole_content) == before
        a.close()
        b.close()
