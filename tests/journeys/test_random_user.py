"""A user who does anything in any order: every command with odd values, undo and redo, on a real file.

After each gesture the whole content of the library is written down. Undo must bring back exactly what was before, redo
what was after, and the file opened again must hold what was there last. A refusal is fine, and must change nothing.

The arguments come from each command's own signature, so a new command is driven without a word here.
"""

import inspect
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, Unpack, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session

from negdesk import commands
from negdesk import desk as desk_module
from negdesk.commands.capture import Answer
from negdesk.commands.meeting import NextStepDraft
from negdesk.desk import Change
from negdesk.domain.meeting import CaptureKind
from negdesk.domain.money import NumberFormat
from negdesk.domain.negotiation import LampKind, Side
from negdesk.domain.refusal import Refusal
from negdesk.domain.template import Template
from negdesk.storage.builtin_templates import BUILTIN_KEYS, builtin_templates
from negdesk.storage.database import open_library
from tests.empty_library import empty_desk
from tests.storage.index_content import check_index
from tests.whole_content import Content, whole_content

FULL = os.environ.get("NEGDESK_CAMPAIGN") == "full"
WALKS, GESTURES_A_WALK = (100, 200) if FULL else (25, 120)

MODULES = tuple(name for name in commands.NAMES if name not in ("contacts", "draft", "library", "rehearsal", "sample"))
"""The sample is made of the others' commands, many in one step, and a file brings many at once; these have their own
tests. A draft is what undo passes by on purpose, and what a rehearsal does is taken back by itself."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what its signature says about its arguments."""

    module: str
    run: Callable[..., object]

    @property
    def name(self) -> str:
        return f"{self.module}.{self.run.__name__}"


def find_commands(module: str) -> list[Command]:
    """The public functions which a commands module defines itself and whose first argument is the session."""
    searched = import_module(f"negdesk.commands.{module}")
    return [
        Command(module, function)
        for name, function in inspect.getmembers(searched, inspect.isfunction)
        if function.__module__ == searched.__name__ and not name.startswith("_")
        if name not in NO_GESTURES and takes_session(function)
    ]


NO_GESTURES = ("template_of",)
"""What commands are made of that is no gesture by itself."""


def takes_session(function: Callable[..., object]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and get_type_hints(function).get(first.name) is Session


# What may be said

TABLES = {
    "negotiation_id": "negotiation",
    "counterpart_id": "counterpart",
    "counterpart_ids": "counterpart",
    "attendees": "counterpart",
    "organisation_id": "counterpart",
    "meeting_id": "meeting",
    "term_id": "term",
    "alternative_id": "alternative",
    "if_then_id": "if_then",
    "question_id": "question",
    "capture_id": "capture",
    "promise_id": "promise",
    "file_id": "attached_file",
    "entry_id": "log_entry",
    "mentioned": "counterpart",
    "past_id": "merge_past",
    "own_field_id": "own_field",
    "kept_id": "counterpart",
    "other_id": "counterpart",
    "template_id": "template",
    "after": "checklist_item",
}
"""Which table's rows an argument names; `item_id` is one of the ledger or, in a meeting, of the checklist."""

USUAL_TEXTS = (
    "Price", "Amount", "Pay in 14 days", "A two-year contract", "Mara Lindqvist", "Price 630", "€ 12,5", "150 t", "EUR",
    "t", "What does a late order cost you?", "they ask for more", "#flour and #Price", "flour", "@Price said so",
)  # fmt: skip
ODD_TEXTS = (
    "", "   ", "it's “odd”; DROP TABLE term; --", "one\ntwo\r\nthree\tfour", "🙂 e\u0301 Ω≈ מחיר 価格", "a\x00b\x1f",
    "\ud800 alone", "x" * 250, "y" * 3_000, "%s {n} {0} {", "12.5", "1e5", "NaN", "-7",
)  # fmt: skip
TEXTS = st.sampled_from(USUAL_TEXTS) | st.sampled_from(USUAL_TEXTS + ODD_TEXTS) | st.text(max_size=12)
AMOUNTS = st.sampled_from(
    [Decimal(a) for a in ("0", "1", "-3", "12.5", "610", "648.50", "1E+3", "0.000001", "123456789012345")]
)
ODD_AMOUNTS = st.sampled_from([Decimal(a) for a in ("NaN", "Infinity", "1e40", "0.0000001")])
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1)) | st.just(date.max) | st.just(date.min)
NUMBERS = st.integers(-1, 6) | st.integers(0, 5) | st.sampled_from((60, 400, 2**31, 2**63, 10**30))
SETTING_KEYS = ("our_name", "our_job_title", "our_address", "our_mark", "currency", "sample")


