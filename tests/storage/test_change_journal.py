"""The journal notes every change of a row, whoever makes it, and takes it back and does it again to the letter."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from negdesk.storage.change_journal import ChangeJournal, Step
from negdesk.storage.database import IN_MEMORY, Connection, Database, open_library
from tests.whole_content import Content, whole_content

STAMP = "2026-11-23T09:00:00Z"
FILLED = (
    f"INSERT INTO counterpart (id, uid, kind, name, created_at)"
    f" VALUES (1, 'c1', 'organisation', 'Northmill', '{STAMP}')",
    f"INSERT INTO counterpart (id, uid, kind, name, organisation_id, created_at)"
    f" VALUES (2, 'c2', 'person', 'Mara', 1, '{STAMP}')",
    f"INSERT INTO negotiation (id, uid, title, created_at, stage_changed_at)"
    f" VALUES (1, 'n1', 'Oat flour', '{STAMP}', '{STAMP}')",
    "INSERT INTO party (id, uid, negotiation_id, counterpart_id) VALUES (1, 'p1', 1, 2)",
    "INSERT INTO term (id, uid, negotiation_id, name, target)"
    " VALUES (1, 't1', 1, 'Price', '610'), (2, 't2', 1, 'Amount', NULL)",
    "INSERT INTO ledger_item (id, uid, negotiation_id, side, title) VALUES (1, 'l1', 1, 'us', 'Pay in 14 days')",
    f"INSERT INTO offer (id, uid, negotiation_id, side, made_at) VALUES (1, 'o1', 1, 'them', '{STAMP}')",
    "INSERT INTO offer_value (id, uid, offer_id, term_id, value)"
    " VALUES (1, 'v1', 1, 1, '648.5'), (2, 'v2', 1, 2, '150')",
    f"INSERT INTO promise (id, uid, negotiation_id, counterpart_id, ledger_item_id, side, text, created_at)"
    f" VALUES (1, 'r1', 1, 2, 1, 'us', 'Send it', '{STAMP}')",
    f"INSERT INTO log_entry (id, uid, counterpart_id, negotiation_id, kind, happened_on, written_at, text)"
    f" VALUES (1, 'e1', 2, 1, 'note', '2026-11-23', '{STAMP}', 'Called')",
)


@pytest.fixture
def database() -> Iterator[Database]:
    database = open_library(IN_MEMORY)
    yield database
    database.close()


@pytest.fixture
def journal(database: Database) -> ChangeJournal:
    """A journal that has already taken note of a small filled library."""
    journal = ChangeJournal(database.connection)
    journal.watch()
    with database.transaction():
        for statement in FILLED:
            database.connection.execute(statement)
        journal.take()
    return journal


def change(database: Database, journal: ChangeJournal, *statements: str) -> Step:
    with database.transaction():
        for statement in statements:
            database.connection.execute(statement)
        return journal.take()


def take_back(database: Database, journal: ChangeJournal, step: Step) -> Step:
    with database.transaction():
        return journal.take_back(step)


ODD = "it''s \"odd\" — ж 🙂 -- ; DROP TABLE term"


@pytest.mark.parametrize(
    ("statements", "touched"),
    [
        (["INSERT INTO question (id, uid, negotiation_id, text) VALUES (7, 'q', 1, 'Why?')"], {("question", 7)}),
        ([f"UPDATE term SET name = '{ODD}', target = '0.1', walk_away = NULL WHERE id = 1"], {("term", 1)}),
        (["UPDATE term SET target = NULL WHERE id = 1"], {("term", 1)}),
        (["UPDATE term SET name = 'one' || char(10, 13, 9) || 'two'"], {("term", 1), ("term", 2)}),
        (["DELETE FROM term WHERE id = 2"], {("term", 2), ("offer_value", 2)}),
        (["DELETE FROM ledger_item WHERE id = 1"], {("ledger_item", 1), ("promise", 1)}),
        (
            ["DELETE FROM counterpart WHERE id = 2"],
            {("counterpart", 2), ("party", 1), ("promise", 1), ("log_entry", 1)},
        ),
        (["DELETE FROM counterpart WHERE id = 1"], {("counterpart", 1), ("counterpart", 2)}),
        (
            ["DELETE FROM negotiation"],
            {
                ("negotiation", 1), ("party", 1), ("term", 1), ("term", 2), ("ledger_item", 1), ("offer", 1),
                ("offer_value", 1), ("offer_value", 2), ("promise", 1), ("log_entry", 1),
            },
        ),
        (
            ["UPDATE term SET name = 'A' WHERE id = 1", "DELETE FROM term WHERE id = 1",
             "INSERT INTO term (id, uid, negotiation_id, name) VALUES (1, 't9', 1, 'B')"],
            {("term", 1), ("offer_value", 1)},
        ),
    ],
    ids=["insert", "update", "to unknown", "lines", "cascade", "set null", "both", "own table", "whole", "in turn"],
)  # fmt: skip
def test_a_change_is_undone_and_redone_to_the_letter(
    database: Database, journal: ChangeJournal, statements: list[str], touched: set[tuple[str, int]]
) -> None:
    before = whole_content(database.connection)
    step = change(database, journal, *statements)
    after = whole_content(database.connection)
    assert after != before
    assert step.rows == touched
    for _ in range(3):
        redo = take_back(database, journal, step)
        assert whole_content(database.connection) == before
        assert redo.rows == touched
        step = take_back(database, journal, redo)
        assert whole_content(database.connection) == after
    assert database.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_changes_nothing_is_no_step(database: Database, journal: ChangeJournal) -> None:
    assert not change(database, journal, "UPDATE term SET name = name, target = target", "DELETE FROM question")


def test_what_was_rolled_back_is_forgotten(database: Database, journal: ChangeJournal) -> None:
    with suppress(ZeroDivisionError), database.transaction():
        database.connection.execute("DELETE FROM negotiation")
        raise ZeroDivisionError
    assert not change(database, journal)


def test_two_steps_become_one(database: Database, journal: ChangeJournal) -> None:
    before = whole_content(database.connection)
    first = change(database, journal, "UPDATE term SET name = 'Pri' WHERE id = 1")
    second = change(database, journal, "UPDATE term SET name = 'Price' WHERE id = 1", "DELETE FROM term WHERE id = 2")
    after = whole_content(database.connection)
    redo = take_back(database, journal, first.then(second))
    assert whole_content(database.connection) == before
    take_back(database, journal, redo)
    assert whole_content(database.connection) == after


def test_values_come_back_as_what_they_were(database: Database, journal: ChangeJournal) -> None:
    """Great numbers, bytes, nothing, and texts that look like numbers or hold a zero: none changes on its way."""
    connection = database.connection
    file = (1, "f1", None, 2, "\u202e 'a\0b' \U0001f600", 2**62 + 1, "1e3", "007", None)
    held = (1, "b1", 1, bytes(range(256)))
    with database.transaction():
        connection.execute("INSERT INTO attached_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", file)
        connection.execute("INSERT INTO file_content VALUES (?, ?, ?, ?)", held)
        journal.take()
    step = change(
        database,
        journal,
        "UPDATE attached_file SET name = 'x', size = 0, note = '', added_at = '', binned_at = 'now'",
        "UPDATE file_content SET bytes = x''",
        "DELETE FROM attached_file",
    )
    for _ in range(2):
        redo = take_back(database, journal, step)
        assert connection.execute("SELECT * FROM attached_file").fetchall() == [file]
        assert connection.execute("SELECT * FROM file_content").fetchall() == [held]
        step = take_back(database, journal, redo)
        assert connection.execute("SELECT * FROM attached_file").fetchall() == []


def test_a_great_step_is_taken_back_by_few_statements(database: Database, journal: ChangeJournal) -> None:
    """Each statement is compiled once and run with many rows; one of its own for each row takes ten times as long."""
    connection = database.connection
    before = whole_content(connection)
    with database.transaction():
        for number in range(100, 400):
            connection.execute(
                "INSERT INTO counterpart (id, uid, kind, name, created_at) VALUES (?, ?, 'person', 'Mara', ?)",
                (number, f"c{number}", STAMP),
            )
            connection.execute("UPDATE counterpart SET name = ? WHERE id = ?", (f"Mara {number}", number))
        connection.execute("DELETE FROM counterpart WHERE id % 2")
        step = journal.take()
    assert len(step.inverse) > 700
    redo = take_back(database, journal, step)
    assert whole_content(connection) == before
    for each in (step, redo):
        assert len({statement for statement, _ in each.inverse}) < 10


def test_every_table_of_the_library_is_watched(database: Database) -> None:
    connection = database.connection
    ChangeJournal(connection).watch()
    watched = [name for (name,) in connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'")]
    wanted = [
        f"note_{what}_{table}"
        for table in tables(connection)
        if table != "draft"
        for what in ("insert", "update", "delete")
    ]
    assert sorted(watched) == sorted(wanted)


def tables(connection: Connection) -> Content:
    return whole_content(connection)


def test_the_journal_is_not_in_the_file(database: Database, journal: ChangeJournal) -> None:
    kept = database.connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE name = 'change' OR name LIKE 'note%'"
    ).fetchall()
    assert kept == []
    assert journal is not None
