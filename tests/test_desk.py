"""The desk: what is done is kept, what is refused leaves no trace, and every step can be taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from negdesk import commands
from negdesk import desk as desk_module
from negdesk.desk import BURST_SECONDS, Change, Desk
from negdesk.domain.negotiation import Side
from negdesk.domain.refusal import Refusal
from negdesk.storage.database import SaveFailed, open_library
from tests.whole_content import Content, whole_content


@dataclass
class Watch:
    """A clock that a test sets."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(desk_module, "monotonic", watch)
    return watch


@pytest.fixture
def heard(desk: Desk) -> Iterator[list[Change]]:
    """The changes that a listener was told of."""
    changes: list[Change] = []
    end = desk.subscribe(changes.append)
    yield changes
    end()


def content(desk: Desk) -> Content:
    return desk.ask(whole_content)


def title(desk: Desk) -> str:
    return str(content(desk)["negotiation"][0][2])


def test_a_command_returns_its_result_and_is_on_the_disk(desk: Desk, library: Path) -> None:
    assert desk.do(commands.negotiation.new_negotiation, "Oat flour") == 1
    other = open_library(library)
    assert whole_content(other.connection) == content(desk)
    other.close()
    assert title(desk) == "Oat flour"


def test_undo_and_redo_go_back_and_forth(desk: Desk, heard: list[Change]) -> None:
    states = [content(desk)]
    for name in ("Oat flour", "Workshop lease", "Packaging"):
        desk.do(commands.negotiation.new_negotiation, name)
        states.append(content(desk))
    assert desk.redo() is None
    for state in reversed(states[:-1]):
        assert desk.undo() == heard[-1]
        assert heard[-1].kind == "undo"
        assert content(desk) == state
    assert desk.undo() is None
    for state in states[1:]:
        assert desk.redo() == heard[-1]
        assert heard[-1].kind == "redo"
        assert content(desk) == state
    assert desk.redo() is None


def test_where_there_is_nothing_to_take_back_nothing_happens(desk: Desk, heard: list[Change]) -> None:
    assert (desk.undo(), desk.redo(), desk.can_undo, desk.can_redo, heard) == (None, None, False, False, [])


def test_a_new_step_ends_what_could_be_redone(desk: Desk) -> None:
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.undo()
    desk.do(commands.negotiation.new_negotiation, "Packaging")
    assert not desk.can_redo
    assert desk.redo() is None
    assert title(desk) == "Packaging"


def test_what_is_refused_leaves_no_trace(desk: Desk, heard: list[Change]) -> None:
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.undo()
    before, told = content(desk), len(heard)
    with pytest.raises(Refusal):
        desk.do(commands.negotiation.new_negotiation, "  ")
    assert content(desk) == before
    assert len(heard) == told
    assert desk.can_redo, "a refusal takes nothing away, not even what could be redone"
    assert desk.trouble == "", "a refusal is no trouble with saving"


def test_a_command_that_breaks_half_way_leaves_no_trace(desk: Desk, heard: list[Change]) -> None:
    def break_half_way(session: Session) -> None:
        commands.negotiation.new_negotiation(session, "Oat flour")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.do(break_half_way)
    assert content(desk)["negotiation"] == []
    assert heard == []
    assert not desk.can_undo
    desk.do(commands.negotiation.new_negotiation, "Packaging")
    assert title(desk) == "Packaging"


def test_what_changes_nothing_makes_no_step(desk: Desk, heard: list[Change]) -> None:
    number = desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.undo()
    desk.redo()
    desk.do(commands.negotiation.edit_negotiation, number, title="Oat flour")
    assert [change.kind for change in heard] == ["do", "undo", "redo"]
    desk.undo()
    assert content(desk)["negotiation"] == []