def value_of(name: str, hint: Any, command: Command, ids: Content) -> st.SearchStrategy[Any]:
    """What this argument may be; a number of a row is mostly one that is there."""
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        return st.one_of(st.none(), *(value_of(name, kind, command, ids) for kind in kinds))
    if name == "print_paper":
        return st.just(a_paper)
    if name == "key":
        return key_of(command, ids)
    if get_origin(hint) is Sequence:
        return st.lists(value_of(name, get_args(hint)[0], command, ids), max_size=3)
    table = TABLES.get(name)
    if name == "item_id":
        table = "checklist_item" if command.module == "meeting" else "ledger_item"
    if table is not None:
        there = [row[0] for row in ids[table]]
        return st.sampled_from(there * 4 + [0, 9_999]) if there else st.just(9_999)
    return plain_value(hint)


def a_paper(_connection: object, _negotiation: int, version: int) -> tuple[bytes, str]:
    return b"%%PDF of version %d" % version, "A4"


def plain_value(hint: Any) -> st.SearchStrategy[Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if get_origin(hint) is tuple:
        return st.tuples(*(plain_value(each) for each in get_args(hint)))
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS,
        bool: st.booleans(),
        int: NUMBERS,
        Decimal: AMOUNTS | AMOUNTS | ODD_AMOUNTS,
        date: DAYS,
        bytes: st.binary(max_size=40),
        datetime: st.datetimes(),
        NumberFormat: st.sampled_from((NumberFormat(".", ","), NumberFormat(",", "."))),
        Template: st.sampled_from(builtin_templates()),
    }
    if hint is NextStepDraft:
        return st.builds(
            NextStepDraft, st.sampled_from(Side), TEXTS, DAYS | st.just(date(2026, 12, 2)) | st.none(), TEXTS, TEXTS
        )
    return known[hint]


def key_of(command: Command, ids: Content) -> st.SearchStrategy[str]:
    if command.module == "setting":
        return st.sampled_from(SETTING_KEYS)
    own = [f"own:{row[0]}" for row in ids["template"]]
    return st.sampled_from([f"builtin:{key}" for key in BUILTIN_KEYS] + own * 3 + ["builtin:nothing", "own:77", "x"])


def arguments(command: Command, ids: Content, draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Any]:
    """Arguments by name: all that must be given, and some of those that may be."""
    hints = get_type_hints(command.run)
    given: dict[str, Any] = {}
    for parameter in list(inspect.signature(command.run).parameters.values())[1:]:
        hint = hints[parameter.name]
        if parameter.kind is parameter.VAR_KEYWORD:
            assert get_origin(hint) is Unpack and is_typeddict(get_args(hint)[0])
            fields = get_type_hints(get_args(hint)[0])
            for name in draw(st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=4)):
                given[name] = draw(value_of(name, fields[name], command, ids))
        elif parameter.default is parameter.empty or draw(st.booleans()):
            given[parameter.name] = draw(value_of(parameter.name, hint, command, ids))
    return given


COMMANDS = {module: find_commands(module) for module in MODULES}
TYPING = [
    command for module in ("plan", "ledger", "counterpart", "negotiation", "log") for command in COMMANDS[module]
    if command.run.__name__.startswith("edit")
]  # fmt: skip


