"""Libraries for papers to be looked at: the sample, nothing yet, much of everything, a long log, and each script."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from negdesk.commands.sample import fill_sample
from negdesk.desk import Desk
from negdesk.documents.export import PaperKind
from negdesk.domain.agreement_text import to_json
from negdesk.storage import clock
from negdesk.storage.agreement_facts import draft_content
from negdesk.storage.database import IN_MEMORY, Connection, open_library
from tests.documents.oat_flour import NOW, fill, put

DAY = date(2026, 11, 23)
LONG_LOG = 5_000
ALL = tuple(PaperKind)


CHANGES = (
    "UPDATE negotiation SET stage = 'meeting'",
    "UPDATE offer_value SET value = '655.5' WHERE term_id = 1 AND offer_id = 6",
    "UPDATE ledger_item SET due_text = 'each month' WHERE due_text = 'each lot'",
    "UPDATE ledger_item SET state = 'declined' WHERE title = 'Reference on its site'",
    "UPDATE ledger_item SET state = 'accepted' WHERE title = 'A rebate at harvest'",
    "UPDATE promise SET due_on = '2026-12-07' WHERE text = 'Send the framework order'",
    "UPDATE counterpart SET job_title = 'Managing director'",
    "UPDATE negotiation SET title = 'Oat flour, two years'",
)
"""What is otherwise in the next version of the oat flour: something of every kind."""


@dataclass(frozen=True, slots=True)
class Case:
    """A library with the papers that are to be looked at, by what they are of: a negotiation, or for logs a person."""

    name: str
    filled: Callable[[Desk], object]
    subjects: tuple[int, ...] = (1,)
    kinds: tuple[PaperKind, ...] = ALL


@contextmanager
def desk_of(case: Case) -> Iterator[Desk]:
    """A desk on the case's library, in memory."""
    desk = Desk(open_library(IN_MEMORY))
    try:
        with clock.frozen(datetime.combine(DAY, time(10))):
            case.filled(desk)
            yield desk
    finally:
        desk.close()


def _sample(desk: Desk) -> None:
    fill_sample(desk.do, DAY)


def _rows(write: Callable[[Connection], object]) -> Callable[[Desk], object]:
    """Fills a library by rows rather than by gestures."""
    return lambda desk: desk.ask(write)


def _empty(connection: Connection) -> None:
    put(connection, "negotiation", title="Dinner", created_at=NOW, stage_changed_at=NOW)
    put(connection, "counterpart", kind="person", name="Ana", created_at=NOW)


def _changed(connection: Connection) -> None:
    """Agreed once, opened again, and something of every kind is otherwise since."""
    it = fill(connection)
    put(connection, "agreement_version", negotiation_id=it, version=1, agreed_on="2026-09-23", frozen_at=NOW,
        content=to_json(draft_content(connection, it)))  # fmt: skip
    for change in CHANGES:
        connection.execute(change)


