"""A large library, written in seconds by plain SQL: what the benchmarks and the long journeys work on.

    .venv/bin/python packaging/benchmarks/big_library.py big.negdesk --negotiations 10000

Every tenth negotiation is still open; each has two terms, four gives and gets, a question, and a meeting that was held
with eight checklist items and six captures. Every eighth has a promise. There is a counterpart for every fourth
negotiation, each with log entries. The same numbers make the same library, but for the rows' uids.
"""

import argparse
import time
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from negdesk.storage.database import Connection, open_library

NEGOTIATIONS = 10_000
WORDS = (
    "oat", "flour", "lease", "salary", "delivery", "volume", "forecast", "quality", "price", "harvest", "kitchen",
    "warehouse", "insurance", "bottles", "freight", "licence", "printing", "repair", "training", "timber",
)  # fmt: skip
PLACES = ("Aarhus", "Lviv", "Porto", "Kyoto", "Accra", "Lima", "Tartu", "Graz", "Pune", "Cork")
_PHASES = ("open", "open", "explore", "explore", "exchange", "exchange", "close", "close")
_KINDS = ("note", "note", "give", "get", "private", "question")


def main() -> int:
    """Make the library that the words ask for, and say how long it took."""
    parser = argparse.ArgumentParser(description="Makes a large library for measuring.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--negotiations", type=int, default=NEGOTIATIONS, help=f"how many ({NEGOTIATIONS:,})")
    arguments = parser.parse_args()
    start = time.perf_counter()
    make_big_library(arguments.path, arguments.negotiations)
    size = arguments.path.stat().st_size / 1e6
    print(f"{arguments.negotiations:,} negotiations, {size:.0f} MB, in {time.perf_counter() - start:.1f} s")
    return 0


def make_big_library(path: Path, negotiations: int = NEGOTIATIONS, today: date | None = None) -> None:
    """Write a new library with this many negotiations, the last of them as of `today`."""
    database = open_library(path)
    try:
        with database.transaction():
            fill(database.connection, negotiations, today or datetime.now(UTC).date())
    finally:
        database.close()


def fill(connection: Connection, negotiations: int, today: date) -> None:
    """Put the negotiations into an empty library, inside the transaction that is open."""
    numbers = range(1, negotiations + 1)
    people = negotiations // 4 + 1
    days = {number: today - timedelta(days=1 + (negotiations - number) % 1500) for number in numbers}
    at = {number: f"{day.isoformat()}T09:{number % 60:02}:00Z" for number, day in days.items()}
    _insert(
        connection, "counterpart", "id uid kind name created_at",
        ((n, _uid(), ("organisation", "person")[n % 2], f"{_words(n)} {PLACES[n % 10]} {n}", at[min(n, negotiations)])
         for n in range(1, people + 1)),
    )  # fmt: skip
    _insert(
        connection, "negotiation", "id uid title context currency stage created_at stage_changed_at",
        ((n, _uid(), f"{_words(n).capitalize()}, {PLACES[n % 10]} {n}", "supplier purchase", "EUR", _stage(n), at[n],
          at[n]) for n in numbers),
    )  # fmt: skip
    _insert(
        connection, "party", "uid negotiation_id counterpart_id decides position",
        ((_uid(), n, n % people + 1, 1, 0) for n in numbers),
    )  # fmt: skip
    _insert(
        connection, "term", "uid negotiation_id name unit currency more_is_better opening target walk_away position",
        ((_uid(), n, name, unit, money, more, "600", "640", "690", position) for n in numbers
         for position, (name, unit, money, more) in enumerate((("Price", "", "EUR", 0), ("Volume", "t", "", 1)))),
    )  # fmt: skip
    _insert(
        connection, "ledger_item", "id uid negotiation_id side title value state state_at position",
        ((4 * n + i, _uid(), n, ("us", "them")[i % 2], f"{WORDS[(n + i) % 20].capitalize()} {i + 1}", i,
          *(("accepted", at[n]) if i < 2 else ("planned", None)), i) for n in numbers for i in range(4)),
    )  # fmt: skip
    _insert(
        connection, "question", "uid negotiation_id text",
        ((_uid(), n, f"Who decides about the {WORDS[n % 20]}?") for n in numbers),
    )  # fmt: skip
    _meetings(connection, numbers, at)
    _insert(
        connection, "promise", "uid negotiation_id counterpart_id side text due_on state settled_on created_at",
        ((_uid(), n, n % people + 1, ("us", "them")[n // 8 % 2], f"Send the {WORDS[n % 20]}",
          (days[n] + timedelta(days=14)).isoformat(),
          *(("open", None) if n % 64 == 0 else ("kept", days[n].isoformat())), at[n]) for n in numbers if n % 8 == 0),
    )  # fmt: skip
    _insert(
        connection, "log_entry", "uid counterpart_id negotiation_id kind happened_on written_at text rapport",
        ((_uid(), n % people + 1, n, "meeting", days[n].isoformat(), at[n],
          f"Met about {_words(n)} in {PLACES[n % 10]}. " + " ".join(WORDS[(n + i) % 20] for i in range(12)), n % 5 + 1)
         for n in numbers),
    )  # fmt: skip


def _meetings(connection: Connection, numbers: range, at: dict[int, str]) -> None:
    _insert(
        connection, "meeting", "id uid negotiation_id starts_at started_at ended_at no_next_step",
        ((n, _uid(), n, at[n][:16], at[n], at[n].replace("T09", "T10"), 1) for n in numbers),
    )  # fmt: skip
    _insert(
        connection, "checklist_item", "uid meeting_id phase text ticked_at position",
        ((_uid(), n, phase, f"Talk about the {WORDS[(n + i) % 20]}", at[n] if i % 3 else None, i)
         for n in numbers for i, phase in enumerate(_PHASES)),
    )  # fmt: skip
    _insert(
        connection, "capture", "uid meeting_id captured_at kind text ledger_item_id",
        ((_uid(), n, at[n], kind, f"{_words(n + i)} as agreed in {PLACES[(n + i) % 10]}",
          4 * n + (i == 3) if kind in ("give", "get") else None)
         for n in numbers for i, kind in enumerate(_KINDS)),
    )  # fmt: skip


def _insert(connection: Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    names = columns.split()
    places = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608  # our own


def _uid() -> str:
    return uuid4().hex


def _words(number: int) -> str:
    return f"{WORDS[number % 20]} {WORDS[number // 20 % 20]}"


def _stage(number: int) -> str:
    return (
        ("planning", "agreed_in_principle")[number // 10 % 2]
        if number % 10 == 0
        else ("agreed", "no_deal")[number % 7 == 0]
    )


if __name__ == "__main__":
    raise SystemExit(main())