def test_listeners_are_told_what_changed_once_it_is_kept(desk: Desk, library: Path) -> None:
    seen: list[tuple[Change, int]] = []

    def look(change: Change) -> None:
        other = open_library(library)
        seen.append((change, len(whole_content(other.connection)["counterpart"])))
        other.close()

    end = desk.subscribe(look)
    number = desk.do(commands.counterpart.add_counterpart, "Mara Lindqvist")
    assert seen == [(Change(frozenset({("counterpart", number)}), "do"), 1)]
    assert seen[0][0].touches("term", "counterpart")
    assert not seen[0][0].touches("term", "negotiation")
    end()
    desk.undo()
    assert len(seen) == 1


def type_title(desk: Desk, text: str, place: str = "negotiation:1:title") -> None:
    desk.type_into(place, commands.negotiation.edit_negotiation, 1, title=text)


def test_typing_in_one_place_is_one_step(desk: Desk, watch: Watch) -> None:
    desk.do(commands.negotiation.new_negotiation, "O")
    for text in ("Oa", "Oat", "Oat flour"):
        watch.now += BURST_SECONDS - 0.1
        type_title(desk, text)
    desk.undo()
    assert title(desk) == "O"
    desk.redo()
    assert title(desk) == "Oat flour"


def test_a_pause_begins_a_new_step(desk: Desk, watch: Watch) -> None:
    desk.do(commands.negotiation.new_negotiation, "O")
    type_title(desk, "Oat")
    watch.now += BURST_SECONDS + 0.1
    type_title(desk, "Oat flour")
    desk.undo()
    assert title(desk) == "Oat"


@pytest.mark.parametrize("between", ["other place", "other command", "undo"])
def test_whatever_comes_between_ends_the_burst(desk: Desk, watch: Watch, between: str) -> None:
    desk.do(commands.negotiation.new_negotiation, "O")
    type_title(desk, "Oat")
    if between == "other place":
        desk.type_into("negotiation:1:note", commands.negotiation.edit_negotiation, 1, note="A note")
    elif between == "other command":
        desk.do(commands.counterpart.add_counterpart, "Mara")
    else:
        type_title(desk, "Oa", place="elsewhere")
        desk.undo()
    before = content(desk)
    type_title(desk, "Oat flour")
    desk.undo()
    assert content(desk) == before


def test_forgetting_the_steps_keeps_what_they_did(desk: Desk) -> None:
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.forget_steps()
    assert not desk.can_undo
    assert title(desk) == "Oat flour"


def test_the_trouble_is_true_until_a_change_is_kept(desk: Desk) -> None:
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    before = content(desk)
    desk.ask(lambda connection: connection.execute("PRAGMA query_only = ON"))
    for _ in range(2):
        with pytest.raises(SaveFailed) as failed:
            desk.do(commands.negotiation.edit_negotiation, 1, title="Barley")
        assert desk.trouble == failed.value.sentence
        assert "may only be read" in desk.trouble
    with pytest.raises(SaveFailed):
        desk.undo()
    assert content(desk) == before
    assert desk.can_undo, "what could not be taken back can be tried again"

    desk.ask(lambda connection: connection.execute("PRAGMA query_only = OFF"))
    desk.undo()
    assert desk.trouble == ""
    assert content(desk)["negotiation"] == []


def test_a_closed_desk_has_let_go_of_the_file(desk: Desk, library: Path) -> None:
    desk.do(commands.negotiation.new_negotiation, "Oat flour")
    desk.close()
    assert [each.name for each in library.parent.iterdir()] == [library.name]


def test_what_would_belong_to_something_gone_is_refused(desk: Desk, heard: list[Change]) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        desk.do(commands.promise.add_promise, Side.US, "Send samples", negotiation_id=77)
    assert heard == []
    assert desk.trouble == ""


def test_warming_up_after_closing_does_nothing(library: Path) -> None:
    desk = Desk(open_library(library))
    desk.close()
    desk.warm_up()


def test_what_is_done_after_closing_is_refused_in_words(desk: Desk) -> None:
    desk.close()
    with pytest.raises(SaveFailed, match="closed"):
        desk.do(commands.counterpart.add_counterpart, "Ana")
