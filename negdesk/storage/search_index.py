"""The full-text index over every text a user writes, kept in the library by permanent triggers.

Undo and redo replay row statements, which fire these triggers too, so the index is right after them as well. Its own
tables have no `uid`: the journal does not see them. What an entry holds depends on its own row alone, as a child may be
put back before its parent. It is made of today's tables after the upgrades, and anew where they or this module changed.

Measured choices, on 100,000 entries (packaging/benchmarks/search.py measures again): ``prefix='1 2 3'`` answers a
single letter at once; scripts without spaces go in by single characters (trigrams triple the size and miss words of two
characters). The triggers do that in plain SQL: a function of ours inside them is refused with ``trusted_schema`` off,
and another program could then not write to the library. Texts of ASCII alone pass by all of it. Kind, counterpart,
negotiation and day are tokens of the index, begun with a character nobody types, so that a search needs no join.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlcipher3 import dbapi2

from negdesk.domain.search_text import SINGLES, SPELLINGS
from negdesk.storage.connection import Connection, Damaged

MARK = "\ue000"
"""Begins the tokens that say what an entry is; in Unicode's private use, so that no text has it."""

SHIFT = 64
"""An entry's number is its row's times this, plus its source's."""


class IndexDamaged(Exception):
    """The index cannot be read; what it was made of is not concerned. `renew` makes it anew."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is searched: its texts, what kind of thing a row is, and the rows and the day it belongs to.

    All are SQL over columns written ``{r}.column``.
    """

    number: int
    table: str
    texts: tuple[str, ...]
    kind: str
    day: str = ""
    belongs: tuple[tuple[str, str], ...] = ()


_DEAL = (("n", "{r}.negotiation_id"),)
_MEETING = (("m", "{r}.meeting_id"),)
_SIDE = "CASE {r}.side WHEN 'us' THEN 'give' ELSE 'get' END"
_CAPTURED = (
    "CASE {r}.kind WHEN 'our_offer' THEN 'offer' WHEN 'their_offer' THEN 'offer' WHEN 'if_then' THEN 'ifthen'"
    " WHEN 'private' THEN 'note' ELSE {r}.kind END || ' ' || char(57344) || 'kcapture'"
)
_ALL_TEXTS = "(SELECT group_concat(atom, ' ') FROM json_tree({r}.content) WHERE type = 'text')"


def _columns(*names: str) -> tuple[str, ...]:
    return tuple(f"{{r}}.{name}" for name in names)


SOURCES = (
    Source(1, "negotiation", _columns("title", "context", "outcome_us", "outcome_them", "note"), "'negotiation'",
           "{r}.created_at", (("n", "{r}.id"),)),
    Source(2, "counterpart", _columns("name", "job_title", "email", "phone", "address", "how_we_know", "languages",
           "what_matters", "known_since"), "'counterpart ' || char(57344) || 'k' || {r}.kind", "{r}.created_at",
           (("c", "{r}.id"), ("c", "{r}.organisation_id"))),
    Source(3, "term", _columns("name", "unit", "their_source"), "'term'", "", _DEAL),
    Source(4, "ledger_item", _columns("title", "limit_text", "condition_text", "due_text"), _SIDE, "{r}.due_on", _DEAL),
    Source(5, "if_then", _columns("if_text", "then_text"), "'ifthen'", "", _DEAL),
    Source(6, "question", _columns("text", "answer"), "'question'", "", _DEAL),
    Source(7, "alternative", _columns("text"), "'alternative'", "", _DEAL),
    Source(8, "authority", _columns("who", "limit_note", "evidence"), "'authority'", "", _DEAL),
    Source(9, "meeting", _columns("place"), "'meeting'", "{r}.starts_at", (*_DEAL, ("m", "{r}.id"))),
    Source(10, "checklist_item", (
        "CASE WHEN {r}.ledger_item_id IS NULL AND {r}.question_id IS NULL THEN {r}.text ELSE '' END", "{r}.note",
    ), "'checklist'", "", _MEETING),
    Source(11, "offer", _columns("text"), "'offer'", "{r}.made_at", _DEAL),
    Source(12, "capture", _columns("text"), _CAPTURED, "{r}.captured_at", _MEETING),
    Source(13, "lamp", _columns("who", "evidence"), "'commitment'", "{r}.set_at", _DEAL),
    Source(14, "agreement_version", (_ALL_TEXTS,), "'agreement'", "{r}.agreed_on", _DEAL),
    Source(15, "promise", _columns("text", "due_text", "benefit_us", "benefit_them"), "'promise'", "{r}.due_on",
           (*_DEAL, ("c", "{r}.counterpart_id"))),
    Source(16, "log_entry", _columns("text"), "{r}.kind || ' ' || char(57344) || 'klog'", "{r}.happened_on",
           (*_DEAL, ("c", "{r}.counterpart_id"))),
    Source(17, "look_back", _columns("learnt"), "'lookback'", "{r}.written_at", _DEAL),
    Source(18, "template", ("{r}.name", "{r}.context", _ALL_TEXTS), "'template'", "{r}.created_at"),
    Source(19, "attached_file", _columns("name", "note"), "'file'", "{r}.added_at",
           (*_DEAL, ("c", "{r}.counterpart_id"))),
    Source(20, "own_field", _columns("name", "text"), "'counterpart'", "", (("c", "{r}.counterpart_id"),)),
)  # fmt: skip
"""Everything a user writes. A number is never used twice; a table that a library does not have is passed by."""