def many(connection: Connection, count: int = 60) -> None:
    """More of everything than a page takes, long words among it."""
    fill(connection)
    for at in range(count):
        put(connection, "term", negotiation_id=1, name=f"Term {at} " + "of what is supplied " * (at % 4),
            unit="kg a week" if at % 3 else "", currency="" if at % 3 else "EUR", target=f"{at * 1250}.5",
            opening=f"{at * 1300 + 1}", walk_away=f"{at * 1100}", more_is_better=1, weight=at % 5 + 1, position=at + 3,
            their_walk_away=f"{at * 1000}", their_source="What the miller said at the fair. " * (at % 5))  # fmt: skip
        put(connection, "offer_value", offer_id=5, term_id=at + 4, value=f"{at * 1180}")
        put(connection, "offer_value", offer_id=6, term_id=at + 4, value=f"{at * 1200}.25")
        put(connection, "ledger_item", negotiation_id=1, side="us" if at % 2 else "them", state="accepted",
            title=f"Item {at} " + "that takes its time to be named " * (at % 4), value=at % 6, cost=at % 4,
            due_on=f"2026-12-{at % 28 + 1:02}" if at % 2 else None, due_text="" if at % 2 else "with each lot",
            planned=at % 2, position=at + 9, state_at=NOW, priority=("must", "tradable", "wish")[at % 3])  # fmt: skip
        put(connection, "question", negotiation_id=1, text=f"Question {at}: what would make this easy for you?")
        put(connection, "if_then", negotiation_id=1, if_text=f"They say no to {at}", then_text="We wait a day. " * 9)
        put(connection, "promise", negotiation_id=1, counterpart_id=1, side="us" if at % 3 else "them",
            text=f"Promise {at} to be kept", due_on=f"2026-12-{at % 28 + 1:02}", next_step=at % 2,
            created_at=NOW)  # fmt: skip
        put(connection, "log_entry", counterpart_id=1, kind="note", written_at=NOW,
            happened_on=(DAY - timedelta(days=at)).isoformat(), text=f"Entry {at}. " * (at % 40 + 1))  # fmt: skip
    put(connection, "ledger_item", negotiation_id=1, side="us", state="accepted", position=99, state_at=NOW,
        title="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3)  # fmt: skip
    put(connection, "term", negotiation_id=1, name="W" * 180, unit="kilograms a week, rounded to pallets",
        target="123456789012.125", more_is_better=1, position=999)  # fmt: skip
    for at in range(7):
        person = put(connection, "counterpart", kind="person", name=f"Ragna Holm {at}", created_at=NOW,
                     job_title="Head of purchasing and of nearly everything that has to do with flour")  # fmt: skip
        put(connection, "party", negotiation_id=1, counterpart_id=person, position=at + 1, advises=1)


def _long_log(connection: Connection) -> None:
    fill(connection)
    kinds = ("note", "call", "message", "meeting", "gave", "got")
    for at in range(LONG_LOG):
        put(connection, "log_entry", counterpart_id=1, kind=kinds[at % 6], written_at=NOW, negotiation_id=1,
            happened_on=(DAY - timedelta(days=at // 3)).isoformat(), rapport=at % 5 + 1 if at % 7 == 0 else None,
            value=at % 5, text=f"Entry {at}: we talked about the harvest. " * (at * 7 % 23 % 9 + 1))  # fmt: skip


def _written_in(words: Mapping[str, str | list[str]], connection: Connection) -> None:
    """The oat flour with every text of it put into the words of another script."""
    fill(connection)
    for (table, column), keys in _TEXTS.items():
        said = [text for key in keys for text in _texts(words.get(key, ""))]
        for number, (row,) in enumerate(connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid").fetchall()):
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (said[number % len(said)], row))


def _texts(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


_TEXTS = {
    ("setting", "value"): ("us", "role", "address"),
    ("counterpart", "name"): ("them",),
    ("counterpart", "job_title"): ("role",),
    ("counterpart", "address"): ("address",),
    ("counterpart", "what_matters"): ("outcome",),
    ("counterpart", "how_we_know"): ("entry",),
    ("negotiation", "title"): ("title",),
    ("negotiation", "outcome_us"): ("outcome",),
    ("negotiation", "outcome_them"): ("outcome",),
    ("authority", "who"): ("person", "role"),
    ("authority", "evidence"): ("question",),
    ("alternative", "text"): ("then_we", "if_they"),
    ("term", "name"): ("terms",),
    ("term", "unit"): ("nothing", "unit", "unit"),
    ("term", "their_source"): ("entry", "nothing", "nothing"),
    ("if_then", "if_text"): ("if_they",),
    ("if_then", "then_text"): ("then_we",),
    ("question", "text"): ("question",),
    ("question", "answer"): ("nothing", "outcome"),
    ("ledger_item", "title"): ("gives", "gets"),
    ("ledger_item", "due_text"): ("due", "due", "nothing", "nothing"),
    ("meeting", "place"): ("title",),
    ("offer", "text"): ("if_they", "nothing"),
    ("lamp", "who"): ("person",),
    ("promise", "text"): ("step",),
    ("promise", "due_text"): ("nothing", "due"),
    ("log_entry", "text"): ("entry", "outcome"),
}
"""Which of the words stand in which column, one row after the other."""

SCRIPTS: dict[str, dict[str, str | list[str]]] = tomllib.loads(
    Path(__file__).with_name("script_words.toml").read_text(encoding="utf-8")
)

CASES = (
    Case("sample", _sample, (1, 2, 3, 4, 5, 6)),
    Case("empty", _rows(_empty)),
    Case("changed", _rows(_changed), kinds=(PaperKind.AGREEMENT,)),
    Case("many", _rows(many)),
    Case("long-log", _rows(_long_log), kinds=(PaperKind.LOG,)),
    *(Case(script, _rows(partial(_written_in, words))) for script, words in SCRIPTS.items()),
)