class RandomUser(RuleBasedStateMachine):
    """What the library should hold is known by heart: every state it was in, and where in them we are."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="negdesk-random-user-")
        self.path = Path(self.folder.name) / "library.negdesk"
        self.desk = empty_desk(self.path)
        self.told: list[Change] = []
        self.desk.subscribe(self.told.append)
        self.states: list[Content] = []
        self.at = 0
        self.last_typed = ""

    @initialize()
    def begin(self) -> None:
        """A small library in which most commands find something to do."""
        do = self.desk.do
        person = do(commands.counterpart.add_counterpart, "Mara Lindqvist")
        number = do(commands.template.begin_negotiation, "builtin:supplier-purchase", "Oat flour", [person], "EUR")
        do(commands.ledger.add_give, number, "Pay in 14 days", value=3)
        do(commands.plan.add_alternative, number, Side.US, "The mill across the river")
        meeting = do(commands.meeting.start_meeting, number)
        do(commands.plan.add_term, number, "Price", currency="EUR")
        for kind, text in ((CaptureKind.GIVE, "Pay in 14 days"), (CaptureKind.OUR_OFFER, "Price 630")):
            made = do(commands.capture.capture, meeting, kind, text)
            do(commands.capture.answer_capture, made.capture_id, Answer.ACCEPTED)
        for side in Side:
            for lamp in LampKind:
                do(commands.meeting.set_lamp, number, side, lamp, True, who="Mara")
        do(commands.promise.add_promise, Side.US, "Send samples", negotiation_id=number)
        do(commands.log.write_entry, person, "Called")
        do(commands.attached_file.attach_file, "price list.pdf", b"%PDF-1.7", negotiation_id=number)
        do(commands.template.save_own_template, number, "Flour")
        self.desk.forget_steps()
        self.states = [self.content()]
        self.at = 0

    def content(self) -> Content:
        return self.desk.ask(whole_content)

    @rule(data=st.data(), command=st.sampled_from([each for found in COMMANDS.values() for each in found]))
    def do_anything(self, data: st.DataObject, command: Command) -> None:
        """Any command at all."""
        self.gesture(data, command, "")

    @rule(data=st.data(), module=st.sampled_from(MODULES))
    def do_something_in_a_room(self, data: st.DataObject, module: str) -> None:
        """A command of one module, so that small modules come up as often as large ones."""
        self.gesture(data, data.draw(st.sampled_from(COMMANDS[module])), "")

    @rule(data=st.data(), command=st.sampled_from(TYPING), place=st.sampled_from(("here", "there")))
    def type_into(self, data: st.DataObject, command: Command, place: str) -> None:
        """Typing, where a burst in one place is one step."""
        self.gesture(data, command, place)

    def gesture(self, data: st.DataObject, command: Command, place: str) -> None:
        before = self.states[self.at]
        given = arguments(command, before, data.draw)
        self.told.clear()
        try:
            if place:
                self.desk.type_into(place, command.run, **given)
            else:
                self.desk.do(command.run, **given)
        except Refusal:
            assert self.told == [], f"{command.name} was refused and somebody was told of a change"
        now = self.content()
        if self.told:
            self.remember(now, place)
        else:
            assert now == before, f"{command.name} was refused or had nothing to do, and changed something"

    def remember(self, now: Content, place: str) -> None:
        latest = self.at == len(self.states) - 1
        del self.states[self.at + 1 :]
        if place and place == self.last_typed and latest and self.at > 0:
            self.states[self.at] = now
        else:
            self.states.append(now)
            self.at += 1
        self.last_typed = place

    @precondition(lambda self: self.at > 0)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        """Back, to exactly what was before."""
        for _ in range(min(times, self.at)):
            self.at -= 1
            self.last_typed = ""
            assert self.desk.undo() is not None
            assert self.content() == self.states[self.at]

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        """Forth, to exactly what was after."""
        for _ in range(min(times, len(self.states) - 1 - self.at)):
            self.at += 1
            self.last_typed = ""
            assert self.desk.redo() is not None
            assert self.content() == self.states[self.at]

    @invariant()
    def look_at_the_ends(self) -> None:
        """Undo and redo are offered exactly where there is something to."""
        if self.states:
            assert self.desk.can_undo == (self.at > 0)
            assert self.desk.can_redo == (self.at < len(self.states) - 1)

    def teardown(self) -> None:
        """The whole way back to the beginning and forth again; then the file, opened anew, holds the same."""
        try:
            self.undo_all_and_redo_all()
            self.desk.close()
            self.look_into_the_file()
        finally:
            self.desk.close()
            self.folder.cleanup()

    def undo_all_and_redo_all(self) -> None:
        if not self.states:
            return
        while self.desk.undo() is not None:
            self.at -= 1
            assert self.content() == self.states[self.at]
        assert self.at == 0
        while self.desk.redo() is not None:
            self.at += 1
            assert self.content() == self.states[self.at]
        assert self.at == len(self.states) - 1
        check_index(self.desk)

    def look_into_the_file(self) -> None:
        again = open_library(self.path)
        try:
            if self.states:
                assert whole_content(again.connection) == self.states[-1]
            assert again.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert again.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        finally:
            again.close()


@pytest.mark.campaign
def test_whatever_a_user_does_can_be_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    # A burst of typing must not end because the machine was slow for a moment.
    monkeypatch.setattr(desk_module, "monotonic", lambda: 1000.0)
    run_state_machine_as_test(
        RandomUser,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=GESTURES_A_WALK,
            deadline=None,
            derandomize=not FULL,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("module", MODULES)
def test_every_room_has_commands_to_drive(module: str) -> None:
    assert COMMANDS[module]