TABLE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, content='', contentless_delete=1, prefix='1 2 3',"
    " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")"
)


def is_current(connection: Connection) -> bool:
    """Whether the index and its triggers are there and are those of today's tables; asked after the upgrades."""
    there = connection.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE name = 'search_index'"
        " OR (type = 'trigger' AND name GLOB 'search_*')"
    ).fetchall()
    return dict(there) == {**dict(_triggers(connection)), "search_index": TABLE}


def renew(connection: Connection) -> None:
    """Make the index anew from the library's rows, whatever state it is in; to be called inside a transaction."""
    drop(connection)
    connection.execute(TABLE)
    for source in _sources(connection):
        connection.execute(
            f"INSERT INTO search_index (rowid, text) SELECT {_number(source, 't')}, {_entry(source, 't')}"
            f' FROM main."{source.table}" t ORDER BY id'
        )
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    for _, statement in _triggers(connection):
        connection.execute(statement)


def drop(connection: Connection) -> None:
    """Take the index and its triggers out, as before tables are changed; to be called inside a transaction."""
    names = "SELECT name FROM main.sqlite_schema WHERE type = 'trigger' AND name GLOB 'search_*'"
    for (name,) in connection.execute(names).fetchall():
        connection.execute(f'DROP TRIGGER main."{name}"')
    try:
        connection.execute("DROP TABLE IF EXISTS main.search_index")
    except dbapi2.Error:
        # So damaged that SQLite cannot open it to drop it: its entry goes first, then what it lay in.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM main.sqlite_schema WHERE name = 'search_index'")
        connection.execute("PRAGMA writable_schema = RESET")
        for part in ("data", "idx", "content", "docsize", "config"):
            connection.execute(f"DROP TABLE IF EXISTS main.search_index_{part}")


def is_whole(connection: Connection) -> bool:
    """Whether the index can be read and has an entry for each row; reads all of it."""
    try:
        connection.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
        # An index that lost its words can be sound in itself, so each source's own token is counted too.
        sources = _sources(connection)
        rows = sum(_count(connection, f'main."{source.table}"') for source in sources)
        return rows == _count(connection, "search_index_docsize") and all(
            _count(connection, "search_index WHERE search_index MATCH ?", f'"{MARK}s{source.number}"')
            == _count(connection, f'main."{source.table}"')
            for source in sources
        )
    except dbapi2.Error:
        return False


def _count(connection: Connection, what: str, *values: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {what}", values).fetchone()
    return int(row[0]) if row else 0


def caused(connection: Connection, error: BaseException) -> bool:
    """Whether it is the index that an error of the database comes from."""
    origin = getattr(error, "orig", error)
    speaks_of_it = isinstance(origin, Damaged) or (
        isinstance(origin, dbapi2.Error) and re.search("malformed|corrupt|search_index|fts5", str(origin)) is not None
    )
    return speaks_of_it and not is_whole(connection)


def _sources(connection: Connection) -> list[Source]:
    tables = {name for (name,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")}
    return [source for source in SOURCES if source.table in tables]


def _triggers(connection: Connection) -> Iterator[tuple[str, str]]:
    """The triggers with their names."""
    for source in _sources(connection):
        table = source.table
        put = f"INSERT INTO search_index (rowid, text) VALUES ({_number(source, 'new')}, {_entry(source, 'new')})"
        take = f"DELETE FROM search_index WHERE rowid = {_number(source, 'old')}"
        columns = sorted(set(re.findall(r"\{r\}\.(\w+)", f"{source.texts}{source.kind}{source.day}{source.belongs}")))
        changed = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in columns)
        # An update of nothing but other columns leaves the index alone: to look into it took longer than a tick does.
        update = "UPDATE OF " + ", ".join(f'"{column}"' for column in columns)
        for deed, event, when, statements in (
            ("insert", "INSERT", "", put), ("update", update, f" WHEN {changed}", f"{take}; {put}"),
            ("delete", "DELETE", "", take),
        ):  # fmt: skip
            begin = f'CREATE TRIGGER search_{deed}_{table} AFTER {event} ON "{table}"'
            yield f"search_{deed}_{table}", f"{begin}{when} BEGIN {statements}; END"


def _number(source: Source, row: str) -> str:
    return f"{row}.id * {SHIFT} + {source.number}"


def _entry(source: Source, row: str) -> str:
    """SQL for what the index is told of a row: its texts as they are searched, its tags, and what it is."""
    # The sign between two texts keeps a phrase from being found across them.
    texts = " || ' ' || char(57345) || ' ' || ".join(f"coalesce({text}, '')" for text in source.texts)
    tokens = [f"' {MARK}s{source.number} {MARK}k' || {source.kind}"]
    tokens += [f"coalesce(' {MARK}{letter}' || {column}, '')" for letter, column in source.belongs]
    if source.day:
        day = f"replace(substr({source.day}, 1, 10), '-', '')"
        parts = (f"y' || substr({day}, 1, 4)", f"d' || substr({day}, 1, 6)", f"d' || {day}")
        tokens += [f"coalesce(' {MARK}{part}, '')" for part in parts]
    return f"(SELECT {_SEARCHED} FROM (SELECT {texts} AS x)) || {' || '.join(tokens)}".replace("{r}", row)


def _spelt(text: str) -> str:
    for letter, plain in SPELLINGS.items():
        text = f"replace({text}, '{letter}', '{plain}')"
    return text


_SPREAD = (
    # Piece by piece, because cutting single characters off a long text takes the square of its length.
    "(WITH RECURSIVE piece (at, rest, part) AS (SELECT 0, x, '' UNION ALL"
    " SELECT at + 1, substr(rest, 65), substr(rest, 1, 64) FROM piece WHERE rest <> ''),"
    " place (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < 64)"
    f" SELECT group_concat(CASE WHEN c GLOB '[{SINGLES}]' THEN ' ' || c || ' ' ELSE c END, '') FROM"
    " (SELECT substr(part, n, 1) AS c FROM piece, place WHERE n <= length(part) ORDER BY at, n))"
)
_TAGS = f"CASE WHEN instr(x, '#') THEN ' ' || replace(x, '#', ' {MARK}t') ELSE '' END"
_WORDS = f"CASE WHEN x GLOB '*[{SINGLES}]*' THEN {_SPREAD} ELSE x END || {_TAGS}"
_SEARCHED = f"CASE WHEN length(x) = length(CAST(x AS BLOB)) THEN x || {_TAGS} ELSE {_spelt(_WORDS)} END"
